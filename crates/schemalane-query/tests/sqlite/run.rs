//! Runs queries, and compares what comes with what was said.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};
use schemalane_query::{Analysis, Parameter, Stated};
use std::collections::{BTreeMap, BTreeSet};

/// What was found wrong, and the columns that a row has shown null.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) wrong: BTreeSet<String>,
    pub(crate) nulls: BTreeSet<usize>,
    pub(crate) failed: Option<String>,
}

/// Runs a query with values, and takes back what it wrote.
pub(crate) fn run(
    connection: &Connection,
    sql: &str,
    analysis: &Analysis,
    values: &[Value],
    found: &mut Found,
) {
    connection.execute_batch("SAVEPOINT run").unwrap();
    let failed = rows(connection, sql, analysis, values, found).err();
    found.failed = failed.map(|error| error.to_string());
    connection.execute_batch("ROLLBACK TO run; RELEASE run").unwrap();
}

fn rows(
    connection: &Connection,
    sql: &str,
    analysis: &Analysis,
    values: &[Value],
    found: &mut Found,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let mut nulls = Vec::new();
        for (place, column) in analysis.columns.iter().enumerate() {
            let value = row.get_ref(place)?;
            let is_null = value == ValueRef::Null;
            nulls.push(is_null);
            if is_null {
                found.nulls.insert(place);
            }
            if is_null && !column.nullable {
                found.wrong.insert(format!("a null in column {}", place + 1));
            }
            if !fits(column.data_type.as_deref(), value) {
                let kind = value.data_type();
                found.wrong.insert(format!("a value of type {kind} in column {}", place + 1));
            }
        }
        together(analysis, &nulls, found);
    }
    Ok(())
}

/// Columns of one outer-joined row go null together.
fn together(analysis: &Analysis, nulls: &[bool], found: &mut Found) {
    let mut rows: BTreeMap<u32, Vec<(usize, bool)>> = BTreeMap::new();
    for (place, column) in analysis.columns.iter().enumerate() {
        if let Some(row) = column.joined {
            rows.entry(row).or_default().push((place, column.nullable_in_row));
        }
    }
    for columns in rows.into_values() {
        let is_there = columns.iter().any(|(place, _)| !nulls[*place]);
        for (place, nullable) in columns {
            if is_there && !nullable && nulls[place] {
                found.wrong.insert(format!("column {} is null in a row that is there", place + 1));
            }
        }
    }
}

/// Whether a value is what its column's type means.
fn fits(data_type: Option<&str>, value: ValueRef<'_>) -> bool {
    match (data_type.unwrap_or_default(), value) {
        (_, ValueRef::Null) | ("" | "ANY", _) => true,
        ("INTEGER" | "INT", value) => matches!(value, ValueRef::Integer(_)),
        ("REAL" | "NUMERIC", value) => matches!(value, ValueRef::Integer(_) | ValueRef::Real(_)),
        ("TEXT" | "DATE" | "JSON" | "VARCHAR", value) => matches!(value, ValueRef::Text(_)),
        ("BLOB", value) => matches!(value, ValueRef::Blob(_)),
        ("BOOLEAN", value) => matches!(value, ValueRef::Integer(0 | 1)),
        (other, _) => panic!("a type that the test does not know: {other}"),
    }
}

/// Some sets of values for parameters.
pub(crate) fn values(parameters: &[Parameter], stated: &[Stated]) -> Vec<Vec<Value>> {
    let set = |round: usize| {
        let one = |(place, parameter): (usize, &Parameter)| {
            let is_list = stated.get(place).is_some_and(|stated| stated.list);
            value(parameter, is_list, round)
        };
        parameters.iter().enumerate().map(one).collect::<Vec<Value>>()
    };
    (0..if parameters.is_empty() { 1 } else { 4 }).map(set).collect()
}

fn value(parameter: &Parameter, is_list: bool, round: usize) -> Value {
    if is_list {
        let lists = match parameter.data_type.as_deref() {
            Some("TEXT") => ["[\"Ada\",\"Bo\"]", "[]", "[\"x\"]", "[\"Cy\"]"],
            _ => ["[1,2]", "[]", "[1815]", "[3]"],
        };
        return Value::Text(lists[round].to_owned());
    }
    if parameter.nullable && round == 3 {
        return Value::Null;
    }
    let number = [1, 2, 0, 100][round];
    match parameter.data_type.as_deref() {
        Some("INTEGER" | "INT" | "ANY") => Value::Integer(number),
        Some("BOOLEAN") => Value::Integer(number % 2),
        Some("REAL" | "NUMERIC") => Value::Real(number as f64 + 0.5),
        Some("BLOB") => Value::Blob(vec![1, 2]),
        Some("JSON") => Value::Text("[1]".to_owned()),
        _ => Value::Text(["Ada", "a", "2020-01-02", "%o%"][round].to_owned()),
    }
}
