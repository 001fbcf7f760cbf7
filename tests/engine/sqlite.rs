//! What only SQLite does.

use std::{
    fs,
    time::{Duration, Instant},
};

use schemalane::{
    Config, Error, Function, Identifier,
    sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement},
};
use schemalane_testkit::{Sqlite, eventually};

use crate::{
    lane::{Lane, applied, failed},
    place::{Place, connect},
};

/// A parent and a child table with rows.
const FAMILY: &str = "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);\n\
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent INT REFERENCES parent (id) ON DELETE CASCADE);\n\
    INSERT INTO parent VALUES (1, 'a'), (2, 'b');\n\
    INSERT INTO child VALUES (10, 1), (20, 2);\n";

const REBUILD: &str = "PRAGMA foreign_keys = OFF;\n\
    CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
    INSERT INTO new_parent SELECT id, name FROM parent;\n\
    DROP TABLE parent;\n\
    ALTER TABLE new_parent RENAME TO parent;\n\
    PRAGMA foreign_keys = ON;\n";

#[tokio::test]
async fn a_rebuilt_table_keeps_the_rows_that_refer_to_it() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::new(&[("V1__family.sql", FAMILY), ("V2__rebuild.sql", REBUILD)]);
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(place.sql("SELECT id || '' FROM child ORDER BY id").await, "10\n20");
    // Behind it foreign keys are checked again.
    lane.write("V3__orphan.sql", "INSERT INTO child VALUES (30, 3);");
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!(failure.message, "FOREIGN KEY constraint failed");
}

#[tokio::test]
async fn a_rebuild_that_breaks_a_reference_is_rolled_back_and_names_the_rows() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::new(&[
        ("V1__family.sql", FAMILY),
        ("V2__rebuild.sql", "PRAGMA foreign_keys = OFF;\nDELETE FROM parent WHERE id = 2;\n"),
    ]);
    let outcome = lane.up(&db).await;
    let text = outcome.as_ref().unwrap_err().to_string();
    assert!(text.contains("row 20 of child refers to a row of parent that is not there"), "{text}");
    assert!(failed(outcome).failed.unwrap().rolled_back);
    assert_eq!(place.sql("SELECT count(*) || '' FROM parent").await, "2");
    assert_eq!(place.history().await[1], "2|2|SQL|V2__rebuild.sql|failed");
    lane.write("V2__rebuild.sql", "INSERT INTO child VALUES (30, 3);");
    assert!(lane.up(&db).await.is_err(), "foreign keys are on again");
}

/// Rows that were orphans before a rebuild do not block it, and new ones do,
/// also where as many of the old ones are mended.
#[tokio::test]
async fn orphans_from_before_are_told_and_new_ones_fail() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::of(
        "V1__family.sql",
        "CREATE TABLE parent (id INTEGER PRIMARY KEY); INSERT INTO parent VALUES (1), (2);
         CREATE TABLE child (name TEXT, \"odd \"\"id\" INT REFERENCES parent);
         INSERT INTO child VALUES ('x', 1), ('y', 2);",
    );
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    place.sql("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES ('old', 7), ('old', 7), ('old', 8)").await;
    let rebuild = "PRAGMA foreign_keys = OFF;
        CREATE TABLE new (\"odd \"\"id\" INT REFERENCES parent, name TEXT);
        INSERT INTO new SELECT \"odd \"\"id\", name FROM child ORDER BY rowid DESC;
        DROP TABLE child; ALTER TABLE new RENAME TO child;";
    lane.write("V2__rebuild.sql", rebuild);
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let tell = std::sync::Arc::clone(&told);
    let migrator = lane.migrator(&db, Config::new()).observe(move |event| {
        if let schemalane::Event::Orphans { script, rows } = event {
            tell.lock().unwrap().push(format!("{script} {}", rows.join("; ")));
        }
    });
    migrator.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        *told.lock().unwrap(),
        [
            "V2__rebuild.sql row 2 of child (and 1 like it) refers to a row of parent that is not there: 7; \
          row 1 of child refers to a row of parent that is not there: 8"
        ]
    );
    for change in [
        "INSERT INTO child VALUES (9, 'new')",
        "UPDATE child SET \"odd \"\"id\" = 9 WHERE name = 'old'",
        "INSERT INTO child VALUES (8, 'again')",
        "DELETE FROM parent WHERE id = 2",
    ] {
        lane.write("V3__change.sql", &format!("PRAGMA foreign_keys = OFF; {change};"));
        let failure = failed(lane.up(&db).await).failed.unwrap();
        assert_eq!(failure.message, "foreign keys are violated", "{change}");
        assert_eq!(failure.detail.unwrap().lines().count(), 1, "{change}");
    }
    lane.write(
        "V3__change.sql",
        "PRAGMA foreign_keys = OFF; DELETE FROM child WHERE name = 'old';",
    );
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
}

