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
        "date" | "datetime" | "julianday" | "time" | "unixepoch" => is_time(written),
        "strftime" => {
            text.is_some_and(|text| is_time_format(&text)) && written.get(1..).is_some_and(is_time)
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

/// How many changes of a time are followed: so many years that it has no date any more are not reached by them.
const CHANGES: usize = 3;

/// Whether these are the present, and changes of it that are all valid.
fn is_time(written: &[ast::Expr<'_>]) -> bool {
    let texts = written.iter().map(|expr| match expr {
        ast::Expr::Literal(ast::Literal::String(written)) => string(written),
        _ => None,
    });
    let Some(texts) = texts.collect::<Option<Vec<String>>>() else { return false };
    match texts.as_slice() {
        [now, changes @ ..] => {
            same(now, "now")
                && changes.len() <= CHANGES
                && changes.iter().all(|text| is_change(text))
        }
        [] => false,
    }
}

/// Whether it is a change of a time: a word, or so many of a unit.
fn is_change(text: &str) -> bool {
    let words = ["localtime", "start of day", "start of month", "start of year", "utc"];
    let units = ["day", "hour", "minute", "month", "second", "year"];
    let Some((count, unit)) = text.split_once(' ').filter(|_| !words.contains(&text)) else {
        return words.contains(&text);
    };
    let digits = count.strip_prefix(['+', '-']).unwrap_or(count);
    (1..=3).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && units.contains(&unit.strip_suffix('s').unwrap_or(unit))
}

/// Whether SQLite knows all that a format asks of a time.
fn is_time_format(format: &str) -> bool {
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter == '%' && !letters.next().is_some_and(|next| "dfFHjJmMsSTwWY%".contains(next)) {
            return false;
        }
    }
    !format.is_empty()
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
