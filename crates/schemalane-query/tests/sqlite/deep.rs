//! Queries that are deep or large.

use rusqlite::Connection;
use schemalane_query::sqlite::Database;
use schemalane_query::{Analysis, Asked, Refusal};

fn described(sql: String) -> Result<Analysis, Refusal> {
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let thread = small.spawn(move || {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (n INTEGER NOT NULL, m INTEGER)").unwrap();
        let database = Database::of(connection).unwrap();
        database.describe(&Asked { sql: &sql, parameters: &[] })
    });
    thread.unwrap().join().unwrap()
}

fn nested(before: &str, inner: &str, after: &str, depth: usize) -> String {
    before.repeat(depth) + inner + &after.repeat(depth)
}

#[test]
fn what_is_nested_deeply_is_no_danger_for_the_stack() {
    for inner in [
        nested("(", "n", ")", 90),
        nested("(", "n", ")", 900),
        nested("(", "n", ")", 100_000),
        nested("-(", "n", ")", 400),
        nested("(1 + ", "n", ")", 400),
        nested("abs(", "n", ")", 300),
        nested("CASE WHEN n THEN ", "n", " ELSE 0 END", 300),
        nested("(SELECT ", "n", ")", 90),
        nested("coalesce(m, ", "n", ")", 300),
        nested("n IN (SELECT ", "n", " FROM t)", 90),
    ] {
        let sql = format!("SELECT {inner} AS x FROM t");
        if let Err(refusal) = described(sql) {
            assert!(
                refusal.message.contains("depth") || refusal.message.contains("stack"),
                "{refusal}"
            );
        }
    }
    let from = nested("(SELECT * FROM ", "t", ")", 60);
    described(format!("SELECT * FROM {from}")).unwrap();
}

#[test]
fn what_is_long_is_understood() {
    let column = |sql: &str| described(sql.to_owned()).unwrap().columns.remove(0);
    let many = |operator: &str| vec!["n > 1"; 900].join(operator);
    assert!(!column(&format!("SELECT {} AS x FROM t", many(" AND "))).nullable);
    assert!(!column(&format!("SELECT {} AS x FROM t", many(" OR "))).nullable);
    assert!(!column(&format!("SELECT {} AS x FROM t", vec!["n"; 900].join(" || "))).nullable);
    assert!(!column(&format!("SELECT n AS x FROM t WHERE {}", many(" AND "))).nullable);
    let union = vec!["SELECT n FROM t"; 400].join(" UNION ALL ");
    assert!(!column(&union).nullable);
    let values = vec!["(1)"; 400].join(", ");
    assert!(!column(&format!("VALUES {values}")).nullable);
}
