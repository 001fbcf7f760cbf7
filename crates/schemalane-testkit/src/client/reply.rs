//! What the server answered, or why it did not.

use std::{fmt, io};

use crate::wire::{field, take, take_text};

/// What the server answered. `Display` gives the rows as text: columns divided by tabs, rows by line feeds, `NULL` for null.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Reply {
    /// The rows of all statements, as text.
    pub rows: Vec<Vec<Option<String>>>,
    /// The names of the columns of the last statement that has some; empty for the extended protocol.
    pub columns: Vec<String>,
    /// For each statement, what it did: `INSERT 0 1`, `COMMIT`, and so on.
    pub tags: Vec<String>,
    /// The notices and warnings that came with it.
    pub notices: Vec<String>,
}

impl fmt::Display for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cell = |value: &Option<String>| value.clone().unwrap_or_else(|| "NULL".to_owned());
        let row = |row: &Vec<Option<String>>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
        formatter.write_str(&self.rows.iter().map(row).collect::<Vec<_>>().join("\n"))
    }
}

/// Why there is no reply.
#[derive(Debug)]
pub enum NoReply {
    /// The server refused.
    Refused {
        /// The SQLSTATE.
        code: String,
        /// The server's message.
        message: String,
    },
    /// The connection failed, or there was none.
    Lost(io::Error),
}

impl NoReply {
    /// The SQLSTATE, where the server gave one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. } => Some(code),
            Self::Lost(_) => None,
        }
    }

    pub(super) fn refused(body: &[u8]) -> Self {
        let text = |letter| field(body, letter).unwrap_or_default();
        Self::Refused { code: text(b'C'), message: text(b'M') }
    }
}

impl fmt::Display for NoReply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { code, message } => write!(formatter, "{message} ({code})"),
            Self::Lost(error) => write!(formatter, "{error}"),
        }
    }
}

impl std::error::Error for NoReply {}

impl From<io::Error> for NoReply {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

/// The names in a RowDescription.
pub(super) fn columns(mut body: &[u8]) -> Vec<String> {
    /// What follows the name: table, column, type, size, modifier, format.
    const REST: usize = 4 + 2 + 4 + 2 + 4 + 2;
    let count = take(&mut body).map_or(0, u16::from_be_bytes);
    (0..count)
        .map(|_| {
            let name = take_text(&mut body);
            body = body.get(REST..).unwrap_or_default();
            name
        })
        .collect()
}

/// The values of a DataRow.
pub(super) fn row(mut body: &[u8]) -> Vec<Option<String>> {
    let columns = take(&mut body).map_or(0, u16::from_be_bytes);
    (0..columns)
        .map(|_| {
            let length = usize::try_from(take(&mut body).map_or(-1, i32::from_be_bytes)).ok()?;
            let (value, rest) = body.split_at_checked(length)?;
            body = rest;
            Some(String::from_utf8_lossy(value).into_owned())
        })
        .collect()
}
