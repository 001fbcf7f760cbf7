//! What nobody can read is no failure, and what no migration has caused is
//! not told as its own: words of the server, encodings, limits.

use std::fs;

use schemalane::{
    Config, Dialect, Error, Folder, Function, Manifest, Migration, Migrator, Mode, Sql, Statement,
    TargetName, Timeouts, exit,
    sea_orm::{ConnectionTrait as _, DatabaseConnection},
};

use crate::{
    lane::{Lane, applied, failed},
    place::{Place, connect},
};

/// A migrator for one text that no folder would take.
fn unchecked(text: &'static str) -> Migrator {
    let statements: Vec<Statement> = schemalane_source::split(text, Dialect::Postgres).unwrap();
    let sql = Sql::new(text, Mode::Transactional, Timeouts::NONE, statements.leak());
    let migrations = vec![Migration::sql("1", "x", "V1__x.sql", 7, sql)].leak();
    let manifest = Manifest::embedded(TargetName::DEFAULT, &[Dialect::Postgres], "", migrations);
    Migrator::new(manifest, Config::new())
}

#[test]
fn rows_for_the_client_and_other_encodings_are_refused_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("V1__x.sql"),
        "CREATE TABLE t(x int);\nCOPY (SELECT 1) TO STDOUT;\nSET client_encoding = 'LATIN1';",
    )
    .unwrap();
    let read = Folder::new(folder.path()).manifest(&TargetName::DEFAULT, Dialect::Postgres);
    let error = read.unwrap_err();
    assert_eq!(error.exit_code(), exit::INVALID);
    let said = error.to_string();
    assert!(said.contains("V1__x.sql:2:1: `COPY ... TO STDOUT` sends rows"), "{said}");
    assert!(said.contains("V1__x.sql:3:1: this changes client_encoding"), "{said}");
}

/// The server has committed it, whatever the driver made of its words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_cannot_be_read_are_looked_up_in_the_history() {
    for text in [
        "CREATE TABLE t(x int); COPY (SELECT 1) TO STDOUT; CREATE TABLE u(x int);",
        "CREATE TABLE t(x int); CREATE TABLE u(x int); \
         DO $$ BEGIN PERFORM set_config('client_encoding', 'LATIN1', false); \
         RAISE NOTICE 'é'; END $$;",
        "CREATE TABLE t(x int); CREATE TABLE u(x int); \
         DO $$ BEGIN PERFORM set_config('client_encoding', 'LATIN1', false); END $$; \
         SELECT 'é' AS e;",
        "CREATE TABLE t(x int); CREATE TABLE u(x int); \
         DO $$ BEGIN PERFORM set_config('client_encoding', 'LATIN1', false); END $$; \
         SELECT 1 AS é;",
    ] {
        let place = Place::postgres();
        let db = place.connect().await;
        let report = unchecked(text).up(&db).await.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(applied(&report), ["1"], "{text}");
        assert!(place.has("t").await && place.has("u").await, "{text}");
        assert_eq!(place.history().await, ["1|1|SQL|V1__x.sql|applied"], "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_that_cannot_be_read_is_one() {
    let place = Place::postgres();
    let db = place.connect().await;
    for text in [
        "CREATE TABLE t(x int); DO $$ BEGIN \
         PERFORM set_config('client_encoding', 'LATIN1', false); RAISE EXCEPTION 'é'; END $$;",
        "CREATE TABLE t(x int); COPY (SELECT 1) TO STDOUT; SELECT nothing;",
    ] {
        let error = unchecked(text).up(&db).await.unwrap_err();
        let said = error.to_string();
        assert!(said.contains("cannot be read"), "{said}");
        assert!(!said.contains("sqlx") && !said.contains("at line"), "{said}");
        assert!(failed(Err(error)).failed.unwrap().rolled_back);
        assert!(!place.has("t").await);
        assert_eq!(place.history().await, ["1|1|SQL|V1__x.sql|failed"]);
    }
}

/// The last word of a server that ends the connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_ended_is_looked_up() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = Lane::of(
        "V1__x.sql",
        "CREATE TABLE t (id INT);\nSELECT pg_terminate_backend(pg_backend_pid());",
    );
    let outcome = lane.up(&db).await;
    assert!(outcome.as_ref().unwrap_err().to_string().contains("the connection was lost"));
    assert!(failed(outcome).failed.unwrap().rolled_back);
    assert!(!place.has("t").await);
    // An error of another server's, in the words of ours, ends nothing.
    let raised = "DO $$ BEGIN RAISE EXCEPTION 'no other server' USING ERRCODE = '08001'; END $$;";
    lane.write("V1__x.sql", raised);
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!((failure.message.as_str(), failure.line), ("no other server", Some(1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_rust_migration_cannot_read_is_no_lie() {
    let place = Place::postgres();
    let db = place.connect().await;
    let copy = "INSERT INTO t VALUES (1); COPY (SELECT 1) TO STDOUT; INSERT INTO t VALUES (2)";
    let base = || Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    let lane = base().rust(
        "V2__x.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                let copy = "INSERT INTO t VALUES (1); COPY (SELECT 1) TO STDOUT; \
                            INSERT INTO t VALUES (2)";
                Ok(txn.execute_unprepared(copy).await.map(drop)?)
            })
        }),
    );
    let outcome = lane.up(&db).await;
    let said = outcome.as_ref().unwrap_err().to_string();
    assert!(said.contains("cannot be read") && !said.contains("sqlx"), "{said}");
    assert!(failed(outcome).failed.unwrap().rolled_back);
    assert_eq!(place.sql("SELECT count(*)::text FROM t").await, "0", "{copy}");
    let lane = base().rust(
        "V2__x.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared(
                    "INSERT INTO t VALUES (1); COPY (SELECT 1) TO STDOUT; COMMIT",
                )
                .await?;
                Ok(())
            })
        }),
    );
    let outcome = lane.up(&db).await;
    let said = outcome.as_ref().unwrap_err().to_string();
    assert!(said.contains("not rolled back as a whole"), "{said}");
    assert!(!failed(outcome).failed.unwrap().rolled_back);
    assert_eq!(place.sql("SELECT count(*)::text FROM t").await, "1");
}

