//! How a function takes columns, and the parameters that it makes of them.

use crate::model::Column;
use crate::render::rust;
use crate::types::Passing;
use proc_macro2::TokenStream;
use quote::quote;

/// How a function takes a column, and the parameter that it makes of it.
pub(super) fn argument(column: &Column) -> (TokenStream, TokenStream) {
    let name = match column.field.as_str() {
        // What functions have as parameters beside columns.
        taken @ ("db" | "changes") => rust(&format!("{taken}_")),
        field => rust(field),
    };
    let (taken, value) = taken(column, &quote!(#name));
    (quote!(#name: #taken), value)
}

/// The type in which a column is taken under a name, and the parameter that it makes.
pub(super) fn taken(column: &Column, name: &TokenStream) -> (TokenStream, TokenStream) {
    let plain = rust(&column.data_type.rust);
    match column.data_type.passing {
        Passing::Value => (plain, quote!(data::Field::value(&#name))),
        Passing::Text => (quote!(&str), quote!(data::Value::Text(#name.to_owned()))),
        Passing::Bytes => (quote!(&[u8]), quote!(data::Value::Bytes(#name.to_owned()))),
        Passing::Reference => (quote!(&#plain), quote!(data::Field::value(#name))),
    }
}

/// The parameters that a row makes of its own columns.
pub(in crate::render) fn own_values<'a>(
    columns: impl Iterator<Item = &'a Column>,
) -> Vec<TokenStream> {
    columns
        .map(|column| {
            let field = rust(&column.field);
            quote!(data::Field::value(&self.#field))
        })
        .collect()
}
