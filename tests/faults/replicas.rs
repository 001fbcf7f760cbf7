//! Processes that start together on one database.

use schemalane_testkit::{Running, Server, Sqlite, assert_sound, effort};

use crate::{
    lane::{Lane, up},
    sqlite::assert_sound_file,
};

/// Starts as many processes as `count` says, and waits until all of them succeeded.
fn together(count: usize, lane: &Lane, url: &str) {
    let running: Vec<Running> = (0..count).map(|_| up(lane, url).start()).collect();
    for replica in running {
        replica.finish().expect(0);
    }
}

#[test]
fn eight_on_a_fresh_server_apply_each_migration_once() {
    for _ in 0..effort::loops(2, 5) {
        let database = Server::shared().database();
        let lane = Lane::probing(4);
        together(8, &lane, &database.url());
        assert_sound(&database, &lane.expectations().applied(4));
    }
}

/// Twenty at once make the history table: the server lets one of them, and
/// what it says to the others is nobody's business.
#[test]
fn twenty_race_for_the_first_table() {
    for _ in 0..effort::loops(1, 10) {
        let database = Server::shared().database();
        let lane = Lane::probing(1);
        together(20, &lane, &database.url());
        assert_sound(&database, &lane.expectations().applied(1));
    }
}

#[test]
fn a_slow_migration_before_a_concurrent_build_hinders_nobody() {
    for _ in 0..effort::loops(1, 3) {
        let database = Server::shared().database();
        let mut lane = Lane::probing(1);
        lane.add("SELECT pg_sleep(1.5);");
        lane.add("-- schemalane: transaction = false\nCREATE INDEX CONCURRENTLY i ON t1 (id);");
        together(3, &lane, &database.url());
        assert_sound(&database, &lane.expectations().without_transaction(&["3"]).applied(3));
        assert_eq!(database.psql("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn six_on_one_file_apply_each_migration_once() {
    for _ in 0..effort::loops(2, 5) {
        let sqlite = Sqlite::new();
        let lane = Lane::probing(4);
        together(6, &lane, &sqlite.url());
        assert_sound_file(&sqlite, &lane.expectations().applied(4)).await;
        let only_the_database = sqlite.files();
        assert_eq!(only_the_database.len(), 1, "{only_the_database:?}");
    }
}
