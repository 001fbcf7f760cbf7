//! The library as docs/migrations.md shows it.

use std::{error::Error, path::Path};

use schemalane::{Config, DatabaseUrl, Dialect, Folder, Migrator, RunReport, TargetName};
use schemalane_testkit::Sqlite;

use crate::is_shown;

// shown: begin
/// Applies what lies in a folder to a SQLite database.
async fn apply(folder: &Path, url: &str) -> Result<RunReport, Box<dyn Error>> {
    let db = url.parse::<DatabaseUrl>()?.pool(10);
    let manifest = Folder::new(folder).manifest(&TargetName::DEFAULT, Dialect::Sqlite)?;
    Ok(Migrator::new(manifest, Config::new()).up(&db).await?)
}
// shown: end

#[tokio::test]
async fn a_folder_is_applied() {
    is_shown(include_str!("../../docs/migrations.md"), include_str!("library.rs"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("V1__a.sql"), "CREATE TABLE a (id INTEGER);\n").unwrap();
    let database = Sqlite::new();
    let report = apply(folder.path(), &database.url()).await.unwrap();
    assert_eq!(report.applied.len(), 1);
}
