//! The modules of files of queries.

mod function;
mod taken;

use self::function::function;
use super::{derive, docs, literal, rust};
use crate::Settings;
use crate::model::{Databases, Field, Holds, Queries, QueryFile, QueryRow};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `queries/mod.rs`.
pub(super) fn root(queries: &Queries) -> TokenStream {
    // The types of rows and what a function goes through are where its module looks for them.
    let modules = queries.files.iter().map(|file| {
        let module = rust(&file.module);
        let path = (!file.module.is_ascii()).then(|| {
            let name = format!("{}.rs", file.file_stem());
            quote!(#[path = #name])
        });
        quote!(#path pub mod #module;)
    });
    let allowed = super::allowed();
    quote! {
        #allowed
        #[allow(unused_imports)]
        use super::*;
        #(#modules)*
    }
}

/// The module of a file.
pub(super) fn module(databases: Databases, file: &QueryFile, settings: &Settings) -> TokenStream {
    let allowed = super::allowed();
    let rows = file.rows.iter().map(|it| row(it, settings));
    let functions = file.queries.iter().map(|query| function(databases, query));
    quote! {
        #allowed
        use ::schemalane_data as data;
        #(#functions)*
        #(#rows)*
    }
}

fn row(row: &QueryRow, settings: &Settings) -> TokenStream {
    let name = rust(&row.name);
    let about = docs::lines([format!("A row of `{}`.", row.label).as_str()]);
    let derive = derive(quote!(Clone, Debug, PartialEq), settings, &row.name);
    let fields = row.fields.iter().map(|field| {
        let about = docs::comment(field.doc.as_ref(), &about_field(field));
        let (name, rust_type) = (rust(&field.name), rust(&field.rust()));
        quote!(#about pub #name: #rust_type)
    });
    let columns = row.fields.iter().flat_map(|field| &field.columns).map(|name| literal(name));
    let label = literal(&row.label);
    let reads = row.fields.iter().map(read);
    quote! {
        #about
        #derive
        pub struct #name { #(#fields),* }

        impl data::Record for #name {
            const SHAPE: &'static data::Shape =
                &data::Shape { name: #label, columns: &[#(#columns),*] };

            fn decode(row: &data::Row<'_>) -> Result<Self, data::DecodeError> {
                Ok(Self { #(#reads),* })
            }
        }
    }
}

fn about_field(field: &Field) -> String {
    match &field.holds {
        Holds::Value { .. } => format!("The column `{}`.", field.label),
        Holds::Row { .. } => format!("The row of `{}`.", field.label),
        Holds::OptionalRow { .. } => format!("The row of `{}`, if there is one.", field.label),
    }
}

fn read(field: &Field) -> TokenStream {
    let name = rust(&field.name);
    let first = Literal::usize_unsuffixed(field.first);
    match &field.holds {
        Holds::Value { .. } => quote!(#name: row.get(#first)?),
        Holds::Row { .. } => quote!(#name: row.record(#first)?),
        Holds::OptionalRow { compared, .. } => {
            let compared = Literal::usize_unsuffixed(*compared);
            quote!(#name: row.optional(#first, #compared)?)
        }
    }
}
