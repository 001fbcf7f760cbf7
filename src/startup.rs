//! What an application calls at its start: connect, migrate, and go on or leave.

use std::time::Duration;

use schemalane_source::TargetName;
use sea_orm::DatabaseConnection;

#[cfg(feature = "args")]
use crate::flag::Discreet;
use crate::{
    Config, Error, Identifier, Migrator, Runner,
    arrival::Arrival,
    event::Observer,
    report::RunReport,
    resolve::{Chosen, Fallback, Keeper},
    shutdown::Shutdown,
    url::Secret,
};

/// How many connections an application's pool has where nothing says it.
const POOL_SIZE: u32 = 10;

#[cfg(feature = "args")]
const DATABASE_URL: &str = "The database [default: SCHEMALANE_DATABASE_URL_<TARGET>, \
    SCHEMALANE_DATABASE_URL, DATABASE_URL, the file of SCHEMALANE_CONFIG, the application's own]";
#[cfg(feature = "args")]
const HISTORY_TABLE: &str =
    "The history table [default: flyway_schema_history, or flyway_schema_history__<TARGET>]";

/// The flags of a self-migrating application, to flatten into its own:
///
/// ```ignore
/// #[derive(clap::Parser)]
/// struct Args {
///     #[command(flatten)]
///     startup: schemalane::StartupArgs,
/// }
/// ```
///
/// How much is said, and in which colours, is the application's own: it has flags such as `-q`,
/// `-v` and `--color` itself, and none is among these. [`Runner::start`] takes colours as the
/// environment has them, and [`Runner::try_start`] prints nothing.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "args", derive(clap::Args))]
// Else an application that says nothing of itself would say this.
#[cfg_attr(feature = "args", command(about = None, long_about = None))]
pub struct StartupArgs {
    /// Migrate the database, then leave
    #[cfg_attr(feature = "args", arg(long))]
    pub migrate_only: bool,
    /// The database; without it the environment is asked, the file of `SCHEMALANE_CONFIG`, and
    /// the application's [default](crate::Runner::default_url)
    #[cfg_attr(feature = "args", arg(long, value_name = "URL", help = DATABASE_URL))]
    pub database_url: Option<Secret>,
    /// The database target to migrate and to connect to [default: default]
    #[cfg_attr(feature = "args", arg(long, value_name = "TARGET", value_parser = Discreet::<TargetName>::default()))]
    pub database: Option<TargetName>,
    /// The schema that holds the history table [default: public; SQLite: main]
    #[cfg_attr(feature = "args", arg(long, value_name = "NAME", value_parser = Discreet::<Identifier>::default()))]
    pub schema: Option<Identifier>,
    /// The history table
    #[cfg_attr(feature = "args", arg(long, value_name = "NAME", help = HISTORY_TABLE, value_parser = Discreet::<Identifier>::default()))]
    pub history_table: Option<Identifier>,
    /// Who is written to the history [default: the database user; SQLite: the system's user]
    #[cfg_attr(feature = "args", arg(long, value_name = "NAME", value_parser = Discreet::<String>::default()))]
    pub installed_by: Option<String>,
    /// Migrate a schema that holds objects and has no history
    #[cfg_attr(feature = "args", arg(long))]
    pub adopt: bool,
    /// How long to wait for a database that is starting [default: not at all]
    #[cfg_attr(feature = "args", arg(long, value_name = "TIME", value_parser = Discreet::new(|text| crate::flag::time::parse(text).map_err(Into::into))))]
    pub wait: Option<Duration>,
    /// How long to wait for another replica that migrates [default: 60s]
    #[cfg_attr(feature = "args", arg(long, value_name = "TIME", value_parser = Discreet::new(|text| crate::flag::time::parse(text).map_err(Into::into))))]
    pub lock_wait: Option<Duration>,
    /// How long a statement waits for a lock before its transaction is tried again [default: 3s]
    #[cfg_attr(feature = "args", arg(long, value_name = "TIME", value_parser = Discreet::new(|text| crate::flag::time::parse_limit(text).map_err(Into::into))))]
    pub lock_timeout: Option<Duration>,
    /// How long migrating may take at the start, waiting included [default: no limit]
    #[cfg_attr(feature = "args", arg(long, value_name = "TIME", value_parser = Discreet::new(|text| crate::flag::time::parse(text).map_err(Into::into))))]
    pub timeout: Option<Duration>,
}

