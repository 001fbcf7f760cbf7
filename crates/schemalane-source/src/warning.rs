//! What is right, and yet seldom meant.

use crate::mode::Phrase;
use crate::{Content, Dialect, Lane, Mode};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

/// A statement of a lane that does something which is seldom meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file: the folder that was read, joined.
    pub path: PathBuf,
    /// The line on which the statement begins, from 1.
    pub line: u32,
    /// What it does.
    pub concern: Concern,
}

/// What is seldom meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Concern {
    /// SQLite deletes the rows of a table before it drops it, so that what another table says of
    /// them with `ON DELETE` is done.
    DropsReferenced {
        /// The table that is dropped.
        table: String,
        /// The tables that refer to it.
        by: Vec<String>,
    },
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DropsReferenced { table, by } => write!(
                f,
                "with foreign keys on, SQLite deletes the rows of {table} before it drops it, and \
                 does to those of {} what ON DELETE says, or fails; `-- schemalane: foreign_keys = \
                 off` in the first line keeps them as they are",
                by.join(", ")
            ),
        }
    }
}

impl Lane {
    /// What its files do that is seldom meant, in their order. What a Rust migration does is not
    /// known.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut tables = Tables::default();
        let mut warnings = Vec::new();
        if !self.dialects().contains(&Dialect::Sqlite) {
            return warnings;
        }
        for file in self.files() {
            let Content::Sql(sql) = &file.content else { continue };
            if file.dialect.is_some_and(|dialect| dialect != Dialect::Sqlite) {
                continue;
            }
            for statement in &sql.statements {
                let dropped = tables.take(statement.text(&sql.text));
                if let Some(concern) = dropped.filter(|_| sql.mode != Mode::ForeignKeysOff) {
                    let (path, line) = (file.path.clone(), statement.line());
                    warnings.push(Warning { path, line, concern });
                }
            }
        }
        warnings
    }
}

/// The tables that refer to others, by their names in small letters.
#[derive(Default)]
struct Tables(BTreeMap<String, Table>);

struct Table {
    /// The name as it was written.
    name: String,
    refers_to: BTreeSet<String>,
}

impl Tables {
    /// Does what a statement does, and says what is seldom meant about it.
    fn take(&mut self, text: &str) -> Option<Concern> {
        let phrase = Phrase::read(text, Dialect::Sqlite, &["ALTER", "CREATE", "DROP"]);
        let temporary = usize::from(phrase.is_any(1, &["TEMP", "TEMPORARY"]));
        if !phrase.is(1 + temporary, "TABLE") {
            return None;
        }
        let begins = 2 + temporary;
        let existence = [&["IF", "NOT", "EXISTS"][..], &["IF", "EXISTS"]];
        let begins = begins
            + existence.iter().find(|words| phrase.has(begins, words)).map_or(0, |it| it.len());
        let place = if phrase.is(begins + 1, ".") { begins + 2 } else { begins };
        let name = phrase.value(place)?;
        let key = name.to_ascii_lowercase();
        if phrase.is(0, "CREATE") {
            let refers_to = references(&phrase, place);
            let table = || Table { name: name.to_owned(), refers_to };
            self.0.entry(key).or_insert_with(table);
            return None;
        }
        if phrase.is(0, "DROP") {
            let refers = |(other, table): &(&String, &Table)| {
                **other != key && table.refers_to.contains(&key)
            };
            let by = self.0.iter().filter(refers).map(|(_, table)| table.name.clone());
            let by: Vec<String> = by.collect();
            let table = name.to_owned();
            self.0.remove(&key);
            return (!by.is_empty()).then_some(Concern::DropsReferenced { table, by });
        }
        if phrase.has(place + 1, &["RENAME", "TO"]) {
            self.rename(&key, phrase.value(place + 3)?);
        } else if phrase.is(place + 1, "ADD") {
            let added = references(&phrase, place);
            let table = || Table { name: name.to_owned(), refers_to: BTreeSet::new() };
            self.0.entry(key).or_insert_with(table).refers_to.extend(added);
        }
        None
    }

    /// A table has another name, also where others refer to it.
    fn rename(&mut self, from: &str, to: &str) {
        let key = to.to_ascii_lowercase();
        if let Some(table) = self.0.remove(from) {
            self.0.insert(key.clone(), Table { name: to.to_owned(), ..table });
        }
        for table in self.0.values_mut() {
            if table.refers_to.remove(from) {
                table.refers_to.insert(key.clone());
            }
        }
    }
}

/// What a statement refers to, behind the token at `place`.
fn references(phrase: &Phrase<'_>, place: usize) -> BTreeSet<String> {
    let refers = (place + 1..phrase.len()).filter(|index| phrase.is(*index, "REFERENCES"));
    refers.filter_map(|index| phrase.value(index + 1)).map(str::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests;
