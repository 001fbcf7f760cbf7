//! The function of a query.

use super::taken::{Taken, own_name};
use crate::model::{Answer, Databases, Order, Query, Text};
use crate::render::statement::Statement;
use crate::render::{docs, literal, rust};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn function(databases: Databases, query: &Query) -> TokenStream {
    let name = rust(&query.function);
    let statement =
        |text: &Text| Statement::new(databases, |dialect| text.sql.of(dialect).to_owned());
    let documentation = query.docs.join("\n");
    let sentences = (!documentation.is_empty()).then_some(documentation.as_str());
    let about = query.texts.first().map(|whole| statement(whole).about(sentences.as_slice()));
    let (call, answer) = answer(&query.answer);
    let taken = Taken::of(query);
    let given = match query.texts.as_slice() {
        [text] => {
            let (sql, values) = (statement(text).tokens(), taken.values(query, text));
            quote!(data::run::#call(db.open(), #sql, #values))
        }
        texts => {
            let choice = taken.choice(query);
            let arms = texts.iter().map(|text| {
                let pattern = pattern(query, text);
                let (sql, values) = (statement(text).tokens(), taken.values(query, text));
                quote!(#pattern => (#sql, #values))
            });
            quote! {
                let (sql, values) = match #choice { #(#arms),* };
                data::run::#call(db.open(), sql, values)
            }
        }
    };
    let order = query.order.as_ref().map(order);
    let (declared, arguments) = (&taken.declared, &taken.arguments);
    let facts = facts(query);
    quote! {
        #order
        #declared
        #about
        pub fn #name<'c>(
            db: impl super::backend::Executor<'c>,
            #(#arguments),*
        ) -> data::Answer<'c, #answer> {
            #given
        }
        #facts
    }
}

/// The function of the runtime, and what it gives.
fn answer(answer: &Answer) -> (TokenStream, TokenStream) {
    match answer {
        Answer::One(row) => (quote!(row), rust(row)),
        Answer::Optional(row) => {
            let row = rust(row);
            (quote!(first), quote!(Option<#row>))
        }
        Answer::Many(row) => {
            let row = rust(row);
            (quote!(all), quote!(Vec<#row>))
        }
        Answer::Changed => (quote!(affected), quote!(u64)),
        Answer::Nothing => (quote!(done), quote!(())),
    }
}

/// The type of the orders that a caller can choose.
fn order(order: &Order) -> TokenStream {
    let name = rust(&order.name);
    let variants = order.choices.iter().map(|(variant, about)| {
        let (about, variant) = (docs::lines([about.as_str()]), rust(variant));
        quote!(#about #variant)
    });
    quote! {
        /// An order of rows.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum #name {
            /// The one that the query has by itself.
            #[default]
            AsWritten,
            #(#variants),*
        }
    }
}

/// Which choices of a caller a text is for.
fn pattern(query: &Query, text: &Text) -> TokenStream {
    let optional = query.parameters.iter().enumerate().filter(|(_, it)| it.is_optional);
    let mut parts: Vec<TokenStream> = optional
        .map(|(place, parameter)| match text.given.contains(&place) {
            true => {
                let name = rust(&own_name(parameter));
                quote!(Some(#name))
            }
            false => quote!(None),
        })
        .collect();
    if let Some(order) = &query.order {
        let name = rust(&order.name);
        let chosen = text.order.and_then(|place| order.choices.get(place));
        let variant = chosen.map_or_else(|| quote!(AsWritten), |(variant, _)| rust(variant));
        parts.push(quote!(#name::#variant));
    }
    quote!((#(#parts,)*))
}

/// What is known of a query beside its types.
fn facts(query: &Query) -> TokenStream {
    let name = format_ident!("{}", query.function.trim_start_matches("r#").to_uppercase());
    let about = docs::lines([format!("What `{}` does to the database.", query.name).as_str()]);
    let (label, is_reading) = (literal(&query.name), query.is_reading);
    let tables = query.tables.iter().map(|table| literal(table));
    quote! {
        #about
        pub const #name: data::Query =
            data::Query { name: #label, is_reading: #is_reading, tables: &[#(#tables),*] };
    }
}
