//! The ledger: what the command line did, on which target, and how it ended.
//!
//! It is a small database of the tool's own, migrated like any other. It
//! records; it never decides. A ledger that cannot be opened or written never
//! fails a migration.

mod location;
mod private;
mod record;
pub(crate) mod step;

pub(crate) use self::{
    location::Location,
    record::{Filter, RunOutcome, RunRecord},
    step::StepRecord,
};

use std::{
    fmt,
    future::Future,
    process,
    time::{Duration, Instant, SystemTime},
};

use schemalane_source::TargetName;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbErr, Statement, Value};

use crate::{
    Config, Error, Failure, Identifier, Manifest, Migrator, RunReport, console, exit,
    resolve::Origin, url::DatabaseUrl, user,
};

/// The ledger of this run; without one, nothing is recorded.
#[derive(Debug)]
pub(crate) struct Ledger {
    db: Option<DatabaseConnection>,
    trouble: Trouble,
}

/// What to do where the ledger cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// Somebody named the location, and wants to know.
    Warn,
    /// Nobody asked for a ledger.
    Hide,
}

impl Trouble {
    fn of(location: &Location) -> Self {
        if matches!(location, Location::Named(_)) { Self::Warn } else { Self::Hide }
    }

    fn tell(self, error: &dyn fmt::Display) {
        match self {
            Self::Warn => console::warn(&format!("this run is not recorded: {error}")),
            Self::Hide => tracing::debug!(%error, "this run is not recorded"),
        }
    }
}

/// What a command sets out to do.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) command: &'static str,
    pub(crate) target: TargetName,
    pub(crate) url: DatabaseUrl,
    pub(crate) schema: Identifier,
    pub(crate) history_table: Identifier,
}

impl Ledger {
    /// No ledger.
    pub(crate) const fn none() -> Self {
        Self { db: None, trouble: Trouble::Hide }
    }

    /// Opens the ledger for recording. Trouble is a remark where the location
    /// was named, and a debug event where it was not.
    pub(crate) async fn open(location: &Location, lanes: &'static [&'static Manifest]) -> Self {
        if matches!(location, Location::Nowhere) {
            return Self::none();
        }
        match Self::prepare_quietly(location, lanes).await {
            Ok(ledger) => ledger,
            Err(error) => {
                Trouble::of(location).tell(&error);
                Self::none()
            }
        }
    }

    /// Opens the ledger, or says why not.
    pub(crate) async fn prepare_quietly(
        location: &Location,
        lanes: &'static [&'static Manifest],
    ) -> Result<Self, Error> {
        let url = location.url()?;
        let found = |error: Error| error.of_url(&url, &Origin::Ledger);
        let db = url.settle().await.map_err(found)?.pool(1);
        migrator(lanes).up(&db).await.map_err(found)?;
        Ok(Self { db: Some(db), trouble: Trouble::of(location) })
    }

    /// Migrates the ledger, as `schemalane --migrate-only` does.
    pub(crate) async fn prepare(
        location: &Location,
        lanes: &'static [&'static Manifest],
    ) -> Result<(DatabaseUrl, RunReport), Error> {
        let url = location.url()?;
        let migrator = migrator(lanes).observe(console::Progress::new().observer());
        let found = |error: Error| error.of_url(&url, &Origin::Ledger);
        let db = url.settle().await.map_err(found)?.pool(1);
        let report = migrator.up(&db).await.map_err(found)?;
        Ok((url, report))
    }

    /// Runs a command and records it: first that it began, then how it ended.
    /// What is never ended stays as running, and that is what happened. `steps`
    /// tells from what it came to which steps it took.
    pub(crate) async fn record<T>(
        &self,
        order: Order,
        work: impl Future<Output = Result<T, Error>>,
        steps: impl FnOnce(&Result<T, Error>) -> Vec<StepRecord>,
    ) -> Result<T, Error> {
        let Some(db) = &self.db else { return work.await };
        let (id, began) = (run_id(), Instant::now());
        let begun = begin(db, &id, &order).await;
        let result = work.await;
        let recorded = match begun {
            Ok(()) => end(db, &id, began, &result, &steps(&result)).await,
            Err(error) => Err(error),
        };
        if let Err(error) = recorded {
            self.trouble.tell(&error);
        }
        result
    }

    /// The runs that fit, the last ones first.
    pub(crate) async fn runs(&self, filter: &Filter) -> Result<Vec<RunRecord>, Error> {
        let Some(db) = &self.db else { return Ok(Vec::new()) };
        record::read(db, filter)
            .await
            .map_err(|source| Error::SeaOrm { action: "read the ledger", source })
    }
}

