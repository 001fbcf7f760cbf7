//! Who names a database, and the URL that was found there.

use std::{fmt, path::PathBuf};

use schemalane_source::TargetName;
use serde::{Serialize, Serializer};

use super::Searched;
use crate::{Error, url::DatabaseUrl};

/// Where a database URL was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// `--database-url`.
    Flag,
    /// A variable of the environment.
    Variable {
        /// Its name.
        name: String,
    },
    /// A variable that a file `.env` sets.
    DotEnv {
        /// Its name.
        name: String,
        /// The file.
        file: PathBuf,
    },
    /// `databases.<target>.url` in a project's file.
    Project {
        /// The target.
        target: TargetName,
        /// The file.
        file: PathBuf,
    },
    /// [`Runner::default_url`](crate::Runner::default_url): nothing else named one.
    Application,
    /// `--ledger`, `SCHEMALANE_LEDGER`, or where the ledger lies by default.
    Ledger,
    /// `--scratch-url`.
    Scratch,
    /// Nowhere: a server of PostgreSQL that was started for the command, and is gone behind it.
    Throwaway,
    /// Nowhere: the embedded default of the command line, `sqlite://schemalane.db`.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => formatter.write_str("--database-url"),
            Self::Variable { name } => formatter.write_str(name),
            Self::DotEnv { name, file } => write!(formatter, "{name} in {}", file.display()),
            Self::Project { target, file } => {
                write!(formatter, "databases.{target}.url in {}", file.display())
            }
            Self::Application => formatter
                .write_str("nothing named a database; this is the default of the application"),
            Self::Ledger => formatter.write_str("the ledger"),
            Self::Scratch => formatter.write_str("--scratch-url"),
            Self::Throwaway => {
                formatter.write_str("nothing named a database; this one is gone behind the command")
            }
            Self::Default => {
                formatter.write_str("nothing named a database; this is the built-in default")
            }
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where a database is, and who said so.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Address {
    #[serde(serialize_with = "shown")]
    pub(crate) url: DatabaseUrl,
    pub(crate) origin: Origin,
    /// Where nothing was found before.
    #[serde(skip)]
    pub(crate) searched: Searched,
}

impl Address {
    /// Reads a URL.
    ///
    /// # Errors
    ///
    /// [`Error::BadUrl`], which names where the URL was found and not the URL.
    pub(crate) fn parse(text: &str, origin: Origin) -> Result<Self, Error> {
        match text.parse() {
            Ok(url) => Ok(Self { url, origin, searched: Searched::default() }),
            Err(source) => Err(Error::BadUrl { origin, source }),
        }
    }

    /// Remarks on what nobody may have meant: only where nothing named the database.
    pub(crate) fn remarks(&self) -> Vec<String> {
        match self.origin {
            Origin::Default | Origin::Application => self.searched.remarks(),
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.url, self.origin)
    }
}

fn shown<S: Serializer>(url: &DatabaseUrl, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(url)
}
