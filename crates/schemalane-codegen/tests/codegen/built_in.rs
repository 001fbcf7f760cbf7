//! Every type that the server has by itself: it has a Rust type, by the table of docs/codegen.md, and goes there and back
//! in the golden schema; or it is an error with its way out.

use crate::cases::settled;
use crate::golden::schema;
use crate::types::database;
use schemalane_codegen::{Problem, Settings, generate};
use schemalane_testkit::{Database, Server};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// The names of types by their numbers, as a query gives them.
fn types(database: &Database, sql: &str) -> BTreeMap<u32, String> {
    let mut client = database.client();
    let rows = client.simple(sql).unwrap().rows;
    let text = |value: &Option<String>| value.clone().unwrap();
    rows.iter().map(|row| (text(&row[0]).parse().unwrap(), text(&row[1]))).collect()
}

const ALL: &str = "SELECT oid, format_type(oid, NULL) FROM pg_type
    WHERE oid < 16384 AND typtype IN ('b', 'r', 'm', 'd') AND typcategory <> 'A' ORDER BY oid";

/// The types that the document gives a Rust type, by what the server calls them.
fn documented(database: &Database) -> BTreeSet<String> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/codegen.md");
    let document = std::fs::read_to_string(place).unwrap();
    let lines = document.lines().skip_while(|line| !line.starts_with("| PostgreSQL |"));
    let cells =
        lines.take_while(|line| line.starts_with('|')).filter_map(|line| line.split('|').nth(1));
    let mut names = BTreeSet::new();
    for name in cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        let sql = format!("SELECT to_regtype($a${name}$a$)::oid, to_regtype($a${name}$a$)::text");
        let found = database.client().simple(&sql).unwrap().rows.remove(0);
        // Those of extensions are not there.
        names.extend(found.into_iter().nth(1).flatten());
    }
    names
}

#[tokio::test]
async fn every_built_in_type_has_a_rust_one_or_says_what_gives_it_one() {
    let database = Server::shared().database();
    let all = types(&database, ALL);
    let without_array = types(
        &database,
        &format!("SELECT oid, '' FROM ({ALL}) x JOIN pg_type USING (oid) WHERE typarray = 0"),
    );
    let mut files = String::new();
    for (oid, name) in &all {
        let array = if without_array.contains_key(oid) { "" } else { "[]" };
        writeln!(
            files,
            "CREATE TABLE b{oid} (x {name}); CREATE DOMAIN d{oid} AS {name};
             CREATE TABLE a{oid} (x {name}{array}, y d{oid}[]);
             CREATE TYPE c{oid} AS (x d{oid}, y d{oid}[]); CREATE TABLE n{oid} (x c{oid}, y c{oid}[]);"
        )
        .unwrap();
    }
    let beside = schemalane_schema::Database::postgres(database.url().parse().unwrap());
    let schema = schema(&files, &beside).await;
    let problems = generate(&schema, &Settings::default(), "x").unwrap_err();
    let mut without = BTreeSet::new();
    for problem in problems.as_slice() {
        let told = problem.told().to_string();
        assert!(
            told.contains("\nhelp: under [codegen.types], say ") && told.contains("\"String\""),
            "{told}"
        );
        match problem {
            Problem::NoType { object, database_type, .. } if object.starts_with('b') => {
                without.insert(database_type.clone());
            }
            Problem::NoType { .. } | Problem::NoAttribute { .. } => {}
            other => panic!("{other}"),
        }
    }
    let with: BTreeSet<String> =
        all.values().filter(|name| !without.contains(*name)).cloned().collect();
    assert_eq!(with, documented(&database), "the table of docs/codegen.md");
    // The internal ones, and those of the information schema.
    assert!(without.len() < 20, "{without:?}");

    let golden = self::database();
    let columns = "SELECT DISTINCT oid, format_type(oid, NULL) FROM pg_type WHERE oid IN (SELECT atttypid FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0)";
    let shown: BTreeSet<String> = types(&golden, columns).into_values().collect();
    let missing: Vec<_> = with.difference(&shown).collect();
    assert!(missing.is_empty(), "these do not go there and back in the golden schema: {missing:?}");

    // With the lines that the problems name there is code for every one, and domains are read as what they are.
    let made = settled("built in", &schema, "sqlx");
    let composites = &made.files["composites.rs"];
    let mut read = 0;
    for (name, body) in
        composites.split("pub struct C").skip(1).map(|it| it.split_once(' ').unwrap())
    {
        let end = body.find("fn value").unwrap();
        for said in body[..end].split("take_of(").skip(1) {
            assert_eq!(said.split_once(')').unwrap().0, name, "domain over {name}");
            read += 1;
        }
    }
    assert!(read > 80, "{read} domains");
}
