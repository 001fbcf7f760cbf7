//! The ledger: what the command line did, on which target, and how it ended.
//!
//! It is a small database of the tool's own, migrated like any other. It
//! records; it never decides. A ledger that cannot be opened or written never
//! fails a migration.

mod location;
mod private;
mod record;
pub(crate) mod step;
mod tables;

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
use sea_orm::{DatabaseConnection, DbErr};

use self::tables::{NewRun, Run, RunChanges, Set, Step};
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
        let read = record::read(db, filter).await;
        read.map_err(|error| Error::SeaOrm { action: "read the ledger", source: of_driver(error) })
    }
}

/// An older release may meet a ledger of a newer one, and no migration waits
/// long for a record of it.
fn migrator(lanes: &'static [&'static Manifest]) -> Migrator {
    Migrator::embedded(lanes, Config::new().allow_future().lock_wait(Duration::from_secs(10)))
}

async fn begin(db: &DatabaseConnection, id: &str, order: &Order) -> Result<(), tables::Error> {
    let run = NewRun {
        id: id.to_owned(),
        started_at: now(),
        finished_at: None,
        command: order.command.to_owned(),
        target: order.target.to_string(),
        dialect: order.url.dialect().name().to_owned(),
        url: order.url.to_string(),
        schema_name: order.schema.to_string(),
        history_table: order.history_table.to_string(),
        who: user::name(),
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        outcome: RunOutcome::Running.as_str().to_owned(),
        exit_code: None,
        duration_ms: None,
        message: None,
        host: order.url.host().map(str::to_owned),
        database_name: Some(order.url.database()),
    };
    Run::insert(db, run).await.map(drop)
}

async fn end<T>(
    db: &DatabaseConnection,
    id: &str,
    began: Instant,
    result: &Result<T, Error>,
    steps: &[StepRecord],
) -> Result<(), tables::Error> {
    let steps = (1i32..).zip(steps).map(|(position, step)| step.row(id, position));
    Step::insert_many(db, steps).await?;
    let (outcome, code, message) = match result {
        Ok(_) => (RunOutcome::Succeeded, exit::SUCCESS, None),
        Err(error) => (RunOutcome::Failed, error.exit_code(), Some(remark(error))),
    };
    let duration = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let changes = RunChanges {
        finished_at: Set(Some(now())),
        outcome: Set(outcome.as_str().to_owned()),
        exit_code: Set(Some(code.into())),
        duration_ms: Set(Some(duration)),
        message: Set(message),
        ..RunChanges::default()
    };
    Run::apply_by_key(db, id, changes).await.map(drop)
}

/// What SeaORM says, or would say where a value is not what the table's is.
fn of_driver(error: tables::Error) -> DbErr {
    match error {
        tables::Error::SeaOrm(error) => error,
        other => DbErr::Type(other.to_string()),
    }
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

/// Sorts by time, and differs between processes and within one.
fn run_id() -> String {
    let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{:016x}-{:08x}", time.as_nanos(), process::id())
}

fn now() -> String {
    humantime::format_rfc3339_millis(SystemTime::now()).to_string()
}
