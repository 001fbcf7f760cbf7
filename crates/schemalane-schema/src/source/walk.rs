//! The way through a folder. The only place in this crate that reads files from the disk.

use super::FilesError;
use schemalane_source::{Entry, EntryError, TextError, printable, read_text};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The longest file, and the most of all, in bytes.
const LONGEST: u64 = 64 << 20;
const MOST: u64 = 256 << 20;

/// The paths and texts of every `.sql` file below a folder, in the order of the paths.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub(super) fn texts(folder: &Path) -> Result<Vec<(String, String)>, FilesError> {
    let unreadable = |source| FilesError::Unreadable { path: folder.to_owned(), source };
    let root = fs::canonicalize(folder).map_err(unreadable)?;
    let mut walk = Walk { root, seen: BTreeSet::new(), paths: Vec::new(), errors: Vec::new() };
    walk.folder(folder);
    walk.paths.sort();
    let (mut texts, mut left) = (Vec::new(), MOST);
    for path in std::mem::take(&mut walk.paths) {
        match text(&path) {
            Ok(text) => {
                let Some(rest) = left.checked_sub(text.1.len() as u64) else {
                    return Err(FilesError::TooLong { folder: folder.to_owned(), most: MOST });
                };
                left = rest;
                texts.push(text);
            }
            Err(error) => walk.errors.push(error),
        }
    }
    match walk.errors.len() {
        0 => Ok(texts),
        1 => Err(walk.errors.remove(0)),
        _ => Err(FilesError::Several(walk.errors)),
    }
}

struct Walk {
    /// The folder without symbolic links, which no link may leave.
    root: PathBuf,
    /// The folders that were entered, without symbolic links.
    seen: BTreeSet<PathBuf>,
    paths: Vec<PathBuf>,
    errors: Vec<FilesError>,
}

impl Walk {
    fn folder(&mut self, folder: &Path) {
        match self.names(folder) {
            Ok(paths) => paths.into_iter().for_each(|path| self.entry(path)),
            Err(error) => self.errors.push(error),
        }
    }

    /// The paths of a folder's entries; none of one that was read already.
    fn names(&mut self, folder: &Path) -> Result<Vec<PathBuf>, FilesError> {
        let unreadable =
            |source: io::Error| FilesError::Unreadable { path: folder.to_owned(), source };
        if !self.seen.insert(fs::canonicalize(folder).map_err(unreadable)?) {
            let source = EntryError::BrokenLink;
            return Err(FilesError::Entry { path: shown(folder), source });
        }
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                paths.push(entry.path());
            }
        }
        // Of two ways to one folder, always the same is followed.
        paths.sort();
        Ok(paths)
    }

    fn entry(&mut self, path: PathBuf) {
        let is_sql =
            path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sql"));
        match Entry::look(&self.root, &path) {
            Ok(Entry::Folder) => self.folder(&path),
            Ok(Entry::File) if is_sql => self.paths.push(path),
            Ok(Entry::File) => {}
            // What is no file may well be no folder of ours either, unless its name or a link says so.
            Err(EntryError::NotRegular) if !is_sql => {}
            Err(source) => self.errors.push(FilesError::Entry { path: shown(&path), source }),
        }
    }
}

fn text(path: &Path) -> Result<(String, String), FilesError> {
    let shown = shown(path);
    match read_text(path, LONGEST) {
        Ok(text) => Ok((shown, text)),
        Err(EntryError::Text(TextError::NotUtf8 { .. })) => {
            Err(FilesError::NotUtf8 { path: shown.into() })
        }
        Err(EntryError::Text(TextError::Nul { place })) => {
            Err(FilesError::Nul { path: shown, line: place.line as usize })
        }
        Err(EntryError::Text(source)) => Err(FilesError::Text { path: shown, source }),
        Err(EntryError::Unreadable(source)) => {
            Err(FilesError::Unreadable { path: shown.into(), source })
        }
        Err(source) => Err(FilesError::Entry { path: shown, source }),
    }
}

/// A path as errors name it, and as it can stand in a line.
fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy().replace('\\', "/"))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    fn said(folder: &Path) -> String {
        let text = texts(folder).unwrap_err().told().facts();
        text.replace(&folder.display().to_string(), "schema")
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_and_nothing_is_waited_for() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("schema");
        fs::create_dir(&folder).unwrap();
        fs::write(outside.path().join("other.sql"), "CREATE TABLE other (a)").unwrap();
        fs::write(folder.join("a.sql"), "CREATE TABLE a (a)").unwrap();
        let at = |name: &str| folder.join(name);
        assert!(Command::new("mkfifo").arg(at("pipe.sql")).status().unwrap().success());
        assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        symlink("/dev/zero", at("zero.sql")).unwrap();
        symlink("../other.sql", at("out.sql")).unwrap();
        symlink("nowhere.sql", at("nowhere.sql")).unwrap();
        symlink("a.sql", at("within.sql")).unwrap();
        fs::create_dir(at("deep")).unwrap();
        symlink("../deep", at("deep/circle")).unwrap();
        symlink("..", at("up")).unwrap();
        symlink("../..", at("deep/out")).unwrap();
        fs::write(at("latin.sql"), b"-- caf\xe9").unwrap();
        fs::write(at("nul.sql"), "-- a\n-- \0").unwrap();
        fs::write(at("turned.sql"), "-- \u{202e}").unwrap();
        fs::write(at("con\ntrol.sql"), b"\xff").unwrap();
        let long = fs::File::create(at("long.sql")).unwrap();
        long.set_len(LONGEST + 1).unwrap();
        let said = said(&folder);
        let lines: Vec<&str> = said.lines().skip(1).map(str::trim_start).collect();
        for (place, words) in [
            ("schema/pipe.sql: ", "neither a file nor a folder"),
            ("schema/zero.sql: ", "leaves the folder"),
            ("schema/out.sql: ", "leaves the folder"),
            ("schema/nowhere.sql: ", "leads to no file"),
            ("schema/deep/circle: ", "leads to no file"),
            ("schema/deep/out: ", "leaves the folder"),
            ("schema/up: ", "leaves the folder"),
            ("schema/latin.sql: ", "not text in UTF-8"),
            ("schema/nul.sql:2: ", "NUL byte"),
            ("schema/turned.sql:1:4", "direction"),
            ("schema/long.sql: ", "more than 67108864 bytes"),
        ] {
            let is_it = |line: &&&str| line.starts_with(place) && line.contains(words);
            assert!(lines.iter().find(is_it).is_some(), "{place}{words}: {said}");
        }
        assert_eq!(lines.len(), 12, "{said}");
    }

    #[test]
    fn links_within_the_folder_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        fs::write(folder.path().join("deep/a.txt"), "CREATE TABLE a (a)").unwrap();
        symlink("deep/a.txt", folder.path().join("b.sql")).unwrap();
        let found = texts(folder.path()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, "CREATE TABLE a (a)");
    }
}
