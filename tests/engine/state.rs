//! SQLite: what a file sets, makes and attaches in its connection is not there
//! for the next file, in the same run or in another.

use std::sync::Mutex;

use proptest::{
    prelude::{any, prop},
    sample::select,
    test_runner::{Config as Cases, TestRunner},
};
use schemalane::{
    Config, Function,
    sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement},
};

use crate::{
    lane::{Lane, applied},
    place::{Place, connect},
};

/// What lies in a connection, each set to what it is not by default.
const SETTINGS: [&str; 32] = [
    "analysis_limit = 7",
    "automatic_index = OFF",
    "busy_timeout = 77",
    "cache_size = 77",
    "cache_spill = OFF",
    "case_sensitive_like = ON",
    "cell_size_check = ON",
    "checkpoint_fullfsync = ON",
    "count_changes = ON",
    "defer_foreign_keys = ON",
    "empty_result_callbacks = ON",
    "foreign_keys = OFF",
    "full_column_names = ON",
    "fullfsync = ON",
    "ignore_check_constraints = ON",
    "journal_mode = OFF",
    "journal_size_limit = 7777",
    "legacy_alter_table = ON",
    "locking_mode = EXCLUSIVE",
    "max_page_count = 7777",
    "mmap_size = 7777777",
    "read_uncommitted = ON",
    "recursive_triggers = ON",
    "reverse_unordered_selects = ON",
    "secure_delete = FAST",
    "short_column_names = OFF",
    "synchronous = OFF",
    "temp_store = MEMORY",
    "threads = 3",
    "trusted_schema = OFF",
    "wal_autocheckpoint = 77",
    "writable_schema = ON",
];

/// All that a connection says of itself.
async fn state(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let mut state = Vec::new();
    let names = SETTINGS.iter().map(|setting| setting.split(' ').next().unwrap_or_default());
    for question in names.map(|name| format!("PRAGMA {name}")).chain([
        "SELECT 'a' LIKE 'A'".to_owned(),
        "SELECT name FROM pragma_database_list WHERE name <> 'temp'".to_owned(),
        // SQLite keeps its own, which is empty.
        "SELECT name FROM temp.sqlite_schema WHERE name NOT LIKE 'sqlite%'".to_owned(),
    ]) {
        // `PRAGMA case_sensitive_like` says nothing.
        let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, &question)).await?;
        for row in rows {
            let number = row.try_get_by_index::<i64>(0).map(|number| number.to_string());
            let value = number.or_else(|_| row.try_get_by_index::<String>(0))?;
            state.push(format!("{question}: {value}"));
        }
    }
    Ok(state)
}

fn litter(other: &str) -> String {
    let mut text = String::from("-- schemalane: transaction = false\n");
    for setting in SETTINGS {
        text.push_str(&format!("PRAGMA {setting};\n"));
    }
    text + &format!(
        "ATTACH '{other}' AS other; CREATE TABLE other.t (id INT);
         CREATE TEMP TABLE scratch (id INTEGER PRIMARY KEY AUTOINCREMENT);
         CREATE TEMP VIEW seen AS SELECT * FROM scratch;
         CREATE TEMP TRIGGER g AFTER INSERT ON scratch BEGIN SELECT 1; END;"
    )
}

static BEFORE: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// One test for both places, since the migrations note what they see in one variable.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_a_file_sets_is_set_for_the_next() {
    let place = Place::sqlite();
    let Place::Sqlite(sqlite) = &place else { unreachable!() };
    let other = sqlite.folder().join("other.db").display().to_string();
    for url in [place.url(), "sqlite::memory:".to_owned(), "sqlite::memory:".to_owned()] {
        let db = connect(&url).await;
        // What the caller has set is the caller's.
        let is_callers = BEFORE.lock().unwrap().len() > 1 && url.contains("memory");
        if is_callers {
            db.execute_unprepared(
                "PRAGMA recursive_triggers = ON; PRAGMA cache_size = 99; PRAGMA secure_delete = FAST;
                 PRAGMA case_sensitive_like = ON; PRAGMA temp_store = MEMORY;
                 CREATE TEMP TABLE callers (id INT)",
            )
            .await
            .unwrap();
        }
        let lane = Lane::new(&[
            ("V2__litter.sql", &litter(&other)),
            ("V4__half.sql", "PRAGMA recursive_triggers = OFF; PRAGMA query_only = OFF; SELECT 1;"),
        ])
        .rust(
            "V1__before.rs",
            Function::Connection(|db| {
                Box::pin(async move {
                    let state = state(db).await?;
                    *BEFORE.lock().unwrap() = state;
                    Ok(())
                })
            }),
        )
        .rust(
            "V3__litter.rs",
            Function::Connection(|db| Box::pin(async move { Ok(compare_and_litter(db).await?) })),
        )
        .rust(
            "V5__after.rs",
            Function::Transaction(|txn| {
                Box::pin(async move {
                    assert_eq!(state(txn).await?, *BEFORE.lock().unwrap());
                    txn.execute_unprepared("CREATE TEMP TABLE scratch (id INT)").await?;
                    Ok(())
                })
            }),
        );
        let before = state(&db).await.unwrap();
        let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(applied(&report), ["1", "2", "3", "4", "5"]);
        lane.write(
            "V6__fails.sql",
            &format!(
                "{}\nSELECT nothing;",
                litter(&other).replace("TABLE other.t", "TABLE other.u")
            ),
        );
        lane.up(&db).await.unwrap_err();
        assert_eq!(state(&db).await.unwrap(), before, "{url}");
        assert_eq!(before.iter().any(|line| line.ends_with(": callers")), is_callers);
        assert_eq!(std::path::Path::new(&other).exists(), !url.contains("memory"));
        let _only_there_for_the_first = std::fs::remove_file(&other);
    }
}

