//! SeaORM entities, in the format of SeaORM 2: relations are fields.

use super::{allowed, docs, literal, rust};
use crate::model::entity::{Entity, Field, Key, Unique, Way, WayKind};
use crate::model::{Model, Table};
use proc_macro2::TokenStream;
use quote::quote;
use schemalane_schema::Action;

/// What brings the entities in.
pub(super) fn root(model: &Model, entities: &[Entity]) -> TokenStream {
    let mut modules = Vec::new();
    let mut names = Vec::new();
    for table in entities.iter().filter_map(|entity| model.tables.get(entity.table)) {
        let (module, row) = (rust(&table.module), rust(&table.row));
        let file = table.file_stem();
        // The compiler looks for files of plain names only.
        let path = (!file.is_ascii()).then(|| {
            let file = format!("{file}.rs");
            quote!(#[path = #file])
        });
        modules.push(quote!(#path pub mod #module;));
        names.push(quote!(pub use super::#module::Entity as #row;));
    }
    let about =
        docs::lines(["SeaORM entities: `use entities::prelude::*` brings them in by their names."]);
    let prelude = docs::lines(["The entities, by the names of their rows."]);
    quote! {
        #about
        #(#modules)*

        #prelude
        pub mod prelude {
            #![allow(unused_imports)]
            #(#names)*
        }
    }
}

/// The module of an entity.
pub(super) fn one(model: &Model, table: &Table, entity: &Entity) -> TokenStream {
    let about = docs::comment(
        table.comment.as_ref(),
        &format!("The entity of the {} `{}`.", table.kind, table.label),
    );
    let is_eq = entity.fields.iter().all(|field| field.data_type.is_eq);
    let eq = is_eq.then(|| quote!(, Eq));
    let schema = entity.schema.as_ref().filter(|schema| *schema != "public").map(|schema| {
        let schema = literal(schema);
        quote!(schema_name = #schema,)
    });
    let name = literal(&entity.name);
    let fields = entity.fields.iter().map(|own| field(table, own));
    let ways = entity.ways.iter().filter_map(|own| way(model, entity, own));
    let allowed = allowed();
    quote! {
        #allowed
        use ::sea_orm::entity::prelude::*;

        #about
        #[::sea_orm::model]
        #[derive(Clone, Debug, PartialEq #eq, DeriveEntityModel)]
        #[sea_orm(#schema table_name = #name)]
        pub struct Model { #(#fields,)* #(#ways,)* }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

fn field(table: &Table, own: &Field) -> TokenStream {
    let mut parts = Vec::new();
    match own.key {
        Key::None => {}
        Key::Counted => parts.push(quote!(primary_key)),
        Key::Part => parts.push(quote!(primary_key, auto_increment = false)),
    }
    if let Some(name) = &own.column_name {
        let name = literal(name);
        parts.push(quote!(column_name = #name));
    }
    if let Some(column_type) = &own.data_type.column_type {
        let column_type = literal(column_type);
        parts.push(quote!(column_type = #column_type));
    }
    if let Some((read, write)) = &own.data_type.casts {
        let (read, write) = (literal(read), literal(write));
        parts.push(quote!(select_as = #read, save_as = #write));
    }
    match &own.unique {
        None => {}
        Some(Unique::Alone) => parts.push(quote!(unique)),
        Some(Unique::Together(name)) => {
            let name = literal(name);
            parts.push(quote!(unique_key = #name));
        }
    }
    let attribute = (!parts.is_empty()).then(|| quote!(#[sea_orm(#(#parts),*)]));
    let (name, plain) = (rust(&own.name), rust(&own.data_type.rust));
    let whole = if own.is_nullable { quote!(Option<#plain>) } else { plain };
    let column = table.columns.get(own.column);
    let about = docs::comment(
        column.and_then(|column| column.comment.as_ref()),
        &format!("The column `{}`.", column.map_or("", |column| &column.written)),
    );
    quote!(#about #attribute pub #name: #whole)
}

fn way(model: &Model, entity: &Entity, own: &Way) -> Option<TokenStream> {
    let other = rust(&model.tables.get(own.table)?.module);
    let is_own = own.table == entity.table;
    let target = if is_own { quote!(Entity) } else { quote!(super::#other::Entity) };
    let variant = own.variant.as_ref().map(|variant| quote!(relation_enum = #variant));
    let (parts, whole) = match &own.kind {
        WayKind::BelongsTo { is_optional, from, to, on_delete, on_update } => {
            let (from, to) = (list(from), list(to));
            let kind = if is_own { quote!(self_ref) } else { quote!(belongs_to) };
            let mut parts = vec![kind];
            parts.extend(variant);
            parts.push(quote!(from = #from, to = #to));
            parts.extend(action(*on_update).map(|action| quote!(on_update = #action)));
            parts.extend(action(*on_delete).map(|action| quote!(on_delete = #action)));
            let whole = match is_optional {
                true => quote!(BelongsTo<Option<#target>>),
                false => quote!(BelongsTo<#target>),
            };
            (parts, whole)
        }
        // It has no attribute for the only row that refers to another of its table.
        WayKind::HasOne { .. } if is_own => return None,
        WayKind::HasOne { by } => {
            let mut parts = vec![quote!(has_one)];
            parts.extend(variant);
            parts.extend(by.as_ref().map(|by| quote!(via_rel = #by)));
            (parts, quote!(HasOne<#target>))
        }
        WayKind::HasMany { by } if is_own => {
            let mut parts = vec![quote!(self_ref)];
            parts.extend(variant);
            parts.extend(by.as_ref().map(|by| quote!(relation_reverse = #by)));
            (parts, quote!(HasMany<#target>))
        }
        WayKind::HasMany { by } => {
            let mut parts = vec![quote!(has_many)];
            parts.extend(variant);
            parts.extend(by.as_ref().map(|by| quote!(via_rel = #by)));
            (parts, quote!(HasMany<#target>))
        }
        WayKind::Through(pairs) => {
            let pairs = &model.tables.get(*pairs)?.module;
            (vec![quote!(has_many, via = #pairs)], quote!(HasMany<#target>))
        }
    };
    let name = rust(&own.field);
    let about = docs::lines([about(&own.kind, &model.tables.get(own.table)?.label).as_str()]);
    Some(quote!(#about #[sea_orm(#(#parts),*)] pub #name: #whole))
}

/// What a way leads to.
fn about(kind: &WayKind, label: &str) -> String {
    match kind {
        WayKind::BelongsTo { from, is_optional: false, .. } => {
            format!("The row of `{label}` that {} refers to.", words(from))
        }
        WayKind::BelongsTo { from, .. } => {
            format!("The row of `{label}` that {} refers to, if it does.", words(from))
        }
        WayKind::HasOne { .. } => {
            format!("The row of `{label}` that refers to this one, if there is one.")
        }
        WayKind::HasMany { .. } => format!("The rows of `{label}` that refer to this one."),
        WayKind::Through(_) => format!("The rows of `{label}` that are linked with this one."),
    }
}

fn words(columns: &[String]) -> String {
    let columns: Vec<_> = columns.iter().map(|column| format!("`{column}`")).collect();
    columns.join(" and ")
}

/// `a`, or `(a, b)`.
fn list(columns: &[String]) -> String {
    match columns {
        [one] => one.clone(),
        several => format!("({})", several.join(", ")),
    }
}

/// What a foreign key does, where that is not nothing.
const fn action(action: Action) -> Option<&'static str> {
    match action {
        Action::NoAction => None,
        Action::Restrict => Some("Restrict"),
        Action::Cascade => Some("Cascade"),
        Action::SetNull => Some("SetNull"),
        Action::SetDefault => Some("SetDefault"),
    }
}
