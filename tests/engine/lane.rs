//! A folder of migrations that a test writes, changes and takes files from.

use std::fs;

use schemalane::{
    Config, Dialect, Error, Folder, Function, Manifest, Migration, Migrator, RunReport,
    StatusReport, TargetName,
    sea_orm::{DatabaseConnection, DbBackend},
};
use tempfile::TempDir;

/// A folder of migrations, and the Rust ones among them compiled in.
pub(crate) struct Lane {
    folder: TempDir,
    compiled: Vec<Migration>,
}

impl Lane {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let lane = Self { folder: tempfile::tempdir().unwrap(), compiled: Vec::new() };
        for (name, text) in files {
            lane.write(name, text);
        }
        lane
    }

    /// A lane with one file.
    pub(crate) fn of(name: &str, text: &str) -> Self {
        Self::new(&[(name, text)])
    }

    /// Writes a file, or writes it anew.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Takes a file away.
    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.folder.path().join(name)).unwrap();
    }

    /// Adds a Rust migration: the text of its file does not matter here, its function does.
    pub(crate) fn rust(mut self, name: &'static str, step: Function) -> Self {
        self.write(name, name);
        let version = name[1..].split("__").next().unwrap();
        let checksum = schemalane_source::checksum(name);
        self.compiled.push(Migration::rust(version, "", name, checksum, step));
        self
    }

    pub(crate) fn manifest(&self, dialect: Dialect) -> Manifest {
        self.target(&TargetName::DEFAULT, dialect)
    }

    /// The lane of a named target, which is a folder in this one.
    pub(crate) fn target(&self, target: &TargetName, dialect: Dialect) -> Manifest {
        let compiled = Box::leak(self.compiled.clone().into_boxed_slice());
        let compiled: &'static Manifest =
            Box::leak(Box::new(Manifest::embedded(TargetName::DEFAULT, &[], "", compiled)));
        let targets = ["analytics", "billing", "eu", "us"].map(TargetName::from_static);
        let folder = Folder::new(self.folder.path());
        let folder = targets.into_iter().fold(folder, Folder::target);
        folder.compiled(Box::leak(Box::new([compiled]))).manifest(target, dialect).unwrap()
    }

    /// A migrator for the folder as it is now.
    pub(crate) fn migrator(&self, db: &DatabaseConnection, config: Config) -> Migrator {
        Migrator::new(self.manifest(dialect(db)), config)
    }

    /// `up` with the default configuration.
    pub(crate) async fn up(&self, db: &DatabaseConnection) -> Result<RunReport, Error> {
        self.up_with(db, Config::new()).await
    }

    pub(crate) async fn up_with(
        &self,
        db: &DatabaseConnection,
        config: Config,
    ) -> Result<RunReport, Error> {
        self.migrator(db, config).up(db).await
    }

    /// `status` with the default configuration.
    pub(crate) async fn status(&self, db: &DatabaseConnection) -> StatusReport {
        self.migrator(db, Config::new()).status(db).await.unwrap()
    }

    /// Each line of the status as `version State`.
    pub(crate) async fn states(&self, db: &DatabaseConnection) -> Vec<String> {
        states(&self.status(db).await)
    }
}

/// Each line of a status as `version State`.
pub(crate) fn states(report: &StatusReport) -> Vec<String> {
    let line = |migration: &schemalane::MigrationStatus| {
        format!("{} {}", migration.version.as_deref().unwrap_or("-"), migration.state.as_str())
    };
    report.migrations.iter().map(line).collect()
}

/// The versions that a run applied.
pub(crate) fn applied(report: &RunReport) -> Vec<&str> {
    report.applied.iter().map(|applied| applied.version.as_str()).collect()
}

/// The report of a run that a migration stopped.
pub(crate) fn failed(outcome: Result<RunReport, Error>) -> RunReport {
    match outcome {
        Err(Error::Migration { report }) => *report,
        other => panic!("expected a failed migration, not {other:?}"),
    }
}

/// Which dialect a connection speaks.
pub(crate) fn dialect(db: &DatabaseConnection) -> Dialect {
    match db.get_database_backend() {
        DbBackend::Postgres => Dialect::Postgres,
        _ => Dialect::Sqlite,
    }
}
