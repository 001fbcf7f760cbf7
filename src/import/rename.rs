//! A folder of another tool's files, given the names that files have here.

mod files;
mod refusal;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use schemalane_source::Version;
use serde::Serialize;

use self::files::{Found, found};
pub use self::refusal::{RenameObstacle, RenameRefusal};
use super::Importer;
use crate::Error;

/// Where goes what has no counterpart here: nobody reads a folder whose name
/// begins with a dot.
const ASIDE: &str = ".set-aside";

/// What says here that a file runs outside of a transaction.
pub(super) const HEADER: &str = "-- schemalane: transaction = false";

/// The same, where a remark of theirs goes on behind it.
pub(super) const HEADER_AND_REMARK: &str = "-- schemalane: transaction = false\n--";

/// What renaming a folder does, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Renaming {
    /// Whose files they are.
    pub from: Importer,
    /// The folder.
    pub folder: PathBuf,
    /// The files that get other names, as paths from the folder on.
    pub renames: Vec<Rename>,
    /// The files that are none of the tool's, and stay where they are.
    pub left: Vec<String>,
}

/// A file that gets another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rename {
    /// Its path now.
    pub file: String,
    /// Its path then.
    pub becomes: String,
    /// What it is.
    pub role: RenameRole,
    /// What is written before its text: what the tool says in its own way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<&'static str>,
    /// The beginning of its text that this takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<&'static str>,
}

/// What is written before a text, and what of the text it takes the place of.
#[derive(Clone, Copy, Debug, Default)]
struct Opening {
    header: Option<&'static str>,
    instead_of: Option<&'static str>,
}

/// What a file of another tool is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RenameRole {
    /// A migration.
    Migration,
    /// Something that has no counterpart here, such as a way back.
    Aside,
}

impl Renaming {
    /// Looks at a folder, and changes nothing. Folders in it that `is_anothers`
    /// are not entered.
    ///
    /// # Errors
    ///
    /// [`Error::Rename`] with everything that is in the way, and
    /// [`Error::File`] where the folder cannot be read.
    pub fn of(
        from: Importer,
        folder: &Path,
        is_anothers: impl Fn(&str) -> bool,
    ) -> Result<Self, Error> {
        let mut obstacles = Vec::new();
        let paths = files::paths(folder, &is_anothers, &mut obstacles)?;
        let mut renaming =
            Self { from, folder: folder.to_owned(), renames: Vec::new(), left: Vec::new() };
        let mut versions: BTreeMap<Version, String> = BTreeMap::new();
        for file in &paths {
            let (becomes, Opening { header, instead_of }) = match found(from, file) {
                Found::Migration { version, becomes } => {
                    match Version::parse(&version) {
                        Ok(version) => {
                            if let Some(first) = versions.insert(version, file.clone()) {
                                let second = file.clone();
                                obstacles.push(RenameObstacle::SameVersion { first, second });
                            }
                        }
                        Err(error) => {
                            let (file, reason) = (file.clone(), error.to_string());
                            obstacles.push(RenameObstacle::Version { file, reason });
                        }
                    }
                    (becomes, files::opening(from, folder, file, &mut obstacles)?)
                }
                Found::Aside => {
                    let becomes = format!("{ASIDE}/{file}");
                    let role = RenameRole::Aside;
                    renaming.renames.push(Rename {
                        file: file.clone(),
                        becomes,
                        role,
                        header: None,
                        instead_of: None,
                    });
                    continue;
                }
                Found::Other => {
                    renaming.left.push(file.clone());
                    continue;
                }
            };
            if becomes != *file {
                let role = RenameRole::Migration;
                renaming.renames.push(Rename {
                    file: file.clone(),
                    becomes,
                    role,
                    header,
                    instead_of,
                });
            }
        }
        for Rename { file, becomes, .. } in &renaming.renames {
            let is_same = file.to_lowercase() == becomes.to_lowercase();
            if paths.contains(becomes) || (!is_same && files::exists(&folder.join(becomes))) {
                let (file, becomes) = (file.clone(), becomes.clone());
                obstacles.push(RenameObstacle::Taken { file, becomes });
            }
        }
        if obstacles.is_empty() {
            Ok(renaming)
        } else {
            let refusal = RenameRefusal { from, folder: folder.to_owned(), obstacles };
            Err(Error::Rename { refusal })
        }
    }

    /// Gives the files their names. Each has its new name before any loses its
    /// old one; where one cannot have it, none has.
    ///
    /// # Errors
    ///
    /// [`Error::File`]: a name cannot be given, and nothing was changed; or an
    /// old one cannot be taken away, and the file has both.
    pub fn apply(&self) -> Result<(), Error> {
        let mut given = Vec::new();
        for rename in &self.renames {
            match files::give(&self.folder, rename) {
                Ok(made) => given.extend(made),
                Err((path, source)) => {
                    // What was there before is there still, under its old name.
                    given.iter().rev().for_each(files::take_back);
                    return Err(Error::File { action: "give a file the name", path, source });
                }
            }
        }
        for rename in &self.renames {
            files::let_go(&self.folder, rename).map_err(|(path, source)| Error::File {
                action: "take away the old name",
                path,
                source,
            })?;
        }
        files::remove_empty(&self.folder, &self.renames);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
