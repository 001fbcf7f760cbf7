//! The only reader of the disk.

use crate::lane::Candidate;
use crate::text::{decode, is_hidden, plain};
use crate::{
    Content, Dialect, Entry, EntryError, Fingerprint, Kind, Lane, Name, Naming, Problem, Problems,
    RustFile, TargetName, checksum, sql,
};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(test)]
mod tests;

/// What a project says about its folders.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Which names a migration may have.
    pub naming: Naming,
    /// What a target's SQL is written for; empty where nothing says it.
    pub dialects: &'a dyn Fn(&TargetName) -> Vec<Dialect>,
}

/// Reads a folder of migrations: the default target's lane first, then one for each folder in it,
/// by name.
///
/// Every entry is a migration, the folder of a target, or on the list of what may lie beside them:
/// `README*`, `.gitkeep` and other dotfiles. Symbolic links are followed as long as they stay in
/// the folder.
///
/// # Errors
///
/// Every problem of every file.
pub fn read(dir: &Path, rules: &Rules<'_>) -> Result<Vec<Lane>, Problems> {
    let mut scan = Scan::new(dir, rules);
    let lanes = scan.lanes();
    match Problems::new(scan.problems) {
        Some(problems) => Err(problems),
        None => Ok(lanes),
    }
}

/// Reads the lane of one target alone: the folder itself, or the folder in it that bears the target's name. Nothing else
/// in the folder is looked at.
///
/// # Errors
///
/// Every problem of every file of the lane.
pub fn read_target(dir: &Path, target: &TargetName, rules: &Rules<'_>) -> Result<Lane, Problems> {
    let home = if target.is_default() { dir.to_owned() } else { dir.join(target.as_str()) };
    let mut scan = Scan::new(&home, rules);
    let lane = scan.only(target);
    match Problems::new(scan.problems) {
        Some(problems) => Err(problems),
        None => Ok(lane.unwrap_or_else(|| Lane::empty(target.clone()))),
    }
}

/// The targets of a folder, in the order in which [`read`] gives their lanes; the default one only if the folder itself
/// has migrations.
///
/// # Errors
///
/// The folder cannot be read.
pub fn targets(dir: &Path) -> Result<Vec<TargetName>, Problems> {
    let rules = Rules { naming: Naming::Specification, dialects: &|_| Vec::new() };
    let mut scan = Scan::new(dir, &rules);
    let mut targets = Vec::new();
    match scan.open() {
        Ok(()) => {
            let entries = scan.entries("");
            targets.extend((!entries.files.is_empty()).then_some(TargetName::DEFAULT));
            targets.extend(entries.folders.iter().filter_map(|name| scan.target(name)));
        }
        Err(problem) => scan.problems.push(problem),
    }
    Problems::new(scan.problems).map_or(Ok(targets), Err)
}

struct Scan<'a> {
    dir: &'a Path,
    /// The folder without symbolic links, which no link may leave.
    root: PathBuf,
    /// What problems call the folder.
    label: String,
    rules: &'a Rules<'a>,
    problems: Vec<Problem>,
}

/// A folder's contents, sorted by name.
#[derive(Default)]
struct Entries {
    files: Vec<String>,
    folders: Vec<String>,
}

impl<'a> Scan<'a> {
    fn new(dir: &'a Path, rules: &'a Rules<'a>) -> Self {
        Self { dir, root: PathBuf::new(), label: String::new(), rules, problems: Vec::new() }
    }

    fn lanes(&mut self) -> Vec<Lane> {
        if let Err(problem) = self.open() {
            self.problems.push(problem);
            return Vec::new();
        }
        let entries = self.entries("");
        let targets: Vec<TargetName> =
            entries.folders.iter().filter_map(|name| self.target(name)).collect();
        let mut lanes = Vec::from_iter(self.lane(TargetName::DEFAULT, "", &entries.files));
        for target in targets {
            let place = format!("{target}/");
            let entries = self.entries(&place);
            let nested = entries
                .folders
                .iter()
                .map(|name| Problem::NestedFolder { path: self.path(&place, name) });
            self.problems.extend(nested.collect::<Vec<_>>());
            lanes.extend(self.lane(target, &place, &entries.files));
        }
        lanes
    }

    /// The lane of `target`, whose folder this is; folders in it are other targets' business, if it may have any.
    fn only(&mut self, target: &TargetName) -> Option<Lane> {
        if let Err(problem) = self.open() {
            self.problems.push(problem);
            return None;
        }
        let entries = self.entries("");
        if !target.is_default() {
            let above = self.dir.parent().and_then(folder_name);
            self.label = above.map_or(self.label.clone(), |above| format!("{above}/{target}"));
            let nested = entries.folders.iter();
            let nested = nested.map(|name| Problem::NestedFolder { path: self.path("", name) });
            self.problems.extend(nested.collect::<Vec<_>>());
        }
        self.lane(target.clone(), "", &entries.files)
    }

