//! The name of a schema or of a history table: checked and quoted once.

use crate::may_hold_secret;
use serde::{Deserialize, Deserializer, de};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A database identifier that is safe to write into SQL.
///
/// Any text is allowed that PostgreSQL can keep: spaces, quotes, dots and
/// upper case too. Its `Display` is the bare name; SQL gets the quoted form.
///
/// ```
/// # use schemalane_source::Identifier;
/// let schema = Identifier::new("billing")?;
/// assert_eq!(schema.as_str(), "billing");
/// # Ok::<(), schemalane_source::IdentifierError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identifier(Cow<'static, str>);

impl Identifier {
    /// PostgreSQL cuts longer names silently (`NAMEDATALEN` - 1, in bytes).
    const LONGEST: usize = 63;

    /// Takes a name as it is, without quotes around it.
    ///
    /// # Errors
    ///
    /// The name is empty, longer than 63 bytes, or holds a NUL; or it looks like a URL with a
    /// password, which would be shown and written down.
    pub fn new(name: impl Into<String>) -> Result<Self, IdentifierError> {
        let name = name.into();
        if name.is_empty() {
            Err(IdentifierError::Empty)
        } else if may_hold_secret(&name) {
            Err(IdentifierError::Secret)
        } else if name.len() > Self::LONGEST {
            Err(IdentifierError::TooLong { name })
        } else if name.contains('\0') {
            Err(IdentifierError::Nul { name })
        } else {
            Ok(Self(Cow::Owned(name)))
        }
    }

    /// A name that was checked at build time.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_static(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// A name of Schemalane's own that is known to be right.
    #[doc(hidden)]
    #[must_use]
    pub fn fixed(name: &str) -> Self {
        debug_assert!(Self::new(name).is_ok(), "{name:?} is no identifier");
        Self(Cow::Owned(name.to_owned()))
    }

    /// The bare name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name in double quotes, with inner ones doubled: both dialects take that.
    #[must_use]
    pub fn quoted(&self) -> String {
        format!("\"{}\"", self.0.replace('"', "\"\""))
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<&str> for Identifier {
    type Error = IdentifierError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for Identifier {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Identifier {
    type Err = IdentifierError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::new(name)
    }
}

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// Why a name cannot be an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentifierError {
    /// Nothing was given.
    #[error("a schema or table name must not be empty")]
    Empty,
    /// PostgreSQL would cut it silently.
    #[error("the name {name:?} is longer than the 63 bytes that PostgreSQL keeps")]
    TooLong {
        /// The name.
        name: String,
    },
    /// It looks like a URL with a password, and is not repeated.
    #[error(
        "a name was given that may hold a password: the URL of a database goes to --database-url"
    )]
    Secret,
    /// No database takes it.
    #[error("the name {name:?} holds a NUL character")]
    Nul {
        /// The name.
        name: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(Identifier::new("a\"b c.D").unwrap().quoted(), "\"a\"\"b c.D\"");
    }

    proptest::proptest! {
        #[test]
        fn quoting_keeps_the_name_and_ends_where_it_ends(name in "\\PC{1,15}") {
            // A name that may hold a secret is refused, which the next test shows.
            proptest::prop_assume!(!may_hold_secret(&name));
            let quoted = Identifier::new(name.as_str()).unwrap().quoted();
            let inner = quoted.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
            proptest::prop_assert_eq!(inner.replace("\"\"", ""), name.replace('"', ""));
            proptest::prop_assert_eq!(inner.replace("\"\"", "\""), name);
        }
    }

    #[test]
    fn names_that_a_database_would_change_are_refused() {
        assert_eq!(Identifier::new(""), Err(IdentifierError::Empty));
        assert_eq!(Identifier::new("postgres://u:p@h/d"), Err(IdentifierError::Secret));
        assert!(matches!(Identifier::new("x".repeat(64)), Err(IdentifierError::TooLong { .. })));
        assert!(Identifier::new("x".repeat(63)).is_ok());
        assert!(matches!(Identifier::new("a\0"), Err(IdentifierError::Nul { .. })));
    }
}
