//! Every operator with values of every type: what comes is what was said.

use crate::run::{self, Found};
use rusqlite::Connection;
use rusqlite::types::Value;
use schemalane_query::sqlite::Database;
use schemalane_query::{Asked, Stated};

const TYPES: &[&str] = &["INTEGER", "REAL", "TEXT", "BLOB", "BOOLEAN", "ANY"];

/// Expressions of two values.
const EXPRESSIONS: &[&str] = &[
    "?1 + ?2",
    "?1 - ?2",
    "?1 * ?2",
    "?1 / ?2",
    "?1 % ?2",
    "?1 / 2",
    "?1 / 2.5",
    "?1 % 2",
    "?1 % 2.5",
    "2 / ?1 + ?2",
    "?1 * ?1 - ?2 * ?2",
    "?1 * ?2 * 0",
    "-?1 + ?2",
    "+?1 || ?2",
    "?1 || ?2",
    "?1 & ?2",
    "?1 | ?2",
    "?1 << ?2",
    "?1 >> ?2",
    "~?1 | ?2",
    "?1 = ?2",
    "?1 <> ?2",
    "?1 < ?2",
    "?1 >= ?2",
    "?1 IS ?2",
    "?1 IS NOT ?2",
    "?1 AND ?2",
    "?1 OR ?2",
    "NOT ?1 OR ?2",
    "?1 LIKE ?2",
    "?1 NOT LIKE ?2",
    "?1 GLOB ?2",
    "?1 IN (?2)",
    "?1 NOT IN (?2, 1)",
    "?1 BETWEEN ?2 AND 3",
    "?1 NOT BETWEEN 1 AND ?2",
    "(?1, 1) = (?2, 2)",
    "(?1, 1) < (?2, 2)",
    "(?1, 1) IS (?2, 2)",
    "?1 IS TRUE AND ?2 IS NOT FALSE",
    "CASE WHEN ?1 THEN ?2 ELSE 1 END",
    "CASE ?1 WHEN 1 THEN ?2 ELSE ?1 END",
    "coalesce(?1, ?2)",
    "nullif(?1, ?2)",
    "iif(?1, ?2, ?1)",
    "max(?1, ?2)",
    "min(?1, ?2, 1)",
    "CAST(?1 AS INTEGER) + CAST(?2 AS REAL)",
    "CAST(?1 AS TEXT) || CAST(?2 AS BLOB)",
    "CAST(?1 AS NUMERIC) * CAST(?2 AS NUMERIC)",
    "abs(?1) + sign(?2)",
    "round(?1) * round(?2, 1)",
    "substr(?1, 1, 2) || substr(?2, 1)",
    "printf('%s', ?1) || format('x%s', ?2)",
    "printf('%d', ?1) || ?2",
    "trim(?1) || ltrim(?2, ?1)",
    "length(?1) + instr(?1, ?2)",
    "hex(?1) || quote(?2)",
    "sum(?1) + ?2",
    "avg(?1) + ?2",
    "max(?1) || ?2",
    "total(?1) + count(?2)",
    "group_concat(?1, ?2)",
    "lag(?1, 1, ?2) OVER ()",
    "first_value(?1) OVER () = ?2",
];

fn values(data_type: &str, nullable: bool) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut values = match data_type {
        "INTEGER" => [0, 1, -3, 1 << 31].map(Value::Integer).to_vec(),
        "REAL" => [0.0, 1.5, -2.5, 1e308, -1e308, 1e-308].map(Value::Real).to_vec(),
        "TEXT" => vec![text(""), text("abc"), text("9e999"), text("-9e999"), text("5"), text("0")],
        "BLOB" => {
            vec![Value::Blob(Vec::new()), Value::Blob(vec![0]), Value::Blob(b"9e999".to_vec())]
        }
        "BOOLEAN" => [0, 1].map(Value::Integer).to_vec(),
        _ => vec![
            Value::Integer(2),
            Value::Real(f64::INFINITY),
            Value::Real(f64::NEG_INFINITY),
            text(""),
            Value::Blob(Vec::new()),
        ],
    };
    if nullable {
        values.push(Value::Null);
    }
    values
}

fn stated(data_type: &str, nullable: bool) -> Stated {
    Stated { data_type: Some(data_type.to_owned()), nullable: Some(nullable), list: false }
}

#[test]
fn operators_are_null_where_it_is_said() {
    let database = Database::of(Connection::open_in_memory().unwrap()).unwrap();
    let connection = Connection::open_in_memory().unwrap();
    let mut wrong = Vec::new();
    for expression in EXPRESSIONS {
        for left in TYPES {
            for right in TYPES {
                for nullable in [false, true] {
                    let sql = format!("SELECT {expression} AS x");
                    let parameters = [stated(left, false), stated(right, nullable)];
                    let asked = Asked { sql: &sql, parameters: &parameters };
                    let analysis = database.describe(&asked).unwrap();
                    let mut found = Found::default();
                    for first in values(left, false) {
                        for second in values(right, nullable) {
                            let bound = [first.clone(), second];
                            let before = found.wrong.len();
                            run::run(&connection, &sql, &analysis, &bound, &mut found);
                            if found.wrong.len() > before {
                                wrong.push(format!("{sql} {bound:?} {:?}", found.wrong));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_column_of_reals_is_taken_to_be_finite() {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch("CREATE TABLE t (r REAL NOT NULL)").unwrap();
    let database = Database::of(connection).unwrap();
    let sql = "SELECT r - r, r * 0, r * r - r * r, 9e999 - 9e999 FROM t";
    let analysis = database.describe(&Asked { sql, parameters: &[] }).unwrap();
    let nullable: Vec<bool> = analysis.columns.iter().map(|column| column.nullable).collect();
    assert_eq!(nullable, [false, false, true, true]);
}
