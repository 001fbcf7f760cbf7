//! PgBouncer in transaction mode between the engine and the server.

use schemalane::{Config, Error};
use schemalane_testkit::{Bouncer, Pooling, Server, Snapshot, assert_sound, effort};
use sqlx::{
    Executor as _,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::lane::{Lane, connect, up};

const EIGHT: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_runners_apply_each_migration_once() {
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    for _ in 0..effort::loops(2, 5) {
        let database = Server::shared().database();
        let lane = Lane::probing(5);
        let url = bouncer.url_for(&database);
        let mut runs = tokio::task::JoinSet::new();
        for _ in 0..EIGHT {
            let (url, migrator) = (url.clone(), lane.migrator(Config::new()));
            runs.spawn(async move { migrator.up(&connect(&url).await).await });
        }
        while let Some(run) = runs.join_next().await {
            run.unwrap().unwrap_or_else(|error| panic!("{error}"));
        }
        assert_sound(&database, &lane.expectations().applied(5));
    }
}

/// The same, each in a process of its own, as replicas are.
#[test]
fn eight_processes_apply_each_migration_once() {
    let bouncer =
        Bouncer::before(Server::shared(), Pooling::Transaction, &[("default_pool_size", "4")]);
    for _ in 0..effort::loops(2, 8) {
        let database = Server::shared().database();
        let lane = Lane::probing(5);
        let url = bouncer.url_for(&database);
        let running: Vec<_> = (0..EIGHT).map(|_| up(&lane, &url).start()).collect();
        for replica in running {
            replica.finish().expect(0);
        }
        assert_sound(&database, &lane.expectations().applied(5));
        assert_eq!(database.psql("SELECT count(*) FROM flyway_schema_history"), "5");
    }
}

/// A setting that outlived the transaction would be somebody else's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_in_the_sessions_that_a_pooler_lends() {
    let bouncer =
        Bouncer::before(Server::shared(), Pooling::Transaction, &[("default_pool_size", "1")]);
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("SET work_mem = '77MB'; SET search_path = nowhere; SET search_path = public;");
    let url = bouncer.url_for(&database);
    let before = "SHOW search_path; SHOW work_mem; SHOW statement_timeout";
    let settings = |url: &str| {
        let mut client = schemalane_testkit::Client::connect(url).unwrap();
        before.split("; ").map(|show| client.simple(show).unwrap().to_string()).collect::<Vec<_>>()
    };
    let first = settings(&url);
    lane.migrator(Config::new()).up(&connect(&url).await).await.unwrap();
    assert_eq!(settings(&url), first);
    assert_sound(&database, &lane.expectations().applied(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_a_session_is_refused_before_anything_is_written() {
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("-- schemalane: transaction = false\nCREATE INDEX CONCURRENTLY i ON t1 (id);");
    let before = Snapshot::of(&database);
    let db = connect(&bouncer.url_for(&database)).await;
    let error = lane.migrator(Config::new()).up(&db).await.unwrap_err();
    assert!(
        matches!(&error, Error::NeedsSession { script } if script == "V2__step.sql"),
        "{error}"
    );
    before.assert_unchanged_outside("public");
    assert_eq!(database.psql("SELECT count(*) FROM pg_class WHERE relname = 't1'"), "0");

    // The server itself takes it.
    let db = connect(&database.url()).await;
    lane.migrator(Config::new()).up(&db).await.unwrap();
    assert_sound(&database, &lane.expectations().without_transaction(&["2"]).applied(2));
}

/// What somebody has set in a session that a pooler lends is not the migrations', and what a pool
/// sets by `after_connect` is set in one that is lent to others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_transaction_is_of_the_user_that_has_connected() {
    let bouncer =
        Bouncer::before(Server::shared(), Pooling::Transaction, &[("default_pool_size", "1")]);
    let database = Server::shared().database();
    let owner = format!("{}_owner", database.name());
    let _made = database
        .psql(&format!("CREATE ROLE {owner}; GRANT CREATE, USAGE ON SCHEMA public TO {owner}"));
    let hook = format!("SET ROLE {owner}; SET work_mem = '7MB'");
    let db = PgPoolOptions::new()
        .after_connect(move |connection, _| {
            let hook = hook.clone();
            Box::pin(async move {
                connection.execute(sqlx::AssertSqlSafe(hook)).await?;
                Ok(())
            })
        })
        .connect_lazy_with(bouncer.url_for(&database).parse::<PgConnectOptions>().unwrap())
        .into();
    let mut lane = Lane::probing(2);
    lane.add("CREATE TABLE t3 AS SELECT current_setting('work_mem') AS memory;");
    lane.migrator(Config::new()).up(&db).await.unwrap();
    let owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(database.psql(owners), "postgres");
    assert_eq!(database.psql("SELECT memory FROM t3"), "4MB");
    let _dropped = database.psql(&format!("DROP OWNED BY {owner}; DROP ROLE {owner}"));
}
