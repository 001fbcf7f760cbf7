//! What a lane's SQL is written for.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The SQL that a lane is written in. It is said in `schemalane.toml`, never guessed from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// PostgreSQL.
    #[serde(alias = "postgresql")]
    Postgres,
    /// SQLite.
    Sqlite,
}

/// The text names no dialect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a dialect: expected `postgres` or `sqlite`")]
pub struct DialectError {
    text: String,
}

impl Dialect {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::Postgres, Self::Sqlite];

    /// The dialect of a database URL, found from its scheme; `None` for a scheme of another
    /// database.
    ///
    /// ```
    /// use schemalane_source::Dialect;
    ///
    /// assert_eq!(Dialect::from_url("postgresql://localhost/shop"), Some(Dialect::Postgres));
    /// assert_eq!(Dialect::from_url("sqlite::memory:"), Some(Dialect::Sqlite));
    /// assert_eq!(Dialect::from_url("mysql://localhost/shop"), None);
    /// ```
    #[must_use]
    pub fn from_url(url: &str) -> Option<Self> {
        let (scheme, _) = url.split_once(':')?;
        scheme.parse().ok()
    }

    /// The name as `schemalane.toml` writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Sqlite => "sqlite",
        }
    }

    /// The most bytes that a statement may have. PostgreSQL takes messages of a gigabyte, in which
    /// there must be room for what goes with the statement; SQLite has a limit for statements.
    pub(crate) const fn longest_statement(self) -> usize {
        match self {
            Self::Postgres => (1 << 30) - (1 << 16),
            Self::Sqlite => 1_000_000_000,
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Dialect {
    type Err = DialectError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "postgres" | "postgresql" => Ok(Self::Postgres),
            "sqlite" => Ok(Self::Sqlite),
            _ => Err(DialectError { text: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for dialect in [Dialect::Postgres, Dialect::Sqlite] {
            assert_eq!(dialect.to_string().parse(), Ok(dialect));
            assert_eq!(serde_json::to_value(dialect).unwrap(), dialect.name());
        }
        assert_eq!("postgresql".parse(), Ok(Dialect::Postgres));
        assert_eq!(
            "mysql".parse::<Dialect>().unwrap_err().to_string(),
            "`mysql` is not a dialect: expected `postgres` or `sqlite`"
        );
    }

    #[test]
    fn the_scheme_of_a_url_decides() {
        assert_eq!(Dialect::from_url("postgres://user:secret@host/db"), Some(Dialect::Postgres));
        assert_eq!(Dialect::from_url("sqlite://schemalane.db?mode=rwc"), Some(Dialect::Sqlite));
        assert_eq!(Dialect::from_url("shop.db"), None);
    }
}
