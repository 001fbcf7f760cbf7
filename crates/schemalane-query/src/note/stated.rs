//! `name: type? as path::Type — documentation`, what `@param` and `@column` state.

use super::Declared;
use crate::cursor::Cursor;

/// Reads a statement; an error is the byte of the file that cannot be read.
pub(crate) fn statement(mut cursor: Cursor<'_>) -> Result<Declared, usize> {
    let (name, at) = cursor.name().ok_or(cursor.at)?;
    let mut declared = Declared::new(name, at);
    declared.nullable = mark(&mut cursor);
    if cursor.take(":") {
        let before = cursor;
        match specification(&mut cursor, &mut declared) {
            Ok(()) => {}
            // `@param since: the first day that counts` has words where a type could stand.
            Err(Loose::Words) if declared.nullable.is_none() => {
                declared = Declared { data_type: None, ..declared };
                declared.documentation = Some(before.rest.to_owned());
                return Ok(declared);
            }
            Err(Loose::Words | Loose::Type) => return Err(cursor.at),
        }
    }
    if cursor.separator() {
        declared.documentation = (!cursor.is_empty()).then(|| cursor.rest.to_owned());
        Ok(declared)
    } else if cursor.is_empty() {
        Ok(declared)
    } else {
        Err(cursor.at)
    }
}

/// Why what follows a colon is not what is stated of a name.
enum Loose {
    /// It begins with a type, and goes on with something else.
    Type,
    /// They may be words.
    Words,
}

fn specification(cursor: &mut Cursor<'_>, declared: &mut Declared) -> Result<(), Loose> {
    let mut known = false;
    if declared.nullable.is_none() {
        declared.nullable = mark(cursor);
    }
    if !cursor.rest.starts_with("as ") && !cursor.is_empty() {
        let mut ahead = *cursor;
        if !ahead.separator() {
            let data_type = data_type(cursor).ok_or(Loose::Type)?;
            known = is_builtin(&data_type);
            declared.data_type = Some(data_type);
            declared.nullable = mark(cursor).or(declared.nullable);
        }
    }
    if let Some(rest) = cursor.rest.strip_prefix("as ") {
        let path = rust_type(rest.trim_start()).ok_or(Loose::Type)?;
        cursor.skip(cursor.rest.len() - rest.len());
        cursor.skip_space();
        cursor.skip(path.len());
        cursor.skip_space();
        declared.rust = Some(path.trim_end().to_owned());
    }
    let mut ahead = *cursor;
    if cursor.is_empty() || ahead.separator() {
        Ok(())
    } else if known || declared.rust.is_some() {
        Err(Loose::Type)
    } else {
        Err(Loose::Words)
    }
}

fn mark(cursor: &mut Cursor<'_>) -> Option<bool> {
    if cursor.take("?") { Some(true) } else { cursor.take("!").then_some(false) }
}

/// Types of several words: each goes on with one of these.
const LONGER: &[(&str, &[&str])] = &[
    ("double", &["precision"]),
    ("character", &["varying"]),
    ("char", &["varying"]),
    ("bit", &["varying"]),
    ("timestamp", &["with time zone", "without time zone"]),
    ("time", &["with time zone", "without time zone"]),
];

/// A type as a database writes it: `numeric(10, 2)[]`, `shop."Kind"`, `timestamp(3) with time zone`.
pub(super) fn data_type(cursor: &mut Cursor<'_>) -> Option<String> {
    let whole = *cursor;
    let first = type_name(cursor)?;
    let longer = LONGER.iter().filter(|(word, _)| first.eq_ignore_ascii_case(word));
    take_brackets(cursor, '(', ')')?;
    let mut endings = longer.flat_map(|(_, endings)| *endings);
    if let Some(ending) = endings.find(|ending| begins(cursor.rest, ending)) {
        cursor.skip(ending.len());
        cursor.skip_space();
        take_brackets(cursor, '(', ')')?;
    }
    while cursor.rest.starts_with('[') {
        take_brackets(cursor, '[', ']')?;
    }
    let length = whole.rest.len() - cursor.rest.len();
    Some(whole.rest[..length].trim_end().to_owned())
}

fn begins(text: &str, words: &str) -> bool {
    let rest = text.get(words.len()..);
    text.get(..words.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(words))
        && rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

fn type_name(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut parts = Vec::new();
    loop {
        if let Some(quoted) = cursor.rest.strip_prefix('"') {
            let length = quoted.find('"')?;
            parts.push(cursor.skip(length + 2));
        } else {
            let fits = |next: char| next.is_alphanumeric() || next == '_';
            let length = cursor.rest.find(|next| !fits(next)).unwrap_or(cursor.rest.len());
            if length == 0 {
                return None;
            }
            parts.push(cursor.skip(length));
        }
        if !cursor.rest.starts_with('.') {
            cursor.skip_space();
            return Some(parts.join("."));
        }
        cursor.skip(1);
    }
}

/// Moves over `(...)` or `[...]` where it stands; `None` where it has no end.
fn take_brackets(cursor: &mut Cursor<'_>, open: char, close: char) -> Option<()> {
    if cursor.rest.starts_with(open) {
        let end = cursor.rest.find(close)?;
        cursor.skip(end + 1);
        cursor.skip_space();
    }
    Some(())
}

/// A Rust type: `crate::Money`, `Vec<Option<time::Date>>`.
fn rust_type(text: &str) -> Option<&str> {
    let mut depth = 0usize;
    let mut end = text.len();
    for (index, character) in text.char_indices() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.checked_sub(1)?,
            ',' | ' ' if depth > 0 => {}
            ':' | '_' => {}
            other if other.is_alphanumeric() => {}
            _ => {
                end = index;
                break;
            }
        }
    }
    (depth == 0 && end > 0).then(|| &text[..end])
}

/// Whether a word is a type that comes with a database: what follows it is no documentation.
fn is_builtin(data_type: &str) -> bool {
    const BUILTIN: &[&str] = &[
        "any",
        "bigint",
        "bigserial",
        "bit",
        "blob",
        "bool",
        "boolean",
        "bytea",
        "char",
        "character",
        "cidr",
        "citext",
        "date",
        "datetime",
        "decimal",
        "double",
        "float",
        "float4",
        "float8",
        "inet",
        "int",
        "int2",
        "int4",
        "int8",
        "integer",
        "interval",
        "json",
        "jsonb",
        "money",
        "numeric",
        "oid",
        "real",
        "serial",
        "smallint",
        "text",
        "time",
        "timestamp",
        "timestamptz",
        "timetz",
        "tsquery",
        "tsvector",
        "uuid",
        "varchar",
        "xml",
    ];
    let word = data_type.split(['(', '[', ' ']).next().unwrap_or_default();
    let is_plain = data_type.chars().all(|next| next.is_alphanumeric() || next == '_');
    !is_plain || BUILTIN.contains(&word.to_lowercase().as_str())
}
