//! PostgreSQL: a run of many files, whose rows are written by statements that
//! the server keeps for the session.

use schemalane::Config;
use schemalane_testkit::{Proxy, Server};

use crate::{
    lane::{Lane, applied, failed},
    place::{Place, connect},
    session::CLEAN,
    wire::scans,
};

/// So many small files.
fn many(count: usize) -> Lane {
    let lane = Lane::new(&[]);
    for number in 1..=count {
        lane.write(&format!("V{number}__table_{number}.sql"), &table(number));
    }
    lane
}

fn table(number: usize) -> String {
    format!("CREATE TABLE t{number} (id INT PRIMARY KEY);")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_statements_of_a_row_are_said_once() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let proxy = Proxy::before(Server::shared());
    let db = connect(&proxy.url_for(database)).await;
    let lane = many(12);
    proxy.take();
    let report = lane.up_with(&db, Config::new().installed_by("it's me")).await.unwrap();
    assert_eq!(report.applied.len(), 12);
    let traffic = proxy.take();
    let count = |word: &str| traffic.queries.iter().filter(|query| query.contains(word)).count();
    assert_eq!((count("PREPARE"), count("COMMIT"), count("EXECUTE")), (1, 12, 12), "{traffic:?}");
    assert_eq!(count("DEALLOCATE"), 0, "{traffic:?}");
    assert_eq!(traffic.round_trips, 17, "one more than for a run of few");
    let rows = "SELECT count(*), min(description), count(DISTINCT checksum), min(installed_by), \
                min(type), bool_and(success), min(execution_time) >= 0, max(script) \
                FROM flyway_schema_history";
    assert_eq!(place.sql(rows).await, "12|table 1|12|it's me|SQL|t|t|V9__table_9.sql");
}

/// Whatever a file does to what is prepared, the next one finds nothing of it,
/// and its own row is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_may_prepare_and_deallocate() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = many(14);
    let dynamic = "DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$;";
    for (number, text) in [
        (2, "PREPARE mine AS SELECT 1;"),
        (3, CLEAN),
        (4, "PREPARE mine AS SELECT 2; RESET ALL; DISCARD PLANS;"),
        (5, CLEAN),
        (6, "-- schemalane: transaction = false\nPREPARE mine AS SELECT 1; DEALLOCATE ALL;"),
        (7, CLEAN),
        (8, "SET search_path = pg_temp; CREATE TEMPORARY TABLE scratch (id INT);"),
        (9, CLEAN),
        (10, dynamic),
        (11, CLEAN),
        (12, "DEALLOCATE ALL; PREPARE mine AS SELECT 1;"),
        (13, CLEAN),
    ] {
        lane.write(&format!("V{number}__table_{number}.sql"), text);
    }
    let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.applied.len(), 14);
    let rows = "SELECT count(*) FROM flyway_schema_history WHERE success AND installed_rank::text = version";
    assert_eq!(place.sql(rows).await, "14");
}

/// As in a run of few: `proof` has what else a file may do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_changes_the_history_is_rolled_back() {
    let place = Place::postgres();
    let db = place.connect().await;
    for (round, statement) in [
        "DELETE FROM flyway_schema_history WHERE version = '1'",
        "DELETE FROM flyway_schema_history WHERE version = '9'",
        "UPDATE flyway_schema_history SET checksum = 0 WHERE version = '1'",
        "UPDATE flyway_schema_history SET version = '99' WHERE version = '9'",
        "INSERT INTO flyway_schema_history SELECT 77, '77', description, type, script, checksum, \
         installed_by, installed_on, execution_time, success FROM flyway_schema_history \
         WHERE version = '1'",
        "TRUNCATE flyway_schema_history",
        "DELETE FROM flyway_schema_history WHERE version = '1'; SET LOCAL schemalane.counted = ''",
        "SAVEPOINT s; DELETE FROM flyway_schema_history WHERE version = '1'; RELEASE s",
        "ALTER TABLE flyway_schema_history ALTER checksum TYPE BIGINT USING 7",
        "CREATE RULE r AS ON UPDATE TO flyway_schema_history DO INSTEAD NOTHING",
    ]
    .into_iter()
    .enumerate()
    {
        place.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
        let lane = many(10);
        lane.write("V9__table_9.sql", &format!("{} {statement};", table(9)));
        let outcome = lane.up(&db).await;
        let said = outcome.as_ref().unwrap_err().to_string();
        assert!(said.contains("the history table is not what it was"), "{statement}: {said}");
        assert!(said.contains("it was rolled back"), "{statement}: {said}");
        let report = failed(outcome);
        assert_eq!(applied(&report).len(), 8, "{round}: {statement}");
        assert!(!place.has("t9").await, "{statement}");
        let rows = "SELECT count(*), count(*) FILTER (WHERE success) FROM flyway_schema_history";
        assert_eq!(place.sql(rows).await, "9|8", "{statement}");
    }
}

/// Errors of a file keep their place, and what follows is recorded.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_has_its_place() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = many(10);
    lane.write("V9__table_9.sql", "SELECT 1;\nSELECT nothing;\n");
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!((failure.line, failure.column), (Some(2), Some(8)), "{failure}");
    lane.write("V9__table_9.sql", &table(9));
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["9", "10"]);
}

/// What others do to the history during a run is found by its last migration at the latest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_change_meanwhile_is_found() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let proxy = Proxy::before(Server::shared());
    let db = connect(&proxy.url_for(database)).await;
    let lane = many(12);
    lane.write(
        "V5__table_5.sql",
        "CREATE TABLE gate (id INT); SELECT pg_sleep(2); CREATE TABLE t5 (id INT);",
    );
    let run = async { lane.up(&db).await };
    let change = async {
        let reached = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                       AND wait_event = 'PgSleep'";
        while place.sql(reached).await != "1" {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        place.sql("DELETE FROM flyway_schema_history WHERE version = '2'").await;
    };
    let (outcome, ()) = tokio::join!(run, change);
    let error = outcome.unwrap_err();
    assert!(error.to_string().contains("would run below version 11"), "{error}");
    assert!(!place.has("t12").await, "{error}");
}

/// However long the history is, a migration of a run of many looks at its own row alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_looks_at_the_history_a_few_times() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = place.connect().await;
    let lane = many(3);
    lane.up(&db).await.unwrap();
    database.psql(
        "INSERT INTO flyway_schema_history (installed_rank, description, type, script, installed_by, \
             execution_time, success) \
         SELECT i, 'many', 'SQL', 'R__many.sql', 'me', 1, true FROM generate_series(10, 3000) i; \
         ANALYZE flyway_schema_history",
    );
    let mut counts = Vec::new();
    for files in [4..=13, 14..=33] {
        let before = scans(database);
        for number in files {
            lane.write(&format!("V{number}__table_{number}.sql"), &table(number));
        }
        lane.up(&db).await.unwrap();
        counts.push(scans(database) - before);
    }
    assert_eq!(counts[0], counts[1], "ten migrations more");
}
