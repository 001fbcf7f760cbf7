//! All cases, on one server.

use crate::case::{self, Case};
use crate::run;
use schemalane_query::postgres::Describer;
use schemalane_testkit::{Database, Server};
use sqlx::{Connection as _, PgConnection};

const FILES: &[(&str, &str)] = &[("joins", include_str!("cases/joins.txt"))];

#[tokio::test]
async fn what_is_said_of_a_query_is_so() {
    let mut wrong = Vec::new();
    for (file, text) in FILES {
        let database = Server::shared().database();
        database.psql(include_str!("schema.sql"));
        wrong.extend(check(&database, file, &case::parse(text)).await);
    }
    assert!(wrong.is_empty(), "{} cases\n\n{}", wrong.len(), wrong.join("\n"));
}

/// The cases of a file that are not as they should be.
async fn check(database: &Database, file: &str, cases: &[Case]) -> Vec<String> {
    let mut described = PgConnection::connect(&database.url()).await.unwrap();
    let mut runs = PgConnection::connect(&database.url()).await.unwrap();
    let version = version(database);
    let mut describer = Describer::new(&mut described).await.unwrap();
    let mut wrong = Vec::new();
    for case in cases.iter().filter(|case| case.is_of(version)) {
        let (lines, analysis) = run::described(&mut describer, case).await;
        if lines != case.expected {
            wrong.push(format!(
                "{file}: {}\n{}\n  said:\n{}\n  expected:\n{}\n",
                case.title,
                case.sql(),
                lines.join("\n"),
                case.expected.join("\n")
            ));
        }
        if let Some(analysis) = analysis {
            let found = run::run(&mut runs, case, &analysis).await;
            if !found.is_empty() {
                wrong.push(format!("{file}: {}: {}", case.title, found.join("; ")));
            }
        }
    }
    wrong
}

fn version(database: &Database) -> u32 {
    database.psql("SHOW server_version_num")[..2].parse().unwrap()
}
