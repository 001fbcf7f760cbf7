//! How long a run may take, and what a migration that waits for itself is told.

use std::time::Duration;

use schemalane::{
    Config, Error, Function, exit,
    sea_orm::{ConnectionTrait as _, TransactionTrait as _},
};

use crate::{
    concurrency::hold,
    lane::{Lane, applied, failed},
    place::Place,
};

crate::on_both!(
    a_migration_that_waits_for_itself,
    a_transaction_beside_its_connection,
    a_limit_while_another_runs,
    limits_that_no_server_can_count,
);

const LIMIT: Duration = Duration::from_millis(500);

/// The limit is said, and what a Rust migration may have waited for.
async fn assert_limited(place: &Place, lane: &Lane, left: &str, way_out: &str) {
    let db = place.connect().await;
    let error = lane.up_with(&db, Config::new().timeout(LIMIT)).await.unwrap_err();
    assert_eq!(error.exit_code(), exit::FAILED);
    let text = error.to_string();
    for part in ["the run's limit of 500ms was over", "reads rows as a stream"] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
    let [.., fact, help] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
    assert!(fact.contains(left) && help.contains(way_out), "{text}");
    assert_eq!(place.history().await, ["1|1|RUST|V1__a.rs|failed"]);
}

/// Who reads rows as a stream and writes meanwhile waits like this, for ever.
async fn a_migration_that_waits_for_itself(place: Place) {
    let lane = Lane::new(&[]).rust(
        "V1__a.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("CREATE TABLE a (id INT)").await?;
                std::future::pending().await
            })
        }),
    );
    assert_limited(&place, &lane, "it was rolled back", "give the run more time").await;
    assert!(!place.has("a").await);
    // Nobody's lock is left, and what was rolled back is tried again.
    let mended = Lane::new(&[]).rust(
        "V1__a.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("CREATE TABLE a (id INT)").await?;
                Ok(())
            })
        }),
    );
    let db = place.connect().await;
    let config = Config::new().lock_wait(Duration::ZERO).timeout(Duration::MAX);
    assert_eq!(applied(&mended.up_with(&db, config).await.unwrap()), ["1"]);
}

/// A migration has one connection, and its own transaction has it.
async fn a_transaction_beside_its_connection(place: Place) {
    let lane = Lane::new(&[]).rust(
        "V1__a.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                let txn = db.begin().await?;
                txn.execute_unprepared("CREATE TABLE a (id INT)").await?;
                db.execute_unprepared("CREATE TABLE b (id INT)").await?;
                txn.commit().await?;
                Ok(())
            })
        }),
    );
    assert_limited(&place, &lane, "it ran outside of a transaction", "undo or complete it by hand")
        .await;
    assert!(!place.has("a").await && !place.has("b").await);
}

async fn a_limit_while_another_runs(place: Place) {
    let db = place.connect().await;
    let lane = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let held = hold(&place).await;
    let error = lane.up_with(&db, Config::new().timeout(LIMIT)).await.unwrap_err();
    assert!(matches!(error, Error::TimedOut { limit: LIMIT, .. }), "{error:?}");
    assert!(error.to_string().contains("the run's limit of 500ms was over"), "{error}");
    assert_eq!(error.exit_code(), exit::ERROR);
    drop(held);
    assert!(!place.has("flyway_schema_history").await);
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);
}

async fn limits_that_no_server_can_count(place: Place) {
    let db = place.connect().await;
    let lane = Lane::of("V0__first.sql", "SELECT 1;");
    for (version, limit) in (1..).zip([
        Duration::MAX,
        Duration::from_nanos(1),
        Duration::from_micros(999),
        Duration::from_secs(365 * 86_400),
    ]) {
        lane.write(&format!("V{version}__a.sql"), "SELECT 1;");
        let config = Config::new().lock_timeout(limit).lock_wait(limit);
        let outcome = lane.up_with(&db, config.timeout(Duration::MAX)).await;
        outcome.unwrap_or_else(|error| panic!("{limit:?}: {error}"));
    }
}

/// The lock of a SQLite file is the transaction's of the migration itself.
#[tokio::test]
async fn a_second_connection_that_writes_is_told_who_has_the_lock() {
    let place = Place::sqlite();
    let Place::Sqlite(sqlite) = &place else { unreachable!() };
    let url: &'static str = Box::leak(sqlite.url().into_boxed_str());
    static URL: std::sync::OnceLock<&str> = std::sync::OnceLock::new();
    URL.set(url).unwrap();
    async fn second() -> Result<(), sqlx::Error> {
        let options: sqlx::sqlite::SqliteConnectOptions = URL.get().unwrap().parse()?;
        let options = options.busy_timeout(Duration::from_millis(50));
        let pool = sqlx::SqlitePool::connect_with(options).await?;
        sqlx::raw_sql("CREATE TABLE second (id INT)").execute(&pool).await?;
        pool.close().await;
        Ok(())
    }
    let in_transaction = Function::Transaction(|_| Box::pin(async { Ok(second().await?) }));
    let lane = Lane::new(&[]).rust("V1__a.rs", in_transaction);
    let db = place.connect().await;
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!(failure.message, "database is locked");
    let hint = failure.hint.unwrap();
    assert!(hint.contains("the migration's own transaction holds the lock"), "{hint}");
    assert!(!place.has("second").await);
    let beside = Function::Connection(|db| {
        Box::pin(async move {
            let txn = db.begin().await?;
            txn.execute_unprepared("CREATE TABLE a (id INT)").await?;
            Ok(second().await?)
        })
    });
    let lane = Lane::new(&[]).rust("V1__a.rs", beside);
    let failure = failed(lane.up(&db).await).failed.unwrap();
    let hint = failure.hint.unwrap();
    assert!(hint.contains("use the connection that it was given"), "{hint}");
}
