//! What the history says of a Rust migration.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// What the history says of a Rust migration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum RustType {
    /// `RUST`, the specification's word. Flyway cannot read a history with it.
    #[default]
    Rust,
    /// `CUSTOM`, which Flyway reads.
    Custom,
    /// `JDBC`, which Flyway reads.
    Jdbc,
    /// `SCRIPT`, which Flyway reads.
    Script,
    /// `SQL`, which Flyway reads.
    Sql,
}

impl RustType {
    /// The word in the column `type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rust => "RUST",
            Self::Custom => "CUSTOM",
            Self::Jdbc => "JDBC",
            Self::Script => "SCRIPT",
            Self::Sql => "SQL",
        }
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl TryFrom<&str> for RustType {
    type Error = RustTypeError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for RustType {
    type Error = RustTypeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for RustType {
    type Err = RustTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Rust, Self::Custom, Self::Jdbc, Self::Script, Self::Sql]
            .into_iter()
            .find(|rust_type| rust_type.as_str() == text)
            .ok_or_else(|| RustTypeError { text: text.to_owned() })
    }
}

/// A word that is no type for Rust migrations.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no type for Rust migrations: expected RUST, CUSTOM, JDBC, SCRIPT or SQL")]
pub struct RustTypeError {
    text: String,
}
