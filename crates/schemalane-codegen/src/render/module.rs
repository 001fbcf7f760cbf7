//! The module of a table.

use super::functions::Functions;
use super::statement::Statement;
use super::{clause, docs, literal, row, rust};
use crate::Settings;
use crate::model::{Access, Column, Databases, Missing, Model, Table};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn tokens(model: &Model, table: &Table, settings: &Settings) -> TokenStream {
    let functions = Functions::new(model.databases, table);
    let row_type = row::row(table, settings);
    let record = record(table);
    let reads = functions.reads();
    let relations = functions.relations(model);
    let name = rust(&table.row);
    let (written, writes) = match table.access {
        Access::Write => {
            let about = statements(model.databases, table);
            let new = row::new(table, settings);
            let changes = row::changes(table, settings);
            (quote!(#about #new #changes), functions.writes())
        }
        Access::Read => (TokenStream::new(), TokenStream::new()),
    };
    let lacks = lacks(table);
    let beside = beside(model, table);
    let allowed = super::allowed();
    quote! {
        #allowed
        use ::schemalane_data as data;
        #beside

        #row_type
        #record
        #written

        #lacks
        impl #name { #reads #relations #writes }
    }
}

/// The other types of the schema file whose module this is as well.
fn beside(model: &Model, table: &Table) -> TokenStream {
    let own = table.types();
    let of_file = model.files.get(&table.module).into_iter().flatten();
    let others: Vec<_> =
        of_file.filter(|name| !own.contains(name)).map(|name| rust(name)).collect();
    match others.is_empty() {
        true => TokenStream::new(),
        false => quote!(#[allow(unused_imports)] pub use super::{#(#others),*};),
    }
}

/// Why functions are absent that other tables have.
fn lacks(table: &Table) -> TokenStream {
    docs::lines(table.missing().into_iter().map(|missing| match missing {
        Missing::Key => {
            "The table has no primary key, so there is nothing that takes one row of it: no `get`, `page`, `update`, \
             `apply`, `delete` and `exists`."
        }
        Missing::Update => "Every column belongs to the key, so there is no `update`.",
        Missing::Upsert => "The database alone makes the key, so there is no `upsert`.",
    }))
}

fn record(table: &Table) -> TokenStream {
    let name = rust(&table.row);
    let label = literal(&table.label);
    let columns = table.columns.iter().map(|column| literal(&column.written));
    let fields = table.columns.iter().map(|column| rust(&column.field));
    let places = (0..table.columns.len()).map(Literal::usize_unsuffixed);
    quote! {
        impl data::Record for #name {
            const SHAPE: &'static data::Shape =
                &data::Shape { name: #label, columns: &[#(#columns),*] };

            fn decode(row: &data::Row<'_>) -> Result<Self, data::DecodeError> {
                Ok(Self { #(#fields: row.get(#places)?),* })
            }
        }
    }
}

/// What statements about the table are made of.
fn statements(databases: Databases, table: &Table) -> TokenStream {
    let of = |column: &Column| {
        let (name, cast) = (literal(&column.sql), literal(&column.data_type.cast));
        quote!(data::Column { name: #name, cast: #cast })
    };
    let columns = table.written().map(of);
    let key = table.key().map(of);
    let name = Statement::new(databases, |dialect| table.sql(dialect)).tokens();
    let returning = Statement::new(databases, |dialect| clause::selected(dialect, table)).tokens();
    quote! {
        static TABLE: data::Table = data::Table {
            name: #name,
            columns: &[#(#columns),*],
            key: &[#(#key),*],
            returning: #returning,
        };
    }
}
