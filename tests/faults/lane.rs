//! A lane of migrations that say in a table how often they ran.

use std::fs;

use schemalane::{
    Config, Dialect, Folder, Migrator, TargetName,
    sea_orm::{ConnectOptions, Database as Orm, DatabaseConnection},
};
use schemalane_testkit::{Command, Expectations};
use tempfile::TempDir;

/// A folder of SQL migrations.
pub(crate) struct Lane {
    folder: TempDir,
    versions: Vec<String>,
}

impl Lane {
    /// The table `probe`, and `count` migrations in all that write to it.
    pub(crate) fn probing(count: usize) -> Self {
        let mut lane = Self { folder: tempfile::tempdir().unwrap(), versions: Vec::new() };
        for version in 1..=count {
            let table = if version == 1 { "CREATE TABLE probe (version TEXT);\n" } else { "" };
            lane.add(&format!("{table}CREATE TABLE t{version} (id INT);"));
        }
        lane
    }

    /// Adds the next migration; it also says that it ran.
    pub(crate) fn add(&mut self, sql: &str) {
        let version = self.versions.len() + 1;
        let text = format!("{sql}\nINSERT INTO probe VALUES ('{version}');\n");
        fs::write(self.folder.path().join(format!("V{version}__step.sql")), text).unwrap();
        self.versions.push(version.to_string());
    }

    /// Writes the migration of this version anew.
    pub(crate) fn change(&mut self, version: usize, sql: &str) {
        let text = format!("{sql}\nINSERT INTO probe VALUES ('{version}');\n");
        fs::write(self.folder.path().join(format!("V{version}__step.sql")), text).unwrap();
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) fn migrator(&self, config: Config) -> Migrator {
        let folder = Folder::new(self.folder.path());
        Migrator::new(folder.manifest(&TargetName::DEFAULT, Dialect::Postgres).unwrap(), config)
    }

    /// What must hold of a database after any number of runs of it.
    pub(crate) fn expectations(&self) -> Expectations {
        let versions: Vec<_> = self.versions.iter().map(String::as_str).collect();
        Expectations::of(&versions)
    }
}

/// The program that applies a lane, as a process of its own.
pub(crate) fn up(lane: &Lane, url: &str) -> Command {
    let folder = lane.folder().display().to_string();
    Command::new(env!("CARGO_BIN_EXE_schemalane")).args([
        "migrate",
        "up",
        "--no-ledger",
        "--dir",
        &folder,
        "--database-url",
        url,
    ])
}

/// A pool for this URL that says nothing in the log.
pub(crate) async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).connect_lazy(true);
    Orm::connect(options).await.unwrap()
}
