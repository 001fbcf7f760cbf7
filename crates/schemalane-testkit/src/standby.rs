//! A server that follows another one.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::address::Address;
use crate::client::Client;
use crate::database::Database;
use crate::patience::eventually;
use crate::server::Server;

/// object_in_use
const IN_USE: &str = "55006";

/// A hot standby: a copy of a [`Server`], which follows it by streaming replication with a slot of its own, and answers
/// what only reads.
///
/// Dropping it stops it, and drops the slot where the primary still runs.
///
/// ```no_run
/// use schemalane_testkit::{Client, Server, Standby};
///
/// let primary = Server::start(&[]);
/// let database = primary.database();
/// let standby = Standby::of(&primary);
/// database.psql("create table account ()");
/// standby.catch_up();
/// let mut client = Client::connect(&standby.url_for(&database)).unwrap();
/// assert_eq!(client.simple("create table other ()").unwrap_err().code(), Some("25006"));
/// standby.promote();
/// client.simple("create table other ()").unwrap();
/// ```
pub struct Standby {
    server: Server,
    primary: Address,
    slot: String,
}

impl Standby {
    /// Copies this server, and follows it from then on. Takes about two seconds.
    #[must_use]
    pub fn of(primary: &Server) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let slot = format!("standby_{}", COUNT.fetch_add(1, Ordering::Relaxed) + 1);
        let server = Server::copy_of(primary, &slot);
        Self { server, primary: primary.address().clone(), slot }
    }

    /// The standby as a server: its port, its log, and how to crash it.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The URL of this database of the primary, on the standby.
    #[must_use]
    pub fn url_for(&self, database: &Database) -> String {
        self.url_through(&database.url())
    }

    /// Any URL of the primary, such as a role's, on the standby.
    #[must_use]
    pub fn url_through(&self, url: &str) -> String {
        let address = Address::parse(url).expect("a PostgreSQL URL");
        Address { port: self.server.port(), ..address }.to_string()
    }

    /// Waits until the standby shows all that the primary has committed so far.
    pub fn catch_up(&self) {
        let written = ask(&self.primary.to_string(), "select pg_current_wal_insert_lsn()");
        let seen = format!("select pg_last_wal_replay_lsn() >= '{written}'");
        eventually("the standby has caught up with its primary", Duration::from_secs(60), || {
            ask(&self.server.url(), &seen) == "t"
        });
    }

    /// Makes it a server of its own, which takes writes, whether its primary runs or not. Waits until it does.
    pub fn promote(&self) {
        let order = self.server.guardian().order("promote");
        order.unwrap_or_else(|error| panic!("the standby is not promoted: {error}"));
        eventually("the standby takes writes", Duration::from_secs(60), || {
            ask(&self.server.url(), "select pg_is_in_recovery()") == "f"
        });
    }
}

impl Drop for Standby {
    /// The slot is free soon after the standby has ended. Where the primary is gone as well, there is none.
    fn drop(&mut self) {
        const TRIES: usize = 250;
        const PAUSE: Duration = Duration::from_millis(20);
        self.server.guardian_mut().finish();
        let Ok(mut client) = Client::connect(&self.primary.to_string()) else { return };
        let leave = format!("select pg_drop_replication_slot('{}')", self.slot);
        for _ in 0..TRIES {
            match client.simple(&leave) {
                Err(failure) if failure.code() == Some(IN_USE) => thread::sleep(PAUSE),
                _ => return,
            }
        }
    }
}

fn ask(url: &str, sql: &str) -> String {
    Client::connect(url)
        .and_then(|mut client| client.simple(sql))
        .unwrap_or_else(|failure| panic!("{failure}, in: {sql}"))
        .to_string()
}
