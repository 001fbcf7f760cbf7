//! The commands: lock, compare, execute, report.

use std::{
    fmt,
    future::{Future, pending},
    panic::resume_unwind,
    sync::Arc,
};

use futures_util::{FutureExt as _, future::BoxFuture};

use schemalane_source::{TargetName, Version};
use sea_orm::DatabaseConnection;
use tokio::sync::oneshot;
use tracing::Instrument as _;

use crate::{
    Config, Error,
    arrival::Arrival,
    connection::{Access, Connection},
    course::Course,
    event::{Event, Observer},
    fresh,
    history::{self, History},
    import::{self, Import, ImportReport},
    interrupt::{Interrupt, LAST_RESORT, Reason},
    manifest::Manifest,
    repair::{Mending, Repairs},
    report::{RunReport, StatusReport},
    run::Run,
    runtime,
    status::{Local, Plan, Status},
    stranger::Strangers,
};

/// Brings one database target up to its manifest.
///
/// A migrator holds no connection. Each command takes the application's
/// [`DatabaseConnection`] for its connect options only and works on a private
/// connection of its own, so the size of the caller's pool does not matter.
/// (An in-memory SQLite database lives in its pool, so there a connection of
/// the caller's does the work. The database goes with the last of them: give
/// such a pool neither an idle time nor a longest lifetime.)
///
/// What the pool does with each new connection (`after_connect`)
/// is done with this one: a role set there owns what is made, a collation of
/// SQLite is known. `before_acquire` and `after_release`
/// are not called.
///
/// A run that has begun is not cut in the middle when its future is dropped:
/// the statement under way is cancelled on the server, the failure recorded,
/// and the lock released.
///
/// It works inside of a tokio runtime, and says so where there is none
/// ([`Error::NoRuntime`]) or where its time is paused ([`Error::TimePaused`]).
///
/// # Panics
///
/// As tokio does where the runtime was built without its timers or its
/// network: `enable_all()` has both.
#[derive(Clone, Debug)]
pub struct Migrator {
    manifest: Result<Arc<Manifest>, UnknownTarget>,
    config: Config,
    observer: Observer,
    stop: Option<StopWhen<Reason>>,
    abandon: Option<StopWhen<()>>,
}

/// Makes the future that tells a run to stop.
#[derive(Clone)]
struct StopWhen<T>(Arc<dyn Fn() -> BoxFuture<'static, T> + Send + Sync>);

impl<T> fmt::Debug for StopWhen<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StopWhen(..)")
    }
}

/// The configuration names a target that the binary has no lane for.
#[derive(Clone, Debug)]
struct UnknownTarget {
    target: TargetName,
    known: Vec<TargetName>,
}

impl Migrator {
    /// A migrator for one manifest; the configuration's target is the manifest's,
    /// and what the configuration does not say is as the manifest's
    /// [settings](Manifest::settings) have it.
    #[must_use]
    pub fn new(manifest: Manifest, config: Config) -> Self {
        let config = config.target(manifest.target().clone());
        Self::of(Ok(Arc::new(manifest)), config)
    }

