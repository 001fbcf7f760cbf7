//! What keeps a folder from being renamed: everything at once.

use std::{fmt, path::PathBuf};

use schemalane_source::Told;

use super::Importer;

/// Why a folder is not renamed; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RenameRefusal {
    /// Whose files they are.
    pub from: Importer,
    /// The folder.
    pub folder: PathBuf,
    /// Everything that is in the way.
    pub obstacles: Vec<RenameObstacle>,
}

/// One thing that keeps a folder from being renamed. Files are paths from the
/// folder on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RenameObstacle {
    /// What would be the name of a file is that of another.
    Taken {
        /// The file.
        file: String,
        /// What it would be called.
        becomes: String,
    },
    /// Two files have one version.
    SameVersion {
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// What stands for the version is none here.
    Version {
        /// The file.
        file: String,
        /// Why not.
        reason: String,
    },
    /// A symbolic link, which may lead elsewhere once it lies elsewhere.
    Link {
        /// The link.
        file: String,
    },
    /// A name that is not UTF-8.
    NotUtf8 {
        /// The name, with what does not fit replaced.
        file: String,
    },
    /// What Diesel keeps beside a file cannot be read.
    Metadata {
        /// The file beside it.
        file: String,
        /// Why not.
        reason: String,
    },
}

impl RenameRefusal {
    /// What is said of it: everything that is in the way, each with its way out.
    pub(crate) fn told(&self) -> Told {
        let folder = self.folder.display();
        Told::new(format!(
            "{folder}: the files of {} are not renamed: nothing was changed",
            self.from
        ))
        .parts(self.obstacles.iter().map(RenameObstacle::told))
    }
}

impl fmt::Display for RenameRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(formatter)
    }
}

impl RenameObstacle {
    fn told(&self) -> Told {
        match self {
            Self::Taken { file, becomes } => {
                Told::new(format!("{file} would become {becomes}, which is there already"))
                    .help("rename or remove one of the two")
            }
            Self::SameVersion { first, second } => {
                Told::new(format!("{second} has the version of {first}"))
                    .help("find out which of them was applied, and move the other away")
            }
            Self::Version { file, reason } => Told::new(format!("{file}: {reason}"))
                .help("give it a version, or move it away where it was never applied"),
            Self::Link { file } => Told::new(format!("{file} is a symbolic link"))
                .help("put the file itself in its place"),
            Self::NotUtf8 { file } => {
                Told::new(format!("{file}: the name is not UTF-8")).help("rename the file")
            }
            Self::Metadata { file, reason } => Told::new(format!("{file}: {reason}"))
                .help("correct it, or remove it where it says nothing that counts"),
        }
    }
}
