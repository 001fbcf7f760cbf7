//! A server that says nothing any more, as its client sees it: nothing may
//! hang, and what is not known is looked up by the next run.

use std::{
    thread,
    time::{Duration, Instant},
};

use schemalane::{Config, Error};
use schemalane_testkit::{Proxy, Server, assert_sound, effort, eventually};

use tokio::runtime::Runtime;

use crate::lane::{Lane, connect, up};

/// What a run may take until it ends by itself.
const BOUND: Duration = Duration::from_secs(40);

/// Stalls a run at one message, and says how it went on.
async fn stalled(fault: fn(&Proxy, usize), n: usize) -> bool {
    let lane = Lane::probing(3);
    let database = Server::shared().database();
    let proxy = Proxy::before(Server::shared());
    let db = connect(&proxy.url_for(&database)).await;
    fault(&proxy, n);
    let run = tokio::time::timeout(BOUND, lane.migrator(Config::new()).up(&db)).await;
    let outcome = run.unwrap_or_else(|_| panic!("the run hangs at message {n}"));
    let struck = proxy.struck();
    // A goodbye that nobody hears is none of the run's business.
    assert!(struck || outcome.is_ok(), "{outcome:?}");
    proxy.cut();
    proxy.disarm();
    let direct = connect(&database.url()).await;
    lane.migrator(Config::new()).up(&direct).await.unwrap_or_else(|error| panic!("{n}: {error}"));
    assert_sound(&database, &lane.expectations().applied(3));
    struck
}

/// At whichever message the conversation stops, the run ends. Each has a
/// runtime of its own: the test kit's client does not wait asynchronously.
#[test]
fn silence_at_any_message_ends_the_run() {
    let numbers = || (1..=12).step_by(if effort::is_full() { 1 } else { 3 });
    let runs: Vec<_> = [Proxy::stall_before, Proxy::stall_after]
        .into_iter()
        .flat_map(|fault: fn(&Proxy, usize)| numbers().map(move |n| (fault, n)))
        .map(|(fault, n)| {
            thread::spawn(move || Runtime::new().unwrap().block_on(stalled(fault, n)))
        })
        .collect();
    let struck = runs.into_iter().filter_map(|run| run.join().unwrap().then_some(())).count();
    assert!(struck >= 4, "the silence began {struck} times");
}

/// Only silence ends a run: a statement may take as long as it takes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_statement_is_not_silence() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("SELECT pg_sleep(21);");
    let proxy = Proxy::before(Server::shared());
    let db = connect(&proxy.url_for(&database)).await;
    lane.migrator(Config::new()).up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    let looked = proxy.take().connections - 1;
    assert!((3..=4).contains(&looked), "it was asked {looked} times whether the session is there");
    assert_sound(&database, &lane.expectations().applied(2));
}

/// What was applied before the silence is told with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_applied_before_is_told() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(2);
    lane.add("SELECT pg_sleep(60);");
    let proxy = Proxy::before(Server::shared());
    let (url, migrator) = (proxy.url_for(&database), lane.migrator(Config::new()));
    let run = tokio::spawn(async move { migrator.up(&connect(&url).await).await });
    eventually("the migration sleeps", BOUND, || {
        database.sessions().iter().any(|session| session.waits_for == "Timeout:PgSleep")
    });
    proxy.stall();
    let error = run.await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::ConnectionLost { script, .. } if script == "V3__step.sql"));
    let applied: Vec<_> = error.applied().iter().map(|applied| &*applied.script).collect();
    assert_eq!(applied, ["V1__step.sql", "V2__step.sql"]);
    let text = error.to_string();
    assert!(text.contains("the server has been silent for 15 s"), "{text}");
    assert!(text.contains("(V1__step.sql, V2__step.sql before it, and kept)"), "{text}");
    assert_eq!(error.exit_code(), schemalane::exit::ERROR);
}

/// A signal is obeyed soon, even where nobody can be asked to cancel.
#[test]
fn a_signal_is_obeyed_in_silence() {
    let database = Server::shared().database();
    let mut lane = Lane::probing(1);
    lane.add("SELECT pg_sleep(60);");
    let proxy = Proxy::before(Server::shared());
    let command = up(&lane, &proxy.url_for(&database)).args(["--format", "json"]);
    let running = command.start();
    eventually("the migration sleeps", BOUND, || {
        database.sessions().iter().any(|session| session.waits_for == "Timeout:PgSleep")
    });
    proxy.stall();
    let began = Instant::now();
    running.signal("TERM");
    let output = running.finish().expect(143);
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
    let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(report["applied"][0]["script"], "V1__step.sql", "{report}");
    assert!(output.stderr.contains("V1__step.sql before it"), "{}", output.stderr);
}
