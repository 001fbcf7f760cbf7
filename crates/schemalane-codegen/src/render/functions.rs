//! The functions of a table.

use super::{docs, literal, rust};
use crate::model::{Column, Table, Unique};
use crate::sql::parameter;
use crate::types::Passing;
use crate::{Settings, render};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use schemalane_source::Dialect;

pub(super) struct Functions<'a> {
    pub(super) dialect: Dialect,
    pub(super) table: &'a Table,
    pub(super) executor: TokenStream,
}

/// The columns of a row.
pub(super) fn selected(table: &Table) -> String {
    table.columns.iter().map(Column::selected).collect::<Vec<_>>().join(", ")
}

/// The columns of a row that has another beside it.
pub(super) fn qualified(table: &Table, alias: &str) -> String {
    let columns = table.columns.iter().map(|column| column.selected_of(alias));
    columns.collect::<Vec<_>>().join(", ")
}

/// The order of a table's key, with a blank before it; nothing where it has none.
pub(super) fn key_order(table: &Table, alias: &str) -> String {
    let point = if alias.is_empty() { "" } else { "." };
    let names: Vec<_> = table.key().map(|column| format!("{alias}{point}{}", column.sql)).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!(" ORDER BY {}", names.join(", ")),
    }
}

/// A text for the database.
pub(super) fn sql(dialect: Dialect, text: &str) -> TokenStream {
    let text = literal(text);
    match dialect {
        Dialect::Sqlite => quote!(data::Sql::Sqlite(#text)),
        Dialect::Postgres => quote!(data::Sql::Postgres(#text)),
    }
}

/// `"a" = ?1 AND "b" = ?2`.
pub(super) fn equal<'a>(
    dialect: Dialect,
    columns: impl Iterator<Item = &'a Column>,
    first: usize,
    between: &str,
) -> String {
    columns
        .zip(first..)
        .map(|(column, number)| {
            let parameter = parameter(dialect, number, &column.data_type.cast);
            format!("{} = {parameter}", column.sql)
        })
        .collect::<Vec<_>>()
        .join(between)
}

/// How a function takes a column, and the parameter that it makes of it.
fn argument(column: &Column) -> (TokenStream, TokenStream) {
    let name = match column.field.as_str() {
        // What functions have as parameters beside columns.
        taken @ ("db" | "changes") => rust(&format!("{taken}_")),
        field => rust(field),
    };
    let plain = rust(&column.data_type.rust);
    let (taken, value) = taken(column.data_type.passing, &plain, &quote!(#name));
    (quote!(#name: #taken), value)
}

fn taken(passing: Passing, plain: &TokenStream, name: &TokenStream) -> (TokenStream, TokenStream) {
    match passing {
        Passing::Value => (quote!(#plain), quote!(data::Field::value(&#name))),
        Passing::Text => (quote!(&str), quote!(data::Value::Text(#name.to_owned()))),
        Passing::Bytes => (quote!(&[u8]), quote!(data::Value::Bytes(#name.to_owned()))),
        Passing::Reference => (quote!(&#plain), quote!(data::Field::value(#name))),
    }
}

pub(super) fn own_values<'a>(columns: impl Iterator<Item = &'a Column>) -> Vec<TokenStream> {
    columns
        .map(|column| {
            let field = rust(&column.field);
            quote!(data::Field::value(&self.#field))
        })
        .collect()
}

impl<'a> Functions<'a> {
    pub(super) fn new(dialect: Dialect, table: &'a Table, settings: &Settings) -> Self {
        let backend = render::backend(settings);
        Self { dialect, table, executor: quote!(impl data::#backend::Executor<'c>) }
    }

    fn sql(&self, text: &str) -> TokenStream {
        sql(self.dialect, text)
    }

    /// What only reads.
    pub(super) fn reads(&self) -> TokenStream {
        let all = self.all();
        let count = self.count();
        let by_key = (!self.table.key.is_empty()).then(|| {
            let (get, exists, page) = (self.get(), self.exists(), self.page());
            quote!(#get #exists #page)
        });
        let by_unique = self.table.uniques.iter().map(|unique| {
            let columns: Vec<_> = self.table.at(&unique.columns).collect();
            let name = format_ident!("by_{}", Unique::joined(columns.iter().copied()));
            self.found(&name, &columns, "The row with these values, if there is one.")
        });
        quote!(#all #count #by_key #(#by_unique)*)
    }

    /// What writes.
    pub(super) fn writes(&self) -> TokenStream {
        let inserts = self.inserts();
        let upserts = self.upserts();
        let by_key = (!self.table.key.is_empty()).then(|| {
            let (update, apply, delete) = (self.update(), self.apply(), self.delete());
            quote!(#update #apply #delete)
        });
        quote!(#inserts #upserts #by_key)
    }

    fn select(&self, rest: &str) -> String {
        format!("SELECT {} FROM {}{rest}", selected(self.table), self.table.sql)
    }

    /// The order of the key, with a blank before it.
    fn order(&self) -> String {
        key_order(self.table, "")
    }

    fn all(&self) -> TokenStream {
        let text = self.select(&self.order());
        let about = docs::with_sql(&["Every row."], &text);
        let (sql, executor) = (self.sql(&text), &self.executor);
        quote! {
            #about
            pub fn all<'c>(db: #executor) -> data::Answer<'c, Vec<Self>> {
                data::run::all(db.open(), #sql, Vec::new())
            }
        }
    }

    fn count(&self) -> TokenStream {
        let text = format!("SELECT count(*) FROM {}", self.table.sql);
        let about = docs::with_sql(&["How many rows there are."], &text);
        let (sql, executor) = (self.sql(&text), &self.executor);
        quote! {
            #about
            pub fn count<'c>(db: #executor) -> data::Answer<'c, u64> {
                data::run::count(db.open(), #sql, Vec::new())
            }
        }
    }

    /// The row that these columns find.
    fn found(&self, name: &proc_macro2::Ident, columns: &[&Column], sentence: &str) -> TokenStream {
        let found = equal(self.dialect, columns.iter().copied(), 1, " AND ");
        let text = self.select(&format!(" WHERE {found}"));
        let about = docs::with_sql(&[sentence], &text);
        let (sql, executor) = (self.sql(&text), &self.executor);
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

    fn get(&self) -> TokenStream {
        let key: Vec<_> = self.table.key().collect();
        self.found(&format_ident!("get"), &key, "The row of a key, if there is one.")
    }

    fn exists(&self) -> TokenStream {
        let found = equal(self.dialect, self.table.key(), 1, " AND ");
        let text = format!("SELECT 1 FROM {} WHERE {found}", self.table.sql);
        let about = docs::with_sql(&["Whether there is a row of a key."], &text);
        let (sql, executor) = (self.sql(&text), &self.executor);
        let (parameters, values): (Vec<_>, Vec<_>) = self.table.key().map(argument).unzip();
        quote! {
            #about
            pub fn exists<'c>(db: #executor, #(#parameters),*) -> data::Answer<'c, bool> {
                data::run::exists(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }

    fn page(&self) -> TokenStream {
        let (order, dialect) = (self.order(), self.dialect);
        let key: Vec<_> = self.table.key().collect();
        let names: Vec<_> = key.iter().map(|column| column.sql.as_str()).collect();
        let parameters: Vec<_> = key
            .iter()
            .zip(1..)
            .map(|(column, number)| parameter(dialect, number, &column.data_type.cast))
            .collect();
        let (names, parameters) = (names.join(", "), parameters.join(", "));
        let limit = parameter(dialect, key.len() + 1, "");
        let behind = match key.len() {
            1 => format!("{names} > {parameters}"),
            _ => format!("({names}) > ({parameters})"),
        };
        let first = self.select(&format!("{order} LIMIT {}", parameter(dialect, 1, "")));
        let next = self.select(&format!(" WHERE {behind}{order} LIMIT {limit}"));
        let about = docs::with_sql(
            &["So many rows at most, in the order of the key, behind the one of a key."],
            &next,
        );
        let binding = |place: usize| match key.len() {
            1 => quote!(after),
            _ => {
                let place = proc_macro2::Literal::usize_unsuffixed(place);
                quote!(after.#place)
            }
        };
        let (types, values): (Vec<_>, Vec<_>) = key
            .iter()
            .enumerate()
            .map(|(place, column)| {
                let plain = rust(&column.data_type.rust);
                taken(column.data_type.passing, &plain, &binding(place))
            })
            .unzip();
        let after = match types.as_slice() {
            [one] => quote!(#one),
            several => quote!((#(#several),*)),
        };
        let (first, next, executor) = (self.sql(&first), self.sql(&next), &self.executor);
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

    fn insertion(&self) -> String {
        let (names, parameters): (Vec<_>, Vec<_>) = self
            .table
            .written()
            .zip(1..)
            .map(|(column, number)| {
                let parameter = parameter(self.dialect, number, &column.data_type.cast);
                (column.sql.as_str(), parameter)
            })
            .unzip();
        let (names, parameters) = (names.join(", "), parameters.join(", "));
        match names.is_empty() {
            true => format!("INSERT INTO {} DEFAULT VALUES", self.table.sql),
            false => format!("INSERT INTO {} ({names}) VALUES ({parameters})", self.table.sql),
        }
    }

    fn inserts(&self) -> TokenStream {
        const LEFT_OUT: &str =
            "Columns that are left to the database are left out of the statement.";
        let new = format_ident!("New{}", self.table.row);
        let executor = &self.executor;
        let text = format!("{} RETURNING {}", self.insertion(), selected(self.table));
        let insert = docs::with_sql(
            &["Inserts a row, and gives it back as the database has it.", LEFT_OUT],
            &text,
        );
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

    fn upserts(&self) -> TokenStream {
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

    fn upsert(&self, name: &proc_macro2::Ident, key: &[&Column]) -> TokenStream {
        let names: Vec<_> = key.iter().map(|column| column.sql.as_str()).collect();
        let others = self.table.written().filter(|column| !names.contains(&column.sql.as_str()));
        let mut set: Vec<_> =
            others.map(|column| format!("{0} = excluded.{0}", column.sql)).collect();
        if set.is_empty() {
            set = names.iter().take(1).map(|name| format!("{name} = excluded.{name}")).collect();
        }
        let text = format!(
            "{}\nON CONFLICT ({}) DO UPDATE SET {}\nRETURNING {}",
            self.insertion(),
            names.join(", "),
            set.join(", "),
            selected(self.table)
        );
        let about = docs::with_sql(
            &[
                "Inserts a row, or changes the one that has the same key, and gives it back as the database has it.",
                "Columns that are left to the database are left out of the statement.",
            ],
            &text,
        );
        let names = names.iter().map(|name| literal(name));
        let new = format_ident!("New{}", self.table.row);
        let executor = &self.executor;
        quote! {
            #about
            pub fn #name<'c>(db: #executor, new: #new) -> data::Answer<'c, Self> {
                data::run::upsert(db.open(), &TABLE, &[#(#names),*], new.values())
            }
        }
    }

    fn update(&self) -> TokenStream {
        let table = self.table;
        let updated: Vec<_> = table.updated().collect();
        if updated.is_empty() {
            return TokenStream::new();
        }
        let set = equal(self.dialect, updated.iter().copied(), 1, ", ");
        let found = equal(self.dialect, table.key(), updated.len() + 1, " AND ");
        let text = format!("UPDATE {} SET {set} WHERE {found}", table.sql);
        let about = docs::with_sql(
            &["Writes every column but the key, and says whether the row is still there."],
            &text,
        );
        let values = own_values(updated.into_iter().chain(table.key()));
        let (sql, executor) = (self.sql(&text), &self.executor);
        quote! {
            #about
            pub fn update<'c>(&self, db: #executor) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }

    fn apply(&self) -> TokenStream {
        let table = self.table;
        if table.written().next().is_none() {
            return TokenStream::new();
        }
        let changes = format_ident!("{}Changes", table.row);
        let set: Vec<_> = table.written().map(|column| format!("{} = ...", column.sql)).collect();
        let found: Vec<_> = table.key().map(|column| format!("{} = ...", column.sql)).collect();
        let text =
            format!("UPDATE {} SET {} WHERE {}", table.sql, set.join(", "), found.join(" AND "));
        let nothing = "The statement has only the columns that are set. Where none is, there is none, and the answer \
                       is `false`.";
        let own = docs::with_sql(
            &["Writes some columns, and says whether the row is still there.", nothing],
            &text,
        );
        let by_key = docs::with_sql(
            &["Writes some columns of the row of a key, and says whether there is one.", nothing],
            &text,
        );
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

    fn delete(&self) -> TokenStream {
        let found = equal(self.dialect, self.table.key(), 1, " AND ");
        let text = format!("DELETE FROM {} WHERE {found}", self.table.sql);
        let own = docs::with_sql(&["Deletes the row, and says whether it was still there."], &text);
        let by_key =
            docs::with_sql(&["Deletes the row of a key, and says whether there was one."], &text);
        let own_key = own_values(self.table.key());
        let (parameters, values): (Vec<_>, Vec<_>) = self.table.key().map(argument).unzip();
        let (sql, executor) = (self.sql(&text), &self.executor);
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
