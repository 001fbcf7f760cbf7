//! Looks at the real rows before anything happens to them. Nothing is written.

use super::token::quote;
use crate::SqliteTable;
use rusqlite::{Connection, OptionalExtension, types::ValueRef};

/// How many rows a table has; none where it is not there yet.
pub(super) fn rows(connection: &Connection, table: &str) -> rusqlite::Result<u64> {
    if !is_there(connection, table)? {
        return Ok(0);
    }
    count(connection, &format!("SELECT count(*) FROM {}", quote(table)))
}

fn is_there(connection: &Connection, table: &str) -> rusqlite::Result<bool> {
    let found: Option<i64> = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?1)",
            [table],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.is_some())
}

pub(super) fn count(connection: &Connection, query: &str) -> rusqlite::Result<u64> {
    connection
        .query_row(query, [], |row| row.get::<_, i64>(0))
        .map(|count| u64::try_from(count).unwrap_or(0))
}

/// How many rows meet a condition, and what the first five of them have in some columns.
pub(super) struct Found {
    pub(super) count: u64,
    pub(super) examples: Vec<String>,
}

/// Looks for rows of a table that meet a condition; none where the question cannot be asked, since it is about columns
/// that are not there yet.
pub(super) fn find(
    connection: &Connection,
    table: &str,
    shown: &[String],
    condition: &str,
) -> rusqlite::Result<Found> {
    let nothing = Found { count: 0, examples: Vec::new() };
    if !is_there(connection, table)? {
        return Ok(nothing);
    }
    let table = quote(table);
    let Ok(count) = count(connection, &format!("SELECT count(*) FROM {table} WHERE {condition}"))
    else {
        return Ok(nothing);
    };
    if count == 0 {
        return Ok(nothing);
    }
    let query = format!("SELECT {} FROM {table} WHERE {condition} LIMIT 5", shown.join(", "));
    Ok(Found { count, examples: examples(connection, &query).unwrap_or_default() })
}

/// Looks for keys that several rows have.
pub(super) fn duplicates(
    connection: &Connection,
    table: &str,
    key: &[String],
    condition: Option<&str>,
) -> rusqlite::Result<Found> {
    if !is_there(connection, table)? {
        return Ok(Found { count: 0, examples: Vec::new() });
    }
    // Nulls are never equal to each other.
    let mut conditions: Vec<String> =
        key.iter().map(|part| format!("{part} IS NOT NULL")).collect();
    conditions.extend(condition.map(|text| format!("({text})")));
    let (table, key, condition) = (quote(table), key.join(", "), conditions.join(" AND "));
    let query =
        format!("SELECT {key} FROM {table} WHERE {condition} GROUP BY {key} HAVING count(*) > 1");
    match count(connection, &format!("SELECT count(*) FROM ({query})")) {
        Ok(count) if count > 0 => Ok(Found {
            count,
            examples: examples(connection, &format!("{query} LIMIT 5")).unwrap_or_default(),
        }),
        _ => Ok(Found { count: 0, examples: Vec::new() }),
    }
}

fn examples(connection: &Connection, query: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(query)?;
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        let values: rusqlite::Result<Vec<String>> =
            (0..width).map(|index| row.get_ref(index).map(shown)).collect();
        Ok(values?.join(", "))
    })?;
    rows.collect()
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "null".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => format!("'{}'", String::from_utf8_lossy(text)),
        ValueRef::Blob(_) => "a blob".to_owned(),
    }
}

/// What becomes of the values of a column when its type changes: how many become others, or why they cannot be kept.
pub(super) fn conversion(
    connection: &Connection,
    table: &str,
    column: &str,
    wanted: (&str, &SqliteTable),
) -> rusqlite::Result<Result<Found, String>> {
    let (table, column) = (quote(table), quote(column));
    connection.execute_batch("DROP TABLE IF EXISTS temp.schemalane_probe")?;
    // Each is the type that changes nothing about a value.
    let (data_type, options) = wanted;
    let (any, end) = if options.strict { ("ANY", ") STRICT") } else { ("BLOB", ")") };
    connection.execute_batch(&format!(
        "CREATE TEMP TABLE schemalane_probe (before {any}, after {data_type}{end}"
    ))?;
    let copied = connection.execute_batch(&format!(
        "INSERT INTO temp.schemalane_probe SELECT {column}, {column} FROM {table}"
    ));
    let found = match copied {
        Err(error) => Err(error.to_string().replace(" schemalane_probe.after", "")),
        Ok(()) => {
            let condition =
                "+before IS NOT +after AND CAST(before AS TEXT) IS NOT CAST(after AS TEXT)";
            let query =
                format!("SELECT before, after FROM temp.schemalane_probe WHERE {condition}");
            let count = count(connection, &format!("SELECT count(*) FROM ({query})"))?;
            Ok(Found { count, examples: examples(connection, &format!("{query} LIMIT 5"))? })
        }
    };
    connection.execute_batch("DROP TABLE IF EXISTS temp.schemalane_probe")?;
    Ok(found)
}
