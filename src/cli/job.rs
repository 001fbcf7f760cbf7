//! One command on one target, ready to run.

use schemalane_source::{Project, TargetName, Version};

use super::{args::CommonArgs, lanes::Lanes, outcome::Outcome};
use crate::{
    Config, Error, Import, ImportReport, Migrator, Repairs, RunReport,
    console::Progress,
    ledger::Order,
    resolve::{self, Origin},
    shutdown::Shutdown,
    url::{DatabaseUrl, Secret},
};

/// A target's lane, database and configuration.
pub(super) struct Job<'j> {
    lanes: &'j Lanes,
    url: DatabaseUrl,
    origin: Origin,
    config: Config,
}

impl<'j> Job<'j> {
    pub(super) fn new(
        lanes: &'j Lanes,
        target: &TargetName,
        common: &CommonArgs,
        project: &Project,
    ) -> Result<Self, Error> {
        let flag = common.database_url.as_ref().map(Secret::expose);
        let (url, origin) = resolve::database_url(target, flag, &resolve::environment, project)?;
        resolve::refuse_default(target, project.dialects(target), &url, &origin)?;
        let config = common.apply(resolve::config(project, target)?);
        Ok(Self { lanes, url, origin, config })
    }

    /// Changes how it is done.
    pub(super) fn configure(mut self, change: impl Fn(Config) -> Config) -> Self {
        self.config = change(self.config);
        self
    }

    /// What the ledger writes down of it.
    pub(super) fn order(&self, command: &'static str) -> Order {
        Order {
            command,
            target: self.config.target.clone(),
            url: self.url.anchored(),
            schema: self.config.schema_for(self.url.dialect()),
            history_table: self.config.table(),
        }
    }

    /// Which schema of which database this is, to tell whether two are the same.
    pub(super) fn schema(&self) -> impl Eq + use<> {
        let schema = self.config.schema_for(self.url.dialect());
        (
            self.url.host().map(str::to_owned),
            self.url.port(),
            self.url.anchored().database(),
            schema,
        )
    }

    fn migrator(&self) -> Result<Migrator, Error> {
        let migrator = self.lanes.migrator(&self.url, self.config.clone())?;
        let manifest = migrator.manifest()?;
        if !manifest.migrations().is_empty() {
            let dialects = manifest.dialects();
            resolve::refuse_default(manifest.target(), dialects, &self.url, &self.origin)?;
        }
        Ok(migrator)
    }

    /// Why something destructive is not done.
    pub(super) fn unconfirmed(&self) -> Error {
        let schema = self.config.schema_for(self.url.dialect());
        Error::NotConfirmed { url: Box::new(self.url.clone()), schema }
    }

    fn located(&self) -> impl Fn(Error) -> Error {
        |error| error.of_url(&self.url, &self.origin)
    }

    pub(super) async fn status(&self) -> Result<Outcome, Error> {
        let report = self.migrator()?.status(&self.url.pool(1)).await;
        report.map(Outcome::Status).map_err(self.located())
    }

    pub(super) async fn validate(&self) -> Result<Outcome, Error> {
        let report = self.migrator()?.validate(&self.url.pool(1)).await;
        report.map(Outcome::Valid).map_err(self.located())
    }

    pub(super) async fn dry_run(&self) -> Result<Outcome, Error> {
        let plan = self.migrator()?.plan(&self.url.pool(1)).await.map_err(self.located())?;
        Ok(Outcome::Plan { target: self.config.target.clone(), plan })
    }

    pub(super) async fn repair(&self, accepted: &[Version]) -> Result<Repairs, Error> {
        let repairs = self.migrator()?.repair(&self.url.pool(1), accepted).await;
        repairs.map_err(self.located())
    }

    pub(super) async fn plan_repair(&self, accepted: &[Version]) -> Result<Repairs, Error> {
        let repairs = self.migrator()?.plan_repair(&self.url.pool(1), accepted).await;
        repairs.map_err(self.located())
    }

    pub(super) async fn baseline(&self, version: &Version) -> Result<Repairs, Error> {
        let repairs = self.migrator()?.baseline(&self.url.pool(1), version).await;
        repairs.map_err(self.located())
    }

    /// A migrator that shows what it does and can be stopped.
    fn runner(&self, shutdown: &Shutdown) -> Result<Migrator, Error> {
        let (stop, abandon) = (shutdown.clone(), shutdown.clone());
        let migrator = self.migrator()?.observe(Progress::new().observer());
        let migrator = migrator.stop_when(move || stop.signal());
        Ok(migrator.abandon_when(move || abandon.insisted()))
    }

    pub(super) async fn up(&self, shutdown: &Shutdown) -> Result<RunReport, Error> {
        let migrator = self.runner(shutdown)?;
        migrator.up(&self.url.pool(1)).await.map_err(self.located())
    }

    pub(super) async fn plan_import(&self, import: &Import) -> Result<ImportReport, Error> {
        let report = self.migrator()?.plan_import(&self.url.pool(1), import).await;
        report.map_err(self.located())
    }

    pub(super) async fn import(&self, import: &Import) -> Result<ImportReport, Error> {
        let migrator = self.migrator()?.observe(Progress::new().observer());
        migrator.import(&self.url.pool(1), import).await.map_err(self.located())
    }

    pub(super) async fn fresh(&self, shutdown: &Shutdown) -> Result<RunReport, Error> {
        let migrator = self.runner(shutdown)?;
        migrator.fresh(&self.url.pool(1)).await.map_err(self.located())
    }
}
