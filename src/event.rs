//! What happens during a run, told while it happens.

use std::{fmt, sync::Arc, time::Duration};

pub use crate::holder::Holder;
use crate::{failure::Failure, manifest::Migration, report::Applied, status::Status};

/// One step of a run. The library prints nothing: whoever wants to show
/// progress [observes](crate::Migrator::observe) these.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// The database is not there yet, and is [waited for](crate::Config::wait).
    /// It is told at once, when the reason changes, and at growing intervals.
    Absent {
        /// What came of the last try, in words.
        why: &'e str,
        /// How long this run has been waiting.
        waited: Duration,
        /// How long it waits at most.
        longest: Duration,
    },
    /// Another runner holds the lock.
    Waiting {
        /// Who, as far as the database knows.
        holder: &'e Holder,
        /// How long this run has been waiting.
        waited: Duration,
    },
    /// The connection crosses a network unencrypted, password and all.
    Unencrypted,
    /// Triggers do not fire and foreign keys are not checked: somebody has set
    /// `session_replication_role` to `replica` for this role or this database,
    /// and the role may not set it back.
    TriggersOff,
    /// SQLite: a file that switched foreign keys off was applied, and rows
    /// refer to nothing that did so before it.
    Orphans {
        /// The script of the migration.
        script: &'e str,
        /// The rows, each in words, twenty at most.
        rows: &'e [String],
    },
    /// The history has versions above every one that the binary knows, and
    /// the configuration allows that.
    Ahead {
        /// The scripts of those versions.
        scripts: &'e [String],
    },
    /// Files have no statement yet, and are passed over.
    Unwritten {
        /// Their scripts.
        scripts: &'e [String],
    },
    /// A migration begins.
    Started {
        /// Which.
        migration: &'e Migration,
        /// Its place in this run, from one.
        position: usize,
        /// How many migrations this run has.
        total: usize,
    },
    /// A statement of a migration begins that is sent alone: outside of a
    /// transaction, to SQLite, or with the data of its `COPY`. PostgreSQL is
    /// sent the others of a file in one message, and does not say how far it is.
    Statement {
        /// The migration.
        migration: &'e Migration,
        /// Which statement, from one.
        number: usize,
    },
    /// PostgreSQL remarks something, as with `RAISE NOTICE` or `RAISE WARNING`.
    ///
    /// The driver only logs that, so it is heard through a subscriber of
    /// `tracing` that stands before the application's while a migration runs.
    /// It is not heard where the application logs with `log` alone.
    Notice {
        /// The script of the migration.
        script: &'e str,
        /// The line that the statement begins on, from one; none for Rust, and
        /// for what the end of the transaction sets off.
        line: Option<usize>,
        /// Which statement, from one.
        statement: Option<usize>,
        /// How much it matters.
        severity: Severity,
        /// What it says.
        message: &'e str,
    },
    /// A migration could not get a lock in time, or lost a race for one; its
    /// transaction was rolled back and is tried again.
    Retrying {
        /// Why.
        failure: &'e Failure,
        /// How long until then.
        pause: Duration,
        /// Which try comes next, from one.
        next_try: u32,
    },
    /// A statement of a migration waits for other sessions on PostgreSQL: for a
    /// lock, or, as `CREATE INDEX CONCURRENTLY` does, for the end of their
    /// transactions. It is told again, at growing intervals, while that goes on.
    Blocked {
        /// The script of the migration, where one is under way.
        script: Option<&'e str>,
        /// Who is in the way, as far as this role may see.
        by: &'e [Holder],
        /// How long the statement, or its message, has been under way.
        waited: Duration,
    },
    /// The connection was lost while a migration ran. The history will tell
    /// what became of it; a server that restarts is waited for.
    Reconnecting {
        /// Which.
        migration: &'e Migration,
    },
    /// A migration was applied, and its row is there.
    Applied {
        /// What was recorded.
        applied: &'e Applied,
        /// Its place in this run, from one.
        position: usize,
        /// How many migrations this run has.
        total: usize,
    },
    /// A migration failed; the run ends here.
    Failed {
        /// Why.
        failure: &'e Failure,
    },
}

/// How much a remark of the server's matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Severity {
    /// `WARNING`.
    Warning,
    /// `NOTICE`.
    Notice,
    /// `INFO`, or `LOG` where `client_min_messages` asks for it.
    Info,
    /// `DEBUG`, where `client_min_messages` asks for it.
    Debug,
}

type Observe = dyn Fn(&Event<'_>) + Send + Sync;

/// Where events go.
#[derive(Clone, Default)]
pub(crate) struct Observer {
    observe: Option<Arc<Observe>>,
    /// Whether somebody outside of a run listens, too.
    is_watched: bool,
}

impl Observer {
    /// What is passed over is told.
    pub(crate) fn tell_unwritten(&self, status: &Status) {
        let scripts: Vec<_> = status.unwritten().map(str::to_owned).collect();
        if !scripts.is_empty() {
            tracing::warn!(?scripts, "these have no statement yet");
            self.tell(&Event::Unwritten { scripts: &scripts });
        }
    }

    pub(crate) fn new(observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self { observe: Some(Arc::new(observe)), is_watched: true }
    }

    /// The same for a run that follows its own events.
    pub(crate) fn followed_by(self, follow: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        let is_watched = self.is_watched;
        let observe = move |event: &Event<'_>| {
            follow(event);
            self.tell(event);
        };
        Self { observe: Some(Arc::new(observe)), is_watched }
    }

    /// Whether somebody outside of a run listens.
    pub(crate) const fn is_watched(&self) -> bool {
        self.is_watched
    }

    pub(crate) fn tell(&self, event: &Event<'_>) {
        if let Some(observe) = &self.observe {
            observe(event);
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.observe.is_some() { "Observer(..)" } else { "Observer(none)" })
    }
}
