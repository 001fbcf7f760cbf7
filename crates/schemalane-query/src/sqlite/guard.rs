//! What a statement may do, and what it touches: SQLite asks about each of its actions while it prepares it.

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// A table: its schema, where there is one, and its name.
type Place = (Option<String>, String);

/// The names of tables and views that statements touch, as SQLite tells them while it prepares one.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched(Arc<Mutex<BTreeSet<Place>>>);

impl Touched {
    /// Watches all statements of a connection, and keeps them within its database.
    pub(super) fn watch(connection: &Connection) -> rusqlite::Result<Self> {
        let touched = Self::default();
        let seen = touched.clone();
        connection.authorizer(Some(move |context: AuthContext<'_>| seen.see(&context)))?;
        Ok(touched)
    }

    /// What was touched since this was asked last: the schema of each, and its name.
    pub(super) fn take(&self) -> BTreeSet<Place> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn see(&self, context: &AuthContext<'_>) -> Authorization {
        match context.action {
            AuthAction::Read { table_name, .. }
            | AuthAction::Insert { table_name }
            | AuthAction::Update { table_name, .. }
            | AuthAction::Delete { table_name } => {
                let schema = context.database_name.map(str::to_owned);
                let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                seen.insert((schema, table_name.to_owned()));
            }
            _ => {}
        }
        within(context)
    }
}

/// Keeps the statements of a schema within their database.
pub(super) fn enclose(connection: &Connection) -> rusqlite::Result<()> {
    connection.authorizer(Some(|context: AuthContext<'_>| within(&context)))
}

/// Nothing opens another file, and nothing loads a program. A pragma that only asks is there for modules of SQLite's own
/// and for this crate.
fn within(context: &AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        | AuthAction::Unknown { .. }
        | AuthAction::Function { function_name: "load_extension" | "fts3_tokenizer" } => {
            Authorization::Deny
        }
        AuthAction::Pragma {
            pragma_name: "data_version" | "page_size" | "table_info" | "table_list" | "table_xinfo",
            ..
        } => Authorization::Allow,
        AuthAction::Pragma { .. } => Authorization::Deny,
        _ => Authorization::Allow,
    }
}
