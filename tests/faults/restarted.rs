//! A server that goes away and comes back: it is waited for, so that what is
//! known after a while is not told as unknown.

use std::{thread, time::Duration};

use schemalane::{Config, exit};
use schemalane_testkit::{Proxy, Server, assert_sound, effort, eventually};

use crate::lane::{Lane, connect};

const HISTORY: &str = "SELECT version, success FROM flyway_schema_history ORDER BY installed_rank";

/// Down for this long, this often, under one migration.
fn restart(server: &Server, downs: &[u64]) {
    for down in downs {
        server.crash();
        thread::sleep(Duration::from_millis(*down));
        server.revive();
    }
}

/// By its address and by its socket, which is not there while the server is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_under_a_migration_is_waited_for() {
    let server = Server::start(&[]);
    let database = server.database();
    let folder = server.folder().display().to_string();
    let urls = [database.url(), database.url_with(&[("host", &folder)])];
    let mut lane = Lane::probing(1);
    lane.add("SELECT pg_sleep(60);");
    let rounds: &[&[u64]] = if effort::is_full() {
        &[&[0], &[300], &[1500], &[7000], &[11_000], &[500, 0, 500]]
    } else {
        &[&[1500], &[7000, 500]]
    };
    for (downs, url) in rounds.iter().flat_map(|downs| urls.iter().map(move |url| (downs, url))) {
        let (url, migrator) = (url.clone(), lane.migrator(Config::new()));
        let run = tokio::spawn(async move { migrator.up(&connect(&url).await).await });
        eventually("the migration sleeps", Duration::from_secs(20), || {
            database.sessions().iter().any(|session| session.waits_for == "Timeout:PgSleep")
        });
        tokio::task::block_in_place(|| restart(&server, downs));
        let error = run.await.unwrap().unwrap_err();
        assert_eq!(error.exit_code(), exit::FAILED, "{downs:?}: {error}");
        assert!(error.to_string().contains("the connection was lost while it ran"), "{error}");
        assert_eq!(database.psql(HISTORY), "1\tt\n2\tf", "{downs:?}");
    }
    lane.change(2, "SELECT 2;");
    lane.migrator(Config::new()).up(&connect(&database.url()).await).await.unwrap();
    assert_sound(&database, &lane.expectations().applied(2));
}

/// Only the reply to the commit was lost, and then the server was gone: the
/// run goes on when it is back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_reply_was_lost_in_a_restart_is_a_commit() {
    let server = Server::start(&[]);
    let database = server.database();
    let lane = Lane::probing(3);
    let proxy = Proxy::before(&server);
    proxy.drop_reply_to("CREATE TABLE t2");
    let (url, migrator) = (proxy.url_for(&database), lane.migrator(Config::new()));
    let run = tokio::spawn(async move { migrator.up(&connect(&url).await).await });
    eventually("the reply is lost", Duration::from_secs(20), || proxy.struck());
    tokio::task::block_in_place(|| restart(&server, &[2000]));
    let report = run.await.unwrap().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.applied.len(), 3);
    assert_sound(&database, &lane.expectations().applied(3));
}
