//! Several runners at once: each migration once, and no failure.

use schemalane::{Config, Function, sea_orm::ConnectionTrait as _};

use crate::{
    lane::{Lane, applied},
    log::Log,
    place::Place,
};

crate::on_both!(two_runners_from_nothing, many_runners_from_nothing, work_that_another_has_done);

/// A lane in which each migration counts how often it ran.
fn counting() -> Lane {
    let lane = Lane::of("V1__probe.sql", "CREATE TABLE probe (version INT);")
        .rust(
            "V3__connection.rs",
            Function::Connection(|db| {
                Box::pin(async move {
                    db.execute_unprepared("INSERT INTO probe VALUES (3)").await?;
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                    Ok(())
                })
            }),
        )
        .rust(
            "V4__transaction.rs",
            Function::Transaction(|txn| {
                Box::pin(async move {
                    txn.execute_unprepared("INSERT INTO probe VALUES (4)").await?;
                    Ok(())
                })
            }),
        );
    lane.write("V2__sql.sql", "INSERT INTO probe VALUES (2);");
    lane.write("V5__sql.sql", "-- schemalane: transaction = false\nINSERT INTO probe VALUES (5);");
    lane
}

async fn race(place: &Place, lane: &Lane, runners: usize) {
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..runners {
        let db = place.connect().await;
        let migrator = lane.migrator(&db, Config::new());
        runs.spawn(async move { migrator.up(&db).await });
    }
    let mut versions = Vec::new();
    for outcome in runs.join_all().await {
        let report = outcome.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(report.already_applied + report.applied.len(), 5);
        versions.extend(applied(&report).into_iter().map(str::to_owned));
    }
    versions.sort();
    let mut expected: Vec<_> = place
        .sql("SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank")
        .await
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(expected.len(), place.history().await.len());
    expected.sort();
    assert_eq!(versions, expected);
}

async fn rounds(place: Place, runners: usize) {
    for _ in 0..3 {
        place.sql("DROP TABLE IF EXISTS probe; DROP TABLE IF EXISTS flyway_schema_history").await;
        race(&place, &counting(), runners).await;
        let probes = place.sql("SELECT version || '' FROM probe ORDER BY version").await;
        assert_eq!(probes, "2\n3\n4\n5");
    }
    if let Place::Sqlite(sqlite) = &place {
        assert_eq!(sqlite.files(), ["test.db"], "the lock file is gone");
    }
}

async fn two_runners_from_nothing(place: Place) {
    rounds(place, 2).await;
}

async fn many_runners_from_nothing(place: Place) {
    let runners = if matches!(place, Place::Postgres(_)) { 8 } else { 6 };
    rounds(place, runners).await;
}

/// A runner that waited inside of the server would deadlock with the index.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_is_built_concurrently_while_others_wait() {
    let place = Place::postgres();
    let lane = Lane::new(&[
        ("V1__t.sql", "CREATE TABLE t AS SELECT generate_series(1, 1000) AS id;"),
        ("V2__slow.sql", "SELECT pg_sleep(1.2);"),
        (
            "V3__index.sql",
            "CREATE INDEX CONCURRENTLY i ON t (id);\nSET statement_timeout = '60s';\n\
             CREATE UNIQUE INDEX CONCURRENTLY u ON t (id);",
        ),
    ]);
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..3 {
        let db = place.connect().await;
        let migrator = lane.migrator(&db, Config::new());
        runs.spawn(async move { migrator.up(&db).await });
    }
    let reports = runs.join_all().await;
    let count = |outcome: Result<schemalane::RunReport, schemalane::Error>| {
        outcome.unwrap_or_else(|error| panic!("{error}")).applied.len()
    };
    let mut counts: Vec<_> = reports.into_iter().map(count).collect();
    counts.sort_unstable();
    assert_eq!(counts, [0, 0, 3]);
    let valid = "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid";
    assert_eq!(place.sql(valid).await, "2");
}

