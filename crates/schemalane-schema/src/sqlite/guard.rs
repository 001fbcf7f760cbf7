//! What a statement may do. SQLite asks about each of its actions while it prepares it, and again for what a virtual
//! table does on its behalf.

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

/// The settings that this crate sets, and the questions that it asks as pragmas.
const PRAGMAS: &[&str] = &[
    "foreign_key_check",
    "foreign_key_list",
    "foreign_keys",
    "index_info",
    "index_list",
    "index_xinfo",
    "legacy_alter_table",
    "optimize",
    // SQLite itself asks it about the rows of a table that gets a column with a CHECK or of a strict type.
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// What it only asks.
const QUESTIONS: &[&str] = &["freelist_count", "journal_mode", "page_count", "page_size"];

/// They say where the whole process puts files.
const PRAGMAS_OF_FOLDERS: &[&str] = &["data_store_directory", "temp_store_directory"];

/// Keeps all that a connection will ever run within its database: statements of ours hold texts that others wrote.
pub(super) fn confine(connection: &Connection) -> rusqlite::Result<()> {
    connection.authorizer(Some(|context: AuthContext<'_>| confined(&context)))
}

/// Keeps statements that others wrote to making something, until it is dropped.
pub(super) struct Foreign<'c>(&'c Connection);

impl<'c> Foreign<'c> {
    pub(super) fn begin(connection: &'c Connection) -> rusqlite::Result<Self> {
        connection.authorizer(Some(|context: AuthContext<'_>| foreign(&context)))?;
        Ok(Self(connection))
    }
}

impl Drop for Foreign<'_> {
    fn drop(&mut self) {
        // It fails only for a connection that is not owned, which has refused the first one.
        let _ = confine(self.0);
    }
}

/// Keeps the files of a lane within their database: what they do there is their own business.
pub(super) fn enclose(connection: &Connection) -> rusqlite::Result<()> {
    connection.authorizer(Some(|context: AuthContext<'_>| enclosed(&context)))
}

/// What the files of a lane may do: everything that opens no other file. `VACUUM` attaches a database without a name,
/// and a lane may attach one in memory.
fn enclosed(context: &AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Attach { filename: "" | ":memory:" } | AuthAction::Detach { .. } => {
            Authorization::Allow
        }
        AuthAction::Pragma { pragma_name, .. } if PRAGMAS_OF_FOLDERS.contains(&pragma_name) => {
            Authorization::Deny
        }
        _ => beside(context),
    }
}

/// What statements of ours may do: everything within the database, and nothing beside it.
pub(super) fn confined(context: &AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Pragma { pragma_name, .. } if PRAGMAS.contains(&pragma_name) => {
            Authorization::Allow
        }
        AuthAction::Pragma { pragma_name, pragma_value: None }
            if QUESTIONS.contains(&pragma_name) =>
        {
            Authorization::Allow
        }
        AuthAction::Pragma { pragma_name, pragma_value } => of_module(pragma_name, pragma_value),
        _ => beside(context),
    }
}

/// What statements of others may do: make what a schema has.
fn foreign(context: &AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Pragma { pragma_name, pragma_value } => of_module(pragma_name, pragma_value),
        AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Analyze { .. }
        | AuthAction::AlterTable { .. }
        | AuthAction::CreateTempIndex { .. }
        | AuthAction::CreateTempTable { .. }
        | AuthAction::CreateTempTrigger { .. }
        | AuthAction::CreateTempView { .. } => Authorization::Deny,
        _ => beside(context),
    }
}

/// The questions of SQLite's own modules: that of full text search asks whether its data have changed, and that of
/// r-trees how large a page is, to fill it.
fn of_module(pragma: &str, value: Option<&str>) -> Authorization {
    match (pragma, value) {
        ("data_version", _) | ("page_size", None) => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

/// Nothing opens another file, and nothing loads a program.
fn beside(context: &AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        | AuthAction::Unknown { .. }
        | AuthAction::Function { function_name: "load_extension" | "fts3_tokenizer" } => {
            Authorization::Deny
        }
        _ => Authorization::Allow,
    }
}
