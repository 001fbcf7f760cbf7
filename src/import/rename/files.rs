//! The files of a folder, what each is to its tool, and how it gets a name.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{HEADER, HEADER_AND_REMARK, Opening, Rename, RenameObstacle};
use crate::{Error, Importer, import::sqlx::OUTSIDE};

/// How many folders deep is looked.
const DEEPEST: usize = 8;

/// What a file is to the tool.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A migration with this version, and what it is called here.
    Migration { version: String, becomes: String },
    /// Something of the tool's that has no counterpart here.
    Aside,
    /// Nothing of the tool's.
    Other,
}

/// Every file, as a path from the folder on with `/` in it, in order. What
/// begins with a dot is nobody's, and so is a README.
pub(super) fn paths(
    folder: &Path,
    is_anothers: &impl Fn(&str) -> bool,
    obstacles: &mut Vec<RenameObstacle>,
) -> Result<Vec<String>, Error> {
    let mut paths = Vec::new();
    enter(folder, "", 0, is_anothers, obstacles, &mut paths)
        .map_err(|(path, source)| Error::File { action: "read", path, source })?;
    paths.sort();
    Ok(paths)
}

type Failed = (PathBuf, io::Error);

fn enter(
    folder: &Path,
    place: &str,
    depth: usize,
    is_anothers: &impl Fn(&str) -> bool,
    obstacles: &mut Vec<RenameObstacle>,
    paths: &mut Vec<String>,
) -> Result<(), Failed> {
    let here = folder.join(place);
    let at = |source| (here.clone(), source);
    for entry in fs::read_dir(&here).map_err(at)? {
        let entry = entry.map_err(at)?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            let file = format!("{place}{}", entry.file_name().to_string_lossy());
            obstacles.push(RenameObstacle::NotUtf8 { file });
            continue;
        };
        if name.starts_with('.') || name.starts_with("README") {
            continue;
        }
        let path = format!("{place}{name}");
        let kind = entry.file_type().map_err(at)?;
        if kind.is_symlink() {
            obstacles.push(RenameObstacle::Link { file: path });
        } else if kind.is_dir() && depth < DEEPEST && !is_anothers(&path) {
            enter(folder, &format!("{path}/"), depth + 1, is_anothers, obstacles, paths)?;
        } else if kind.is_file() {
            paths.push(path);
        }
    }
    Ok(())
}

/// What a file is to the tool, by its path alone.
pub(super) fn found(from: Importer, path: &str) -> Found {
    match from {
        Importer::Sqlx => of_sqlx(path),
        Importer::Refinery => of_refinery(path),
        Importer::Diesel => of_diesel(path),
        Importer::SeaOrm => Found::Other,
    }
}

/// `20240101000000_create_users.sql`, with `.up.sql` and `.down.sql` where it
/// can be undone; sqlx looks into no folder.
fn of_sqlx(path: &str) -> Found {
    let Some((version, rest)) = path.split_once('_').filter(|_| !path.contains('/')) else {
        return Found::Other;
    };
    if !is_number(version) {
        return Found::Other;
    }
    let Some(name) = rest.strip_suffix(".sql") else { return Found::Other };
    match (name.strip_suffix(".down"), name.strip_suffix(".up")) {
        (Some(_), _) => Found::Aside,
        (None, up) => migration(version, up.unwrap_or(name), "sql"),
    }
}

/// `V1__create_users.sql` or `.rs`, with `U` where the order does not matter,
/// in folders of any depth.
fn of_refinery(path: &str) -> Found {
    let name = path.rsplit('/').next().unwrap_or(path);
    let parts = name.strip_prefix(['V', 'U']).and_then(|rest| rest.split_once("__"));
    let Some((version, (name, extension))) =
        parts.and_then(|(version, rest)| Some((version, rest.rsplit_once('.')?)))
    else {
        return Found::Other;
    };
    match extension {
        "sql" | "rs" if is_number(version) => migration(version, name, extension),
        _ => Found::Other,
    }
}

