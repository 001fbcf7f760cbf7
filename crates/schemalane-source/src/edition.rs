//! The texts of a version: one for every database, or one for each.

use crate::lane::Candidate;
use crate::{Dialect, Problem};

/// The databases that a lane is written for, and the one that is at hand.
#[derive(Clone, Debug)]
pub(crate) struct Audience {
    /// What the project says; empty where it says nothing.
    declared: Vec<Dialect>,
    /// The only database whose texts are read.
    database: Option<Dialect>,
}

impl Audience {
    pub(crate) const fn new(declared: Vec<Dialect>, database: Option<Dialect>) -> Self {
        Self { declared, database }
    }

    /// What a lane is checked for.
    pub(crate) fn dialects(&self) -> Vec<Dialect> {
        self.database.map_or_else(|| self.declared.clone(), |database| vec![database])
    }

    /// Whether a name may say which database its text is for, where Flyway's rule has no such
    /// thing: the lane is for several.
    pub(crate) const fn is_several(&self) -> bool {
        self.declared.len() > 1
    }

    /// By which rules a text is read that is for one database, or for all; `None` where it is for
    /// one that is not at hand.
    pub(crate) fn readers(&self, text: Option<Dialect>) -> Option<Vec<Dialect>> {
        match (text, self.database) {
            (Some(text), Some(database)) if text != database => None,
            (Some(text), _) => Some(vec![text]),
            (None, _) => Some(self.dialects()),
        }
    }

    /// What is wrong with the files of one version, in the order of their names.
    pub(crate) fn problems<C>(&self, files: &[Candidate<C>]) -> Vec<Problem> {
        let clashes: Vec<_> = (1..files.len())
            .filter_map(|index| {
                let (earlier, file) = (&files[..index], &files[index]);
                earlier.iter().rev().find_map(|earlier| clash(earlier, file))
            })
            .collect();
        if !clashes.is_empty() {
            return clashes;
        }
        let foreign = files.iter().filter_map(|file| self.foreign(file));
        foreign.chain(self.missing(files)).collect()
    }

    /// A text for a database that the lane is not for.
    fn foreign<C>(&self, file: &Candidate<C>) -> Option<Problem> {
        let dialect = file.name.dialect?;
        let is_foreign = !self.declared.is_empty() && !self.declared.contains(&dialect);
        is_foreign.then(|| Problem::ForeignText { path: file.label.clone(), dialect })
    }

    /// The databases for which a version has no text though it has one for another.
    fn missing<C>(&self, files: &[Candidate<C>]) -> Vec<Problem> {
        let Some(first) = files.first().filter(|file| file.name.dialect.is_some()) else {
            return Vec::new();
        };
        let mut expected = self.declared.clone();
        expected.extend(self.database.filter(|database| !self.declared.contains(database)));
        let is_there = |dialect| files.iter().any(|file| file.name.dialect == Some(dialect));
        expected.retain(|&dialect| !is_there(dialect));
        let problem = |dialect| Problem::MissingText {
            path: first.label.clone(),
            dialect,
            expected: file_name(first, dialect),
        };
        expected.into_iter().map(problem).collect()
    }
}

/// Why two files cannot be one version; `None` where each is for a database of its own.
fn clash<C>(earlier: &Candidate<C>, file: &Candidate<C>) -> Option<Problem> {
    // Two names that differ only by case are a problem of their own.
    if earlier.label.to_lowercase() == file.label.to_lowercase() {
        return None;
    }
    let is_one = earlier.name.subject() == file.name.subject();
    let (all, own) = match (earlier.name.dialect, file.name.dialect) {
        (Some(one), Some(other)) if one != other && is_one => return None,
        (None, Some(_)) if is_one && earlier.is_sql() => (earlier, file),
        (Some(_), None) if is_one && file.is_sql() => (file, earlier),
        _ => {
            return Some(Problem::SameVersion {
                version: file.name.version.clone(),
                first: earlier.label.clone(),
                second: file.label.clone(),
            });
        }
    };
    let others = Dialect::ALL.into_iter().filter(|&dialect| Some(dialect) != own.name.dialect);
    Some(Problem::TextForAll {
        path: all.label.clone(),
        other: own.label.clone(),
        expected: others.map(|dialect| file_name(all, dialect)).collect::<Vec<_>>().join("`, `"),
    })
}

/// What the text for a database is called beside this one.
fn file_name<C>(file: &Candidate<C>, dialect: Dialect) -> String {
    let name = file.script.rsplit_once('/').map_or(&*file.script, |(_, name)| name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match file.name.dialect {
        Some(_) => stem.rsplit_once('.').map_or(stem, |(stem, _)| stem),
        None => stem,
    };
    format!("{stem}.{dialect}.sql")
}
