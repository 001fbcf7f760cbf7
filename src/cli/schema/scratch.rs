//! A place in which a lane is replayed, and which is taken away afterwards.

use std::{env, fs, io, path::PathBuf, process, time::SystemTime};

use schemalane_source::Dialect;
use sea_orm::ConnectionTrait as _;

use crate::{
    Error, Identifier,
    url::{DatabaseUrl, file_url},
};

/// A database of its own that nobody else knows.
pub(super) struct Scratch {
    url: DatabaseUrl,
    kind: Kind,
}

enum Kind {
    /// A folder for the file and what lies beside it.
    Folder(PathBuf),
    /// A database on the server of another one.
    Database { server: DatabaseUrl, name: Identifier },
}

impl Scratch {
    /// A scratch beside the database of this URL.
    pub(super) async fn beside(url: &DatabaseUrl) -> Result<Self, Error> {
        match url.dialect() {
            Dialect::Sqlite => Self::folder(),
            Dialect::Postgres => Self::database(url).await,
        }
    }

    pub(super) const fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Takes it away.
    pub(super) async fn remove(self) -> Result<(), Error> {
        match self.kind {
            Kind::Folder(folder) => {
                let failed =
                    |source| Error::File { action: "remove", path: folder.clone(), source };
                fs::remove_dir_all(&folder).map_err(failed)
            }
            Kind::Database { server, name } => {
                let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", name.quoted());
                execute(&server, &drop, "drop the temporary database").await
            }
        }
    }

    fn folder() -> Result<Self, Error> {
        let folder = env::temp_dir().join(name());
        let failed = |source| Error::File { action: "create", path: folder.clone(), source };
        create_private(&folder).map_err(failed)?;
        let text = file_url(&folder.join("lane.db"));
        let url = text.parse().map_err(|_| failed(io::ErrorKind::InvalidFilename.into()))?;
        Ok(Self { url, kind: Kind::Folder(folder) })
    }

    async fn database(server: &DatabaseUrl) -> Result<Self, Error> {
        let name = Identifier::fixed(&name());
        let create = format!("CREATE DATABASE {} TEMPLATE template0", name.quoted());
        execute(server, &create, "create a temporary database to replay the lane in").await?;
        let url = server.with_database(name.as_str());
        Ok(Self { url, kind: Kind::Database { server: server.clone(), name } })
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

/// What nobody else is called.
fn name() -> String {
    let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("schemalane_lane_{}_{}", process::id(), time.as_nanos())
}

/// A folder for nobody else's eyes.
#[cfg(unix)]
fn create_private(folder: &std::path::Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private(folder: &std::path::Path) -> io::Result<()> {
    fs::create_dir(folder)
}
