//! A migration's version.

use crate::Told;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

#[cfg(test)]
mod tests;

/// A migration's version: numbers separated by dots, compared number by number (specification,
/// section 3.1).
///
/// The numbers may have any count of digits, leading zeros do not matter and a missing number is 0,
/// so that `1`, `01`, `1.0` and `1_0` are one version. The text is kept as it was written, with `_`
/// as `.`, because that is what Flyway writes to the history table.
///
/// ```
/// use schemalane_source::Version;
///
/// let version = Version::parse("2_01")?;
/// assert_eq!(version.as_str(), "2.01");
/// assert_eq!(version, Version::parse("2.1.0")?);
/// assert!(version < Version::parse("2.10")?);
/// # Ok::<(), schemalane_source::VersionError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Version(Cow<'static, str>);

/// Why a text is not a [`Version`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VersionError {
    /// The text is something other than numbers separated by single `.` or `_`.
    Malformed {
        /// The text as it was given.
        text: String,
    },
    /// The history table keeps 50 characters of a version.
    TooLong {
        /// How many characters the text has.
        length: usize,
    },
}

impl VersionError {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Malformed { text } => Told::new(format!("`{text}` is not a version")).help(
                "expected numbers separated by single `.` or `_`, such as `2`, `2.1` or `2_1`",
            ),
            Self::TooLong { length } => Told::new(format!("the version has {length} characters"))
                .help(format!(
                    "expected at most {}, which is what the history table keeps",
                    Version::LONGEST
                )),
        }
    }
}

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

impl Version {
    /// How many characters the `version` column of the history table holds.
    const LONGEST: usize = 50;

    /// Reads a version as a file name or a person writes it.
    ///
    /// # Errors
    ///
    /// The text must match `^[0-9]+([._][0-9]+)*$` and have at most 50 characters.
    pub fn parse(text: &str) -> Result<Self, VersionError> {
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !text.split(['.', '_']).all(is_number) {
            return Err(VersionError::Malformed { text: text.to_owned() });
        }
        if text.len() > Self::LONGEST {
            return Err(VersionError::TooLong { length: text.len() });
        }
        Ok(Self(Cow::Owned(text.replace('_', "."))))
    }

    /// A version that was checked at build time: the text must be what [`Version::as_str`] gave.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_static(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The version as it was written, with `_` as `.`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits of a version that is one number, and is written without a zero before it.
    fn single(&self) -> Option<&[u8]> {
        let digits = self.0.as_bytes();
        (digits.first() != Some(&b'0') && !digits.contains(&b'.')).then_some(digits)
    }

    /// The numbers, without leading zeros: 0 is the empty text, so that length and then text give
    /// their order.
    fn numbers(&self) -> impl Iterator<Item = &str> {
        self.0.split('.').map(|part| part.trim_start_matches('0'))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most versions are one number each, and compared again and again.
        if let (Some(left), Some(right)) = (self.single(), other.single()) {
            return left.len().cmp(&right.len()).then_with(|| left.cmp(right));
        }
        let (mut left, mut right) = (self.numbers(), other.numbers());
        loop {
            let (a, b) = match (left.next(), right.next()) {
                (None, None) => return Ordering::Equal,
                (a, b) => (a.unwrap_or_default(), b.unwrap_or_default()),
            };
            let order = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
            if order.is_ne() {
                return order;
            }
        }
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Zeros at the end do not count, so a zero is hashed only once a number other than zero
        // follows it.
        let mut zeros = 0;
        for number in self.numbers() {
            if number.is_empty() {
                zeros += 1;
                continue;
            }
            for _ in 0..zeros {
                "".hash(state);
            }
            zeros = 0;
            number.hash(state);
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<&str> for Version {
    type Error = VersionError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for Version {
    type Error = VersionError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
