//! The row of a table within the row of a query: `@embed payer`.

use super::item::{Item, plain};
use super::{Context, DescribedColumn, Found};
use crate::problem::ProblemKind;
use crate::rust_name::snake;

/// The row of a table within the row of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Embed {
    /// The table, by the name that the query gives it.
    pub name: String,
    /// The field of the row.
    pub field: String,
    /// The table as the catalogue calls it, where all columns are its own.
    pub table: Option<String>,
    /// Which columns of the query it has, in order.
    pub columns: Vec<usize>,
    /// Whether the row can be missing: it is outer-joined, and its columns go null together.
    pub optional: bool,
    /// A column that is null only where the row is missing, where there is one.
    pub witness: Option<usize>,
}

/// The embedded rows that notes name.
pub(super) fn embeds(
    context: &Context<'_>,
    columns: &[DescribedColumn],
    layout: &[Item],
    found: &mut Found,
) -> Vec<Embed> {
    let mut embeds: Vec<Embed> = Vec::new();
    for note in &context.query.notes.embeds {
        let name = plain(&note.name);
        let is_it = |item: &&Item| {
            item.table.as_ref().is_some_and(|table| table.eq_ignore_ascii_case(&name))
        };
        let items: Vec<&Item> = layout.iter().filter(is_it).collect();
        let kind = if items.is_empty() {
            let mut known: Vec<String> = layout.iter().filter_map(|it| it.table.clone()).collect();
            known.dedup();
            Some(crate::rewrite::no_such("@embed", &note.name, known))
        } else if embeds.iter().any(|embed| embed.name == name) {
            Some(ProblemKind::NoteTwice { note: format!("@embed {}", note.name) })
        } else if items.iter().any(|item| item.columns.is_none()) {
            Some(ProblemKind::EmbedUnclear { name: note.name.clone() })
        } else {
            None
        };
        if let Some(kind) = kind {
            found.problems.push(context.problem(note.at, kind));
            continue;
        }
        let indices = items.into_iter().filter_map(|item| item.columns.clone()).flatten();
        embeds.push(embed(name, indices.collect(), columns));
    }
    embeds
}

fn embed(name: String, indices: Vec<usize>, columns: &[DescribedColumn]) -> Embed {
    let own = || indices.iter().map(|&index| &columns[index]);
    let mut tables = own().map(|column| column.origin.as_ref().map(|origin| &origin.table));
    let first = tables.next().flatten();
    let table = first.filter(|first| tables.all(|it| it == Some(first))).cloned();
    let mut joined = own().map(|column| column.joined);
    let first = joined.next().flatten();
    let optional = first.is_some() && joined.all(|it| it == first);
    let witness = indices.iter().copied().find(|&index| !columns[index].nullable_in_row);
    let field = snake(&name).unwrap_or_else(|| name.clone());
    Embed { name, field, table, columns: indices, optional, witness: witness.filter(|_| optional) }
}
