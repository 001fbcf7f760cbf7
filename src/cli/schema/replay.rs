//! `schema check --lane`: what the lane makes of an empty database, compared with the files.

use schemalane_schema::{Engine, Files};
use schemalane_source::Dialect;

use super::{
    args::LaneArgs,
    job::Job,
    outcome::Comparison,
    scratch::{self, Scratch},
};
use crate::{Error, Manifest, Migrator, shutdown::Shutdown, url::DatabaseUrl};

/// Replays the lane from nothing in a scratch database, and compares what comes of it.
pub(super) async fn compare(
    job: &Job,
    files: &Files,
    args: &LaneArgs,
    compiled: &'static [&'static Manifest],
    shutdown: &Shutdown,
) -> Result<Comparison, Error> {
    let migrator = migrator(job, args, compiled)?;
    on_scratch(job, &migrator, shutdown, async |engine, _| {
        Ok(Comparison::read(&job.target, engine.plan(files).await)?)
    })
    .await
}

/// Replays a lane from nothing in a scratch database, and looks at what comes of it.
pub(super) async fn on_scratch<T>(
    job: &Job,
    migrator: &Migrator,
    shutdown: &Shutdown,
    look: impl AsyncFnOnce(&Engine, &DatabaseUrl) -> Result<T, Error>,
) -> Result<T, Error> {
    let make = async |url: &DatabaseUrl| apply(job, migrator, url).await;
    in_scratch(job, shutdown, make, look).await
}

/// Makes something in a scratch database, and looks at what comes of it.
pub(super) async fn in_scratch<T>(
    job: &Job,
    shutdown: &Shutdown,
    make: impl AsyncFnOnce(&DatabaseUrl) -> Result<(), Error>,
    look: impl AsyncFnOnce(&Engine, &DatabaseUrl) -> Result<T, Error>,
) -> Result<T, Error> {
    let scratch = Scratch::beside(job).await.map_err(|error| job.located(error))?;
    let work = async {
        make(scratch.url()).await?;
        look(&job.engine_on(scratch.url())?, scratch.url()).await
    };
    let result = tokio::select! {
        result = work => result,
        _ = shutdown.signal() => Err(schemalane_schema::Error::Cancelled { committed: 0 }.into()),
    };
    let removed = scratch.remove().await;
    let found = result?;
    removed?;
    Ok(found)
}

/// The lane of the target, from its folder.
pub(super) fn migrator(
    job: &Job,
    args: &LaneArgs,
    compiled: &'static [&'static Manifest],
) -> Result<Migrator, Error> {
    let folder = job.lane(args)?.compiled(compiled);
    let path = folder.path(&job.target);
    if !path.is_dir() {
        return Err(Error::NoFolder { path });
    }
    Ok(Migrator::new(folder.manifest(&job.target, job.url.dialect())?, job.config().adopt()))
}

async fn apply(job: &Job, migrator: &Migrator, scratch: &DatabaseUrl) -> Result<(), Error> {
    let schema = job.config().schema_for(job.url.dialect());
    if job.url.dialect() == Dialect::Postgres {
        let create = format!("CREATE SCHEMA IF NOT EXISTS {}", schema.quoted());
        scratch::execute(scratch, &create, "create the schema of the lane").await?;
    }
    let db = scratch.pool(1);
    let applied = migrator.up(&db).await;
    let _closed = db.close().await;
    applied.map(drop)
}
