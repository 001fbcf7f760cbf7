use super::{Mode, ModeError, isolation};
use crate::Dialect::{self, Postgres, Sqlite};
use crate::{Directives, Isolation, split};
use expect_test::expect;

fn judge(text: &str, dialect: Dialect, transaction: Option<bool>) -> Result<Mode, Vec<ModeError>> {
    let mut header = Directives::default();
    header.transaction = transaction;
    Mode::judge(text, &split(text, dialect).unwrap(), dialect, &header)
}

#[track_caller]
fn check(dialect: Dialect, expected: Mode, texts: &[&str]) {
    for text in texts {
        assert_eq!(judge(text, dialect, None), Ok(expected), "{text}");
    }
}

/// Every problem of every text, one a line.
fn errors(dialect: Dialect, transaction: Option<bool>, texts: &[&str]) -> String {
    let lines = |text: &&str| match judge(text, dialect, transaction) {
        Ok(mode) => format!("{text:?} is {mode}\n"),
        Err(errors) => errors.iter().map(|error| format!("{error}\n")).collect(),
    };
    texts.iter().map(lines).collect()
}

/// Each was sent to PostgreSQL 15 inside a transaction block and refused with 25001, or stands in
/// the manual as refused.
#[test]
fn what_postgres_refuses_in_a_transaction() {
    check(
        Postgres,
        Mode::NonTransactional,
        &[
            "CREATE INDEX CONCURRENTLY i ON t (a)",
            "create unique index concurrently if not exists i on t (a)",
            "CREATE INDEX /* not */ CONCURRENTLY -- yet\n ON t (a)",
            "DROP INDEX CONCURRENTLY IF EXISTS i",
            "REINDEX SCHEMA public",
            "REINDEX DATABASE shop",
            "REINDEX SYSTEM shop",
            "REINDEX (VERBOSE) SCHEMA public",
            "REINDEX SCHEMA CONCURRENTLY public",
            "REINDEX TABLE CONCURRENTLY t",
            "REINDEX (VERBOSE) INDEX CONCURRENTLY i",
            "REINDEX (CONCURRENTLY) TABLE t",
            "REINDEX (VERBOSE, CONCURRENTLY true, TABLESPACE x) INDEX i",
            "REINDEX (concurrently 'on') TABLE t",
            "REINDEX (CONCURRENTLY 1) TABLE t",
            "REINDEX (CONCURRENTLY false) SYSTEM shop",
            "VACUUM",
            "VACUUM (ANALYZE) t",
            "VACUUM FULL t",
            "CREATE DATABASE shop",
            "DROP DATABASE IF EXISTS shop WITH (FORCE)",
            "ALTER DATABASE shop SET TABLESPACE fast",
            "CREATE TABLESPACE fast LOCATION '/fast'",
            "DROP TABLESPACE IF EXISTS fast",
            "ALTER SYSTEM SET work_mem = '1GB'",
            "ALTER SYSTEM RESET ALL",
            "DISCARD ALL",
            "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
            "ALTER TABLE IF EXISTS ONLY s.t DETACH PARTITION s.\"finalize\" CONCURRENTLY",
            "CLUSTER",
            "CLUSTER VERBOSE",
            "CLUSTER (VERBOSE)",
            "COMMIT PREPARED 'x'",
            "ROLLBACK PREPARED 'x'",
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p, q WITH (copy_data = false, connect = true)",
            "DROP SUBSCRIPTION s",
            "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
            "ALTER SUBSCRIPTION s REFRESH PUBLICATION WITH (copy_data = false)",
            "ALTER SUBSCRIPTION s SET PUBLICATION p",
            "ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (copy_data = false)",
            "ALTER SUBSCRIPTION s DROP PUBLICATION p WITH (refresh)",
            "ALTER SUBSCRIPTION s SET (failover = true)",
            "ALTER SUBSCRIPTION s SET (two_phase = false)",
        ],
    );
}

