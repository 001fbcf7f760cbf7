//! Which place of a file a message's error is about.

use std::ops::Range;

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use crate::{
    connection::{Cause, Reached, Stop},
    manifest::Sql,
};

/// What a server counts positions in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Characters,
    /// It does not know what a character is: the encoding of the database is `SQL_ASCII`.
    Bytes,
}

impl Unit {
    /// How long a text is.
    fn length(self, text: &str) -> usize {
        match self {
            Self::Characters => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }

    /// The byte at a position that is counted from one.
    pub(super) fn byte(self, text: &str, position: usize) -> Option<usize> {
        let before = position.checked_sub(1)?;
        match self {
            Self::Characters => text.char_indices().nth(before).map(|(byte, _)| byte),
            Self::Bytes => (before < text.len()).then(|| text.floor_char_boundary(before)),
        }
    }
}

/// A message that failed after this many of its statements.
pub(super) struct Failed {
    pub(super) source: sqlx::Error,
    pub(super) completed: usize,
}

/// The part of a file that a message carries.
pub(super) struct Payload {
    /// Statements of ours before it.
    pub(super) before: usize,
    /// How many of these, at the end, set the session for it.
    pub(super) settings: usize,
    /// The index of its first statement.
    pub(super) first: usize,
    /// Its bytes in the file.
    pub(super) bytes: Range<usize>,
    /// The text of ours before it.
    pub(super) prefix: String,
    /// How many statements complete the history row, behind the file's last
    /// one and before the assertion.
    pub(super) complete: usize,
    /// What the server counts in.
    pub(super) unit: Unit,
}

impl Payload {
    /// What it carries of the file.
    pub(super) fn text<'s>(&self, sql: &'s Sql) -> &'s str {
        &sql.text()[self.bytes.clone()]
    }

    /// Turns the server's position in the message, which counts from one, into
    /// a place in the file.
    pub(super) fn locate(&self, failed: Failed, sql: &Sql) -> Stop {
        let Failed { source, completed } = failed;
        let statements = sql.statements();
        let is_unbegun = completed == 0 && position(&source).is_none();
        let offset = position(&source)
            .and_then(|position| position.checked_sub(self.unit.length(&self.prefix)))
            .filter(|&position| position > 0)
            .and_then(|position| self.unit.byte(self.text(sql), position))
            .or_else(|| is_unbegun.then(|| self.text(sql).find(&unconvertible(&source)?)).flatten())
            .map(|byte| self.bytes.start + byte);
        let reached = match offset {
            Some(byte) => {
                let index = statements.iter().rposition(|s| s.start() <= byte).unwrap_or(0);
                Reached::Statement { index, offset }
            }
            // A file that is cut short inside a statement makes the parser
            // stumble over what follows it, before anything was executed.
            None if position(&source).is_some()
                && completed == 0
                && self.is_behind(&source, sql) =>
            {
                Reached::Statement { index: statements.len().saturating_sub(1), offset: None }
            }
            // Not even what begins the transaction was done: the server has
            // refused the message as a whole, for something that is too long
            // or too deep.
            None if is_unbegun
                && self.before > 0
                && unconvertible(&source).is_none()
                && !is_cancelled(&source) =>
            {
                let longest = self.longest(sql);
                longest.map_or(Reached::Before, |index| Reached::Statement { index, offset: None })
            }
            None if completed + self.settings < self.before => Reached::Before,
            None if completed < self.before => Reached::Settings,
            None => match (self.first + completed - self.before).checked_sub(statements.len()) {
                None => {
                    let index = self.first + completed - self.before;
                    Reached::Statement { index, offset: None }
                }
                // The assertion stands between these two, and then the commit.
                Some(ours) if ours == self.complete && is_division_by_zero(&source) => {
                    return Stop::new(Cause::History, Reached::After);
                }
                Some(ours) if ours < self.complete + 2 => Reached::After,
                Some(_) => Reached::Committed,
            },
        };
        Stop::new(Cause::Database(source), reached)
    }

    fn is_behind(&self, source: &sqlx::Error, sql: &Sql) -> bool {
        let end = self.unit.length(&self.prefix) + self.unit.length(self.text(sql));
        position(source).is_some_and(|position| position > end)
    }

    /// The longest of its statements.
    fn longest(&self, sql: &Sql) -> Option<usize> {
        let statements = sql.statements().iter().enumerate().skip(self.first);
        statements
            .take_while(|(_, statement)| statement.start() < self.bytes.end)
            .max_by_key(|(_, statement)| statement.range().len())
            .map(|(index, _)| index)
    }
}

/// Whether a statement was cancelled, by who asked for that or by a limit.
pub(super) fn is_cancelled(source: &sqlx::Error) -> bool {
    source.as_database_error().and_then(|error| error.code()).as_deref() == Some("57014")
}

/// What an assertion fails with.
fn is_division_by_zero(source: &sqlx::Error) -> bool {
    source.as_database_error().and_then(|error| error.code()).as_deref() == Some("22012")
}

/// The server's position in the message, in characters from one.
pub(super) fn position(source: &sqlx::Error) -> Option<usize> {
    let error = source.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    match error.position()? {
        PgErrorPosition::Original(position) => Some(position),
        PgErrorPosition::Internal { .. } => None,
    }
}

/// The first byte of the line of data that the server names in its context,
/// which begins with `COPY table, line 2`, in the server's language.
pub(super) fn data_line(source: &sqlx::Error, data: &str) -> Option<usize> {
    let error = source.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    let context = error.r#where()?.lines().next()?.strip_prefix("COPY ")?;
    let line: usize = context.split(", ").nth(1)?.rsplit(' ').next()?.parse().ok()?;
    let before = data.split_inclusive('\n').take(line.checked_sub(1)?);
    Some(before.map(str::len).sum()).filter(|&byte| byte < data.len())
}

/// The character that the encoding of the database lacks. The server says it
/// in bytes, and in no field of its own: `0xe2 0x86 0x92`, in every language.
fn unconvertible(source: &sqlx::Error) -> Option<String> {
    let error = source.as_database_error()?;
    if error.code().as_deref() != Some("22P05") {
        return None;
    }
    let byte = |word: &str| u8::from_str_radix(word.strip_prefix("0x")?, 16).ok();
    let bytes: Vec<_> = error.message().split_whitespace().filter_map(byte).collect();
    String::from_utf8(bytes).ok().filter(|character| !character.is_empty())
}
