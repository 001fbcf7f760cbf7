//! What a SQLite URL says.

use schemalane_source::may_hold_secret;
use sqlx::sqlite::SqliteConnectOptions;

use super::{UrlError, text};

/// A file, or a database in memory.
#[derive(Clone)]
pub(super) struct Sqlite {
    /// The URL as it was written, without blanks around it.
    pub(super) text: String,
    pub(super) options: SqliteConnectOptions,
}

impl Sqlite {
    /// Reads what stands behind `sqlite:` or `sqlite://`.
    pub(super) fn parse(rest: &str) -> Result<Self, UrlError> {
        let malformed = |what| UrlError::Sqlite { what };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let decoded = text::decode(path).ok_or(malformed(super::postgres::PERCENT))?;
        // Of a path from the root on, or from here, every name is one.
        let is_path = path.starts_with(['/', '.']);
        if !is_path && may_hold_secret(&decoded) {
            return Err(malformed("it looks like the URL of a server, password and all"));
        }
        let mut says_mode = false;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=').map_or(pair, |(name, _)| name) {
                "mode" => says_mode = true,
                "cache" | "immutable" | "vfs" => {}
                _ => return Err(malformed("it has a parameter that SQLite does not have")),
            }
        }
        let in_memory = query.split('&').any(|pair| pair == "mode=memory");
        if decoded.trim().is_empty() && !in_memory {
            return Err(malformed("it names no file"));
        }
        // One in memory is written without slashes.
        let slashes = if path == ":memory:" { "" } else { "//" };
        let text = format!("sqlite:{slashes}{rest}");
        let options: SqliteConnectOptions =
            text.parse().map_err(|_| malformed("a parameter has a value that it cannot have"))?;
        // Who says a mode means it; else a missing file is made.
        let options = if says_mode { options } else { options.create_if_missing(true) };
        Ok(Self { text, options })
    }
}
