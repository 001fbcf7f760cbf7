//! The folder of migrations as `build.rs` names it.

use std::fmt;
use std::path::{Component, Path};

use schemalane_source::{TargetName, Told};

/// A folder inside the package: relative, without `.` and `..`, its parts joined by `/`.
///
/// It is both where the files are read and the name of the generated file, which is why it must
/// not lead out of the package: it would lead out of `OUT_DIR/schemalane` as well.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Folder(String);

impl Folder {
    pub(crate) fn parse(dir: &str) -> Result<Self, FolderError> {
        let mut parts = Vec::new();
        for component in Path::new(dir).components() {
            match component {
                Component::Normal(part) => parts.push(part.to_string_lossy()),
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(FolderError::Outside { dir: dir.to_owned() });
                }
            }
        }
        if parts.is_empty() {
            return Err(FolderError::Root { dir: dir.to_owned() });
        }
        Ok(Self(parts.join("/")))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of a target, from the package root on.
    pub(crate) fn of(&self, target: &TargetName) -> String {
        if target.is_default() { self.0.clone() } else { format!("{self}/{target}") }
    }
}

impl fmt::Display for Folder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a text does not name a folder of migrations.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The folder is absolute or leaves the package through `..`: a packaged crate would not
    /// contain it.
    Outside {
        /// The folder as it was given.
        dir: String,
    },
    /// The text names the package itself, where Cargo.toml and src/ would be taken for
    /// migrations.
    Root {
        /// The folder as it was given.
        dir: String,
    },
}

impl FolderError {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Outside { dir } => Told::new(format!(
                "{dir}: expected a folder inside the package, found one that leaves it"
            ))
            .help("move the migrations below Cargo.toml and name them like \"migrations\""),
            Self::Root { dir } => {
                Told::new(format!("\"{dir}\": expected a folder below the package root"))
                    .help("name it like \"migrations\"")
            }
        }
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, FolderError};

    #[test]
    fn the_same_folder_has_one_spelling() {
        for dir in ["db/migrations", "./db/migrations", "db//migrations/", "db/./migrations"] {
            assert_eq!(Folder::parse(dir).unwrap().as_str(), "db/migrations", "{dir}");
        }
    }

    #[test]
    fn a_folder_that_leaves_the_package_is_refused() {
        for dir in ["../migrations", "db/../../migrations", "db/..", "/srv/migrations"] {
            assert_eq!(Folder::parse(dir), Err(FolderError::Outside { dir: dir.to_owned() }));
        }
    }

    #[test]
    fn the_package_itself_is_refused() {
        for dir in ["", ".", "./"] {
            assert_eq!(Folder::parse(dir), Err(FolderError::Root { dir: dir.to_owned() }));
        }
    }
}
