//! Why a file cannot run in any mode.

use crate::Place;

/// Why the statements of a file cannot run as they are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModeError {
    /// A statement would begin or end the transaction that the file runs in, and what follows it
    /// could not be undone.
    #[error(
        "{place}: `{word}` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file"
    )]
    Control {
        /// Where the statement begins.
        place: Place,
        /// The statement's key words.
        word: &'static str,
    },
    /// A statement that is refused in a transaction stands beside one that belongs in one.
    #[error(
        "{place}: `{what}` cannot run in a transaction, but the statement in line {line} belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement"
    )]
    Mixed {
        /// Where the refused statement begins.
        place: Place,
        /// Its key words.
        what: &'static str,
        /// The line of the first statement that belongs in a transaction.
        line: u32,
    },
    /// The header asks for a transaction, and a statement is refused in one.
    #[error(
        "{place}: `{what}` cannot run in a transaction, which the header of the file asks for: move it to a file of its own, or remove `transaction = true`"
    )]
    Refused {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        what: &'static str,
    },
    /// A file that makes its own transactions begins one inside another.
    #[error(
        "{place}: `{word}` stands inside the transaction that line {line} begins: add `COMMIT;` before it, or remove it"
    )]
    Nested {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        word: &'static str,
        /// The line of the first `BEGIN`.
        line: u32,
    },
    /// A file that makes its own transactions ends one that it never began.
    #[error(
        "{place}: `{word}` ends a transaction that no `BEGIN` of this file begins: add `BEGIN;` before it, or remove it"
    )]
    NotBegun {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        word: &'static str,
    },
    /// A file that makes its own transactions leaves one open.
    #[error(
        "{place}: the transaction that begins here is never ended: add `COMMIT;` before the end of the file"
    )]
    NotEnded {
        /// Where the transaction begins.
        place: Place,
    },
    /// A file that makes its own transactions has a statement in one that is refused there.
    #[error(
        "{place}: `{what}` cannot run in the transaction that line {line} begins: move it before the `BEGIN`, or behind the `COMMIT`"
    )]
    Inside {
        /// Where the statement begins.
        place: Place,
        /// Its key words.
        what: &'static str,
        /// The line of the `BEGIN`.
        line: u32,
    },
    /// Rows are sent to a client that takes none.
    #[error(
        "{place}: `COPY ... TO STDOUT` sends rows to its client, and a migration takes none: remove it, or keep the rows in a table (`CREATE TABLE ... AS`)"
    )]
    CopyOut {
        /// Where the statement begins.
        place: Place,
    },
    /// The client is to speak another encoding.
    #[error(
        "{place}: this changes client_encoding, but a migration is UTF-8, and is read so: remove it, since the server converts to the encoding of the database by itself"
    )]
    Encoding {
        /// Where the statement begins.
        place: Place,
    },
}
