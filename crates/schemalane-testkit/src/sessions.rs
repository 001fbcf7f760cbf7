//! The sessions of a database, seen from outside, and how to end them again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::client::Client;
use crate::database::Database;

/// A session of a database.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Session {
    /// The number of the process that serves it.
    pub process: i32,
    /// What the client calls itself; empty where it has no name.
    pub application: String,
    /// `active`, `idle`, `idle in transaction`, `idle in transaction (aborted)`, and so on.
    pub state: String,
    /// What it waits for, such as `Lock:advisory` or `Client:ClientRead`; empty where it waits for nothing.
    pub waits_for: String,
    /// The statement that it runs, or has run last.
    pub statement: String,
}

impl Database {
    /// The sessions of clients in this database, the one that asks left out, in the order in which they began.
    ///
    /// ```no_run
    /// let database = schemalane_testkit::Server::shared().database();
    /// let busy = database.sessions().iter().any(|session| session.state == "active");
    /// assert!(!busy);
    /// ```
    #[must_use]
    pub fn sessions(&self) -> Vec<Session> {
        let sql = "select pid, application_name, coalesce(state, ''), \
                   coalesce(wait_event_type || ':' || wait_event, ''), query \
                   from pg_catalog.pg_stat_activity where datname = current_database() \
                   and backend_type = 'client backend' and pid <> pg_backend_pid() order by backend_start, pid";
        let reply =
            self.client().simple(sql).unwrap_or_else(|failure| panic!("{failure}, in: {sql}"));
        reply.rows.into_iter().map(session).collect()
    }

    /// Terminates, every 20 ms until the result is dropped, every session of this database whose application's name
    /// begins with `application`.
    pub fn terminate_loop(&self, application: &str) -> Harassment {
        Harassment::begin(self, "pg_terminate_backend", application)
    }

    /// Cancels, every 20 ms until the result is dropped, whatever a session of this database runs whose application's
    /// name begins with `application`.
    pub fn cancel_loop(&self, application: &str) -> Harassment {
        Harassment::begin(self, "pg_cancel_backend", application)
    }
}

/// Ends or cancels sessions until it is dropped.
#[must_use = "it ends when it is dropped"]
pub struct Harassment {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    over: AtomicBool,
    hits: AtomicUsize,
}

impl Harassment {
    /// How many sessions were hit so far. One that was cancelled twice counts twice.
    #[must_use]
    pub fn hits(&self) -> usize {
        self.shared.hits.load(Ordering::SeqCst)
    }

    fn begin(database: &Database, action: &str, application: &str) -> Self {
        assert!(
            !application.is_empty(),
            "every name begins with the empty text, the kit's own as well"
        );
        // Only what is at work can be cancelled, and only that counts.
        let busy = if action == "pg_cancel_backend" { "and state <> 'idle'" } else { "" };
        // Materialised first: the planner may call a function in a condition before it looks at the others.
        let sql = format!(
            "with it as materialized (select pid from pg_catalog.pg_stat_activity where datname = current_database() \
             and pid <> pg_backend_pid() and starts_with(application_name, '{}') {busy}) \
             select count(*) from it where {action}(pid)",
            application.replace('\'', "''")
        );
        let shared = Arc::new(Shared::default());
        let (url, other) = (database.url(), Arc::clone(&shared));
        Self { shared, thread: Some(thread::spawn(move || harass(&url, &sql, &other))) }
    }
}

impl Drop for Harassment {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        // What it does cannot panic.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Goes on when the server is away for a while.
fn harass(url: &str, sql: &str, shared: &Shared) {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut client = None;
    while !shared.over.load(Ordering::SeqCst) {
        if client.is_none() {
            client = Client::connect(url).ok();
        }
        match client.as_mut().map(|client: &mut Client| client.simple(sql)) {
            Some(Ok(reply)) => {
                shared.hits.fetch_add(reply.to_string().parse().unwrap_or(0), Ordering::SeqCst);
            }
            _ => client = None,
        }
        thread::sleep(PAUSE);
    }
}

fn session(row: Vec<Option<String>>) -> Session {
    let mut values = row.into_iter().map(Option::unwrap_or_default);
    let mut next = || values.next().unwrap_or_default();
    Session {
        process: next().parse().expect("the number of a process"),
        application: next(),
        state: next(),
        waits_for: next(),
        statement: next(),
    }
}
