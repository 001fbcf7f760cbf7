//! A server that does nothing any more, as a machine that hangs: who is told
//! to end does, soon, and says what is not known.

use std::{
    thread,
    time::{Duration, Instant},
};

use schemalane_testkit::{
    Database, Frozen, Output, Proxy, Running, Server, assert_sound, effort, eventually,
};
use tokio::runtime::Runtime;

use crate::lane::{Lane, connect, up};

/// How long it may take to end once somebody has asked for it.
const SOON: Duration = Duration::from_secs(5);

/// A lane whose second migration sleeps, and a database for it.
fn sleeping(server: &Server) -> (Lane, Database) {
    let mut lane = Lane::probing(1);
    lane.add("SELECT pg_sleep(60);");
    (lane, server.database())
}

/// The process that serves the sleeping migration.
fn backend(database: &Database) -> i32 {
    let mut found = None;
    eventually("the migration sleeps", Duration::from_secs(20), || {
        let sessions = database.sessions();
        found = sessions.into_iter().find(|session| session.waits_for == "Timeout:PgSleep");
        found.is_some()
    });
    found.unwrap().process
}

fn assert_not_known(output: &Output) {
    let said = "error: interrupted without an answer of the database: whether V2__step.sql was \
                applied is not known (V1__step.sql before it, and kept)\nhelp: look with `migrate status`";
    assert!(output.stderr.contains(said), "{}", output.stderr);
}

/// What was left behind is in order once the server goes on.
fn assert_in_order(lane: &mut Lane, database: &Database) {
    lane.change(2, "SELECT 2;");
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let db = connect(&database.url()).await;
        let outcome = lane.migrator(schemalane::Config::new()).up(&db).await;
        outcome.unwrap_or_else(|error| panic!("{error}"));
    });
    assert_sound(database, &lane.expectations().applied(2));
}

/// Ends a run whose server, or one process of it, is frozen.
fn ended(whole: bool, end: impl FnOnce(&Running) -> Duration, code: i32, flags: &[&str]) {
    let server = Server::start(&[]);
    let (mut lane, database) = sleeping(&server);
    let running = up(&lane, &database.url()).args(flags).start();
    let backend = backend(&database);
    let frozen = Frozen::stop(if whole { server.process() } else { backend });
    let also = whole.then(|| Frozen::stop(backend));
    let began = Instant::now();
    let more = end(&running);
    let output = running.finish().expect(code);
    let took = began.elapsed();
    assert!(took < more + SOON, "{took:?}");
    assert_not_known(&output);
    drop((frozen, also));
    assert_in_order(&mut lane, &database);
}

fn by_signal(signal: &'static str) -> impl FnOnce(&Running) -> Duration {
    move |running| {
        running.signal(signal);
        Duration::ZERO
    }
}

#[test]
fn a_signal_or_a_limit_ends_a_run_whose_server_is_frozen() {
    let runs = [true, false].into_iter().flat_map(|whole| {
        [
            thread::spawn(move || ended(whole, by_signal("INT"), 130, &[])),
            thread::spawn(move || ended(whole, by_signal("TERM"), 143, &[])),
            thread::spawn(move || {
                ended(whole, |_| Duration::from_secs(5), 1, &["--timeout", "5s"]);
            }),
        ]
    });
    runs.collect::<Vec<_>>().into_iter().for_each(|run| run.join().unwrap());
}

/// The server takes nobody in, but it still serves us: that is no reason to
/// wait either.
#[test]
fn a_server_that_takes_nobody_in_any_more() {
    let server = Server::start(&[]);
    let (mut lane, database) = sleeping(&server);
    let running = up(&lane, &database.url()).start();
    backend(&database);
    let frozen = Frozen::stop(server.process());
    let began = Instant::now();
    running.signal("TERM");
    let output = running.finish().expect(143);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    assert_not_known(&output);
    drop(frozen);
    assert_in_order(&mut lane, &database);
}

/// Who asks twice is in a hurry.
#[test]
fn a_second_signal_ends_at_once() {
    let database_server = Server::shared();
    let (mut lane, database) = sleeping(database_server);
    let running = up(&lane, &database.url()).start();
    let frozen = Frozen::stop(backend(&database));
    running.signal("INT");
    thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    running.signal("INT");
    let output = running.finish().expect(130);
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_not_known(&output);
    drop(frozen);
    assert_in_order(&mut lane, &database);
}

/// A server that lets nobody in is not waited for.
#[test]
fn while_it_connects() {
    let server = Server::start(&[]);
    let (lane, database) = sleeping(&server);
    let _frozen = Frozen::stop(server.process());
    let limited = "error: interrupted: the run's limit of 1s was over; what was applied";
    for (flags, signal, code, said) in [
        (&["--timeout", "1s"] as &[&str], None, 1, limited),
        (&[], Some("TERM"), 143, "error: interrupted: what was applied"),
    ] {
        let began = Instant::now();
        let running = up(&lane, &database.url()).args(flags).start();
        if let Some(signal) = signal {
            thread::sleep(Duration::from_millis(700));
            running.signal(signal);
        }
        let output = running.finish().expect(code);
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
        assert!(output.stderr.contains(said), "{}", output.stderr);
    }
}

/// At whichever message the conversation stops, while it looks, locks,
/// applies, writes a failure down or takes its leave: a limit is a limit.
#[test]
fn a_limit_is_kept_at_any_message() {
    let limit = Duration::from_secs(2);
    let numbers = || (1..=10).step_by(if effort::is_full() { 1 } else { 3 });
    let stalled = move |fault: fn(&Proxy, usize), n: usize| {
        let mut lane = Lane::probing(1);
        lane.add("SELECT 1 / 0;");
        let database = Server::shared().database();
        let proxy = Proxy::before(Server::shared());
        fault(&proxy, n);
        let began = Instant::now();
        let output =
            up(&lane, &proxy.url_for(&database)).args(["--timeout", "2s"]).start().finish();
        let took = began.elapsed();
        assert!(took < limit + SOON, "{n}: {took:?}");
        assert!(matches!(output.code, 1 | 4), "{n}: {} {}", output.code, output.stderr);
        proxy.cut();
    };
    let runs: Vec<_> = [Proxy::stall_before as fn(&Proxy, usize), Proxy::stall_after]
        .into_iter()
        .flat_map(|fault| numbers().map(move |n| thread::spawn(move || stalled(fault, n))))
        .collect();
    runs.into_iter().for_each(|run| run.join().unwrap());
}
