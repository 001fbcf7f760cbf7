//! Where a SQLite database lives: in a file, or in connections alone.

use std::{borrow::Cow, fmt, path::PathBuf};

use percent_encoding::percent_decode_str;
use schemalane_source::Told;
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};

/// Where a database lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// In this file.
    File(PathBuf),
    /// In memory under this name, as long as one of the connections that share it.
    Shared(String),
    /// In its one connection, in memory or in a temporary file: another
    /// connection with the same options has a database of its own.
    Connection,
}

/// Why a database in memory cannot be migrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemoryPool {
    /// Each connection of the pool has a database of its own.
    Several {
        /// How many connections the pool may have.
        connections: u32,
    },
    /// All connections of the pool are in use.
    Busy,
    /// The pool is closed.
    Closed,
}

impl MemoryPool {
    /// What is said of it: the fact, and the way out.
    pub(crate) fn told(&self) -> Told {
        match self {
            Self::Several { connections } => Told::new(format!(
                "each of the {connections} connections that the pool may have is a database of its \
                 own, so that only one of them would be migrated: nothing was changed"
            ))
            .help("give the pool max_connections(1), or use sqlite::memory:, which they share"),
            Self::Busy => Told::new(
                "it lives in the connections of the pool, which are all in use: nothing was changed",
            )
            .help("give one back before it is migrated, then run again"),
            Self::Closed => Told::new(
                "it lives in the connections of the pool, and went when the pool was closed: \
                 nothing was changed",
            )
            .help("open another pool and keep it open, then run again"),
        }
    }
}

impl fmt::Display for MemoryPool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

impl Home {
    /// As SQLite reads these options: its name may be a URI with parameters
    /// of its own, which come first.
    pub(crate) fn of(options: &SqliteConnectOptions) -> Self {
        let name = options.get_filename().to_string_lossy();
        let said = Said::of(options);
        // The driver makes a URI of the whole name where it adds a parameter.
        let uri = match name.strip_prefix("file:") {
            _ if said.is_wrapped => Some(Uri { path: name.clone(), ..Uri::default() }),
            Some(rest) => Some(Uri::parse(rest)),
            None => None,
        };
        let is_uri = uri.is_some();
        let uri = uri.unwrap_or_else(|| Uri { path: name.clone(), ..Uri::default() });
        if uri.vfs.as_deref().or(said.vfs.as_deref()) == Some("memdb") {
            // What all connections of the process share has a name from the root on.
            return match uri.path.starts_with('/') {
                true => Self::Shared(uri.path.into_owned()),
                false => Self::Connection,
            };
        }
        let is_memory = match uri.mode.as_deref() {
            Some(mode) => mode == "memory",
            None => said.is_memory,
        };
        let is_shared = match uri.cache.as_deref() {
            Some(cache) => cache == "shared",
            None => said.is_shared,
        };
        if uri.path.is_empty() {
            Self::Connection
        } else if !is_memory && uri.path != ":memory:" {
            // What is no URI need not be UTF-8.
            Self::File(match is_uri && !said.is_wrapped {
                true => PathBuf::from(uri.path.into_owned()),
                false => options.get_filename().to_owned(),
            })
        } else if is_uri && is_shared {
            Self::Shared(uri.path.into_owned())
        } else {
            Self::Connection
        }
    }
}

/// What the options say beside the name. The driver shows that in its URL
/// alone, and makes one only for names that a path can have.
#[derive(Default)]
struct Said {
    is_memory: bool,
    is_shared: bool,
    is_wrapped: bool,
    vfs: Option<String>,
}

impl Said {
    fn of(options: &SqliteConnectOptions) -> Self {
        let mut said = Self::default();
        for (key, value) in options.clone().filename("any").to_url_lossy().query_pairs() {
            match (&*key, &*value) {
                ("mode", "memory") => said.is_memory = true,
                ("cache", "shared") => said.is_shared = true,
                ("immutable", _) => said.is_wrapped = true,
                ("vfs", vfs) => {
                    said.is_wrapped = true;
                    said.vfs = Some(vfs.to_owned());
                }
                _ => {}
            }
        }
        said
    }
}

/// A name that is a URI, as far as it matters here.
#[derive(Default)]
struct Uri<'n> {
    path: Cow<'n, str>,
    mode: Option<String>,
    cache: Option<String>,
    vfs: Option<String>,
}

impl<'n> Uri<'n> {
    /// Reads what stands behind `file:`.
    fn parse(rest: &'n str) -> Self {
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let path = match path.strip_prefix("//") {
            Some(authority) => authority.find('/').map_or("", |start| &authority[start..]),
            None => path,
        };
        let mut uri = Self { path: decoded(path), ..Self::default() };
        for (key, value) in parameters.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = Some(decoded(value).into_owned());
            match &*decoded(key) {
                "mode" => uri.mode = value,
                "cache" => uri.cache = value,
                "vfs" => uri.vfs = value,
                _ => {}
            }
        }
        uri
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}
