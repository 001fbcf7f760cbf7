//! What changes and deletes rows.

use super::Functions;
use super::parameter::{argument, own_values};
use crate::render::clause::equal;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

impl Functions<'_> {
    pub(super) fn update(&self) -> TokenStream {
        let table = self.table;
        let updated: Vec<_> = table.updated().collect();
        if updated.is_empty() {
            return TokenStream::new();
        }
        let statement = self.statement(|dialect| {
            let set = equal(dialect, updated.iter().copied(), 1, ", ");
            let found = equal(dialect, table.key(), updated.len() + 1, " AND ");
            format!("UPDATE {} SET {set} WHERE {found}", table.sql(dialect))
        });
        let about = statement
            .about(&["Writes every column but the key, and says whether the row is still there."]);
        let values = own_values(updated.iter().copied().chain(table.key()));
        let (sql, executor) = (statement.tokens(), &self.executor);
        quote! {
            #about
            pub fn update<'c>(&self, db: #executor) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }

    pub(super) fn apply(&self) -> TokenStream {
        let table = self.table;
        if table.written().next().is_none() {
            return TokenStream::new();
        }
        let changes = format_ident!("{}Changes", table.row);
        let set: Vec<_> = table.written().map(|column| format!("{} = ...", column.sql)).collect();
        let found: Vec<_> = table.key().map(|column| format!("{} = ...", column.sql)).collect();
        let (set, found) = (set.join(", "), found.join(" AND "));
        let statement = self
            .statement(|dialect| format!("UPDATE {} SET {set} WHERE {found}", table.sql(dialect)));
        let nothing = "The statement has only the columns that are set. Where none is, there is none, and the answer \
                       is `false`.";
        let own = statement
            .about(&["Writes some columns, and says whether the row is still there.", nothing]);
        let by_key = statement.about(&[
            "Writes some columns of the row of a key, and says whether there is one.",
            nothing,
        ]);
        let own_key = own_values(table.key());
        let (parameters, values): (Vec<_>, Vec<_>) = table.key().map(argument).unzip();
        let executor = &self.executor;
        quote! {
            #own
            pub fn apply<'c>(&self, db: #executor, changes: #changes) -> data::Answer<'c, bool> {
                data::run::apply(db.open(), &TABLE, Vec::from([#(#own_key),*]), changes.values())
            }

            #by_key
            pub fn apply_by_key<'c>(
                db: #executor, #(#parameters,)* changes: #changes
            ) -> data::Answer<'c, bool> {
                data::run::apply(db.open(), &TABLE, Vec::from([#(#values),*]), changes.values())
            }
        }
    }

    pub(super) fn delete(&self) -> TokenStream {
        let statement = self.statement(|dialect| {
            let found = equal(dialect, self.table.key(), 1, " AND ");
            format!("DELETE FROM {} WHERE {found}", self.table.sql(dialect))
        });
        let own = statement.about(&["Deletes the row, and says whether it was still there."]);
        let by_key =
            statement.about(&["Deletes the row of a key, and says whether there was one."]);
        let own_key = own_values(self.table.key());
        let (parameters, values): (Vec<_>, Vec<_>) = self.table.key().map(argument).unzip();
        let (sql, executor) = (statement.tokens(), &self.executor);
        quote! {
            #own
            pub fn delete<'c>(&self, db: #executor) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #sql, Vec::from([#(#own_key),*]))
            }

            #by_key
            pub fn delete_by_key<'c>(
                db: #executor, #(#parameters),*
            ) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }
}