#[test]
fn what_postgres_takes_in_a_transaction() {
    check(
        Postgres,
        Mode::Transactional,
        &[
            "CREATE TABLE t (a int)",
            "CREATE INDEX i ON t (a)",
            "CREATE INDEX \"concurrently\" ON t (a)",
            "DROP INDEX i",
            "SELECT 'CREATE INDEX CONCURRENTLY'",
            "-- VACUUM\nSELECT 1",
            "DO $$ BEGIN COMMIT; END $$",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
            "REINDEX TABLE t",
            "REINDEX (VERBOSE) INDEX i",
            "REINDEX (CONCURRENTLY false) TABLE t",
            "REINDEX (CONCURRENTLY off, VERBOSE) TABLE t",
            "REINDEX (CONCURRENTLY 0) TABLE t",
            "CLUSTER t USING i",
            "CLUSTER VERBOSE t",
            "CLUSTER (VERBOSE) t",
            "ALTER DATABASE shop SET search_path TO x",
            "ALTER TABLE t SET TABLESPACE fast",
            "ALTER TABLE t DETACH PARTITION p",
            "ALTER TABLE t DETACH PARTITION p FINALIZE",
            "ALTER TABLE t DETACH PARTITION \"concurrently\"",
            "ALTER TYPE colour ADD VALUE 'red'",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
            "ANALYZE t",
            "TRUNCATE t",
            "DISCARD PLANS",
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (enabled = false, create_slot = 'off')",
            "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (copy_data = true, refresh = false)",
            "ALTER SUBSCRIPTION s SET (two_phase = true)",
            "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
            "ALTER SUBSCRIPTION s ENABLE",
            "SAVEPOINT a; SELECT 1; ROLLBACK TO a; ROLLBACK TO SAVEPOINT a; ROLLBACK WORK TO a; RELEASE a",
            "PREPARE p AS SELECT 1",
            "SET search_path = x; RESET ALL; SHOW work_mem; SELECT pg_catalog.set_config('search_path', '', false)",
        ],
    );
}

#[test]
fn settings_of_the_session_go_with_anything() {
    check(
        Postgres,
        Mode::NonTransactional,
        &[
            "SET statement_timeout = 0; CREATE INDEX CONCURRENTLY i ON t (a); RESET statement_timeout;",
            "SHOW work_mem; SELECT pg_catalog.set_config('a.b', '', false), set_config('a.c', (SELECT 'x'), true); VACUUM",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; VACUUM",
            "CREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX CONCURRENTLY j;",
        ],
    );
    check(
        Sqlite,
        Mode::NonTransactional,
        &["PRAGMA foreign_keys = ON; PRAGMA cache_size = 5; VACUUM", "VACUUM; VACUUM INTO 'x'"],
    );
}

#[test]
fn statements_of_both_sorts_do_not_mix() {
    expect![[r#"
        3:3: `CREATE INDEX CONCURRENTLY` cannot run in a transaction, but the statement in line 2 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
        1:1: `VACUUM` cannot run in a transaction, but the statement in line 1 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
        1:1: `VACUUM` cannot run in a transaction, but the statement in line 1 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
        1:1: `VACUUM` cannot run in a transaction, but the statement in line 1 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
    "#]].assert_eq(&errors(
        Postgres,
        None,
        &[
            "SET a.b = 1;\nCREATE TABLE t (a int);\n  CREATE INDEX CONCURRENTLY i ON t (a);\nVACUUM;",
            "VACUUM; SELECT set_config('a.b', '', false), f();",
            "VACUUM; SELECT set_config('a.b', '', false) FROM t;",
            "VACUUM; SET LOCAL a.b = 1;",
        ],
    ));
    expect![[r#"
        1:1: `VACUUM` cannot run in a transaction, but the statement in line 2 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
        2:1: `PRAGMA journal_mode` cannot run in a transaction, but the statement in line 1 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
    "#]].assert_eq(&errors(
        Sqlite,
        None,
        &["VACUUM;\nPRAGMA foreign_keys = OFF;", "CREATE TABLE t (a);\nPRAGMA journal_mode = WAL;"],
    ));
}

