//! What views and the bodies of triggers need: SQLite says it itself while it prepares a statement that uses them.

use super::Columns;
use crate::sqlite::entry::Entry;
use crate::sqlite::guard;
use crate::sqlite::token::identifier;
use crate::{Dependency, Error, Kind, ObjectId};
use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

/// What objects need, by their ids.
pub(super) type Needs = BTreeMap<ObjectId, BTreeSet<Dependency>>;

/// A use of a table. All names are folded.
struct Use {
    /// The innermost view or trigger that it is in, if any.
    within: Option<String>,
    table: String,
    /// Empty where it is of no column.
    column: String,
}

/// What the views and triggers among the entries need. What cannot be prepared needs nothing.
pub(super) fn find(
    connection: &Connection,
    entries: &[Entry],
    columns: &Columns,
) -> Result<Needs, Error> {
    let mut needs = Needs::new();
    let of_kind = |kind| entries.iter().filter(move |entry| entry.kind == kind);
    if of_kind(Kind::View).chain(of_kind(Kind::Trigger)).next().is_none() {
        return Ok(needs);
    }
    let watch = Watch::start(connection)?;
    for view in of_kind(Kind::View) {
        let id = view.id();
        for used in watch.uses(&format!("SELECT * FROM main.{}", identifier(&view.name))) {
            note(&mut needs, &id, &used, columns);
        }
    }
    let triggers: HashSet<String> =
        of_kind(Kind::Trigger).map(|entry| entry.name.to_ascii_lowercase()).collect();
    let tables: BTreeSet<&str> = of_kind(Kind::Trigger).map(|entry| entry.table.as_str()).collect();
    for statement in tables.into_iter().flat_map(|table| statements(table, columns)) {
        // A view or a `WITH` within a trigger is named instead of the trigger around it.
        let mut current = None;
        for used in watch.uses(&statement) {
            if let Some(name) = used.within.as_ref().filter(|name| triggers.contains(*name)) {
                current = Some(ObjectId::new(Kind::Trigger, "", name));
            }
            if let Some(id) = current.as_ref().filter(|_| used.within.is_some()) {
                note(&mut needs, id, &used, columns);
            }
        }
    }
    Ok(needs)
}

/// Statements that fire every trigger of a table or view. They are prepared only.
fn statements(table: &str, columns: &Columns) -> Vec<String> {
    let name = format!("main.{}", identifier(table));
    let own = columns.find(table).and_then(|id| columns.0.get(id));
    // A generated column cannot be set, and says so; the others are set each on its own.
    let updates = own.into_iter().flatten().map(|column| {
        format!("UPDATE {name} SET {column} = {column}", column = identifier(column))
    });
    [format!("INSERT INTO {name} DEFAULT VALUES"), format!("DELETE FROM {name}")]
        .into_iter()
        .chain(updates)
        .collect()
}

/// Notes that an object needs the table and its column, and the view that it is read through.
fn note(needs: &mut Needs, id: &ObjectId, used: &Use, columns: &Columns) {
    let through = used.within.as_deref().and_then(|name| columns.find(name));
    let mut found = Vec::from_iter(through.map(|view| Dependency::on(view.clone())));
    if let Some(on) = columns.find(&used.table) {
        found.push(Dependency::on(on.clone()));
        if columns.0.get(on).is_some_and(|all| all.contains(&used.column)) {
            found.push(Dependency::on_column(on.clone(), &used.column));
        }
    }
    let others = found.into_iter().filter(|dependency| dependency.on != *id);
    needs.entry(id.clone()).or_default().extend(others);
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
                _ => return guard::confined(&context),
            };
            heard.lock().unwrap_or_else(PoisonError::into_inner).push(Use {
                within: context.accessor.map(str::to_ascii_lowercase),
                table: table.to_ascii_lowercase(),
                column: column.to_ascii_lowercase(),
            });
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
        let _ = guard::confine(self.connection);
    }
}
