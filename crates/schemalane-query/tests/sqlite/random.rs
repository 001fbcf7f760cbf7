//! Random queries over random rows: what comes is what was said.
//!
//! A query is made by choices, each a byte, of which 0 is the simplest; proptest takes bytes away and makes them smaller.

use crate::grammar::{Choices, query, tables};
use crate::run::{self, Found};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use schemalane_query::Asked;
use schemalane_query::sqlite::Database;
use std::cell::Cell;

fn connection(schema: &str, rows: &str) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(schema).unwrap();
    connection.execute_batch(rows).unwrap();
    connection
}

#[test]
fn random_queries_are_what_was_said_of_them() {
    let full = std::env::var_os("SCHEMALANE_TEST_FULL").is_some();
    let cases = if full { 100_000 } else { 1_500 };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let bytes = proptest::collection::vec(any::<u8>(), 0..160);
    let accepted = Cell::new(0);
    let strategy = (proptest::collection::vec(any::<u8>(), 0..60), bytes);
    let result = TestRunner::new(config).run(&strategy, |(schema, text)| {
        accepted.set(accepted.get() + u32::from(check(schema, text)?));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(accepted.get() > cases / 3, "only {} of {cases} queries are any", accepted.get());
}

/// Whether SQLite accepts the query.
fn check(schema: Vec<u8>, text: Vec<u8>) -> Result<bool, TestCaseError> {
    let tables = tables(&mut Choices::new(schema));
    let (create, rows, fewer) = (tables.create(), tables.rows(), tables.fewer_rows());
    let sql = query(&mut Choices::new(text), &tables);
    let database = Database::of(connection(&create, "")).unwrap();
    let Ok(analysis) = database.describe(&Asked { sql: &sql, parameters: &[] }) else {
        return Ok(false);
    };
    let mut found = Found::default();
    for rows in [rows.as_str(), fewer.as_str(), ""] {
        let connection = connection(&create, rows);
        // What fails has given some rows, or none, and they were looked at.
        run::run(&connection, &sql, &analysis, &[], &mut found);
    }
    // SQLite's IN gives a value that it keeps in a register the affinity of what it is compared with, and whoever reads the
    // register next gets a text for a number.
    if sql.contains("IN (SELECT") || sql.contains("IN (WITH") {
        found.wrong.retain(|wrong| !wrong.contains("a value of type"));
    }
    prop_assert!(found.wrong.is_empty(), "{:?}\n{create}{rows}\n{sql}\n{analysis:?}", found.wrong);
    Ok(true)
}
