//! Where the ledger lies.

use std::{
    env,
    path::{Path, PathBuf},
};

use schemalane_source::may_hold_secret;

use super::private::{self, Kept};
use crate::{
    Error,
    resolve::Origin,
    url::{DatabaseUrl, Secret, file_url},
};

/// The choice of a location.
#[derive(Clone, Debug)]
pub(crate) enum Location {
    /// The user's state folder.
    Default,
    /// A path or a URL that was given.
    Named(Secret),
    /// No ledger at all.
    Nowhere,
}

impl Location {
    /// The location that a flag names, else the environment, else the default.
    pub(crate) fn of(flag: Option<Secret>) -> Self {
        let variable = || {
            let location = env::var_os("SCHEMALANE_LEDGER").filter(|location| !location.is_empty());
            location.map(|location| location.to_string_lossy().into_owned())
        };
        flag.or_else(|| variable().map(Secret::from)).map_or(Self::Default, Self::Named)
    }

    /// The database that it means. The folder of the default location is made,
    /// and so is a file that is to be made: what ran where is for its owner,
    /// also where the file has been there before. It is never looked for
    /// behind a link.
    pub(crate) fn url(&self) -> Result<DatabaseUrl, Error> {
        let url = self.parse()?;
        let Some(file) = url.file() else { return Ok(url) };
        if url.file_to_make().is_some() {
            // Where it cannot be made, opening it will say why.
            let _there_already = private::create_file(file);
        }
        let kept = if url.is_read_only() { Kept::Private } else { Self::keep(file)? };
        if kept == Kept::Link {
            return Err(Error::LedgerLink { path: file.to_owned() });
        }
        Ok(url)
    }

    fn keep(file: &Path) -> Result<Kept, Error> {
        private::keep_private(file).map_err(|source| Error::File {
            action: "keep to its owner",
            path: file.to_owned(),
            source,
        })
    }

    fn parse(&self) -> Result<DatabaseUrl, Error> {
        let text = match self {
            Self::Nowhere => return Err(Error::NoLedger),
            Self::Named(location) if is_url(location.expose()) => location.expose().to_owned(),
            // A URL without its scheme, password and all, and no path.
            Self::Named(location) if may_hold_secret(location.expose()) => {
                location.expose().to_owned()
            }
            Self::Named(location) => file_url(Path::new(location.expose())),
            Self::Default => {
                let folder = state_folder().ok_or(Error::NoStateFolder)?.join("schemalane");
                private::create_folder(&folder).map_err(|source| Error::File {
                    action: "create",
                    path: folder.clone(),
                    source,
                })?;
                file_url(&folder.join("ledger.db"))
            }
        };
        text.parse().map_err(|source| Error::BadUrl { origin: Origin::Ledger, source })
    }
}

/// Whether a location is a URL. A path may well have a colon in it.
fn is_url(location: &str) -> bool {
    location.contains("://") || location.starts_with("sqlite:")
}

/// Where programs of a user keep what is neither configuration nor cache:
/// the XDG base directory specification, and its like elsewhere.
fn state_folder() -> Option<PathBuf> {
    let folder =
        |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        return folder("LOCALAPPDATA");
    }
    folder("XDG_STATE_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/state")))
}
