//! One command on one target, ready to run.

use schemalane_source::{TargetName, Version};
use sea_orm::DatabaseConnection;

use super::{
    args::CommonArgs,
    lanes::{Lanes, Source},
    notice::{Notice, Notices},
    outcome::{Outcome, Ran},
    say,
    table::{self, Cell},
};
use crate::{
    Config, Error, Import, ImportReport, Migrator, Repairs, RunReport,
    arrival::Arrival,
    console::{self, Loudness, Palette, Progress},
    event::Observer,
    ledger::Order,
    onlooker::Onlooker,
    resolve::{Chosen, Setting, Workplace},
    shutdown::Shutdown,
    url::{DatabaseUrl, Secret},
};

/// A target's lane, database and configuration.
pub(super) struct Job<'j> {
    lanes: &'j Lanes,
    chosen: Chosen,
    notices: Notices,
}

impl<'j> Job<'j> {
    /// Chooses what the command works on, and says so.
    pub(super) fn new(
        source: Source<'_>,
        lanes: &'j Lanes,
        target: &TargetName,
        common: &CommonArgs,
        workplace: &Workplace,
    ) -> Result<Self, Error> {
        let flag = common.database_url.as_ref().map(Secret::expose);
        let address = workplace.address(target, flag, source.fallback(target, workplace))?;
        let (settings, keeper) = source.settings(target, workplace)?;
        let said = common.apply(Config::new().target(target.clone()));
        let difference = source.difference(target, &address.url, workplace);
        let chosen = Chosen::new(address, said, &settings, &keeper);
        say(&chosen, common.format);
        difference.iter().for_each(|difference| console::warn(difference));
        Ok(Self { lanes, chosen, notices: Notices::default() })
    }

    /// What was chosen.
    pub(super) fn chosen(&self) -> Chosen {
        self.chosen.clone()
    }

    /// What the server remarked so far.
    pub(super) fn notices(&self) -> Vec<Notice> {
        self.notices.so_far()
    }

    /// What a run did.
    pub(super) fn ran(&self, report: RunReport) -> Outcome {
        Outcome::Run(Ran { report: Box::new(report), notices: self.notices() })
    }

    fn url(&self) -> &DatabaseUrl {
        &self.chosen.address.url
    }

    /// Changes how it is done.
    pub(super) fn configure(mut self, change: impl Fn(Config) -> Config) -> Self {
        self.chosen.config = change(self.chosen.config);
        tell_settings(&self.chosen);
        self
    }

    /// What the ledger writes down of it.
    pub(super) fn order(&self, command: &'static str) -> Order {
        Order {
            command,
            target: self.chosen.target().clone(),
            url: self.url().anchored(),
            schema: self.chosen.schema().clone(),
            history_table: self.chosen.config.table(),
        }
    }

    /// Which schema of which database this is, to tell whether two are the same.
    pub(super) fn schema(&self) -> impl Eq + use<> {
        let url = self.url();
        (
            url.host().map(str::to_owned),
            url.port(),
            url.anchored().database(),
            self.chosen.schema().clone(),
        )
    }

    fn migrator(&self) -> Result<Migrator, Error> {
        self.lanes.migrator(self.url(), self.chosen.config.clone())
    }

    fn onlooker(&self) -> Result<Onlooker, Error> {
        let onlooker = self.lanes.onlooker(self.url(), self.chosen.config.clone())?;
        Ok(onlooker.observe(Progress::new().observer()))
    }

    /// Why something destructive is not done.
    pub(super) fn unconfirmed(&self) -> Error {
        let schema = self.chosen.schema().clone();
        Error::NotConfirmed { url: Box::new(self.url().clone()), schema }
    }

    fn located(&self) -> impl Fn(Error) -> Error {
        |error| error.of_url(self.url(), &self.chosen.address.origin)
    }

    /// The same, unless the run is stopped while the server is waited for.
    async fn pool_unless(&self, shutdown: &Shutdown) -> Result<DatabaseConnection, Error> {
        tokio::select! {
            biased;
            pool = self.pool() => pool,
            reason = shutdown.signal() => Err(Error::interrupted(reason)),
        }
    }

