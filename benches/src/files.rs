//! The same migrations, in the words of each tool.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

/// Small files that make one table each.
pub(crate) struct Files {
    folder: TempDir,
}

impl Files {
    pub(crate) fn new(count: usize) -> Self {
        let files = Self { folder: tempfile::tempdir().expect("a folder") };
        for folder in [files.flyways(), files.sqlx()] {
            fs::create_dir(folder).expect("a folder in it");
        }
        let mut script = String::new();
        for number in 1..=count {
            let text = text(number);
            let name = format!("table_number_{number}.sql");
            let flyways = files.flyways().join(format!("V{number}__{name}"));
            fs::write(flyways, &text).expect("a file");
            fs::write(files.sqlx().join(format!("{number}_{name}")), &text).expect("a file");
            writeln!(script, "BEGIN;\n{text}COMMIT;").expect("a text");
        }
        fs::write(files.script(), script).expect("a script");
        files
    }

    /// The folder that the lane and refinery read.
    pub(crate) fn flyways(&self) -> PathBuf {
        self.folder.path().join("flyway")
    }

    /// The folder that sqlx reads.
    pub(crate) fn sqlx(&self) -> PathBuf {
        self.folder.path().join("sqlx")
    }

    /// All of them for psql, each in its transaction.
    pub(crate) fn script(&self) -> PathBuf {
        self.folder.path().join("all.sql")
    }
}

/// The text of one file, for both databases.
pub(crate) fn text(number: usize) -> String {
    format!(
        "CREATE TABLE table_number_{number} (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
         CREATE INDEX index_number_{number} ON table_number_{number} (name);\n"
    )
}
