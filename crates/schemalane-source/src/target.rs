//! The name of a target.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The name of a database that a project migrates: `default` for the folder itself, another for a
/// folder in it.
///
/// A name becomes part of paths and of the history table's name, so it is narrow:
/// `[a-z][a-z0-9_]*`, at most 32 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetName(Cow<'static, str>);

/// The text is not the name of a target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a target name: expected `[a-z][a-z0-9_]*`, at most 32 characters")]
pub struct TargetNameError {
    text: String,
}

impl TargetName {
    /// The target of the folder itself.
    pub const DEFAULT: Self = Self(Cow::Borrowed("default"));

    pub(crate) const LONGEST: usize = 32;

    /// Reads a target's name.
    ///
    /// # Errors
    ///
    /// The text must match `[a-z][a-z0-9_]*` and have at most 32 characters.
    pub fn parse(text: &str) -> Result<Self, TargetNameError> {
        let fits = text.len() <= Self::LONGEST
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if fits {
            Ok(Self(Cow::Owned(text.to_owned())))
        } else {
            Err(TargetNameError { text: text.to_owned() })
        }
    }

    /// A name that was checked at build time.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_static(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Whether this is the target of the folder itself.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::DEFAULT
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TargetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<&str> for TargetName {
    type Error = TargetNameError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for TargetName {
    type Error = TargetNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for TargetName {
    type Err = TargetNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for TargetName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for TargetName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_narrow() {
        for good in ["a", "analytics", "shop_2", "default", &"x".repeat(32)] {
            assert_eq!(TargetName::parse(good).map(|name| name.to_string()), Ok(good.to_owned()));
        }
        for bad in
            ["", "_a", "2a", "Shop", "shop-eu", "shop eu", "größe", "a\"b", "a/b", &"x".repeat(33)]
        {
            assert_eq!(
                TargetName::parse(bad),
                Err(TargetNameError { text: bad.to_owned() }),
                "{bad}"
            );
        }
    }

    #[test]
    fn only_the_folder_itself_is_the_default() {
        assert!(TargetName::parse("default").unwrap().is_default());
        assert!(!TargetName::from_static("analytics").is_default());
    }

    #[test]
    fn reading_a_name_checks_it() {
        assert_eq!(
            serde_json::from_str::<TargetName>("\"shop\"").unwrap(),
            TargetName::from_static("shop")
        );
        let error = serde_json::from_str::<TargetName>("\"Shop\"").unwrap_err().to_string();
        assert!(error.starts_with("`Shop` is not a target name"), "{error}");
    }
}
