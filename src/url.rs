//! Where a database is: a URL that never shows its password.

#[cfg(test)]
mod tests;

use std::{convert::Infallible, fmt, str::FromStr};

use schemalane_source::Dialect;
use sea_orm::DatabaseConnection;
use sqlx::{
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use url::Url;

/// A database URL of a kind that can be migrated.
///
/// `Display` and `Debug` leave the password out; there is no way to print it.
///
/// ```
/// # use schemalane::DatabaseUrl;
/// let url: DatabaseUrl = "postgres://shop:hunter2@db.internal/shop".parse()?;
/// assert_eq!(url.to_string(), "postgres://shop@db.internal/shop");
/// # Ok::<(), schemalane::UrlError>(())
/// ```
#[derive(Clone)]
pub struct DatabaseUrl {
    text: String,
    options: Options,
}

#[derive(Clone)]
enum Options {
    Postgres(Box<PgConnectOptions>),
    Sqlite(Box<SqliteConnectOptions>),
}

impl DatabaseUrl {
    /// The dialect that its scheme names.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.options {
            Options::Postgres(_) => Dialect::Postgres,
            Options::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// A pool of at most `size` connections. Nothing connects before the
    /// first query, and a SQLite file that is not there is made only then.
    #[must_use]
    pub fn pool(&self, size: u32) -> DatabaseConnection {
        match &self.options {
            Options::Postgres(options) => PgPoolOptions::new()
                .max_connections(size)
                .connect_lazy_with((**options).clone())
                .into(),
            Options::Sqlite(options) => {
                let pool = SqlitePoolOptions::new();
                let pool = if crate::connection::is_in_memory(options) {
                    // The database lives as long as its one connection.
                    pool.max_connections(1).idle_timeout(None).max_lifetime(None)
                } else {
                    pool.max_connections(size)
                };
                pool.connect_lazy_with((**options).clone()).into()
            }
        }
    }

    /// The server that holds the database; none for a file.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match &self.options {
            Options::Postgres(options) => Some(options.get_host()),
            Options::Sqlite(_) => None,
        }
    }

    /// The port of the server; none for a file.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        match &self.options {
            Options::Postgres(options) => Some(options.get_port()),
            Options::Sqlite(_) => None,
        }
    }

    /// The name of the database, or the path of its file.
    #[must_use]
    pub fn database(&self) -> String {
        match &self.options {
            Options::Postgres(options) => {
                options.get_database().unwrap_or_else(|| options.get_username()).to_owned()
            }
            Options::Sqlite(options) => options.get_filename().display().to_string(),
        }
    }

    /// The file of a database that is one.
    #[cfg(feature = "cli")]
    pub(crate) fn file(&self) -> Option<&std::path::Path> {
        let Options::Sqlite(options) = &self.options else { return None };
        (!crate::connection::is_in_memory(options)).then(|| options.get_filename())
    }

    /// The file that is made where there is none; none for a server, for a
    /// database in memory, and where the URL says not to make it.
    #[cfg(feature = "cli")]
    pub(crate) fn file_to_make(&self) -> Option<&std::path::Path> {
        let Options::Sqlite(options) = &self.options else { return None };
        // The driver cannot write every path that it reads.
        let url = sqlx::ConnectOptions::to_url_lossy(&(**options).clone().filename("any"));
        let is_made = url.query_pairs().any(|(key, value)| key == "mode" && value == "rwc");
        (is_made && !crate::connection::is_in_memory(options)).then(|| options.get_filename())
    }

    /// Where the declarative engine finds it.
    ///
    /// # Errors
    ///
    /// A database in memory is nowhere.
    #[cfg(feature = "schema")]
    pub(crate) fn place(&self) -> Result<schemalane_schema::Database, UrlError> {
        match &self.options {
            Options::Postgres(options) => {
                Ok(schemalane_schema::Database::postgres((**options).clone()))
            }
            Options::Sqlite(options) if crate::connection::is_in_memory(options) => {
                Err(UrlError::InMemory)
            }
            Options::Sqlite(options) => {
                Ok(schemalane_schema::Database::sqlite(options.get_filename()))
            }
        }
    }

    /// Another database of the same server; the same file on SQLite.
    #[cfg(feature = "schema")]
    pub(crate) fn with_database(&self, name: &str) -> Self {
        let Options::Postgres(options) = &self.options else { return self.clone() };
        let text = Url::parse(&self.text).map_or_else(
            |_| self.text.clone(),
            |mut url| {
                url.set_path(name);
                url.into()
            },
        );
        Self { text, options: Options::Postgres(Box::new((**options).clone().database(name))) }
    }

    /// What the URL says of a SQLite file that is to be written.
    #[cfg(feature = "cli")]
    pub(crate) fn is_read_only(&self) -> bool {
        let Options::Sqlite(options) = &self.options else { return false };
        let url = sqlx::ConnectOptions::to_url_lossy(&(**options).clone().filename("any"));
        url.query_pairs().any(|(key, value)| key == "mode" && value == "ro")
    }

    /// The same database named from the root of the file system on: a relative
    /// path means nothing to who reads it in another folder.
    #[cfg(feature = "cli")]
    pub(crate) fn anchored(&self) -> Self {
        std::env::current_dir().map_or_else(|_| self.clone(), |folder| self.anchored_in(&folder))
    }

    /// The same database, where a relative path counts from this folder.
    pub(crate) fn anchored_in(&self, folder: &std::path::Path) -> Self {
        let Options::Sqlite(options) = &self.options else { return self.clone() };
        let path = options.get_filename();
        if crate::connection::is_in_memory(options) || path.is_absolute() {
            return self.clone();
        }
        let parameters = self.text.split_once('?').map(|(_, parameters)| format!("?{parameters}"));
        std::path::absolute(folder.join(path))
            .map(|path| file_url(&path) + parameters.as_deref().unwrap_or_default())
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| self.clone())
    }
}

