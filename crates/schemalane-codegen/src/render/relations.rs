//! The functions that foreign keys give.

mod link;
mod list;

use super::clause::{equal, further_order, key_names, key_order, qualified, select};
use super::functions::{Functions, own_values};
use super::{row_path, rust};
use crate::model::{Column, Count, Model, Relation, Table};
use crate::types::Passing;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use schemalane_source::Dialect;

impl Functions<'_> {
    /// What the relations of the table give.
    pub(super) fn relations(&self, model: &Model) -> TokenStream {
        let relations = self.table.relations.iter().filter_map(|relation| {
            let other = model.tables.get(relation.table)?;
            let (found, joined) = (self.related(relation, other), self.joined(relation, other));
            let lists = match relation.count {
                Count::Many => self.lists(relation, other),
                Count::One | Count::Optional => TokenStream::new(),
            };
            Some(quote!(#found #joined #lists))
        });
        let links = self.table.links.iter().filter_map(|link| {
            let (pairs, other) = (model.tables.get(link.pairs)?, model.tables.get(link.table)?);
            Some(self.link(link, pairs, other))
        });
        quote!(#(#relations)* #(#links)*)
    }

    /// The rows that one row leads to.
    fn related(&self, relation: &Relation, other: &Table) -> TokenStream {
        let (name, row) = (rust(&relation.name), row_path(other));
        let order = match relation.count {
            Count::Many => key_order(other, ""),
            Count::One | Count::Optional => String::new(),
        };
        let statement = self.statement(|dialect| {
            let found = equal(dialect, other.at(&relation.other), 1, " AND ");
            select(dialect, other, &format!(" WHERE {found}{order}"))
        });
        let (answer, run) = match relation.count {
            Count::One => (quote!(#row), quote!(one)),
            Count::Optional => (quote!(Option<#row>), quote!(optional)),
            Count::Many => (quote!(Vec<#row>), quote!(all)),
        };
        let about = statement.about(&[&sentence(&relation.label)]);
        let values = own_values(self.table.at(&relation.own));
        let (sql, executor) = (statement.tokens(), &self.executor);
        quote! {
            #about
            pub fn #name<'c>(&self, db: #executor) -> data::Answer<'c, #answer> {
                data::run::#run(db.open(), #sql, Vec::from([#(#values),*]))
            }
        }
    }

    /// Every row, with those that it leads to.
    fn joined(&self, relation: &Relation, other: &Table) -> TokenStream {
        let table = self.table;
        let rank = key_names(table, "a");
        // Rows that no key tells apart have no lists of their own.
        let is_ranked = !rank.is_empty() && !table.key().any(|column| column.is_nullable);
        if relation.count == Count::Many && !is_ranked {
            return TokenStream::new();
        }
        let statement = self.statement(|dialect| {
            let (own, others) = (qualified(dialect, table, "a"), qualified(dialect, other, "b"));
            let from = joined_tables(dialect, table, other, relation);
            match relation.count {
                Count::Many => format!(
                    "SELECT dense_rank() OVER (ORDER BY {rank}), {own}, {others} {from} ORDER BY 1{}",
                    further_order(other, "b")
                ),
                Count::One | Count::Optional => {
                    format!("SELECT {own}, {others} {from}{}", key_order(table, "a"))
                }
            }
        });
        let (name, row) = (format_ident!("{}", relation.with()), row_path(other));
        let width = Literal::usize_unsuffixed(table.columns.len());
        // A column that is compared is null only where nothing was found.
        let probe = relation.other.first().copied().unwrap_or_default();
        let probe = Literal::usize_unsuffixed(table.columns.len() + probe);
        let sql = statement.tokens();
        let (answer, second) = match relation.count {
            Count::Many => (quote!(Vec<#row>), None),
            Count::One => (quote!(#row), Some(quote!(row.record(#width)?))),
            Count::Optional => (quote!(Option<#row>), Some(quote!(row.optional(#width, #probe)?))),
        };
        let call = match second {
            None => quote!(data::run::nested(db.open(), #sql, #width, #probe)),
            Some(second) => {
                let read = quote!(|row| Ok((row.record(0)?, #second)));
                quote!(data::run::collect(db.open(), #sql, Vec::new(), #read))
            }
        };
        let about = statement.about(&[&format!("Every row, with {}.", relation.label)]);
        let executor = &self.executor;
        quote! {
            #about
            pub fn #name<'c>(db: #executor) -> data::Answer<'c, Vec<(Self, #answer)>> { #call }
        }
    }
}

fn joined_tables(dialect: Dialect, table: &Table, other: &Table, relation: &Relation) -> String {
    let join = match relation.count {
        Count::One => "JOIN",
        Count::Optional | Count::Many => "LEFT JOIN",
    };
    let on = table
        .at(&relation.own)
        .zip(other.at(&relation.other))
        .map(|(own, theirs)| format!("b.{} = a.{}", theirs.sql, own.sql))
        .collect::<Vec<_>>()
        .join(" AND ");
    format!("FROM {} a {join} {} b ON {on}", table.sql(dialect), other.sql(dialect))
}

fn is_opaque(column: &Column) -> bool {
    column.data_type.passing == Passing::Bytes || column.data_type.rust == "i8"
}

fn sentence(label: &str) -> String {
    let mut characters = label.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).chain(['.']).collect()
}
