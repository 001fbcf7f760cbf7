//! Makes a plan, and tries it before anybody sees it.

mod affected;
mod column;
mod common;
mod composite;
mod constraint;
mod draft;
mod drop;
mod identity;
mod index;
mod inherited;
mod lower;
mod object;
mod position;
mod property;
pub(super) mod rename;
mod replaced;
mod retype;
mod right;
mod sequence;
mod table;
mod trial;
mod types;
pub(super) mod zone;

use super::{connection, probe, read, scratch};
use crate::diff::suggest;
use crate::{
    Approval, Change, Details, Error, Files, ObjectId, Options, Plan, Rename, Renames, Schema, diff,
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
    if diff(&actual, &wanted, options).is_empty() {
        return Ok(plan);
    }
    let renames = Renames::resolve(&statements, &actual, &wanted)?;
    let authority = read::Authority::read(&mut connection).await?;
    let planner = Planner {
        connect,
        authority: &authority,
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
    authority: &'p read::Authority,
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
        let (mut renamed, uncopied) = self.prepare(copy, Some(notes)).await?;
        loop {
            let changes = diff(&renamed, self.wanted, self.options);
            let ground = lower::Ground {
                actual: &renamed,
                wanted: self.wanted,
                forced: &forced,
                options: self.options,
                authority: self.authority,
            };
            let drafts = ground.lower(&changes)?;
            match trial::run(copy.connection(), &drafts).await {
                Ok(()) => {
                    let mut all = rename::lower(self.renames);
                    all.extend(drafts);
                    self.verify(copy, &all, &uncopied).await?;
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
                        (renamed, _) = self.prepare(copy, None).await?;
                    }
                }
            }
        }
    }

    /// Checks the copy, and does the renames there. Gives the schema after them, and what could not be copied.
    async fn prepare(
        &self,
        copy: &mut scratch::Scratch,
        notes: Option<&mut Vec<String>>,
    ) -> Result<(Schema, BTreeSet<ObjectId>), Error> {
        let copied = read::schema(copy.connection(), self.scope).await?;
        let mut left = Vec::new();
        let mut uncopied = BTreeSet::new();
        for change in diff(self.actual, &copied, self.options) {
            let object = self.actual.get(change.id());
            match object.map(|object| &object.details) {
                Some(Details::Other { .. }) => {
                    if let Change::Drop { id } = &change {
                        uncopied.insert(id.clone());
                    }
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
            return Ok((self.completed(copied, &uncopied), uncopied));
        }
        let drafts = rename::lower(self.renames);
        trial::run(copy.connection(), &drafts)
            .await
            .map_err(|refusal| refused(&drafts[refusal.index], &refusal.error))?;
        let renamed = read::schema(copy.connection(), self.scope).await?;
        Ok((self.completed(renamed, &uncopied), uncopied))
    }

    /// What cannot be copied is as it was, and so is who may do what.
    fn completed(&self, mut copied: Schema, uncopied: &BTreeSet<ObjectId>) -> Schema {
        for object in uncopied.iter().filter_map(|id| self.actual.get(id)) {
            copied.objects.entry(object.id.clone()).or_insert_with(|| object.clone());
        }
        for (id, object) in &mut copied.objects {
            object.rights = rename::rights(self.renames, self.actual, id);
        }
        copied
    }

    /// The copy has to be the wanted schema now.
    async fn verify(
        &self,
        copy: &mut scratch::Scratch,
        drafts: &[Draft],
        uncopied: &BTreeSet<ObjectId>,
    ) -> Result<(), Error> {
        let reached = read::schema(copy.connection(), self.scope).await?;
        let reached = self.completed(reached, uncopied);
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
