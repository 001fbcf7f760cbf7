//! Files and folders that only their owner can read.

use std::{
    fs::{DirBuilder, OpenOptions},
    io,
    path::Path,
};

/// Creates a folder and those around it, as far as they are not there.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Creates an empty file, which is an empty database to SQLite. It fails
/// where there is anything, also a link that leads nowhere.
pub(super) fn create_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Takes the rights of everybody else from a file that is there, whatever they
/// were; gives whether a file is there that is no link.
pub(super) fn keep_private(path: &Path) -> io::Result<Kept> {
    match path.symlink_metadata() {
        Ok(found) if found.is_symlink() => return Ok(Kept::Link),
        Ok(found) if found.is_file() => {}
        // A folder, or nothing: who opens it says why not.
        Ok(_) => return Ok(Kept::NoFile),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kept::NoFile),
        Err(error) => return Err(error),
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        let no_link = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        let flags = i32::try_from(no_link.bits()).unwrap_or_default();
        let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        let mut rights = file.metadata()?.permissions();
        if rights.mode() & 0o077 != 0 {
            rights.set_mode(0o600);
            file.set_permissions(rights)?;
        }
    }
    Ok(Kept::Private)
}

/// What stands where a private file is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// A file that nobody else can read any more.
    Private,
    /// A link, which may have been laid by somebody else and lead anywhere.
    Link,
    /// No file.
    NoFile,
}
