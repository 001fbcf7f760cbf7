//! Plans: from what differs to steps that were tried.

mod alter;
mod hazards;
mod steps;
mod trial;

use super::{look, read, scratch};
use crate::{Approval, Digest, Error, Files, Options, Plan, Renames, Severity, diff};
use schemalane_source::Dialect;
use std::path::Path;
use trial::Trial;

/// The steps from the schema of a file to the one that files describe.
pub(crate) fn plan(path: &Path, files: &Files, options: &Options) -> Result<Plan, Error> {
    let original = look(path)?;
    let statements = scratch::statements(files)?;
    if scratch::is_unchanged(&read::rows(&original, options)?, &statements) {
        let digest = read::schema(&original, options)?.digest();
        return Ok(finish(empty(&digest, &digest), options));
    }
    let wanted = scratch::of_files(statements, options)?;
    let actual = read::schema(&original, options)?;
    let renames = Renames::resolve(&wanted.statements, &actual, &wanted.schema)?;
    let mut trial = Trial::new(&original, options)?;
    let mut steps = steps::renames(&mut trial, &renames)?;
    let before = trial.schema()?;
    let changes = diff(&before, &wanted.schema, options);
    let lowering = steps::Lowering {
        original: &original,
        before: &before,
        wanted: &wanted.schema,
        renames: &renames,
    };
    steps.extend(lowering.lower(&mut trial, &changes)?);
    let mut plan = empty(&actual.digest(), &wanted.schema.digest());
    plan.suggestions = diff::suggest(&before, &wanted.schema, &changes);
    plan.changes = steps::renamed(&renames).chain(changes).collect();
    plan.steps = steps;
    let left = diff(&trial.schema()?, &wanted.schema, options);
    if !left.is_empty() {
        return Err(Error::Unverified {
            differences: left.iter().map(ToString::to_string).collect(),
            plan: plan.to_sql(),
        });
    }
    Ok(finish(plan, options))
}

fn empty(from: &Digest, to: &Digest) -> Plan {
    Plan {
        dialect: Dialect::Sqlite,
        from: from.clone(),
        to: to.clone(),
        changes: Vec::new(),
        steps: Vec::new(),
        suggestions: Vec::new(),
        notes: Vec::new(),
    }
}

/// With what was approved.
fn finish(mut plan: Plan, options: &Options) -> Plan {
    for hazard in plan.steps.iter_mut().flat_map(|step| &mut step.hazards) {
        Approval::apply(&options.approvals, hazard);
    }
    let hazards = || plan.steps.iter().flat_map(|step| &step.hazards);
    let idle = options.approvals.iter().filter(|approval| {
        !hazards().any(|hazard| hazard.severity == Severity::Approved && approval.covers(hazard))
    });
    let notes: Vec<String> = idle
        .map(|approval| format!("The approval {approval} is about nothing in this plan."))
        .collect();
    plan.notes.extend(notes);
    plan
}
