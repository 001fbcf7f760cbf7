//! Why a text cannot be split into statements.

use crate::Place;

/// Why a text cannot be split into statements, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct SplitError {
    /// Where it is, and for something that is not closed, where it was opened.
    pub place: Place,
    /// What is wrong.
    pub kind: SplitErrorKind,
}

impl SplitError {
    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.place.line
    }

    /// The column in characters, from 1.
    #[must_use]
    pub const fn column(&self) -> u32 {
        self.place.column
    }
}

/// What keeps a text from being split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SplitErrorKind {
    /// A text without its closing quote.
    #[error("the quote that opens here is not closed: add the closing `'`")]
    UnclosedQuote,
    /// A quoted name without its closing quote.
    #[error("the quoted name that opens here is not closed: add the closing quote")]
    UnclosedIdentifier,
    /// A block comment without its end. SQLite takes one at the end of its input, but what follows
    /// it in the file is lost silently, so it is refused for both.
    #[error("the comment that opens here is not closed: add the closing `*/`")]
    UnclosedComment,
    /// A dollar quote without its end.
    #[error("the dollar quote that opens here is not closed: add the closing `{delimiter}`")]
    UnclosedDollarQuote {
        /// The delimiter, such as `$body$`.
        delimiter: String,
    },
    /// A parenthesis without its partner.
    #[error("the parenthesis that opens here is not closed: add the closing `)`")]
    UnclosedParenthesis,
    /// The body of a trigger or a function without its `END`.
    #[error(
        "the body of this statement is not closed: end its last statement with `;` and add `END;`"
    )]
    UnclosedBody,
    /// `COPY ... FROM stdin` without the line that ends its data.
    #[error("the data of this COPY has no end: add a line `\\.` after it")]
    UnclosedCopy,
    /// Something stands behind the `;` of a `COPY ... FROM stdin`, where it would be lost.
    #[error(
        "the data of a COPY begins on the line after its `;`: move the rest of this line behind the line `\\.`"
    )]
    CopyRest,
    /// `\.` where no COPY reads data.
    #[error(
        "`\\.` ends the data of a COPY, but no `COPY ... FROM stdin;` stands before it: remove the line"
    )]
    StrayCopyEnd,
    /// A command of psql.
    #[error("`{command}` is a command of psql, not SQL: remove the line{}", instead(command))]
    PsqlCommand {
        /// The command with its backslash.
        command: String,
    },
    /// A command of the sqlite3 shell.
    #[error(
        "`{command}` is a command of the sqlite3 shell, not SQL: remove the line, or write in SQL what it does"
    )]
    ShellCommand {
        /// The command with its dot.
        command: String,
    },
}

/// What there is to do besides removing the line.
fn instead(command: &str) -> &'static str {
    match command {
        "\\restrict" | "\\unrestrict" => ", which recent releases of pg_dump write around a dump",
        "\\connect" => ", because a migration stays on the database that it is run for",
        _ => ", or write in SQL what it does",
    }
}

/// What is wrong, and the byte where it is.
pub(super) struct Fault(pub(super) usize, pub(super) SplitErrorKind);
