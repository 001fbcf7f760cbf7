//! Compares two PostgreSQL databases by what pg_dump writes of them.

use schemalane_testkit::{Database, Server};
use std::collections::BTreeMap;
use std::process::Command;

/// What differs, in words; empty where nothing does. The order of columns does not count.
pub(crate) fn differences(actual: &Database, wanted: &Database, with_rights: bool) -> Vec<String> {
    let (actual, wanted) = (statements(actual, with_rights), statements(wanted, with_rights));
    let mut found = Vec::new();
    for (statement, count) in &wanted {
        if actual.get(statement) != Some(count) {
            found.push(format!("missing: {statement}"));
        }
    }
    found.extend(
        actual
            .keys()
            .filter(|statement| !wanted.contains_key(*statement))
            .map(|other| format!("not wanted: {other}")),
    );
    found
}

/// The whole database with its rows, as text.
pub(crate) fn dump(database: &Database) -> String {
    let text = pg_dump(database, &["--inserts"]);
    // Newer versions write a random word into each dump.
    text.lines()
        .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn pg_dump(database: &Database, arguments: &[&str]) -> String {
    let output = Command::new(Server::shared().programs().join("pg_dump"))
        .args(["--exclude-table=_schema_migration", "--exclude-table=_schema_migration_id_seq"])
        .args(arguments)
        .arg(database.url())
        .output()
        .expect("pg_dump lies beside the server's programs");
    assert!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a dump is UTF-8")
}

/// Every statement of the schema and how often it is there, with the items of a CREATE TABLE in one order.
fn statements(database: &Database, with_rights: bool) -> BTreeMap<String, usize> {
    let mut arguments = vec!["--schema-only"];
    if !with_rights {
        arguments.extend(["--no-owner", "--no-privileges"]);
    }
    let text = pg_dump(database, &arguments);
    let mut found = BTreeMap::new();
    let mut statement = Vec::new();
    for line in text.lines() {
        let is_idle = statement.is_empty();
        if is_idle
            && (line.is_empty()
                // What new objects are born with is no fact of these.
                || ["--", "SET ", "SELECT pg_catalog", "\\", "ALTER DEFAULT PRIVILEGES"]
                    .iter()
                    .any(|start| line.starts_with(start)))
        {
            continue;
        }
        statement.push(line);
        if line.ends_with(';') && is_whole(&statement.join("\n")) {
            *found.entry(canonical(&statement)).or_insert(0) += 1;
            statement.clear();
        }
    }
    found
}

/// Whether no dollar quote and no BEGIN ATOMIC is open.
fn is_whole(text: &str) -> bool {
    let quotes = text.matches("$$").count() + text.matches("$_$").count();
    let atomic = text.matches("BEGIN ATOMIC").count();
    quotes.is_multiple_of(2) && text.matches("\nEND").count() >= atomic
}

fn canonical(lines: &[&str]) -> String {
    if !lines[0].starts_with("CREATE TABLE") && !lines[0].starts_with("CREATE UNLOGGED TABLE") {
        return lines.join("\n");
    }
    let mut items: Vec<&str> = lines[1..].iter().map(|line| line.trim_end_matches(',')).collect();
    items.sort_unstable();
    format!("{}\n{}", lines[0], items.join("\n"))
}
