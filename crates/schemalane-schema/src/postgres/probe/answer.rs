//! What the answers mean.

use super::ask::{Answer, Offenders, Silence};
use crate::quantity::counted;
use crate::{Address, Hazard, HazardKind, Severity};
use schemalane_source::{Dialect, TokenKind, tokens};

/// Rows or values that are lost. What cannot be counted is as bad.
pub(super) fn lost(about: Address, count: Answer<i64>, one: &str, many: &str) -> Hazard {
    let hazard = |severity, message| Hazard::new(HazardKind::DeleteData, about, severity, message);
    match count {
        Ok(0) => hazard(Severity::Note, format!("there are no {many} in it")),
        Ok(count) => {
            let (one, many) = (format!("{one} is lost"), format!("{many} are lost"));
            hazard(Severity::Refused, counted(count, &one, &many))
        }
        Err(Silence::Fails(reason) | Silence::Unasked(reason)) => hazard(
            Severity::Refused,
            format!("its {many} are lost, and how many cannot be asked ({reason})"),
        ),
    }
}

pub(super) fn refusal(about: Address, rows: i64, message: String, way_out: &str) -> Vec<Hazard> {
    if rows == 0 {
        return Vec::new();
    }
    let hazard = Hazard::new(HazardKind::MayFail, about, Severity::Refused, message);
    vec![hazard.way_out(way_out)]
}

/// What keeps a step from its success: what is said of one row, and of many.
pub(super) fn broken(
    about: Address,
    found: Answer<Offenders>,
    [one, many]: [&str; 2],
    way_out: &str,
) -> Vec<Hazard> {
    let found = match found {
        Ok(found) => found,
        Err(silence) => return vec![silent(about, silence)],
    };
    let examples = if found.examples.is_empty() {
        String::new()
    } else {
        format!(": {}", found.examples.join("; "))
    };
    let (one, many) = (format!("row {one}"), format!("rows {many}"));
    refusal(about, found.count, counted(found.count, &one, &many) + &examples, way_out)
}

/// That a question has no answer.
pub(super) fn silent(about: Address, silence: Silence) -> Hazard {
    match silence {
        Silence::Fails(reason) => {
            let message = format!("it fails on the rows that are there: {reason}");
            Hazard::new(HazardKind::MayFail, about, Severity::Refused, message)
                .way_out("correct them first")
        }
        Silence::Unasked(reason) => Hazard::new(
            HazardKind::MayFail,
            about,
            Severity::Warning,
            format!("the rows cannot be asked beforehand ({reason}), so the step may fail"),
        ),
    }
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
