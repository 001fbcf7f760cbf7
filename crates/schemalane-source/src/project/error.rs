//! What is wrong with `schemalane.toml`.

use super::Project;
use crate::{Place, is_hidden, may_hold_secret};
use std::io;

/// Why `schemalane.toml` cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// The file is there and cannot be read.
    #[error("{}: the file cannot be read: {source}", Project::FILE)]
    Unreadable {
        /// What the system says.
        source: io::Error,
    },
    /// The file says something that it cannot say.
    #[error("{}:{line}: {}{message}", Project::FILE, shown(key.as_deref()))]
    Invalid {
        /// The line, from 1.
        line: u32,
        /// The key on that line.
        key: Option<String>,
        /// What is wrong and what is expected, in one line.
        message: String,
    },
}

impl ProjectError {
    pub(super) fn invalid(text: &str, error: &toml::de::Error) -> Self {
        let offset = error.span().map_or(0, |span| span.start.min(text.len()));
        let offset = (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0);
        let line = Place::of(text, offset).line;
        Self::Invalid { line, key: key(text, offset), message: without_value(error.message()) }
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