/// The URL of a SQLite file. Two characters of a path mean something else in a URL.
pub(crate) fn file_url(path: &std::path::Path) -> String {
    let path = path.to_string_lossy();
    format!("sqlite://{}", path.replace('%', "%25").replace('?', "%3F"))
}

/// Whether an `@` stands behind the place where the host ends: then the URL
/// was cut inside of a password, and a part of that would count as public.
fn is_cut_short(text: &str) -> bool {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    rest.find(['/', '?', '#']).is_some_and(|end| rest[end..].contains('@'))
}

fn postgres(text: &str) -> Result<Options, UrlError> {
    let malformed = |what: &'static str| UrlError::Postgres { what };
    if is_cut_short(text) {
        return Err(malformed("an `@` stands behind the host"));
    }
    Url::parse(text).map_err(|error| match error {
        url::ParseError::InvalidPort => malformed("the port is no number"),
        url::ParseError::EmptyHost => malformed("the host is missing"),
        _ => malformed("it is no URL"),
    })?;
    let options =
        text.parse().map_err(|_| malformed("a parameter has a value that it cannot have"))?;
    Ok(Options::Postgres(Box::new(options)))
}

fn sqlite(text: &str) -> Result<Options, UrlError> {
    let options: SqliteConnectOptions = text.parse().map_err(|_| UrlError::Sqlite)?;
    // Who says a mode means it; else a missing file is made.
    let says_mode =
        text.split_once('?').is_some_and(|(_, parameters)| parameters.contains("mode="));
    let options = if says_mode { options } else { options.create_if_missing(true) };
    Ok(Options::Sqlite(Box::new(options)))
}

/// The scheme, where the text begins with one: anything else may be a password.
fn scheme(text: &str) -> String {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    let is_word =
        |scheme: &&str| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+');
    scheme.filter(is_word).unwrap_or_default().to_owned()
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let options = match Dialect::from_url(text) {
            Some(Dialect::Postgres) => postgres(text)?,
            Some(Dialect::Sqlite) => sqlite(text)?,
            None => return Err(UrlError::Scheme { scheme: scheme(text) }),
        };
        Ok(Self { text: text.to_owned(), options })
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.dialect() == Dialect::Sqlite {
            return formatter.write_str(&self.text);
        }
        let Ok(mut url) = Url::parse(&self.text) else {
            return write!(
                formatter,
                "postgres://{}/{}",
                self.host().unwrap_or_default(),
                self.database()
            );
        };
        let _has_no_authority = url.set_password(None);
        let public: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, _)| !key.to_ascii_lowercase().contains("pass"))
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        url.set_query(None);
        url.set_fragment(None);
        if !public.is_empty() {
            url.query_pairs_mut().extend_pairs(public);
        }
        formatter.write_str(url.as_str())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DatabaseUrl({self})")
    }
}

/// A URL as somebody typed it. It is not read until it is needed, so that a
/// mistake in it is reported without repeating a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text, password and all: not for printing.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

/// Why a text is no [`DatabaseUrl`]. It does not repeat the text, which may
/// hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// Neither PostgreSQL nor SQLite.
    #[error("{}: expected postgres://user@host/database or sqlite://path", what(.scheme))]
    Scheme {
        /// What stands before `://`; empty where nothing does.
        scheme: String,
    },
    /// The rest of a PostgreSQL URL is wrong.
    #[error(
        "{what}: expected postgres://user:password@host:port/database, with @ as %40, / as %2F, ? as %3F, # as %23 and % as %25 in a password"
    )]
    Postgres {
        /// What is wrong.
        what: &'static str,
    },
    /// A database in memory, where one is needed that somebody else can look at.
    #[error(
        "it names a database in memory, which is gone before anybody sees its schema: name a file"
    )]
    InMemory,
    /// The rest of a SQLite URL is wrong.
    #[error(
        "it cannot be read: expected sqlite://path, with no parameter behind a ? but mode, cache, immutable and vfs"
    )]
    Sqlite,
}

fn what(scheme: &str) -> String {
    if scheme.is_empty() {
        "it has no scheme".to_owned()
    } else {
        format!("its scheme is {scheme}://")
    }
}
