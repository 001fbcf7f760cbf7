//! Tables, with what belongs to them alone: columns, constraints, triggers and policies.

use super::catalogue::{Catalogue, parameters};
use super::column::{self, Columns};
use super::{constraint, types};
use crate::{
    Column, Details, Error, Kind, Object, ObjectId, Partition, Policy, PostgresTable, RowSecurity,
    Table, TableOptions, Trigger,
};
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Row {
    oid: i64,
    schema: String,
    name: String,
    unlogged: bool,
    partition_by: Option<String>,
    bound: Option<String>,
    parents: Vec<i64>,
    parent_names: Vec<(String, String)>,
    secured: bool,
    forced: bool,
    replica_identity: Option<String>,
    parameters: Vec<String>,
    tablespace: Option<String>,
    fixed: Vec<String>,
}

#[derive(Deserialize)]
struct TriggerRow {
    oid: i64,
    relation: i64,
    name: String,
    definition: String,
    firing: Option<String>,
}

#[derive(Deserialize)]
struct PolicyRow {
    oid: i64,
    relation: i64,
    name: String,
    permissive: bool,
    command: String,
    roles: Vec<String>,
    using: Option<String>,
    check: Option<String>,
}

/// Reads tables, and the checks of domains.
pub(super) async fn read(
    catalogue: &mut Catalogue<'_>,
    columns: &mut Columns,
) -> Result<(), Error> {
    let mut constraints = constraint::read(catalogue).await?;
    types::constrain(catalogue, &mut constraints);
    let rows: Vec<Row> = catalogue.rows(include_str!("tables.sql")).await?;
    let all = build_columns(&rows, columns);
    for row in rows {
        if catalogue.scope.options.leaves(&row.schema, &row.name) {
            continue;
        }
        let id = ObjectId::new(Kind::Table, &row.schema, &row.name);
        let constraints = constraint::build(
            catalogue,
            &id,
            constraints.tables.remove(&row.oid).unwrap_or_default(),
        );
        let table = Table {
            columns: own_columns(catalogue, &row, &all),
            constraints,
            options: options(&row),
        };
        let object = Object::new(id, row.name, Details::Table(table), Vec::new());
        catalogue.add("pg_class", row.oid, object);
    }
    Ok(())
}

/// A column as it is read: its number, whether it is the table's own, and its facts.
type Numbered = (i64, bool, Column);

fn build_columns(rows: &[Row], columns: &mut Columns) -> HashMap<i64, Vec<Numbered>> {
    rows.iter()
        .map(|row| {
            let own = columns.remove(&row.oid).unwrap_or_default();
            let built = own.into_iter().map(|row| (row.number, row.local, row.into_column()));
            (row.oid, built.collect())
        })
        .collect()
}

/// The columns that are no mere copy of a parent's.
fn own_columns(
    catalogue: &Catalogue<'_>,
    row: &Row,
    all: &HashMap<i64, Vec<Numbered>>,
) -> Vec<Column> {
    let inherited: Vec<&Column> = row
        .parents
        .iter()
        .filter_map(|parent| all.get(parent))
        .flatten()
        .map(|(_, _, column)| column)
        .collect();
    let columns = all.get(&row.oid).into_iter().flatten();
    columns
        .filter_map(|(number, local, column)| {
            let comment = catalogue.comment("pg_class", row.oid, *number);
            let is_copy = !local && comment.is_none() && inherited.contains(&column);
            // The parent may lie in a schema that is not read.
            let is_unknown = !local && comment.is_none() && inherited.is_empty();
            (!is_copy && !is_unknown).then(|| Column { comment, ..column.clone() })
        })
        .collect()
}

fn options(row: &Row) -> TableOptions {
    let mut parents = row
        .parent_names
        .iter()
        .map(|(schema, name)| ObjectId::new(Kind::Table, schema, name))
        .collect::<Vec<_>>();
    let partition_of = row.bound.clone().and_then(|bound| {
        let parent = parents.pop()?;
        Some(Partition { parent, bound })
    });
    TableOptions::Postgres(Box::new(PostgresTable {
        persistence: types::persistence(row.unlogged),
        partition_by: row.partition_by.clone(),
        partition_of,
        inherits: parents,
        row_security: match (row.secured, row.forced) {
            (false, false) => RowSecurity::Off,
            (true, false) => RowSecurity::Enabled,
            (false, true) => RowSecurity::ForcedOff,
            (true, true) => RowSecurity::Forced,
        },
        replica_identity: row.replica_identity.clone(),
        parameters: parameters(&row.parameters),
        tablespace: row.tablespace.clone(),
        fixed: parameters(&row.fixed),
    }))
}

/// Reads triggers, also those of views, and policies.
pub(super) async fn read_attached(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    for row in catalogue.rows::<TriggerRow>(include_str!("triggers.sql")).await? {
        let Some(table) = catalogue.relation(row.relation).cloned() else { continue };
        let id = ObjectId::on_table(Kind::Trigger, &table.schema, &table.name, &row.name);
        let details =
            Details::Trigger(Trigger { table, definition: row.definition, firing: row.firing });
        catalogue.add("pg_trigger", row.oid, Object::new(id, row.name, details, Vec::new()));
    }
    for row in catalogue.rows::<PolicyRow>(include_str!("policies.sql")).await? {
        let Some(table) = catalogue.relation(row.relation).cloned() else { continue };
        let id = ObjectId::on_table(Kind::Policy, &table.schema, &table.name, &row.name);
        let details = Details::Policy(Policy {
            table,
            permissive: row.permissive,
            command: row.command,
            roles: row.roles,
            using: row.using.as_deref().map(column::bare),
            check: row.check.as_deref().map(column::bare),
        });
        catalogue.add("pg_policy", row.oid, Object::new(id, row.name, details, Vec::new()));
    }
    Ok(())
}
