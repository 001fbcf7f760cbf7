//! Where a database is: a URL that never shows its password.
//!
//! There is one way from a text to a database, whoever names it: the lane, the
//! commands of the schema, a scratch, the ledger.

mod error;
mod host;
mod parameter;
mod passfile;
mod postgres;
mod secret;
mod service;
mod settings;
mod sqlite;
#[cfg(test)]
mod tests;
mod text;
mod wanted;

use std::{fmt, str::FromStr};

use schemalane_source::Dialect;
use sea_orm::DatabaseConnection;
use sqlx::{postgres::PgPoolOptions, sqlite::SqlitePoolOptions};

pub use self::{
    error::{ServiceProblem, UrlError},
    secret::Secret,
};
pub(crate) use self::{passfile::IgnoredPassfile, wanted::NoHost};
use self::{postgres::Postgres, settings::Surroundings, sqlite::Sqlite};

/// A database URL of a kind that can be migrated.
///
/// PostgreSQL's are those of its own clients: several hosts and
/// `target_session_attrs`, `?host=` with the folder of a socket, `?service=`, a
/// file of passwords, and the `PG*` variables for what is not said. A parameter
/// that would do nothing is refused with what to say instead.
///
/// `Display` and `Debug` leave the password and the `options` out; there is no
/// way to print them.
///
/// ```
/// # use schemalane::DatabaseUrl;
/// let url: DatabaseUrl = "postgres://shop:hunter2@db.internal/shop".parse()?;
/// assert_eq!(url.to_string(), "postgres://shop@db.internal/shop");
/// # Ok::<(), schemalane::UrlError>(())
/// ```
#[derive(Clone)]
pub struct DatabaseUrl {
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Postgres(Box<Postgres>),
    Sqlite(Box<Sqlite>),
}

impl DatabaseUrl {
    /// The dialect that its scheme names.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.kind {
            Kind::Postgres(_) => Dialect::Postgres,
            Kind::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// A pool of at most `size` connections. Nothing connects before the
    /// first query, and a SQLite file that is not there is made only then.
    ///
    /// Of several hosts it is the first one: [`settle`](Self::settle) finds
    /// the one that is meant.
    #[must_use]
    pub fn pool(&self, size: u32) -> DatabaseConnection {
        match &self.kind {
            Kind::Postgres(postgres) => PgPoolOptions::new()
                .max_connections(size)
                .connect_lazy_with(postgres.first().options.clone())
                .into(),
            Kind::Sqlite(sqlite) => {
                let pool = SqlitePoolOptions::new();
                let pool = if crate::connection::is_in_memory(&sqlite.options) {
                    // The database lives as long as its one connection.
                    pool.max_connections(1).idle_timeout(None).max_lifetime(None)
                } else {
                    pool.max_connections(size)
                };
                pool.connect_lazy_with(sqlite.options.clone()).into()
            }
        }
    }

    /// The same with one server: the first of its hosts that can be reached
    /// and is what `target_session_attrs` asks for. Where there is one host,
    /// and nothing is asked of it, nothing connects.
    ///
    /// # Errors
    ///
    /// [`Error::Connect`](crate::Error::Connect): none will do, and why each
    /// of them will not.
    pub async fn settle(&self) -> Result<Self, crate::Error> {
        match &self.kind {
            Kind::Postgres(postgres) if !postgres.is_settled() => {
                let settled = postgres.settle().await.map_err(crate::Error::connect)?;
                Ok(Self { kind: Kind::Postgres(Box::new(settled)) })
            }
            _ => Ok(self.clone()),
        }
    }

