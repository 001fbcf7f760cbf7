//! What reads the rows of one table.

use super::Functions;
use super::parameter::{argument, taken};
use crate::model::Column;
use crate::render::clause::{equal, key_names, key_order, parameters, select};
use crate::sql::parameter;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

impl Functions<'_> {
    pub(super) fn all(&self) -> TokenStream {
        let rest = key_order(self.table, "");
        let statement = self.statement(|dialect| select(dialect, self.table, &rest));
        let about = statement.about(&["Every row."]);
        let (sql, executor) = (statement.tokens(), &self.executor);
        quote! {
            #about
            pub fn all<'c>(db: #executor) -> data::Answer<'c, Vec<Self>> {
                data::run::all(db.open(), #sql, Vec::new())
            }
        }
    }

    pub(super) fn count(&self) -> TokenStream {
        let statement =
            self.statement(|dialect| format!("SELECT count(*) FROM {}", self.table.sql(dialect)));
        let about = statement.about(&["How many rows there are."]);
        let (sql, executor) = (statement.tokens(), &self.executor);
        quote! {
            #about
            pub fn count<'c>(db: #executor) -> data::Answer<'c, u64> {
                data::run::count(db.open(), #sql, Vec::new())
            }
        }
    }

    /// The row that these columns find.
    pub(super) fn found(&self, name: &Ident, columns: &[&Column], sentence: &str) -> TokenStream {
        let statement = self.statement(|dialect| {
            let found = equal(dialect, columns.iter().copied(), 1, " AND ");
            select(dialect, self.table, &format!(" WHERE {found}"))
        });
        let about = statement.about(&[sentence]);
        let (sql, executor) = (statement.tokens(), &self.executor);
        let (parameters, values): (Vec<_>, Vec<_>) =
            columns.iter().map(|column| argument(column)).unzip();
        quote! {
            #about
            pub fn #name<'c>(
                db: #executor, #(#parameters),*
            ) -> data::Answer<'c, Option<Self>> {
                data::run::optional(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }

    pub(super) fn get(&self) -> TokenStream {
        let key: Vec<_> = self.table.key().collect();
        self.found(&format_ident!("get"), &key, "The row of a key, if there is one.")
    }

    pub(super) fn exists(&self) -> TokenStream {
        let statement = self.statement(|dialect| {
            let found = equal(dialect, self.table.key(), 1, " AND ");
            format!("SELECT 1 FROM {} WHERE {found}", self.table.sql(dialect))
        });
        let about = statement.about(&["Whether there is a row of a key."]);
        let (sql, executor) = (statement.tokens(), &self.executor);
        let (parameters, values): (Vec<_>, Vec<_>) = self.table.key().map(argument).unzip();
        quote! {
            #about
            pub fn exists<'c>(db: #executor, #(#parameters),*) -> data::Answer<'c, bool> {
                data::run::exists(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }

    pub(super) fn page(&self) -> TokenStream {
        let (order, names) = (key_order(self.table, ""), key_names(self.table, ""));
        let key: Vec<_> = self.table.key().collect();
        let first = self.statement(|dialect| {
            let limit = parameter(dialect, 1, "");
            select(dialect, self.table, &format!("{order} LIMIT {limit}"))
        });
        let next = self.statement(|dialect| {
            let after = parameters(dialect, self.table.key());
            let limit = parameter(dialect, key.len() + 1, "");
            let behind = match key.len() {
                1 => format!("{names} > {after}"),
                _ => format!("({names}) > ({after})"),
            };
            select(dialect, self.table, &format!(" WHERE {behind}{order} LIMIT {limit}"))
        });
        let about = next
            .about(&["So many rows at most, in the order of the key, behind the one of a key."]);
        let binding = |place: usize| match key.len() {
            1 => quote!(after),
            _ => {
                let place = Literal::usize_unsuffixed(place);
                quote!(after.#place)
            }
        };
        let (types, values): (Vec<_>, Vec<_>) =
            (0..).zip(&key).map(|(place, column)| taken(column, &binding(place))).unzip();
        let after = match types.as_slice() {
            [one] => quote!(#one),
            several => quote!((#(#several),*)),
        };
        let (first, next, executor) = (first.tokens(), next.tokens(), &self.executor);
        quote! {
            #about
            pub fn page<'c>(
                db: #executor,
                after: Option<#after>,
                limit: u32,
            ) -> data::Answer<'c, Vec<Self>> {
                let limit = data::Value::I64(limit.into());
                match after {
                    None => data::run::all(db.open(), #first, Vec::from([limit])),
                    Some(after) => data::run::all(db.open(), #next, Vec::from([#(#values,)* limit])),
                }
            }
        }
    }
}