#[test]
fn the_header_decides() {
    let mixed = "CREATE TABLE t (a int); VACUUM;";
    assert_eq!(judge(mixed, Postgres, Some(false)), Ok(Mode::NonTransactional));
    assert_eq!(judge("SELECT 1", Postgres, Some(false)), Ok(Mode::NonTransactional));
    assert_eq!(judge("SELECT 1", Postgres, Some(true)), Ok(Mode::Transactional));
    let pragma = "PRAGMA foreign_keys = OFF; DROP TABLE t";
    assert_eq!(judge(pragma, Sqlite, Some(true)), Ok(Mode::ForeignKeysOff));
    assert_eq!(judge(pragma, Sqlite, Some(false)), Ok(Mode::NonTransactional));
    expect![[r#"
        2:1: `VACUUM` cannot run in a transaction, which the header of the file asks for: move it to a file of its own, or remove `transaction = true`
        3:1: `CLUSTER` cannot run in a transaction, which the header of the file asks for: move it to a file of its own, or remove `transaction = true`
        2:9: `BEGIN` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
    "#]].assert_eq(&errors(Postgres, Some(true), &["SELECT 1;\nVACUUM; BEGIN;\nCLUSTER"]));
}

#[test]
fn a_transaction_is_not_ended_from_inside() {
    expect![[r#"
        1:1: `BEGIN` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        3:1: `COMMIT` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:1: `START TRANSACTION` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:59: `END` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:11: `ROLLBACK` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:1: `ABORT` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:1: `PREPARE TRANSACTION` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:1: `COMMIT` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:14: `COMMIT` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
    "#]].assert_eq(&errors(
        Postgres,
        None,
        &[
            "BEGIN;\n SELECT 1;\nCOMMIT;",
            "start transaction isolation level serializable; SELECT 1; END",
            "SELECT 1; ROLLBACK;",
            "ABORT",
            "PREPARE TRANSACTION 'x'",
            "COMMIT AND CHAIN",
            "SET a.b = 1; COMMIT WORK;",
        ],
    ));
    expect![[r#"
        1:1: `BEGIN` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:28: `END` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:62: `COMMIT` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
        1:1: `ROLLBACK` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
    "#]].assert_eq(&errors(
        Sqlite,
        None,
        &[
            "BEGIN IMMEDIATE; SELECT 1; END TRANSACTION;",
            "SAVEPOINT a; ROLLBACK TRANSACTION TO SAVEPOINT a; RELEASE a; COMMIT;",
            "ROLLBACK",
        ],
    ));
}

#[test]
fn a_file_without_a_transaction_may_make_its_own() {
    for text in [
        "BEGIN; SELECT 1; COMMIT; VACUUM; START TRANSACTION; ROLLBACK;",
        "BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT AND NO CHAIN;",
        "BEGIN; SAVEPOINT a; ROLLBACK TO a; PREPARE TRANSACTION 'x'; COMMIT PREPARED 'x'",
    ] {
        assert_eq!(judge(text, Postgres, Some(false)), Ok(Mode::NonTransactional), "{text}");
    }
    check(Postgres, Mode::NonTransactional, &["BEGIN; SET a.b = 1; COMMIT; VACUUM"]);
    expect![[r#"
        2:1: the transaction that begins here is never ended: add `COMMIT;` before the end of the file
        2:1: `BEGIN` stands inside the transaction that line 1 begins: add `COMMIT;` before it, or remove it
        1:11: `COMMIT` ends a transaction that no `BEGIN` of this file begins: add `BEGIN;` before it, or remove it
        1:1: `ROLLBACK` ends a transaction that no `BEGIN` of this file begins: add `BEGIN;` before it, or remove it
        2:1: `VACUUM` cannot run in the transaction that line 1 begins: move it before the `BEGIN`, or behind the `COMMIT`
    "#]].assert_eq(&errors(
        Postgres,
        Some(false),
        &[
            "SELECT 1;\nBEGIN;\nSELECT 1;",
            "BEGIN; SELECT 1;\nBEGIN; COMMIT;",
            "SELECT 1; COMMIT;",
            "ROLLBACK AND CHAIN;",
            "BEGIN;\nVACUUM;\nCOMMIT;",
        ],
    ));
}

/// Rows that nobody takes, and text that nobody reads as it was meant.
#[test]
fn what_asks_more_of_the_client_than_a_migration_has() {
    let (rows, encoding) = ("`COPY ... TO STDOUT` sends rows", "this changes client_encoding");
    for (text, says) in [
        ("COPY t TO STDOUT", rows),
        ("copy t (a, b) to stdout with (format csv)", rows),
        ("COPY (SELECT 1) TO STDOUT", rows),
        ("COPY (SELECT a FROM t WHERE (b)) TO /* a client */ stdin", rows),
        ("COPY BINARY app.t TO STDOUT", rows),
        ("SET client_encoding = 'LATIN1'", encoding),
        ("SET LOCAL client_encoding TO latin1", encoding),
        ("set session \"client_encoding\" = win1252", encoding),
        ("SET NAMES 'LATIN1'", encoding),
        ("SET client_encoding = 'SQL_ASCII'", encoding),
        ("SELECT pg_catalog.set_config('client_encoding', 'LATIN1', false)", encoding),
        ("SELECT 1, set_config('Client_Encoding', 'euc_jp', true)", encoding),
    ] {
        for transaction in [None, Some(false), Some(true)] {
            let found = errors(Postgres, transaction, &[&format!("SELECT 1;\n {text};")]);
            let expected = format!("2:2: {says}");
            assert!(found.starts_with(&expected) && found.lines().count() == 1, "{found}");
        }
    }
    let both = errors(Postgres, None, &["COPY t TO STDOUT;\nCOMMIT;\nSET NAMES 'LATIN1'"]);
    assert_eq!(both.lines().count(), 3, "{both}");
}

#[test]
fn what_no_client_has_to_care_about() {
    check(
        Postgres,
        Mode::Transactional,
        &[
            "CREATE TABLE t (a TEXT); COPY t TO '/tmp/stdout'",
            "CREATE TABLE t (a TEXT); COPY t TO PROGRAM 'cat'",
            "COPY \"to\" FROM stdin;\n\\.\n",
            "COPY t FROM STDOUT;\n\\.\n",
            "COPY t FROM '/tmp/stdout'",
            "SET client_encoding = 'UTF8'; SET client_encoding TO \"utf-8\"",
            "SET NAMES 'Unicode'; SET NAMES DEFAULT; SET client_encoding TO DEFAULT",
            "SELECT set_config('client_encoding', 'UTF8', false)",
            "SELECT set_config('search_path', 'client_encoding', false)",
            "SELECT 'SET client_encoding = ''LATIN1'''",
        ],
    );
    check(Sqlite, Mode::Transactional, &["SELECT set_config('client_encoding', 'LATIN1')"]);
}

#[test]
fn what_sqlite_refuses_in_a_transaction() {
    check(
        Sqlite,
        Mode::NonTransactional,
        &[
            "VACUUM",
            "VACUUM main INTO 'x.db'",
            "PRAGMA journal_mode = WAL",
            "PRAGMA main.journal_mode(delete)",
            "pragma \"journal_mode\" = wal",
            "PRAGMA synchronous = OFF",
            "PRAGMA wal_checkpoint(TRUNCATE)",
            "ATTACH 'x.db' AS x",
            "DETACH DATABASE x",
        ],
    );
}

/// What it sets stays for every connection that the application has.
#[test]
fn what_sets_the_whole_process_is_refused() {
    for text in [
        "PRAGMA hard_heap_limit = 1000000",
        "pragma main.Soft_Heap_Limit(1)",
        "PRAGMA \"temp_store_directory\" = '/tmp'",
    ] {
        for transaction in [None, Some(false), Some(true)] {
            let found = errors(Sqlite, transaction, &[&format!("SELECT 1;\n {text};")]);
            assert!(
                found.starts_with("2:2: `PRAGMA ") && found.contains("whole process"),
                "{found}"
            );
        }
    }
    check(Sqlite, Mode::Transactional, &["PRAGMA soft_heap_limit; PRAGMA temp_store = MEMORY"]);
}

#[test]
fn what_sqlite_takes_in_a_transaction() {
    check(
        Sqlite,
        Mode::Transactional,
        &[
            "CREATE TABLE t (a)",
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
            "PRAGMA journal_mode",
            "PRAGMA synchronous",
            "PRAGMA user_version = 4",
            "PRAGMA foreign_keys",
            "PRAGMA foreign_keys = ON",
            "PRAGMA defer_foreign_keys = ON; DROP TABLE t",
            "EXPLAIN VACUUM",
            "CREATE INDEX CONCURRENTLY ON t (a)",
        ],
    );
}

#[test]
fn foreign_keys_go_off_around_the_transaction() {
    check(
        Sqlite,
        Mode::ForeignKeysOff,
        &[
            "PRAGMA foreign_keys = OFF; DROP TABLE t",
            "pragma main.foreign_keys(0);",
            "PRAGMA foreign_keys=no; PRAGMA defer_foreign_keys = ON; DROP TABLE t; PRAGMA foreign_keys = ON;",
            "CREATE TABLE u (a); PRAGMA foreign_keys = 'False'",
            "PRAGMA \"foreign_keys\" = \"off\"",
        ],
    );
    check(Postgres, Mode::Transactional, &["PRAGMA foreign_keys = OFF"]);
}

/// The level of a file, or every problem.
fn level(text: &str, header: Option<Isolation>) -> Result<Option<Isolation>, String> {
    let errors = |errors: Vec<ModeError>| errors.iter().map(|error| format!("{error}\n")).collect();
    isolation(text, &split(text, Postgres).unwrap(), header).map_err(errors)
}

#[test]
fn a_file_says_its_isolation_level_first() {
    for (text, expected) in [
        ("SELECT 1", None),
        ("SET TRANSACTION READ WRITE; SELECT 1", None),
        ("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE", None),
        ("SET default_transaction_isolation = 'serializable'", None),
        ("SELECT 'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE'", None),
        ("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", Some(Isolation::Serializable)),
        (
            "set local transaction read write, isolation level repeatable read; SELECT 1",
            Some(Isolation::RepeatableRead),
        ),
        (
            "SET work_mem = '1MB'; SET /* x */ TRANSACTION\nISOLATION LEVEL READ UNCOMMITTED",
            Some(Isolation::ReadUncommitted),
        ),
        ("SET LOCAL transaction_isolation TO 'Repeatable Read'", Some(Isolation::RepeatableRead)),
        ("SET \"transaction_isolation\" = serializable", Some(Isolation::Serializable)),
        (
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT 1; \
             SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
            Some(Isolation::ReadCommitted),
        ),
    ] {
        assert_eq!(level(text, None), Ok(expected), "{text}");
    }
    let late = "SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE";
    let serializable = Some(Isolation::Serializable);
    assert_eq!(level(late, serializable), Ok(serializable));
    expect![[r#"
        1:11: the isolation level can only be set before everything else: move this statement to the top of the file, or put `-- schemalane: isolation = serializable` there instead
    "#]].assert_eq(&level(late, None).unwrap_err());
    expect![[r#"
        1:11: `serializable` is asked for here, and `repeatable read` before: a file runs in one transaction, so say one isolation level
    "#]].assert_eq(&level(late, Some(Isolation::RepeatableRead)).unwrap_err());
    expect![[r#"
        1:1: `READ ONLY` cannot hold for a migration, since its row of the history is written first, in the same transaction: remove it
        1:1: `DEFERRABLE` cannot hold for a migration, since its row of the history is written first, in the same transaction: remove it
        2:1: `SNAPSHOT` cannot hold for a migration, since its row of the history is written first, in the same transaction: remove it
        3:1: `SET transaction_read_only` cannot hold for a migration, since its row of the history is written first, in the same transaction: remove it
        4:1: `SET transaction_deferrable` cannot hold for a migration, since its row of the history is written first, in the same transaction: remove it
    "#]].assert_eq(&level(
        "SET TRANSACTION READ ONLY, NOT DEFERRABLE;\nSET TRANSACTION SNAPSHOT 'x';\n\
         SET LOCAL transaction_read_only = on;\nSET transaction_deferrable TO on;",
        None,
    ).unwrap_err());
}
