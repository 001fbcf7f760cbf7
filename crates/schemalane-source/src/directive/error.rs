//! What can be wrong with a header comment.

use super::key::Key;
use crate::Place;

/// What is wrong with a header comment, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {kind}")]
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
    #[error("`{}` is not a setting: expected `-- schemalane: key = value`", text.escape_debug())]
    Malformed {
        /// What stands behind the colon.
        text: String,
    },
    /// A comment that was meant to be a setting, and that nobody would read as one.
    #[error(
        "`{}` says nothing, since a setting is written `{form}`: write it that way on a line of its own at the top of the file, or word the comment differently",
        text.escape_debug()
    )]
    NearMiss {
        /// The line of the comment.
        text: String,
        /// The setting as it must be written.
        form: String,
    },
    /// A header comment in a Rust migration.
    #[error(
        "a Rust migration has no header: the parameter of `migrate` says whether it runs in a transaction, and its own statements set what else it needs; remove this line"
    )]
    InRust,
    /// A key that does not exist.
    #[error("unknown key `{}`: expected {}", key.escape_debug(), Key::list())]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A value that its key does not take.
    #[error("`{}` is no value for `{key}`: expected {expected}", value.escape_debug())]
    Value {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
        /// What the key takes.
        expected: &'static str,
    },
    /// The same key a second time.
    #[error("`{key}` is said twice: remove one of the two lines")]
    Twice {
        /// The key.
        key: &'static str,
    },
    /// A setting that stands too late to be one.
    #[error(
        "a setting must stand before the first statement: move this line to the top of the file"
    )]
    Late,
}
