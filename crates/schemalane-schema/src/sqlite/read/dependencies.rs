//! What views and the bodies of triggers need: SQLite says it itself while it prepares a statement that uses them.

use super::{Columns, Entry};
use crate::{Dependency, Error, Kind, ObjectId};
use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

/// What objects need, by their ids.
pub(super) type Needs = BTreeMap<ObjectId, BTreeSet<Dependency>>;

/// A use of a table: the view or trigger that it is in, the table, and the column where it is of one.
type Use = (Option<String>, String, Option<String>);

pub(super) fn find(
    connection: &Connection,
    entries: &[Entry],
    columns: &Columns,
) -> Result<Needs, Error> {
    let mut needs = Needs::new();
    if !entries.iter().any(|entry| matches!(entry.kind, Kind::View | Kind::Trigger)) {
        return Ok(needs);
    }
    let watch = Watch::start(connection)?;
    for view in entries.iter().filter(|entry| entry.kind == Kind::View) {
        let id = view.id();
        for (_, table, column) in watch.uses(&format!("SELECT * FROM main.{}", quoted(&view.name)))
        {
            note(&mut needs, &id, &table, column, columns);
        }
    }
    let triggers: HashSet<String> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::Trigger)
        .map(|entry| entry.name.to_ascii_lowercase())
        .collect();
    let tables: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::Trigger)
        .map(|entry| entry.table.as_str())
        .collect();
    for table in tables {
        for statement in statements(table, columns) {
            let mut current = None;
            for (accessor, table, column) in watch.uses(&statement) {
                // A view or a `WITH` within a trigger is named instead of the trigger around it.
                let Some(accessor) = accessor else { continue };
                let accessor = accessor.to_ascii_lowercase();
                if triggers.contains(&accessor) {
                    current = Some(ObjectId::new(Kind::Trigger, "", accessor));
                }
                if let Some(id) = &current {
                    note(&mut needs, id, &table, column, columns);
                }
            }
        }
    }
    Ok(needs)
}

/// Statements that fire every trigger of a table or view. They are prepared only.
fn statements(table: &str, columns: &Columns) -> Vec<String> {
    let name = format!("main.{}", quoted(table));
    let own = columns.find(table).and_then(|id| columns.0.get(id));
    // A generated column cannot be set, and says so; the others are set each on its own.
    let updates = own
        .into_iter()
        .flatten()
        .map(|column| format!("UPDATE {name} SET {column} = {column}", column = quoted(column)));
    [format!("INSERT INTO {name} DEFAULT VALUES"), format!("DELETE FROM {name}")]
        .into_iter()
        .chain(updates)
        .collect()
}

fn note(needs: &mut Needs, id: &ObjectId, table: &str, column: Option<String>, columns: &Columns) {
    let Some(on) = columns.find(table).filter(|on| *on != id) else { return };
    let needed = needs.entry(id.clone()).or_default();
    needed.insert(Dependency::on(on.clone()));
    let column = column.map(|column| column.to_ascii_lowercase());
    let is_known = |column: &String| columns.0.get(on).is_some_and(|all| all.contains(column));
    needed.extend(column.filter(is_known).map(|column| Dependency::on_column(on.clone(), column)));
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Hears of every use of a table until it is dropped.
struct Watch<'c> {
    connection: &'c Connection,
    uses: Arc<Mutex<Vec<Use>>>,
}

impl<'c> Watch<'c> {
    fn start(connection: &'c Connection) -> Result<Self, Error> {
        let uses: Arc<Mutex<Vec<Use>>> = Arc::default();
        let heard = Arc::clone(&uses);
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            let (table, column) = match context.action {
                AuthAction::Read { table_name, column_name }
                | AuthAction::Update { table_name, column_name } => (table_name, column_name),
                AuthAction::Insert { table_name } | AuthAction::Delete { table_name } => {
                    (table_name, "")
                }
                _ => return Authorization::Allow,
            };
            let column = Some(column.to_owned()).filter(|column| !column.is_empty());
            heard.lock().unwrap_or_else(PoisonError::into_inner).push((
                context.accessor.map(str::to_owned),
                table.to_owned(),
                column,
            ));
            Authorization::Allow
        }))?;
        Ok(Self { connection, uses })
    }

    /// The uses of tables in a statement; none where it cannot be prepared.
    fn uses(&self, sql: &str) -> Vec<Use> {
        let take =
            || std::mem::take(&mut *self.uses.lock().unwrap_or_else(PoisonError::into_inner));
        take();
        match self.connection.prepare(sql) {
            Ok(_) => take(),
            Err(_) => Vec::new(),
        }
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        // It fails only for a connection that is not owned, on which none was set.
        let _ = self.connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>);
    }
}
