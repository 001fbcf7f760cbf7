//! A place in which a lane is replayed, and which is taken away afterwards.

use std::{env, io};

use schemalane_schema::{Database, TemporaryDatabase};
use sea_orm::ConnectionTrait as _;
use tempfile::TempDir;

use super::job::Job;
use crate::{
    Error,
    url::{DatabaseUrl, file_url},
};

/// A database of its own that nobody else knows.
pub(super) struct Scratch {
    url: DatabaseUrl,
    store: Store,
}

enum Store {
    /// A folder for the file and what lies beside it.
    Folder(TempDir),
    /// A database on the server of the target's.
    Database(TemporaryDatabase),
}

impl Scratch {
    /// A scratch beside the target's database.
    pub(super) async fn beside(job: &Job) -> Result<Self, Error> {
        match job.place()? {
            Database::Postgres(server) => {
                let database = TemporaryDatabase::beside(&server).await?;
                let url = job.url.with_database(database.name());
                Ok(Self { url, store: Store::Database(database) })
            }
            _ => Self::folder(),
        }
    }

    pub(super) const fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Takes it away.
    pub(super) async fn remove(self) -> Result<(), Error> {
        match self.store {
            Store::Folder(folder) => {
                let path = folder.path().to_owned();
                folder.close().map_err(|source| Error::File { action: "remove", path, source })
            }
            Store::Database(database) => {
                database.remove().await;
                Ok(())
            }
        }
    }

    fn folder() -> Result<Self, Error> {
        let failed = |source| Error::File { action: "create", path: env::temp_dir(), source };
        let folder =
            tempfile::Builder::new().prefix("schemalane_lane_").tempdir().map_err(failed)?;
        let text = file_url(&folder.path().join("lane.db"));
        let url = text.parse().map_err(|_| failed(io::ErrorKind::InvalidFilename.into()))?;
        Ok(Self { url, store: Store::Folder(folder) })
    }
}

/// Executes one statement on a connection of its own.
pub(super) async fn execute(
    url: &DatabaseUrl,
    sql: &str,
    action: &'static str,
) -> Result<(), Error> {
    let db = url.pool(1);
    let done = db.execute_unprepared(sql).await;
    let _closed = db.close().await;
    done.map(drop).map_err(|source| Error::SeaOrm { action, source })
}
