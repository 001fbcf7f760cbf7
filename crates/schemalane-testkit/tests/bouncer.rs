//! PgBouncer pools as it was told to.

use std::thread;
use std::time::Duration;

use schemalane_testkit::{Bouncer, Client, Pooling, Server, eventually};

const SOON: Duration = Duration::from_secs(30);
const WHO: &str = "select pg_backend_pid()";

#[test]
fn transactions_share_a_connection_and_what_it_remembers() {
    let database = Server::shared().database();
    let bouncer =
        Bouncer::before(Server::shared(), Pooling::Transaction, &[("default_pool_size", "1")]);
    let url = bouncer.url_for(&database);
    let (mut one, mut two) = (Client::connect(&url).unwrap(), Client::connect(&url).unwrap());
    let mut who =
        |sql| (one.simple(sql).unwrap().to_string(), two.simple(sql).unwrap().to_string());
    let (first, second) = who(WHO);
    assert_eq!(first, second, "one connection serves both");
    one.simple("set lock_timeout = '7s'").unwrap();
    assert_eq!(
        two.simple("show lock_timeout").unwrap().to_string(),
        "7s",
        "no reset between transactions"
    );
    assert_eq!(one.simple("select pg_try_advisory_lock(77)").unwrap().to_string(), "t");
    assert_eq!(
        two.simple("select pg_try_advisory_lock(77)").unwrap().to_string(),
        "t",
        "the lock is of nobody"
    );
    let pool = bouncer.pool(&database);
    assert_eq!((pool.clients, pool.waiting, pool.servers), (2, 0, 1));
    assert_eq!(database.sessions().len(), 1);
}

#[test]
fn a_transaction_keeps_the_others_waiting() {
    let database = Server::shared().database();
    let bouncer =
        Bouncer::before(Server::shared(), Pooling::Transaction, &[("default_pool_size", "1")]);
    let url = bouncer.url_for(&database);
    let (mut one, mut two) = (Client::connect(&url).unwrap(), Client::connect(&url).unwrap());
    one.simple("begin").unwrap();
    let waiting = thread::spawn(move || two.simple("select 2").map(|reply| reply.to_string()));
    eventually("it waits", SOON, || bouncer.pool(&database).waiting == 1);
    one.simple("commit").unwrap();
    assert_eq!(waiting.join().unwrap().unwrap(), "2");
}

#[test]
fn sessions_have_a_connection_each_and_leave_it_clean() {
    let database = Server::shared().database();
    let bouncer = Bouncer::before(Server::shared(), Pooling::Session, &[]);
    let url = bouncer.url_for(&database);
    let (mut one, mut two) = (Client::connect(&url).unwrap(), Client::connect(&url).unwrap());
    let first = one.simple(WHO).unwrap().to_string();
    assert_ne!(first, two.simple(WHO).unwrap().to_string());
    one.simple("set lock_timeout = '7s'; select pg_advisory_lock(77)").unwrap();
    drop(one);
    eventually("its connection is idle again", SOON, || bouncer.pool(&database).clients == 1);
    let mut three = Client::connect(&url).unwrap();
    assert_eq!(three.simple("select pg_try_advisory_lock(77)").unwrap().to_string(), "t");
    assert_eq!(
        three.simple("show lock_timeout").unwrap().to_string(),
        "0",
        "DISCARD ALL, as PgBouncer has it by itself"
    );
}

#[test]
fn knows_roles_and_asks_for_passwords() {
    let database = Server::shared().database();
    let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[]);
    let role = database.role("writer", "grant create on schema public to {role}");
    let url = bouncer.url_through(&role);
    let mut client = Client::connect(&url).unwrap();
    assert_eq!(
        client.simple("select current_user").unwrap().to_string(),
        database.role_name("writer")
    );
    let wrong = url.replace(schemalane_testkit::secrets::MARKER, "wrong");
    assert!(Client::connect(&wrong).is_err());
    assert!(!schemalane_testkit::secrets::found_in(&bouncer.log()));
}

#[test]
fn ends_with_its_clients() {
    let database = Server::shared().database();
    let bouncer = Bouncer::before(Server::shared(), Pooling::Session, &[]);
    let url = bouncer.url_for(&database);
    let mut client = Client::connect(&url).unwrap();
    client.simple("select 1").unwrap();
    drop(bouncer);
    assert!(client.simple("select 1").is_err());
    assert!(Client::connect(&url).is_err());
    eventually("the server has no session of it", SOON, || database.sessions().is_empty());
}

#[test]
#[should_panic(expected = "PgBouncer does not start: ")]
fn a_setting_that_it_does_not_know_is_said() {
    let _ = Bouncer::before(Server::shared(), Pooling::Session, &[("pool_mode", "occasional")]);
}
