//! What can be wrong with a header comment.

use super::key::Key;
use std::fmt;

use crate::{Place, Told};

/// What is wrong with a header comment, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct DirectiveError {
    /// Where the comment begins.
    pub place: Place,
    /// What is wrong.
    pub kind: DirectiveErrorKind,
}

/// What can be wrong with a header comment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DirectiveErrorKind {
    /// Something other than one key and one value.
    Malformed {
        /// What stands behind the colon.
        text: String,
    },
    /// A comment that was meant to be a setting, and that nobody would read as one.
    NearMiss {
        /// The line of the comment.
        text: String,
        /// The setting as it must be written.
        form: String,
    },
    /// A header comment in a Rust migration.
    InRust,
    /// A key that does not exist.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A value that its key does not take.
    Value {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
        /// What the key takes.
        expected: &'static str,
    },
    /// The same key a second time.
    Twice {
        /// The key.
        key: &'static str,
    },
    /// A setting that stands too late to be one.
    Late,
}

impl DirectiveErrorKind {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Malformed { text } => {
                Told::new(format!("`{}` is not a setting", text.escape_debug()))
                    .help("expected `-- schemalane: key = value`")
            }
            Self::NearMiss { text, form } => Told::new(format!(
                "`{}` says nothing, since a setting is written `{form}`",
                text.escape_debug()
            ))
            .help(
                "write it that way on a line of its own at the top of the \
                 file, or word the comment differently",
            ),
            Self::InRust => Told::new(
                "a Rust migration has no header: the parameter of `migrate` \
                 says whether it runs in a transaction, and its own statements set what else \
                 it needs",
            )
            .help("remove this line"),
            Self::UnknownKey { key } => Told::new(format!("unknown key `{}`", key.escape_debug()))
                .help(format!("expected {}", Key::list())),
            Self::Value { key, value, expected } => {
                Told::new(format!("`{}` is no value for `{key}`", value.escape_debug()))
                    .help(format!("expected {expected}"))
            }
            Self::Twice { key } => {
                Told::new(format!("`{key}` is said twice")).help("remove one of the two lines")
            }
            Self::Late => Told::new("a setting must stand before the first statement")
                .help("move this line to the top of the file"),
        }
    }
}

impl fmt::Display for DirectiveErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

impl DirectiveError {
    /// What is said of it: the fact with its place, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        self.kind.told().at(format_args!("{}: ", self.place))
    }
}

impl fmt::Display for DirectiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}