    /// The migrator of the lane that `config` names, for generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn embedded(manifests: &'static [&'static Manifest], config: Config) -> Self {
        let manifest = manifests.iter().find(|manifest| *manifest.target() == config.target);
        let manifest = manifest.map(|manifest| Arc::new((*manifest).clone())).ok_or_else(|| {
            let known = manifests.iter().map(|manifest| manifest.target().clone()).collect();
            UnknownTarget { target: config.target.clone(), known }
        });
        Self::of(manifest, config)
    }

    fn of(manifest: Result<Arc<Manifest>, UnknownTarget>, config: Config) -> Self {
        let config = match &manifest {
            Ok(manifest) => config.completed_by(manifest.settings()),
            Err(_) => config,
        };
        Self { manifest, config, observer: Observer::default(), stop: None, abandon: None }
    }

    /// Ends each run of this migrator when the future that `signal` makes for
    /// it resolves: the statement is cancelled, the transaction rolled back,
    /// the failure recorded and the lock released, and then the run returns,
    /// after 5 s at most: with [`Error::OutcomeUnknown`] where it cannot be
    /// found out what became of it. The library itself listens to no signals of the operating system.
    #[must_use]
    pub fn stop_when<S>(self, signal: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Future<Output = ()> + Send + 'static,
    {
        self.stop_because(move || signal().map(|()| Reason::Stopped))
    }

    /// As [`stop_when`](Self::stop_when); the future says why.
    pub(crate) fn stop_because<S>(mut self, signal: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Future<Output = Reason> + Send + 'static,
    {
        self.stop = Some(StopWhen(Arc::new(move || signal().boxed())));
        self
    }

    /// Returns at once when the future that `signal` makes resolves, whatever
    /// is under way.
    pub(crate) fn abandon_when<S>(mut self, signal: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Future<Output = ()> + Send + 'static,
    {
        self.abandon = Some(StopWhen(Arc::new(move || signal().boxed())));
        self
    }

    /// Tells `observe` what happens while a run goes on. It is called from
    /// the run itself, so it must not block.
    #[must_use]
    pub fn observe(mut self, observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(observe);
        self
    }

    /// As [`observe`](Self::observe), where somebody else tells the same.
    pub(crate) fn told(self, observer: Observer) -> Self {
        Self { observer, ..self }
    }

    /// What this migrator migrates to.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownTarget`] where the configuration names a target that
    /// there is no lane for.
    pub fn manifest(&self) -> Result<&Manifest, Error> {
        self.lane().map(Arc::as_ref)
    }

    /// Applies everything that is pending (specification, section 4).
    ///
    /// With nothing pending this is one statement and one round trip: no
    /// lock, no DDL, and `SELECT` is the only right it needs.
    ///
    /// # Errors
    ///
    /// Nothing is changed where the history has failures, drift, or a higher
    /// version than a pending one. A migration that fails ends the run with
    /// [`Error::Migration`], which carries what was applied before it. A schema
    /// that holds objects and has no history is [`Error::NoHistory`], unless
    /// the configuration [adopts](Config::adopt) it.
    pub fn up<'a>(&'a self, db: &'a DatabaseConnection) -> BoxFuture<'a, Result<RunReport, Error>> {
        Box::pin(async move { self.detached(db, Run::up).await })
    }

    /// Drops every object in the schema, history included, and applies all
    /// migrations (specification, section 9). Extensions stay, and so do
    /// other schemas: where an object of theirs would be touched, nothing is done.
    ///
    /// # Errors
    ///
    /// As [`up`](Self::up), and [`Error::ReachesOutside`].
    pub fn fresh<'a>(
        &'a self,
        db: &'a DatabaseConnection,
    ) -> BoxFuture<'a, Result<RunReport, Error>> {
        Box::pin(async move { self.detached(db, fresh::fresh).await })
    }

    /// Puts right in the history what can be put right without touching
    /// anything else: failed attempts go, applied migrations without a file
    /// are marked as deleted, and the rows of the `accepted` versions take
    /// over what their files say now.
    ///
    /// # Errors
    ///
    /// Only what keeps it from writing.
    pub fn repair<'a>(
        &'a self,
        db: &'a DatabaseConnection,
        accepted: &'a [Version],
    ) -> BoxFuture<'a, Result<Repairs, Error>> {
        Box::pin(async move {
            let accepted = accepted.to_vec();
            self.detached(db, move |run| run.mend(Mending::Repair { accepted })).await
        })
    }

    /// What [`repair`](Self::repair) would do. It writes nothing and takes no lock.
    ///
    /// # Errors
    ///
    /// Only what keeps it from looking.
    pub fn plan_repair<'a>(
        &'a self,
        db: &'a DatabaseConnection,
        accepted: &'a [Version],
    ) -> BoxFuture<'a, Result<Repairs, Error>> {
        Box::pin(async move {
            let Sight { status, .. } = self.look(db).await?;
            Ok(Repairs::new(self.lane()?.target(), &status, accepted))
        })
    }

    /// Begins the history of a database that has been there before: versions
    /// up to this one count as applied, and are never run.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyBegun`] where the history has rows.
    pub fn baseline<'a>(
        &'a self,
        db: &'a DatabaseConnection,
        version: &'a Version,
    ) -> BoxFuture<'a, Result<Repairs, Error>> {
        Box::pin(async move {
            let version = version.clone();
            self.detached(db, move |run| run.mend(Mending::Baseline { version })).await
        })
    }

    /// Says of each migration and each history row how it stands
    /// (specification, section 7). It writes nothing and takes no lock.
    ///
    /// # Errors
    ///
    /// Only what keeps it from looking; drift and failures are in the report.
    pub fn status<'a>(
        &'a self,
        db: &'a DatabaseConnection,
    ) -> BoxFuture<'a, Result<StatusReport, Error>> {
        Box::pin(async move { Ok(self.look(db).await?.report()) })
    }

    /// Fails where [`up`](Self::up) would refuse to begin.
    ///
    /// # Errors
    ///
    /// [`Error::Failed`], [`Error::Drift`], [`Error::OutOfOrder`] or [`Error::NoHistory`].
    pub fn validate<'a>(
        &'a self,
        db: &'a DatabaseConnection,
    ) -> BoxFuture<'a, Result<StatusReport, Error>> {
        Box::pin(async move {
            let sight = self.look(db).await?;
            sight.plan(&self.config)?;
            Ok(sight.report())
        })
    }

    /// The migrations that are not applied yet: what a readiness probe asks.
    ///
    /// # Errors
    ///
    /// Only what keeps it from looking.
    pub fn pending<'a>(
        &'a self,
        db: &'a DatabaseConnection,
    ) -> BoxFuture<'a, Result<Vec<Local>, Error>> {
        Box::pin(async move {
            let Sight { status, .. } = self.look(db).await?;
            Ok(status.waiting().cloned().collect())
        })
    }

    /// What [`up`](Self::up) would do: a dry run as a value. It writes
    /// nothing and takes no lock.
    ///
    /// # Errors
    ///
    /// As [`validate`](Self::validate).
    pub fn plan<'a>(&'a self, db: &'a DatabaseConnection) -> BoxFuture<'a, Result<Plan, Error>> {
        Box::pin(async move {
            let sight = self.look(db).await?;
            self.observer.tell_unwritten(&sight.status);
            sight.plan(&self.config)
        })
    }

    /// What [`import`](Self::import) would do: a dry run as a value. It
    /// writes nothing and takes no lock.
    ///
    /// # Errors
    ///
    /// As [`import`](Self::import).
    pub fn plan_import<'a>(
        &'a self,
        db: &'a DatabaseConnection,
        import: &'a Import,
    ) -> BoxFuture<'a, Result<ImportReport, Error>> {
        Box::pin(self.limited(async move {
            let manifest = self.lane_for(db)?;
            let connection = self.open(db).await?;
            import.plan(connection, &manifest, &self.config).await
        }))
    }

    /// Takes over the history that another migration tool has written: each
    /// of its rows becomes a history row of the file with the same version,
    /// all in one transaction. Nothing is executed, and the other tool's
    /// table stays as it is.
    ///
    /// # Errors
    ///
    /// [`Error::Import`] with everything that is in the way: a history that
    /// has begun already, a row that failed or that has no file here, a file
    /// that is not what was applied. Nothing is changed then.
    pub fn import<'a>(
        &'a self,
        db: &'a DatabaseConnection,
        import: &'a Import,
    ) -> BoxFuture<'a, Result<ImportReport, Error>> {
        Box::pin(async move {
            let import = import.clone();
            self.detached(db, |run| import::import(run, import)).await
        })
    }

    async fn look(&self, db: &DatabaseConnection) -> Result<Sight, Error> {
        let manifest = self.lane_for(db)?;
        self.limited(async move {
            let mut connection = self.open(db).await?;
            let sight = Sight::of(&mut connection, manifest, &self.config).await;
            connection.close().await;
            sight
        })
        .await
    }

    /// A connection for what only looks.
    async fn open(&self, db: &DatabaseConnection) -> Result<Connection, Error> {
        let arrival = Arrival::new(&self.config, &self.observer);
        Box::pin(arrival.open(db, Access::Read)).await
    }

    /// Waits for what only looks, as long as a command may take.
    async fn limited<T>(&self, look: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        runtime::check()?;
        let Some(limit) = self.config.timeout else { return look.await };
        let over = |_| Err(Error::interrupted(Reason::Limit(limit)));
        tokio::time::timeout(limit, look).await.unwrap_or_else(over)
    }

    fn lane(&self) -> Result<&Arc<Manifest>, Error> {
        self.manifest.as_ref().map_err(|unknown| Error::UnknownTarget {
            target: unknown.target.clone(),
            known: unknown.known.clone(),
        })
    }

    /// The lane as it is for this database, which must be of a kind that it was
    /// checked for.
    fn lane_for(&self, db: &DatabaseConnection) -> Result<Arc<Manifest>, Error> {
        let manifest = self.lane()?;
        check_dialect(manifest, db)?;
        Ok(manifest.narrowed(Connection::dialect_of(db)?))
    }

    /// Runs a command in a task of its own, which outlives the caller's
    /// future long enough to leave the database in order.
    async fn detached<T, F, W>(&self, db: &DatabaseConnection, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send,
        W: FnOnce(Run) -> F + Send + 'static,
    {
        let manifest = self.lane_for(db)?;
        runtime::check()?;
        let (caller_waits, caller_left) = oneshot::channel();
        let stop = self.stop.as_ref().map(|when| (when.0)());
        let interrupt = Interrupt::new(caller_left, stop, self.config.timeout);
        let abandoned = self.abandon.as_ref().map_or_else(|| pending().boxed(), |when| (when.0)());
        let course = Course::default();
        let run = Run {
            db: db.clone(),
            manifest,
            config: self.config.clone(),
            observer: course.followed(self.observer.clone()),
            interrupt: interrupt.clone(),
        };
        let span = tracing::info_span!("migrate", lane = %self.config.target);
        let task = tokio::spawn(async move { work(run).await }.instrument(span));
        let outcome = tokio::select! {
            biased;
            outcome = interrupt.within(LAST_RESORT, task) => outcome,
            () = abandoned => None,
        };
        drop::<oneshot::Sender<()>>(caller_waits);
        let Some(outcome) = outcome else { return Err(course.unknown()) };
        match outcome {
            Ok(outcome) => outcome,
            Err(error) => match error.try_into_panic() {
                Ok(payload) => resume_unwind(payload),
                Err(_) => Err(Error::RuntimeEnded),
            },
        }
    }
}

