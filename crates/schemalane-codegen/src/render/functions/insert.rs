//! What inserts rows.

use super::Functions;
use crate::model::{Column, Unique};
use crate::render::clause::{names, parameters, selected};
use crate::render::{docs, literal};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use schemalane_source::Dialect;

const LEFT_OUT: &str = "Columns that are left to the database are left out of the statement.";

impl Functions<'_> {
    fn insertion(&self, dialect: Dialect) -> String {
        let name = self.table.sql(dialect);
        let columns = names(self.table.written());
        let parameters = parameters(dialect, self.table.written());
        match columns.is_empty() {
            true => format!("INSERT INTO {name} DEFAULT VALUES"),
            false => format!("INSERT INTO {name} ({columns}) VALUES ({parameters})"),
        }
    }

    pub(super) fn inserts(&self) -> TokenStream {
        let new = format_ident!("New{}", self.table.row);
        let executor = &self.executor;
        let statement = self.statement(|dialect| {
            format!("{} RETURNING {}", self.insertion(dialect), selected(dialect, self.table))
        });
        let insert = statement
            .about(&["Inserts a row, and gives it back as the database has it.", LEFT_OUT]);
        let many = docs::lines([
            "Inserts rows, and says how many.",
            "",
            "Rows in a row that leave the same columns to the database go in one statement, on SQLite in one for every",
            "500 rows. Only in a transaction are they inserted all or not at all.",
        ]);
        quote! {
            #insert
            pub fn insert<'c>(db: #executor, new: #new) -> data::Answer<'c, Self> {
                data::run::insert(db.open(), &TABLE, new.values())
            }

            #many
            pub fn insert_many<'c>(
                db: #executor,
                new: impl IntoIterator<Item = #new>,
            ) -> data::Answer<'c, u64> {
                let rows = new.into_iter().map(|new| new.values()).collect();
                data::run::insert_many(db.open(), &TABLE, rows)
            }
        }
    }

    pub(super) fn upserts(&self) -> TokenStream {
        let table = self.table;
        let key = Unique { columns: table.key.clone(), is_arbiter: true };
        let keys = std::iter::once(&key)
            .filter(|key| !key.columns.is_empty())
            .chain(&table.uniques)
            .filter(|unique| table.has_upsert(unique));
        let functions = keys.map(|unique| {
            let columns: Vec<_> = table.at(&unique.columns).collect();
            let name = match unique.columns == table.key {
                true => format_ident!("upsert"),
                false => format_ident!("upsert_by_{}", Unique::joined(columns.iter().copied())),
            };
            self.upsert(&name, &columns)
        });
        quote!(#(#functions)*)
    }

    fn upsert(&self, name: &Ident, key: &[&Column]) -> TokenStream {
        let columns: Vec<_> = key.iter().map(|column| column.sql.as_str()).collect();
        let others = self.table.written().filter(|column| !columns.contains(&column.sql.as_str()));
        let mut set: Vec<_> =
            others.map(|column| format!("{0} = excluded.{0}", column.sql)).collect();
        if set.is_empty() {
            set = columns.iter().take(1).map(|name| format!("{name} = excluded.{name}")).collect();
        }
        let statement = self.statement(|dialect| {
            format!(
                "{}\nON CONFLICT ({}) DO UPDATE SET {}\nRETURNING {}",
                self.insertion(dialect),
                columns.join(", "),
                set.join(", "),
                selected(dialect, self.table)
            )
        });
        let about = statement.about(&[
            "Inserts a row, or changes the one that has the same key, and gives it back as the database has it.",
            LEFT_OUT,
        ]);
        let columns = columns.iter().map(|name| literal(name));
        let new = format_ident!("New{}", self.table.row);
        let executor = &self.executor;
        quote! {
            #about
            pub fn #name<'c>(db: #executor, new: #new) -> data::Answer<'c, Self> {
                data::run::upsert(db.open(), &TABLE, &[#(#columns),*], new.values())
            }
        }
    }
}
