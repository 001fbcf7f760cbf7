//! What a run may be told: where the history lies and how strict to be.

use std::{borrow::Cow, time::Duration};

use schemalane_source::{
    Dialect, Identifier, Names, RustType, SessionSettings, Settings, TargetName, Timeouts, Version,
};

/// How a [`Migrator`](crate::Migrator) works. Each method changes one thing;
/// what none of them says is as `schemalane.toml` said when the lane was
/// built, or else as the specification says.
///
/// ```
/// use std::time::Duration;
/// # use schemalane::Config;
/// let config = Config::new()
///     .schema("billing".try_into()?)
///     .installed_by("deploy")
///     .lock_wait(Duration::from_secs(10));
/// # Ok::<(), schemalane::IdentifierError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Config {
    pub(crate) target: TargetName,
    pub(crate) schema: Option<Identifier>,
    pub(crate) history_table: Option<Identifier>,
    pub(crate) installed_by: Option<String>,
    pub(crate) wait: Duration,
    pub(crate) lock_wait: Duration,
    pub(crate) lock_timeout: Duration,
    pub(crate) timeout: Option<Duration>,
    pub(crate) order: Order,
    pub(crate) future: Future,
    pub(crate) up_to: Option<Version>,
    pub(crate) rust_type: Option<RustType>,
    pub(crate) adoption: Adoption,
    pub(crate) session: SessionSettings,
}

/// What to do with objects that no history accounts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Adoption {
    Refused,
    Meant,
}

/// What to do with a pending migration below the highest applied one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Strict,
    Any,
}

/// What to do with a history that is ahead of the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Future {
    Drift,
    Allowed,
}

impl Config {
    /// The lane's own settings, and the specification's defaults: target `default`, schema `public`
    /// (SQLite: `main`), table `flyway_schema_history`, a lock wait of 60 s.
    pub const fn new() -> Self {
        Self {
            target: TargetName::DEFAULT,
            schema: None,
            history_table: None,
            installed_by: None,
            wait: Duration::ZERO,
            lock_wait: Duration::from_secs(60),
            lock_timeout: Duration::from_secs(3),
            timeout: None,
            order: Order::Strict,
            future: Future::Drift,
            up_to: None,
            rust_type: None,
            adoption: Adoption::Refused,
            session: SessionSettings::NONE,
        }
    }

    /// The named target to migrate; it decides which lane runs, and the
    /// default name of the history table.
    pub fn target(mut self, target: TargetName) -> Self {
        self.target = target;
        self
    }

    /// The schema that holds the history table and comes first in the search
    /// path of every migration. It must exist.
    pub fn schema(mut self, schema: Identifier) -> Self {
        self.schema = Some(schema);
        self
    }

    /// The name of the history table; default `flyway_schema_history`, and
    /// `flyway_schema_history__<target>` for a named target.
    pub fn history_table(mut self, table: Identifier) -> Self {
        self.history_table = Some(table);
        self
    }

    /// The text for the column `installed_by`; default is the database user
    /// (PostgreSQL) or the user of the operating system (SQLite).
    pub fn installed_by(mut self, name: impl Into<String>) -> Self {
        self.installed_by = Some(name.into());
        self
    }

    /// How long to wait for a database that is starting; default is not at all.
    ///
    /// One is waited for that cannot be reached, whose host has no address
    /// yet, or that says that it is starting up (or shutting down). One that
    /// is there and refuses is not: a wrong password, or a database that is
    /// not there, is an error at once. The observer hears of it
    /// ([`Event::Absent`](crate::Event::Absent)), and the error at the end says
    /// how long it was ([`Error::Absent`](crate::Error::Absent)).
    ///
    /// SQLite: nothing, since a file does not start: it is there, it is made,
    /// or it is an error.
    pub const fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// How long to wait for another runner that holds the lock; default 60 s.
    /// `Duration::ZERO` tries once.
    pub const fn lock_wait(mut self, wait: Duration) -> Self {
        self.lock_wait = wait;
        self
    }