async fn compare_and_litter(db: &DatabaseConnection) -> Result<(), DbErr> {
    assert_eq!(state(db).await?, *BEFORE.lock().unwrap());
    for setting in SETTINGS {
        db.execute_unprepared(&format!("PRAGMA {setting}")).await?;
    }
    db.execute_unprepared("CREATE TEMP TABLE scratch (id INT)").await.map(drop)
}

/// Files that set something, and files to which it matters.
const FILES: [&str; 26] = [
    "PRAGMA ignore_check_constraints = ON; INSERT OR IGNORE INTO checked VALUES (-1);",
    "INSERT OR IGNORE INTO checked VALUES (-2);",
    "PRAGMA recursive_triggers = ON; INSERT INTO deep VALUES (3);",
    "INSERT INTO deep VALUES (4);",
    "PRAGMA case_sensitive_like = ON; INSERT INTO log SELECT count(*) FROM word WHERE w LIKE 'a';",
    "INSERT INTO log SELECT 'like ' || count(*) FROM word WHERE w LIKE 'A';",
    "PRAGMA reverse_unordered_selects = ON;",
    "INSERT INTO log SELECT 'order ' || group_concat(w) FROM (SELECT w FROM word);",
    "CREATE TEMP TABLE checked (n);",
    "CREATE TEMP TABLE word AS SELECT 'temporary' AS w;",
    "CREATE TEMP TRIGGER IF NOT EXISTS g AFTER INSERT ON deep BEGIN INSERT INTO log VALUES ('g'); END;",
    "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE log (t);",
    "PRAGMA foreign_keys = OFF; INSERT INTO log VALUES ('off');",
    "INSERT INTO log SELECT 'keys ' || foreign_keys FROM pragma_foreign_keys;",
    "PRAGMA defer_foreign_keys = ON; INSERT INTO log VALUES ('deferred');",
    "INSERT INTO log SELECT 'defer ' || defer_foreign_keys FROM pragma_defer_foreign_keys;",
    "PRAGMA legacy_alter_table = ON; ALTER TABLE word RENAME TO other; ALTER TABLE other RENAME TO word;",
    "ALTER TABLE word RENAME TO other; ALTER TABLE other RENAME TO word;",
    "INSERT INTO log SELECT 'changes ' || total_changes();",
    "INSERT INTO log SELECT 'rowid ' || last_insert_rowid();",
    "-- schemalane: transaction = false\nATTACH ':memory:' AS side; CREATE TABLE side.only (n);",
    "-- schemalane: transaction = false\nATTACH ':memory:' AS side; CREATE TABLE only (n); DROP TABLE only;",
    "-- schemalane: transaction = false\nPRAGMA synchronous = OFF; PRAGMA journal_mode = PERSIST;",
    "-- schemalane: transaction = false\nPRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM log;",
    "-- schemalane: transaction = false\nPRAGMA writable_schema = ON; PRAGMA max_page_count = 1000;",
    "INSERT INTO log SELECT 'pages ' || max_page_count FROM pragma_max_page_count;",
];

const BASE: &str = "CREATE TABLE checked (n INT CHECK (n > 0)); CREATE TABLE log (t TEXT);
    CREATE TABLE word (w TEXT); INSERT INTO word VALUES ('a'), ('A'), ('b');
    CREATE VIEW words AS SELECT w FROM word;
    CREATE TABLE deep (n INT); CREATE TRIGGER d AFTER INSERT ON deep WHEN new.n > 0
        BEGIN INSERT INTO deep VALUES (new.n - 1); END;";

/// What a lane comes to that is applied up to each of these versions, one run each.
async fn come_to(lane: &Lane, runs: &[usize]) -> String {
    let place = Place::sqlite();
    let db = place.connect().await;
    let mut outcome = String::new();
    for version in runs {
        let config = Config::new().up_to(version.to_string().parse().unwrap());
        if let Err(error) = lane.up_with(&db, config).await {
            outcome = error.to_string();
            break;
        }
    }
    for question in [
        "SELECT version, success FROM flyway_schema_history ORDER BY installed_rank",
        "SELECT name, sql FROM sqlite_schema ORDER BY name",
        "SELECT n FROM checked ORDER BY rowid",
        "SELECT n FROM deep ORDER BY rowid",
        "SELECT t FROM log ORDER BY rowid",
        "SELECT w FROM word ORDER BY rowid",
    ] {
        outcome.push_str(&format!("\n-- {question}\n{}", place.sql(question).await));
    }
    outcome
}

/// The same lane comes to the same, however many runs it takes.
#[test]
fn one_run_is_as_good_as_many() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let lanes = prop::collection::vec((select(FILES.to_vec()), any::<bool>()), 2..9);
    let mut runner =
        TestRunner::new(Cases { cases: 16, failure_persistence: None, ..Cases::default() });
    let outcome = runner.run(&lanes, |files| {
        let lane = Lane::of("V1__base.sql", BASE);
        for (version, (text, _)) in (2..).zip(&files) {
            lane.write(&format!("V{version}__file.sql"), text);
        }
        let last = files.len() + 1;
        let cuts = (2..).zip(&files).filter(|(_, (_, is_cut))| *is_cut).map(|(version, _)| version);
        let cuts: Vec<_> = [1].into_iter().chain(cuts).chain([last]).collect();
        runtime.block_on(async {
            let whole = come_to(&lane, &[last]).await;
            proptest::prop_assert_eq!(&come_to(&lane, &cuts).await, &whole);
            let each: Vec<_> = (1..=last).collect();
            proptest::prop_assert_eq!(come_to(&lane, &each).await, whole);
            Ok(())
        })
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