/// An older release may meet a ledger of a newer one, and no migration waits
/// long for a record of it.
fn migrator(lanes: &'static [&'static Manifest]) -> Migrator {
    Migrator::embedded(lanes, Config::new().allow_future().lock_wait(Duration::from_secs(10)))
}

async fn begin(db: &DatabaseConnection, id: &str, order: &Order) -> Result<(), DbErr> {
    let values: [Value; 12] = [
        id.into(),
        now().into(),
        order.command.into(),
        order.target.as_str().into(),
        order.url.dialect().name().into(),
        order.url.to_string().into(),
        order.schema.as_str().into(),
        order.history_table.as_str().into(),
        user::name().into(),
        env!("CARGO_PKG_VERSION").into(),
        order.url.host().map(str::to_owned).into(),
        order.url.database().into(),
    ];
    let insert = "INSERT INTO run (id, started_at, command, target, dialect, url, schema_name, \
                  history_table, who, tool_version, host, database_name, outcome) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'running')";
    execute(db, insert, values).await
}

async fn end<T>(
    db: &DatabaseConnection,
    id: &str,
    began: Instant,
    result: &Result<T, Error>,
    steps: &[StepRecord],
) -> Result<(), DbErr> {
    write_steps(db, id, steps).await?;
    let (outcome, code, message) = match result {
        Ok(_) => (RunOutcome::Succeeded, exit::SUCCESS, None),
        Err(error) => (RunOutcome::Failed, error.exit_code(), Some(remark(error))),
    };
    let duration = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let values: [Value; 6] = [
        now().into(),
        outcome.as_str().into(),
        i32::from(code).into(),
        duration.into(),
        message.into(),
        id.into(),
    ];
    let update = "UPDATE run SET finished_at = $1, outcome = $2, exit_code = $3, \
                  duration_ms = $4, message = $5 WHERE id = $6";
    execute(db, update, values).await
}

async fn write_steps(db: &DatabaseConnection, id: &str, steps: &[StepRecord]) -> Result<(), DbErr> {
    let insert = "INSERT INTO step (run_id, position, version, script, outcome, execution_time, \
                  message) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for (position, step) in (1i32..).zip(steps) {
        let values: [Value; 7] = [
            id.into(),
            position.into(),
            step.version.as_str().into(),
            step.script.as_str().into(),
            step.outcome.as_str().into(),
            step.execution_time.into(),
            step.message.clone().into(),
        ];
        execute(db, insert, values).await?;
    }
    Ok(())
}

/// What is kept of an error. Of a migration that failed that is the location, the
/// message and the code: its text and its data may hold a secret, such as the
/// password of `CREATE ROLE`.
fn remark(error: &Error) -> String {
    #[cfg(feature = "schema")]
    if let Error::Schema { .. } = error {
        return first_line(&error.facts()).trim_end_matches(':').to_owned();
    }
    let Error::Migration { report } = error else { return error.facts() };
    let Some(failure) = &report.failed else { return first_line(&error.facts()).to_owned() };
    let bare = Failure {
        message: first_line(&failure.message).to_owned(),
        source_line: None,
        detail: None,
        hint: None,
        context: None,
        ..failure.clone()
    };
    bare.to_string()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

async fn execute<const N: usize>(
    db: &DatabaseConnection,
    sql: &str,
    values: [Value; N],
) -> Result<(), DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.map(drop)
}

/// Sorts by time, and differs between processes and within one.
fn run_id() -> String {
    let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{:016x}-{:08x}", time.as_nanos(), process::id())
}

fn now() -> String {
    humantime::format_rfc3339_millis(SystemTime::now()).to_string()
}
