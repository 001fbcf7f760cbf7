//! The entries of a lane's folder.

use crate::layout::{Depth, Home};
use crate::text::printable;
use crate::{Entry, EntryError, Problem, TargetName};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How deep folders are looked into: a deeper one is no folder of migrations.
const DEEPEST: usize = 32;

/// One folder of a lane, and what it may reach.
pub(super) struct Walk<'w> {
    pub(super) home: &'w Home,
    /// Whose folder it is.
    pub(super) target: &'w TargetName,
    /// Where it really is.
    pub(super) real: &'w Path,
    /// The folders that no link may leave.
    pub(super) within: &'w [PathBuf],
    /// The folders that are read for themselves: those of targets, and the others of this lane.
    pub(super) claimed: &'w [PathBuf],
    pub(super) depth: Depth,
}

/// A folder's contents, sorted by name.
#[derive(Default)]
struct Entries {
    files: Vec<String>,
    folders: Vec<String>,
}

impl Walk<'_> {
    /// The files of the lane, as paths from its folder on, in the order of their names.
    pub(super) fn files(&self, problems: &mut Vec<Problem>) -> Vec<String> {
        let mut files = Vec::new();
        let mut diesel = Vec::new();
        self.enter("", 0, &mut files, &mut diesel, problems);
        if let Some(first) = diesel.first() {
            let name = first.rsplit('/').next().unwrap_or_default();
            problems.push(Problem::Diesel {
                path: format!("{}/up.sql", self.label(first)),
                others: diesel.len() - 1,
                expected: expected_of_diesel(name),
            });
        }
        files
    }

    fn enter(
        &self,
        place: &str,
        depth: usize,
        files: &mut Vec<String>,
        diesel: &mut Vec<String>,
        problems: &mut Vec<Problem>,
    ) {
        let entries = self.entries(place, problems);
        files.extend(entries.files.iter().map(|name| format!("{place}{name}")));
        for name in &entries.folders {
            let script = format!("{place}{name}");
            let path = self.home.path.join(&script);
            if fs::canonicalize(&path).is_ok_and(|real| self.claimed.contains(&real)) {
                continue;
            }
            let is_link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
            if is_link && self.depth == Depth::Recursive {
                problems.push(Problem::LinkedFolder { path: self.label(&script) });
            } else if path.join("up.sql").is_file() {
                diesel.push(script);
            } else if self.depth == Depth::Recursive && depth < DEEPEST {
                self.enter(&format!("{script}/"), depth + 1, files, diesel, problems);
            } else if let Some(found) = migration_in(&path, DEEPEST) {
                problems.push(self.stray(&script, &found));
            }
        }
    }

    /// A folder that nobody reads, and that holds what looks like a migration.
    fn stray(&self, script: &str, found: &Path) -> Problem {
        let path = self.label(script);
        let found = found.strip_prefix(&self.home.path).unwrap_or(found);
        let found = format!("{}/{}", self.home.label, printable(&slashed(found)));
        // Only a folder in the folder of migrations itself can be a target's by its name.
        let target = TargetName::parse(script).ok().filter(|_| self.target.is_default());
        match target {
            Some(target) if target.is_default() => Problem::DefaultFolder { path },
            target => Problem::StrayFolder { path, found, target },
        }
    }

    fn label(&self, script: &str) -> String {
        format!("{}/{}", self.home.label, printable(script))
    }

    /// The entries of the folder itself, or of one in it such as `1.0/`, that matter.
    fn entries(&self, place: &str, problems: &mut Vec<Problem>) -> Entries {
        let mut entries = Entries::default();
        let folder = self.home.path.join(place);
        let mut names = names(&folder).unwrap_or_else(|source| {
            let path = self.label(place).trim_end_matches('/').to_owned();
            problems.push(Problem::Unreadable { path, source });
            Vec::new()
        });
        names.sort();
        for name in names {
            match name.into_string() {
                Ok(name) if is_allowed(&name) => {}
                Ok(name) => {
                    let label = self.label(&format!("{place}{name}"));
                    match self.sort(&folder.join(&name), label) {
                        Ok(Entry::File) => entries.files.push(name),
                        Ok(Entry::Folder) => entries.folders.push(name),
                        Err(problem) => problems.push(problem),
                    }
                }
                Err(name) => {
                    let path = self.label(&format!("{place}{}", name.to_string_lossy()));
                    problems.push(Problem::NameNotUnicode { path });
                }
            }
        }
        self.refuse_same_names(place, &entries, problems);
        entries
    }

    /// Whether an entry is a file or a folder, without opening it.
    fn sort(&self, entry: &Path, path: String) -> Result<Entry, Problem> {
        let leaves = |looked: &Result<_, _>| matches!(looked, Err(EntryError::LinkLeaves));
        let mut looked = Entry::look(self.real, entry);
        for root in self.within {
            if leaves(&looked) {
                looked = Entry::look(root, entry);
            }
        }
        looked.map_err(|error| match error {
            EntryError::BrokenLink => Problem::BrokenLink { path },
            EntryError::LinkLeaves => Problem::LinkLeaves { path },
            EntryError::NotRegular => Problem::NotRegular { path },
            EntryError::Unreadable(source) => Problem::Unreadable { path, source },
            EntryError::TooLong { .. } | EntryError::Text(_) => {
                Problem::Unreadable { path, source: io::ErrorKind::InvalidData.into() }
            }
        })
    }

    fn refuse_same_names(&self, place: &str, entries: &Entries, problems: &mut Vec<Problem>) {
        let mut seen = BTreeMap::new();
        for name in entries.files.iter().chain(&entries.folders) {
            if let Some(first) = seen.insert(name.to_lowercase(), name) {
                let label = |name: &str| self.label(&format!("{place}{name}"));
                let (first, second) = (label(first), label(name));
                problems.push(Problem::SameName { first, second });
            }
        }
    }
}

/// The first file below a folder that looks like a migration. Links are not followed.
fn migration_in(folder: &Path, depth: usize) -> Option<PathBuf> {
    let mut names = names(folder).unwrap_or_default();
    names.sort();
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for name in names.into_iter().filter(|name| !is_allowed(&name.to_string_lossy())) {
        let path = folder.join(name);
        let is_folder = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir());
        if is_folder { folders.push(path) } else { files.push(path) }
    }
    let found = files.into_iter().find(|path| {
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        extension == "sql" || extension == "rs"
    });
    let below = || folders.iter().find_map(|folder| migration_in(folder, depth.checked_sub(1)?));
    found.or_else(below)
}

/// What Diesel's folder `2026-11-30-101500_create_users` is as a file here.
fn expected_of_diesel(folder: &str) -> String {
    let (version, name) = folder.split_once('_').unwrap_or((folder, "up"));
    let digits: String = version.chars().filter(char::is_ascii_digit).collect();
    let version = if digits.is_empty() { "1" } else { &digits };
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name: String =
        name.chars().map(|c| if fits(c) { c.to_ascii_lowercase() } else { '_' }).collect();
    format!("V{version}__{name}.sql")
}

fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// A path with `/` between its parts, whatever the system writes.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// What may lie beside migrations.
fn is_allowed(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("README")
}
