//! SQLite: files that reach nothing but their tables share a connection, and
//! what any other file leaves is seen.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use schemalane::{Config, Error, Event, sea_orm::DatabaseConnection};
use sqlx::{
    Executor as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use crate::{
    lane::{Lane, applied, failed},
    place::Place,
};

/// A pool that counts the connections which are opened as its own are.
fn counting(url: &str, hook: &'static str) -> (DatabaseConnection, Arc<AtomicUsize>) {
    let options: SqliteConnectOptions = url.parse().unwrap();
    let opened = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&opened);
    let pool = SqlitePoolOptions::new()
        .after_connect(move |connection: &mut SqliteConnection, _| {
            count.fetch_add(1, Ordering::Relaxed);
            Box::pin(async move { connection.execute(hook).await.map(drop) })
        })
        .connect_lazy_with(options);
    (pool.into(), opened)
}

async fn opened(files: &[(&str, &str)], hook: &'static str) -> usize {
    let place = Place::sqlite();
    let (db, opened) = counting(&place.url(), hook);
    let report = Lane::new(files).up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.applied.len(), files.len());
    opened.load(Ordering::Relaxed)
}

#[tokio::test]
async fn files_that_set_nothing_share_a_connection() {
    let confined = [
        ("V1__a.sql", "CREATE TABLE a (id INT);"),
        ("V2__b.sql", "INSERT INTO a VALUES (1);"),
        ("V3__c.sql", "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET id = 2; END;"),
        ("V4__d.sql", "DROP TABLE a;"),
    ];
    assert_eq!(opened(&confined, "SELECT 1").await, 1);
    let [a, b, c, d] = confined;
    let set = ("V5__e.sql", "PRAGMA cache_size = 77;");
    let asks = ("V6__f.sql", "CREATE TABLE f AS SELECT last_insert_rowid() AS id;");
    let last = ("V7__g.sql", "DROP TABLE f;");
    let mixed = opened(&[a, b, c, d, set, asks, last], "SELECT 1").await;
    assert_eq!(mixed, 4, "each of the two has one of its own, and leaves it to nobody");
}

/// What a hook has put in the connection may act for a file that does not say so.
#[tokio::test]
async fn what_a_hook_puts_in_a_connection_keeps_files_apart() {
    let files = [("V1__a.sql", "CREATE TABLE a (id INT);"), ("V2__b.sql", "DROP TABLE a;")];
    assert_eq!(opened(&files, "CREATE TEMPORARY TABLE scratch (id INT)").await, 2);
    assert_eq!(opened(&files, "ATTACH ':memory:' AS other").await, 2);
}

const PLANT: &str = "CREATE TRIGGER plant AFTER INSERT ON a \
    BEGIN DELETE FROM flyway_schema_history WHERE version = '1'; END;";

#[tokio::test]
async fn a_trigger_of_an_earlier_file_is_seen_to_touch_the_history() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (id INT);"),
        ("V2__b.sql", "CREATE TABLE b (id INT);"),
        ("V3__plant.sql", PLANT),
        ("V4__c.sql", "CREATE TABLE c (id INT);"),
        ("V5__fire.sql", "INSERT INTO a VALUES (1);"),
    ]);
    let report = failed(lane.up(&db).await);
    assert_eq!(applied(&report), ["1", "2", "3", "4"]);
    let history = "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank";
    assert_eq!(place.sql(history).await, "1\n2\n3\n4");
}

/// Whoever else writes to the database is found by its version.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trigger_that_comes_from_elsewhere_meanwhile_is_seen_too() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (id INT);"),
        ("V2__b.sql", "CREATE TABLE b (id INT);"),
        ("V3__fire.sql", "INSERT INTO a VALUES (1);"),
    ]);
    let url = place.url();
    let migrator = lane.migrator(&db, Config::new()).observe(move |event| {
        if matches!(event, Event::Applied { position: 2, .. }) {
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
                    pool.execute(PLANT).await.unwrap();
                    pool.close().await;
                });
            });
        }
    });
    let error = migrator.up(&db).await.unwrap_err();
    let Error::Migration { report } = error else { panic!("{error}") };
    assert_eq!(applied(&report), ["1", "2"]);
    assert_eq!(place.sql("SELECT count(*) || '' FROM a").await, "0");
}