    /// Finds out where the folder really is.
    fn open(&mut self) -> Result<(), Problem> {
        self.label =
            folder_name(self.dir).unwrap_or_else(|| printable(&self.dir.to_string_lossy()));
        let path = self.label.clone();
        match fs::canonicalize(self.dir) {
            Ok(root) if root.is_dir() => self.root = root,
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(Problem::Unreadable { path, source });
            }
            _ => return Err(Problem::NoFolder { path }),
        }
        Ok(())
    }

    /// What problems call the entry `name` of the folder itself, or of a target's folder such as
    /// `analytics/`.
    fn path(&self, place: &str, name: &str) -> String {
        format!("{}/{place}{}", self.label, printable(name))
    }

    /// What problems call the folder itself, or a target's folder such as `analytics/`.
    fn folder(&self, place: &str) -> String {
        format!("{}/{place}", self.label).trim_end_matches('/').to_owned()
    }

    fn target(&mut self, name: &str) -> Option<TargetName> {
        let path = self.path("", name);
        match TargetName::parse(name) {
            Ok(target) if target.is_default() => {
                self.problems.push(Problem::DefaultFolder { path })
            }
            Ok(target) => return Some(target),
            Err(_) => self.problems.push(Problem::NotTarget { path }),
        }
        None
    }

    /// The entries of the folder itself, or of a target's folder such as `analytics/`, that matter.
    fn entries(&mut self, place: &str) -> Entries {
        let mut entries = Entries::default();
        let folder = self.dir.join(place);
        let mut names = names(&folder).unwrap_or_else(|source| {
            self.problems.push(Problem::Unreadable { path: self.folder(place), source });
            Vec::new()
        });
        names.sort();
        for name in names {
            match name.into_string() {
                Ok(name) if is_allowed(&name) => {}
                Ok(name) => match self.sort(&folder.join(&name), self.path(place, &name)) {
                    Ok(Entry::File) => entries.files.push(name),
                    Ok(Entry::Folder) => entries.folders.push(name),
                    Err(problem) => self.problems.push(problem),
                },
                Err(name) => {
                    let path = self.path(place, &name.to_string_lossy());
                    self.problems.push(Problem::NameNotUnicode { path });
                }
            }
        }
        self.refuse_same_names(place, &entries);
        entries
    }

    /// Whether an entry is a file or a folder, without opening it.
    fn sort(&self, entry: &Path, path: String) -> Result<Entry, Problem> {
        Entry::look(&self.root, entry).map_err(|error| match error {
            EntryError::BrokenLink => Problem::BrokenLink { path },
            EntryError::LinkLeaves => Problem::LinkLeaves { path },
            EntryError::NotRegular => Problem::NotRegular { path },
            EntryError::Unreadable(source) => Problem::Unreadable { path, source },
            EntryError::TooLong { .. } | EntryError::Text(_) => {
                Problem::Unreadable { path, source: io::ErrorKind::InvalidData.into() }
            }
        })
    }

    fn refuse_same_names(&mut self, place: &str, entries: &Entries) {
        let mut seen = BTreeMap::new();
        for name in entries.files.iter().chain(&entries.folders) {
            if let Some(first) = seen.insert(name.to_lowercase(), name) {
                let (first, second) = (self.path(place, first), self.path(place, name));
                self.problems.push(Problem::SameName { first, second });
            }
        }
    }

    /// The lane of a target, or nothing where something is wrong with it.
    fn lane(&mut self, target: TargetName, place: &str, names: &[String]) -> Option<Lane> {
        let dialects = (self.rules.dialects)(&target);
        if dialects.is_empty() && !names.is_empty() {
            self.problems
                .push(Problem::NoDialect { path: self.folder(place), target: target.clone() });
        }
        let candidates =
            names.iter().filter_map(|name| self.candidate(place, name, &dialects)).collect();
        Lane::new(target, dialects, candidates)
            .map_err(|problems| self.problems.extend(problems))
            .ok()
    }

    fn candidate(&mut self, place: &str, script: &str, dialects: &[Dialect]) -> Option<Candidate> {
        let label = self.path(place, script);
        match Name::parse(script, self.rules.naming) {
            Ok(name) => {
                let path = self.dir.join(place).join(script);
                let content = read_content(&path, name.kind, dialects, &label);
                Some(Candidate { name, script: script.to_owned(), path, label, content })
            }
            Err(error) => {
                self.problems.push(Problem::Name { path: label, error });
                None
            }
        }
    }
}

/// The checksum and the content of a migration's file, or everything that is wrong with it.
fn read_content(
    file: &Path,
    kind: Kind,
    dialects: &[Dialect],
    path: &str,
) -> Result<(i32, Content), Vec<Problem>> {
    let unreadable = |source| vec![Problem::Unreadable { path: path.to_owned(), source }];
    let bytes = fs::read(file).map_err(unreadable)?;
    let fingerprint = Fingerprint::of(&bytes);
    let decoded = decode(bytes);
    let text = decoded.map_err(|error| vec![Problem::Text { path: path.to_owned(), error }])?;
    let checksum = checksum(&text);
    let text = plain(text);
    let content = match kind {
        Kind::Sql => Content::Sql(sql::read(text, dialects, path)?),
        Kind::Rust if text.trim().is_empty() => {
            return Err(vec![Problem::EmptyRust { path: path.to_owned() }]);
        }
        Kind::Rust => Content::Rust(RustFile { text, fingerprint }),
    };
    Ok((checksum, content))
}

fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// What may lie beside migrations.
fn is_allowed(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("README")
}

/// The last part of a folder's path, which `.` and `..` only have once they are resolved.
fn folder_name(dir: &Path) -> Option<String> {
    let name = |path: &Path| path.file_name().map(|name| printable(&name.to_string_lossy()));
    name(dir).or_else(|| name(&fs::canonicalize(dir).ok()?))
}

/// A name as it can stand in one line of text, whatever its owner put into it.
#[must_use]
pub fn printable(name: &str) -> String {
    let show = |character: char| {
        if is_hidden(character) {
            character.escape_default().to_string()
        } else {
            character.to_string()
        }
    };
    name.chars().map(show).collect()
}
