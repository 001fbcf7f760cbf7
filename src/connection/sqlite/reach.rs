//! How far a file reaches: beyond the tables that it names, or not.
//!
//! A file that sets nothing in its connection leaves it to the next one as it
//! found it, so that opening another, which reads the whole schema anew, can
//! be saved. One that cannot come near the history need not be watched there.
//!
//! Both are taken from its text by words that SQLite has no other way to
//! write, wherever they stand: a comment that has one of them costs a new
//! connection, and nothing else.

use schemalane_source::Mode;

use crate::{Identifier, literal::literal, manifest::Sql};

/// What sets something in a connection, or tells what earlier statements did
/// in it, or writes past the tables.
const WORDS: [&str; 9] = [
    "pragma",
    "attach",
    "detach",
    // `TEMPORARY`, `sqlite_temp_schema`
    "temp",
    "last_insert_rowid",
    // `total_changes`
    "changes",
    "load_extension",
    "fts3_tokenizer",
    "sqlite_dbpage",
];

/// The functions that the SQLite which is built in does not call its own,
/// though they are; a test compares.
const FUNCTIONS: [&str; 16] = [
    "bm25",
    "fts3_tokenizer",
    "fts5",
    "fts5_get_locale",
    "fts5_insttoken",
    "fts5_locale",
    "fts5_source_id",
    "highlight",
    "match",
    "matchinfo",
    "offsets",
    "optimize",
    "rtreecheck",
    "rtreedepth",
    "rtreenode",
    "snippet",
];

/// Whether a file sets nothing in its connection, and does not name this table.
pub(super) fn is_confined(sql: &Sql, history: &Identifier) -> bool {
    match sql.mode() {
        Mode::Transactional => keeps_to_itself(sql.text(), history.as_str()),
        // We set the connection for the one, and the other may end the transaction.
        Mode::ForeignKeysOff | Mode::NonTransactional => false,
    }
}

fn keeps_to_itself(text: &str, name: &str) -> bool {
    // Anything else may be written in several ways.
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_plain && !WORDS.into_iter().chain([name]).any(|word| has(text, word))
}

/// Whether a word stands somewhere in a text, in letters of any size.
fn has(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|piece| piece.eq_ignore_ascii_case(word.as_bytes()))
}

/// Gives a row for each thing through which a confined file could reach more:
/// what writes the history when another table is written, and what is in the
/// connection of its own.
pub(super) fn extensions(history: &Identifier) -> String {
    let name = literal(history.as_str());
    let own = FUNCTIONS.map(literal).join(", ");
    format!(
        "SELECT 'trigger' FROM main.sqlite_schema \
         WHERE type = 'trigger' AND instr(lower(sql), lower({name})) \
         UNION ALL SELECT 'key' FROM pragma_foreign_key_list({name}) \
         UNION ALL SELECT 'temporary' FROM temp.sqlite_schema \
         UNION ALL SELECT 'attached' FROM pragma_database_list WHERE name NOT IN ('main', 'temp') \
         UNION ALL SELECT 'function' FROM pragma_function_list \
         WHERE NOT builtin AND name NOT IN ({own}) LIMIT 1"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_confined(text: &str) -> bool {
        keeps_to_itself(text, "schemalane_history")
    }

    #[test]
    fn a_file_that_makes_and_fills_tables_is_confined() {
        assert!(is_confined("CREATE TABLE a (b INTEGER PRIMARY KEY); INSERT INTO a VALUES (1);"));
        assert!(is_confined(""));
        assert!(is_confined("é"));
    }

    #[test]
    fn a_file_that_sets_asks_or_names_is_not() {
        for text in [
            "Pragma foreign_keys = off",
            "ATTACH 'x' AS x",
            "DETACH x",
            "CREATE TEMPORARY TABLE a (b)",
            "CREATE TABLE temp.a (b)",
            "SELECT last_insert_rowid()",
            "SELECT total_changes()",
            "DELETE FROM \"Schemalane_History\"",
            "-- a comment about a temp table\nSELECT 1",
        ] {
            assert!(!is_confined(text), "{text}");
        }
    }

    #[tokio::test]
    async fn what_is_built_in_is_known() {
        let pool = sqlx::SqlitePool::connect("sqlite::memory:").await.unwrap();
        let names = "SELECT DISTINCT name FROM pragma_function_list WHERE NOT builtin ORDER BY 1";
        let names = sqlx::query_scalar::<_, String>(names).fetch_all(&pool).await.unwrap();
        assert_eq!(names, FUNCTIONS);
    }

    #[test]
    fn a_name_that_has_several_spellings_confines_nothing() {
        assert!(!keeps_to_itself("SELECT 1", "a\"b"));
    }
}
