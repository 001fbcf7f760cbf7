//! The columns of a query's rows, with what its notes say of them.

use super::item::Item;
use super::merge::Merged;
use super::same_type::{Likeness, compare, fits_contract};
use super::{Claim, Context, Embed, Found};
use crate::analysis::{Column, Origin};
use crate::note::Declared;
use crate::problem::ProblemKind;
use crate::rewrite::no_such;
use crate::rust_name::snake;

/// A column of a query's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribedColumn {
    /// Its name, as the engine says it.
    pub name: String,
    /// Its name in Rust, which no other column of the row has; columns of an [`Embed`] have names of their own row.
    pub rust_name: String,
    /// Its type, as the database writes it; `None` where nothing says it.
    pub data_type: Option<String>,
    /// Whether it can be null.
    pub nullable: bool,
    /// The column of a table that it is.
    pub origin: Option<Origin>,
    /// The outer-joined row that it belongs to: all columns of one number go null together.
    pub joined: Option<u32>,
    /// Whether it can be null where that row is there.
    pub nullable_in_row: bool,
    /// The Rust type that a note takes for it.
    pub rust: Option<String>,
    /// What it is, in words.
    pub documentation: Option<String>,
    /// The byte of the file where it stands.
    pub(crate) at: usize,
}

/// The columns, with what the notes say of each.
pub(super) fn columns(
    context: &Context<'_>,
    merged: &Merged,
    layout: &[Item],
    found: &mut Found,
) -> Vec<DescribedColumn> {
    let begin = |(index, column): (usize, &Column)| {
        let item = item_of(layout, index);
        let at = item.map_or(0, |item| context.code.range(item.tokens.start).start);
        DescribedColumn {
            name: column.name.clone(),
            rust_name: String::new(),
            data_type: column.data_type.clone(),
            nullable: column.nullable,
            origin: column.origin.clone(),
            joined: column.joined,
            nullable_in_row: column.nullable_in_row,
            rust: None,
            documentation: None,
            at: context.query.statement_at + at,
        }
    };
    let mut columns: Vec<_> = merged.columns.iter().enumerate().map(begin).collect();
    for note in &context.query.notes.columns {
        match noted(context, note, &columns, layout) {
            Ok(index) => apply(context, note, &mut columns[index], found),
            Err(kind) => found.problems.push(context.problem(note.at, kind)),
        }
    }
    contract(context, &mut columns, found);
    for column in columns.iter().filter(|column| column.data_type.is_none()) {
        let kind = ProblemKind::UnknownColumnType { name: column.name.clone() };
        found.problems.push(context.problem(column.at, kind));
    }
    columns
}

/// The item that a column is of.
fn item_of(layout: &[Item], column: usize) -> Option<&Item> {
    layout.iter().find(|item| item.columns.as_ref().is_some_and(|it| it.contains(&column)))
}

/// The column that a note means: `name`, or `table.name`.
fn noted(
    context: &Context<'_>,
    note: &Declared,
    columns: &[DescribedColumn],
    layout: &[Item],
) -> Result<usize, ProblemKind> {
    let is_of = |index: &usize, table: &str| {
        let item = item_of(layout, *index).and_then(|item| item.table.as_deref());
        item.is_some_and(|it| it.eq_ignore_ascii_case(table))
    };
    let named = |index: &usize| context.is_name(&columns[*index].name, &note.name);
    let mut indices: Vec<usize> = (0..columns.len()).filter(named).collect();
    if indices.is_empty()
        && let Some((table, name)) = note.name.rsplit_once('.')
    {
        let is_it = |it: &usize| context.is_name(&columns[*it].name, name) && is_of(it, table);
        indices = (0..columns.len()).filter(is_it).collect();
    }
    match indices[..] {
        [index] => Ok(index),
        [] => {
            let known = columns.iter().map(|column| column.name.clone()).collect();
            Err(no_such("@column", &note.name, known))
        }
        [..] => Err(ProblemKind::Ambiguous { note: "@column".to_owned(), name: note.name.clone() }),
    }
}

