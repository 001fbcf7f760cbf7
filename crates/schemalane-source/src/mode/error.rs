//! Why a file cannot run in any mode.

use std::fmt;

use crate::{Isolation, Place, Told};

/// Why the statements of a file cannot run as they are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModeError {
    /// A statement would begin or end the transaction that the file runs in, and what follows it
    /// could not be undone.
    Control {
        /// Where the statement begins.
        place: Place,
        /// The statement's key words.
        word: &'static str,
    },
    /// A statement that is refused in a transaction stands beside one that belongs in one.
    Mixed {
        /// Where the refused statement begins.
        place: Place,
        /// Its key words.
        what: &'static str,
        /// The line of the first statement that belongs in a transaction.
        line: u32,
    },
    /// The header asks for a transaction, and a statement is refused in one.
    Refused {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        what: &'static str,
    },
    /// A file that makes its own transactions begins one inside another.
    Nested {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        word: &'static str,
        /// The line of the first `BEGIN`.
        line: u32,
    },
    /// A file that makes its own transactions ends one that it never began.
    NotBegun {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        word: &'static str,
    },
    /// A file that makes its own transactions leaves one open.
    NotEnded {
        /// Where the transaction begins.
        place: Place,
    },
    /// A file that makes its own transactions has a statement in one that is refused there.
    Inside {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        what: &'static str,
        /// The line of the `BEGIN`.
        line: u32,
    },
    /// Rows are sent to a client that takes none.
    CopyOut {
        /// Where the statement begins.
        place: Place,
    },
    /// The client is to speak another encoding.
    Encoding {
        /// Where the statement begins.
        place: Place,
    },
    /// SQLite: every connection of the process would be set to it, and stay so.
    Process {
        /// Where the statement begins.
        place: Place,
        /// Its name.
        pragma: &'static str,
    },
    /// The header says how foreign keys are checked in a transaction, and there is none.
    ForeignKeysOutside {
        /// Where the line of the header stands.
        place: Place,
    },
    /// The header and a statement say different things about foreign keys.
    ForeignKeysOn {
        /// Where the line of the header stands.
        place: Place,
    },
    /// A statement sets what can only be set before a transaction has done anything.
    LateIsolation {
        /// Where the statement begins.
        place: Place,
        /// The level.
        isolation: Isolation,
    },
    /// A file asks for two isolation levels.
    TwoIsolations {
        /// Where the second statement begins.
        place: Place,
        /// What it says.
        isolation: Isolation,
        /// What the header or an earlier statement says.
        other: Isolation,
    },
    /// A statement asks for what no transaction that the history is written in can be.
    Characteristic {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        what: &'static str,
    },
}

impl ModeError {
    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> Place {
        match self {
            Self::Control { place, .. }
            | Self::Mixed { place, .. }
            | Self::Refused { place, .. }
            | Self::Nested { place, .. }
            | Self::NotBegun { place, .. }
            | Self::NotEnded { place }
            | Self::Inside { place, .. }
            | Self::CopyOut { place }
            | Self::Encoding { place }
            | Self::Process { place, .. }
            | Self::ForeignKeysOutside { place }
            | Self::ForeignKeysOn { place }
            | Self::LateIsolation { place, .. }
            | Self::TwoIsolations { place, .. }
            | Self::Characteristic { place, .. } => *place,
        }
    }

    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Control { place, word } => Told::new(format!(
                "{place}: `{word}` cannot stand in a file that runs in a \
                 transaction"
            ))
            .help(
                "remove it, or put `-- schemalane: transaction = false` at \
                 the top of the file",
            ),
            Self::Mixed { place, what, line } => Told::new(format!(
                "{place}: `{what}` cannot run in a transaction, but the \
                 statement in line {line} belongs in one"
            ))
            .help(
                "split the file in two, or put `-- schemalane: transaction = \
                 false` at the top to run it statement by statement",
            ),
            Self::Refused { place, what } => Told::new(format!(
                "{place}: `{what}` cannot run in a transaction, which the \
                 header of the file asks for"
            ))
            .help("move it to a file of its own, or remove `transaction = true`"),
            Self::Nested { place, word, line } => Told::new(format!(
                "{place}: `{word}` stands inside the transaction that line \
                 {line} begins"
            ))
            .help("add `COMMIT;` before it, or remove it"),
            Self::NotBegun { place, word } => Told::new(format!(
                "{place}: `{word}` ends a transaction that no `BEGIN` of \
                 this file begins"
            ))
            .help("add `BEGIN;` before it, or remove it"),
            Self::NotEnded { place } => {
                Told::new(format!("{place}: the transaction that begins here is never ended"))
                    .help("add `COMMIT;` before the end of the file")
            }
            Self::Inside { place, what, line } => Told::new(format!(
                "{place}: `{what}` cannot run in the transaction that line \
                 {line} begins"
            ))
            .help("move it before the `BEGIN`, or behind the `COMMIT`"),
            Self::CopyOut { place } => Told::new(format!(
                "{place}: `COPY ... TO STDOUT` sends rows to its client, and \
                 a migration takes none"
            ))
            .help(
                "remove it, or keep the rows in a table (`CREATE TABLE ... \
                 AS`)",
            ),
            Self::Encoding { place } => Told::new(format!(
                "{place}: this changes client_encoding, but a migration is \
                 UTF-8, and is read so"
            ))
            .help(
                "remove it, since the server converts to the encoding of the \
                 database by itself",
            ),
            Self::Process { place, pragma } => Told::new(format!(
                "{place}: `PRAGMA {pragma}` holds for the whole process, the \
                 application's own connections too"
            ))
            .help("remove it, and set it where the application starts"),
            Self::ForeignKeysOutside { place } => Told::new(format!(
                "{place}: `foreign_keys` in a header is for a file that runs \
                 in a transaction, and this one does not"
            ))
            .help(
                "remove the line, and write `PRAGMA foreign_keys = OFF;` \
                 where it is to hold",
            ),
            Self::ForeignKeysOn { place } => Told::new(format!(
                "{place}: the header says `foreign_keys = on`, and a \
                 statement of the file switches them off"
            ))
            .help("remove one of the two"),
            Self::LateIsolation { place, isolation } => Told::new(format!(
                "{place}: the isolation level can only be set before \
                 everything else"
            ))
            .help(format!(
                "move this statement to the top of the file, or put `-- \
                 schemalane: isolation = {isolation}` there instead"
            )),
            Self::TwoIsolations { place, isolation, other } => Told::new(format!(
                "{place}: `{isolation}` is asked for here, and `{other}` \
                 before"
            ))
            .help("a file runs in one transaction, so say one isolation level"),
            Self::Characteristic { place, what } => Told::new(format!(
                "{place}: `{what}` cannot hold for a migration, since its \
                 row of the history is written first, in the same transaction"
            ))
            .help("remove it"),
        }
    }
}

impl fmt::Display for ModeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}
