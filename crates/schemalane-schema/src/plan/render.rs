//! A plan as text.

use super::{Hazard, Plan, Severity, Step};
use std::fmt::Write as _;

/// SQL with comments.
pub(super) fn sql(plan: &Plan) -> String {
    let mut text = String::new();
    for (index, step) in plan.steps.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let _ = writeln!(text, "-- {}. {}{}", index + 1, step.summary, aside(step));
        for hazard in &step.hazards {
            let _ = writeln!(text, "--    {}", sentence(hazard));
        }
        for statement in &step.sql {
            let _ = writeln!(text, "{statement};");
        }
    }
    for suggestion in &plan.suggestions {
        let _ = writeln!(
            text,
            "\n-- Is {} the new name of {}? {}",
            suggestion.to, suggestion.from, suggestion.hint
        );
    }
    for note in &plan.notes {
        let _ = writeln!(text, "\n-- {note}");
    }
    text
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
        let _ = writeln!(text, "{}. **{}**{}\n", index + 1, step.summary, aside(step));
        for hazard in &step.hazards {
            let _ = writeln!(text, "   - {}", sentence(hazard));
        }
        if !step.hazards.is_empty() {
            text.push('\n');
        }
        text.push_str("   ```sql\n");
        for line in step.sql.iter().flat_map(|statement| {
            format!("{statement};").lines().map(str::to_owned).collect::<Vec<_>>()
        }) {
            let _ = writeln!(text, "   {line}");
        }
        text.push_str("   ```\n\n");
    }
    for suggestion in &plan.suggestions {
        let _ = writeln!(
            text,
            "Is `{}` the new name of `{}`? {}\n",
            suggestion.to, suggestion.from, suggestion.hint
        );
    }
    for note in &plan.notes {
        let _ = writeln!(text, "{note}\n");
    }
    text
}
