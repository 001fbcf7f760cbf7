//! The run lock of a SQLite file: an empty file beside it, locked through
//! the operating system, which lets go of it when the process ends.
//!
//! A write lock of SQLite's own would not do: a Rust migration outside of a
//! transaction needs to begin and to commit, and still must run once.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::event::Holder;

/// The held lock. Dropping it removes the file.
#[derive(Debug)]
pub(super) struct FileLock {
    file: File,
    path: PathBuf,
}

/// Where the lock of a database lies. Links are followed, so that two names
/// of one database share one lock.
pub(super) fn beside(database: &Path) -> PathBuf {
    let mut path = database.canonicalize().unwrap_or_else(|_| database.to_owned()).into_os_string();
    path.push(".schemalane-lock");
    path.into()
}

impl FileLock {
    /// Tries once; `None` where another holds it.
    pub(super) fn attempt(path: &Path) -> io::Result<Option<Self>> {
        let mut file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // The last holder may have removed the file between our opening and
        // our locking it: then this lock keeps nobody out.
        if !is_still_at(&file, path) {
            return Ok(None);
        }
        file.set_len(0)?;
        write!(file, "{}", std::process::id())?;
        Ok(Some(Self { file, path: path.to_owned() }))
    }

    /// Who holds it, as the holder wrote down.
    pub(super) fn holder(path: &Path) -> Holder {
        let process = fs::read_to_string(path).ok().filter(|text| !text.is_empty());
        Holder { process, ..Holder::default() }
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Removed while it is still locked, so that nobody locks a file that
        // is about to go.
        let _stays_and_does_no_harm = fs::remove_file(&self.path);
        let _ends_with_the_file = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Elsewhere an open file cannot be replaced.
#[cfg(not(unix))]
fn is_still_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_nothing_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = beside(&folder.path().join("shop.db"));
        let held = FileLock::attempt(&path).unwrap().unwrap();
        assert!(FileLock::attempt(&path).unwrap().is_none());
        assert_eq!(FileLock::holder(&path).process, Some(std::process::id().to_string()));
        drop(held);
        assert!(!path.exists());
        assert!(FileLock::attempt(&path).unwrap().is_some());
    }
}
