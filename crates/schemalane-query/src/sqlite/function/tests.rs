//! What the table says, tried on the engine.

use super::*;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

/// Functions that are no part of a query: they log, load programs, or tell how SQLite was made.
const LEFT_OUT: &[&str] = &[
    "load_extension",
    "sqlite_compileoption_get",
    "sqlite_compileoption_used",
    "sqlite_log",
    "subtype",
    // Operators, which have rules of their own.
    "->",
    "->>",
];

#[test]
fn every_function_of_sqlite_is_in_the_table() {
    let connection = Connection::open_in_memory().unwrap();
    let mut statement = connection
        .prepare("SELECT DISTINCT name, narg FROM pragma_function_list WHERE builtin")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    for (name, count) in rows.map(|row| row.unwrap()) {
        let (name, count): (String, i64) = (name, count);
        if LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        // Of those that take as many as one likes, -3 says that there are at least two.
        let counts = if count < 0 { vec![2, 3] } else { vec![usize::try_from(count).unwrap()] };
        let is_known = counts.iter().any(|count| find(&name, *count).is_some());
        assert!(is_known, "{name}/{count} is not in the table");
    }
}

fn pool(size: usize) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut values = vec![
        Value::Integer(1),
        text("abc"),
        Value::Null,
        text("$.a"),
        text("[1,{\"a\":null}]"),
        text(""),
        Value::Real(2.5),
        Value::Integer(0),
        Value::Blob(vec![0, 255]),
        text("{\"a\":1}"),
        Value::Integer(-7),
        text("2020-01-02"),
        text("now"),
        Value::Blob(Vec::new()),
        Value::Integer(i64::MAX),
        Value::Real(-1e308),
        text("%d%s"),
        text("é\\u0041"),
        text("null"),
        Value::Real(0.0),
    ];
    values.truncate(size);
    values
}

/// All ways to choose so many values.
fn combinations(count: usize) -> Vec<Vec<Value>> {
    let pool = pool([1, 20, 20, 20, 7, 4][count.min(5)]);
    (0..count).fold(vec![Vec::new()], |all, _| {
        let longer = |so_far: &Vec<Value>| {
            let so_far = so_far.clone();
            pool.iter().map(move |value| [so_far.as_slice(), std::slice::from_ref(value)].concat())
        };
        all.iter().flat_map(longer).collect()
    })
}

#[test]
fn functions_are_null_where_the_table_says() {
    let connection = Connection::open_in_memory().unwrap();
    let mut wrong = Vec::new();
    for function in FUNCTIONS {
        if matches!(function.form, Coalesce | Choice | Unless) {
            continue;
        }
        for count in function.least..=function.most.min(function.least.max(2) + 2) {
            wrong.extend(tried(&connection, function, count));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn tried(connection: &Connection, function: &Function, count: usize) -> Vec<String> {
    let name = function.name;
    let marks: Vec<String> = (1..=count).map(|number| format!("?{number}")).collect();
    let mut marks = marks.join(", ");
    if name == "likelihood" {
        marks = "?1, 0.5".to_owned();
    }
    let over = if function.form == Window { " OVER ()" } else { "" };
    let sql = match name.starts_with("current_") {
        true => format!("SELECT {name}"),
        false => format!("SELECT {name}({marks}){over}"),
    };
    let Ok(mut statement) = connection.prepare(&sql) else {
        return vec![format!("{sql} is refused")];
    };
    let mut wrong = Vec::new();
    for values in combinations(statement.parameter_count()) {
        let mut rows = statement.query(params_from_iter(&values)).unwrap();
        // What fails gives nothing, and so no null.
        let Ok(Some(row)) = rows.next() else { continue };
        let value = row.get_ref(0).unwrap();
        let is_null = value == ValueRef::Null;
        let has_null = values
            .iter()
            .enumerate()
            .any(|(place, value)| function.is_decided_by(place) && *value == Value::Null);
        let is_wrong = match function.rule {
            // Of other rows nothing follows.
            Exact if function.form == Window => is_null && !has_null,
            Exact => is_null != has_null,
            Strict => has_null && !is_null,
            Total => is_null && !has_null,
            Never => is_null,
            Maybe => false,
        };
        if is_wrong {
            wrong.push(format!("{sql} of {values:?} is {value:?}, and {:?}", function.rule));
        }
        if !is_of(function.gives, value) {
            wrong.push(format!("{sql} of {values:?} is {value:?}, not {:?}", function.gives));
        }
        if wrong.len() > 2 {
            break;
        }
    }
    wrong
}

fn is_of(gives: Gives, value: ValueRef<'_>) -> bool {
    match (gives, value) {
        (Part, ValueRef::Text(_) | ValueRef::Blob(_))
        | (_, ValueRef::Null)
        | (First | Common | Number | Unknown, _)
        | (Integer, ValueRef::Integer(_))
        | (Real, ValueRef::Real(_))
        | (Text, ValueRef::Text(_))
        | (Blob, ValueRef::Blob(_))
        | (Boolean, ValueRef::Integer(0 | 1)) => true,
        (Integer | Real | Text | Blob | Boolean | Part, _) => false,
    }
}
