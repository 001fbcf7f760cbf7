//! The lane at work.

use std::time::{Duration, Instant};

use schemalane::sea_orm::{ConnectOptions, Database};
use schemalane::{Config, Dialect, Folder, Migrator, TargetName};

use crate::files::Files;

pub(crate) async fn postgres(files: &Files, url: &str) -> Duration {
    up(files, url, Dialect::Postgres).await
}

pub(crate) async fn sqlite(files: &Files, url: &str) -> Duration {
    up(files, url, Dialect::Sqlite).await
}

/// What `start` does, and the end of its connections. What a build knows is read before the clock runs.
async fn up(files: &Files, url: &str, dialect: Dialect) -> Duration {
    let folder = Folder::new(files.flyways());
    let manifest = folder.manifest(&TargetName::DEFAULT, dialect).expect("a lane");
    let migrator = Migrator::new(manifest, Config::new());
    let mut options = ConnectOptions::new(url);
    options.connect_lazy(true).sqlx_logging(false);
    let began = Instant::now();
    let db = Database::connect(options).await.expect("a pool");
    let _report = migrator.up(&db).await.expect("a migrated database");
    db.close().await.expect("the end");
    began.elapsed()
}
