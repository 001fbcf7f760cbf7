//! A lane that is compared with a history, and never run.

use schemalane_source::Version;
use sea_orm::DatabaseConnection;

use crate::{Error, Event, Migrator, Repairs, StatusReport};

/// The commands that execute no migration. A lane whose texts were not kept is
/// only to be had in here, so that nothing can take an empty text for a migration.
pub(crate) struct Onlooker(Migrator);

impl Onlooker {
    pub(crate) const fn new(migrator: Migrator) -> Self {
        Self(migrator)
    }

    /// Tells each event to `observe` from here on.
    pub(crate) fn observe(self, observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self(self.0.observe(observe))
    }

    pub(crate) async fn status(&self, db: &DatabaseConnection) -> Result<StatusReport, Error> {
        self.0.status(db).await
    }

    pub(crate) async fn validate(&self, db: &DatabaseConnection) -> Result<StatusReport, Error> {
        self.0.validate(db).await
    }

    pub(crate) async fn repair(
        &self,
        db: &DatabaseConnection,
        accepted: &[Version],
    ) -> Result<Repairs, Error> {
        self.0.repair(db, accepted).await
    }

    pub(crate) async fn plan_repair(
        &self,
        db: &DatabaseConnection,
        accepted: &[Version],
    ) -> Result<Repairs, Error> {
        self.0.plan_repair(db, accepted).await
    }

    pub(crate) async fn baseline(
        &self,
        db: &DatabaseConnection,
        version: &Version,
    ) -> Result<Repairs, Error> {
        self.0.baseline(db, version).await
    }
}