#[tokio::test]
async fn foreign_keys_that_the_caller_switched_off_stay_off() {
    let sqlite = Sqlite::new();
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(sqlite.path())
        .create_if_missing(true)
        .foreign_keys(false);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let db = DatabaseConnection::from(pool);
    let lane = Lane::new(&[
        ("V1__family.sql", FAMILY),
        ("V2__rebuild.sql", REBUILD),
        ("V3__orphan.sql", "INSERT INTO child VALUES (30, 3);"),
    ]);
    assert_eq!(
        applied(&lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"))),
        ["1", "2", "3"]
    );
}

#[tokio::test]
async fn trigger_bodies_and_odd_quotes() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::of(
        "V1__t.sql",
        "CREATE TABLE [odd name] (`id` INT, \"semi;colon\" TEXT);\n\
         CREATE TABLE log (text TEXT);\n\
         CREATE TRIGGER t AFTER INSERT ON [odd name] BEGIN\n\
           INSERT INTO log VALUES (CASE WHEN new.id > 1 THEN 'big;' ELSE 'small;' END);\n\
           UPDATE log SET text = text || '!';\n\
         END;\n\
         INSERT INTO [odd name] VALUES (1, 'x'), (2, 'y');\n",
    );
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(place.sql("SELECT text FROM log").await, "small;!!\nbig;!");
}

#[tokio::test]
async fn vacuum_and_journal_mode_run_outside_of_a_transaction() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::new(&[
        ("V1__t.sql", "CREATE TABLE t (id INT);"),
        ("V2__wal.sql", "PRAGMA journal_mode = WAL;"),
        ("V3__v.sql", "VACUUM;"),
    ]);
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(place.sql("PRAGMA journal_mode").await, "wal");
}

#[tokio::test]
async fn looking_at_a_missing_file_makes_none() {
    let sqlite = Sqlite::new();
    let db = Database::connect(sqlite.url()).await.unwrap();
    db.clone().close().await.unwrap();
    for name in sqlite.files() {
        fs::remove_file(sqlite.folder().join(name)).unwrap();
    }
    let pool = sqlx::SqlitePool::connect_lazy(&sqlite.url()).unwrap();
    let db = DatabaseConnection::from(pool);
    let lane = Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    let migrator = lane.migrator(&db, Config::new());
    assert_eq!(migrator.status(&db).await.unwrap().pending, 1);
    assert_eq!(migrator.plan(&db).await.unwrap().migrations().len(), 1);
    assert_eq!(migrator.pending(&db).await.unwrap().len(), 1);
    assert_eq!(sqlite.files(), Vec::<String>::new());
    migrator.up(&db).await.unwrap();
    assert_eq!(sqlite.files(), ["test.db"]);
}

#[tokio::test]
async fn a_file_that_must_exist_is_not_made() {
    let sqlite = Sqlite::new();
    let pool = sqlx::SqlitePool::connect_lazy(&sqlite.url_with("mode=rw")).unwrap();
    let db = DatabaseConnection::from(pool);
    let error = Lane::of("V1__t.sql", "SELECT 1").up(&db).await.unwrap_err();
    assert!(matches!(error, Error::OpenFile { .. }), "{error:?}");
    assert!(error.to_string().contains("test.db"), "{error}");
    assert_eq!(sqlite.files(), Vec::<String>::new());
}

#[tokio::test]
async fn a_database_in_memory_works_on_the_callers_connection() {
    let db = connect("sqlite::memory:").await;
    let lane = Lane::new(&[("V1__family.sql", FAMILY), ("V2__rebuild.sql", REBUILD)])
        .rust(
            "V3__connection.rs",
            Function::Connection(|db| {
                Box::pin(async move {
                    db.execute_unprepared("INSERT INTO child VALUES (30, 1)").await?;
                    Ok(())
                })
            }),
        )
        .rust(
            "V4__transaction.rs",
            Function::Transaction(|txn| {
                Box::pin(async move {
                    txn.execute_unprepared("INSERT INTO child VALUES (40, 1)").await?;
                    Ok(())
                })
            }),
        );
    let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(applied(&report), ["1", "2", "3", "4"]);
    assert_eq!(lane.up(&db).await.unwrap().already_applied, 4);
    let rows = |sql: &'static str| {
        let statement = Statement::from_string(DbBackend::Sqlite, sql);
        let db = db.clone();
        async move { db.query_all_raw(statement).await.unwrap().len() }
    };
    assert_eq!(rows("SELECT id FROM child").await, 4);
    lane.write("V5__broken.sql", "CREATE TABLE half (id INT); SELECT nothing;");
    failed(lane.up(&db).await);
    assert_eq!(rows("SELECT 1 FROM sqlite_schema WHERE name = 'half'").await, 0);
    let report = lane.migrator(&db, Config::new().up_to("4".parse().unwrap())).fresh(&db).await;
    assert_eq!(applied(&report.unwrap()).len(), 4);
    assert_eq!(rows("SELECT id FROM child").await, 4);
}

