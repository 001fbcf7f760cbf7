//! Makes a plan, and tries it before anybody sees it.
//!
//! The order is that of SQLite's own advice for changes of a schema: renames, then what goes (triggers, views, indexes,
//! tables), then tables that change, then what is made (tables, indexes, views, triggers). Whatever `ALTER TABLE` is
//! proposed is believed only once it gave the wanted facts on a copy of the schema.

mod alter;
mod broken;
mod conversion;
mod create;
mod data;
mod default;
mod key;
mod orphan;
mod proposal;
mod removal;
mod rename;
mod room;
mod search;
mod source;
#[cfg(test)]
mod tests;
mod trial;

use super::entry::{self, Entry};
use super::extent::{self, Extent};
use super::probe::Probe;
use super::reach::{self, is_virtual};
use super::{connection, read, scratch, statement, stranger};
use crate::diff::suggest;
use crate::plan::Names;
use crate::{
    Aspect, Change, Difference, Error, Files, Kind, Object, ObjectId, Options, Plan, Schema, Step,
    Wanted, diff,
};
pub(super) use proposal::column_texts;
pub(super) use rename::RealNames;
use rusqlite::Connection;
use schemalane_source::Dialect;
use std::collections::BTreeSet;
use std::path::Path;
use trial::Trial;

/// The steps from the schema of a database to that of files.
///
/// # Errors
///
/// The database or the files cannot be read, a hint means nothing, something cannot be changed, or the plan failed when
/// it was tried.
pub(crate) fn plan(path: &Path, files: &Files, options: &Options) -> Result<Plan, Error> {
    let real = connection::looking(path)?;
    // Everything is looked at in one state of the database. Of foreign keys that fit no key SQLite tells only where it
    // enforces them.
    real.execute_batch("PRAGMA foreign_keys = ON; BEGIN")?;
    let statements = files.statements(Dialect::Sqlite)?;
    let options = &stranger::known(&real, &statements, options)?;
    let entries = entry::all(&real, options)?;
    let mut plan = nothing(&entries, &statements);
    let mut names = Names::of(Dialect::Sqlite, &[]);
    if let Some(extent) = Extent::differing(&real, &entries, &statements)? {
        (plan, names) = of_extent(&real, &extent, options, plan)?;
        if !extent.suffices(&plan.steps) && !works(&plan.steps, &extent.with_texts(&entries))? {
            let whole = Extent::whole(&entries, &statements);
            (plan, names) = of_extent(&real, &whole, options, nothing(&entries, &statements))?;
        }
    }
    plan.notes.extend(options.note_of_strangers());
    // A part is not all that there is.
    plan.approve(&options.approvals, names.with(entries.iter().map(Entry::id)));
    Ok(plan)
}

/// A plan without any step.
fn nothing(entries: &[Entry], statements: &[Wanted]) -> Plan {
    Plan {
        dialect: Dialect::Sqlite,
        from: entry::state(entries),
        to: extent::wanted_digest(statements),
        changes: Vec::new(),
        steps: Vec::new(),
        suggestions: Vec::new(),
        notes: Vec::new(),
        uncompared: Vec::new(),
        doubts: Vec::new(),
    }
}

/// Whether steps that did what they should on a part can be executed beside everything that SQLite reads meanwhile.
fn works(steps: &[Step], entries: &[Entry]) -> Result<bool, Error> {
    let copy = scratch::copy(entries)?;
    copy.execute_batch("PRAGMA foreign_keys = OFF")?;
    Ok(steps.iter().flat_map(|step| &step.sql).all(|sql| statement::execute(&copy, sql).is_ok()))
}

