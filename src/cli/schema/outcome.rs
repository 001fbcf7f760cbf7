//! What a command came to, as sentences for people and as JSON for machines.

use schemalane_schema::{
    Change, Error, Hazard, HazardKind, Origin, Plan, Report, Severity, Step, Suggestion,
};
use schemalane_source::TargetName;
use serde::Serialize;

use super::codegen;
use crate::{
    cli::quantity::counted,
    console::{self, Paint, Palette},
};

/// What differs between a database, or a lane, and the files.
#[derive(Serialize)]
pub(super) struct Comparison {
    pub(super) target: TargetName,
    /// Whether nothing differs, and everything was compared that the files say.
    pub(super) same: bool,
    /// A sentence for each change.
    differences: Vec<String>,
    changes: Vec<Change>,
    suggestions: Vec<Suggestion>,
    notes: Vec<String>,
    /// Where the files say who may do what, while that is not compared.
    uncompared: Vec<Origin>,
}

/// A plan with the target that it is for.
#[derive(Serialize)]
pub(super) struct Planned<'p> {
    pub(super) target: &'p TargetName,
    /// Whether something must be approved before it is executed.
    pub(super) refused: bool,
    #[serde(flatten)]
    pub(super) plan: &'p Plan,
}

/// A report with the target that it is about.
#[derive(Serialize)]
pub(super) struct Executed {
    pub(super) target: TargetName,
    #[serde(flatten)]
    pub(super) report: Report,
    /// What came of the code, where the project asks for some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<codegen::Report>,
}

impl Comparison {
    /// What a plan says. A difference that nothing can be done about is one all the same.
    pub(super) fn read(target: &TargetName, planned: Result<Plan, Error>) -> Result<Self, Error> {
        match planned {
            Ok(plan) => Ok(Self {
                target: target.clone(),
                same: plan.is_empty() && plan.changes.is_empty() && plan.uncompared.is_empty(),
                differences: plan.changes.iter().map(sentence).collect(),
                changes: plan.changes,
                suggestions: plan.suggestions,
                notes: plan.notes,
                uncompared: plan.uncompared,
            }),
            Err(error @ Error::Unsupported { .. }) => Ok(Self {
                target: target.clone(),
                same: false,
                differences: vec![capital(&error.to_string())],
                changes: Vec::new(),
                suggestions: Vec::new(),
                notes: Vec::new(),
                uncompared: Vec::new(),
            }),
            Err(error) => Err(error),
        }
    }

    /// The comparison for people; `subject` is what was compared with the files, and `next` what to do about it.
    pub(super) fn text(&self, subject: &str, next: &str) -> String {
        let target = &self.target;
        let mut lines = if self.same {
            vec![format!("{target}: {subject} is as the files want it.")]
        } else if self.differences.is_empty() {
            vec![format!("{target}: {subject} is as the files want it, as far as it was compared.")]
        } else {
            let differs = counted(self.differences.len(), "difference", "differences");
            vec![format!("{target}: {differs} between {subject} and the files")]
        };
        lines.extend(self.differences.iter().map(|line| format!("  {line}")));
        lines.extend(self.suggestions.iter().map(question));
        lines.extend(self.notes.iter().cloned());
        if !self.differences.is_empty() {
            lines.push(next.to_owned());
        }
        lines.join("\n")
    }
}

/// A change as a sentence, in one line.
fn sentence(change: &Change) -> String {
    capital(&change.to_string())
}

