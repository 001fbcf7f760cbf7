//! A folder of files of queries.

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use schemalane_source::{Dialect, Entry, EntryError, read_text};

use crate::file::QueryFile;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::rust_name::{is_name, snake};

/// The most bytes of a file of queries.
const MOST: u64 = 16 << 20;

/// The databases that a project is for, and the one that is at hand.
#[derive(Clone, Copy, Debug)]
pub struct Audience<'a> {
    /// All of them.
    pub all: &'a [Dialect],
    /// The one whose queries are read.
    pub dialect: Dialect,
}

/// What was read of a folder.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Folder {
    /// Its files, with the queries that nothing is wrong with.
    pub files: Vec<QueryFile>,
    /// Everything that is wrong with any of them.
    pub problems: Vec<Problem>,
}

impl Folder {
    /// Its files, where nothing is wrong.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with any of them.
    pub fn whole(self) -> Result<Vec<QueryFile>, Problems> {
        Problems::none_or(self.problems, self.files)
    }
}

/// Reads the files `*.sql` of a folder, which problems call `shown`, as far as they are for the database at hand. Folders
/// in it are other targets'.
///
/// `x.sqlite.sql` and `x.postgres.sql` are one module, each for its database.
#[must_use]
pub fn read_folder(folder: &Path, shown: &str, audience: Audience<'_>) -> Folder {
    let mut problems = Vec::new();
    let names = match names(folder) {
        Ok(names) => names,
        Err(error) => {
            let kind = match error.kind() {
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
                    ProblemKind::NoFolder
                }
                _ => ProblemKind::Entry(EntryError::Unreadable(error)),
            };
            let problems = vec![Problem::new(shown.to_owned(), None, kind)];
            return Folder { problems, ..Folder::default() };
        }
    };
    let mut problem =
        |name: &FileName, kind| problems.push(Problem::new(name.file(shown), None, kind));
    let mut found: Vec<FileName> = Vec::new();
    for name in names {
        match FileName::read(&name) {
            Ok(name) => found.push(name),
            Err(name) => problem(&name, ProblemKind::FileName),
        }
    }
    for (index, name) in found.iter().enumerate() {
        for kind in clashes(&found, index, shown, audience) {
            problem(name, kind);
        }
    }
    let mut files = Vec::new();
    let root = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    for name in &found {
        if name.dialect.is_some_and(|dialect| dialect != audience.dialect) {
            continue;
        }
        match text(&root, &name.name) {
            Ok(Some(sql)) => {
                let shown = name.file(shown);
                let (file, found) =
                    QueryFile::read_part(&shown, &name.module, &sql, audience.dialect);
                files.push(file);
                problems.extend(found);
            }
            Ok(None) => {}
            Err(error) => {
                let kind = ProblemKind::Entry(error);
                problems.push(Problem::new(name.file(shown), None, kind));
            }
        }
    }
    problems.sort_by(|one, other| (&one.file, one.place).cmp(&(&other.file, other.place)));
    Folder { files, problems }
}

/// The names that end in `.sql`, sorted; what does not show is replaced.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".sql") && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The text of a file; `None` for a folder.
fn text(root: &Path, name: &str) -> Result<Option<String>, EntryError> {
    let path = root.join(name);
    match Entry::look(root, &path)? {
        Entry::Folder => Ok(None),
        Entry::File => read_text(&path, MOST).map(Some),
    }
}

/// What the name of a file says.
#[derive(Debug)]
struct FileName {
    name: String,
    module: String,
    stem: String,
    dialect: Option<Dialect>,
}

impl FileName {
    /// Reads a name; one that gives no module comes back as it is.
    fn read(name: &str) -> Result<Self, Self> {
        let stem = name.strip_suffix(".sql").unwrap_or(name);
        let edition = stem.rsplit_once('.').and_then(|(before, last)| {
            let dialect = Dialect::ALL.into_iter().find(|dialect| dialect.name() == last)?;
            Some((before, dialect))
        });
        let (stem, dialect) = match edition {
            Some((stem, dialect)) => (stem, Some(dialect)),
            None => (stem, None),
        };
        let module = snake(stem).unwrap_or_default();
        let read = Self { name: name.to_owned(), module, stem: stem.to_owned(), dialect };
        if is_name(&stem.replace('-', "_")) { Ok(read) } else { Err(read) }
    }

    fn file(&self, shown: &str) -> String {
        format!("{shown}/{}", schemalane_source::printable(&self.name))
    }
}

/// What is wrong with a file beside the others.
fn clashes(
    found: &[FileName],
    index: usize,
    shown: &str,
    audience: Audience<'_>,
) -> Vec<ProblemKind> {
    let name = &found[index];
    let same = |other: &&FileName| other.module == name.module && other.name != name.name;
    let mut kinds = Vec::new();
    for other in found.iter().filter(same) {
        let is_edition = other.stem == name.stem;
        match (name.dialect, other.dialect) {
            (Some(one), Some(another)) if is_edition && one != another => {}
            (None, Some(_)) if is_edition => {
                kinds.push(ProblemKind::TextForAll { other: other.file(shown) });
            }
            (Some(_), None) if is_edition => {}
            _ if other.name > name.name => {}
            _ => {
                let module = name.module.clone();
                kinds.push(ProblemKind::SameModule { other: other.file(shown), module });
            }
        }
    }
    if let Some(dialect) = name.dialect {
        if !audience.all.contains(&dialect) {
            kinds.push(ProblemKind::ForeignEdition { dialect });
            return kinds;
        }
        for &dialect in audience.all.iter().filter(|&&it| it != dialect) {
            let is_there = found
                .iter()
                .any(|it| it.stem == name.stem && it.dialect.is_none_or(|other| other == dialect));
            if !is_there {
                let expected = format!("{shown}/{}.{dialect}.sql", name.stem);
                kinds.push(ProblemKind::MissingEdition { expected, dialect });
            }
        }
    }
    kinds
}
