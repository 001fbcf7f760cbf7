//! Views, and what they and triggers need.

use super::{Row, behind_name};
use crate::sqlite::token::{self, quote};
use crate::{Dependency, Details, Kind, Object, ObjectId, View, ViewColumn};
use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Reads a view. One that SQLite cannot prepare, because it needs what is not there, has no columns.
pub(super) fn read(connection: &Connection, row: &Row, names: &BTreeSet<&str>) -> View {
    View {
        query: token::canonical(&behind_name(&row.sql), |name| names.contains(name)),
        columns: columns(connection, &row.name).unwrap_or_default(),
        options: BTreeMap::new(),
        tablespace: None,
    }
}

fn columns(connection: &Connection, view: &str) -> rusqlite::Result<Vec<ViewColumn>> {
    let mut statement =
        connection.prepare("SELECT name, type FROM pragma_table_xinfo(?1) ORDER BY cid")?;
    let columns = statement.query_map([view], |row| {
        Ok(ViewColumn {
            name: row.get(0)?,
            data_type: row.get::<_, String>(1)?.to_ascii_uppercase(),
            default: None,
            comment: None,
        })
    })?;
    columns.collect()
}

/// Asks SQLite, by its authorizer, what views and triggers read and write: it tells while it prepares a statement, and
/// nothing is executed.
pub(super) fn find_dependencies(connection: &Connection, objects: &mut [Object]) {
    let kinds: BTreeMap<String, Kind> = objects
        .iter()
        .filter(|object| matches!(object.id.kind, Kind::Table | Kind::View))
        .map(|object| (object.id.name.clone(), object.id.kind))
        .collect();
    for object in objects {
        let questions = match &object.details {
            Details::View(_) => vec![format!("SELECT * FROM {}", quote(&object.name))],
            Details::Trigger(trigger) => {
                object.depends_on.insert(Dependency::on(trigger.table.clone()));
                let table = quote(&trigger.table.name);
                vec![format!("INSERT INTO {table} DEFAULT VALUES"), format!("DELETE FROM {table}")]
            }
            _ => continue,
        };
        let own = object.id.clone();
        for question in questions {
            for (name, column) in listen(connection, &question) {
                let Some(kind) = kinds.get(&name) else { continue };
                let on = ObjectId::new(*kind, "", &name);
                if on != own {
                    object.depends_on.insert(match column {
                        Some(column) => Dependency::on_column(on, column),
                        None => Dependency::on(on),
                    });
                }
            }
        }
    }
}

type Seen = BTreeSet<(String, Option<String>)>;

/// The tables, views and columns that a statement reads or writes; none where it cannot be prepared.
fn listen(connection: &Connection, statement: &str) -> Seen {
    let seen: Arc<Mutex<Seen>> = Arc::default();
    let heard = Arc::clone(&seen);
    let listener = move |context: AuthContext<'_>| {
        let found = match context.action {
            AuthAction::Read { table_name, column_name } => {
                let column = Some(column_name.to_ascii_lowercase()).filter(|name| !name.is_empty());
                Some((table_name.to_ascii_lowercase(), column))
            }
            AuthAction::Insert { table_name } | AuthAction::Delete { table_name } => {
                Some((table_name.to_ascii_lowercase(), None))
            }
            AuthAction::Update { table_name, column_name } => {
                Some((table_name.to_ascii_lowercase(), Some(column_name.to_ascii_lowercase())))
            }
            _ => None,
        };
        heard.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        Authorization::Allow
    };
    if connection.authorizer(Some(listener)).is_err() {
        return Seen::new();
    }
    let is_prepared = connection.prepare(statement).is_ok();
    let _ = connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>);
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    if is_prepared { std::mem::take(&mut seen) } else { Seen::new() }
}
