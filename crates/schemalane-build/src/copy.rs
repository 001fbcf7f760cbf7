//! The copy of the generated file that is reviewed.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::{Paths, Problems, generate};

/// Compares the reviewed copy of a folder's manifests with what the build makes of it now.
///
/// `root` is the package root, `dir` the folder of migrations relative to it, and `copy` the
/// checked-in file relative to it. Made for a test of five lines:
///
/// ```no_run
/// # use std::path::Path;
/// // tests/generated.rs
/// # #[allow(dead_code)]
/// fn the_reviewed_copy_is_current() {
///     let root = Path::new(env!("CARGO_MANIFEST_DIR"));
///     let copy = Path::new("generated/migrations.rs");
///     if let Err(error) = schemalane_build::check_copy(root, "migrations", copy) {
///         panic!("{error}");
///     }
/// }
/// ```
///
/// # Errors
///
/// A stale or missing copy is written anew, and the error asks to commit it: the second run
/// passes. Where the variable `CI` is set nothing is written, and the error says what to run.
pub fn check_copy(root: &Path, dir: &str, copy: &Path) -> Result<(), CopyError> {
    check(root, dir, copy, Remedy::of(env::var_os("CI").as_deref()))
}

/// What becomes of a stale copy.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Remedy {
    Rewrite,
    Report,
}

impl Remedy {
    /// The remedy for a value of the variable `CI`.
    fn of(ci: Option<&OsStr>) -> Self {
        match ci.and_then(OsStr::to_str) {
            Some("" | "0" | "false") => Self::Rewrite,
            _ if ci.is_none() => Self::Rewrite,
            _ => Self::Report,
        }
    }
}

fn check(root: &Path, dir: &str, copy: &Path, remedy: Remedy) -> Result<(), CopyError> {
    let prefix = prefix(copy).ok_or_else(|| CopyError::Outside { copy: copy.to_owned() })?;
    let current = generate(root, dir, Paths::Relative(&prefix))?;
    let file = root.join(copy);
    let unreadable = |error| CopyError::Unreadable { copy: copy.to_owned(), error };
    let found = match fs::read_to_string(&file) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unreadable(error)),
    };
    // A checkout may have given the copy other line ends.
    if found.replace("\r\n", "\n") == current {
        return Ok(());
    }
    match remedy {
        Remedy::Report => Err(CopyError::Stale { copy: copy.to_owned() }),
        Remedy::Rewrite => {
            write(&file, &current)
                .map_err(|error| CopyError::Unwritable { copy: copy.to_owned(), error })?;
            Err(CopyError::Rewritten { copy: copy.to_owned() })
        }
    }
}

/// What leads from the copy's folder to the package root; nothing for a copy outside of it.
fn prefix(copy: &Path) -> Option<String> {
    let mut depth = 0_usize;
    for component in copy.components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            _ => return None,
        }
    }
    match depth {
        0 => None,
        1 => Some(".".to_owned()),
        _ => Some(vec![".."; depth - 1].join("/")),
    }
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)
}

/// Why the reviewed copy is not what it should be.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// The folder of migrations has problems of its own.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// The copy is not named relative to the package root, so relative paths cannot be made.
    #[error("{}: expected a file inside the package, named from its root on, like \"generated/migrations.rs\"", copy.display())]
    Outside {
        /// The copy as it was given.
        copy: PathBuf,
    },
    /// The copy was stale; it is current now.
    #[error("{}: was out of date and has been rewritten: look at the difference and commit it", copy.display())]
    Rewritten {
        /// The copy, from the package root on.
        copy: PathBuf,
    },
    /// The copy is stale and stays so, because the variable `CI` is set.
    #[error("{}: is out of date: run `cargo test` without the variable `CI`, which rewrites it, and commit it", copy.display())]
    Stale {
        /// The copy, from the package root on.
        copy: PathBuf,
    },
    /// The copy cannot be read.
    #[error("{}: cannot be read: {error}", copy.display())]
    Unreadable {
        /// The copy, from the package root on.
        copy: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The copy cannot be written.
    #[error("{}: cannot be written: {error}", copy.display())]
    Unwritable {
        /// The copy, from the package root on.
        copy: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

#[cfg(test)]
mod tests;
