//! Both directions of a table of pairs.

use crate::model::{Column, Link, Table};
use crate::render::clause::{equal, key_order, names, parameters, qualified};
use crate::render::functions::{Functions, own_values};
use crate::render::{row_path, rust};
use proc_macro2::TokenStream;
use quote::quote;

impl Functions<'_> {
    /// Both directions of a table of pairs, from this side.
    pub(super) fn link(&self, link: &Link, pairs: &Table, other: &Table) -> TokenStream {
        let found = self.linked(link, pairs, other);
        let changed = self.linking(link, pairs, other);
        quote!(#found #changed)
    }

    fn linked(&self, link: &Link, pairs: &Table, other: &Table) -> TokenStream {
        let on = link.other.iter().filter_map(|(theirs, place)| {
            let (theirs, pair) = (other.columns.get(*theirs)?, pairs.columns.get(*place)?);
            Some(format!("l.{} = b.{}", pair.sql, theirs.sql))
        });
        let on = on.collect::<Vec<_>>().join(" AND ");
        let statement = self.statement(|dialect| {
            let found = equal(dialect, held(pairs, &link.own), 1, " AND l.");
            format!(
                "SELECT {} FROM {} b JOIN {} l ON {on} WHERE l.{found}{}",
                qualified(dialect, other, "b"),
                other.sql(dialect),
                pairs.sql(dialect),
                key_order(other, "b")
            )
        });
        let about =
            statement.about(&[&format!("The rows of {} that it is linked to.", other.label)]);
        let (name, row) = (rust(&link.many), row_path(other));
        let values = own_values(self.table.at(&firsts(&link.own)));
        let (sql, executor) = (statement.tokens(), &self.executor);
        quote! {
            #about
            pub fn #name<'c>(&self, db: #executor) -> data::Answer<'c, Vec<#row>> {
                data::run::all(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }

    fn linking(&self, link: &Link, pairs: &Table, other: &Table) -> TokenStream {
        let both = || held(pairs, &link.own).chain(held(pairs, &link.other));
        let add = self.statement(|dialect| {
            format!(
                "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING",
                pairs.sql(dialect),
                names(both()),
                parameters(dialect, both())
            )
        });
        let remove = self.statement(|dialect| {
            let equal = equal(dialect, both(), 1, " AND ");
            format!("DELETE FROM {} WHERE {equal}", pairs.sql(dialect))
        });
        let own = own_values(self.table.at(&firsts(&link.own)));
        let places = firsts(&link.other);
        let theirs = other.at(&places).map(|column| {
            let field = rust(&column.field);
            quote!(data::Field::value(&other.#field))
        });
        let values = quote!(Vec::from([#(#own,)* #(#theirs),*]));
        let about_add = add.about(&["Links it to a row, and says whether it was not yet."]);
        let about_remove =
            remove.about(&["Ends the link to a row, and says whether there was one."]);
        let (add_name, remove_name) = (rust(&link.add()), rust(&link.remove()));
        let (add, remove) = (add.tokens(), remove.tokens());
        let (row, executor) = (row_path(other), &self.executor);
        quote! {
            #about_add
            pub fn #add_name<'c>(&self, db: #executor, other: &#row) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #add, #values)
            }

            #about_remove
            pub fn #remove_name<'c>(&self, db: #executor, other: &#row) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #remove, #values)
            }
        }
    }
}

/// The columns of the pairs that hold a key.
fn held<'a>(pairs: &'a Table, sides: &'a [(usize, usize)]) -> impl Iterator<Item = &'a Column> {
    sides.iter().filter_map(|(_, place)| pairs.columns.get(*place))
}

/// The places of the columns of the key.
fn firsts(sides: &[(usize, usize)]) -> Vec<usize> {
    sides.iter().map(|(place, _)| *place).collect()
}
