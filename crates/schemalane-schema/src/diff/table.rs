//! Tables.

use super::fact::{flag, list, parameters, property};
use super::{column, constraint};
use crate::{Difference, ObjectId, Options, PostgresTable, SqliteTable, Table, TableOptions};

pub(super) fn compare(
    found: &mut Vec<Difference>,
    before: &Table,
    after: &Table,
    options: &Options,
) {
    let Table { columns, constraints, options: own } = before;
    for wanted in &after.columns {
        match columns.iter().find(|column| column.name == wanted.name) {
            Some(actual) => column::compare(found, actual, wanted),
            None => found.push(Difference::ColumnAdded { column: wanted.name.clone() }),
        }
    }
    for actual in columns.iter().filter(|actual| after.column(&actual.name).is_none()) {
        found.push(Difference::ColumnDropped { column: actual.name.clone() });
    }
    if options.column_order {
        order(found, before, after);
    }
    constraint::compare(found, constraints, &after.constraints);
    match (own, &after.options) {
        (TableOptions::Sqlite(before), TableOptions::Sqlite(after)) => sqlite(found, before, after),
        (TableOptions::Postgres(before), TableOptions::Postgres(after)) => {
            postgres(found, before, after)
        }
        // There is no diff between two kinds of databases.
        (TableOptions::Sqlite(_), TableOptions::Postgres(_))
        | (TableOptions::Postgres(_), TableOptions::Sqlite(_)) => {}
    }
}

/// The order of the columns that both have.
fn order(found: &mut Vec<Difference>, before: &Table, after: &Table) {
    let shared = |one: &Table, other: &Table| -> Vec<String> {
        let names = one.columns.iter().map(|column| column.name.clone());
        names.filter(|name| other.column(name).is_some()).collect()
    };
    let wanted: Vec<String> = after.columns.iter().map(|column| column.name.clone()).collect();
    // A new column can only be added at the end.
    let mut reachable = shared(before, after);
    reachable.extend(wanted.iter().filter(|name| before.column(name).is_none()).cloned());
    if reachable != wanted {
        found.push(Difference::ColumnOrder { columns: wanted });
    }
}

fn sqlite(found: &mut Vec<Difference>, before: &SqliteTable, after: &SqliteTable) {
    let SqliteTable { strict, without_rowid, autoincrement, module } = before;
    flag(found, "STRICT", *strict, after.strict);
    flag(found, "WITHOUT ROWID", *without_rowid, after.without_rowid);
    flag(found, "AUTOINCREMENT", *autoincrement, after.autoincrement);
    property(found, "module", module.as_ref(), after.module.as_ref());
}

fn postgres(found: &mut Vec<Difference>, before: &PostgresTable, after: &PostgresTable) {
    let PostgresTable {
        persistence,
        partition_by,
        partition_of,
        inherits,
        row_security,
        replica_identity,
        parameters: own,
        tablespace,
        fixed,
    } = before;
    property(found, "persistence", Some(persistence), Some(&after.persistence));
    property(found, "PARTITION BY", partition_by.as_ref(), after.partition_by.as_ref());
    property(found, "PARTITION OF", partition_of.as_ref(), after.partition_of.as_ref());
    list(found, "parent", &names(inherits), &names(&after.inherits));
    property(found, "row level security", Some(row_security), Some(&after.row_security));
    property(found, "REPLICA IDENTITY", replica_identity.as_ref(), after.replica_identity.as_ref());
    parameters(found, "parameter", own, &after.parameters);
    property(found, "tablespace", tablespace.as_ref(), after.tablespace.as_ref());
    for word in fixed.keys().chain(after.fixed.keys().filter(|word| !fixed.contains_key(*word))) {
        property(found, word, fixed.get(word), after.fixed.get(word));
    }
}

fn names(tables: &[ObjectId]) -> Vec<String> {
    tables.iter().map(ObjectId::short).collect()
}
