//! Files that are there whole, or not at all.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
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
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    let beside = path.with_file_name(name);
    // One that somebody has left there, who was stopped.
    let _ = fs::remove_file(&beside);
    let file = new(&beside).map_err(failed("write", &beside))?;
    fill(file, &beside, text).map_err(failed("write", &beside))?;
    fs::rename(&beside, path).map_err(|source| {
        let _ = fs::remove_file(&beside);
        failed("overwrite", path)(source)
    })
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