    /// A connection to the one server that is meant.
    async fn pool(&self) -> Result<DatabaseConnection, Error> {
        let observer = Observer::new(Progress::new().observer());
        let arrival = Arrival::new(&self.chosen.config, &observer);
        let settled = arrival.of(|| Box::pin(self.url().settle())).await;
        Ok(settled.map_err(self.located())?.pool(1))
    }

    pub(super) async fn status(&self) -> Result<Outcome, Error> {
        let report = self.onlooker()?.status(&self.pool().await?).await;
        report.map(Outcome::Status).map_err(self.located())
    }

    pub(super) async fn validate(&self) -> Result<Outcome, Error> {
        let report = self.onlooker()?.validate(&self.pool().await?).await;
        report.map(Outcome::Valid).map_err(self.located())
    }

    pub(super) async fn dry_run(&self) -> Result<Outcome, Error> {
        let migrator = self.migrator()?.observe(Progress::new().observer());
        let plan = migrator.plan(&self.pool().await?).await.map_err(self.located())?;
        Ok(Outcome::Plan { target: self.chosen.target().clone(), plan })
    }

    pub(super) async fn repair(&self, accepted: &[Version]) -> Result<Repairs, Error> {
        let repairs = self.onlooker()?.repair(&self.pool().await?, accepted).await;
        repairs.map_err(self.located())
    }

    pub(super) async fn plan_repair(&self, accepted: &[Version]) -> Result<Repairs, Error> {
        let repairs = self.onlooker()?.plan_repair(&self.pool().await?, accepted).await;
        repairs.map_err(self.located())
    }

    pub(super) async fn baseline(&self, version: &Version) -> Result<Repairs, Error> {
        let repairs = self.onlooker()?.baseline(&self.pool().await?, version).await;
        repairs.map_err(self.located())
    }

    /// A migrator that shows what it does and can be stopped.
    fn runner(&self, shutdown: &Shutdown) -> Result<Migrator, Error> {
        let (stop, abandon) = (shutdown.clone(), shutdown.clone());
        let (show, notices) = (Progress::new().observer(), self.notices.clone());
        let migrator = self.migrator()?.observe(move |event| {
            notices.hear(event);
            show(event);
        });
        let migrator = migrator.stop_because(move || stop.signal());
        Ok(migrator.abandon_when(move || abandon.insisted()))
    }

    pub(super) async fn up(&self, shutdown: &Shutdown) -> Result<RunReport, Error> {
        let migrator = self.runner(shutdown)?;
        migrator.up(&self.pool_unless(shutdown).await?).await.map_err(self.located())
    }

    pub(super) async fn plan_import(&self, import: &Import) -> Result<ImportReport, Error> {
        let migrator = self.migrator()?.observe(Progress::new().observer());
        let report = migrator.plan_import(&self.pool().await?, import).await;
        report.map_err(self.located())
    }

    pub(super) async fn import(&self, import: &Import) -> Result<ImportReport, Error> {
        let migrator = self.migrator()?.observe(Progress::new().observer());
        migrator.import(&self.pool().await?, import).await.map_err(self.located())
    }

    pub(super) async fn fresh(&self, shutdown: &Shutdown) -> Result<RunReport, Error> {
        let migrator = self.runner(shutdown)?;
        migrator.fresh(&self.pool_unless(shutdown).await?).await.map_err(self.located())
    }
}

/// Tells who wants to know it what is in force, and who says so.
fn tell_settings(chosen: &Chosen) {
    if !console::is_said(Loudness::Verbose) {
        return;
    }
    let rows: Vec<_> = chosen
        .in_force()
        .into_iter()
        .map(|Setting { name, value, origin }| {
            [Cell::new(name), Cell::new(value), Cell::new(origin)]
        })
        .collect();
    let table = table::layout(["setting", "value", "said by"], &rows, Palette::none());
    console::detail(&format!("{}: settings in force\n{}", chosen.target(), table.trim_end()));
}