fn apply(context: &Context<'_>, note: &Declared, column: &mut DescribedColumn, found: &mut Found) {
    let mut claim = |claim| found.overrides.push(context.claim(&column.name, claim, note.at));
    match note.nullable {
        Some(false) if column.nullable => claim(Claim::NotNull),
        Some(true) if !column.nullable => claim(Claim::Nullable),
        Some(_) | None => {}
    }
    if let Some(rust) = &note.rust {
        claim(Claim::Rust(rust.clone()));
    }
    if let Some(declared) = &note.data_type {
        let likeness = column.data_type.as_deref().map_or(Likeness::Finer, |data_type| {
            compare(context.query.dialect, declared, data_type)
        });
        match likeness {
            Likeness::Same => {}
            Likeness::Finer => {
                claim(Claim::Type(declared.clone()));
                column.data_type = Some(declared.clone());
            }
            Likeness::Other => {
                let kind = ProblemKind::DeclaredType {
                    name: column.name.clone(),
                    declared: declared.clone(),
                    found: column.data_type.clone().unwrap_or_default(),
                };
                found.problems.push(context.problem(note.at, kind));
            }
        }
    }
    if let Some(nullable) = note.nullable {
        column.nullable = nullable;
        column.nullable_in_row = nullable;
        column.joined = column.joined.filter(|_| nullable);
    }
    column.rust.clone_from(&note.rust);
    column.documentation.clone_from(&note.documentation);
}

/// Verifies a declared contract: it has all columns, in order, with their types and what can be null.
fn contract(context: &Context<'_>, columns: &mut [DescribedColumn], found: &mut Found) {
    let Some(declared) = &context.query.notes.contract_columns else { return };
    let names = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join(", ");
    let is_same = declared.len() == columns.len()
        && declared
            .iter()
            .zip(&*columns)
            .all(|(it, column)| context.is_name(&column.name, &it.name));
    if !is_same {
        let kind = ProblemKind::ContractColumns {
            declared: names(&mut declared.iter().map(|it| it.name.as_str())),
            found: names(&mut columns.iter().map(|it| it.name.as_str())),
        };
        let at = declared.first().map_or(context.query.at, |first| first.at);
        return found.problems.push(context.problem(at, kind));
    }
    for (field, column) in declared.iter().zip(columns) {
        let name = column.name.clone();
        match (field.nullable, column.nullable) {
            (Some(false), true) => {
                let kind = ProblemKind::DeclaredNotNull { name: name.clone() };
                found.problems.push(context.problem(field.at, kind));
            }
            (Some(true), false) => {
                let kind = ProblemKind::DeclaredNullable { name: name.clone() };
                found.problems.push(context.problem(field.at, kind));
            }
            _ => {}
        }
        let Some(declared) = &field.data_type else { continue };
        match &column.data_type {
            None => column.data_type = Some(declared.clone()),
            Some(data_type) if fits_contract(context.query.dialect, declared, data_type) => {}
            Some(data_type) => {
                let (declared, data_type) = (declared.clone(), data_type.clone());
                let kind = ProblemKind::DeclaredType { name, declared, found: data_type };
                found.problems.push(context.problem(field.at, kind));
            }
        }
    }
}

/// Gives each column its name in Rust, which no other column of its row has.
pub(super) fn named(
    context: &Context<'_>,
    mut columns: Vec<DescribedColumn>,
    embeds: &[Embed],
    found: &mut Found,
) -> Vec<DescribedColumn> {
    for embed in embeds {
        name(context, &mut columns, &embed.columns, Vec::new(), found);
    }
    let is_embedded = |index: &usize| embeds.iter().any(|embed| embed.columns.contains(index));
    let own: Vec<usize> = (0..columns.len()).filter(|index| !is_embedded(index)).collect();
    let taken = embeds.iter().map(|embed| embed.field.clone()).collect();
    name(context, &mut columns, &own, taken, found);
    columns
}

fn name(
    context: &Context<'_>,
    columns: &mut [DescribedColumn],
    indices: &[usize],
    mut taken: Vec<String>,
    found: &mut Found,
) {
    for (number, &index) in (1..).zip(indices) {
        let column = &mut columns[index];
        let is_unnamed = column.name == "?column?" || snake(&column.name).is_none();
        let wanted = match snake(&column.name) {
            Some(name) if !is_unnamed => name,
            Some(_) | None => format!("column_{number}"),
        };
        let plain = wanted.trim_start_matches("r#").to_owned();
        let mut numbered = (2..).map(|number| format!("{plain}_{number}"));
        let is_taken = taken.contains(&wanted);
        let free = is_taken.then(|| numbered.find(|name| !taken.contains(name))).flatten();
        if is_unnamed {
            let kind = ProblemKind::UnnamedColumn { number, name: wanted.clone() };
            found.warnings.push(context.problem(column.at, kind));
        } else if let Some(free) = &free {
            let kind = ProblemKind::SameColumn { name: column.name.clone(), field: free.clone() };
            found.warnings.push(context.problem(column.at, kind));
        }
        column.rust_name = free.unwrap_or(wanted);
        taken.push(column.rust_name.clone());
    }
}
