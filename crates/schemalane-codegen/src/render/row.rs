//! A row, what an insert needs, and changes.

use super::{attributes, derive, docs, rust};
use crate::Settings;
use crate::model::{Column, Table, Writing};
use crate::types::Passing;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The row.
pub(super) fn row(table: &Table, settings: &Settings) -> TokenStream {
    let name = rust(&table.row);
    let derive = derive(quote!(Clone, Debug, PartialEq), settings, &table.label);
    let otherwise = format!("A row of the {} `{}`.", table.kind, table.label);
    let about = docs::comment(table.comment.as_ref(), &otherwise);
    let fields = table.columns.iter().map(|column| field(table, column, settings));
    quote! {
        #about
        #derive
        pub struct #name { #(#fields),* }
    }
}

fn field(table: &Table, column: &Column, settings: &Settings) -> TokenStream {
    let (before, rust_type) = (before(table, column, settings), rust(&column.rust()));
    let name = rust(&column.field);
    quote!(#before pub #name: #rust_type)
}

/// A field that may be left alone, which is absent where it is serialised.
fn maybe(table: &Table, column: &Column, settings: &Settings) -> TokenStream {
    let (before, rust_type) = (before(table, column, settings), rust(&column.rust()));
    let name = rust(&column.field);
    let derives = |name: &str| {
        settings.derive.of(&table.label).any(|path| path.rsplit("::").next() == Some(name))
    };
    let absent = match (derives("Serialize"), derives("Deserialize")) {
        (true, true) => {
            quote!(#[serde(default, skip_serializing_if = "data::Maybe::is_unset")])
        }
        (true, false) => quote!(#[serde(skip_serializing_if = "data::Maybe::is_unset")]),
        (false, true) => quote!(#[serde(default)]),
        (false, false) => TokenStream::new(),
    };
    quote!(#before #absent pub #name: data::Maybe<#rust_type>)
}

/// What stands before a field: documentation and attributes.
fn before(table: &Table, column: &Column, settings: &Settings) -> TokenStream {
    let otherwise = format!("The column `{}`.", column.written);
    let about = docs::comment(column.comment.as_ref(), &otherwise);
    let attributes = attributes(settings, &format!("{}.{}", table.label, column.written));
    quote!(#about #attributes)
}

/// What an insert needs.
pub(super) fn new(table: &Table, settings: &Settings) -> TokenStream {
    let name = format_ident!("New{}", table.row);
    let about = docs::lines([format!("What an insert into `{}` needs.", table.label).as_str()]);
    let required: Vec<_> =
        table.written().filter(|column| column.writing == Writing::Required).collect();
    // Where something is required, a default would insert what nobody has said.
    let derive = match required.is_empty() {
        true => derive(quote!(Clone, Debug, Default, PartialEq), settings, &table.label),
        false => derive(quote!(Clone, Debug, PartialEq), settings, &table.label),
    };
    let fields = table.written().map(|column| match column.writing {
        Writing::Defaulted => maybe(table, column, settings),
        Writing::Required | Writing::Nullable | Writing::Never => field(table, column, settings),
    });
    let constructor = (!required.is_empty()).then(|| constructor(table, &required));
    let values = table.written().map(|column| {
        let field = rust(&column.field);
        match column.writing {
            Writing::Defaulted => quote!(self.#field.as_option().map(data::Field::value)),
            Writing::Required | Writing::Nullable | Writing::Never => {
                quote!(Some(data::Field::value(&self.#field)))
            }
        }
    });
    quote! {
        #about
        #derive
        pub struct #name { #(#fields),* }

        impl #name {
            #constructor

            fn values(&self) -> Vec<Option<data::Value>> {
                Vec::from([#(#values),*])
            }
        }
    }
}

/// A function of the columns that must have a value.
fn constructor(table: &Table, required: &[&Column]) -> TokenStream {
    let is_text = |column: &Column| column.data_type.passing == Passing::Text;
    let parameters = required.iter().map(|column| {
        let (field, plain) = (rust(&column.field), rust(&column.rust()));
        // Only of a text there is another form that a caller is likely to have.
        match is_text(column) {
            true => quote!(#field: impl Into<#plain>),
            false => quote!(#field: #plain),
        }
    });
    let fields = table.written().map(|column| {
        let field = rust(&column.field);
        match column.writing {
            Writing::Required if is_text(column) => quote!(#field: #field.into()),
            Writing::Required => quote!(#field),
            Writing::Defaulted => quote!(#field: data::Maybe::Unset),
            Writing::Nullable | Writing::Never => quote!(#field: None),
        }
    });
    quote! {
        /// The columns that must have a value, and what the database makes of the others.
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#fields),* }
        }
    }
}

/// What an update may change.
pub(super) fn changes(table: &Table, settings: &Settings) -> TokenStream {
    let name = format_ident!("{}Changes", table.row);
    let about = docs::lines([format!("Columns of `{}` that change.", table.label).as_str()]);
    let derive = derive(quote!(Clone, Debug, Default, PartialEq), settings, &table.label);
    let fields = table.written().map(|column| maybe(table, column, settings));
    let values = table.written().map(|column| {
        let field = rust(&column.field);
        quote!(self.#field.as_option().map(data::Field::value))
    });
    quote! {
        #about
        #derive
        pub struct #name { #(#fields),* }

        impl #name {
            fn values(&self) -> Vec<Option<data::Value>> {
                Vec::from([#(#values),*])
            }
        }
    }
}
