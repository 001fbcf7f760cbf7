//! The network goes silent: nothing arrives any more, and nobody is told.

use std::{thread, time::Duration};

use schemalane_testkit::{Database, Network, Running, assert_released, assert_sound, eventually};

use crate::lane::{Lane, up};

/// What the server may take to be rid of a client that is out of reach.
const BOUND: Duration = Duration::from_secs(15);
const SOON: Duration = Duration::from_secs(30);

/// A runner that is out of reach. Its network is silent for as long as this
/// is there.
struct Cut {
    lane: Lane,
    database: Database,
    running: Running,
    network: Network,
}

impl Cut {
    /// Cuts a runner off while its second migration takes this many seconds.
    fn during(seconds: u32) -> Self {
        let network = Network::new(&[]);
        let database = network.server().database();
        database.psql("CREATE TABLE pause (seconds INT)");
        database.psql(&format!("INSERT INTO pause VALUES ({seconds})"));
        let mut lane = Lane::probing(1);
        lane.add("SELECT pg_sleep(seconds) FROM pause;");
        let command = up(&lane, &network.url_for(&database)).args(["--adopt"]);
        let running = network.inside(command).start();
        eventually("the migration sleeps", SOON, || {
            database.sessions().iter().any(|session| session.waits_for == "Timeout:PgSleep")
        });
        network.silence();
        Self { lane, database, running, network }
    }

    /// Nothing of the runner is left, and the next one does the rest.
    fn is_overcome(&self, applied: usize) {
        let Self { lane, database, .. } = self;
        assert_released(database, "schemalane", BOUND);
        assert_sound(database, &lane.expectations().applied(applied));
        database.psql("UPDATE pause SET seconds = 0");
        up(lane, &database.url()).run().expect(0);
        assert_sound(database, &lane.expectations().applied(2));
    }
}

/// The running statement is not waited for, and is undone.
#[test]
fn a_statement_does_not_outlive_the_network() {
    Cut::during(60).is_overcome(1);
}

/// The statement ends while nobody can hear it. A server that has sent what
/// nobody confirms asks for no sign of life, and would send it again for a
/// quarter of an hour.
#[test]
fn a_lock_does_not_outlive_a_reply_that_nobody_gets() {
    Cut::during(3).is_overcome(2);
}

/// What was lost is not made up for: when the network comes back, the runner
/// that was cut off has no part in the lane any more.
#[test]
fn a_network_that_comes_back_changes_nothing() {
    let cut = Cut::during(60);
    assert_released(&cut.database, "schemalane", BOUND);
    cut.network.restore();
    cut.is_overcome(1);
}

/// The one who was cut off notices as well, and says what is to be done.
#[test]
fn a_client_does_not_wait_for_ever() {
    let cut = Cut::during(60);
    let output = cut.running.finish().expect(1);
    assert!(output.stderr.contains("the server has been silent for 15 s"), "{}", output.stderr);
    assert!(output.stderr.contains("migrate status"), "{}", output.stderr);
    assert_sound(&cut.database, &cut.lane.expectations().applied(1));
}

/// Silence while the server waits for the client, which waits for a table.
#[test]
fn a_lock_between_two_tries_does_not_outlive_the_network() {
    let network = Network::new(&[]);
    let database = network.server().database();
    let mut lane = Lane::probing(1);
    up(&lane, &database.url()).run().expect(0);
    lane.add("ALTER TABLE t1 ADD COLUMN name TEXT;");
    let mut reader = database.client();
    reader.simple("BEGIN; SELECT * FROM t1").unwrap();

    let impatient = up(&lane, &network.url_for(&database)).args(["--lock-timeout", "100ms"]);
    let running = network.inside(impatient).start();
    // The pauses grow: the third is long enough to strike in it, when what
    // the server has said is confirmed.
    eventually("it pauses", SOON, || running.stderr().contains("try 4"));
    thread::sleep(Duration::from_millis(300));
    network.silence();
    assert!(database.sessions().iter().any(|session| {
        session.application.starts_with("schemalane") && session.state == "idle"
    }));
    assert_released(&database, "schemalane", BOUND);
    assert_sound(&database, &lane.expectations().applied(1));
    reader.simple("COMMIT").unwrap();
    up(&lane, &database.url()).run().expect(0);
    assert_sound(&database, &lane.expectations().applied(2));
}

/// A password that others can read is worth a warning, before anything is done.
#[test]
fn an_unencrypted_network_is_told() {
    let network = Network::new(&[]);
    let database = network.server().database();
    let lane = Lane::probing(1);
    let command = up(&lane, &network.url_for(&database));
    let output = network.inside(command).run().expect(0);
    assert!(output.stderr.contains("crosses a network unencrypted"), "{}", output.stderr);
    assert_sound(&database, &lane.expectations().applied(1));
}
