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
        Some(("no such function", _)) => Some(format!(
            "SQLite {} has none, and it is the one that the application is linked with",
            rusqlite::version()
        )),
        _ => unknown_target(&refusal.message)
            .and_then(|name| columns(name, sql, connection, catalogue)),
    };
    let offset = refusal.offset.or_else(|| unplaced(&refusal.message, sql));
    Refusal { help, offset, ..refusal }
}

/// The column that a statement writes to and the table does not have.
fn unknown_target(message: &str) -> Option<&str> {
    message.split_once(" has no column named ").map(|(_, name)| name)
}

/// Where something stands that SQLite only names.
fn unplaced(message: &str, sql: &str) -> Option<usize> {
    if message == "incomplete input" {
        return Some(sql.trim_end().len());
    }
    let named = match message.split_once(": ") {
        Some(("no such column" | "no such table", name)) => Some(name),
        _ => unknown_target(message),
    };
    place(named?, sql)
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

/// Where a parameter or a name stands first, outside of strings, names in quotes and comments.
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
            b'?' => Some(1 + word(rest.get(1..)?)),
            _ => Some(word(rest).max(rest.chars().next().map_or(1, char::len_utf8))),
        };
        let skipped = skipped?;
        if rest.get(..skipped).is_some_and(|found| same(found, written)) {
            return Some(at);
        }
        // A name with that of its table before it.
        if written.contains('.') && rest.get(..written.len()).is_some_and(|all| same(all, written))
        {
            return Some(at);
        }
        at += skipped;
    }
    None
}

/// How long the name or number is that a text begins with.
fn word(text: &str) -> usize {
    let is_in_it = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.find(|letter: char| !is_in_it(letter)).unwrap_or(text.len())
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