/// A database of another encoding beside this one.
async fn encoded(place: &Place, encoding: &str) -> (String, DatabaseConnection) {
    let Place::Postgres(database) = place else { unreachable!() };
    let name = format!("{}_{encoding}", database.name()).to_lowercase();
    place
        .sql(&format!(
            "CREATE DATABASE {name} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' \
             TEMPLATE template0"
        ))
        .await;
    let url = database.url().replace(database.name(), &name);
    (name, connect(&url).await)
}

async fn places(encoding: &str, files: &[(&str, usize, usize)]) {
    let place = Place::postgres();
    let (name, db) = encoded(&place, encoding).await;
    for &(text, line, column) in files {
        let outcome = Lane::of("V1__x.sql", text).up(&db).await;
        let error = outcome.as_ref().unwrap_err();
        assert_eq!(error.exit_code(), exit::FAILED, "{text}: {error}");
        let failure = failed(outcome).failed.unwrap();
        assert_eq!((failure.line, failure.column), (Some(line), Some(column)), "{text}: {failure}");
        let row = Lane::of("V1__x.sql", text).status(&db).await;
        assert_eq!(row.failed, 1, "{text}");
    }
    let lane = Lane::of("V1__x.sql", "CREATE TABLE é (id INT); -- é");
    assert_eq!(applied(&lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"))), ["1"]);
    db.close().await.unwrap();
    place.sql(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn places_in_a_database_of_another_encoding() {
    places(
        "LATIN1",
        &[
            ("SELECT 'éé', nothing;", 1, 14),
            // A character that it lacks, where nothing is executed.
            ("SELECT 1;\n-- é →\nSELECT 2;", 2, 6),
            ("-- →\nSELECT 1;", 1, 4),
            ("SELECT 1;\nSELECT '→';", 2, 9),
            ("SELECT 1;\nCREATE TABLE t (a TEXT);\nCOPY t FROM stdin;\n→\n\\.\n", 4, 1),
        ],
    )
    .await;
    places("SQL_ASCII", &[("SELECT 'é世', nothing;", 1, 14), ("-- 世\nSELECT '世', x;", 2, 13)])
        .await;
}

/// Nothing was begun, and no place was named: it is the file all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_refuses_as_a_whole_is_the_files() {
    let place = Place::postgres();
    let db = place.connect().await;
    let deep =
        format!("SELECT 1;\nSELECT {}1{};\nSELECT 2;", "(".repeat(90_000), ")".repeat(90_000));
    let outcome = Lane::of("V1__x.sql", &deep).up(&db).await;
    assert_eq!(outcome.as_ref().unwrap_err().exit_code(), exit::FAILED);
    let failure = failed(outcome).failed.unwrap();
    assert_eq!((failure.line, failure.statement), (Some(2), Some(2)), "{}", failure.message);
    assert_eq!(place.history().await, ["1|1|SQL|V1__x.sql|failed"]);
}

/// Where our own words do not fit, it is not the file's fault.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_the_files_is_not_told_of_it() {
    let place = Place::postgres();
    let (name, db) = encoded(&place, "LATIN1").await;
    let lane = Lane::of("V1__x.sql", "SELECT 1;");
    let error = lane.up_with(&db, Config::new().installed_by("→")).await.unwrap_err();
    assert!(matches!(&error, Error::Database { .. }), "{error:?}");
    assert!(error.to_string().starts_with("cannot write the history row"), "{error}");
    db.close().await.unwrap();
    place.sql(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
}
