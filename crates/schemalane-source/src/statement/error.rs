//! Why a text cannot be split into statements.

use std::fmt;

use crate::{Place, Told};

/// Why a text cannot be split into statements, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    UnclosedQuote,
    /// A quoted name without its closing quote.
    UnclosedIdentifier,
    /// A block comment without its end. SQLite takes one at the end of its input, but what follows
    /// it in the file is lost silently, so it is refused for both.
    UnclosedComment,
    /// A dollar quote without its end.
    UnclosedDollarQuote {
        /// The delimiter, such as `$body$`.
        delimiter: String,
    },
    /// A parenthesis without its partner.
    UnclosedParenthesis,
    /// The body of a trigger or a function without its `END`.
    UnclosedBody,
    /// `COPY ... FROM stdin` without the line that ends its data.
    UnclosedCopy,
    /// Something stands behind the `;` of a `COPY ... FROM stdin`, where it would be lost.
    CopyRest,
    /// `\.` where no COPY reads data.
    StrayCopyEnd,
    /// A command of psql.
    PsqlCommand {
        /// The command with its backslash.
        command: String,
    },
    /// A command of the sqlite3 shell.
    ShellCommand {
        /// The command with its dot.
        command: String,
    },
}

impl SplitErrorKind {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::UnclosedQuote => {
                Told::new("the quote that opens here is not closed").help("add the closing `'`")
            }
            Self::UnclosedIdentifier => Told::new("the quoted name that opens here is not closed")
                .help("add the closing quote"),
            Self::UnclosedComment => {
                Told::new("the comment that opens here is not closed").help("add the closing `*/`")
            }
            Self::UnclosedDollarQuote { delimiter } => {
                Told::new("the dollar quote that opens here is not closed")
                    .help(format!("add the closing `{delimiter}`"))
            }
            Self::UnclosedParenthesis => Told::new("the parenthesis that opens here is not closed")
                .help("add the closing `)`"),
            Self::UnclosedBody => Told::new("the body of this statement is not closed")
                .help("end its last statement with `;` and add `END;`"),
            Self::UnclosedCopy => {
                Told::new("the data of this COPY has no end").help("add a line `\\.` after it")
            }
            Self::CopyRest => Told::new("the data of a COPY begins on the line after its `;`")
                .help("move the rest of this line behind the line `\\.`"),
            Self::StrayCopyEnd => Told::new(
                "`\\.` ends the data of a COPY, but no `COPY ... FROM stdin;` stands before it",
            )
            .help("remove the line"),
            Self::PsqlCommand { command } => {
                Told::new(format!("`{command}` is a command of psql, not SQL"))
                    .help(format!("remove the line{}", instead(command)))
            }
            Self::ShellCommand { command } => {
                Told::new(format!("`{command}` is a command of the sqlite3 shell, not SQL"))
                    .help("remove the line, or write in SQL what it does")
            }
        }
    }
}

impl fmt::Display for SplitErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

impl SplitError {
    /// What is said of it: the fact with its place, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        self.kind.told().at(format_args!("{}: ", self.place))
    }
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
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
