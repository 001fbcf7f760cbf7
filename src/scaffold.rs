//! `init`: a migration crate of one's own, from the folder `template/`
//! (specification, section 2.3).

mod dependency;
pub(crate) mod name;
mod template;
mod workspace;
pub(crate) mod writer;

pub use dependency::Dependency;
pub(crate) use template::File;
pub use workspace::Workspace;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use schemalane_source::Dialect;
use serde::Serialize;

use crate::Error;

/// Writes a migration crate into a folder (specification, section 10).
///
/// `force` is the one boolean of the specification: whether files that are
/// there already are overwritten. [`Scaffold`] says the same in words, and
/// offers more.
///
/// # Errors
///
/// As [`Scaffold::write`].
pub fn init_migration_project(path: &Path, force: bool) -> Result<InitReport, Error> {
    let existing = if force { Existing::Overwrite } else { Existing::Keep };
    Scaffold::new(path).existing(existing).write()
}

/// A standalone crate that migrates a database: build script, command line,
/// SQL and Rust samples in one folder, configuration, README.
///
/// ```
/// use schemalane::{Dialect, Scaffold};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("migration");
/// let report = Scaffold::new(path).dialect(Dialect::Postgres).write()?;
/// assert!(report.files.iter().any(|file| file.ends_with("build.rs")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is written before `write`"]
pub struct Scaffold {
    path: PathBuf,
    existing: Existing,
    dependency: Dependency,
    dialect: Dialect,
}

/// What to do where a file of the scaffold is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// Keep it: then nothing is written at all.
    #[default]
    Keep,
    /// Overwrite it. Files that are not the scaffold's stay in any case.
    Overwrite,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InitReport {
    /// The folder, as it was given.
    pub path: PathBuf,
    /// Every file, relative to the folder, in order.
    pub files: Vec<PathBuf>,
    /// Those of them that were there before.
    pub overwritten: Vec<PathBuf>,
    /// The workspace of cargo around the folder, which has to exclude the
    /// scaffold or take it in.
    pub workspace: Option<Workspace>,
}

impl Scaffold {
    /// A scaffold for this folder, which need not exist. The crate is named
    /// for the folder, as far as cargo takes the name. Its SQL is written for
    /// SQLite, so that it migrates at once on the embedded default.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            existing: Existing::Keep,
            dependency: Dependency::Published,
            dialect: Dialect::Sqlite,
        }
    }

    /// What to do where a file is there already.
    pub const fn existing(mut self, existing: Existing) -> Self {
        self.existing = existing;
        self
    }

    /// Where the crate takes Schemalane from.
    pub fn dependency(mut self, dependency: Dependency) -> Self {
        self.dependency = dependency;
        self
    }

    /// What the samples are written for.
    pub const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Writes the crate.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`] for the first file that is there already and is to
    /// be kept; nothing is written then. [`Error::File`] where a folder or
    /// file cannot be written.
    pub fn write(&self) -> Result<InitReport, Error> {
        write(&self.path, &self.files()?, self.existing)
    }

    fn files(&self) -> Result<Vec<File>, Error> {
        let values = template::Values {
            name: name::package(&self.path),
            dialect: self.dialect,
            schemalane: self.dependency.requirement("")?,
            schemalane_build: self.dependency.requirement("crates/schemalane-build")?,
            schemalane_data: self.dependency.requirement("crates/schemalane-data")?,
        };
        Ok(template::files(&values))
    }
}

/// Writes files into a folder: all of them, or none where one is in the way.
pub(crate) fn write(
    folder: &Path,
    files: &[File],
    existing: Existing,
) -> Result<InitReport, Error> {
    let overwritten = overwritten(folder, files, existing)?;
    writer::create_folder(folder)?;
    for file in files {
        let path = folder.join(&file.path);
        path.parent().map_or(Ok(()), writer::create_folder)?;
    }
    for file in files {
        let path = folder.join(&file.path);
        match existing {
            Existing::Keep => writer::create(&path, &file.text)?,
            Existing::Overwrite => writer::replace(&path, &file.text)?,
        }
    }
    let files = files.iter().map(|file| file.path.clone()).collect();
    let workspace = Workspace::around(folder);
    Ok(InitReport { path: folder.to_owned(), files, overwritten, workspace })
}

/// Which of the files are there, and are to be overwritten.
fn overwritten(folder: &Path, files: &[File], existing: Existing) -> Result<Vec<PathBuf>, Error> {
    let mut overwritten = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        // A link that leads nowhere is there, too.
        let kind = match fs::symlink_metadata(&path) {
            Ok(found) => found.file_type(),
            Err(error) if is_absence(&error) => continue,
            Err(source) => return Err(Error::File { action: "look for", path, source }),
        };
        match existing {
            Existing::Keep => return Err(Error::Exists { path }),
            Existing::Overwrite if kind.is_dir() => {
                let source = io::ErrorKind::IsADirectory.into();
                return Err(Error::File { action: "overwrite", path, source });
            }
            Existing::Overwrite => overwritten.push(file.path.clone()),
        }
    }
    Ok(overwritten)
}

/// Whether there is nothing: also where a file is in the way to it, which
/// creating the folder will complain about.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
