//! The rows that queries give.

use super::typed::{Typed, TypedColumn};
use crate::model::names::Names;
use crate::model::{Column, Field, Holds, QueryRow, Table};
use crate::{Problem, name};

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
        let query = typed.query;
        let asked = query.notes.row.as_ref().map(|row| row.name.as_str());
        if let Some(table) = self.tables.iter().find(|table| is_row_of(table, &typed.columns))
            && asked.is_none_or(|asked| asked == table.row)
        {
            return Some(format!("super::{}", table.row));
        }
        let fields = self.fields(typed, problems)?;
        let pascal = name::pascal(&query.name)?;
        let rust = asked.map_or_else(|| format!("{pascal}Row"), str::to_owned);
        let row = QueryRow { name: rust.clone(), label: query.name.clone(), fields };
        match self.made.iter().find(|made| made.name == rust) {
            None => self.made.push(row),
            Some(made) if made.fields == row.fields => {}
            Some(made) => problems.push(Problem::OtherRow {
                file: self.file.to_owned(),
                query: query.name.clone(),
                other: made.label.clone(),
                row: rust.clone(),
            }),
        }
        Some(rust)
    }

    fn fields(&self, typed: &Typed<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Field>> {
        let query = typed.query;
        let mut embeds = self.embeds(typed, problems)?;
        let mut fields = Vec::new();
        let mut names = Names::default();
        let mut place = 0;
        while let Some(column) = typed.columns.get(place) {
            let (field, width) = match embeds.iter().position(|embed| embed.first == place) {
                Some(found) => {
                    let embed = embeds.swap_remove(found);
                    (embedded(&embed, typed), embed.table.columns.len())
                }
                None => (plain(column, place), 1),
            };
            let Some(field) = field else {
                problems.push(Problem::NoQueryName {
                    file: self.file.to_owned(),
                    query: query.name.clone(),
                    column: place + 1,
                    name: column.facts.name.clone(),
                });
                return None;
            };
            let what = format!("column {} of {}", column.facts.name, query.name);
            if let Some((left, right)) = names.claim(&field.name, what) {
                let (file, name) = (self.file.to_owned(), field.name.clone());
                problems.push(Problem::QueryCollision { file, name, left, right });
            }
            fields.push(field);
            place += width;
        }
        Some(fields)
    }

    /// Where the rows of tables begin that the notes ask for.
    fn embeds(&self, typed: &Typed<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Embed<'a>>> {
        let mut left: Vec<Embed<'a>> = Vec::new();
        let mut place = 0;
        while place < typed.columns.len() {
            let whole = self.tables.iter().find(|table| {
                let end = place + table.columns.len();
                typed.columns.get(place..end).is_some_and(|columns| are_of(table, columns))
            });
            match whole {
                Some(table) => {
                    left.push(Embed { name: String::new(), first: place, table });
                    place += table.columns.len();
                }
                None => place += 1,
            }
        }
        let mut found = Vec::new();
        let asked = &typed.query.notes.embeds;
        for named in asked {
            // An alias is no table's name: it is the one that no other note names.
            let of_name = left.iter().position(|embed| called(embed.table, &named.name));
            let other = || {
                let free =
                    |embed: &Embed<'_>| !asked.iter().any(|other| called(embed.table, &other.name));
                let mut places = (0..left.len()).filter(|place| left.get(*place).is_some_and(free));
                let first = places.next();
                first.filter(|_| places.next().is_none())
            };
            let Some(place) = of_name.or_else(other) else {
                problems.push(Problem::NoEmbed {
                    file: self.file.to_owned(),
                    query: typed.query.name.clone(),
                    name: named.name.clone(),
                });
                return None;
            };
            found.push(Embed { name: named.name.clone(), ..left.remove(place) });
        }
        Some(found)
    }
}

/// The row of a table among the columns of a query.
struct Embed<'a> {
    name: String,
    first: usize,
    table: &'a Table,
}

fn called(table: &Table, name: &str) -> bool {
    table.label.eq_ignore_ascii_case(name)
        || table.label.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(name))
}

fn embedded(embed: &Embed<'_>, typed: &Typed<'_>) -> Option<Field> {
    let (first, width) = (embed.first, embed.table.columns.len());
    let columns = typed.columns.get(first..first + width)?;
    let rust = format!("super::{}", embed.table.row);
    let is_joined = columns.iter().any(|column| column.facts.joined.is_some());
    let compared = columns.iter().position(|column| !column.facts.nullable_in_row);
    let holds = match (is_joined, compared) {
        (true, Some(compared)) => Holds::OptionalRow { rust, width, compared: first + compared },
        // Nothing tells a row of nulls from none.
        (true, None) => return None,
        (false, _) => Holds::Row { rust, width },
    };
    let name = name::snake(&embed.name)?;
    Some(Field { name, label: embed.name.clone(), first, holds, doc: None })
}

fn plain(column: &TypedColumn, place: usize) -> Option<Field> {
    let facts = &column.facts;
    Some(Field {
        name: name::snake(&facts.name)?,
        label: facts.name.clone(),
        first: place,
        holds: Holds::Value { rust: column.data_type.rust.clone(), is_nullable: facts.nullable },
        doc: column.documentation.clone(),
    })
}

/// Whether these are all columns of a table, in its order, read as its row reads them.
fn are_of(table: &Table, columns: &[TypedColumn]) -> bool {
    let same = |(own, column): (&Column, &TypedColumn)| {
        let facts = &column.facts;
        let of_table = |label: &str| {
            label == table.label || label.strip_prefix("public.") == Some(&table.label)
        };
        facts.origin.as_ref().is_some_and(|origin| {
            of_table(&origin.table) && origin.column.eq_ignore_ascii_case(&own.name)
        }) && own.data_type.read.is_empty()
            && own.data_type.rust == column.data_type.rust
    };
    !table.columns.is_empty() && table.columns.iter().zip(columns).all(same)
}

/// Whether a query gives the rows of a table: all of its columns under their names, and null where they are.
fn is_row_of(table: &Table, columns: &[TypedColumn]) -> bool {
    let is_same = |(own, column): (&Column, &TypedColumn)| {
        column.facts.name.eq_ignore_ascii_case(&own.name)
            && (own.is_nullable || !column.facts.nullable)
    };
    columns.len() == table.columns.len()
        && are_of(table, columns)
        && table.columns.iter().zip(columns).all(is_same)
}