fn capital(text: &str) -> String {
    let text = console::line(text);
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn question(suggestion: &Suggestion) -> String {
    let Suggestion { from, to, hint, .. } = suggestion;
    format!("Is {to} the new name of {from}? {hint}")
}

/// A plan as numbered steps with their SQL and their hazards, and a sentence at the end.
pub(super) fn steps(target: &TargetName, plan: &Plan) -> String {
    if plan.is_empty() {
        return with_notes(format!("{}.", nothing(target, plan)), plan);
    }
    let palette = Palette::of_stdout();
    let mut text = format!("{target}: {}; nothing was changed\n", count(plan.steps.len()));
    for (index, step) in plan.steps.iter().enumerate() {
        text.push_str(&one_step(index + 1, step, palette));
    }
    for suggestion in &plan.suggestions {
        text = text + "\n" + &question(suggestion) + "\n";
    }
    for note in &plan.notes {
        text = text + "\n" + note + "\n";
    }
    text + "\n" + &advice(plan)
}

fn one_step(number: usize, step: &Step, palette: Palette) -> String {
    let margin = " ".repeat(number.to_string().len() + 2);
    let place = step.transaction.remark().map(str::to_owned);
    let rows = step.rows.map(|rows| counted(rows, "row", "rows"));
    let origin = step.origin.as_ref().map(ToString::to_string);
    let aside: Vec<_> = [place, step.lock.clone(), rows, origin].into_iter().flatten().collect();
    let aside = match aside.as_slice() {
        [] => String::new(),
        parts => palette.paint(Paint::Quiet, &format!(" ({})", parts.join("; "))),
    };
    let mut text = format!("\n{number}. {}{aside}\n", console::line(&step.summary));
    for statement in &step.sql {
        for line in format!("{statement};").lines() {
            text.push_str(format!("{margin}  {line}").trim_end());
            text.push('\n');
        }
    }
    for hazard in &step.hazards {
        text = text + &margin + &danger(hazard, palette) + "\n";
    }
    text
}

fn danger(hazard: &Hazard, palette: Palette) -> String {
    let (word, paint) = match hazard.severity {
        Severity::Note => ("note", Paint::Quiet),
        Severity::Warning => ("warning", Paint::Waiting),
        Severity::Approved => ("approved", Paint::Good),
        Severity::Refused => ("refused", Paint::Bad),
    };
    format!("{}: {hazard}", palette.paint(paint, word))
}

/// What to do next.
fn advice(plan: &Plan) -> String {
    if plan.refused().next().is_none() {
        return "Do it with `schemalane schema exec`.".to_owned();
    }
    // What fails on the rows that are there fails with an approval too.
    let (broken, approvable): (Vec<_>, Vec<_>) = plan
        .refused()
        .map(|(_, hazard)| hazard)
        .partition(|hazard| hazard.kind == HazardKind::MayFail);
    let mut approvals: Vec<String> = approvable.iter().map(|hazard| hazard.flag()).collect();
    approvals.dedup();
    let mut text = "It is refused as it stands.".to_owned();
    if !broken.is_empty() {
        text += " Correct the rows first, then make the plan again.";
    }
    if !approvals.is_empty() {
        text += &format!(" Approve what is meant: {}", approvals.join(" "));
    }
    text
}

pub(super) fn count(steps: usize) -> String {
    counted(steps, "step", "steps")
}

/// A plan without steps. What the files want and nobody can make here, such as a virtual table of a module that only the
/// application has, is a difference all the same.
fn nothing(target: &TargetName, plan: &Plan) -> String {
    match plan.changes.len() {
        0 => format!("{target}: nothing to do: the schema is as the files want it"),
        count => {
            let stays = counted(count, "difference stays", "differences stay");
            format!("{target}: nothing can be done: {stays}")
        }
    }
}

/// What was done, in a sentence.
pub(super) fn summary(target: &TargetName, report: &Report) -> String {
    let steps = report.plan.steps.len();
    if steps == 0 {
        return with_notes(nothing(target, &report.plan), &report.plan);
    }
    let rows = match report.rows_copied {
        0 => String::new(),
        rows => format!(", {} copied", counted(rows, "row", "rows")),
    };
    let log = report.log_id.map(|id| format!(" (log entry {id})")).unwrap_or_default();
    let done =
        format!("{target}: executed {}{rows} in {} ms{log}", count(steps), report.duration_ms);
    with_notes(done, &report.plan)
}

/// A sentence with the notes of a plan below it.
fn with_notes(sentence: String, plan: &Plan) -> String {
    plan.notes.iter().fold(sentence, |text, note| format!("{text}\n{note}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemalane_schema::{Kind, ObjectId};

    #[test]
    fn a_change_is_a_sentence_in_one_line() {
        let change = Change::Create { id: ObjectId::new(Kind::Table, "", "a\nb") };
        assert_eq!(sentence(&change), "Table a b is missing.");
    }

    #[test]
    fn a_step_shows_its_statements_and_its_dangers() {
        let id = ObjectId::new(Kind::Table, "", "account");
        let mut step =
            Step::new(id.clone(), "drop table account", vec!["DROP TABLE\n  account".into()]);
        step.rows = Some(1);
        let hazard = Hazard::new(HazardKind::DeleteData, id, Severity::Refused, "1 row is lost");
        step.hazards.push(hazard.way_out("move them"));
        assert_eq!(
            one_step(1, &step, Palette::none()),
            "\n1. drop table account (1 row)\n     DROP TABLE\n       account;\n   \
             refused: delete-data:account: 1 row is lost; move them\n"
        );
    }
}
