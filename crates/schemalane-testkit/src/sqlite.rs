//! A place for a SQLite file.

use std::path::{Path, PathBuf};
use std::{env, fs};

use tempfile::TempDir;

use crate::address::encode;

/// A temporary folder, and in it the name of a SQLite file. Making it does not make the file. Dropping it removes both.
///
/// What is in the file is asked with the test's own driver: the kit has none.
///
/// ```
/// let sqlite = schemalane_testkit::Sqlite::new();
/// assert_eq!(sqlite.url(), format!("sqlite://{}?mode=rwc", sqlite.path().display()));
/// assert!(sqlite.files().is_empty());
/// ```
#[derive(Debug)]
pub struct Sqlite {
    folder: TempDir,
    name: String,
}

impl Sqlite {
    /// A file named `test.db` in a new folder.
    #[must_use]
    pub fn new() -> Self {
        Self::named("test.db")
    }

    /// A file with this name in a new folder.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::within(&env::temp_dir(), name)
    }

    /// A file named `test.db` in a new folder of this one.
    #[must_use]
    pub fn on(place: &Path) -> Self {
        Self::within(place, "test.db")
    }

    fn within(place: &Path, name: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("schemalane-sqlite-")
            .tempdir_in(place)
            .unwrap_or_else(|error| panic!("no temporary folder for a SQLite file: {error}"));
        Self { folder, name: name.to_owned() }
    }

    /// Where the file is, or will be.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    /// The folder around the file.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A URL that opens the file for writing and makes it where it does not exist.
    #[must_use]
    pub fn url(&self) -> String {
        self.url_with("mode=rwc")
    }

    /// A URL with these parameters, as they stand after the question mark; none for an empty text.
    #[must_use]
    pub fn url_with(&self, parameters: &str) -> String {
        let path =
            self.path().to_str().expect("the temporary folder has a name in UTF-8").to_owned();
        let path: Vec<_> = path.split('/').map(encode).collect();
        let mark = if parameters.is_empty() { "" } else { "?" };
        format!("sqlite://{}{mark}{parameters}", path.join("/"))
    }

    /// The names of the files in the folder, in order: shows what was created, and what was left behind.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let entries =
            fs::read_dir(self.folder()).expect("the folder of the SQLite file is still there");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry.expect("a readable folder").file_name().to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

impl Default for Sqlite {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_the_files_in_order_and_takes_the_folder_away() {
        let sqlite = Sqlite::named("my orders.db");
        fs::write(sqlite.path(), "").unwrap();
        fs::write(sqlite.folder().join("a"), "").unwrap();
        assert_eq!(sqlite.files(), ["a", "my orders.db"]);
        assert!(sqlite.url_with("").ends_with("/my%20orders.db"));
        assert!(sqlite.url_with("mode=ro").ends_with("/my%20orders.db?mode=ro"));
        let folder = sqlite.folder().to_owned();
        drop(sqlite);
        assert!(!folder.exists());
    }
}
