//! Files that say which database is meant, and where they are looked for.

use std::{
    env, fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use schemalane_source::{Project, ProjectError, may_hold_secret};

use crate::Error;

/// Names the project's file.
const CONFIG: &str = "SCHEMALANE_CONFIG";

/// A file that was looked for, and where it is.
#[derive(Clone, Debug)]
pub(super) struct Located {
    /// Its path as it is shown: by its name where it lies in the current folder.
    pub(super) path: PathBuf,
    /// The folder that relative paths in it count from; none where that is the current one.
    pub(super) folder: Option<PathBuf>,
}

impl Located {
    fn new(path: PathBuf) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let is_current = folder == Path::new("") || current().is_some_and(|it| it == folder);
        match path.file_name() {
            Some(name) if is_current => Self { path: PathBuf::from(name), folder: None },
            _ => Self { path, folder: Some(folder) },
        }
    }
}

/// A `schemalane.toml` that was read.
#[derive(Clone, Debug)]
pub(super) struct ProjectFile {
    pub(super) found: Located,
    pub(super) project: Project,
}

impl ProjectFile {
    /// The file that `SCHEMALANE_CONFIG` names.
    pub(super) fn named() -> Result<Option<Self>, Error> {
        let Some(name) = env::var_os(CONFIG).filter(|name| !name.is_empty()) else {
            return Ok(None);
        };
        // A URL may hold a password, and this would be shown.
        let text = name.to_string_lossy();
        if text.contains("://") || may_hold_secret(&text) {
            return Err(Error::ConfigIsUrl);
        }
        Self::read(Located::new(PathBuf::from(name))).map(Some)
    }

    /// The first one from a folder upwards, as cargo looks for its own.
    #[cfg(feature = "cli")]
    pub(super) fn above(folder: &Path) -> Result<Option<Self>, Error> {
        above(folder, Project::FILE)?.map(Self::read).transpose()
    }

    /// The one of a folder.
    pub(super) fn of(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join(Project::FILE);
        if !is_there(&path) {
            return Ok(None);
        }
        Self::read(Located::new(path)).map(Some)
    }

    fn read(found: Located) -> Result<Self, Error> {
        let text = read(&found.path)
            .and_then(|text| String::from_utf8(text).map_err(io::Error::other))
            .map_err(|source| ProjectError::Unreadable { source })
            .and_then(|text| Project::parse(&text));
        match text {
            Ok(project) => Ok(Self { found, project }),
            Err(source) => Err(Error::Project { file: found.path, source }),
        }
    }
}

/// More than a file of this kind ever has.
const LARGEST: u64 = 1 << 20;

/// The whole of a file, if that is not endless.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 1 MiB"));
    }
    Ok(text)
}

/// The current folder; none where it is gone.
pub(super) fn current() -> Option<PathBuf> {
    env::current_dir().ok()
}

/// The first file of this name from a folder upwards.
///
/// # Errors
///
/// It lies above the folder and belongs to somebody else than the folder does: where others can
/// write, as in `/tmp`, a file could choose a database for everybody who works below it.
pub(super) fn above(start: &Path, name: &str) -> Result<Option<Located>, Error> {
    for folder in start.ancestors() {
        let path = folder.join(name);
        if !is_there(&path) {
            continue;
        }
        if folder != start && is_foreign(&path, start) {
            return Err(Error::ForeignFile { path });
        }
        // What is not one may never end.
        if !path.is_file() {
            return Err(Error::NotAFile { path });
        }
        return Ok(Some(Located::new(path)));
    }
    Ok(None)
}

/// Whether anything but a folder has this name.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok() && !path.is_dir()
}

#[cfg(unix)]
fn is_foreign(path: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let owner = |path: &Path| path.symlink_metadata().ok().map(|it| it.uid());
    owner(path).is_some_and(|it| it != 0 && Some(it) != owner(folder))
}

#[cfg(not(unix))]
const fn is_foreign(_: &Path, _: &Path) -> bool {
    false
}