/// What is seen of a database without the lock.
struct Sight {
    manifest: Arc<Manifest>,
    status: Status,
    history: History,
    strangers: Option<Strangers>,
}

impl Sight {
    async fn of(
        connection: &mut Connection,
        manifest: Arc<Manifest>,
        config: &Config,
    ) -> Result<Self, Error> {
        let history = History::new(connection.dialect(), config);
        let found = history::read(connection, &history).await?;
        let strangers = Strangers::look(connection, &history, &found, config).await;
        let strangers = strangers.map_err(Error::database("look at the schema"))?;
        let status = Status::new(&manifest, &found.rows(), config);
        Ok(Self { manifest, status, history, strangers })
    }

    fn report(&self) -> StatusReport {
        StatusReport::new(&self.manifest, &self.history, &self.status, self.strangers.clone())
    }

    /// What `up` would do, or why it would refuse.
    fn plan(&self, config: &Config) -> Result<Plan, Error> {
        let plan = self.status.plan(&self.manifest, config)?;
        match &self.strangers {
            Some(strangers) if !plan.is_empty() => Err(strangers.clone().refused(&self.history)),
            _ => Ok(plan),
        }
    }
}

/// Refuses a database of a kind that the lane was not checked for.
fn check_dialect(manifest: &Manifest, db: &DatabaseConnection) -> Result<(), Error> {
    let found = Connection::dialect_of(db)?;
    if manifest.migrations().is_empty() || manifest.dialects().contains(&found) {
        return Ok(());
    }
    Err(Error::WrongDialect {
        target: manifest.target().clone(),
        expected: manifest.dialects().to_vec(),
        found,
    })
}