#[tokio::test]
async fn a_read_only_file_can_be_looked_at() {
    let place = Place::sqlite();
    let Place::Sqlite(sqlite) = &place else { unreachable!() };
    let lane = Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    lane.up(&place.connect().await).await.unwrap();
    let db = connect(&sqlite.url_with("mode=ro")).await;
    assert_eq!(lane.states(&db).await, ["1 Success"]);
    assert_eq!(lane.up(&db).await.unwrap().already_applied, 1);
    lane.write("V2__u.sql", "CREATE TABLE u (id INT);");
    let error = lane.up(&db).await.unwrap_err();
    assert!(error.to_string().contains("readonly"), "{error}");
    assert_eq!(place.history().await.len(), 1);
    assert_eq!(sqlite.files(), ["test.db"]);
}

#[tokio::test]
async fn what_is_no_database_is_left_alone() {
    let sqlite = Sqlite::new();
    let text = "this is a letter to my aunt and no database at all\n".repeat(40);
    fs::write(sqlite.path(), &text).unwrap();
    let pool = sqlx::SqlitePool::connect_lazy(&sqlite.url()).unwrap();
    let db = DatabaseConnection::from(pool);
    let lane = Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    for error in [
        lane.up(&db).await.unwrap_err(),
        lane.migrator(&db, Config::new()).fresh(&db).await.unwrap_err(),
        lane.migrator(&db, Config::new()).status(&db).await.unwrap_err(),
    ] {
        assert!(error.to_string().contains("file is not a database"), "{error}");
    }
    assert_eq!(fs::read_to_string(sqlite.path()).unwrap(), text);
    assert_eq!(sqlite.files(), ["test.db"]);

    let folder = Sqlite::new();
    fs::create_dir(folder.path()).unwrap();
    let db = DatabaseConnection::from(sqlx::SqlitePool::connect_lazy(&folder.url()).unwrap());
    let error = lane.up(&db).await.unwrap_err();
    assert!(error.to_string().contains("test.db"), "{error}");
    assert_eq!(folder.files(), ["test.db"]);
}

#[tokio::test]
async fn there_is_one_schema_only() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    let config = Config::new().schema(Identifier::new("app").unwrap());
    let error = lane.up_with(&db, config).await.unwrap_err();
    assert!(matches!(error, Error::NoSchemas { .. }), "{error:?}");
    assert_eq!(place.catalog().await, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_abandoned_statement_is_interrupted_and_recorded() {
    const FOR_EVER: &str = "CREATE TABLE t (id INT);\n\
        INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;\n";
    let place = Place::sqlite();
    let Place::Sqlite(sqlite) = &place else { unreachable!() };
    let db = place.connect().await;
    let lane = Lane::of("V1__slow.sql", FOR_EVER);
    let migrator = lane.migrator(&db, Config::new());
    let began = Instant::now();
    assert!(tokio::time::timeout(Duration::from_millis(300), migrator.up(&db)).await.is_err());
    eventually("the lock file is gone", Duration::from_secs(2), || sqlite.files() == ["test.db"]);
    assert!(began.elapsed() < Duration::from_secs(3));
    assert_eq!(place.history().await, ["1|1|SQL|V1__slow.sql|failed"]);
    assert!(!place.has("t").await);
    lane.write("V1__slow.sql", "CREATE TABLE t (id INT);");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);

    let rust = Lane::of("V1__slow.sql", "CREATE TABLE t (id INT);").rust(
        "V2__slow.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n").await?;
                Ok(())
            })
        }),
    );
    let migrator = rust.migrator(&db, Config::new());
    assert!(tokio::time::timeout(Duration::from_millis(300), migrator.up(&db)).await.is_err());
    eventually("the lock file is gone", Duration::from_secs(2), || sqlite.files() == ["test.db"]);
    assert_eq!(place.history().await[1], "2|2|RUST|V2__slow.rs|failed");
}

