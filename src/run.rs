//! A run: the task that locks, reads, plans and executes.

use std::{sync::Arc, time::Instant};

use schemalane_source::Mode;
use sea_orm::DatabaseConnection;
use tokio::time::timeout;
use tracing::Instrument as _;

use crate::{
    Config, Error,
    arrival::Arrival,
    config::Future,
    connection::{Access, Canceller, Connection},
    error::driver,
    event::{Event, Observer},
    execute::{Execution, Stopped},
    failure::Failure,
    history::{self, Contents, Glance, History},
    interrupt::{ENDING, Interrupt, RECORDING, Reason, SETTLING},
    manifest::{Body, Manifest},
    patience::{Absence, Patience},
    repair::{Mending, Repairs},
    report::{Applied, RunReport},
    session::{Attempt, FileLock, Queue, Session},
    status::{Obstacle, Plan, Planned, Status},
    stranger::Strangers,
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

/// What a run that looks, and asks for the lock where there is work, comes to.
enum Turn {
    /// Everything is applied.
    Nothing { already_applied: usize },
    /// Something is to be done, or to be judged, and the lock for it is held.
    Work { found: Contents, file: Option<FileLock> },
}

/// What a look without the lock comes to.
enum Look {
    /// Everything is applied.
    Nothing { already_applied: usize },
    /// There is something to judge; rows that are unread lack nothing but the
    /// last migrations.
    More(Contents),
}

impl Run {
    /// Applies what is pending.
    pub(crate) async fn up(self) -> Result<RunReport, Error> {
        let began = Instant::now();
        let mut connection = self.open(Access::Write).await?;
        match self.interrupt.or(self.take_turn(&mut connection)).await {
            Ok(Turn::Work { found, file }) => {
                let session = Session::locked(connection, file, &self.config, &self.observer);
                Box::pin(self.apply(session, found, began)).await
            }
            Ok(Turn::Nothing { already_applied }) => {
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
    pub(crate) async fn mend(self, mending: Mending) -> Result<Repairs, Error> {
        let connection = self.open(Access::Write).await?;
        let mut session = self.lock(connection).await?;
        let outcome = self.orderly(self.mend_locked(&mut session, &mending)).await;
        session.close().await;
        outcome
    }

    async fn mend_locked(
        &self,
        session: &mut Session,
        mending: &Mending,
    ) -> Result<Repairs, Error> {
        let found = match (session.read().await?, mending) {
            // There is nothing to repair, and the table would be taken for a history.
            (Contents::Nothing, Mending::Repair { .. }) => Contents::Rows(Vec::new()),
            (Contents::Nothing, Mending::Baseline { .. }) => session.create().await?,
            (found, _) => found,
        };
        let status = Status::new(&self.manifest, &found.rows(), &self.config);
        let (repairs, statements) =
            mending.statements(self.manifest.target(), &status, &session.history)?;
        session.transact(statements, "write the history table").await?;
        Ok(repairs)
    }

    /// Looks, without the lock, whether there is anything to do, and takes the
    /// lock where there is. It looks before each try: whoever has the lock may
    /// be doing just that, and of many who wait only one has to work.
    async fn take_turn(&self, connection: &mut Connection) -> Result<Turn, Error> {
        let mut queue = Queue::join(connection, &self.config, &self.observer)?;
        loop {
            let found = match self.look(connection).await {
                Ok(Look::Nothing { already_applied }) => {
                    return Ok(Turn::Nothing { already_applied });
                }
                Ok(Look::More(found)) => Some(found),
                // A SQLite file in the hands of who has our lock; else in a stranger's.
                Err(Error::Busy { .. }) => None,
                Err(error) => return Err(error),
            };
            if let Some(found @ (Contents::Nothing | Contents::Rows(_))) = &found {
                let status = Status::new(&self.manifest, &found.clone().rows(), &self.config);
                if queue.tries() == 0 {
                    self.tell_ahead(&status);
                    self.observer.tell_unwritten(&status);
                }
                if !self.needs_lock(&status)? {
                    return Ok(Turn::Nothing { already_applied: status.applied() });
                }
            }
            queue.sees(found.as_ref());
            match queue.attempt(connection).await? {
                Attempt::Busy => queue.pause(connection).await?,
                Attempt::Held(file) => {
                    let found = match found {
                        Some(found) => found,
                        None => self.read(connection).await?,
                    };
                    return Ok(Turn::Work { found, file });
                }
            }
        }
    }

    /// Looks whether anything is to be done: mostly a glance tells.
    async fn look(&self, connection: &mut Connection) -> Result<Look, Error> {
        let migrations = self.manifest.migrations().len();
        // Who waits for files to be written, or stops at a version, has more to judge.
        if self.manifest.drafts().is_empty() && self.config.up_to.is_none() {
            let history = History::new(connection.dialect(), &self.config);
            match history::glance(connection, &history, &self.manifest).await? {
                Glance::Absent => return Ok(Look::More(Contents::Nothing)),
                Glance::Applied(count) if count == migrations => {
                    return Ok(Look::Nothing { already_applied: count });
                }
                Glance::Applied(_) => return Ok(Look::More(Contents::Unread)),
                Glance::Unlike => {}
            }
        }
        self.read(connection).await.map(Look::More)
    }

    /// Reads the history, with or without the lock.
    async fn read(&self, connection: &mut Connection) -> Result<Contents, Error> {
        let history = History::new(connection.dialect(), &self.config);
        history::read(connection, &history).await
    }

    /// Whether something is to be done, or to be judged under the lock.
    fn needs_lock(&self, status: &Status) -> Result<bool, Error> {
        match status.plan(&self.manifest, &self.config) {
            Ok(plan) => Ok(!plan.is_empty()),
            // A row that says failed may be that of a migration which another
            // runner is in the middle of: whoever has the lock knows.
            Err(Obstacle::Failed(_)) => Ok(true),
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

    /// Opens a private connection; a caller that leaves meanwhile ends the wait.
    pub(crate) async fn open(&self, access: Access) -> Result<Connection, Error> {
        let arrival = Arrival::new(&self.config, &self.observer);
        self.interrupt.or(Box::pin(arrival.open(&self.db, access))).await
    }

    /// Takes the lock; a caller that leaves meanwhile ends the wait.
    pub(crate) async fn lock(&self, connection: Connection) -> Result<Session, Error> {
        self.interrupt.or(Session::lock(connection, &self.config, &self.observer)).await
    }

    /// Waits for work that is not to be cut off, unless it does not end.
    pub(crate) async fn orderly<T>(
        &self,
        work: impl std::future::Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let unknown = || Err(Error::OutcomeUnknown { script: None, applied: Vec::new() });
        self.interrupt.within(ENDING, work).await.unwrap_or_else(unknown)
    }

    /// Applies what is pending on a locked session, and closes it.
    pub(crate) async fn apply(
        mut self,
        mut session: Session,
        found: Contents,
        began: Instant,
    ) -> Result<RunReport, Error> {
        let outcome = Box::pin(self.apply_all(&mut session, found, began)).await;
        session.close().await;
        outcome
    }

    async fn apply_all(
        &mut self,
        session: &mut Session,
        mut found: Contents,
        began: Instant,
    ) -> Result<RunReport, Error> {
        let mut applied = Vec::new();
        for _ in 0..RACES * (1 + self.manifest.migrations().len()) {
            let mut before = 0;
            let round = self.round(session, &mut found, &mut before, &mut applied);
            match Box::pin(round).await {
                Ok(()) => return Ok(self.report(began, before, applied, None)),
                Err(Stopped::Conflict) => {}
                Err(Stopped::Waiting) => {
                    if let Err(error) = self.interrupt.or(session.wait()).await {
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
        found: &mut Contents,
        before: &mut usize,
        applied: &mut Vec<Applied>,
    ) -> Result<(), Stopped> {
        let Self { interrupt, config, .. } = self;
        interrupt.or(refuse_strangers(session, found, config)).await?;
        *found = self.interrupt.or(session.read_or_create(found)).await?;
        let rows = found.clone().rows();
        let status = Status::new(&self.manifest, &rows, &self.config);
        let plan = status.plan(&self.manifest, &self.config).map_err(Error::from)?;
        refuse_pooler(session, &plan)?;
        *before = status.applied() - applied.len();
        Box::pin(self.execute(session, &plan, applied)).await
    }

    async fn execute(
        &mut self,
        session: &mut Session,
        plan: &Plan,
        applied: &mut Vec<Applied>,
    ) -> Result<(), Stopped> {
        let total = plan.migrations().len();
        for (position, planned) in (1..).zip(plan.migrations()) {
            session.expect(position, total);
            let migration = &planned.migration;
            let span = tracing::info_span!(
                "apply",
                version = %migration.version(),
                script = migration.script()
            );
            if let Some(reason) = self.interrupt.has_come() {
                return Err(Error::interrupted(reason).into());
            }
            self.observer.tell(&Event::Started { migration, position, total });
            let migrate = Box::pin(self.migrate(session, planned));
            match migrate.instrument(span.clone()).await {
                Ok(done) => {
                    span.in_scope(|| tracing::info!(milliseconds = done.execution_time, "applied"));
                    self.observer.tell(&Event::Applied { applied: &done, position, total });
                    applied.push(done);
                }
                Err(stopped) => {
                    if let Stopped::Failed(failure) = &stopped {
                        span.in_scope(|| tracing::error!(error = failure.message, "failed"));
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
    async fn migrate(
        &mut self,
        session: &mut Session,
        planned: &Planned,
    ) -> Result<Applied, Stopped> {
        let mut patience = Patience::new();
        loop {
            let began = Instant::now();
            let outcome = match Box::pin(self.attempt(session, planned)).await {
                Err(Stopped::Error(Error::ConnectionLost { script, source, .. })) => {
                    Box::pin(self.find_out(session, planned, script, source)).await
                }
                outcome => outcome,
            };
            let failure = match outcome {
                Err(Stopped::Failed(failure)) => failure.behind(session.connection.blockers()),
                outcome => return outcome,
            };
            if let Some(pause) = patience.pause(&failure) {
                let next_try = patience.next_try();
                tracing::warn!(error = failure.message, ?pause, next_try, "trying again");
                self.observer.tell(&Event::Retrying { failure: &failure, pause, next_try });
                tokio::select! {
                    () = tokio::time::sleep(pause) => continue,
                    _ = self.interrupt.wait() => {}
                }
            }
            let execution = Execution::new(session, planned, &self.config).begun(began);
            let recorded = self.interrupt.within(RECORDING, execution.record_failure(&failure));
            if recorded.await.is_none() {
                tracing::warn!(script = failure.script, "the failure was not recorded in time");
            }
            return Err(Stopped::Failed(Box::new(failure)));
        }
    }

    /// The connection was lost, and with it perhaps only the reply to the
    /// commit. A new session gets the lock once the old one is gone at the
    /// server; then the history tells what happened. A server that restarts
    /// is waited for.
    async fn find_out(
        &self,
        session: &mut Session,
        planned: &Planned,
        script: String,
        source: sqlx::Error,
    ) -> Result<Applied, Stopped> {
        tracing::warn!(source = driver(&source), "the connection was lost");
        // Ours may be at the server still, and the lock with it.
        session.abandon();
        self.observer.tell(&Event::Reconnecting { migration: &planned.migration });
        let found = async {
            let mut absence = Absence::new();
            loop {
                let outcome = match self.reconnect(session).await {
                    Ok(()) => Execution::new(session, planned, &self.config).recall(&source).await,
                    Err(error) => Err(error.into()),
                };
                match outcome {
                    Err(Stopped::Error(error)) if error.is_absence() && absence.is_bearable() => {
                        tracing::debug!(%error, "the server is away");
                        absence.pause().await;
                    }
                    outcome => return outcome,
                }
            }
        };
        match self.interrupt.within(ENDING, found).await {
            Some(Err(Stopped::Error(error))) => tracing::warn!(%error, "the outcome is not known"),
            Some(outcome) => return outcome,
            None => tracing::warn!("interrupted: the outcome is not known"),
        }
        Err(Error::ConnectionLost { script, applied: Vec::new(), source }.into())
    }

    /// Puts a new session in the place of one that was lost.
    async fn reconnect(&self, session: &mut Session) -> Result<(), Error> {
        let connection = Connection::open(&self.db, Access::Write).await?;
        let mut locked = Session::lock(connection, &self.config, &self.observer).await?;
        locked.work = session.work;
        std::mem::replace(session, locked).close().await;
        Ok(())
    }

    /// One try, unless the caller leaves: then what runs is cancelled and
    /// settled, since an abandoned statement would go on at the server.
    async fn attempt(
        &mut self,
        session: &mut Session,
        planned: &Planned,
    ) -> Result<Applied, Stopped> {
        session.follow(&planned.migration, self.config.lock_timeout);
        let canceller = session.connection.canceller().await;
        let (hearing, migration) = (session.hearing(), &planned.migration);
        // A migration is a large future: it stays where it is while it is heard.
        let work = Box::pin(Execution::new(session, planned, &self.config).run());
        let reason = tokio::select! {
            outcome = hearing.during(migration, &self.observer, work) => return outcome,
            reason = self.interrupt.wait() => reason,
        };
        tracing::warn!(?reason, "interrupted");
        match timeout(ENDING, self.end(session, planned, &canceller, reason)).await {
            Ok(Err(Stopped::Error(error))) => tracing::warn!(%error, "the outcome is not known"),
            Ok(outcome) => return outcome,
            Err(_) => tracing::warn!("the outcome is not known"),
        }
        session.connection.abandon();
        let script = Some(planned.migration.script().to_owned());
        Err(Error::OutcomeUnknown { script, applied: Vec::new() }.into())
    }

    /// Ends what was interrupted, and finds out what became of it.
    async fn end(
        &self,
        session: &mut Session,
        planned: &Planned,
        canceller: &Canceller,
        reason: Reason,
    ) -> Result<Applied, Stopped> {
        match canceller.cancel().await {
            Ok(()) => {
                let settle = Execution::new(session, planned, &self.config).settle(reason);
                match timeout(SETTLING, settle).await {
                    Ok(Err(Stopped::Error(error))) => tracing::warn!(%error, "not settled"),
                    Ok(outcome) => return outcome,
                    Err(_) => tracing::warn!("the cancelled statement does not end"),
                }
            }
            Err(error) => tracing::warn!(%error, "the statement could not be cancelled"),
        }
        // The server stops by itself once the connection is closed; only then
        // does another one get the lock.
        session.connection.abandon();
        self.reconnect(session).await?;
        Execution::new(session, planned, &self.config).settle(reason).await
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

/// Objects without a history are not ours to work on, unless it is meant. A
/// runner that was faster has made the history together with its objects, so
/// what is there is only judged once the history has been looked for again.
async fn refuse_strangers(
    session: &mut Session,
    found: &mut Contents,
    config: &Config,
) -> Result<(), Error> {
    let Session { connection, history, .. } = session;
    let strangers = Strangers::look(connection, history, found, config)
        .await
        .map_err(Error::database("look at the schema"))?;
    let Some(strangers) = strangers else { return Ok(()) };
    *found = session.read().await?;
    match found {
        Contents::Nothing => Err(strangers.refused(&session.history)),
        Contents::Unread | Contents::Rows(_) => Ok(()),
    }
}

/// What outlives a transaction cannot go through a pooler that lends its
/// sessions for one at a time.
fn refuse_pooler(session: &Session, plan: &Plan) -> Result<(), Error> {
    let needs_session = plan.migrations().iter().find(|planned| match planned.migration.body() {
        Body::Sql(sql) => sql.mode() == Mode::NonTransactional,
        Body::Rust(_) => true,
    });
    match needs_session {
        Some(planned) if session.is_pooled() => {
            Err(Error::NeedsSession { script: planned.migration.script().to_owned() })
        }
        _ => Ok(()),
    }
}
