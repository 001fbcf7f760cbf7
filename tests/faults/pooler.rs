//! PgBouncer in transaction mode between the engine and the server.

use schemalane::{Config, Error};
use schemalane_testkit::{Bouncer, Pooling, Server, Snapshot, assert_sound, effort};

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
