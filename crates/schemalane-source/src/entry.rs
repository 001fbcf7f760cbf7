//! An entry of a folder, looked at before it is opened: to open a pipe is to wait for its writer.

use crate::text::decode;
use crate::{TextError, Told};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// What an entry of a folder is, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A regular file.
    File,
    /// A folder.
    Folder,
}

/// Why an entry of a folder is not read. Its text is the rule and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// A symbolic link leads nowhere, or in a circle.
    BrokenLink,
    /// A symbolic link leads out of the folder.
    LinkLeaves,
    /// A pipe, a socket or a device.
    NotRegular,
    /// A file is longer than what is read.
    TooLong {
        /// The most bytes.
        most: u64,
    },
    /// The bytes are no text.
    Text(#[from] TextError),
    /// The system refuses it.
    Unreadable(io::Error),
}

impl EntryError {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::BrokenLink => {
                Told::new("the symbolic link leads to no file").help("correct or remove it")
            }
            Self::LinkLeaves => {
                Told::new("the symbolic link leaves the folder").help("copy the file instead")
            }
            Self::NotRegular => Told::new("neither a file nor a folder")
                .help("expected a regular file; move it out of the folder"),
            Self::TooLong { most } => Told::new(format!(
                "the file has more than {most} bytes, which are the most that is read"
            ))
            .help("divide it"),
            Self::Text(error) => error.told(),
            Self::Unreadable(error) => {
                Told::new(format!("it cannot be read: {error}")).help("give the rights to read it")
            }
        }
    }
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

impl Entry {
    /// Looks at an entry of the folder `root`, whose path has no links any more, or of a folder in it.
    ///
    /// # Errors
    ///
    /// It is neither a file nor a folder within `root`.
    pub fn look(root: &Path, entry: &Path) -> Result<Self, EntryError> {
        let metadata = match fs::symlink_metadata(entry) {
            Ok(metadata) if metadata.is_symlink() => match fs::canonicalize(entry) {
                Ok(real) if real == root => return Err(EntryError::BrokenLink),
                Ok(real) if real.starts_with(root) => fs::metadata(real),
                Ok(_) => return Err(EntryError::LinkLeaves),
                Err(_) => return Err(EntryError::BrokenLink),
            },
            metadata => metadata,
        };
        match metadata {
            Ok(metadata) if metadata.is_dir() => Ok(Self::Folder),
            Ok(metadata) if metadata.is_file() => Ok(Self::File),
            Ok(_) => Err(EntryError::NotRegular),
            Err(source) => Err(EntryError::Unreadable(source)),
        }
    }
}

/// The text of a file that [is one](Entry::File), of at most so many bytes.
///
/// # Errors
///
/// It is longer, cannot be read, or is no text.
pub fn read_text(file: &Path, most: u64) -> Result<String, EntryError> {
    let mut bytes = Vec::new();
    let file = File::open(file).map_err(EntryError::Unreadable)?;
    // It may grow while it is read.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(EntryError::Unreadable)?;
    if bytes.len() as u64 > most {
        return Err(EntryError::TooLong { most });
    }
    Ok(decode(bytes)?)
}
