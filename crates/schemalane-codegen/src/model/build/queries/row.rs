//! The rows that queries give.

use super::typed::{Typed, TypedColumn};
use crate::model::names::Names;
use crate::model::{Column, Field, Holds, QueryRow, Table};
use crate::{Problem, name};
use schemalane_query::Embed;

/// The rows of a file.
pub(super) struct Rows<'a> {
    file: &'a str,
    tables: &'a [Table],
    made: Vec<QueryRow>,
}

impl<'a> Rows<'a> {
    pub(super) const fn new(file: &'a str, tables: &'a [Table]) -> Self {
        Self { file, tables, made: Vec::new() }
    }

    pub(super) fn made(&self) -> &[QueryRow] {
        &self.made
    }

    pub(super) fn into_made(mut self) -> Vec<QueryRow> {
        self.made.sort_by(|left, right| left.name.cmp(&right.name));
        self.made
    }

    /// The type of a query's rows, as its module names it.
    pub(super) fn of(&mut self, typed: &Typed<'_>, problems: &mut Vec<Problem>) -> Option<String> {
        let asked = typed.described.query.notes.row.as_ref().map(|row| row.name.as_str());
        if let Some(table) = self.tables.iter().find(|table| is_row_of(table, &typed.columns))
            && asked.is_none_or(|asked| asked == table.row)
        {
            return Some(format!("super::{}", table.row));
        }
        let fields = self.fields(typed, problems)?;
        let pascal = name::pascal(typed.name())?;
        let rust = asked.map_or_else(|| format!("{pascal}Row"), str::to_owned);
        let row = QueryRow { name: rust.clone(), label: typed.name().to_owned(), fields };
        match self.made.iter().find(|made| made.name == rust) {
            None => self.made.push(row),
            Some(made) if made.fields == row.fields => {}
            Some(made) => problems.push(Problem::OtherRow {
                file: self.file.to_owned(),
                query: row.label,
                other: made.label.clone(),
                row: rust.clone(),
            }),
        }
        Some(rust)
    }

    fn fields(&self, typed: &Typed<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Field>> {
        let embeds = &typed.described.embeds;
        let is_within = |place: &usize| embeds.iter().any(|embed| embed.columns.contains(place));
        let mut fields: Vec<Field> = Vec::new();
        for embed in embeds {
            let Some(field) = self.embedded(embed, typed) else {
                problems.push(Problem::NoEmbed {
                    file: self.file.to_owned(),
                    query: typed.name().to_owned(),
                    name: embed.name.clone(),
                });
                return None;
            };
            fields.push(field);
        }
        let plain = typed.columns.iter().enumerate().filter(|(place, _)| !is_within(place));
        fields.extend(plain.map(|(place, column)| plain_field(column, place)));
        fields.sort_by_key(|field| field.first);
        let mut names = Names::default();
        for field in &fields {
            let what = format!("column {} of {}", field.label, typed.name());
            if let Some((left, right)) = names.claim(&field.name, what) {
                let (file, name) = (self.file.to_owned(), field.name.clone());
                problems.push(Problem::QueryCollision { file, name, left, right });
            }
        }
        Some(fields)
    }

    /// The row of a table within that of a query; `None` where its columns are not all those of one table.
    fn embedded(&self, embed: &Embed, typed: &Typed<'_>) -> Option<Field> {
        let (first, width) = (*embed.columns.first()?, embed.columns.len());
        let columns = typed.columns.get(first..first + width)?;
        let table = self.tables.iter().find(|table| are_of(table, columns))?;
        let rust = format!("super::{}", table.row);
        let holds = match (embed.optional, embed.witness) {
            (true, Some(compared)) => Holds::OptionalRow { rust, compared },
            // Nothing tells a row of nulls from none.
            (true, None) => return None,
            (false, _) => Holds::Row { rust },
        };
        let (name, label) = (embed.field.clone(), embed.name.clone());
        let columns = columns.iter().map(|column| column.facts.name.clone()).collect();
        Some(Field { name, label, first, columns, holds, doc: None })
    }
}

fn plain_field(column: &TypedColumn<'_>, place: usize) -> Field {
    Field {
        name: column.facts.rust_name.clone(),
        label: column.facts.name.clone(),
        first: place,
        columns: vec![column.facts.name.clone()],
        holds: Holds::Value {
            rust: column.data_type.rust.clone(),
            is_nullable: column.is_nullable,
        },
        doc: column.facts.documentation.clone(),
    }
}

/// Whether these are all columns of a table, in its order, read as its row reads them.
fn are_of(table: &Table, columns: &[TypedColumn<'_>]) -> bool {
    let of_table = |label: &str| {
        label.strip_prefix("public.").unwrap_or(label).eq_ignore_ascii_case(&table.label)
    };
    let same = |(own, column): (&Column, &TypedColumn<'_>)| {
        let is_it = column.facts.origin.as_ref().is_some_and(|origin| {
            of_table(&origin.table) && origin.column.eq_ignore_ascii_case(&own.name)
        });
        is_it && own.data_type.read.is_empty() && own.data_type.rust == column.data_type.rust
    };
    columns.len() == table.columns.len() && table.columns.iter().zip(columns).all(same)
}

/// Whether a query gives the rows of a table: all of its columns under their names, and null only where they are.
fn is_row_of(table: &Table, columns: &[TypedColumn<'_>]) -> bool {
    let is_same = |(own, column): (&Column, &TypedColumn<'_>)| {
        column.facts.name.eq_ignore_ascii_case(&own.name)
            && (own.is_nullable || !column.is_nullable)
    };
    are_of(table, columns) && table.columns.iter().zip(columns).all(is_same)
}
