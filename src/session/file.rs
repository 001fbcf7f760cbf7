//! The run lock of a SQLite file: a small file beside it, locked through
//! the operating system, which lets go of it when the process ends.
//!
//! A write lock of SQLite's own would not do: a Rust migration outside of a
//! transaction needs to begin and to commit, and still must run once.

mod guarded;

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

pub use self::guarded::UnsafeLock;
use self::guarded::{Opened, is_still_at, open, open_to_look};
use crate::event::Holder;

/// The held lock. Dropping it removes the file.
#[derive(Debug)]
pub(crate) struct FileLock {
    file: File,
    path: PathBuf,
}

/// Why a lock cannot be had.
#[derive(Debug)]
pub(super) enum LockError {
    /// What the system said.
    System(io::Error),
    /// What stands there is not to be touched.
    Unsafe(UnsafeLock),
}

impl From<io::Error> for LockError {
    fn from(source: io::Error) -> Self {
        Self::System(source)
    }
}

/// The longest number of a process.
const LONGEST: u64 = 10;

/// Where the lock of a database lies. Links are followed, so that two names
/// of one database share one lock.
pub(super) fn beside(database: &Path) -> PathBuf {
    let mut path = database.canonicalize().unwrap_or_else(|_| database.to_owned()).into_os_string();
    path.push(".schemalane-lock");
    path.into()
}

impl FileLock {
    /// Tries once; `None` where another holds it.
    pub(super) fn attempt(path: &Path) -> Result<Option<Self>, LockError> {
        let Some(Opened { mut file, is_ours }) = open(path)? else { return Ok(None) };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // The last holder may have removed the file between our opening and
        // our locking it: then this lock keeps nobody out.
        if !is_still_at(&file, path) {
            return Ok(None);
        }
        match number_in(&file)? {
            None => return Err(LockError::Unsafe(UnsafeLock::Contents)),
            // What another user's process left behind locks as well as a new
            // file, and stays as it is.
            Some(_) if is_ours => {
                file.set_len(0)?;
                io::Seek::rewind(&mut file)?;
                write!(file, "{}", std::process::id())?;
            }
            Some(_) => {}
        }
        Ok(Some(Self { file, path: path.to_owned() }))
    }

    /// Who holds it, as the holder wrote down.
    pub(super) fn holder(path: &Path) -> Holder {
        let number = open_to_look(path).ok().and_then(|file| number_in(&file).ok().flatten());
        Holder { process: number.filter(|number| !number.is_empty()), ..Holder::default() }
    }
}

/// The number of a process in a lock, which is empty where none was written
/// yet; `None` where anything else is in it.
fn number_in(file: &File) -> io::Result<Option<String>> {
    let mut text = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut text)?;
    let is_number = text.len() as u64 <= LONGEST && text.iter().all(u8::is_ascii_digit);
    Ok(String::from_utf8(text).ok().filter(|_| is_number))
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Removed while it is still locked, so that nobody locks a file that
        // is about to go; and only where it is the one that was locked.
        if is_still_at(&self.file, &self.path) {
            let _stays_and_does_no_harm = fs::remove_file(&self.path);
        }
        let _ends_with_the_file = self.file.unlock();
    }
}

#[cfg(all(test, unix))]
mod tests;
