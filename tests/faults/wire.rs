//! A connection that is cut, at every message of its conversation.

use schemalane::Config;
use schemalane_testkit::{Proxy, Server, assert_sound};

use crate::lane::{Lane, connect};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_at_any_message_leaves_all_or_nothing() {
    let lane = Lane::probing(3);
    for fault in [Proxy::cut_before, Proxy::cut_inside, Proxy::cut_after] {
        let proxy = Proxy::before(Server::shared());
        for _ in proxy.sweep(fault, 2) {
            let database = Server::shared().database();
            let db = connect(&proxy.url_for(&database)).await;
            let _cut_or_not = lane.migrator(Config::new()).up(&db).await;
            assert_sound(&database, &lane.expectations());
            proxy.disarm();
            let direct = connect(&database.url()).await;
            lane.migrator(Config::new()).up(&direct).await.unwrap();
            assert_sound(&database, &lane.expectations().applied(3));
        }
    }
}
