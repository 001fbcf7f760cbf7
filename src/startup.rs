//! What an application calls at its start: connect, migrate, and go on or leave.

use std::time::Duration;

use schemalane_source::{Project, TargetName};
use sea_orm::DatabaseConnection;

#[cfg(feature = "cli")]
use crate::cli::discreet::Discreet;
use crate::{
    Config, Error, Identifier, Manifest, Migrator,
    report::RunReport,
    resolve::{self, Origin},
    shutdown::Shutdown,
    url::{DatabaseUrl, Secret},
};

/// How many connections an application's pool has where nothing says it.
const POOL_SIZE: u32 = 10;

#[cfg(feature = "cli")]
const DATABASE_URL: &str = "The database [default: SCHEMALANE_DATABASE_URL_<TARGET>, \
    SCHEMALANE_DATABASE_URL, DATABASE_URL, schemalane.toml, sqlite://schemalane.db]";
#[cfg(feature = "cli")]
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
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct StartupArgs {
    /// Migrate the database, then leave
    #[cfg_attr(feature = "cli", arg(long))]
    pub migrate_only: bool,
    /// The database; without it the environment and `schemalane.toml` are asked
    #[cfg_attr(feature = "cli", arg(long, value_name = "URL", help = DATABASE_URL))]
    pub database_url: Option<Secret>,
    /// The database target to migrate and to connect to [default: default]
    #[cfg_attr(feature = "cli", arg(long, value_name = "TARGET", value_parser = Discreet::<TargetName>::default()))]
    pub database: Option<TargetName>,
    /// The schema that holds the history table [default: public; SQLite: main]
    #[cfg_attr(feature = "cli", arg(long, value_name = "NAME", value_parser = Discreet::<Identifier>::default()))]
    pub schema: Option<Identifier>,
    /// The history table
    #[cfg_attr(feature = "cli", arg(long, value_name = "NAME", help = HISTORY_TABLE, value_parser = Discreet::<Identifier>::default()))]
    pub history_table: Option<Identifier>,
    /// Who is written to the history [default: the database user; SQLite: the system's user]
    #[cfg_attr(feature = "cli", arg(long, value_name = "NAME", value_parser = Discreet::<String>::default()))]
    pub installed_by: Option<String>,
    /// How long to wait for another replica that migrates [default: 60s]
    #[cfg_attr(feature = "cli", arg(long, value_name = "TIME", value_parser = Discreet::new(|text| crate::cli::time::parse(text).map_err(Into::into))))]
    pub lock_wait: Option<Duration>,
}

/// How an application that has migrated goes on.
#[derive(Debug)]
#[non_exhaustive]
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

    /// The database they mean, with the environment and `schemalane.toml`
    /// behind them.
    fn database(&self, project: &Project) -> Result<(DatabaseUrl, Origin), Error> {
        let flag = self.database_url.as_ref().map(Secret::expose);
        resolve::database_url(&self.target(), flag, &resolve::environment, project)
    }

    /// How to migrate it. An old replica must be able to start during a
    /// rolling deployment, so a history that is ahead is allowed.
    fn config(&self, project: &Project) -> Result<Config, Error> {
        let mut config = resolve::config(project, &self.target())?.allow_future();
        if let Some(schema) = &self.schema {
            config = config.schema(schema.clone());
        }
        if let Some(table) = &self.history_table {
            config = config.history_table(table.clone());
        }
        if let Some(name) = &self.installed_by {
            config = config.installed_by(name);
        }
        if let Some(wait) = self.lock_wait {
            config = config.lock_wait(wait);
        }
        Ok(config)
    }

    /// Connects and migrates.
    pub(crate) async fn run(
        &self,
        manifests: &'static [&'static Manifest],
        observe: impl Fn(&crate::Event<'_>) + Send + Sync + 'static,
        shutdown: &Shutdown,
    ) -> Result<Started, Error> {
        let project = resolve::project()?;
        let mut migrator = Migrator::embedded(manifests, self.config(&project)?).observe(observe);
        // Listening to a signal takes its usual effect from the process for
        // good, so only a process that is about to leave listens.
        if self.migrate_only {
            let (stop, abandon) = (shutdown.clone(), shutdown.clone());
            migrator = migrator.stop_when(move || stop.signal());
            migrator = migrator.abandon_when(move || abandon.insisted());
        }
        let (url, origin) = self.database(&project)?;
        let manifest = migrator.manifest()?;
        if !manifest.migrations().is_empty() {
            resolve::refuse_default(manifest.target(), manifest.dialects(), &url, &origin)?;
        }
        let size = project.database(&self.target()).and_then(|database| database.pool_size);
        let db = url.pool(size.unwrap_or(POOL_SIZE));
        let report = migrator.up(&db).await.map_err(|error| error.of_url(&url, &origin))?;
        Ok(if self.migrate_only {
            Started::Migrated { report }
        } else {
            Started::Ready { db, report }
        })
    }
}