/// Puts the steps of a part into a plan, and says what names mean there.
fn of_extent(
    real: &Connection,
    extent: &Extent,
    options: &Options,
    mut plan: Plan,
) -> Result<(Plan, Names), Error> {
    let copy = scratch::copy(&extent.entries)?;
    let actual = read::schema(if extent.is_whole() { real } else { &copy }, options)?;
    let wanted = scratch::of_statements(&extent.statements, options)?;
    let all = wanted.clone();
    let (wanted, beyond) = reach::goal(&actual, wanted, options)?;
    let trial = Trial::on(copy, &actual, options)?;
    let mut done = rename::steps(&trial, &extent.statements, &actual, &wanted, options)?;
    plan.steps = std::mem::take(&mut done.steps);
    let renamed = trial.schema()?;
    let changes = diff(&renamed, &wanted, options);
    plan.suggestions = suggest(&renamed, &wanted, &changes);
    let probe = Probe::new(real, &done.names, &actual);
    let planner = Planner { probe, trial, options, actual: &renamed, wanted: &wanted };
    planner.lower(&changes, &mut plan)?;
    let others = done.beside(changes, &actual, &wanted, options);
    plan.changes = std::mem::take(&mut done.changes);
    done.names.describe(&mut plan.changes, others);
    plan.notes.extend(beyond.iter().map(reach::note));
    plan.changes.extend(beyond);
    let fresh = Trial::new(&extent.entries, &actual, options)?;
    planner.verify(&fresh, &plan)?;
    let left = fresh.broken(&all)?;
    // What was broken before matters only where something is broken afterwards.
    let broken = if left.is_empty() {
        broken::Broken::new()
    } else {
        Trial::new(&extent.entries, &actual, options)?.broken(&actual)?
    };
    plan.notes.extend(broken::judge(&broken, (&actual, &renamed), (&left, &wanted), options)?);
    Ok((plan, Names::of(Dialect::Sqlite, &[&renamed, &wanted])))
}

/// What lowering changes to steps needs to know.
struct Planner<'p> {
    probe: Probe<'p>,
    trial: Trial<'p>,
    options: &'p Options,
    /// The actual schema after all renames.
    actual: &'p Schema,
    wanted: &'p Schema,
}

/// What has to be made once everything that goes is gone.
#[derive(Default)]
struct Due(BTreeSet<ObjectId>);

impl Planner<'_> {
    fn lower(&self, changes: &[Change], plan: &mut Plan) -> Result<(), Error> {
        let mut due = Due::default();
        let first = plan.steps.len();
        self.remove(changes, &mut due, &mut plan.steps)?;
        for change in changes {
            let Change::Alter { id, differences } = change else { continue };
            if id.kind == Kind::Table && !due.0.contains(id) {
                plan.steps.push(self.alter(id, differences, &mut due)?);
            }
        }
        self.create(&due, &mut plan.steps)?;
        self.fill(&due, &mut plan.steps)?;
        // In a transaction it does nothing, and whoever executes the plan has done it before; by hand it is needed.
        let is_dangerous = |sql: &String| sql.starts_with("DROP TABLE");
        let step = plan.steps.iter_mut().skip(first).find(|step| step.sql.iter().any(is_dangerous));
        if let Some(step) = step {
            step.sql.insert(0, "PRAGMA foreign_keys = OFF".to_owned());
        }
        Ok(())
    }

    /// Executes a step on the trial copy.
    fn attempt(&self, step: &Step) -> Result<(), Error> {
        self.trial.run(&step.sql).map_err(|(sql, error)| {
            Error::unverified(vec![format!("{}: {error}", step.summary)], format!("{sql};"))
        })
    }

    /// Executes the whole plan on a fresh copy: nothing may differ then.
    fn verify(&self, fresh: &Trial<'_>, plan: &Plan) -> Result<(), Error> {
        let unverified = |differences| Error::unverified(differences, plan.to_sql());
        for step in &plan.steps {
            fresh
                .run(&step.sql)
                .map_err(|(_, error)| unverified(vec![format!("{}: {error}", step.summary)]))?;
        }
        let left = diff(&fresh.schema()?, self.wanted, self.options);
        if left.is_empty() {
            Ok(())
        } else {
            Err(unverified(left.iter().map(ToString::to_string).collect()))
        }
    }

    fn before(&self, id: &ObjectId) -> Option<&Object> {
        self.actual.get(id)
    }

    fn after(&self, id: &ObjectId) -> Option<&Object> {
        self.wanted.get(id)
    }
}

/// Whether only the case of a name differs.
fn is_name(difference: &Difference) -> bool {
    match difference {
        Difference::Column { aspect, .. } => *aspect == Aspect::Name,
        Difference::Property { property, .. } => property == "name",
        _ => false,
    }
}