    /// How long a statement of a transactional migration may wait for a lock
    /// on PostgreSQL; default 3 s. A statement that waits makes every query
    /// behind it wait as well. The whole transaction is then tried again, up
    /// to ten times with growing pauses. `Duration::ZERO` waits without end;
    /// a file's own `lock_timeout` comes first.
    ///
    /// The server counts whole milliseconds in 32 bits: less than one counts as
    /// one, and more than 24 days as the longest time that it can count.
    pub const fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.lock_timeout = Timeouts::countable(timeout);
        self
    }

    /// How long a whole command may take, waiting for another runner included;
    /// default is no limit. Then the statement is cancelled, the transaction
    /// rolled back, the failure recorded and the lock released, which takes 5 s
    /// at most, and the error says so ([`Error::Migration`](crate::Error::Migration)
    /// where a migration was under way, else
    /// [`Error::TimedOut`](crate::Error::TimedOut)).
    ///
    /// It is the only end of a Rust migration that waits for itself: one that
    /// reads rows as a stream and writes on the same transaction meanwhile.
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Applies pending migrations below the highest applied version too,
    /// instead of stopping there.
    pub const fn out_of_order(mut self) -> Self {
        self.order = Order::Any;
        self
    }

    /// Does not count applied versions above every local one as drift. An old
    /// replica that starts during a rolling deployment sees such a history.
    pub const fn allow_future(mut self) -> Self {
        self.future = Future::Allowed;
        self
    }

    /// Stops after this version.
    pub fn up_to(mut self, version: Version) -> Self {
        self.up_to = Some(version);
        self
    }

    /// What the history's `type` says for Rust migrations. `RUST` is the
    /// specification's word, but Flyway cannot read a table that holds it.
    pub const fn rust_type(mut self, rust_type: RustType) -> Self {
        self.rust_type = Some(rust_type);
        self
    }

    /// How dates are read and written while a migration runs on PostgreSQL,
    /// such as `ISO, DMY`; default `ISO, MDY`, whatever the role, the database
    /// or the server is set to. A file's own `date_style` comes first.
    pub fn date_style(mut self, style: impl Into<String>) -> Self {
        self.session.date_style = Some(Cow::Owned(style.into()));
        self
    }

    /// The time zone while a migration runs on PostgreSQL, such as
    /// `Europe/Berlin`; default `UTC`, whatever the role, the database or the
    /// server is set to. A file's own `time_zone` comes first.
    pub fn time_zone(mut self, zone: impl Into<String>) -> Self {
        self.session.time_zone = Some(Cow::Owned(zone.into()));
        self
    }

    /// Schemas that are searched behind the migrations' own schema, and before
    /// `public`, on PostgreSQL: where extensions live, as a rule. One that does
    /// not exist is passed over, as PostgreSQL does. A file's own
    /// `extra_search_path` takes the place of these.
    ///
    /// ```
    /// # use schemalane::{Config, Identifier};
    /// let config = Config::new().extra_search_path([Identifier::new("extensions")?]);
    /// # Ok::<(), schemalane::IdentifierError>(())
    /// ```
    pub fn extra_search_path(mut self, schemas: impl IntoIterator<Item = Identifier>) -> Self {
        let names = schemas.into_iter().map(|schema| schema.as_str().to_owned());
        self.session.extra_search_path = Names::Owned(names.collect());
        self
    }

    /// The same, with what a lane's settings say where this says nothing.
    pub(crate) fn completed_by(mut self, settings: &Settings) -> Self {
        self.schema = self.schema.or_else(|| settings.schema().cloned());
        self.history_table = self.history_table.or_else(|| settings.history_table().cloned());
        self.rust_type = self.rust_type.or_else(|| Some(settings.rust_type()));
        self
    }

    /// The word for Rust migrations in force.
    pub(crate) fn word_for_rust(&self) -> &'static str {
        self.rust_type.unwrap_or_default().as_str()
    }

    /// Applies the migrations to a schema that holds objects and has no
    /// history. Without it such a run is refused: the objects are somebody
    /// else's, or their history is to begin with a baseline or an import.
    pub const fn adopt(mut self) -> Self {
        self.adoption = Adoption::Meant;
        self
    }

    /// The schema in force for a dialect.
    pub(crate) fn schema_for(&self, dialect: Dialect) -> Identifier {
        self.schema.clone().unwrap_or_else(|| match dialect {
            Dialect::Postgres => Identifier::fixed("public"),
            Dialect::Sqlite => Identifier::fixed("main"),
        })
    }

    /// The history table in force.
    pub(crate) fn table(&self) -> Identifier {
        self.history_table.clone().unwrap_or_else(|| {
            if self.target.is_default() {
                Identifier::fixed("flyway_schema_history")
            } else {
                Identifier::fixed(&format!("flyway_schema_history__{}", self.target))
            }
        })
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}
