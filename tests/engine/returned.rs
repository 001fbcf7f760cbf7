//! A history is given back such that Flyway reads it: for the same files and
//! commands, our rows are those that real Flyway wrote, and a history that
//! both have written holds nothing that Flyway stops at.

use schemalane::{
    Config, Function, RustType,
    sea_orm::{ConnectionTrait as _, DatabaseConnection},
};

use crate::{
    flyway_history::{TABLE, case},
    lane::{Lane, applied, failed},
    place::Place,
};

/// Every column that says what was applied; who, when and how long differ.
const ROWS: &str = "SELECT installed_rank, version, description, type, script, checksum, success \
                    FROM flyway_schema_history ORDER BY installed_rank";

/// What Flyway's table holds in one of its own scenarios.
async fn flyways(name: &str) -> (Vec<String>, Vec<(String, String)>) {
    let place = Place::postgres();
    let (sql, files) = case(name);
    place.sql(&sql).await;
    (lines(&place.sql(ROWS).await), files)
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

async fn ours(place: &Place) -> Vec<String> {
    lines(&place.sql(ROWS).await)
}

/// On a table of ours and on one that Flyway made.
async fn empty(by_flyway: &str) -> (Place, DatabaseConnection) {
    let place = Place::postgres();
    place.sql(by_flyway).await;
    let db = place.connect().await;
    (place, db)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_baseline_and_what_follows_it_are_flyways_rows() {
    let (expected, files) = flyways("baselined").await;
    for table in ["", TABLE] {
        let (place, db) = empty(table).await;
        let lane = Lane::new(&[]);
        files.iter().for_each(|(name, text)| lane.write(name, text));
        let migrator = lane.migrator(&db, Config::new());
        migrator.baseline(&db, &"2".parse().unwrap()).await.unwrap();
        migrator.up(&db).await.unwrap();
        assert_eq!(ours(&place).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn out_of_order_and_deleted_rows_are_flyways() {
    let (expected, _) = flyways("deleted").await;
    for table in ["", TABLE] {
        let (place, db) = empty(table).await;
        let lane = Lane::new(&[("V1__a.sql", "select 1;\n"), ("V3__c.sql", "select 3;\n")]);
        lane.up(&db).await.unwrap();
        lane.write("V2__b.sql", "select 2;\n");
        lane.up_with(&db, Config::new().out_of_order()).await.unwrap();
        lane.remove("V2__b.sql");
        lane.migrator(&db, Config::new()).repair(&db, &[]).await.unwrap();
        assert_eq!(ours(&place).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_are_written_as_flyway_writes_them() {
    for (scenario, taken) in [
        ("naming", &["V002__lead.sql", "V1_2__under_score.sql"][..]),
        ("long_description", &["V1__a"][..]),
    ] {
        let (expected, files) = flyways(scenario).await;
        let (place, db) = empty("").await;
        let lane = Lane::new(&[]);
        let ours_too = files.iter().filter(|(name, _)| taken.iter().any(|t| name.starts_with(t)));
        ours_too.clone().for_each(|(name, text)| lane.write(name, text));
        assert_eq!(applied(&lane.up(&db).await.unwrap()).len(), taken.len());
        // Ranks count what was taken.
        let rest = |row: &String| row.split_once('|').map(|(_, rest)| rest.to_owned()).unwrap();
        let expected: Vec<_> = expected.iter().map(rest).collect();
        for row in ours(&place).await.iter().map(rest) {
            assert!(expected.contains(&row), "{row:?} is not among {expected:#?}");
        }
        assert_eq!(ours(&place).await.len(), ours_too.count());
    }
}

/// What Flyway 13 does with a table before it does anything else: a row that
/// it cannot read, or that failed, stops every command of it.
async fn flyway_reads(place: &Place, files: &[(&str, &str)]) {
    const TYPES: [&str; 12] = [
        "SCHEMA",
        "BASELINE",
        "DELETE",
        "SQL",
        "JDBC",
        "SCRIPT",
        "UNDO_SCRIPT",
        "CUSTOM",
        "SPRING_JDBC",
        "SQL_BASELINE",
        "JDBC_BASELINE",
        "SCRIPT_BASELINE",
    ];
    let mut last = -1;
    for row in ours(place).await {
        let cells: Vec<_> = row.split('|').collect();
        let [rank, version, description, kind, script, checksum, success] = cells[..] else {
            panic!("{row}")
        };
        let rank: i32 = rank.parse().unwrap();
        assert!(rank > last, "{row}: ranks ascend");
        last = rank;
        assert!(TYPES.contains(&kind), "{row}: Flyway does not know this type");
        assert_eq!(success, "t", "{row}: Flyway stops at a failed row");
        let dots = version.chars().all(|it| it.is_ascii_digit() || it == '.');
        assert!(dots, "{row}: the version is not written as Flyway writes it");
        // What validate compares, for each file that is still there.
        if let (Some((_, text)), "SQL") = (files.iter().find(|(name, _)| *name == script), kind) {
            assert_eq!(checksum, schemalane_source::checksum(text).to_string(), "{row}");
            let told = script.split_once("__").unwrap().1.trim_end_matches(".sql");
            assert_eq!(description, told.replace('_', " "), "{row}");
        }
    }
}

/// There and back: Flyway's rows of every kind, continued by us in every way,
/// and then read by Flyway.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_of_both_is_one_that_flyway_reads() {
    let checksum = schemalane_source::checksum;
    let (place, db) = empty(TABLE).await;
    let one = checksum("select 1;\n");
    place
        .sql(&format!(
            "INSERT INTO flyway_schema_history VALUES
             (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '\"public\"', NULL, 'f', now(), 0, true),
             (1, '2', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'f', now(), 0, true),
             (2, '3', 'three', 'SQL', 'V3__three.sql', {one}, 'f', now(), 1, true),
             (3, '6', 'six', 'SQL', 'V6__six.sql', {one}, 'f', now(), 1, true),
             (4, '5', 'late', 'SQL', 'V5__late.sql', {one}, 'f', now(), 1, true),
             (5, NULL, 'view', 'SQL', 'R__view.sql', 77, 'f', now(), 1, true),
             (6, '7', 'gone', 'SQL', 'V7__gone.sql', {one}, 'f', now(), 1, true),
             (7, '7', 'gone', 'DELETE', 'V7__gone.sql', {one}, 'f', now(), 0, true)"
        ))
        .await;
    let before = ours(&place).await;
    let mut files = vec![
        ("V1__below.sql", "select 1;\n"),
        ("V3__three.sql", "select 1;\n"),
        ("V5__late.sql", "select 1;\n"),
        ("V6__six.sql", "select 1;\n"),
        ("V8__plain.sql", "CREATE TABLE plain (id INT);\n"),
        ("V9__free.sql", "CREATE INDEX CONCURRENTLY i ON plain (id);\n"),
    ];
    let insert = Function::Connection(|db| {
        Box::pin(async move {
            db.execute_unprepared("INSERT INTO plain VALUES (1)").await?;
            Ok(())
        })
    });
    let lane = Lane::new(&files).rust("V10__rust.rs", insert);
    let config = || Config::new().rust_type(RustType::Custom).out_of_order();
    let migrator = lane.migrator(&db, config());
    assert_eq!(applied(&migrator.up(&db).await.unwrap()), ["8", "9", "10"]);
    assert_eq!(ours(&place).await[..before.len()], before, "what Flyway wrote is as it was");
    flyway_reads(&place, &files).await;

    // Out of order, a failure that is mended, one that is repaired, and a
    // file that is gone for good.
    files.push(("V4__late.sql", "CREATE TABLE late (id INT);\n"));
    lane.write("V4__late.sql", "CREATE TABLE late (id INT);\n");
    lane.write("V11__bad.sql", "SELECT nothing;\n");
    failed(lane.migrator(&db, config()).up(&db).await);
    files.push(("V11__bad.sql", "SELECT 1;\n"));
    lane.write("V11__bad.sql", "SELECT 1;\n");
    assert_eq!(applied(&lane.migrator(&db, config()).up(&db).await.unwrap()), ["11"]);
    lane.write("V12__free.sql", "-- schemalane: transaction = false\nSELECT nothing;\n");
    failed(lane.migrator(&db, config()).up(&db).await);
    lane.remove("V12__free.sql");
    lane.remove("V5__late.sql");
    lane.migrator(&db, config()).repair(&db, &[]).await.unwrap();
    flyway_reads(&place, &files).await;
    assert_eq!(ours(&place).await[..before.len()], before, "what Flyway wrote is as it was");
    let kinds = "SELECT string_agg(version || ' ' || type, ', ' ORDER BY installed_rank) \
                 FROM flyway_schema_history WHERE installed_rank > 7";
    assert_eq!(
        place.sql(kinds).await,
        "8 SQL, 9 SQL, 10 CUSTOM, 4 SQL, 11 SQL, 5 DELETE",
        "every kind of row is here"
    );

    // Flyway goes on, and we after it.
    place
        .sql(&format!(
            "INSERT INTO flyway_schema_history VALUES
             (15, '13', 'flyway', 'SQL', 'V13__flyway.sql', {one}, 'f', now(), 1, true)"
        ))
        .await;
    lane.write("V13__flyway.sql", "select 1;\n");
    lane.write("V14__last.sql", "select 1;\n");
    assert_eq!(applied(&lane.migrator(&db, config()).up(&db).await.unwrap()), ["14"]);
    flyway_reads(&place, &files).await;
}
