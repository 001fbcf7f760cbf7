//! Ways out of a refusal.

use super::catalogue::Catalogue;
use super::name::same;
use super::parameter::Conflict;
use crate::Refusal;
use rusqlite::Connection;

/// How many names are proposed.
const PROPOSED: usize = 5;

/// A refusal with its way out, where one is near.
pub(super) fn helped(
    refusal: Refusal,
    sql: &str,
    connection: &Connection,
    catalogue: &Catalogue,
) -> Refusal {
    let help = match refusal.message.split_once(": ") {
        Some(("no such column", name)) => columns(name, sql, connection, catalogue),
        Some(("no such table", name)) => tables(name, catalogue),
        Some(("no such function", name)) => Some(format!(
            "this SQLite ({}) has no function {name}, and the application has the same one",
            rusqlite::version()
        )),
        _ => None,
    };
    Refusal { help, ..refusal }
}

/// A text without a statement.
pub(super) fn nothing() -> Refusal {
    plain("there is no statement", None)
}

/// Several statements where there can be one.
pub(super) fn several() -> Refusal {
    plain("there are several statements under one name", Some("give each a name of its own"))
}

/// A statement that is none of those that make a query.
pub(super) fn no_query() -> Refusal {
    plain(
        "this statement is no query: SELECT, VALUES, INSERT, REPLACE, UPDATE and DELETE are",
        Some("what changes the schema belongs into a migration"),
    )
}

fn plain(message: &str, help: Option<&str>) -> Refusal {
    Refusal { message: message.to_owned(), offset: None, help: help.map(str::to_owned) }
}

/// A parameter that is used with two types.
pub(super) fn conflict(conflict: &Conflict, sql: &str) -> Refusal {
    let Conflict { parameter, first, second } = conflict;
    let written = format!("?{}", parameter + 1);
    Refusal {
        message: format!("parameter {written} is used as {first} and as {second}"),
        offset: place(&written, sql),
        help: Some("say which it is, or use two parameters".to_owned()),
    }
}

/// Where a parameter stands first, outside of strings, names and comments.
fn place(written: &str, sql: &str) -> Option<usize> {
    let bytes = sql.as_bytes();
    let mut at = 0;
    while let Some(rest) = sql.get(at..) {
        let end = |mark: &str| rest.get(1..)?.find(mark).map(|end| end + 1 + mark.len());
        let skipped = match bytes.get(at)? {
            b'\'' => end("'"),
            b'"' => end("\""),
            b'`' => end("`"),
            b'[' => end("]"),
            b'-' if rest.starts_with("--") => end("\n"),
            b'/' if rest.starts_with("/*") => end("*/"),
            b'?' if rest.starts_with(written) => {
                let next = bytes.get(at + written.len());
                if !next.is_some_and(u8::is_ascii_digit) {
                    return Some(at);
                }
                Some(1)
            }
            _ => rest.chars().next().map(char::len_utf8),
        };
        at += skipped?;
    }
    None
}

/// The columns of the tables that a query names, the nearest first.
fn columns(
    name: &str,
    sql: &str,
    connection: &Connection,
    catalogue: &Catalogue,
) -> Option<String> {
    let words: Vec<&str> =
        sql.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).collect();
    let (qualifier, wanted) = match name.rsplit_once('.') {
        Some((qualifier, wanted)) => (Some(qualifier), wanted),
        None => (None, name),
    };
    let is_named = |table: &&str| words.iter().any(|word| same(word, table));
    let entries = catalogue.entries().iter().map(|entry| entry.name.as_str());
    let named: Vec<&str> = entries.filter(is_named).collect();
    // Behind the name of a table its own columns are meant; an alias is not resolved here.
    let exact = qualifier.filter(|qualifier| named.iter().any(|table| same(table, qualifier)));
    let mut found = Vec::new();
    for table in named.iter().filter(|table| exact.is_none_or(|exact| same(exact, table))) {
        let Some(table) = catalogue.table(connection, None, table) else { continue };
        found.extend(table.columns.iter().map(|column| column.name.clone()));
    }
    let nearest = nearest(wanted, found)?;
    Some(format!("did you mean {nearest}?"))
}

fn tables(name: &str, catalogue: &Catalogue) -> Option<String> {
    let wanted = name.rsplit('.').next().unwrap_or(name);
    let own = |name: &&str| !name.to_ascii_lowercase().starts_with("sqlite_");
    let names = catalogue.entries().iter().map(|entry| entry.name.as_str()).filter(own);
    let nearest = nearest(wanted, names.map(str::to_owned).collect())?;
    Some(format!("did you mean {nearest}?"))
}

/// The names that are not far from one, the nearest first.
fn nearest(wanted: &str, mut names: Vec<String>) -> Option<String> {
    let wanted = wanted.to_ascii_lowercase();
    let far = |name: &String| distance(&wanted, &name.to_ascii_lowercase());
    names.sort_by_key(|name| (far(name), name.clone()));
    names.dedup();
    let limit = wanted.chars().count() / 2 + 1;
    let is_near =
        |name: &String| far(name) <= limit || name.to_ascii_lowercase().contains(wanted.as_str());
    let near: Vec<String> = names.into_iter().filter(is_near).take(PROPOSED).collect();
    (!near.is_empty()).then(|| near.join(", "))
}

/// How many letters have to be changed, added or taken away.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().enumerate() {
        let mut next = vec![line + 1];
        for (place, other) in right.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX);
            let changed = at(&row, place) + usize::from(letter != *other);
            let added = at(&row, place + 1) + 1;
            let taken = at(&next, place) + 1;
            next.push(changed.min(added).min(taken));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
