//! Header comments that say how a file runs.

use crate::place::Lines;
use crate::statement::Script;
use crate::{Place, Timeouts};
use std::time::Duration;

#[cfg(test)]
mod tests;

/// What the header comments of a file say: `-- schemalane: key = value`, one a line, before the
/// first statement.
///
/// | key | value |
/// |---|---|
/// | `transaction` | `true` or `false`: whether the file runs in a transaction, whatever its statements are |
/// | `lock_timeout` | how long one statement may wait for a lock: `500ms`, `3s`, `5min`, `1h`, or `0` for no limit |
/// | `statement_timeout` | how long one statement may run, written the same way |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directives {
    /// Whether the file runs in a transaction.
    pub transaction: Option<bool>,
    /// How long one statement may wait for a lock.
    pub lock_timeout: Option<Duration>,
    /// How long one statement may run.
    pub statement_timeout: Option<Duration>,
}

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
    /// A key that does not exist.
    #[error("unknown key `{}`: expected `transaction`, `lock_timeout` or `statement_timeout`", key.escape_debug())]
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

impl Directives {
    /// Reads the header comments of a file, and finds everything that is wrong with them.
    pub(crate) fn read(text: &str, script: &Script) -> Result<Self, Vec<DirectiveError>> {
        let mut directives = Self::default();
        let mut errors = Vec::new();
        let mut lines = Lines::new(text);
        let first_statement =
            script.statements.first().map_or(text.len(), |statement| statement.start());
        for comment in &script.comments {
            let Some(setting) = setting(&text[comment.clone()]) else { continue };
            let outcome = if comment.start > first_statement {
                Err(DirectiveErrorKind::Late)
            } else {
                directives.set(setting)
            };
            if let Err(kind) = outcome {
                errors.push(DirectiveError { place: lines.place_at(comment.start), kind });
            }
        }
        if errors.is_empty() { Ok(directives) } else { Err(errors) }
    }

    /// The time limits among them.
    #[must_use]
    pub const fn timeouts(&self) -> Timeouts {
        Timeouts { lock: self.lock_timeout, statement: self.statement_timeout }
    }

    fn set(&mut self, setting: &str) -> Result<(), DirectiveErrorKind> {
        let malformed = || DirectiveErrorKind::Malformed { text: setting.to_owned() };
        let (key, value) = setting.split_once('=').ok_or_else(malformed)?;
        match key.trim() {
            "transaction" => {
                put(&mut self.transaction, "transaction", value.trim(), truth, "`true` or `false`")
            }
            "lock_timeout" => {
                put(&mut self.lock_timeout, "lock_timeout", value.trim(), duration, DURATIONS)
            }
            "statement_timeout" => put(
                &mut self.statement_timeout,
                "statement_timeout",
                value.trim(),
                duration,
                DURATIONS,
            ),
            key => Err(DirectiveErrorKind::UnknownKey { key: key.to_owned() }),
        }
    }
}

const DURATIONS: &str = "a time such as `500ms`, `3s`, `5min` or `1h`, or `0` for no limit";

/// What a comment sets, where it is meant to set something.
fn setting(comment: &str) -> Option<&str> {
    const NAME: &str = "schemalane";
    let text = comment.trim_start_matches('-').trim();
    let name = text.get(..NAME.len())?;
    let rest = text[NAME.len()..].trim_start().strip_prefix(':')?;
    name.eq_ignore_ascii_case(NAME).then(|| rest.trim())
}

fn put<T>(
    place: &mut Option<T>,
    key: &'static str,
    value: &str,
    read: fn(&str) -> Option<T>,
    expected: &'static str,
) -> Result<(), DirectiveErrorKind> {
    let read = read(value).ok_or_else(|| DirectiveErrorKind::Value {
        key,
        value: value.to_owned(),
        expected,
    })?;
    match place.replace(read) {
        None => Ok(()),
        Some(_) => Err(DirectiveErrorKind::Twice { key }),
    }
}

fn truth(text: &str) -> Option<bool> {
    text.parse().ok()
}

/// A time with its unit, as long as PostgreSQL can count at most.
fn duration(text: &str) -> Option<Duration> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let milliseconds: u64 = match &text[digits.len()..] {
        "ms" => 1,
        "s" => 1_000,
        "min" => 60_000,
        "h" => 3_600_000,
        "" if digits == "0" => 1,
        _ => return None,
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let total = is_number.then(|| digits.parse::<u64>().ok())??.checked_mul(milliseconds)?;
    (total <= Timeouts::LONGEST_MS).then(|| Duration::from_millis(total))
}
