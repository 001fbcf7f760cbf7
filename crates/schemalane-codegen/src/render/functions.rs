//! The functions of a table.

mod change;
mod insert;
mod parameter;
mod read;

pub(super) use parameter::own_values;

use super::statement::Statement;
use crate::model::{Databases, Table, Unique};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use schemalane_source::Dialect;

pub(super) struct Functions<'a> {
    pub(super) databases: Databases,
    pub(super) table: &'a Table,
    pub(super) executor: TokenStream,
}

impl<'a> Functions<'a> {
    pub(super) fn new(databases: Databases, table: &'a Table) -> Self {
        Self { databases, table, executor: quote!(impl super::backend::Executor<'c>) }
    }

    pub(super) fn statement(&self, text: impl Fn(Dialect) -> String) -> Statement {
        Statement::new(self.databases, text)
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
}
