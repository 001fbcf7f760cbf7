//! The statements of a migration's row as PostgreSQL keeps them for a session:
//! to read and to plan them takes the server longer than to do what they say.
//!
//! That no other row was touched they find without a look at each: the server
//! counts what a transaction writes to a table, savepoints that were rolled back
//! included. Where the counts have grown by what is ours, in the same file of the
//! server's, by which TRUNCATE and whatever rewrites a table are told, nothing
//! else has written to it. Where they have not, or are not kept
//! (`track_counts`), all rows are looked at. What other sessions have written is
//! not in the counts: it is found by the [look](History::assertion) at all rows
//! that the last migration of a run takes, as each does in a run of few.

use super::{Elapsed, History, NewRow, cut, literal};
use crate::{connection::TextRow, manifest::Migration};

const INSERT: &str = "schemalane_insert";
const FINISH: &str = "schemalane_finish";
const COUNT: &str = "schemalane_count";
const ASSERTION: &str = "schemalane_assertion";
const PROVE: &str = "schemalane_prove";

/// How many there are.
const NUMBER: usize = 5;

/// Where a transaction keeps what the counts are to be at its end.
const COUNTED: &str = "schemalane.counted";

/// The statements by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prepared<'h>(pub(super) &'h History);

impl Prepared<'_> {
    /// What prepares them, in a session that finds its names in `pg_catalog`.
    /// Beside what is said of a row, the last one gives how many statements are
    /// prepared: a migration may leave some of its own, or have taken these away.
    pub(crate) fn prepare(self) -> Vec<String> {
        let Self(history) = self;
        let is_row = "\"installed_rank\" = $1 AND \"version\" = $2 AND \"checksum\" = $3";
        let values = ["$1", "$2", "$3", "$4", "$5", "$6", "$7", "false"];
        [
            format!(
                "PREPARE {INSERT} (int4, text, text, text, text, int4, int4) AS {}",
                history.insert_values(values)
            ),
            format!(
                "PREPARE {FINISH} (int4, text, int4) AS {}",
                history.finish_row(is_row, Elapsed::InTransaction)
            ),
            format!(
                "PREPARE {COUNT} AS SELECT pg_catalog.set_config('{COUNTED}', {}, true)",
                self.counts(1)
            ),
            format!(
                "PREPARE {ASSERTION} (int4, text, int4, int8) AS SELECT 1 / CASE \
                 WHEN {} = pg_catalog.current_setting('{COUNTED}', true) \
                 THEN CASE WHEN EXISTS (SELECT FROM {} WHERE {is_row} AND \"success\") THEN 1 ELSE 0 END \
                 ELSE ({}) END",
                self.counts(0),
                history.qualified(),
                history.assertion_of(is_row, "$4"),
            ),
            format!(
                "PREPARE {PROVE} (int4, text, int4) AS {}",
                history.proof(
                    ["$1", "$2", "$3"],
                    ", (SELECT COUNT(*) FROM pg_catalog.pg_prepared_statement())::pg_catalog.text"
                )
            ),
        ]
        .to_vec()
    }

    /// An expression for the file of the table and how many rows the transaction
    /// has inserted there and updated, and `more` of both, and deleted; null where
    /// the table has heirs or is no plain one.
    fn counts(self, more: u32) -> String {
        let count = |what| format!("pg_catalog.pg_stat_get_xact_tuples_{what}(c.oid)");
        format!(
            "(SELECT pg_catalog.concat_ws(' ', c.relfilenode, {} + {more}, {} + {more}, {}) \
             FROM pg_catalog.pg_class AS c \
             WHERE c.oid = {}::pg_catalog.regclass AND c.relkind = 'r' AND NOT c.relhassubclass)",
            count("inserted"),
            count("updated"),
            count("deleted"),
            literal(&self.0.qualified()),
        )
    }

    /// Counts what the transaction has written, before it writes the row.
    pub(crate) fn count(self) -> String {
        format!("EXECUTE {COUNT}")
    }

    /// Writes a row, which has failed until it is finished.
    pub(crate) fn insert(self, rank: i32, row: &NewRow<'_>) -> String {
        format!(
            "EXECUTE {INSERT} ({rank}, {}, {}, {}, {}, {}, {})",
            row.version.map_or_else(|| "NULL".to_owned(), literal),
            literal(&cut(row.description, 200)),
            literal(row.kind),
            literal(&cut(row.script, 1000)),
            row.checksum.map_or_else(|| "NULL".to_owned(), |checksum| checksum.to_string()),
            row.execution_time,
        )
    }

    /// Completes it.
    pub(crate) fn finish(self, rank: i32, migration: &Migration) -> String {
        format!("EXECUTE {FINISH} ({})", key(rank, migration))
    }

    /// Fails unless it is complete and the transaction has touched no other.
    pub(crate) fn assertion(self, rank: i32, migration: &Migration, others: usize) -> String {
        format!("EXECUTE {ASSERTION} ({}, {others})", key(rank, migration))
    }

    /// Gives what a [`Proof`](super::Proof) is read from, and what
    /// [`are_alone`](Self::are_alone) asks for.
    pub(crate) fn prove(self, rank: i32, migration: &Migration) -> String {
        format!("EXECUTE {PROVE} ({})", key(rank, migration))
    }

    /// Whether nothing else is prepared in the session, by the answer to [`prove`](Self::prove).
    pub(crate) fn are_alone(rows: &[TextRow]) -> bool {
        let count = rows.first().and_then(|row| row.get(2)?.as_deref()?.parse().ok());
        count == Some(NUMBER)
    }
}

/// What tells the row of a migration.
fn key(rank: i32, migration: &Migration) -> String {
    format!("{rank}, {}, {}", literal(migration.version().as_str()), migration.checksum())
}