    /// The server that holds the database, or the folder of its socket; none
    /// for a file. Of several that are not yet chosen from it is the first.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match &self.kind {
            Kind::Postgres(postgres) => Some(postgres.first().host.endpoint.as_str()),
            Kind::Sqlite(_) => None,
        }
    }

    /// The port of the server; none for a file.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        match &self.kind {
            Kind::Postgres(postgres) => Some(postgres.first().host.port),
            Kind::Sqlite(_) => None,
        }
    }

    /// The name of the database, or the path of its file.
    #[must_use]
    pub fn database(&self) -> String {
        match &self.kind {
            Kind::Postgres(postgres) => {
                let options = &postgres.first().options;
                options.get_database().unwrap_or_else(|| options.get_username()).to_owned()
            }
            Kind::Sqlite(sqlite) => sqlite.options.get_filename().display().to_string(),
        }
    }

    /// A file of passwords that was not read, where there was no other password.
    pub(crate) fn ignored_passfile(&self) -> Option<&IgnoredPassfile> {
        match &self.kind {
            Kind::Postgres(postgres) => postgres.ignored.as_ref(),
            Kind::Sqlite(_) => None,
        }
    }

    /// Whether nothing says the password of a server.
    pub(crate) fn lacks_password(&self) -> bool {
        match &self.kind {
            Kind::Postgres(postgres) => postgres.password == postgres::Password::Unsaid,
            Kind::Sqlite(_) => false,
        }
    }

    /// The file of a database that is one.
    #[cfg(feature = "cli")]
    pub(crate) fn file(&self) -> Option<&std::path::Path> {
        let Kind::Sqlite(sqlite) = &self.kind else { return None };
        (!crate::connection::is_in_memory(&sqlite.options)).then(|| sqlite.options.get_filename())
    }

    /// The file that is made where there is none; none for a server, for a
    /// database in memory, and where the URL says not to make it.
    #[cfg(feature = "cli")]
    pub(crate) fn file_to_make(&self) -> Option<&std::path::Path> {
        self.file().filter(|_| self.mode().as_deref() == Some("rwc"))
    }

    /// What a SQLite URL says of the file's making and writing.
    #[cfg(feature = "cli")]
    fn mode(&self) -> Option<String> {
        let Kind::Sqlite(sqlite) = &self.kind else { return None };
        // The driver cannot write every path that it reads.
        let url = sqlx::ConnectOptions::to_url_lossy(&sqlite.options.clone().filename("any"));
        url.query_pairs().find(|(key, _)| key == "mode").map(|(_, value)| value.into_owned())
    }

    /// Where the declarative engine finds it.
    ///
    /// # Errors
    ///
    /// A database in memory is nowhere.
    #[cfg(feature = "schema")]
    pub(crate) fn place(&self) -> Result<schemalane_schema::Database, UrlError> {
        match &self.kind {
            Kind::Postgres(postgres) => {
                Ok(schemalane_schema::Database::postgres(postgres.first().options.clone()))
            }
            Kind::Sqlite(sqlite) if crate::connection::is_in_memory(&sqlite.options) => {
                Err(UrlError::InMemory)
            }
            Kind::Sqlite(sqlite) => {
                Ok(schemalane_schema::Database::sqlite(sqlite.options.get_filename()))
            }
        }
    }

    /// How the declarative engine connects to a server that is lent.
    #[cfg(feature = "schema")]
    pub(crate) fn connect_options(&self) -> Option<&sqlx::postgres::PgConnectOptions> {
        match &self.kind {
            Kind::Postgres(postgres) => Some(&postgres.first().options),
            Kind::Sqlite(_) => None,
        }
    }

    /// Another database of the same server; the same file on SQLite.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        match &self.kind {
            Kind::Postgres(postgres) => {
                Self { kind: Kind::Postgres(Box::new(postgres.with_database(name))) }
            }
            Kind::Sqlite(_) => self.clone(),
        }
    }

    /// What the URL says of a SQLite file that is to be written.
    #[cfg(feature = "cli")]
    pub(crate) fn is_read_only(&self) -> bool {
        self.mode().as_deref() == Some("ro")
    }

    /// The same database named from the root of the file system on: a relative
    /// path means nothing to who reads it in another folder.
    #[cfg(feature = "cli")]
    pub(crate) fn anchored(&self) -> Self {
        std::env::current_dir().map_or_else(|_| self.clone(), |folder| self.anchored_in(&folder))
    }

    /// The same database, where a relative path counts from this folder.
    pub(crate) fn anchored_in(&self, folder: &std::path::Path) -> Self {
        let Kind::Sqlite(sqlite) = &self.kind else { return self.clone() };
        let path = sqlite.options.get_filename();
        if crate::connection::is_in_memory(&sqlite.options) || path.is_absolute() {
            return self.clone();
        }
        let parameters =
            sqlite.text.split_once('?').map(|(_, parameters)| format!("?{parameters}"));
        std::path::absolute(folder.join(path))
            .map(|path| file_url(&path) + parameters.as_deref().unwrap_or_default())
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| self.clone())
    }

    fn read(text: &str, surroundings: &Surroundings<'_>) -> Result<Self, UrlError> {
        let kind = match text::read(text)? {
            (Dialect::Postgres, rest) => {
                Kind::Postgres(Box::new(Postgres::parse(rest, surroundings)?))
            }
            (Dialect::Sqlite, rest) => Kind::Sqlite(Box::new(Sqlite::parse(rest)?)),
        };
        Ok(Self { kind })
    }
}

/// The URL of a SQLite file. Two characters of a path mean something else in a URL.
pub(crate) fn file_url(path: &std::path::Path) -> String {
    let path = path.to_string_lossy();
    format!("sqlite://{}", path.replace('%', "%25").replace('?', "%3F"))
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
        let variables =
            |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self::read(text, &Surroundings { variables: &variables, home })
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Postgres(postgres) => postgres.shown.fmt(formatter),
            Kind::Sqlite(sqlite) => formatter.write_str(&sqlite.text),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DatabaseUrl({self})")
    }
}