/// How an application that has migrated goes on.
#[derive(Debug)]
pub enum Started {
    /// The database is what the binary expects: go on with this pool.
    Ready {
        /// The pool for the application.
        db: DatabaseConnection,
        /// What the migration did.
        report: RunReport,
    },
    /// `--migrate-only` was said: leave.
    Migrated {
        /// What the migration did.
        report: RunReport,
    },
}

impl StartupArgs {
    /// The target they name.
    #[must_use]
    pub fn target(&self) -> TargetName {
        self.database.clone().unwrap_or(TargetName::DEFAULT)
    }

    /// How to migrate. An old replica must be able to start during a
    /// rolling deployment, so a history that is ahead is allowed.
    fn config(&self) -> Config {
        let mut config = Config::new().target(self.target()).allow_future();
        if let Some(schema) = &self.schema {
            config = config.schema(schema.clone());
        }
        if let Some(table) = &self.history_table {
            config = config.history_table(table.clone());
        }
        if let Some(name) = &self.installed_by {
            config = config.installed_by(name);
        }
        if let Some(wait) = self.wait {
            config = config.wait(wait);
        }
        if let Some(wait) = self.lock_wait {
            config = config.lock_wait(wait);
        }
        if let Some(timeout) = self.lock_timeout {
            config = config.lock_timeout(timeout);
        }
        if let Some(limit) = self.timeout {
            config = config.timeout(limit);
        }
        if self.adopt {
            config = config.adopt();
        }
        config
    }

    /// Chooses what is migrated; nothing is connected yet.
    pub(crate) fn begin(&self, runner: &Runner) -> Result<Start, Error> {
        let workplace = runner.workplace()?;
        let target = self.target();
        let migrator = Migrator::embedded(runner.manifests, self.config());
        let manifest = migrator.manifest()?;
        let fallback = Fallback::Application(runner.default_for(&target, manifest.dialects()));
        let flag = self.database_url.as_ref().map(Secret::expose);
        let address = workplace.address(&target, flag, fallback)?;
        let remark = workplace.difference(manifest);
        let pool_size = workplace.pool_size(&target).unwrap_or(POOL_SIZE);
        let chosen = Chosen::new(address, self.config(), manifest.settings(), &Keeper::Compiled);
        Ok(Start { migrator, chosen, remark, pool_size, migrate_only: self.migrate_only })
    }
}

/// A start that knows where it goes.
pub(crate) struct Start {
    migrator: Migrator,
    chosen: Chosen,
    remark: Option<String>,
    pool_size: u32,
    migrate_only: bool,
}

impl Start {
    /// What to say before anything is done.
    pub(crate) fn lines(&self) -> Vec<String> {
        let remarks = self.remarks().map(|remark| format!("warning: {remark}"));
        [self.chosen.to_string()].into_iter().chain(remarks).collect()
    }

    /// The same for who reads logs.
    pub(crate) fn trace(&self) {
        tracing::info!("{}", self.chosen);
        self.remarks().for_each(|remark| tracing::warn!("{remark}"));
    }

    fn remarks(&self) -> impl Iterator<Item = String> {
        self.chosen.remarks().into_iter().chain(self.remark.clone())
    }

    /// Connects and migrates.
    pub(crate) async fn run(
        self,
        observe: impl Fn(&crate::Event<'_>) + Send + Sync + 'static,
        shutdown: &Shutdown,
    ) -> Result<Started, Error> {
        let observer = Observer::new(observe);
        let mut migrator = self.migrator.told(observer.clone());
        // Listening to a signal takes its usual effect from the process for
        // good, so only a process that is about to leave listens.
        if self.migrate_only {
            let (stop, abandon) = (shutdown.clone(), shutdown.clone());
            migrator = migrator.stop_because(move || stop.signal());
            migrator = migrator.abandon_when(move || abandon.insisted());
        }
        let address = &self.chosen.address;
        let located = |error: Error| error.of_url(&address.url, &address.origin);
        let config = &self.chosen.config;
        let arrival = Arrival::new(config, &observer);
        let settle = Box::pin(arrival.of(|| Box::pin(address.url.settle())));
        let settled = if self.migrate_only {
            tokio::select! {
                biased;
                settled = settle => settled,
                reason = shutdown.signal() => Err(Error::interrupted(reason)),
            }
        } else {
            settle.await
        };
        let db = settled.map_err(located)?.pool(self.pool_size);
        let report = migrator.up(&db).await.map_err(located)?;
        Ok(if self.migrate_only {
            Started::Migrated { report }
        } else {
            Started::Ready { db, report }
        })
    }
}
