//! A run: the task that locks, reads, plans and executes.

use std::{sync::Arc, time::Instant};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use schemalane_source::Mode;
use sea_orm::DatabaseConnection;
use tokio::sync::oneshot;
use tracing::Instrument as _;

use crate::{
    Config, Error,
    config::Future,
    connection::{Access, Connection},
    event::{Event, Observer},
    execute::{Execution, Stopped},
    failure::Failure,
    history::{self, Found, History},
    manifest::{Body, Manifest},
    patience::Patience,
    repair::{Mending, Repairs},
    report::{Applied, RunReport},
    session::Session,
    status::{Obstacle, Plan, Status, Step},
};

/// How often a run reads the history again that lost a race, beyond once for
/// each migration: somebody else has applied that.
const RACES: usize = 8;

/// Everything a run needs, owned: it outlives its caller.
pub(crate) struct Run {
    pub(crate) db: DatabaseConnection,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) config: Config,
    pub(crate) observer: Observer,
    pub(crate) interrupt: Interrupt,
}

/// What a look without the lock shows.
enum Outlook {
    /// Everything is applied.
    Nothing { already_applied: usize },
    /// Something is to be done, or to be judged under the lock.
    Work(Found),
}

/// Tells when nobody waits for the run any more, or when it is told to stop.
pub(crate) struct Interrupt(Option<Shared<BoxFuture<'static, ()>>>);

impl Interrupt {
    pub(crate) fn new(
        caller_left: oneshot::Receiver<()>,
        stop: Option<BoxFuture<'static, ()>>,
    ) -> Self {
        let either = async move {
            let stop = stop.unwrap_or_else(|| std::future::pending().boxed());
            tokio::select! {
                _ = caller_left => {}
                () = stop => {}
            }
        };
        // Shared among nobody, but a run must be fit to be watched from elsewhere.
        Self(Some(either.boxed().shared()))
    }

    /// Resolves when the run is to end, and at once from then on.
    pub(crate) async fn wait(&mut self) {
        if let Some(told) = &self.0 {
            told.clone().await;
            self.0 = None;
        }
    }

    fn has_come(&mut self) -> bool {
        self.wait().now_or_never().is_some()
    }
}

impl Run {
    /// Applies what is pending.
    pub(crate) async fn up(mut self) -> Result<RunReport, Error> {
        let began = Instant::now();
        let mut connection = Connection::open(&self.db, Access::Write).await?;
        match self.look(&mut connection).await {
            Ok(Outlook::Work(found)) => {
                let session = self.lock(connection).await?;
                self.apply(session, found, began).await
            }
            Ok(Outlook::Nothing { already_applied }) => {
                connection.close().await;
                tracing::debug!("nothing is pending");
                Ok(self.report(began, already_applied, Vec::new(), None))
            }
            Err(error) => {
                connection.close().await;
                Err(error)
            }
        }
    }

    /// Changes rows of the history, and nothing else.
    pub(crate) async fn mend(mut self, mending: Mending) -> Result<Repairs, Error> {
        let connection = Connection::open(&self.db, Access::Write).await?;
        let mut session = self.lock(connection).await?;
        let outcome = self.mend_locked(&mut session, &mending).await;
        session.close().await;
        outcome
    }

    async fn mend_locked(
        &self,
        session: &mut Session,
        mending: &Mending,
    ) -> Result<Repairs, Error> {
        let found = match session.read().await? {
            Found::Nothing => session.create().await?,
            found => found,
        };
        let status = Status::new(&self.manifest, &found.rows(), &self.config);
        let (repairs, statements) =
            mending.statements(self.manifest.target(), &status, &session.history)?;
        session.transact(statements, "write the history table").await?;
        Ok(repairs)
    }

    /// Looks, without the lock, whether there is anything to do.
    async fn look(&self, connection: &mut Connection) -> Result<Outlook, Error> {
        let history = History::new(connection.dialect(), &self.config);
        let found = history::read(connection, &history)
            .await
            .map_err(Error::database("read the history table"))?;
        let status = Status::new(&self.manifest, &found.clone().rows(), &self.config);
        self.tell_ahead(&status);
        match status.plan(&self.manifest, &self.config) {
            Ok(plan) if plan.is_empty() => {
                Ok(Outlook::Nothing { already_applied: status.applied() })
            }
            // A row that says failed may be that of a migration which another
            // runner is in the middle of: whoever has the lock knows.
            Ok(_) | Err(Obstacle::Failed(_)) => Ok(Outlook::Work(found)),
            Err(obstacle) => Err(obstacle.into()),
        }
    }

    /// An allowed future is worth a remark: a newer release has been here.
    fn tell_ahead(&self, status: &Status) {
        let scripts: Vec<_> = status.ahead().map(|row| row.script.clone()).collect();
        if !scripts.is_empty() && self.config.future == Future::Allowed {
            tracing::warn!(?scripts, "the database is ahead of this binary");
            self.observer.tell(&Event::Ahead { scripts: &scripts });
        }
    }

    /// Takes the lock; a caller that leaves meanwhile ends the wait.
    pub(crate) async fn lock(&mut self, connection: Connection) -> Result<Session, Error> {
        let Self { config, observer, interrupt, .. } = self;
        tokio::select! {
            session = Session::lock(connection, config, observer) => session,
            () = interrupt.wait() => Err(Error::interrupted()),
        }
    }

    /// Applies what is pending on a locked session, and closes it.
    pub(crate) async fn apply(
        mut self,
        mut session: Session,
        found: Found,
        began: Instant,
    ) -> Result<RunReport, Error> {
        let outcome = self.apply_all(&mut session, found, began).await;
        session.close().await;
        outcome
    }

    async fn apply_all(
        &mut self,
        session: &mut Session,
        mut found: Found,
        began: Instant,
    ) -> Result<RunReport, Error> {
        let mut applied = Vec::new();
        for _ in 0..RACES * (1 + self.manifest.migrations().len()) {
            let mut before = 0;
            match self.round(session, &mut found, &mut before, &mut applied).await {
                Ok(()) => return Ok(self.report(began, before, applied, None)),
                Err(Stopped::Conflict) => {}
                Err(Stopped::Waiting) => {
                    if let Err(error) = session.wait().await {
                        return Err(error.after(applied));
                    }
                }
                Err(Stopped::Failed(failure)) => {
                    let report = self.report(began, before, applied, Some(*failure));
                    return Err(Error::Migration { report: Box::new(report) });
                }
                Err(Stopped::Error(error)) => return Err(error.after(applied)),
            }
        }
        Err(Error::Contended.after(applied))
    }

    /// Reads the history and applies what it lacks; `before` is how many were
    /// applied when the run began.
    async fn round(
        &mut self,
        session: &mut Session,
        found: &mut Found,
        before: &mut usize,
        applied: &mut Vec<Applied>,
    ) -> Result<(), Stopped> {
        *found = session.read_or_create(found).await?;
        let rows = found.clone().rows();
        let status = Status::new(&self.manifest, &rows, &self.config);
        let plan = status.plan(&self.manifest, &self.config).map_err(Error::from)?;
        refuse_pooler(session, &plan)?;
        *before = status.applied() - applied.len();
        self.execute(session, &plan, applied).await
    }

    async fn execute(
        &mut self,
        session: &mut Session,
        plan: &Plan,
        applied: &mut Vec<Applied>,
    ) -> Result<(), Stopped> {
        let total = plan.steps().len();
        for (position, step) in (1..).zip(plan.steps()) {
            let migration = &step.migration;
            let span = tracing::info_span!(
                "apply",
                version = %migration.version(),
                script = migration.script()
            );
            if self.interrupt.has_come() {
                return Err(Error::interrupted().into());
            }
            self.observer.tell(&Event::Started { migration, position, total });
            match self.step(session, step).instrument(span.clone()).await {
                Ok(done) => {
                    span.in_scope(|| tracing::info!(milliseconds = done.execution_time, "applied"));
                    self.observer.tell(&Event::Applied { applied: &done, position, total });
                    applied.push(done);
                }
                Err(stopped) => {
                    if let Stopped::Failed(failure) = &stopped {
                        span.in_scope(|| tracing::error!(message = failure.message, "failed"));
                        self.observer.tell(&Event::Failed { failure });
                    }
                    return Err(stopped);
                }
            }
        }
        Ok(())
    }

    /// One migration, tried again where only a lock was in the way. The
    /// failure of the last try is the one that is recorded.
    async fn step(&mut self, session: &mut Session, step: &Step) -> Result<Applied, Stopped> {
        let mut patience = Patience::new();
        loop {
            let began = Instant::now();
            let outcome = match self.attempt(session, step).await {
                Err(Stopped::Error(Error::ConnectionLost { script, source, .. })) => {
                    self.find_out(session, step, script, source).await
                }
                outcome => outcome,
            };
            let failure = match outcome {
                Err(Stopped::Failed(failure)) => failure,
                outcome => return outcome,
            };
            if let Some(pause) = patience.pause(&failure) {
                let next_try = patience.next_try();
                tracing::warn!(message = failure.message, ?pause, next_try, "trying again");
                self.observer.tell(&Event::Retrying { failure: &failure, pause, next_try });
                tokio::select! {
                    () = tokio::time::sleep(pause) => continue,
                    () = self.interrupt.wait() => {}
                }
            }
            let execution = Execution::new(session, step, &self.config).begun(began);
            execution.record_failure(&failure).await;
            return Err(Stopped::Failed(failure));
        }
    }

    /// The connection was lost, and with it perhaps only the reply to the
    /// commit. A new session gets the lock once the old one is gone at the
    /// server; then the history tells what happened.
    async fn find_out(
        &mut self,
        session: &mut Session,
        step: &Step,
        script: String,
        source: sqlx::Error,
    ) -> Result<Applied, Stopped> {
        tracing::warn!(%source, "the connection was lost");
        let again = async {
            let connection = Connection::open(&self.db, Access::Write).await?;
            self.lock(connection).await
        };
        match again.await {
            Ok(locked) => std::mem::replace(session, locked).close().await,
            Err(error) => {
                tracing::warn!(%error, "the outcome is not known");
                return Err(Error::ConnectionLost { script, applied: Vec::new(), source }.into());
            }
        }
        Execution::new(session, step, &self.config).recall(&source).await
    }

    /// One try, unless the caller leaves: then what runs is cancelled and
    /// settled, since an abandoned statement would go on at the server.
    async fn attempt(&mut self, session: &mut Session, step: &Step) -> Result<Applied, Stopped> {
        let canceller = session.connection.canceller();
        tokio::select! {
            outcome = Execution::new(session, step, &self.config).run() => return outcome,
            () = self.interrupt.wait() => {}
        }
        tracing::warn!("interrupted");
        if let Err(error) = canceller.cancel().await {
            // The server stops by itself once the connection is closed.
            tracing::warn!(%error, "the running statement could not be cancelled");
            return Err(Error::interrupted().into());
        }
        Execution::new(session, step, &self.config).settle().await
    }

    pub(crate) fn report(
        &self,
        began: Instant,
        already_applied: usize,
        applied: Vec<Applied>,
        failed: Option<Failure>,
    ) -> RunReport {
        RunReport {
            target: self.manifest.target().clone(),
            applied,
            failed,
            already_applied,
            duration_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// What outlives a transaction cannot go through a pooler that lends its
/// sessions for one at a time.
fn refuse_pooler(session: &Session, plan: &Plan) -> Result<(), Error> {
    let needs_session = plan.steps().iter().find(|step| match step.migration.body() {
        Body::Sql(sql) => sql.mode() == Mode::NonTransactional,
        Body::Rust(_) => true,
    });
    match needs_session {
        Some(step) if session.is_pooled() => {
            Err(Error::NeedsSession { script: step.migration.script().to_owned() })
        }
        _ => Ok(()),
    }
}
