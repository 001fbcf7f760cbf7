//! Calls of functions that give null for some values, with values for which they do not.

use super::call::part;
use crate::sqlite::kind::Meaning;
use crate::sqlite::name::{same, string};
use crate::sqlite::value::Value;
use sqlite3_parser::ast;

/// Whether a function that gives null for some values is called with others.
pub(super) fn is_total(name: &str, values: &[Value], written: &[ast::Expr<'_>]) -> bool {
    let text = match written.first() {
        Some(ast::Expr::Literal(ast::Literal::String(written))) => string(written),
        _ => None,
    };
    match name {
        "date" | "datetime" | "julianday" | "time" | "unixepoch" => {
            written.len() == 1 && text.is_some_and(|text| same(&text, "now"))
        }
        "format" | "printf" => text.is_some_and(|text| is_never_empty(&text)),
        // Of a number there is a sign.
        "sign" => values.iter().all(is_number),
        // Of bytes that are none there is no part.
        "substr" | "substring" => {
            values.first().is_some_and(|value| part(value).name() == Some("TEXT"))
        }
        _ => false,
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value.kind.meaning(), Some(Meaning::Integer | Meaning::Boolean | Meaning::Real))
}

/// Whether a format begins with a letter of its own, or with a number: SQLite makes null of an empty text.
fn is_never_empty(format: &str) -> bool {
    match format.strip_prefix('%') {
        None => !format.is_empty(),
        Some(rest) => {
            let rest =
                rest.trim_start_matches(|letter: char| "0123456789.,+-# !l".contains(letter));
            rest.starts_with(|letter: char| "diufgeEGxX".contains(letter))
        }
    }
}
