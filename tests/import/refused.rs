//! What is refused, and that nothing is changed then.

use expect_test::expect;
use schemalane::{Config, Identifier, Import, ImportObstacle, Importer};

use crate::history::{self, History, refused};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_in_the_way_is_said_at_once() {
    let history = History::of("sqlx postgres").await;
    history
        .place
        .sql("UPDATE _sqlx_migrations SET success = false WHERE version = 20220101000001")
        .await;
    history.write(&history.files[1], "ALTER TABLE account ADD COLUMN mail TEXT;\n");
    history.remove(&history.files[2]);
    history.write("V20210101000000__late.sql", "SELECT 1;\n");
    let (before, theirs) = (history.place.catalog().await, history.theirs().await);
    expect![[r#"
        the history of sqlx in public._sqlx_migrations cannot be taken over: nothing was changed
          version 20220101000001 (create account): sqlx says that it failed
          help: complete it with sqlx, or undo it there, then import
          V20220102030405__add_email.sql: its SHA-384 is not the one that sqlx has recorded, whatever the line endings
          help: restore the file, or say --accept 20220102030405 where the change is meant
          version 20220103000000 (index email): sqlx has applied it, but no file here has its version
          help: put it here as V20220103000000__index_email.sql or .rs
          V20210101000000__late.sql: sqlx has not applied it, and it lies below version 20220102030405, which it has
          help: give it a higher version, apply it with sqlx first, or say --out-of-order"#]]
    .assert_eq(&refused(history.plan().await).1);
    let error = history.import().await.unwrap_err();
    assert_eq!(error.exit_code(), schemalane::exit::FAILED);
    assert_eq!(history.place.catalog().await, before);
    assert_eq!(history.theirs().await, theirs);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_file_is_found_wherever_there_is_a_checksum() {
    for name in history::names() {
        let history = History::of(&name).await;
        let changed = history.read(&history.files[1]).replace("email", "mail");
        history.write(&history.files[1], &changed);
        let has_checksums = matches!(history.from, Importer::Sqlx | Importer::Refinery);
        match history.import().await {
            Err(error) if has_checksums => {
                assert_eq!(error.exit_code(), schemalane::exit::DRIFT, "{name}");
                let (obstacles, _) = refused(Err(error));
                let ImportObstacle::Changed { script, .. } = &obstacles[..][0] else {
                    panic!("{name}: {obstacles:?}");
                };
                assert_eq!((script, obstacles.len()), (&history.files[1], 1), "{name}");
            }
            Ok(_) if !has_checksums => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_that_has_begun_takes_no_other_over() {
    for name in ["sqlx postgres", "sqlx sqlite"] {
        let history = History::of(name).await;
        history.import().await.unwrap();
        let rows = history.place.history().await;
        let (obstacles, _) = refused(history.import().await);
        assert!(matches!(&obstacles[..], [ImportObstacle::Begun { rows: 3, .. }]), "{obstacles:?}");
        assert_eq!(history.place.history().await, rows, "{name}");
    }
}

/// Who says `up` first finds that the tables are there already.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_attempts_do_not_keep_a_history_from_being_taken_over() {
    for name in ["refinery postgres", "refinery sqlite"] {
        let history = History::of(name).await;
        history.migrator(Config::new().adopt()).up(&history.db).await.unwrap_err();
        assert_eq!(
            history.place.history().await,
            ["1|1|SQL|V1__create_account.sql|failed"],
            "{name}"
        );
        history.import().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            history.place.history().await,
            [
                "1|1|SQL|V1__create_account.sql|applied",
                "2|2|SQL|V2__add_email.sql|applied",
                "3|3|SQL|V3__index_email.sql|applied"
            ],
            "{name}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_file_is_allowed_where_the_configuration_allows_it() {
    let history = History::of("diesel sqlite").await;
    history.write("V5__late.sql", "CREATE TABLE late (id INT);\n");
    let (obstacles, _) = refused(history.import().await);
    assert!(matches!(&obstacles[..], [ImportObstacle::OutOfOrder { .. }]), "{obstacles:?}");
    let config = || Config::new().out_of_order();
    let report = history.import_with(config(), Import::new(history.from)).await.unwrap();
    assert_eq!(report.pending[0].script, "V5__late.sql");
    let run = history.migrator(config()).up(&history.db).await.unwrap();
    assert_eq!(run.applied[0].script, "V5__late.sql");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_tools_table_is_named_where_it_is_missing() {
    for name in ["sqlx postgres", "sqlx sqlite"] {
        let history = History::of(name).await;
        let missing = Import::new(Importer::Diesel);
        let outcome = history.import_with(Config::new(), missing).await;
        let (obstacles, _) = refused(outcome);
        let [ImportObstacle::NoTable { table }] = &obstacles[..] else {
            panic!("{name}: {obstacles:?}");
        };
        assert!(table.ends_with(".__diesel_schema_migrations"), "{table}");

        // A table of another shape is no history of that tool.
        let wrong =
            Import::new(Importer::Diesel).table(Identifier::new("_sqlx_migrations").unwrap());
        let error = history.import_with(Config::new(), wrong).await.unwrap_err().to_string();
        assert!(error.starts_with("cannot read the other tool's history: "), "{error}");
        assert!(!history.place.catalog().await.contains("flyway"), "{name}");
    }
}

/// Whoever has a history of another tool is told how to take it over, before
/// anything runs a second time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn up_names_the_tool_whose_history_is_there() {
    for tool in ["sqlx", "refinery", "sea-orm", "diesel"] {
        for dialect in ["postgres", "sqlite"] {
            let history = History::of(&format!("{tool} {dialect}")).await;
            let before = history.place.catalog().await;
            let error = history.migrator(Config::new()).up(&history.db).await.unwrap_err();
            assert_eq!(error.exit_code(), schemalane::exit::DRIFT, "{error}");
            let way = format!("`schemalane migrate import --from {tool}`");
            assert!(error.to_string().contains(&way), "{error}");
            assert_eq!(history.place.catalog().await, before);
            history.import().await.unwrap_or_else(|error| panic!("{tool}: {error}"));
            history.migrator(Config::new()).up(&history.db).await.unwrap();
        }
    }
}
