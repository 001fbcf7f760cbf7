//! Renames that look likely, which are said and never done.

use crate::{Change, Column, Difference, Kind, Schema, Suggestion, Table};

/// Pairs of a dropped and a created table with the same columns, and of columns of the same type and place.
pub(crate) fn suggest(actual: &Schema, wanted: &Schema, changes: &[Change]) -> Vec<Suggestion> {
    let mut found = Vec::new();
    for change in changes {
        match change {
            Change::Create { id } if id.kind == Kind::Table => {
                let Some(table) = wanted.get(id).and_then(|object| object.as_table()) else {
                    continue;
                };
                let dropped = changes.iter().find_map(|other| match other {
                    Change::Drop { id: old }
                        if old.kind == Kind::Table && old.schema == id.schema =>
                    {
                        let before = actual.get(old)?.as_table()?;
                        is_alike(before, table).then_some(old)
                    }
                    _ => None,
                });
                found.extend(
                    dropped.map(|old| suggestion(id.clone(), &old.name, &id.name, "CREATE TABLE")),
                );
            }
            Change::Alter { id, differences } => {
                let tables = (
                    actual.get(id).and_then(|object| object.as_table()),
                    wanted.get(id).and_then(|object| object.as_table()),
                );
                if let (Some(before), Some(after)) = tables {
                    found.extend(
                        columns(before, after, differences)
                            .into_iter()
                            .map(|(from, to)| suggestion(id.clone(), &from, &to, "its column")),
                    );
                }
            }
            _ => {}
        }
    }
    found
}

fn suggestion(object: crate::ObjectId, from: &str, to: &str, place: &str) -> Suggestion {
    Suggestion {
        object,
        from: from.to_owned(),
        to: to.to_owned(),
        hint: format!("If so, write `-- @renamed from={from}` on the line of {place}."),
    }
}

fn is_alike(before: &Table, after: &Table) -> bool {
    let shape = |table: &Table| {
        let mut columns: Vec<_> = table
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.data_type.clone()))
            .collect();
        columns.sort();
        columns
    };
    shape(before) == shape(after)
}

/// A dropped column, and the only added one that is like it.
fn columns(before: &Table, after: &Table, differences: &[Difference]) -> Vec<(String, String)> {
    let dropped = differences.iter().filter_map(|difference| match difference {
        Difference::ColumnDropped { column } => before.column(column),
        _ => None,
    });
    let added: Vec<&Column> = differences
        .iter()
        .filter_map(|difference| match difference {
            Difference::ColumnAdded { column } => after.column(column),
            _ => None,
        })
        .collect();
    dropped
        .filter_map(|old| {
            let mut alike = added
                .iter()
                .filter(|new| new.data_type == old.data_type && new.not_null == old.not_null);
            let first = alike.next()?;
            alike.next().is_none().then(|| (old.name.clone(), first.name.clone()))
        })
        .collect()
}
