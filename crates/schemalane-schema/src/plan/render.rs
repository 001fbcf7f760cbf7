//! A plan as text.

#[cfg(test)]
mod tests;

use super::{Hazard, Plan, Severity, Step};
use schemalane_source::is_hidden;
use std::fmt::Write as _;

/// SQL with comments.
pub(super) fn sql(plan: &Plan) -> String {
    let mut text = String::new();
    for (index, step) in plan.steps.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text += &comment(&format!("{}. {}{}", index + 1, step.summary, aside(step)));
        for hazard in &step.hazards {
            text += &comment(&format!("   {}", sentence(hazard)));
        }
        for statement in &step.sql {
            let _ = writeln!(text, "{statement};");
        }
    }
    for suggestion in &plan.suggestions {
        let (from, to) = (&suggestion.from, &suggestion.to);
        text.push('\n');
        text += &comment(&format!("Is {to} the new name of {from}? {}", suggestion.hint));
    }
    for note in &plan.notes {
        text.push('\n');
        text += &comment(note);
    }
    text
}

/// A comment of SQL. Names and values that it shows may have lines of their own, which would be no comment any more.
fn comment(words: &str) -> String {
    format!("-- {}\n", line(words))
}

fn line(words: &str) -> String {
    words.replace(is_hidden, " ")
}

/// Where it runs, its lock, and where the files say it.
fn aside(step: &Step) -> String {
    let transaction = step.transaction.remark().map(str::to_owned);
    let parts: Vec<String> = transaction
        .into_iter()
        .chain(step.lock.clone())
        .chain(step.origin.as_ref().map(ToString::to_string))
        .collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

fn sentence(hazard: &Hazard) -> String {
    let word = match hazard.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Approved => "approved",
        Severity::Refused => "REFUSED",
    };
    format!("{word}: {hazard}")
}

/// Markdown for a review.
pub(super) fn markdown(plan: &Plan) -> String {
    let mut text = String::new();
    for (index, step) in plan.steps.iter().enumerate() {
        let number = format!("{}. ", index + 1);
        // What belongs to an item of a list stands under its text, wherever that begins.
        let margin = " ".repeat(number.len());
        let _ = writeln!(text, "{number}**{}**{}\n", line(&step.summary), line(&aside(step)));
        for hazard in &step.hazards {
            let _ = writeln!(text, "{margin}- {}", line(&sentence(hazard)));
        }
        if !step.hazards.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "{margin}```sql");
        for statement in &step.sql {
            for line in format!("{statement};").lines() {
                let _ = writeln!(text, "{margin}{line}");
            }
        }
        let _ = writeln!(text, "{margin}```\n");
    }
    for suggestion in &plan.suggestions {
        let (from, to, hint) = (&suggestion.from, &suggestion.to, &suggestion.hint);
        let _ =
            writeln!(text, "{}\n", line(&format!("Is `{to}` the new name of `{from}`? {hint}")));
    }
    for note in &plan.notes {
        let _ = writeln!(text, "{}\n", line(note));
    }
    text
}
