//! The variables that may name a database.

use std::{cell::OnceCell, env, ffi::OsString, path::PathBuf};

use super::{dotenv::DotEnv, searched::Absent};
use crate::{Error, resolve::Origin};

/// The variables of the process, and behind them those of a file `.env`.
#[derive(Clone, Debug)]
pub(super) struct Variables {
    /// Where the file is looked for, upwards; none where no file counts.
    folder: Option<PathBuf>,
    /// Read when it is needed: who names the database otherwise is not kept by a wrong line.
    file: OnceCell<Option<DotEnv>>,
}

/// A variable with a value.
pub(super) struct Set {
    pub(super) text: String,
    pub(super) origin: Origin,
    /// The folder that relative paths in it count from; none where that is the current one.
    pub(super) folder: Option<PathBuf>,
}

impl Variables {
    pub(super) const fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, file: OnceCell::new() }
    }

    /// The value of a variable: the process comes first, whatever it is set to there.
    pub(super) fn get(&self, name: &str) -> Result<Result<Set, Absent>, Error> {
        if let Some(value) = env::var_os(name) {
            let origin = Origin::Variable { name: name.to_owned() };
            return Ok(set(utf8(name, value)?, origin, None));
        }
        let Some(file) = self.file()? else { return Ok(Err(Absent::Unset(name.to_owned()))) };
        let Some(value) = file.get(name) else { return Ok(Err(Absent::Unset(name.to_owned()))) };
        let origin = Origin::DotEnv { name: name.to_owned(), file: file.path() };
        Ok(set(value.to_owned(), origin, file.found.folder.clone()))
    }

    /// The file, where there is one.
    pub(super) fn file(&self) -> Result<Option<&DotEnv>, Error> {
        if self.file.get().is_none() {
            let file = self.folder.as_deref().map(DotEnv::above).transpose()?.flatten();
            return Ok(self.file.get_or_init(|| file).as_ref());
        }
        Ok(self.file.get().and_then(Option::as_ref))
    }

    /// The variables that have a value and a name like one that may name a database, but are none
    /// of these.
    pub(super) fn strays(&self, looked_at: &[String]) -> Vec<String> {
        let process = env::vars_os().filter(|(_, value)| !value.is_empty());
        let process = process.filter_map(|(name, _)| name.into_string().ok());
        let file = self.file.get().and_then(Option::as_ref);
        let file = file.into_iter().flat_map(DotEnv::names).map(str::to_owned);
        let mut strays: Vec<_> = process
            .chain(file)
            .filter(|name| is_alike(name) && !looked_at.contains(name))
            .collect();
        strays.sort();
        strays.dedup();
        strays
    }
}

fn set(text: String, origin: Origin, folder: Option<PathBuf>) -> Result<Set, Absent> {
    match origin {
        Origin::Variable { name } | Origin::DotEnv { name, .. } if text.is_empty() => {
            Err(Absent::Empty(name))
        }
        origin => Ok(Set { text, origin, folder }),
    }
}

fn is_alike(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name == "DATABASE_URL"
        || name.starts_with("SCHEMALANE_DATABASE_URL")
        || name == "SCHEMALANE_URL"
}

/// A variable that is no text is set all the same: to go on without it, or with a part of it,
/// would be to go on with another database.
fn utf8(name: &str, value: OsString) -> Result<String, Error> {
    value.into_string().map_err(|_| Error::NotUtf8 { variable: name.to_owned() })
}

/// The value of a variable of the process; none where it is empty.
#[cfg(feature = "schema")]
pub(crate) fn environment(name: &str) -> Result<Option<String>, Error> {
    let value = env::var_os(name).filter(|value| !value.is_empty());
    value.map(|value| utf8(name, value)).transpose()
}
