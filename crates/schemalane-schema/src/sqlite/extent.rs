//! The part of a database that a plan is about: what differs from the files by its text, and all that this concerns.
//!
//! What has the text that is wanted, and neither names nor is named by anything that has not, stays as it is whatever is
//! done; reading, copying and trying it out would only take time. Where no text differs there is nothing to do.

mod complaint;
mod graph;
mod same;

use super::entry::Entry;
use crate::{Digest, Error, Kind, Step, Wanted};
use graph::Graph;
use rusqlite::Connection;
use same::is_same;
use schemalane_source::Dialect;
use std::collections::{BTreeMap, BTreeSet};

/// Entries of a database, and the statements that they are to be compared with.
pub(super) struct Extent {
    pub(super) entries: Vec<Entry>,
    pub(super) statements: Vec<Wanted>,
    is_whole: bool,
}

impl Extent {
    /// Everything.
    pub(super) fn whole(entries: &[Entry], statements: &[Wanted]) -> Self {
        Self { entries: entries.to_vec(), statements: statements.to_vec(), is_whole: true }
    }

    /// What differs and what that concerns, and what does not work as it is; `None` where no text differs, which is
    /// certain to mean that there is nothing to do.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub(super) fn differing(
        connection: &Connection,
        entries: &[Entry],
        statements: &[Wanted],
    ) -> Result<Option<Self>, Error> {
        let mut changed = changed(entries, statements);
        if changed.is_empty() {
            return Ok(None);
        }
        // What a module does with the names among its arguments, only the module knows.
        let is_virtual = |wanted: &Wanted| wanted.header.words.iter().any(|word| word == "VIRTUAL");
        if entries.iter().any(Entry::is_virtual) || statements.iter().any(is_virtual) {
            return Ok(Some(Self::whole(entries, statements)));
        }
        let mut graph = Graph::of(entries);
        // The others have these texts as well.
        for wanted in statements.iter().filter(|wanted| changed.contains(name(wanted))) {
            if let Some(kind) = wanted.header.kind {
                let table = wanted.table(Dialect::Sqlite).unwrap_or_default();
                graph.add(kind, name(wanted), &table, &wanted.text);
            }
        }
        changed.extend(complaint::find(connection, entries)?);
        let concerned = graph.concerned(&changed);
        let entry = |entry: &&Entry| concerned.contains(&entry.name.to_ascii_lowercase());
        let statement = |wanted: &&Wanted| concerned.contains(name(wanted));
        let concerned: Vec<Entry> = entries.iter().filter(entry).cloned().collect();
        Ok(Some(Self {
            is_whole: concerned.len() == entries.len(),
            entries: concerned,
            statements: statements.iter().filter(statement).cloned().collect(),
        }))
    }

    /// Whether it is all that there is.
    pub(super) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The part with all views and triggers, and what these need: all that SQLite reads when it renames something.
    pub(super) fn with_texts(&self, entries: &[Entry]) -> Vec<Entry> {
        let graph = Graph::of(entries);
        let texts = entries.iter().filter(|entry| matches!(entry.kind, Kind::View | Kind::Trigger));
        let names: Vec<String> =
            self.entries.iter().chain(texts).map(|entry| entry.name.to_ascii_lowercase()).collect();
        let understood = graph.understood(names.iter().map(String::as_str));
        let is_read = |entry: &&Entry| understood.contains(&entry.name.to_ascii_lowercase());
        entries.iter().filter(is_read).cloned().collect()
    }

    /// Whether these steps show on this part alone whether they work.
    pub(super) fn suffices(&self, steps: &[Step]) -> bool {
        self.is_whole || !steps.iter().any(reads_all)
    }
}

/// The digest of all that the files say.
pub(super) fn wanted_digest(statements: &[Wanted]) -> Digest {
    let texts: Vec<_> = statements.iter().map(|wanted| wanted.text.as_str()).collect();
    Digest::of(&serde_json::to_vec(&texts).unwrap_or_default())
}

/// SQLite renames something, and drops a column, only where it understands every view and every trigger of the database;
/// the renaming at the end of a rebuild asks for none.
fn reads_all(step: &Step) -> bool {
    let is_legacy = step.sql.iter().any(|sql| sql == "PRAGMA legacy_alter_table = ON");
    !is_legacy
        && step.sql.iter().any(|sql| {
            sql.starts_with("ALTER TABLE")
                && [" RENAME ", " DROP COLUMN "].iter().any(|words| sql.contains(words))
        })
}

/// The folded name of what a statement makes.
fn name(wanted: &Wanted) -> &str {
    wanted.header.name.as_deref().unwrap_or_default()
}

/// The folded names of all that is not certain to stay as it is.
fn changed(entries: &[Entry], statements: &[Wanted]) -> BTreeSet<String> {
    let managed = entries.iter().filter(|entry| !entry.is_ignored);
    let mut left: BTreeMap<_, &Entry> = managed.map(|entry| (entry.id(), entry)).collect();
    let mut changed = BTreeSet::new();
    for wanted in statements {
        let id = wanted.header.kind.map(|kind| crate::ObjectId::new(kind, "", name(wanted)));
        // What is taken out is not found a second time.
        let entry = id.and_then(|id| left.remove(&id));
        if !entry.is_some_and(|entry| is_same(entry, wanted)) {
            changed.insert(name(wanted).to_owned());
            // The index or trigger may be what makes the table work.
            changed.extend(wanted.table(Dialect::Sqlite));
            changed.extend(entry.map(|entry| entry.table.to_ascii_lowercase()));
            // Whether its old name is still there decides what a hint says.
            changed.extend(wanted.hints.iter().map(|hint| hint.from.to_ascii_lowercase()));
        }
    }
    for entry in left.into_values() {
        changed.extend([&entry.name, &entry.table].map(|name| name.to_ascii_lowercase()));
    }
    changed
}

#[cfg(test)]
mod tests;
