//! Files that nobody wants to hold in memory several times.

use std::fmt::Write as _;

use schemalane::Config;
use schemalane_testkit::{Proxy, Server};

use crate::{
    lane::{Lane, applied},
    place::{Place, connect},
};

/// What a message may have in bytes.
const BOUND: usize = (1 << 20) + 4096;

/// `rows` lines of statements, and as many of data between them, about 1 KB each.
fn large(rows: usize) -> String {
    let filling = "é".repeat(480);
    let mut text = String::from("CREATE TABLE big (id INT, filling TEXT);\n");
    let insert = |text: &mut String, id| {
        writeln!(text, "INSERT INTO big VALUES ({id}, '{filling}'); -- {id}").unwrap();
    };
    (0..rows / 2).for_each(|id| insert(&mut text, id));
    text.push_str("COPY big FROM stdin;\n");
    (0..rows).for_each(|id| writeln!(text, "{id}\t{filling}").unwrap());
    text.push_str("\\.\n");
    (0..rows / 2).for_each(|id| insert(&mut text, id));
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_goes_in_messages_of_bounded_size_and_is_one_transaction() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let proxy = Proxy::before(Server::shared());
    let db = connect(&proxy.url_for(database)).await;
    let rows = 12 * 1024;
    let text = large(rows);
    assert!(text.len() >= 23 << 20);
    let lane = Lane::of("V1__large.sql", &text);
    proxy.take();
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1"]);
    let traffic = proxy.take();
    assert!(traffic.longest <= BOUND, "{}", traffic.longest);
    assert!((12..64).contains(&traffic.copied), "{}", traffic.copied);
    assert!((40..90).contains(&traffic.queries.len()), "{}", traffic.queries.len());
    let commits = traffic.queries.iter().filter(|query| query.contains("\nCOMMIT")).count();
    assert_eq!(commits, 1);
    assert_eq!(place.sql("SELECT count(*) FROM big").await, (2 * rows).to_string());
    assert_eq!(place.sql("SELECT count(DISTINCT xmin::text) FROM big").await, "1");
    // The row is written by the same transaction, before and after the file.
    let together = "SELECT count(*) FROM flyway_schema_history h \
                    WHERE h.xmin IN (SELECT xmin FROM big)";
    assert_eq!(place.sql(together).await, "1");
}

/// An error far behind has its place, and takes everything back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_at_the_end_of_a_large_file_has_its_place() {
    let place = Place::postgres();
    let text = large(1024) + "SELECT 'é', nothing FROM big;\nSELECT 1;\n";
    let lane = Lane::of("V1__large.sql", &text);
    let error = lane.up(&place.connect().await).await.unwrap_err();
    let line = text.lines().count() - 1;
    let place_of_error = format!("V1__large.sql:{line}:13: column \"nothing\" does not exist");
    assert!(error.to_string().starts_with(&place_of_error), "{error}");
    assert!(!place.has("big").await);
    assert_eq!(place.history().await, ["1|1|SQL|V1__large.sql|failed"]);
    // An error of execution has no place of its own, but its statement has.
    let text = large(1024) + "INSERT INTO big\nVALUES (1 / (SELECT 0), '');\nSELECT 1;\n";
    lane.write("V1__large.sql", &text);
    let error = lane.up(&place.connect().await).await.unwrap_err();
    let line = text.lines().count() - 2;
    let place_of_error = format!("V1__large.sql:{line}:1: division by zero");
    assert!(error.to_string().starts_with(&place_of_error), "{error}");
    assert!(!place.has("big").await);
}

/// Cut off between two of its messages, nothing of a large file is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_that_is_cut_off_is_not_there() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let proxy = Proxy::before(Server::shared());
    let lane = Lane::of("V1__large.sql", &large(1024));
    for fault in [Proxy::cut_before, Proxy::cut_inside, Proxy::cut_after] {
        for message in [6, 9] {
            let db = connect(&proxy.url_for(database)).await;
            fault(&proxy, message);
            let error = lane.up(&db).await.unwrap_err();
            assert!(proxy.struck());
            assert!(error.to_string().contains("the connection was lost"), "{error}");
            assert!(!place.has("big").await);
        }
    }
    let report = lane.up_with(&place.connect().await, Config::new()).await.unwrap();
    assert_eq!(applied(&report), ["1"]);
    assert_eq!(place.history().await.len(), 1);
}