/// `2024-01-01-000000_create_users/up.sql`, with `down.sql` and `metadata.toml` beside it.
fn of_diesel(path: &str) -> Found {
    let Some((folder, file)) = path.split_once('/') else { return Found::Other };
    let Some((version, name)) = folder.split_once('_') else { return Found::Other };
    let version = version.replace('-', "");
    match file {
        "up.sql" if is_number(&version) => migration(&version, name, "sql"),
        "down.sql" | "metadata.toml" if is_number(&version) => Found::Aside,
        _ => Found::Other,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn migration(version: &str, name: &str, extension: &str) -> Found {
    let version = version.to_owned();
    let becomes = format!("V{version}__{}.{extension}", description(name));
    Found::Migration { version, becomes }
}

/// A name as a description is written here: `[a-z0-9_]+`.
fn description(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "migration".to_owned() } else { words.join("_") }
}

/// How a migration begins here: what its tool says of its transaction.
pub(super) fn opening(
    from: Importer,
    folder: &Path,
    path: &str,
    obstacles: &mut Vec<RenameObstacle>,
) -> Result<Opening, Error> {
    match from {
        Importer::Sqlx => replaced(folder, path),
        Importer::Diesel => {
            let header = beside(folder, path, obstacles)?;
            Ok(Opening { header, instead_of: None })
        }
        Importer::Refinery | Importer::SeaOrm => Ok(Opening::default()),
    }
}

/// sqlx says it in the first bytes of a file, whatever follows them.
fn replaced(folder: &Path, path: &str) -> Result<Opening, Error> {
    let path = folder.join(path);
    let bytes = fs::read(&path).map_err(|source| Error::File { action: "read", path, source })?;
    let Some(rest) = bytes.strip_prefix(OUTSIDE.as_bytes()) else { return Ok(Opening::default()) };
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let header = if rest[..end].trim_ascii().is_empty() { HEADER } else { HEADER_AND_REMARK };
    Ok(Opening { header: Some(header), instead_of: Some(OUTSIDE) })
}

/// Diesel keeps it in a file beside the migration.
fn beside(
    folder: &Path,
    path: &str,
    obstacles: &mut Vec<RenameObstacle>,
) -> Result<Option<&'static str>, Error> {
    let Some((beside, _)) = path.split_once('/') else { return Ok(None) };
    let file = format!("{beside}/metadata.toml");
    let text = match fs::read_to_string(folder.join(&file)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(Error::File { action: "read", path: folder.join(file), source });
        }
    };
    match text.parse::<toml::Table>() {
        Ok(metadata) => {
            let outside = metadata.get("run_in_transaction").and_then(toml::Value::as_bool);
            Ok((outside == Some(false)).then_some("-- schemalane: transaction = false\n"))
        }
        Err(error) => {
            let reason = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
            obstacles.push(RenameObstacle::Metadata { file, reason });
            Ok(None)
        }
    }
}

/// Whether anything is there, also a link that leads nowhere.
pub(super) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A name that was given: it is taken back where another cannot be.
pub(super) enum Given {
    File(PathBuf),
    Folder(PathBuf),
}

/// Gives a file its new name beside the old one; never one that is taken. A
/// name that differs by case alone may be the same to the system: it is
/// changed when the old ones go.
pub(super) fn give(folder: &Path, rename: &Rename) -> Result<Vec<Given>, Failed> {
    if is_same(rename) {
        return Ok(Vec::new());
    }
    let (old, new) = (folder.join(&rename.file), folder.join(&rename.becomes));
    let at = |source| (new.clone(), source);
    let mut given = Vec::new();
    for parent in missing(folder, &new) {
        match fs::create_dir(&parent) {
            Ok(()) => given.push(Given::Folder(parent)),
            Err(source) => {
                given.iter().rev().for_each(take_back);
                return Err((parent, source));
            }
        }
    }
    let made = match rename.header {
        Some(header) => written(&old, &new, header, rename.instead_of.unwrap_or_default()),
        None => fs::hard_link(&old, &new).or_else(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => Err(source),
            // A file system without second names.
            _ => written(&old, &new, "", ""),
        }),
    };
    match made {
        Ok(()) => {
            given.push(Given::File(new));
            Ok(given)
        }
        Err(source) => {
            given.iter().rev().for_each(take_back);
            Err(at(source))
        }
    }
}

/// The folders above a path that are not there, from the highest on.
fn missing(folder: &Path, path: &Path) -> Vec<PathBuf> {
    let above = path.ancestors().skip(1).take_while(|above| *above != folder);
    let mut missing: Vec<_> = above.filter(|above| !above.is_dir()).map(Path::to_owned).collect();
    missing.reverse();
    missing
}

/// A new file with a header and the text of another, whose beginning it takes
/// the place of; behind the mark of the byte order, where it has one.
fn written(old: &Path, new: &Path, header: &str, instead_of: &str) -> io::Result<()> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let bytes = fs::read(old)?;
    let (mark, text) = match bytes.strip_prefix(MARK) {
        Some(text) => (MARK, text),
        None => (&[][..], &bytes[..]),
    };
    let text = text.strip_prefix(instead_of.as_bytes()).unwrap_or(text);
    let mut file = fs::File::create_new(new)?;
    let wrote = io::Write::write_all(&mut file, &[mark, header.as_bytes(), text].concat());
    let kept = wrote.and_then(|()| file.set_permissions(fs::metadata(old)?.permissions()));
    kept.and_then(|()| file.sync_all()).inspect_err(|_| {
        let _never_whole = fs::remove_file(new);
    })
}

pub(super) fn take_back(given: &Given) {
    // Whatever stays is a second name, or an empty folder: nothing is lost by it.
    let _gone_or_not = match given {
        Given::File(path) => fs::remove_file(path),
        Given::Folder(path) => fs::remove_dir(path),
    };
}

/// Takes the old name away.
pub(super) fn let_go(folder: &Path, rename: &Rename) -> Result<(), Failed> {
    let old = folder.join(&rename.file);
    let gone = if is_same(rename) {
        fs::rename(&old, folder.join(&rename.becomes))
    } else {
        fs::remove_file(&old)
    };
    gone.map_err(|source| (old, source))
}

fn is_same(rename: &Rename) -> bool {
    rename.file.to_lowercase() == rename.becomes.to_lowercase()
}

/// Removes the folders that have nothing in them any more.
pub(super) fn remove_empty(folder: &Path, renames: &[Rename]) {
    let folders: BTreeSet<_> = renames
        .iter()
        .flat_map(|rename| Path::new(&rename.file).ancestors().skip(1))
        .filter(|above| !above.as_os_str().is_empty())
        .collect();
    for empty in folders.into_iter().rev() {
        // One that has something in it stays.
        let _gone_or_full = fs::remove_dir(folder.join(empty));
    }
}
