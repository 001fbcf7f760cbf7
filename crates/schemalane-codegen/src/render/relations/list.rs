//! The lists of many rows by one statement.

use super::is_opaque;
use crate::model::{Relation, Table};
use crate::render::clause::{further_order, qualified};
use crate::render::functions::Functions;
use crate::render::{row_path, rust};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use schemalane_source::Dialect;

impl Functions<'_> {
    /// The lists of many rows by one statement.
    pub(super) fn lists(&self, relation: &Relation, other: &Table) -> TokenStream {
        let own = self.table.at(&relation.own);
        // JSON has no bytes, and a number is no text of this type.
        if own.clone().chain(other.at(&relation.other)).any(is_opaque) {
            return TokenStream::new();
        }
        let statement = self.statement(|dialect| match dialect {
            Dialect::Sqlite => of_sqlite(relation, other),
            Dialect::Postgres => of_postgres(relation, other),
        });
        let (name, row) = (format_ident!("{}", relation.of()), row_path(other));
        let sentence =
            format!("For each of these rows, {}: one statement for all.", relation.label);
        let about = statement.about(&[&sentence]);
        let values = own.map(|column| {
            let field = rust(&column.field);
            quote!(data::Field::value(&row.#field))
        });
        let (sql, executor) = (statement.tokens(), &self.executor);
        quote! {
            #about
            pub fn #name<'c>(db: #executor, rows: &[Self]) -> data::Answer<'c, Vec<Vec<#row>>> {
                let keys = rows.iter().map(|row| Vec::from([#(#values),*])).collect();
                data::run::lists(db.open(), #sql, keys)
            }
        }
    }
}

/// The keys come as a JSON array of arrays.
fn of_sqlite(relation: &Relation, other: &Table) -> String {
    let on = (0..)
        .zip(other.at(&relation.other))
        .map(|(place, column)| format!("b.{} = json_extract(u.value, '$[{place}]')", column.sql));
    format!(
        "SELECT u.key, {} FROM json_each(?1) u JOIN {} b ON {} ORDER BY u.key{}",
        qualified(Dialect::Sqlite, other, "b"),
        other.sql(Dialect::Sqlite),
        on.collect::<Vec<_>>().join(" AND "),
        further_order(other, "b")
    )
}

/// The keys come as an array for each column.
fn of_postgres(relation: &Relation, other: &Table) -> String {
    let each = || (1..).zip(other.at(&relation.other));
    let arrays: Vec<_> = each().map(|(it, _)| format!("${it}::text[]")).collect();
    let names: Vec<_> = each().map(|(it, _)| format!("c{it}, ")).collect();
    let on: Vec<_> = each()
        .map(|(it, column)| format!("b.{} = u.c{it}::{}", column.sql, column.data_type.name))
        .collect();
    format!(
        "SELECT u.place - 1, {} FROM UNNEST({}) WITH ORDINALITY AS u({}place) JOIN {} b ON {} \
         ORDER BY u.place{}",
        qualified(Dialect::Postgres, other, "b"),
        arrays.join(", "),
        names.concat(),
        other.sql(Dialect::Postgres),
        on.join(" AND "),
        further_order(other, "b")
    )
}
