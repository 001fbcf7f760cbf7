//! What happens to a partition because it happens to its parent.

use crate::{Change, Column, Difference, ObjectId, Schema, TableOptions};

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
    let Some(table) = schema.get(id).and_then(|object| object.as_table()) else {
        return Vec::new();
    };
    let TableOptions::Postgres(own) = &table.options else { return Vec::new() };
    let partition = own.partition_of.iter().map(|partition| partition.parent.clone());
    partition.chain(own.inherits.iter().cloned()).collect()
}

/// Whether a column is only held by another: a parent's columns become a table's own when it leaves, and its own ones
/// the parent's when it joins.
fn moves(actual: &Schema, wanted: &Schema, id: &ObjectId, difference: &Difference) -> bool {
    let has = |schema: &Schema, column: &str| {
        parents_of(schema, id).iter().any(|parent| {
            schema
                .get(parent)
                .and_then(|object| object.as_table())
                .is_some_and(|table| table.column(column).is_some())
        })
    };
    match difference {
        Difference::ColumnAdded { column } => has(actual, column),
        Difference::ColumnDropped { column } => has(wanted, column),
        _ => false,
    }
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

/// The columns that were a table's own, and shall be as its parent has them: as they are, and as they shall be.
pub(super) fn given_up(actual: &Schema, wanted: &Schema, id: &ObjectId) -> Vec<(Column, Column)> {
    let own = |schema: &Schema| {
        let table = schema.get(id).and_then(|object| object.as_table());
        table.map(|table| table.columns.clone()).unwrap_or_default()
    };
    let kept = own(wanted);
    let parents = parents(actual, wanted, id);
    own(actual)
        .into_iter()
        .filter(|column| !kept.iter().any(|other| other.name == column.name))
        .filter_map(|column| {
            let of_parent = parents
                .iter()
                .find_map(|parent| wanted.get(parent)?.as_table()?.column(&column.name).cloned())?;
            Some((column, Column { comment: None, ..of_parent }))
        })
        .collect()
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
    let added = Difference::ColumnAdded { column: name.to_owned() };
    if moves(actual, wanted, id, &added) && find(actual, id).is_none() {
        let parent = |schema: &Schema, parents: Vec<ObjectId>| {
            parents.iter().find_map(|parent| find(schema, parent))
        };
        return parent(wanted, parents(actual, wanted, id))
            .or_else(|| parent(actual, parents_of(actual, id)));
    }
    let own = || actual.get(id)?.as_table()?.column(name).cloned();
    if is_brought {
        let comment = own().and_then(|column| column.comment);
        return find(wanted, id).map(|column| Column { comment, ..column });
    }
    own()
}
