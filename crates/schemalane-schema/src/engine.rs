//! The engine: reads, plans, executes, logs.

#[cfg(feature = "postgres")]
use crate::postgres;
#[cfg(feature = "sqlite")]
use crate::sqlite;
use crate::{Database, Error, Files, LogEntry, Options, Plan, Progress, Report, Schema};
use futures_core::future::BoxFuture;
#[cfg(feature = "sqlite")]
use std::path::Path;

/// Takes one database to the schema that files describe.
///
/// ```no_run
/// use schemalane_schema::{Database, Engine, Files, Options, Progress};
///
/// # async fn go() -> Result<(), schemalane_schema::Error> {
/// let engine = Engine::new(Database::sqlite("shop.db"), Options::new());
/// let files = Files::read("schema".as_ref())?;
/// let plan = engine.plan(&files).await?;
/// println!("{}", plan.to_sql());
/// engine.execute(&files, &plan, Some("first version"), &Progress::new()).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Engine {
    database: Database,
    options: Options,
}

impl Engine {
    /// An engine for a database.
    #[must_use]
    pub const fn new(database: Database, options: Options) -> Self {
        Self { database, options }
    }

    /// The schema that the database has. Nothing is written.
    ///
    /// # Errors
    ///
    /// The database cannot be reached or read.
    pub fn actual<'a>(&'a self) -> BoxFuture<'a, Result<Schema, Error>> {
        Box::pin(async move {
            match &self.database {
                #[cfg(feature = "sqlite")]
                Database::Sqlite(path) => self.blocking(path, sqlite::actual).await,
                #[cfg(feature = "postgres")]
                Database::Postgres(connect) => postgres::actual(connect, &self.options).await,
            }
        })
    }

    /// The schema that the files describe, found by executing them in a scratch database.
    ///
    /// # Errors
    ///
    /// A file holds a statement that is not allowed there, or that the database refuses.
    pub fn wanted<'a>(&'a self, files: &'a Files) -> BoxFuture<'a, Result<Schema, Error>> {
        Box::pin(async move {
            match &self.database {
                #[cfg(feature = "sqlite")]
                Database::Sqlite(path) => {
                    let files = files.clone();
                    self.blocking(path, move |_, options| sqlite::wanted(&files, options)).await
                }
                #[cfg(feature = "postgres")]
                Database::Postgres(connect) => {
                    postgres::wanted(connect, files, &self.options).await
                }
            }
        })
    }

    /// The steps to the schema that the files describe, tried on a scratch copy, with what is dangerous about them on
    /// the data as it is. Nothing is written.
    ///
    /// # Errors
    ///
    /// As [`Engine::actual`] and [`Engine::wanted`]; a hint of a rename that means nothing; objects that need each other
    /// in a circle; a difference that nothing can be done about.
    pub fn plan<'a>(&'a self, files: &'a Files) -> BoxFuture<'a, Result<Plan, Error>> {
        Box::pin(async move {
            match &self.database {
                #[cfg(feature = "sqlite")]
                Database::Sqlite(path) => {
                    let files = files.clone();
                    self.blocking(path, move |path, options| sqlite::plan(path, &files, options))
                        .await
                }
                #[cfg(feature = "postgres")]
                Database::Postgres(connect) => postgres::plan(connect, files, &self.options).await,
            }
        })
    }

    /// Executes a plan that this engine made from these files, and writes the log.
    ///
    /// # Errors
    ///
    /// The plan has hazards that nobody approved; the database has changed since the plan was made; a step failed, and
    /// what was not committed is as it was; it was cancelled.
    pub fn execute<'a>(
        &'a self,
        files: &'a Files,
        plan: &'a Plan,
        message: Option<&'a str>,
        progress: &'a Progress,
    ) -> BoxFuture<'a, Result<Report, Error>> {
        Box::pin(async move {
            plan.ensure_approved()?;
            if plan.is_empty() && message.is_none() {
                return Ok(Report {
                    plan: plan.clone(),
                    rows_copied: 0,
                    duration_ms: 0,
                    log_id: None,
                });
            }
            match &self.database {
                #[cfg(feature = "sqlite")]
                Database::Sqlite(path) => {
                    let (files, plan, progress) = (files.clone(), plan.clone(), progress.clone());
                    let message = message.map(str::to_owned);
                    self.blocking(path, move |path, options| {
                        sqlite::execute(path, &files, &plan, message.as_deref(), options, &progress)
                    })
                    .await
                }
                #[cfg(feature = "postgres")]
                Database::Postgres(connect) => {
                    postgres::execute(connect, files, plan, message, &self.options, progress).await
                }
            }
        })
    }

    /// What was done before, the newest first. Empty where nothing was. Nothing is written.
    ///
    /// # Errors
    ///
    /// The database cannot be reached or read.
    pub fn log<'a>(&'a self) -> BoxFuture<'a, Result<Vec<LogEntry>, Error>> {
        Box::pin(async move {
            match &self.database {
                #[cfg(feature = "sqlite")]
                Database::Sqlite(path) => self.blocking(path, |path, _| sqlite::log(path)).await,
                #[cfg(feature = "postgres")]
                Database::Postgres(connect) => postgres::log(connect).await,
            }
        })
    }

    /// Runs what blocks on a thread where it may. Outside of a runtime, as in a build script, nobody else waits for this
    /// one.
    #[cfg(feature = "sqlite")]
    async fn blocking<T: Send + 'static>(
        &self,
        path: &Path,
        work: impl FnOnce(&Path, &Options) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        #[cfg(feature = "postgres")]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (path, options) = (path.to_owned(), self.options.clone());
            return match runtime.spawn_blocking(move || work(&path, &options)).await {
                Ok(result) => result,
                Err(error) => match error.try_into_panic() {
                    Ok(panic) => std::panic::resume_unwind(panic),
                    // The runtime ends before the work began.
                    Err(_) => Err(Error::Cancelled { committed: 0 }),
                },
            };
        }
        work(path, &self.options)
    }
}

impl Schema {
    /// Reads the schema of a database. Nothing is written by it.
    ///
    /// # Errors
    ///
    /// The database cannot be reached or read.
    pub fn from_database<'a>(
        database: &'a Database,
        options: &'a Options,
    ) -> BoxFuture<'a, Result<Self, Error>> {
        Box::pin(async move { Engine::new(database.clone(), options.clone()).actual().await })
    }

    /// Finds the schema that files describe, by executing them in a scratch database beside `database`, which itself is
    /// not touched.
    ///
    /// # Errors
    ///
    /// A file holds a statement that is not allowed there, or that the database refuses; the error names file and line.
    pub fn from_files<'a>(
        files: &'a Files,
        database: &'a Database,
        options: &'a Options,
    ) -> BoxFuture<'a, Result<Self, Error>> {
        Box::pin(async move { Engine::new(database.clone(), options.clone()).wanted(files).await })
    }
}
