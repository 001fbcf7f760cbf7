//! Header comments that say how a file runs.

mod error;
mod intent;
mod key;
#[cfg(test)]
mod tests;
mod value;

pub use error::{DirectiveError, DirectiveErrorKind};

use crate::place::Lines;
use crate::statement::{Script, TokenKind};
use crate::{Names, Place, SessionSettings, Switch, Timeouts};
use intent::intent;
use key::Key;
use std::borrow::Cow;
use std::time::Duration;

/// What the header comments of a file say: `-- schemalane: key = value`, one a line, before the
/// first statement.
///
/// | key | value |
/// |---|---|
/// | `transaction` | `true` or `false`: whether the file runs in a transaction, whatever its statements are |
/// | `lock_timeout` | how long one statement may wait for a lock: `500ms`, `3s`, `5min`, `1h`, or `0` for no limit |
/// | `statement_timeout` | how long one statement may run, written the same way |
/// | `foreign_keys` | SQLite: `off` checks foreign keys before the commit only, as a table that is built anew needs it |
/// | `isolation` | PostgreSQL: the isolation level of its transactions, such as `serializable` |
/// | `row_security` | PostgreSQL: `on` lets row level security hide rows; else a statement that it would filter is an error |
/// | `date_style` | PostgreSQL: how dates are read and written, such as `ISO, DMY` |
/// | `time_zone` | PostgreSQL: the time zone, such as `Europe/Berlin` |
/// | `extra_search_path` | PostgreSQL: schemas that are searched behind the lane's own, such as `extensions, "Odd one"` |
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Directives {
    /// Whether the file runs in a transaction.
    pub transaction: Option<bool>,
    /// Whether SQLite checks foreign keys at each statement.
    pub foreign_keys: Option<Switch>,
    /// How long one statement may wait for a lock.
    pub lock_timeout: Option<Duration>,
    /// How long one statement may run.
    pub statement_timeout: Option<Duration>,
    /// What its session is set to.
    pub settings: SessionSettings,
    /// Where each key stands.
    places: Vec<(Key, Place)>,
}

impl Directives {
    /// Reads the header comments of a file, and finds everything that is wrong with them: a comment
    /// that was meant to be one and is not says nothing, which nobody would notice.
    pub(crate) fn read(text: &str, script: &Script) -> Result<Self, Vec<DirectiveError>> {
        let mut header = Self::default();
        let mut lines = Lines::new(text);
        let mut found = Vec::new();
        let first_statement =
            script.statements.first().map_or(text.len(), |statement| statement.start());
        for comment in &script.comments {
            let words = comment.text(text);
            match setting(words).filter(|_| comment.kind == TokenKind::LineComment) {
                Some(_) if comment.start > first_statement => {
                    found.push((comment.start, DirectiveErrorKind::Late));
                }
                Some(setting) => {
                    let place = lines.place_at(comment.start);
                    found
                        .extend(header.set(setting, place).err().map(|kind| (comment.start, kind)));
                }
                None => found.extend(misses(words, comment.start)),
            }
        }
        // No comment to either database: to the server it would be a syntax error.
        for statement in &script.statements {
            let words = statement.text(text);
            if words.starts_with(['#', '/']) {
                let first = words.lines().next().unwrap_or_default();
                found.extend(misses(first, statement.start()));
            }
        }
        found.sort_by_key(|(start, _)| *start);
        let mut lines = Lines::new(text);
        let errors: Vec<_> = found
            .into_iter()
            .map(|(start, kind)| DirectiveError { place: lines.place_at(start), kind })
            .collect();
        if errors.is_empty() { Ok(header) } else { Err(errors) }
    }

    /// Finds the comments of a Rust file that were meant to say how it runs, which they cannot.
    pub(crate) fn refuse_in_rust(text: &str) -> Vec<DirectiveError> {
        let mut lines = Lines::new(text);
        let mut start = 0;
        let mut errors = Vec::new();
        for line in text.split_inclusive('\n') {
            let words = line.trim_start();
            let is_comment = ["//", "/*", "*"].iter().any(|mark| words.starts_with(mark));
            if is_comment && intent(words.trim_end()).is_some() {
                let place = lines.place_at(start + line.len() - words.len());
                errors.push(DirectiveError { place, kind: DirectiveErrorKind::InRust });
            }
            start += line.len();
        }
        errors
    }

    /// The time limits among them.
    #[must_use]
    pub const fn timeouts(&self) -> Timeouts {
        Timeouts { lock: self.lock_timeout, statement: self.statement_timeout }
    }

    /// Where the line about foreign keys stands; the beginning of the file where there is none.
    pub(crate) fn place_of_foreign_keys(&self) -> Place {
        let found = self.places.iter().find(|(key, _)| *key == Key::ForeignKeys);
        found.map_or(Place { line: 1, column: 1 }, |(_, place)| *place)
    }

    fn set(&mut self, setting: &str, place: Place) -> Result<(), DirectiveErrorKind> {
        let malformed = || DirectiveErrorKind::Malformed { text: setting.to_owned() };
        let (name, value) = setting.split_once('=').ok_or_else(malformed)?;
        let (name, value) = (name.trim(), value.trim());
        let unknown = || DirectiveErrorKind::UnknownKey { key: name.to_owned() };
        let key = Key::named(name).ok_or_else(unknown)?;
        self.put(key, value).ok_or_else(|| DirectiveErrorKind::Value {
            key: key.name(),
            value: value.to_owned(),
            expected: key.expected(),
        })?;
        if self.places.iter().any(|(said, _)| *said == key) {
            return Err(DirectiveErrorKind::Twice { key: key.name() });
        }
        self.places.push((key, place));
        Ok(())
    }

    /// Takes a value; `None` where the key does not.
    fn put(&mut self, key: Key, value: &str) -> Option<()> {
        let settings = &mut self.settings;
        match key {
            Key::Transaction => self.transaction = Some(value.parse().ok()?),
            Key::LockTimeout => self.lock_timeout = Some(value::duration(value)?),
            Key::StatementTimeout => self.statement_timeout = Some(value::duration(value)?),
            Key::ForeignKeys => self.foreign_keys = Some(value.parse().ok()?),
            Key::Isolation => settings.isolation = Some(value::bare(value).parse().ok()?),
            Key::RowSecurity => settings.row_security = Some(value.parse().ok()?),
            Key::DateStyle => settings.date_style = Some(Cow::Owned(value::text(value)?)),
            Key::TimeZone => settings.time_zone = Some(Cow::Owned(value::text(value)?)),
            Key::ExtraSearchPath => {
                settings.extra_search_path = Names::Owned(value::names(value)?);
            }
        }
        Some(())
    }
}

/// What a comment sets, where it is meant to set something.
fn setting(comment: &str) -> Option<&str> {
    let text = comment.trim_start_matches('-').trim();
    let name = text.get(..intent::NAME.len())?;
    let rest = text[intent::NAME.len()..].trim_start().strip_prefix(':')?;
    name.eq_ignore_ascii_case(intent::NAME).then(|| rest.trim())
}

/// The lines of a comment that were meant to be settings, and where each begins.
fn misses(comment: &str, start: usize) -> Vec<(usize, DirectiveErrorKind)> {
    let mut found = Vec::new();
    let mut offset = start;
    for line in comment.split_inclusive('\n') {
        if let Some(form) = intent(line.trim_end()) {
            let place = offset + line.len() - line.trim_start().len();
            let text = line.trim().to_owned();
            found.push((place, DirectiveErrorKind::NearMiss { text, form }));
        }
        offset += line.len();
    }
    found
}
