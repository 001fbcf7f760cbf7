//! Which types of the two databases are one in Rust.
//!
//! PostgreSQL's type is taken where a column of SQLite holds every value of it and gives it back. What such a column
//! holds beside that is an error when it is read, and never another value.

use super::Rust;
use super::postgres::Written;
use super::sqlite::base;
use crate::Settings;

/// The Rust type of a column of SQLite, and the Rust types of PostgreSQL that it has the values of.
const HELD: &[(Rust, &[Rust])] = &[
    (Rust::Copy("i64"), INTEGERS),
    (Rust::Copy("f64"), &[Rust::Copy("f32")]),
    (Rust::Plain("String"), TEXTS),
    // SQLite's own functions for the present moment give UTC.
    (Rust::DateTime, &[Rust::Moment]),
];

const INTEGERS: &[Rust] =
    &[Rust::Copy("bool"), Rust::Copy("i16"), Rust::Copy("i32"), Rust::Copy("u32")];

const TEXTS: &[Rust] =
    &[Rust::Date, Rust::DateTime, Rust::Decimal, Rust::Json, Rust::Moment, Rust::Time, Rust::Uuid];

/// What a column without a type holds beside these.
const OTHERS: &[Rust] =
    &[Rust::Copy("i64"), Rust::Copy("f64"), Rust::Plain("String"), Rust::Plain("Vec<u8>")];

/// How many digits of a decimal number SQLite's floating ones keep.
const DIGITS: u32 = 15;

/// Whether a column of SQLite that has one Rust type holds every value of another.
pub(crate) fn holds(sqlite: &str, postgres: &str, settings: &Settings) -> bool {
    let has = |all: &[Rust]| all.iter().any(|rust| rust.path(settings) == postgres);
    if sqlite == Rust::Data("Any").path(settings) {
        return has(INTEGERS) || has(TEXTS) || has(OTHERS);
    }
    HELD.iter().any(|(rust, held)| rust.path(settings) == sqlite && has(held))
}

/// Whether a column of SQLite for decimal numbers keeps every digit that one of PostgreSQL has.
pub(crate) fn holds_digits(declared: &str, postgres: &str) -> bool {
    let name = base(declared).to_ascii_uppercase();
    let is_decimal = ["NUMERIC", "DECIMAL"].contains(&name.as_str());
    let written = Written::parse(postgres);
    let is_numeric = written.schema.is_none() && written.name == "numeric" && !written.is_array;
    let length = postgres.split_once('(').and_then(|(_, rest)| rest.split([',', ')']).next());
    let digits = length.and_then(|digits| digits.trim().parse::<u32>().ok());
    is_decimal && is_numeric && digits.is_some_and(|digits| digits <= DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sqlite_holds_is_postgres_type() {
        let settings = Settings::default();
        let path = |rust: Rust| rust.path(&settings);
        let cases = [
            (Rust::Copy("i64"), Rust::Copy("i32"), true),
            (Rust::Copy("i64"), Rust::Copy("bool"), true),
            (Rust::Copy("i64"), Rust::Copy("f64"), false),
            (Rust::Copy("bool"), Rust::Copy("i32"), false),
            (Rust::Plain("String"), Rust::Uuid, true),
            (Rust::Uuid, Rust::Plain("String"), false),
            (Rust::DateTime, Rust::Moment, true),
            (Rust::Moment, Rust::DateTime, false),
            (Rust::Data("Any"), Rust::Decimal, true),
            (Rust::Data("Any"), Rust::Data("Interval"), false),
        ];
        for (sqlite, postgres, expected) in cases {
            let held = holds(&path(sqlite), &path(postgres), &settings);
            assert_eq!(held, expected, "{sqlite:?} {postgres:?}");
        }
    }

    #[test]
    fn digits_are_kept_up_to_what_a_float_has() {
        for (declared, postgres, expected) in [
            ("NUMERIC(10,2)", "numeric(10,2)", true),
            ("DECIMAL", "numeric(15,0)", true),
            ("NUMERIC", "numeric(16,2)", false),
            ("NUMERIC", "numeric", false),
            ("REAL", "numeric(10,2)", false),
            ("NUMERIC", "numeric(10,2)[]", false),
        ] {
            assert_eq!(holds_digits(declared, postgres), expected, "{declared} {postgres}");
        }
    }
}
