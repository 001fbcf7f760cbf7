//! Which place of a file a message's error is about.

use std::ops::Range;

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use crate::{
    connection::{Cause, Reached, Stop},
    manifest::Sql,
};

/// A message that failed after this many of its statements.
pub(super) struct Failed {
    pub(super) source: sqlx::Error,
    pub(super) completed: usize,
}

/// What part of a file a message carries.
pub(super) struct Part {
    /// Statements of ours before it.
    pub(super) before: usize,
    /// The index of its first statement.
    pub(super) first: usize,
    /// Its bytes in the file.
    pub(super) bytes: Range<usize>,
    /// The text of ours before it.
    pub(super) prefix: String,
}

impl Part {
    /// What it carries of the file.
    pub(super) fn text<'s>(&self, sql: &'s Sql) -> &'s str {
        &sql.text()[self.bytes.clone()]
    }

    /// Turns the server's position, which counts characters of the message
    /// from one, into a place in the file.
    pub(super) fn locate(&self, failed: Failed, sql: &Sql) -> Stop {
        let Failed { source, completed } = failed;
        let statements = sql.statements();
        let offset = position(&source)
            .and_then(|position| position.checked_sub(self.prefix.chars().count()))
            .filter(|&position| position > 0)
            .and_then(|position| byte_of(self.text(sql), position))
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
            None if completed < self.before => Reached::Before,
            None => match self.first + completed - self.before {
                index if index < statements.len() => Reached::Statement { index, offset: None },
                _ => Reached::After,
            },
        };
        Stop::new(Cause::Database(source), reached)
    }

    fn is_behind(&self, source: &sqlx::Error, sql: &Sql) -> bool {
        let end = self.prefix.chars().count() + self.text(sql).chars().count();
        position(source).is_some_and(|position| position > end)
    }
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

/// The byte of a character that is counted from one.
pub(super) fn byte_of(text: &str, position: usize) -> Option<usize> {
    text.char_indices().nth(position.checked_sub(1)?).map(|(byte, _)| byte)
}
