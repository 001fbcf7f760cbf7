//! One statement of a file, and the splitter that finds them.

mod error;
mod lexer;
mod open;
mod splitter;
#[cfg(test)]
mod tests;

pub use error::{SplitError, SplitErrorKind};
pub(crate) use lexer::Lexer;
pub use lexer::{Token, TokenKind};
pub(crate) use splitter::Script;

use crate::{Dialect, Place};
use std::ops::Range;

/// Where one statement lies in a file: a byte range in the text without its byte order mark,
/// without the white space and comments around it and without its final `;`, and the line it begins
/// on, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    start: usize,
    end: usize,
    line: u32,
    data: Option<(usize, usize)>,
}

impl Statement {
    /// A statement from `start` to before `end`, in bytes, that begins on `line`, from 1.
    #[must_use]
    pub const fn new(start: usize, end: usize, line: u32) -> Self {
        Self { start, end, line, data: None }
    }

    /// With the byte range of the data lines of a `COPY ... FROM stdin`, without the `\.` line that
    /// ends them.
    #[must_use]
    pub const fn with_data(self, start: usize, end: usize) -> Self {
        Self { data: Some((start, end)), ..self }
    }

    /// The first byte.
    #[must_use]
    pub const fn start(&self) -> usize {
        self.start
    }

    /// The byte after the last one.
    #[must_use]
    pub const fn end(&self) -> usize {
        self.end
    }

    /// The line of the first byte, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The byte range of the data lines of a `COPY ... FROM stdin`.
    #[must_use]
    pub const fn data(&self) -> Option<(usize, usize)> {
        self.data
    }

    /// The bytes of the statement.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The statement's text in the text of its file; empty where `file` is another text, in which
    /// these bytes do not exist.
    #[must_use]
    pub fn text<'t>(&self, file: &'t str) -> &'t str {
        file.get(self.range()).unwrap_or_default()
    }
}

/// Finds the statements of a text, which must have no byte order mark. Statements made only of
/// comments are left out.
///
/// PostgreSQL: nested comments, all kinds of quotes, `;` in parentheses and in `BEGIN ATOMIC`
/// bodies, and the data of `COPY ... FROM stdin` as pg_dump writes it. SQLite: four kinds of
/// quotes, comments that do not nest, and trigger bodies.
///
/// ```
/// use schemalane_source::{Dialect, split};
///
/// let text = "-- two of them\nSELECT ';';\nSELECT 2";
/// let statements = split(text, Dialect::Postgres)?;
/// assert_eq!(statements[0].text(text), "SELECT ';'");
/// assert_eq!((statements[1].text(text), statements[1].line()), ("SELECT 2", 3));
/// # Ok::<(), schemalane_source::SplitError>(())
/// ```
///
/// # Errors
///
/// Something is opened and never closed, or a line is a command of psql or of the sqlite3 shell.
pub fn split(text: &str, dialect: Dialect) -> Result<Vec<Statement>, SplitError> {
    Script::read(text, dialect).map(|script| script.statements)
}

/// Finds the tokens of a text, comments included, white space left out.
///
/// ```
/// use schemalane_source::{Dialect, tokens};
///
/// let text = "a--b\n<= 'it''s'";
/// let found = tokens(text, Dialect::Sqlite)?;
/// let words: Vec<&str> = found.iter().map(|token| token.text(text)).collect();
/// assert_eq!(words, ["a", "--b", "<", "=", "'it''s'"]);
/// # Ok::<(), schemalane_source::SplitError>(())
/// ```
///
/// # Errors
///
/// A quote or a comment is opened and never closed.
pub fn tokens(text: &str, dialect: Dialect) -> Result<Vec<Token>, SplitError> {
    Lexer::new(text, dialect).collect::<Result<_, _>>().map_err(|unclosed| SplitError {
        place: Place::of(text, unclosed.start),
        kind: unclosed.kind,
    })
}
