//! A lane as tables, for the compiler alone: it reads what is written in a row without working out
//! what is meant.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Renderer, digits, size};
use crate::folder::Folder;
use crate::generate::Text;
use crate::model::{Manifest, Migration};

/// What stands in a file of its own beside the generated one. Files of migrations end in `.sql`.
#[derive(Clone, Copy)]
enum Table {
    Texts,
    Rows,
    Statements,
}

impl Table {
    fn path(self, folder: &Folder, manifest: &Manifest<'_>) -> String {
        let name = match self {
            Self::Texts => "texts",
            Self::Rows => "rows",
            Self::Statements => "statements",
        };
        format!("{folder}/{}.{name}", manifest.item)
    }
}

impl Renderer<'_> {
    /// The migrations of a lane: what is plain as rows, all else put into its place.
    pub(super) fn tables(&self, folder: &Folder, manifest: &Manifest<'_>) -> TokenStream {
        let statements = rows(manifest).map(|(_, sql)| sql.statements.len()).sum();
        let [count, statements] = [manifest.migrations.len(), statements].map(size);
        let texts = self.paths.text(&Table::Texts.path(folder, manifest));
        let [rows, ranges] = [Table::Rows, Table::Statements]
            .map(|table| self.paths.expression(&table.path(folder, manifest)));
        let others = manifest.migrations.iter().enumerate();
        let others = others.filter(|(_, migration)| migration.row().is_none());
        let others: Vec<_> = others
            .map(|(place, migration)| {
                let (place, migration) = (size(place), self.migration(migration));
                quote!((#place, #migration))
            })
            .collect();
        let all = quote!(schemalane::unpack(&#rows, #texts, &STATEMENTS));
        let all =
            if others.is_empty() { all } else { quote!(schemalane::put(#all, [#(#others),*])) };
        quote! {
            static STATEMENTS: [schemalane::Statement; #statements] =
                schemalane::unpack_statements(&#ranges);
            static MIGRATIONS: [schemalane::Migration; #count] = #all;
        }
    }
}

fn rows<'m>(
    manifest: &'m Manifest<'_>,
) -> impl Iterator<Item = (&'m Migration<'m>, &'m schemalane_source::SqlFile)> {
    manifest.migrations.iter().filter_map(|migration| Some((migration, migration.row()?)))
}

/// The tables of a lane.
pub(crate) fn tables(folder: &Folder, manifest: &Manifest<'_>) -> [Text; 3] {
    let (mut all, mut ranges) = ("[".to_owned(), "[".to_owned());
    for migration in &manifest.migrations {
        // What is put into the place of a row has an empty one.
        let Some(sql) = migration.row() else {
            all.push_str("(\"\", \"\", \"\", 0, 0, 0),\n");
            continue;
        };
        let file = migration.source;
        let (version, checksum) = (file.version.as_str(), digits(file.checksum));
        let (length, count) = (digits(sql.text.len() as u64), sql.statements.len());
        let identity = format!("{version:?}, {:?}, {:?}", file.description, file.script);
        // A text takes whatever is written into it.
        let _ = writeln!(all, "({identity}, {checksum}, {length}, {count}),");
        for statement in &sql.statements {
            let [start, end] = [statement.start(), statement.end()].map(|at| digits(at as u64));
            let _ = writeln!(ranges, "({start}, {end}, {}),", digits(statement.line()));
        }
    }
    let texts = rows(manifest).map(|(_, sql)| sql.text.as_str()).collect();
    let text = |table: Table, text| Text { path: table.path(folder, manifest), text };
    [text(Table::Texts, texts), text(Table::Rows, all + "]"), text(Table::Statements, ranges + "]")]
}
