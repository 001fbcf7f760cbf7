//! What the answers mean.

use super::ask::Found;
use crate::{Hazard, HazardKind, Severity};
use schemalane_source::{Dialect, TokenKind, tokens};

/// Rows or values that are lost.
pub(super) fn lost(object: String, count: i64, one: &str, many: &str) -> Hazard {
    match count {
        0 => Hazard::new(
            HazardKind::DeleteData,
            object,
            Severity::Note,
            format!("there are no {many} in it"),
        ),
        1 => Hazard::new(
            HazardKind::DeleteData,
            object,
            Severity::Refused,
            format!("1 {one} is lost"),
        ),
        count => Hazard::new(
            HazardKind::DeleteData,
            object,
            Severity::Refused,
            format!("{count} {many} are lost"),
        ),
    }
}

pub(super) fn refusal(
    object: String,
    rows: i64,
    message: impl Fn(String) -> String,
    way_out: &str,
) -> Vec<Hazard> {
    if rows == 0 {
        return Vec::new();
    }
    let hazard = Hazard::new(HazardKind::MayFail, object, Severity::Refused, message(number(rows)));
    vec![hazard.way_out(way_out)]
}

/// What keeps a step from its success.
pub(super) fn broken(
    object: String,
    found: Result<Found, String>,
    what: &str,
    way_out: &str,
) -> Vec<Hazard> {
    match found {
        Ok(found) => {
            let examples = if found.examples.is_empty() {
                String::new()
            } else {
                format!(": {}", found.examples.join("; "))
            };
            let what =
                if what.starts_with("null") { format!("with a {what}") } else { what.to_owned() };
            refusal(object, found.count, |rows| format!("{rows} {what}{examples}"), way_out)
        }
        Err(message) => vec![Hazard::new(
            HazardKind::MayFail,
            object,
            Severity::Warning,
            format!("the rows cannot be asked beforehand ({message}), so the step may fail"),
        )],
    }
}

pub(super) fn number(rows: i64) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}

/// The check of a domain with a column in the place of `VALUE`.
pub(super) fn value_as(expression: &str, column: &str) -> String {
    let mut text = String::new();
    let mut end = 0;
    for token in tokens(expression, Dialect::Postgres).unwrap_or_default() {
        if token.kind == TokenKind::Word && token.text(expression) == "VALUE" {
            text.push_str(&expression[end..token.start]);
            text.push_str(column);
            end = token.end;
        }
    }
    text + &expression[end..]
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_the_word_stands_for_the_value() {
        let replaced = super::value_as("(VALUE ~~ 'VALUE'::text)", "t");
        assert_eq!(replaced, "(t ~~ 'VALUE'::text)");
    }
}
