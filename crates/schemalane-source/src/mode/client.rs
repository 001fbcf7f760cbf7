//! What a statement asks of the client that sends it, beyond sending it.

use super::ModeError;
use super::phrase::Phrase;
use crate::Place;

/// What no migration can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// To take rows in, outside of any result.
    Rows,
    /// To write and read in another encoding than UTF-8.
    Encoding,
    /// To set this for the whole process.
    Process(&'static str),
}

/// The `PRAGMA`s of SQLite that set the whole process, and not the connection or the database.
pub const SQLITE_PROCESS_PRAGMAS: [&str; 3] =
    ["hard_heap_limit", "soft_heap_limit", "temp_store_directory"];

impl Demand {
    pub(super) const fn error(self, place: Place) -> ModeError {
        match self {
            Self::Rows => ModeError::CopyOut { place },
            Self::Encoding => ModeError::Encoding { place },
            Self::Process(pragma) => ModeError::Process { place, pragma },
        }
    }

    /// What a statement of PostgreSQL's asks for.
    pub(super) fn of(phrase: &Phrase<'_>) -> Option<Self> {
        if phrase.is(0, "COPY") {
            copies_out(phrase).then_some(Self::Rows)
        } else if phrase.is(0, "SET") {
            let encoding = set_encoding(phrase)?;
            (!is_utf8(encoding)).then_some(Self::Encoding)
        } else if phrase.is(0, "SELECT") {
            let encoding = configured_encoding(phrase)?;
            (!is_utf8(encoding)).then_some(Self::Encoding)
        } else {
            None
        }
    }
}

/// `COPY ... TO STDOUT`, for which `STDIN` is another word.
fn copies_out(phrase: &Phrase<'_>) -> bool {
    let mut index = 1;
    while index < phrase.len() {
        if phrase.is(index, "TO") {
            return phrase.is_any(index + 1, &["STDOUT", "STDIN"]);
        }
        index = phrase.after_parenthesis(index).max(index + 1);
    }
    false
}

/// `SET [SESSION | LOCAL] client_encoding = 'latin1'`, or `NAMES 'latin1'`.
fn set_encoding<'t>(phrase: &Phrase<'t>) -> Option<&'t str> {
    let name = if phrase.is_any(1, &["SESSION", "LOCAL"]) { 2 } else { 1 };
    if phrase.is(name, "NAMES") {
        // Without a name it is the default.
        return phrase.value(name + 1);
    }
    let is_setting = phrase.value(name)?.eq_ignore_ascii_case("client_encoding");
    (is_setting && phrase.is_any(name + 1, &["=", "TO"])).then(|| phrase.value(name + 2)).flatten()
}

/// `SELECT set_config('client_encoding', 'latin1', false)`.
fn configured_encoding<'t>(phrase: &Phrase<'t>) -> Option<&'t str> {
    (1..phrase.len()).filter(|&index| phrase.has(index, &["set_config", "("])).find_map(|index| {
        let is_setting = phrase.value(index + 2)?.eq_ignore_ascii_case("client_encoding");
        (is_setting && phrase.is(index + 3, ",")).then(|| phrase.value(index + 4)).flatten()
    })
}

/// Whether PostgreSQL takes a name for UTF-8, or for the client's own, which that is.
fn is_utf8(name: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    ["utf8", "unicode", "default"].iter().any(|known| known.eq_ignore_ascii_case(&letters))
}
