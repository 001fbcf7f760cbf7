//! What lies in a connection, beside the database that it leads to.
//!
//! A file that is set by its `PRAGMA`s would act on those behind it, where
//! these run on the same connection, and not where another run applies them.
//! So each file that could has a connection of its own (see
//! [reach](super::reach)). Only the caller's own one, to a database in memory,
//! lives on: it is set back to what it was.

use super::{Sqlite, TextRow};
use crate::literal::literal;

/// Where it lies what a `PRAGMA` sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    /// In the connection, which is asked for it by the same name.
    Connection,
    /// In the connection, which does not say it.
    Hidden,
    /// In the process, for all connections. No file may set it, see
    /// `schemalane_source`.
    Process,
    /// In the database, which is what a migration is for.
    Database,
    /// Nowhere: it looks, or does something.
    Nowhere,
}

/// Every `PRAGMA` of the SQLite that is built in, which a test compares.
const PRAGMAS: [(&str, Home); 66] = [
    ("analysis_limit", Home::Connection),
    ("application_id", Home::Database),
    ("auto_vacuum", Home::Database),
    ("automatic_index", Home::Connection),
    ("busy_timeout", Home::Connection),
    ("cache_size", Home::Connection),
    ("cache_spill", Home::Connection),
    ("case_sensitive_like", Home::Hidden),
    ("cell_size_check", Home::Connection),
    ("checkpoint_fullfsync", Home::Connection),
    ("collation_list", Home::Nowhere),
    ("compile_options", Home::Nowhere),
    ("count_changes", Home::Connection),
    ("data_version", Home::Nowhere),
    ("database_list", Home::Nowhere),
    ("default_cache_size", Home::Database),
    ("defer_foreign_keys", Home::Connection),
    ("empty_result_callbacks", Home::Connection),
    ("encoding", Home::Database),
    ("foreign_key_check", Home::Nowhere),
    ("foreign_key_list", Home::Nowhere),
    ("foreign_keys", Home::Connection),
    ("freelist_count", Home::Nowhere),
    ("full_column_names", Home::Connection),
    ("fullfsync", Home::Connection),
    ("function_list", Home::Nowhere),
    ("hard_heap_limit", Home::Process),
    ("ignore_check_constraints", Home::Connection),
    ("incremental_vacuum", Home::Nowhere),
    ("index_info", Home::Nowhere),
    ("index_list", Home::Nowhere),
    ("index_xinfo", Home::Nowhere),
    ("integrity_check", Home::Nowhere),
    // `WAL` lies in the file, and is there for the next connection as well.
    ("journal_mode", Home::Connection),
    ("journal_size_limit", Home::Connection),
    ("legacy_alter_table", Home::Connection),
    ("locking_mode", Home::Connection),
    ("max_page_count", Home::Connection),
    ("mmap_size", Home::Connection),
    ("module_list", Home::Nowhere),
    ("optimize", Home::Nowhere),
    ("page_count", Home::Nowhere),
    ("page_size", Home::Database),
    ("pragma_list", Home::Nowhere),
    ("query_only", Home::Connection),
    ("quick_check", Home::Nowhere),
    ("read_uncommitted", Home::Connection),
    ("recursive_triggers", Home::Connection),
    ("reverse_unordered_selects", Home::Connection),
    ("schema_version", Home::Database),
    ("secure_delete", Home::Connection),
    ("short_column_names", Home::Connection),
    ("shrink_memory", Home::Nowhere),
    ("soft_heap_limit", Home::Process),
    ("synchronous", Home::Connection),
    ("table_info", Home::Nowhere),
    ("table_list", Home::Nowhere),
    ("table_xinfo", Home::Nowhere),
    ("temp_store", Home::Connection),
    ("temp_store_directory", Home::Process),
    ("threads", Home::Connection),
    ("trusted_schema", Home::Connection),
    ("user_version", Home::Database),
    ("wal_autocheckpoint", Home::Connection),
    ("wal_checkpoint", Home::Nowhere),
    ("writable_schema", Home::Connection),
];

/// What a connection was set to, and what was in it.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    settings: Vec<(&'static str, String)>,
    /// Whether `LIKE` tells large letters from small ones.
    strict_like: String,
    attached: Vec<TextRow>,
    temporary: Vec<TextRow>,
}

const STRICT_LIKE: &str = "SELECT CAST('a' NOT LIKE 'A' AS TEXT)";
const ATTACHED: &str = "SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')";

/// Views and triggers before the tables that they are about; a virtual table
/// takes its shadow tables along.
const TEMPORARY: &str = "SELECT type, name FROM temp.sqlite_schema \
    WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
    ORDER BY type = 'table', sql LIKE 'CREATE VIRTUAL%' DESC";

impl State {
    pub(super) async fn of(sqlite: &mut Sqlite) -> Result<Self, sqlx::Error> {
        let mut settings = Vec::new();
        for (name, home) in PRAGMAS {
            if home != Home::Connection {
                continue;
            }
            // Where another SQLite is linked that does not know it, there is none.
            let rows = sqlite.run(format!("PRAGMA {name}")).await?;
            settings.extend(rows.into_iter().flatten().flatten().next().map(|value| (name, value)));
        }
        let strict = sqlite.run(STRICT_LIKE.to_owned()).await?;
        Ok(Self {
            settings,
            strict_like: strict.into_iter().flatten().flatten().next().unwrap_or_default(),
            attached: sqlite.run(ATTACHED.to_owned()).await?,
            temporary: sqlite.run(TEMPORARY.to_owned()).await?,
        })
    }

    /// The statements that lead back to it from what is now.
    pub(super) fn back_from(&self, now: &Self) -> Vec<String> {
        let changed = self.settings.iter().filter(|setting| !now.settings.contains(setting));
        let settings = changed.map(|(name, value)| {
            // What says `fast` says it as a number.
            let value =
                if (*name, value.as_str()) == ("secure_delete", "2") { "fast" } else { value };
            format!("PRAGMA {name} = {}", literal(value))
        });
        let like = (self.strict_like != now.strict_like)
            .then(|| format!("PRAGMA case_sensitive_like = {}", self.strict_like));
        let temporary = now.temporary.iter().filter(|object| !self.temporary.contains(object));
        let dropped = temporary.filter_map(|object| match object.as_slice() {
            [Some(kind), Some(name)] => {
                Some(format!("DROP {kind} IF EXISTS temp.\"{}\"", name.replace('"', "\"\"")))
            }
            _ => None,
        });
        let attached = now.attached.iter().filter(|name| !self.attached.contains(name));
        let detached = attached.flatten().flatten().map(|name| format!("DETACH {}", literal(name)));
        dropped.chain(detached).chain(settings).chain(like).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[tokio::test]
    async fn every_pragma_that_there_is_has_a_home() {
        let pool = sqlx::SqlitePool::connect("sqlite::memory:").await.unwrap();
        let rows = sqlx::query_scalar::<_, String>("SELECT name FROM pragma_pragma_list");
        let there: BTreeSet<_> = rows.fetch_all(&pool).await.unwrap().into_iter().collect();
        let known: BTreeSet<_> = PRAGMAS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(there, known);
        let said = |home| {
            let names = PRAGMAS.iter().filter(move |pragma| pragma.1 == home);
            names.map(|pragma| pragma.0).collect::<Vec<_>>()
        };
        assert_eq!(said(Home::Process), schemalane_source::SQLITE_PROCESS_PRAGMAS);
        assert_eq!(said(Home::Hidden), ["case_sensitive_like"]);
    }
}
