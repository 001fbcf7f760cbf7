//! Executes a plan, and writes the log.

mod halt;
mod mutex;
mod record;
mod session;

use super::{connection, drift, log, read, scratch, stranger};
use crate::{
    Error, Event, Files, Options, Plan, Progress, Report, Schema, Step, Transaction, Wanted, diff,
};
use halt::Halt;
use schemalane_source::Dialect;
use session::Session;
use sqlx::Connection as _;
use sqlx::postgres::PgConnectOptions;
use std::ops::Range;
use std::time::{Duration, Instant, SystemTime};

/// How often a transaction is tried before its failure counts.
const TRIES: u32 = 10;

pub(crate) async fn execute(
    connect: &PgConnectOptions,
    files: &Files,
    plan: &Plan,
    message: Option<&str>,
    options: &Options,
    progress: &Progress,
) -> Result<Report, Error> {
    let begun = Instant::now();
    let statements = files.statements(Dialect::Postgres)?;
    let options = &known(connect, &statements, options).await?;
    let mut wanted = scratch::of_statements(connect, &statements, options).await?;
    let scope = scratch::managed(&wanted, options);
    if wanted.digest() != plan.to {
        // The plan may have been made for the same texts, read once more.
        wanted = drift::again(connect, &wanted, &scope, options).await?;
    }
    let mut session = Session::open(connect, progress).await?;
    mutex::lock(&mut session).await?;
    log::exists(&mut session.connection).await?;
    let actual = read::schema(&mut session.connection, &scope).await?;
    if actual.state() != plan.from || wanted.digest() != plan.to {
        return Err(Error::Stale);
    }
    let started = session.now().await?;
    let mut run = Run {
        session,
        connect,
        files,
        plan,
        message,
        options,
        progress,
        scope,
        wanted,
        started,
        committed: 0,
        begun: 0,
    };
    match run.all().await {
        Ok(id) => {
            run.session.close().await;
            Ok(Report {
                plan: plan.clone(),
                rows_copied: 0,
                duration_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
                log_id: Some(id),
            })
        }
        Err(halt) => Err(run.fail(halt).await),
    }
}

/// The options, with the tables of other tools.
async fn known(
    connect: &PgConnectOptions,
    statements: &[Wanted],
    options: &Options,
) -> Result<Options, Error> {
    let mut connection = connection::open(connect).await?;
    let options = stranger::known(&mut connection, statements, options).await;
    let _ = connection.close().await;
    options
}

/// An execution under way.
struct Run<'r> {
    session: Session<'r>,
    connect: &'r PgConnectOptions,
    files: &'r Files,
    plan: &'r Plan,
    message: Option<&'r str>,
    options: &'r Options,
    progress: &'r Progress,
    scope: read::Scope,
    wanted: Schema,
    /// When it began, as the server writes it.
    started: String,
    /// How many steps stay done.
    committed: usize,
    /// How many steps were begun in the last try.
    begun: usize,
}

