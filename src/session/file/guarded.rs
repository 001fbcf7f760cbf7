//! Opening a lock in a folder where somebody else may have laid something out.

use std::{
    fmt,
    fs::{File, Metadata, OpenOptions},
    io,
    path::Path,
};

use schemalane_source::Told;

use super::LockError;

/// Why what stands where the lock of a SQLite database belongs is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnsafeLock {
    /// A link, which may lead to any file.
    Link,
    /// A folder, a pipe or a device.
    NoFile,
    /// A file that has another name, too.
    SecondName,
    /// A file that no lock is.
    Contents,
    /// The folder belongs to another user, who may put anything there at any time.
    FolderOfAnother {
        /// The number of that user.
        owner: u32,
    },
    /// Everybody may put anything into the folder, and take it away.
    OpenFolder,
}

impl UnsafeLock {
    /// What is said of it: the fact, and the way out.
    pub(crate) fn told(&self) -> Told {
        match self {
            Self::Link => {
                Told::new("it is a link, which may lead to any file: nothing was written")
                    .help("find out who laid it, and remove it")
            }
            Self::NoFile => Told::new(
                "it is a folder, a pipe or a device, and no file: nothing was written",
            )
            .help("remove it"),
            Self::SecondName => Told::new(
                "the file has another name, too, and would be written under both: nothing was \
                 written",
            )
            .help("find out who gave it, and remove this one"),
            Self::Contents => Told::new(
                "a file with something else in it stands where the lock belongs: nothing was \
                 written",
            )
            .help("move it away"),
            Self::FolderOfAnother { owner } => Told::new(format!(
                "the folder belongs to another user (number {owner}), who may put a link there at \
                 any time: nothing was written"
            ))
            .help("run as that user, or give the folder to the one who migrates"),
            Self::OpenFolder => {
                Told::new("everybody may write to the folder: nothing was written").help(
                    "take that right away (chmod o-w), or put the database into a folder of its own",
                )
            }
        }
    }
}

impl fmt::Display for UnsafeLock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

/// A lock that was opened, and whether it may be written to.
pub(super) struct Opened {
    pub(super) file: File,
    pub(super) is_ours: bool,
}

/// Opens the lock, or makes it where there is nothing; never through a link,
/// and never anything but a file. `None` where it went meanwhile, or was
/// replaced: its holder is about to let go of it.
pub(super) fn open(path: &Path) -> Result<Option<Opened>, LockError> {
    look_at_folder(path)?;
    let mut new = OpenOptions::new();
    match new.read(true).write(true).create_new(true).open(path) {
        Ok(file) => return Ok(Some(Opened { file, is_ours: true })),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.into()),
    }
    let Some(found) = unless_gone(path.symlink_metadata())? else { return Ok(None) };
    refuse(&found)?;
    let is_ours = is_ours(&found);
    let Some(file) = unless_gone(without_links().write(is_ours).open(path))? else {
        return Ok(None);
    };
    let opened = file.metadata()?;
    refuse(&opened)?;
    Ok(is_same(&opened, &found).then_some(Opened { file, is_ours }))
}

fn unless_gone<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens what may be a lock, to read from it.
pub(super) fn open_to_look(path: &Path) -> Result<File, LockError> {
    refuse(&path.symlink_metadata()?)?;
    let file = without_links().open(path)?;
    refuse(&file.metadata()?)?;
    Ok(file)
}

/// Whether a file is what stands at this place.
pub(super) fn is_still_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(ours), Ok(there)) => is_same(&ours, &there),
        _ => false,
    }
}

/// Refuses anything but a file of one name.
fn refuse(found: &Metadata) -> Result<(), LockError> {
    if found.is_symlink() {
        Err(LockError::Unsafe(UnsafeLock::Link))
    } else if !found.is_file() {
        Err(LockError::Unsafe(UnsafeLock::NoFile))
    } else if has_second_name(found) {
        Err(LockError::Unsafe(UnsafeLock::SecondName))
    } else {
        Ok(())
    }
}

#[cfg(unix)]
mod system {
    use std::{
        fs::{Metadata, OpenOptions},
        os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
        path::Path,
    };

    use rustix::fs::OFlags;

    use super::{LockError, UnsafeLock};

    /// The user that may do everything anyhow.
    const ROOT: u32 = 0;

    /// Refuses a folder in which somebody else than we and the system's own
    /// user may lay a file out. Of a folder with the sticky bit, such as /tmp,
    /// nobody takes away what is another's.
    pub(super) fn look_at_folder(path: &Path) -> Result<(), LockError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let found = folder.unwrap_or(Path::new(".")).metadata()?;
        let (owner, mode) = (found.uid(), found.mode());
        let is_trusted = owner == ROOT || owner == rustix::process::geteuid().as_raw();
        if !is_trusted {
            Err(LockError::Unsafe(UnsafeLock::FolderOfAnother { owner }))
        } else if mode & 0o002 != 0 && mode & 0o1000 == 0 {
            Err(LockError::Unsafe(UnsafeLock::OpenFolder))
        } else {
            Ok(())
        }
    }

    /// What follows no link, and waits for nobody at the other end of a pipe.
    pub(super) fn without_links() -> OpenOptions {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
        options
    }

    pub(super) fn is_ours(found: &Metadata) -> bool {
        found.uid() == rustix::process::geteuid().as_raw()
    }

    pub(super) fn has_second_name(found: &Metadata) -> bool {
        // None at all: its last holder has just removed it.
        found.nlink() > 1
    }

    pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    }
}

/// Elsewhere an open file cannot be replaced.
#[cfg(not(unix))]
mod system {
    use std::{
        fs::{Metadata, OpenOptions},
        path::Path,
    };

    use schemalane_source::Told;

    use super::LockError;

    pub(super) fn look_at_folder(_path: &Path) -> Result<(), LockError> {
        Ok(())
    }

    pub(super) fn without_links() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.read(true);
        options
    }

    pub(super) fn is_ours(_found: &Metadata) -> bool {
        true
    }

    pub(super) fn has_second_name(_found: &Metadata) -> bool {
        false
    }

    pub(super) fn is_same(_one: &Metadata, _other: &Metadata) -> bool {
        true
    }
}

use self::system::{has_second_name, is_ours, is_same, look_at_folder, without_links};
