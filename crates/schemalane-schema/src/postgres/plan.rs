//! Makes a plan, and tries it before anybody sees it.

mod affected;
mod column;
mod common;
mod constraint;
mod draft;
mod drop;
mod identity;
mod index;
mod inherited;
mod lower;
mod object;
mod outdated;
mod property;
pub(super) mod rename;
mod replaced;
mod sequence;
mod table;
mod trial;
mod types;

use super::{connection, probe, read, scratch};
use crate::diff::suggest;
use crate::{
    Approval, Change, Details, Error, Files, Options, Plan, Rename, Renames, Schema, diff,
};
use draft::{Draft, Force};
use schemalane_source::Dialect;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

/// More tries than there are kinds of refusals in any sane schema.
const TRIES: usize = 32;

pub(crate) async fn plan(
    connect: &PgConnectOptions,
    files: &Files,
    options: &Options,
) -> Result<Plan, Error> {
    let statements = files.statements(Dialect::Postgres)?;
    let wanted = scratch::of_statements(connect, &statements, options).await?;
    let mut connection = connection::open(connect).await?;
    let scope = scratch::managed(&wanted, options);
    let actual = read::schema(&mut connection, &scope).await?;
    let mut plan = Plan {
        dialect: Dialect::Postgres,
        from: actual.digest(),
        to: wanted.digest(),
        changes: Vec::new(),
        steps: Vec::new(),
        suggestions: Vec::new(),
        notes: Vec::new(),
    };
    // A hint that means nothing is an error even where nothing differs.
    let renames = Renames::resolve(&statements, &actual, &wanted)?;
    if diff(&actual, &wanted, options).is_empty() {
        return Ok(plan);
    }
    let planner = Planner {
        connect,
        options,
        scope: &scope,
        actual: &actual,
        wanted: &wanted,
        renames: &renames,
    };
    let (drafts, changes, renamed) = planner.drafts(&mut plan.notes).await?;
    plan.suggestions = suggest(&renamed, &wanted, &changes);
    plan.changes = renames.iter().filter_map(as_change).chain(changes).collect();
    plan.steps = probe::look(&mut connection, drafts_of(drafts), &renamed, &renames).await?;
    for hazard in plan.steps.iter_mut().flat_map(|step| &mut step.hazards) {
        Approval::apply(&options.approvals, hazard);
    }
    Ok(plan)
}

fn drafts_of(drafts: Vec<Draft>) -> Vec<(crate::Step, Vec<probe::Probe>)> {
    drafts.into_iter().map(|draft| (draft.step, draft.probes)).collect()
}

fn as_change(rename: &Rename) -> Option<Change> {
    match rename {
        Rename::Object { from, to, .. } => {
            Some(Change::Rename { from: from.clone(), to: to.clone() })
        }
        Rename::Column { table, from, to, .. } => Some(Change::Alter {
            id: table.clone(),
            differences: vec![crate::Difference::ColumnRenamed {
                from: from.clone(),
                to: to.clone(),
            }],
        }),
    }
}

/// What every try needs.
struct Planner<'p> {
    connect: &'p PgConnectOptions,
    options: &'p Options,
    scope: &'p read::Scope,
    actual: &'p Schema,
    wanted: &'p Schema,
    renames: &'p Renames,
}