/// Behind a pooler that gives each transaction another connection, the lock
/// of a session keeps nobody out: here a migration gives it away. The history
/// table's primary key still lets one runner through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_migration_runs_once_even_without_the_lock() {
    let place = Place::postgres();
    let lane = Lane::of(
        "V1__probe.sql",
        "CREATE TABLE probe (version INT);\nSELECT pg_advisory_unlock_all();\nSELECT pg_sleep(0.3);",
    );
    for version in 2..=12 {
        lane.write(
            &format!("V{version}__count.sql"),
            &format!(
                "INSERT INTO probe VALUES ({version});\nSELECT pg_advisory_unlock_all(), pg_sleep(0.02);"
            ),
        );
    }
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let db = place.connect().await;
        let migrator = lane.migrator(&db, Config::new());
        runs.spawn(async move { migrator.up(&db).await });
    }
    let mut total = 0;
    for outcome in runs.join_all().await {
        let report = outcome.unwrap_or_else(|error| panic!("{error}"));
        assert!(report.applied.len() + report.already_applied <= 12, "{report:?}");
        total += report.applied.len();
    }
    assert_eq!(total, 12);
    let probes = "SELECT count(*), count(DISTINCT version) FROM probe";
    assert_eq!(place.sql(probes).await, "11|11");
    let ranks = "SELECT count(*), max(installed_rank) FROM flyway_schema_history WHERE success";
    assert_eq!(place.sql(ranks).await, "12|12");
}

/// Whoever waits looks at the history before each try: where another has done
/// the work, it leaves, although the lock is still held.
async fn work_that_another_has_done(place: Place) {
    const SECOND: &str = "CREATE TABLE b (id INT);";
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    lane.up(&place.connect().await).await.unwrap();
    lane.write("V2__b.sql", SECOND);
    let held = hold(&place).await;
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let db = place.connect().await;
        let migrator = lane.migrator(&db, Config::new());
        runs.spawn(async move { migrator.up(&db).await });
    }
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(runs.try_join_next().is_none(), "they wait");
    let checksum = schemalane_source::checksum(SECOND);
    place
        .sql(&format!(
            "INSERT INTO flyway_schema_history (installed_rank, version, description, type, \
             script, checksum, installed_by, execution_time, success) \
             VALUES (2, '2', 'b', 'SQL', 'V2__b.sql', {checksum}, 'another', 0, true)"
        ))
        .await;
    for outcome in runs.join_all().await {
        let report = outcome.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((report.already_applied, report.applied.len()), (2, 0));
    }
    drop(held);
}

/// What holds the lock of a lane until it is dropped.
pub(crate) async fn hold(place: &Place) -> Box<dyn std::any::Any> {
    match place {
        Place::Postgres(database) => {
            let mut client = database.client();
            client.simple("SELECT pg_advisory_lock(77433833903597)").unwrap();
            Box::new(client)
        }
        Place::Sqlite(sqlite) => {
            let path = sqlite.path().with_file_name("test.db.schemalane-lock");
            let file = std::fs::File::create(path).unwrap();
            file.lock().unwrap();
            Box::new(file)
        }
    }
}

/// Of 130 that start at once on one file, few take the lock, and none asks for
/// it often: who takes it after the first one finds nothing to do.
#[tokio::test]
async fn a_crowd_on_one_file_does_not_stand_in_line() {
    const CROWD: usize = 130;
    let place = Place::sqlite();
    let lane = counting();
    let log = Log::listen();
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..CROWD {
        let db = place.connect().await;
        let migrator = lane.migrator(&db, Config::new());
        runs.spawn(async move { migrator.up(&db).await });
    }
    for outcome in runs.join_all().await {
        let report = outcome.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(report.already_applied + report.applied.len(), 5);
    }
    let held = log.count("the migration lock is held");
    let pauses = log.count("another has the migration lock");
    assert!((1..CROWD / 4).contains(&held), "{held} took the lock");
    assert!(pauses < CROWD * 12, "{pauses} pauses");
}
