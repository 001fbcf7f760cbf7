//! All cases, on one server.

use crate::case::{self, Case};
use crate::run;
use schemalane_query::postgres::Describer;
use schemalane_testkit::{Database, Server};
use sqlx::{Connection as _, PgConnection};
use std::fs;
use std::path::{Path, PathBuf};

#[tokio::test]
async fn what_is_said_of_a_query_is_so() {
    let wrong = check_all(Server::shared()).await;
    assert!(wrong.is_empty(), "{} cases\n\n{}", wrong.len(), wrong.join("\n"));
}

/// The cases of all files that are not as they should be.
pub(crate) async fn check_all(server: &Server) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgres/cases");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for file in files {
        let database = server.database();
        database.psql(include_str!("schema.sql"));
        if version(&database) >= 18 {
            database.psql(include_str!("schema.18.sql"));
        }
        wrong.extend(check(&database, &file).await);
    }
    wrong
}

/// The cases of a file that are not as they should be.
async fn check(database: &Database, file: &Path) -> Vec<String> {
    let mut cases = case::parse(&fs::read_to_string(file).unwrap());
    let name = file.file_stem().unwrap().to_str().unwrap();
    let mut described = PgConnection::connect(&database.url()).await.unwrap();
    let mut runs = PgConnection::connect(&database.url()).await.unwrap();
    let version = version(database);
    let mut describer = Describer::new(&mut described).await.unwrap();
    let mut wrong = Vec::new();
    for case in cases.iter_mut().filter(|case| case.is_of(version)) {
        let (lines, analysis) = run::described(&mut describer, case).await;
        if is_updated() {
            case.expected.clone_from(&lines);
        }
        if lines != case.expected {
            let (said, expected) = (lines.join("\n"), case.expected.join("\n"));
            let sql = case.sql();
            wrong.push(format!(
                "{name}: {}\n{sql}\n  said:\n{said}\n  expected:\n{expected}\n",
                case.title
            ));
        }
        if let Some(analysis) = analysis.filter(|_| !case.is_unrun) {
            let found = run::run(&mut runs, case, &analysis).await;
            if !found.is_empty() {
                wrong.push(format!("{name}: {}: {}", case.title, found.join("; ")));
            }
        }
    }
    if is_updated() {
        let texts: Vec<String> = cases.iter().map(Case::render).collect();
        fs::write(file, texts.join("\n")).unwrap();
    }
    wrong
}

fn is_updated() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

fn version(database: &Database) -> u32 {
    database.psql("SHOW server_version_num")[..2].parse().unwrap()
}
