//! The functions that foreign keys give.

use super::functions::{Functions, key_order, own_values, qualified, sql};
use super::{docs, rust};
use crate::model::{Column, Count, Link, Model, Relation, Table};
use crate::sql::parameter;
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
        let (name, row) = (rust(&relation.name), super::row_path(other));
        let compared: Vec<_> = other.at(&relation.other).collect();
        let found = super::functions::equal(self.dialect, compared.into_iter(), 1, " AND ");
        let order = match relation.count {
            Count::Many => key_order(other, ""),
            Count::One | Count::Optional => String::new(),
        };
        let selected = super::functions::selected(other);
        let text = format!("SELECT {selected} FROM {} WHERE {found}{order}", other.sql);
        let (answer, run) = match relation.count {
            Count::One => (quote!(#row), quote!(one)),
            Count::Optional => (quote!(Option<#row>), quote!(optional)),
            Count::Many => (quote!(Vec<#row>), quote!(all)),
        };
        let about = docs::with_sql(&[&sentence(&relation.label)], &text);
        let values = own_values(self.table.at(&relation.own));
        let (sql, executor) = (sql(self.dialect, &text), &self.executor);
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
        let (name, row) = (format_ident!("{}", relation.with()), super::row_path(other));
        let on = compared(table, other, relation);
        let join = match relation.count {
            Count::One => "JOIN",
            Count::Optional | Count::Many => "LEFT JOIN",
        };
        let from = format!("FROM {} a {join} {} b ON {on}", table.sql, other.sql);
        let (own, others) = (qualified(table, "a"), qualified(other, "b"));
        let width = Literal::usize_unsuffixed(table.columns.len());
        // A column that is compared is null only where nothing was found.
        let probe = relation.other.first().copied().unwrap_or_default();
        let probe = Literal::usize_unsuffixed(table.columns.len() + probe);
        let (text, answer, call) = match relation.count {
            Count::Many => {
                let rank = key_names(table, "a");
                if rank.is_empty() || table.key().any(|column| column.is_nullable) {
                    return TokenStream::new();
                }
                let order = key_order(other, "b").replace(" ORDER BY ", ", ");
                let text = format!(
                    "SELECT dense_rank() OVER (ORDER BY {rank}), {own}, {others} {from} ORDER BY 1{order}"
                );
                let sql = sql(self.dialect, &text);
                (
                    text,
                    quote!(Vec<(Self, Vec<#row>)>),
                    quote!(data::run::nested(db.open(), #sql, #width, #probe)),
                )
            }
            Count::One | Count::Optional => {
                let text = format!("SELECT {own}, {others} {from}{}", key_order(table, "a"));
                let sql = sql(self.dialect, &text);
                let (answer, second) = match relation.count {
                    Count::One => (quote!(#row), quote!(row.record(#width)?)),
                    Count::Optional | Count::Many => {
                        (quote!(Option<#row>), quote!(row.optional(#width, #probe)?))
                    }
                };
                let read = quote!(|row| Ok((row.record(0)?, #second)));
                (
                    text,
                    quote!(Vec<(Self, #answer)>),
                    quote!(data::run::collect(db.open(), #sql, Vec::new(), #read)),
                )
            }
        };
        let about = docs::with_sql(&[&format!("Every row, with {}.", relation.label)], &text);
        let executor = &self.executor;
        quote! {
            #about
            pub fn #name<'c>(db: #executor) -> data::Answer<'c, #answer> { #call }
        }
    }

    /// The lists of many rows by one statement.
    fn lists(&self, relation: &Relation, other: &Table) -> TokenStream {
        let table = self.table;
        let compared: Vec<_> = other.at(&relation.other).collect();
        // JSON has no bytes, and a number is no text of this type.
        if compared.iter().any(|column| is_opaque(column)) || table.at(&relation.own).any(is_opaque)
        {
            return TokenStream::new();
        }
        let selected = qualified(other, "b");
        let order = key_order(other, "b").replace(" ORDER BY ", ", ");
        let text = match self.dialect {
            Dialect::Sqlite => {
                let on = compared.iter().enumerate().map(|(place, column)| {
                    format!("b.{} = json_extract(u.value, '$[{place}]')", column.sql)
                });
                let on = on.collect::<Vec<_>>().join(" AND ");
                format!(
                    "SELECT u.key, {selected} FROM json_each(?1) u JOIN {} b ON {on} ORDER BY u.key{order}",
                    other.sql
                )
            }
            Dialect::Postgres => {
                let each = || (1..).zip(&compared);
                let arrays: Vec<_> = each().map(|(it, _)| format!("${it}::text[]")).collect();
                let names: Vec<_> = each().map(|(it, _)| format!("c{it}, ")).collect();
                let on: Vec<_> = each()
                    .map(|(it, column)| {
                        format!("b.{} = u.c{it}::{}", column.sql, column.data_type.name)
                    })
                    .collect();
                format!(
                    "SELECT u.place - 1, {selected} FROM UNNEST({}) WITH ORDINALITY AS u({}place) JOIN {} b ON {} \
                     ORDER BY u.place{order}",
                    arrays.join(", "),
                    names.concat(),
                    other.sql,
                    on.join(" AND ")
                )
            }
        };
        let (name, row) = (format_ident!("{}", relation.of()), super::row_path(other));
        let sentence =
            format!("For each of these rows, {}: one statement for all.", relation.label);
        let about = docs::with_sql(&[&sentence], &text);
        let values = table.at(&relation.own).map(|column| {
            let field = rust(&column.field);
            quote!(data::Field::value(&row.#field))
        });
        let (sql, executor) = (sql(self.dialect, &text), &self.executor);
        quote! {
            #about
            pub fn #name<'c>(db: #executor, rows: &[Self]) -> data::Answer<'c, Vec<Vec<#row>>> {
                let keys = rows.iter().map(|row| Vec::from([#(#values),*])).collect();
                data::run::lists(db.open(), #sql, keys)
            }
        }
    }

    /// Both directions of a table of pairs, from this side.
    fn link(&self, link: &Link, pairs: &Table, other: &Table) -> TokenStream {
        let (dialect, executor) = (self.dialect, &self.executor);
        let row = super::row_path(other);
        let column = |table: &Table, place: usize| table.columns.get(place).cloned();
        let names = |sides: &[(usize, usize)]| -> Vec<Column> {
            sides.iter().filter_map(|(_, place)| column(pairs, *place)).collect()
        };
        let (own, others) = (names(&link.own), names(&link.other));
        let both: Vec<&Column> = own.iter().chain(&others).collect();
        let on = link.other.iter().filter_map(|(theirs, place)| {
            let (theirs, pair) = (column(other, *theirs)?, column(pairs, *place)?);
            Some(format!("l.{} = b.{}", pair.sql, theirs.sql))
        });
        let on = on.collect::<Vec<_>>().join(" AND ");
        let found = super::functions::equal(dialect, own.iter(), 1, " AND l.");
        let many = format!(
            "SELECT {} FROM {} b JOIN {} l ON {on} WHERE l.{found}{}",
            qualified(other, "b"),
            other.sql,
            pairs.sql,
            key_order(other, "b")
        );
        let parameters: Vec<_> = both
            .iter()
            .zip(1..)
            .map(|(column, number)| parameter(dialect, number, &column.data_type.cast))
            .collect();
        let columns: Vec<_> = both.iter().map(|column| column.sql.as_str()).collect();
        let add = format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING",
            pairs.sql,
            columns.join(", "),
            parameters.join(", ")
        );
        let equal = super::functions::equal(dialect, both.iter().copied(), 1, " AND ");
        let remove = format!("DELETE FROM {} WHERE {equal}", pairs.sql);
        let own_places: Vec<_> = link.own.iter().map(|(place, _)| *place).collect();
        let other_places: Vec<_> = link.other.iter().map(|(place, _)| *place).collect();
        let own_values = own_values(self.table.at(&own_places));
        let other_values: Vec<_> = other
            .at(&other_places)
            .map(|column| {
                let field = rust(&column.field);
                quote!(data::Field::value(&other.#field))
            })
            .collect();
        let about_many =
            docs::with_sql(&[&format!("The rows of {} that it is linked to.", other.label)], &many);
        let about_add =
            docs::with_sql(&["Links it to a row, and says whether it was not yet."], &add);
        let about_remove =
            docs::with_sql(&["Ends the link to a row, and says whether there was one."], &remove);
        let [many_name, add_name, remove_name] =
            [rust(&link.many), rust(&link.add()), rust(&link.remove())];
        let [many, add, remove] = [many, add, remove].map(|text| sql(dialect, &text));
        quote! {
            #about_many
            pub fn #many_name<'c>(&self, db: #executor) -> data::Answer<'c, Vec<#row>> {
                data::run::all(db.open(), #many, Vec::from([#(#own_values),*]))
            }

            #about_add
            pub fn #add_name<'c>(&self, db: #executor, other: &#row) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #add, Vec::from([#(#own_values,)* #(#other_values),*]))
            }

            #about_remove
            pub fn #remove_name<'c>(&self, db: #executor, other: &#row) -> data::Answer<'c, bool> {
                data::run::changed(db.open(), #remove, Vec::from([#(#own_values,)* #(#other_values),*]))
            }
        }
    }
}

fn is_opaque(column: &Column) -> bool {
    column.data_type.passing == Passing::Bytes || column.data_type.rust == "i8"
}

fn sentence(label: &str) -> String {
    let mut characters = label.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).chain(['.']).collect()
}

fn key_names(table: &Table, alias: &str) -> String {
    let names: Vec<_> = table.key().map(|column| format!("{alias}.{}", column.sql)).collect();
    names.join(", ")
}

fn compared(table: &Table, other: &Table, relation: &Relation) -> String {
    table
        .at(&relation.own)
        .zip(other.at(&relation.other))
        .map(|(own, theirs)| format!("b.{} = a.{}", theirs.sql, own.sql))
        .collect::<Vec<_>>()
        .join(" AND ")
}
