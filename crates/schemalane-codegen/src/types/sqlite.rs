//! The types of SQLite: those that have a meaning by their name, and what is left by affinity.

use super::{Rust, Type};
use crate::Settings;

/// The names that say more than their affinity, as they are compared: in capitals, without a length in brackets.
pub(crate) const NAMED: &[(&str, Rust)] = &[
    ("ANY", Rust::Data("Any")),
    ("BOOL", Rust::Copy("bool")),
    ("BOOLEAN", Rust::Copy("bool")),
    ("DATE", Rust::Date),
    ("DATETIME", Rust::DateTime),
    ("JSON", Rust::Json),
    ("TIME", Rust::Time),
    ("TIMESTAMP", Rust::DateTime),
    ("TIMESTAMP WITH TIME ZONE", Rust::Moment),
    ("TIMESTAMPTZ", Rust::Moment),
    ("UUID", Rust::Uuid),
];

/// What a name contains, and the type of its affinity, in SQLite's order.
const AFFINITIES: &[(&[&str], Rust)] = &[
    (&["INT"], Rust::Copy("i64")),
    (&["CHAR", "CLOB", "TEXT"], Rust::Plain("String")),
    (&["BLOB"], Rust::Plain("Vec<u8>")),
    (&["REAL", "FLOA", "DOUB"], Rust::Copy("f64")),
    // Of the names with numeric affinity, those that are known to be for numbers.
    (&["NUMERIC", "DECIMAL"], Rust::Copy("f64")),
];

/// The type of a declared one; `None` for a name that SQLite has no rule for but to try whether a value is a number.
pub(crate) fn find(declared: &str, settings: &Settings) -> Option<Type> {
    let rust = rust(declared)?;
    Some(Type {
        rust: rust.path(settings),
        name: String::new(),
        passing: rust.passing(),
        read: String::new(),
        cast: String::new(),
    })
}

/// What a declared type is in Rust.
pub(crate) fn rust(declared: &str) -> Option<Rust> {
    let name = base(declared);
    if name.is_empty() {
        return Some(Rust::Data("Any"));
    }
    if let Some((_, rust)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*rust);
    }
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    AFFINITIES.iter().find(|(parts, _)| has(parts)).map(|(_, rust)| *rust)
}

/// The name without its length: `VARCHAR` of `VARCHAR(10)`.
pub(crate) fn base(declared: &str) -> &str {
    declared.split('(').next().unwrap_or_default().trim()
}