impl Planner<'_> {
    /// The steps, with the changes that they make and the schema after the renames.
    async fn drafts(
        &self,
        notes: &mut Vec<String>,
    ) -> Result<(Vec<Draft>, Vec<Change>, Schema), Error> {
        let mut copy = scratch::of_schema(self.connect, self.actual, self.options).await?;
        let result = self.tries(&mut copy, notes).await;
        copy.drop().await;
        result
    }

    async fn tries(
        &self,
        copy: &mut scratch::Scratch,
        notes: &mut Vec<String>,
    ) -> Result<(Vec<Draft>, Vec<Change>, Schema), Error> {
        let mut forced: BTreeSet<Force> = BTreeSet::new();
        let mut renamed = self.prepare(copy, Some(notes)).await?;
        loop {
            let changes = diff(&renamed, self.wanted, self.options);
            let mut drafts = lower::lower(&renamed, self.wanted, &changes, &forced, self.options)?;
            match trial::run(copy.connection(), &mut drafts).await {
                Ok(()) => {
                    let mut all = rename::lower(self.renames);
                    all.extend(drafts);
                    self.verify(copy, &all).await?;
                    return Ok((all, changes, renamed));
                }
                Err(refusal) => {
                    let draft = &drafts[refusal.index];
                    match draft.otherwise.clone().filter(|_| forced.len() < TRIES) {
                        Some(force) if !forced.contains(&force) => forced.insert(force),
                        _ => return Err(refused(draft, &refusal.error)),
                    };
                    if !refusal.is_clean {
                        let fresh =
                            scratch::of_schema(self.connect, self.actual, self.options).await?;
                        std::mem::replace(copy, fresh).drop().await;
                        renamed = self.prepare(copy, None).await?;
                    }
                }
            }
        }
    }

    /// Checks the copy, and does the renames there. Gives the schema after them.
    async fn prepare(
        &self,
        copy: &mut scratch::Scratch,
        notes: Option<&mut Vec<String>>,
    ) -> Result<Schema, Error> {
        let copied = read::schema(copy.connection(), self.scope).await?;
        let mut left = Vec::new();
        for change in diff(self.actual, &copied, self.options) {
            let object = self.actual.get(change.id());
            match object.map(|object| &object.details) {
                Some(Details::Other { .. }) => {
                    left.push(format!("{} cannot be tried beforehand", change.id()));
                }
                _ => {
                    let reason = format!(
                        "a copy of it cannot be made to try the plan on ({change}); please report this"
                    );
                    return Err(table::unsupported(change.id(), &reason));
                }
            }
        }
        if let Some(notes) = notes {
            notes.extend(left);
        }
        if self.renames.is_empty() {
            return Ok(copied_with_others(copied, self.actual));
        }
        let mut drafts = rename::lower(self.renames);
        trial::run(copy.connection(), &mut drafts)
            .await
            .map_err(|refusal| refused(&drafts[refusal.index], &refusal.error))?;
        let renamed = read::schema(copy.connection(), self.scope).await?;
        Ok(copied_with_others(renamed, self.actual))
    }

    /// The copy has to be the wanted schema now.
    async fn verify(&self, copy: &mut scratch::Scratch, drafts: &[Draft]) -> Result<(), Error> {
        let reached = read::schema(copy.connection(), self.scope).await?;
        let reached = copied_with_others(reached, self.actual);
        let left = diff(&reached, self.wanted, self.options);
        if left.is_empty() {
            return Ok(());
        }
        let sql: Vec<&str> =
            drafts.iter().flat_map(|draft| &draft.step.sql).map(String::as_str).collect();
        Err(Error::Unverified {
            differences: left.iter().map(ToString::to_string).collect(),
            plan: sql.join(";\n"),
        })
    }
}

/// What cannot be copied is as it was.
fn copied_with_others(mut copied: Schema, actual: &Schema) -> Schema {
    for (id, object) in &actual.objects {
        if matches!(object.details, Details::Other { .. }) {
            copied.objects.entry(id.clone()).or_insert_with(|| object.clone());
        }
    }
    copied
}

fn refused(draft: &Draft, error: &sqlx::Error) -> Error {
    let message = match error.as_database_error() {
        Some(database) => database.message().to_owned(),
        None => error.to_string(),
    };
    let reason = format!(
        "PostgreSQL refuses to {} (`{}`): {message}; change it in steps that it accepts, or with a migration",
        draft.step.summary,
        draft.step.sql.join("; "),
    );
    table::unsupported(&draft.step.object, &reason)
}
