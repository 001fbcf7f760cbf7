//! All cases, on full tables and on empty ones.

use crate::case::{self, Case};
use crate::run::{self, Found};
use rusqlite::Connection;
use schemalane_query::sqlite::Database;
use schemalane_query::{Analysis, Asked};

const SCHEMA: &str = include_str!("schema.sql");
const ROWS: &str = include_str!("rows.sql");

fn connection(rows: &str) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    connection.execute_batch(rows).unwrap();
    connection
}

/// `UPDATE_EXPECT=1` writes what is said into the files; the difference is there to be read.
#[test]
fn what_is_said_of_a_query_is_so() {
    let database = Database::of(connection("")).unwrap();
    let runs = [
        connection(ROWS),
        connection(""),
        connection(&format!("{ROWS}; DELETE FROM review; UPDATE book SET pages = NULL")),
        connection(&format!("{ROWS}; UPDATE author SET bio = NULL, born = NULL WHERE id = 1")),
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sqlite/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap()).collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in files {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let mut written = text.clone();
        for case in case::parse(&text) {
            count += 1;
            let asked = Asked { sql: &case.sql, parameters: &case.stated };
            let said = database.describe(&asked);
            let lines = case::lines(&said);
            let name = file.file_name().into_string().unwrap();
            if lines != case.expected {
                let (said, expected) = (lines.join("\n"), case.expected.join("\n"));
                written = rewritten(&written, &case, &said);
                wrong.push(format!("{name}: {}\nsaid:\n{said}\nexpected:\n{expected}\n", case.sql));
            }
            if let Ok(analysis) = said {
                let found = check(&runs, &case, &analysis);
                if !found.is_empty() {
                    wrong.push(format!("{name}: {}\n{}\n", case.sql, found.join("\n")));
                }
            }
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() && written != text {
            std::fs::write(file.path(), written).unwrap();
        }
    }
    assert!(count > 450, "only {count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases\n\n{}", wrong.len(), wrong.join("\n"));
}

fn rewritten(text: &str, case: &Case, said: &str) -> String {
    let blocks = text.split("\n\n").map(|block| {
        if case::parse(block).first().is_none_or(|one| one.sql != case.sql) {
            return block.trim_end().to_owned();
        }
        let is_kept = |line: &&str| {
            !["= ", "? ", "! ", "tables "].iter().any(|mark| line.starts_with(mark))
                && !["=", "write"].contains(line)
        };
        let kept: Vec<&str> = block.lines().filter(is_kept).collect();
        format!("{}\n{said}", kept.join("\n"))
    });
    blocks.collect::<Vec<_>>().join("\n\n") + "\n"
}

/// What runs show to be wrong with what was said.
fn check(runs: &[Connection], case: &Case, analysis: &Analysis) -> Vec<String> {
    let mut found = Found::default();
    let mut failed = 0;
    let sets = run::values(&analysis.parameters, &case.stated);
    for connection in runs {
        for values in &sets {
            run::run(connection, &case.sql, analysis, values, &mut found);
            failed += usize::from(found.failed.is_some());
        }
    }
    let mut wrong: Vec<String> = found.wrong.into_iter().collect();
    if failed == sets.len() * runs.len() {
        wrong.push(format!("no run: {}", found.failed.unwrap_or_default()));
    }
    for (place, column) in analysis.columns.iter().enumerate() {
        let is_excused = case.unseen.contains(&(place + 1));
        match (column.nullable, found.nulls.contains(&place)) {
            (true, false) if !is_excused => {
                wrong.push(format!("no row has a null in column {}", place + 1));
            }
            (true, true) if is_excused => {
                wrong.push(format!("a row does have a null in column {}", place + 1));
            }
            _ => {}
        }
    }
    wrong
}
