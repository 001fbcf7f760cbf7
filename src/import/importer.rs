//! The tools whose history can be taken over, and what differs between them.

use std::{fmt, str::FromStr};

use schemalane_source::{Dialect, Version};
use serde::{Serialize, Serializer};

use super::{
    diesel,
    record::{Columns, Record},
    refinery, sea_orm, sqlx,
};

/// A migration tool whose history can be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Importer {
    /// The migrator of sqlx, and `sqlx migrate`.
    Sqlx,
    /// refinery.
    Refinery,
    /// sea-orm-migration.
    SeaOrm,
    /// Diesel's migrations.
    Diesel,
}

impl Importer {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sqlx, Self::Refinery, Self::SeaOrm, Self::Diesel];

    /// The tool's name, as it is said to the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sqlx => "sqlx",
            Self::Refinery => "refinery",
            Self::SeaOrm => "sea-orm",
            Self::Diesel => "diesel",
        }
    }

    /// The table that the tool makes where it is not told another name.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Sqlx => sqlx::TABLE,
            Self::Refinery => refinery::TABLE,
            Self::SeaOrm => sea_orm::TABLE,
            Self::Diesel => diesel::TABLE,
        }
    }

    /// What the tool calls the checksum that it keeps.
    pub(super) const fn digest(self) -> &'static str {
        match self {
            Self::Sqlx => sqlx::DIGEST,
            Self::Refinery => refinery::DIGEST,
            Self::SeaOrm | Self::Diesel => "checksum",
        }
    }

    /// Where its table keeps what we want to know.
    pub(super) const fn columns(self, dialect: Dialect) -> Columns {
        match self {
            Self::Sqlx => sqlx::columns(dialect),
            Self::Refinery => refinery::columns(dialect),
            Self::SeaOrm => sea_orm::columns(dialect),
            Self::Diesel => diesel::columns(dialect),
        }
    }

    /// The versions that a file for this record may have here; none where
    /// the record has nothing that reads as a version.
    pub(super) fn versions(self, record: &Record) -> Vec<Version> {
        match self {
            Self::SeaOrm => sea_orm::versions(&record.version),
            Self::Sqlx | Self::Refinery | Self::Diesel => {
                Version::parse(&record.version).into_iter().collect()
            }
        }
    }

    /// What the tool says that the migration is for.
    pub(super) fn name(self, record: &Record) -> Option<&str> {
        match self {
            Self::SeaOrm => sea_orm::name(&record.version),
            Self::Sqlx | Self::Refinery | Self::Diesel => record.name.as_deref(),
        }
    }

    /// Whether a file is the one that was applied; none where the tool keeps
    /// nothing that would tell.
    pub(super) fn recognises(self, record: &Record, text: &str) -> Option<bool> {
        let checksum = record.checksum.as_deref()?;
        match self {
            Self::Sqlx => Some(sqlx::recognises(checksum, text)),
            Self::Refinery => Some(refinery::recognises(record, checksum, text)),
            Self::SeaOrm | Self::Diesel => None,
        }
    }
}

impl fmt::Display for Importer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Importer {
    type Err = ImporterError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|importer| importer.as_str() == text)
            .ok_or_else(|| ImporterError { text: text.to_owned() })
    }
}

impl Serialize for Importer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A word that is no tool whose history can be taken over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no tool to import from: expected sqlx, refinery, sea-orm or diesel")]
pub struct ImporterError {
    text: String,
}
