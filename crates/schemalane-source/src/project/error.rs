//! What is wrong with `schemalane.toml`.

use super::Project;
use crate::{IdentifierError, Place, TargetName, Told, is_hidden, may_hold_secret};
use std::fmt;
use std::io;
use std::path::Path;

/// Why `schemalane.toml` cannot be used.
///
/// Its text is one line and names the file as `schemalane.toml`; [`ProjectError::at`] names it otherwise.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// The file is there and cannot be read.
    Unreadable {
        /// What the system says.
        source: io::Error,
    },
    /// The file says something that it cannot say.
    Invalid {
        /// The line, from 1.
        line: u32,
        /// The key on that line.
        key: Option<String>,
        /// What is wrong, in one line.
        message: String,
        /// What may stand there, where that is known.
        expected: Option<String>,
    },
    /// The name of the history table makes none with the name of a target behind it.
    HistoryTable {
        /// The target.
        target: TargetName,
        /// What is wrong with the name.
        source: IdentifierError,
    },
}

impl ProjectError {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        self.at(Path::new(Project::FILE))
    }

    /// What is said of it where the file lies here.
    #[must_use]
    pub fn at(&self, file: &Path) -> Told {
        let told = match self {
            Self::Unreadable { source } => {
                Told::new(format!(": the file cannot be read: {source}"))
                    .help("give the rights to read it, or save it as UTF-8")
            }
            Self::Invalid { line, key, message, expected } => {
                Told::new(format!(":{line}: {}{message}", shown(key.as_deref())))
                    .help(expected.as_deref().unwrap_or("correct it there"))
            }
            Self::HistoryTable { target, source } => {
                Told::new(format!(": `history_table`: for the target {target}: {source}"))
                    .help("give it another name there")
            }
        };
        told.at(file.display())
    }

    pub(super) fn invalid(text: &str, error: &toml::de::Error) -> Self {
        let offset = error.span().map_or(0, |span| span.start);
        let (message, expected) = apart(error.message());
        Self::of_key(text, offset, message, expected)
    }

    /// What is wrong at this byte, and what may stand there.
    pub(super) fn of_key(
        text: &str,
        offset: usize,
        message: String,
        expected: Option<String>,
    ) -> Self {
        let offset = offset.min(text.len());
        let offset = (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0);
        let line = Place::of(text, offset).line;
        Self::Invalid { line, key: key(text, offset), message, expected }
    }
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

/// The key on the line of the byte at `offset`.
fn key(text: &str, offset: usize) -> Option<String> {
    let line = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let (key, _) = text[line..].lines().next()?.split_once('=')?;
    let key = key.trim();
    (!key.is_empty() && !key.contains(is_hidden) && !may_hold_secret(key)).then(|| key.to_owned())
}

const UNREPEATED: &str =
    "a text stands here that does not belong here; it may hold a password and is not repeated";

fn shown(key: Option<&str>) -> String {
    key.map_or_else(String::new, |key| format!("`{key}`: "))
}

/// What is wrong, and what is expected: the reader of TOML, and the types that it reads, have both in one text. What
/// stands where it does not belong may be a URL with a password, and is left out.
fn apart(message: &str) -> (String, Option<String>) {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let (fact, expected) =
        match message.rsplit_once(", expected ").or(message.rsplit_once(": expected ")) {
            Some((fact, expected)) => (fact, Some(expected)),
            None => (message.as_str(), None),
        };
    let fact = match fact.starts_with("invalid type: string ") {
        true => "invalid type: string",
        false if may_hold_secret(fact) => UNREPEATED,
        false => fact,
    };
    let expected = expected.filter(|expected| !may_hold_secret(expected));
    (fact.to_owned(), expected.map(|expected| format!("expected {expected}")))
}
