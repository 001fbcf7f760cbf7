//! Files that are there whole, or not at all.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::Error;

/// Creates a folder and those around it.
pub(crate) fn create_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(failed("create the folder", path))
}

/// Creates a file where there is none: it cannot come into being between a look and here without an error.
pub(super) fn create(path: &Path, text: &str) -> Result<(), Error> {
    let file = new(path).map_err(failed("write", path))?;
    fill(file, path, text).map_err(failed("write", path))
}

/// Puts a file in the place of what is there. It is written beside it first, so that nobody sees a part of it; a link is
/// replaced, and the file that it leads to stays as it is.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    Beside::write(path, text)?.put()
}

/// Puts files in the place of what is there: each is written beside its place before the first of them goes there, so
/// that a full disk or a missing right changes none.
#[cfg(feature = "schema")]
pub(crate) fn replace_all<'f>(
    files: impl IntoIterator<Item = (&'f Path, &'f str)>,
) -> Result<(), Error> {
    let written = files.into_iter().map(|(path, text)| {
        path.parent().map_or(Ok(()), create_folder)?;
        Beside::write(path, text)
    });
    let written: Vec<_> = written.collect::<Result<_, _>>()?;
    written.into_iter().try_for_each(Beside::put)
}

/// A file that is whole, and not yet in its place. It goes where it does not get there.
struct Beside {
    file: PathBuf,
    place: PathBuf,
}

impl Beside {
    fn write(place: &Path, text: &str) -> Result<Self, Error> {
        let mut name = OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(".new");
        let file = place.with_file_name(name);
        // One that somebody has left there, who was stopped.
        let _ = fs::remove_file(&file);
        let opened = new(&file).map_err(failed("write", &file))?;
        fill(opened, &file, text).map_err(failed("write", &file))?;
        Ok(Self { file, place: place.to_owned() })
    }

    fn put(self) -> Result<(), Error> {
        fs::rename(&self.file, &self.place).map_err(failed("overwrite", &self.place))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // In its place it is not here any more.
        let _ = fs::remove_file(&self.file);
    }
}

fn new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Writes the text of a new file, which goes where that fails.
fn fill(mut file: File, path: &Path, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes()).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::File { action, path, source }
}
