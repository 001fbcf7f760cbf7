//! What happens to a partition because it happens to its parent.

use crate::{Change, Column, Difference, ObjectId, Schema, Table};

/// The changes without those that a change of a parent brings by itself.
pub(super) fn without(actual: &Schema, wanted: &Schema, changes: &[Change]) -> Vec<Change> {
    let of = |id: &ObjectId| {
        changes.iter().find_map(|change| match change {
            Change::Alter { id: other, differences } if other == id => Some(differences.as_slice()),
            _ => None,
        })
    };
    let mut kept = Vec::new();
    for change in changes {
        let Change::Alter { id, differences } = change else {
            kept.push(change.clone());
            continue;
        };
        let above: Vec<&Difference> =
            parents(actual, wanted, id).iter().filter_map(of).flatten().collect();
        let differences: Vec<Difference> = differences
            .iter()
            .filter(|difference| !above.iter().any(|other| brings(other, difference)))
            .filter(|difference| !moves(actual, wanted, id, difference))
            .cloned()
            .collect();
        if !differences.is_empty() {
            kept.push(Change::Alter { id: id.clone(), differences });
        }
    }
    kept
}

/// The tables that a table inherits from, before and after.
fn parents(actual: &Schema, wanted: &Schema, id: &ObjectId) -> Vec<ObjectId> {
    let after = parents_of(wanted, id);
    parents_of(actual, id).into_iter().filter(|parent| after.contains(parent)).collect()
}

fn parents_of(schema: &Schema, id: &ObjectId) -> Vec<ObjectId> {
    let table = schema.get(id).and_then(|object| object.as_table());
    table.into_iter().flat_map(Table::parents).cloned().collect()
}

/// Whether a column is only held by another: a parent's columns become a table's own when it leaves, and its own ones
/// the parent's when it joins, or what it says of them is what the parent says.
fn moves(actual: &Schema, wanted: &Schema, id: &ObjectId, difference: &Difference) -> bool {
    match difference {
        Difference::ColumnAdded { column } => above(actual, id, column).is_some(),
        Difference::ColumnDropped { column } => above(wanted, id, column).is_some(),
        _ => false,
    }
}

/// The tables, before and after, that have a column from this one and say nothing else of it afterwards.
pub(super) fn heirs(
    actual: &Schema,
    wanted: &Schema,
    id: &ObjectId,
    column: &str,
) -> Vec<ObjectId> {
    let mut found: Vec<ObjectId> = Vec::new();
    for other in wanted.objects.values() {
        let Some(table) = other.as_table() else { continue };
        if table.column(column).is_none() && parents(actual, wanted, &other.id).contains(id) {
            found.push(other.id.clone());
            found.extend(heirs(actual, wanted, &other.id, column));
        }
    }
    found
}

/// What the nearest of those that a table inherits from says of a column, and which one it is.
fn above(schema: &Schema, id: &ObjectId, name: &str) -> Option<(ObjectId, Column)> {
    parents_of(schema, id).into_iter().find_map(|parent| {
        let own = schema.get(&parent)?.as_table()?.column(name);
        match own {
            Some(column) => Some((parent, Column { comment: None, ..column.clone() })),
            None => above(schema, &parent, name),
        }
    })
}

/// The columns that a table has of its own and shall have as its parent's only.
pub(super) fn given_up(actual: &Schema, wanted: &Schema, id: &ObjectId) -> Vec<(Column, Column)> {
    let Some(table) = actual.get(id).and_then(|object| object.as_table()) else {
        return Vec::new();
    };
    let is_own =
        |name: &str| wanted.get(id).and_then(|object| object.as_table()?.column(name)).is_some();
    let columns = table.columns.iter().filter(|column| !is_own(&column.name));
    columns
        .filter_map(|column| Some((column.clone(), above(wanted, id, &column.name)?.1)))
        .collect()
}

fn brings(above: &Difference, below: &Difference) -> bool {
    use Difference::{ConstraintAdded, ConstraintChanged, ConstraintDropped};
    match (above, below) {
        (ConstraintAdded { constraint: one }, ConstraintAdded { constraint: other })
        | (ConstraintDropped { constraint: one }, ConstraintDropped { constraint: other }) => {
            one.rule == other.rule
        }
        (
            ConstraintChanged { before: one, after: to },
            ConstraintChanged { before: other, after: wanted },
        ) => one.rule == other.rule && to.rule == wanted.rule,
        (Difference::Column { aspect: crate::Aspect::Comment, .. }, _) => false,
        (one, other) => {
            matches!(
                one,
                Difference::ColumnAdded { .. }
                    | Difference::ColumnDropped { .. }
                    | Difference::Column { .. }
            ) && one == other
        }
    }
}

/// What a column is before its own changes: what its parent has changed is the wanted one already.
pub(super) fn column(
    actual: &Schema,
    wanted: &Schema,
    id: &ObjectId,
    name: &str,
) -> Option<Column> {
    let find = |schema: &Schema, id: &ObjectId| -> Option<Column> {
        let column = schema.get(id)?.as_table()?.column(name)?;
        Some(Column { comment: None, ..column.clone() })
    };
    let is_brought = parents(actual, wanted, id).iter().any(|parent| {
        find(actual, parent) == find(actual, id) && find(wanted, parent) == find(wanted, id)
    });
    if find(actual, id).is_none()
        && let Some((parent, before)) = above(actual, id, name)
    {
        // What its parent has changed is changed here, too, but for what the server does to one table at a time.
        let stays = above(wanted, id, name).filter(|(other, _)| *other == parent);
        return Some(stays.map_or(before.clone(), |(_, after)| Column {
            compression: before.compression,
            parameters: before.parameters,
            ..after
        }));
    }
    let own = || actual.get(id)?.as_table()?.column(name).cloned();
    if is_brought {
        let comment = own().and_then(|column| column.comment);
        return find(wanted, id).map(|column| Column { comment, ..column });
    }
    own()
}
