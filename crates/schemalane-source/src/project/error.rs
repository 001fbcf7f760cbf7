//! What is wrong with `schemalane.toml`.

use super::Project;
use crate::{IdentifierError, Place, TargetName, is_hidden, may_hold_secret};
use std::fmt;
use std::io;
use std::path::Path;

/// Why `schemalane.toml` cannot be used.
///
/// Its text names the file as `schemalane.toml`; [`ProjectError::at`] names it otherwise.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.at(Path::new(Project::FILE)))]
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
        /// What is wrong and what is expected, in one line.
        message: String,
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
    /// The text of the error, of a file that lies here.
    pub fn at<'e>(&'e self, file: &'e Path) -> impl fmt::Display + use<'e> {
        At { file, error: self }
    }

    pub(super) fn invalid(text: &str, error: &toml::de::Error) -> Self {
        Self::of_key(
            text,
            error.span().map_or(0, |span| span.start),
            &without_value(error.message()),
        )
    }

    /// What is wrong at this byte.
    pub(super) fn of_key(text: &str, offset: usize, message: &str) -> Self {
        let offset = offset.min(text.len());
        let offset = (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0);
        let line = Place::of(text, offset).line;
        Self::Invalid { line, key: key(text, offset), message: message.to_owned() }
    }
}

/// An error and the file that it is about.
struct At<'e> {
    file: &'e Path,
    error: &'e ProjectError,
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match self.error {
            ProjectError::Unreadable { source } => {
                write!(f, "{file}: the file cannot be read: {source}")
            }
            ProjectError::Invalid { line, key, message } => {
                write!(f, "{file}:{line}: {}{message}", shown(key.as_deref()))
            }
            ProjectError::HistoryTable { target, source } => {
                write!(f, "{file}: `history_table`: for the target {target}: {source}")
            }
        }
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

/// The message in one line, and without a text that stands where none belongs: it may be a URL with
/// a password.
fn without_value(message: &str) -> String {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    match message
        .strip_prefix("invalid type: string \"")
        .and_then(|rest| rest.rsplit_once("\", expected "))
    {
        Some((_, expected)) => format!("invalid type: string, expected {expected}"),
        None if may_hold_secret(&message) => {
            let expected =
                message.rsplit_once(", expected ").or(message.rsplit_once(": expected "));
            match expected.filter(|(_, expected)| !may_hold_secret(expected)) {
                Some((_, expected)) => format!("{UNREPEATED}: expected {expected}"),
                None => UNREPEATED.to_owned(),
            }
        }
        None => message,
    }
}
