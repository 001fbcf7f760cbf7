//! Sessions are seen, and ended or cancelled for as long as it is wanted.

use std::thread;
use std::time::Duration;

use schemalane_testkit::{Client, Database, Server, eventually};

const SOON: Duration = Duration::from_secs(30);

fn named(database: &Database, name: &str) -> Client {
    let url = database.url_with(&[("application_name", name)]);
    Client::connect(&url).expect("the server lets everybody in")
}

#[test]
fn shows_who_does_what() {
    let database = Server::shared().database();
    assert!(database.sessions().is_empty());
    let mut holder = named(&database, "holder");
    holder.simple("begin; select pg_advisory_xact_lock(7)").unwrap();
    let mut waiter = named(&database, "waiter");
    let process = waiter.process();
    let waiting = thread::spawn(move || waiter.simple("select pg_advisory_lock(7)").map(drop));
    eventually("it waits", SOON, || {
        database
            .sessions()
            .iter()
            .any(|it| it.process == process && it.waits_for == "Lock:advisory")
    });
    let shown: Vec<_> =
        database.sessions().into_iter().map(|it| (it.application, it.state)).collect();
    let expected = [("holder", "idle in transaction"), ("waiter", "active")];
    assert_eq!(shown, expected.map(|(name, state)| (name.to_owned(), state.to_owned())));
    assert!(database.sessions()[1].statement.contains("pg_advisory_lock(7)"));
    holder.simple("commit").unwrap();
    waiting.join().unwrap().unwrap();
}

#[test]
fn terminates_again_and_again_whom_it_was_told_and_nobody_else() {
    let (database, other) = (Server::shared().database(), Server::shared().database());
    let (mut bystander, mut elsewhere) = (named(&database, "shop"), named(&other, "lane 2"));
    {
        let harassment = database.terminate_loop("lane");
        for round in 1..=3 {
            // It may be hit while it is still on its way in.
            if let Ok(mut victim) =
                Client::connect(&database.url_with(&[("application_name", "lane 1")]))
            {
                assert!(victim.simple("select pg_sleep(60)").is_err());
            }
            eventually("it is counted", SOON, || harassment.hits() >= round);
        }
    }
    bystander.simple("select 1").unwrap();
    elsewhere.simple("select 1").expect("the same name in another database is somebody else's");
    let mut victim = named(&database, "lane 1");
    victim.simple("select pg_sleep(0.1)").expect("it is over");
}

#[test]
fn cancels_statements_and_keeps_sessions() {
    let database = Server::shared().database();
    let mut victim = named(&database, "lane");
    {
        let harassment = database.cancel_loop("lane");
        for _ in 0..3 {
            assert_eq!(victim.simple("select pg_sleep(60)").unwrap_err().code(), Some("57014"));
        }
        eventually("they are counted", SOON, || harassment.hits() >= 3);
    }
    victim.simple("select pg_sleep(0.1)").expect("it is over");
}

#[test]
fn goes_on_after_the_server_was_away() {
    let server = Server::start(&[]);
    let database = server.database();
    let harassment = database.terminate_loop("lane");
    server.crash();
    server.revive();
    let before = harassment.hits();
    if let Ok(mut victim) = Client::connect(&database.url_with(&[("application_name", "lane")])) {
        assert!(victim.simple("select pg_sleep(60)").is_err());
    }
    eventually("it hits again", SOON, || harassment.hits() > before);
}