/// The other runner holds the lock file, and says who it is.
#[tokio::test]
async fn a_held_lock_file_makes_up_wait() {
    let place = Place::sqlite();
    let Place::Sqlite(sqlite) = &place else { unreachable!() };
    let db = place.connect().await;
    let lane = Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    let path = sqlite.folder().canonicalize().unwrap().join("test.db.schemalane-lock");
    let file = fs::File::create(&path).unwrap();
    file.lock().unwrap();
    fs::write(&path, "4711").unwrap();
    let config = || Config::new().lock_wait(Duration::from_millis(200));
    let error = lane.up_with(&db, config()).await.unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    assert!(error.to_string().contains("process 4711"), "{error}");
    assert_eq!(place.catalog().await, "");
    // Another name of the same database has the same lock.
    let alias = Sqlite::named("alias.db");
    std::os::unix::fs::symlink(sqlite.path(), alias.path()).unwrap();
    let error = lane.up_with(&connect(&alias.url()).await, config()).await.unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    // What a killed process left behind locks nobody out.
    drop(file);
    assert_eq!(applied(&lane.up_with(&db, config()).await.unwrap()), ["1"]);
    assert_eq!(sqlite.files(), ["test.db"]);
}

/// Everything that a file can hold goes, virtual tables with their shadows too.
#[tokio::test]
async fn fresh_takes_every_kind_of_object() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::new(&[("V1__family.sql", FAMILY)]);
    lane.up(&db).await.unwrap();
    place
        .sql(
            "CREATE VIRTUAL TABLE words USING fts5 (text); INSERT INTO words VALUES ('a');
             CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO counted VALUES (NULL);
             CREATE VIEW v AS SELECT * FROM child; CREATE VIEW w AS SELECT * FROM v;
             CREATE TRIGGER t AFTER INSERT ON child BEGIN SELECT 1; END;
             CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN SELECT 1; END;
             CREATE INDEX x ON child (parent); CREATE TABLE \"odd \"\"name\" (id INT);
             CREATE TABLE one (id INTEGER PRIMARY KEY, other INT REFERENCES two (id));
             CREATE TABLE two (id INTEGER PRIMARY KEY, other INT REFERENCES one (id));
             INSERT INTO one VALUES (1, NULL); INSERT INTO two VALUES (1, 1); UPDATE one SET other = 1",
        )
        .await;
    let report = lane.migrator(&db, Config::new()).fresh(&db).await;
    assert_eq!(applied(&report.unwrap_or_else(|error| panic!("{error}"))), ["1"]);
    let names = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1";
    assert_eq!(
        place.sql(names).await,
        "child\nflyway_schema_history\nflyway_schema_history_s_idx\nflyway_schema_history_v_idx\nparent"
    );
    assert_eq!(place.sql("SELECT count(*) || '' FROM child").await, "2");
}

/// What is temporary ends with its migration, and other files are let go of.
#[tokio::test]
async fn what_is_temporary_does_not_reach_the_next_migration() {
    let place = Place::sqlite();
    let Place::Sqlite(sqlite) = &place else { unreachable!() };
    let db = place.connect().await;
    let other = sqlite.folder().join("other.db").display().to_string();
    let lane = Lane::new(&[
        (
            "V1__litter.sql",
            "CREATE TEMPORARY TABLE scratch (id INT); CREATE TEMPORARY VIEW seen AS SELECT 1;
             CREATE TEMPORARY TABLE \"odd \"\"name\" (id INTEGER PRIMARY KEY AUTOINCREMENT);",
        ),
        (
            "V2__attach.sql",
            &format!("-- schemalane: transaction = false\nATTACH '{other}' AS other;"),
        ),
        ("V3__same_names.sql", "CREATE TABLE scratch (n INT); INSERT INTO scratch (n) VALUES (1);"),
    ])
    .rust(
        "V4__rust.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                let left = "SELECT name FROM temp.sqlite_schema WHERE name NOT LIKE 'sqlite%' \
                            UNION ALL SELECT name FROM pragma_database_list WHERE name = 'other'";
                let left =
                    db.query_all_raw(Statement::from_string(DbBackend::Sqlite, left)).await?;
                assert!(left.is_empty(), "{left:?}");
                Ok(())
            })
        }),
    );
    let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(applied(&report), ["1", "2", "3", "4"]);
    assert_eq!(place.sql("SELECT CAST(n AS TEXT) FROM scratch").await, "1");
}