impl Run<'_> {
    /// Runs all groups. Gives the number of the row in the log.
    async fn all(&mut self) -> Result<i64, Halt> {
        let groups = groups(&self.plan.steps);
        let last = groups.last().cloned();
        for group in &groups {
            let is_last = Some(group) == last.as_ref();
            if let Some(id) = self.patiently(group.clone(), is_last).await? {
                return Ok(id);
            }
        }
        // Nothing shares a transaction with the log.
        let end = self.plan.steps.len();
        match self.patiently(end..end, true).await? {
            Some(id) => Ok(id),
            None => Err(Halt::Other(Error::Stale)),
        }
    }

    /// Runs a group, and again where it could not have a lock in time.
    async fn patiently(&mut self, group: Range<usize>, is_last: bool) -> Result<Option<i64>, Halt> {
        let mut tries = 0;
        loop {
            let halt = match self.group(group.clone(), is_last).await {
                Ok(id) => {
                    self.committed = group.end;
                    return Ok(id);
                }
                Err(halt) => halt,
            };
            self.session.roll_back().await;
            tries += 1;
            let Some(reason) = halt.passing().filter(|_| tries < TRIES) else {
                return Err(halt);
            };
            self.progress.tell(&Event::Retry { tries, reason });
            self.session.pause(pause(tries)).await?;
        }
    }

    async fn group(&mut self, group: Range<usize>, is_last: bool) -> Result<Option<i64>, Halt> {
        let is_outside = self.plan.steps[group.clone()]
            .iter()
            .any(|step| step.transaction == Transaction::Outside);
        if is_outside {
            self.steps(group).await?;
            return Ok(None);
        }
        let is_shared = self.plan.steps[group.clone()]
            .iter()
            .all(|step| step.transaction == Transaction::Shared);
        let transaction = self.session.begin(self.options.lock_timeout).await?;
        self.steps(group).await?;
        let id = if is_last && is_shared { Some(self.finish().await?) } else { None };
        // What is deferred fails at the end, which belongs to no statement.
        match (self.session.commit(&transaction).await, self.begun.checked_sub(1)) {
            (Err(halt), Some(last)) => Err(halt.at(last, "COMMIT")),
            (Err(halt), None) => Err(halt),
            (Ok(()), _) => Ok(id),
        }
    }

    /// Runs steps, each statement no longer than it may take. What looks at the end of it all has no limit.
    async fn steps(&mut self, steps: Range<usize>) -> Result<(), Halt> {
        self.session.limit(self.options.statement_timeout).await?;
        for index in steps {
            self.step(index).await?;
        }
        let no_limit = self.options.statement_timeout.map(|_| Duration::ZERO);
        self.session.limit(no_limit).await
    }

    async fn step(&mut self, index: usize) -> Result<(), Halt> {
        let step = &self.plan.steps[index];
        let number = index + 1;
        let total = self.plan.steps.len();
        self.begun = number;
        self.progress.tell(&Event::StepStarted { number, total, summary: step.summary.clone() });
        let begun = Instant::now();
        for sql in &step.sql {
            self.session.run(sql).await.map_err(|halt| halt.at(index, sql))?;
        }
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.progress.tell(&Event::StepFinished { number, milliseconds });
        Ok(())
    }

    /// Looks whether the wanted schema is there, and writes the log, all in the last transaction.
    async fn finish(&mut self) -> Result<i64, Halt> {
        let reached = read::within(&mut self.session.connection, &self.scope).await?;
        let mut left = diff(&reached, &self.wanted, self.options);
        if !left.is_empty() && drift::is_all_drift(&reached, &self.wanted, &left) {
            // What was there before still has the texts that it had.
            let again = drift::again(self.connect, &reached, &self.scope, self.options).await?;
            left = diff(&again, &self.wanted, self.options);
        }
        if !left.is_empty() {
            let differences = left.iter().map(ToString::to_string).collect();
            return Err(Halt::Other(Error::unverified(differences, self.plan.to_sql())));
        }
        Ok(record::success(self, &reached).await?)
    }

    /// Writes a failure to the log, where that can be done, and says what it means.
    async fn fail(&mut self, halt: Halt) -> Error {
        let error = halt.into_error(self.plan, self.committed);
        // The halt itself matters more than that it could not be written down.
        if let Ok(mut other) = connection::open(self.connect).await {
            let _ = record::halt(self, &mut other, &error).await;
        }
        error
    }
}

/// Steps that run together.
fn groups(steps: &[Step]) -> Vec<Range<usize>> {
    let mut end = 0;
    let lengths = Step::groups(steps).map(<[Step]>::len);
    lengths
        .map(|length| {
            end += length;
            end - length..end
        })
        .collect()
}

/// Longer from try to try, and never the same for two.
fn pause(tries: u32) -> Duration {
    let most = 250u64.saturating_mul(1 << tries.min(6)).min(10_000);
    let noise = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |now| u64::from(now.subsec_nanos()));
    Duration::from_millis(most / 4 + noise % (most * 3 / 4))
}

#[cfg(test)]
mod tests;
