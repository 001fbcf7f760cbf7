//! Makes a plan, and tries it before anybody sees it.

mod absence;
mod affected;
mod attempt;
mod beside;
mod column;
mod common;
mod composite;
mod constraint;
mod context;
mod draft;
mod drop;
mod finish;
pub(super) mod fixed;
mod identification;
mod identity;
mod index;
mod inherited;
mod lower;
mod not_null;
mod object;
mod online;
mod outdated;
mod partition;
mod permission;
mod position;
mod property;
mod questions;
pub(super) mod rename;
mod replaced;
mod retype;
mod right;
mod segment;
mod sequence;
mod table;
mod trial;
pub(super) mod typed;
mod types;
pub(super) mod zone;

use super::{connection, drift, probe, read, scratch, stranger, verified};
use crate::diff::suggest;
use crate::plan::Names;
use crate::quantity::counted;
use crate::{
    Change, Difference, Digest, Error, Files, Kind, ObjectId, Options, Origin, Plan, Rename,
    Renames, Schema, Wanted, diff,
};
use attempt::{Attempt, Drafted, Planner};
use schemalane_source::Dialect;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

pub(crate) async fn plan(
    connect: &PgConnectOptions,
    files: &Files,
    options: &Options,
) -> Result<Plan, Error> {
    let (mut plan, names) = make(connect, files, options).await?;
    if !options.authorisation {
        let statements = files.statements(Dialect::Postgres)?;
        let rights = statements.into_iter().filter(Wanted::is_about_rights);
        plan.uncompared = rights.map(|statement| statement.origin).collect();
        plan.notes.extend(uncompared(&plan.uncompared));
    }
    plan.approve(&options.approvals, names);
    Ok(plan)
}

/// The plan, and what names mean in it.
async fn make(
    connect: &PgConnectOptions,
    files: &Files,
    options: &Options,
) -> Result<(Plan, Names), Error> {
    let statements = files.statements(Dialect::Postgres)?;
    let mut connection = connection::open(connect).await?;
    let options = &stranger::known(&mut connection, &statements, options).await?;
    let told = || options.note_of_strangers().into_iter();
    if let Some((actual, wanted)) = verified::recall(&mut connection, files, options).await? {
        let mut plan = nothing(&actual, wanted);
        plan.notes = unknown(options, &actual, &actual).into_iter().chain(told()).collect();
        return Ok((plan, Names::of(Dialect::Postgres, &[&actual])));
    }
    let mut wanted = scratch::of_statements(connect, &statements, options).await?;
    let scope = scratch::managed(&wanted, options);
    let actual = read::schema(&mut connection, &scope).await?;
    let mut is_read_again = false;
    if drift::may_drift(&actual, &wanted, &diff(&actual, &wanted, options)) {
        wanted = drift::again(connect, &wanted, &scope, options).await?;
        is_read_again = true;
    }
    let mut forced = BTreeSet::new();
    loop {
        let mut plan = nothing(&actual, wanted.digest());
        plan.notes = unknown(options, &actual, &wanted).into_iter().chain(told()).collect();
        // A hint that means nothing is an error even where nothing differs.
        let renames = Renames::resolve(&statements, &actual, &wanted, options)?;
        if diff(&actual, &wanted, options).is_empty() {
            return Ok((plan, Names::of(Dialect::Postgres, &[&actual])));
        }
        let authority = read::Authority::read(&mut connection).await?;
        let planner = Planner {
            connect,
            authority: &authority,
            options,
            scope: &scope,
            actual: &actual,
            wanted: &wanted,
            renames: &renames,
            is_read_again,
        };
        let drafted = match planner.attempt(&mut forced).await? {
            Attempt::Done(drafted) => drafted,
            Attempt::Spoilt => continue,
            Attempt::Drifted => {
                wanted = drift::again(connect, &wanted, &scope, options).await?;
                is_read_again = true;
                continue;
            }
        };
        let Drafted { drafts, changes, renamed, notes } = *drafted;
        plan.notes.extend(notes);
        plan.suggestions = suggest(&renamed, &wanted, &changes);
        plan.changes = renames.iter().filter_map(as_change).chain(changes).collect();
        let drafts = drafts.into_iter().map(|draft| (draft.step, draft.probes)).collect();
        plan.steps = probe::look(&mut connection, drafts, &renamed, &wanted, &renames).await?;
        return Ok((plan, Names::of(Dialect::Postgres, &[&renamed, &wanted])));
    }
}

/// What there is to say of rights that the files speak of.
fn uncompared(places: &[Origin]) -> Option<String> {
    let (first, count) = (places.first()?, places.len());
    let others = match count {
        1 => String::new(),
        _ => format!(", and in {} more", counted(count - 1, "place", "places")),
    };
    Some(format!(
        "The files say who may do what ({first}{others}), and nothing of that was compared or done: say `--grants`."
    ))
}

/// What there is to say of managed schemas that are nowhere: their names may be a slip of the pen.
fn unknown(options: &Options, actual: &Schema, wanted: &Schema) -> Vec<String> {
    let is_known = |name: &&String| {
        let id = ObjectId::new(Kind::Schema, "", *name);
        actual.get(&id).is_some() || wanted.get(&id).is_some()
    };
    let names = options.schemas.iter().filter(|name| !is_known(name));
    names
        .map(|name| {
            format!(
                "The schema {name} is neither in the database nor in the files: see whether `--schema` or \
                 schemalane.toml has its right name."
            )
        })
        .collect()
}

/// A plan without any step.
fn nothing(actual: &Schema, to: Digest) -> Plan {
    Plan {
        dialect: Dialect::Postgres,
        from: actual.state(),
        to,
        changes: Vec::new(),
        steps: Vec::new(),
        suggestions: Vec::new(),
        notes: Vec::new(),
        uncompared: Vec::new(),
        doubts: Vec::new(),
    }
}

fn as_change(rename: &Rename) -> Option<Change> {
    match rename {
        Rename::Object { from, to, .. } => {
            Some(Change::Rename { from: from.clone(), to: to.clone() })
        }
        Rename::Column { table, from, to, .. } => {
            let (from, to) = (from.clone(), to.clone());
            let difference = match table.kind {
                Kind::Enum => Difference::Property {
                    property: "label".to_owned(),
                    before: Some(from),
                    after: Some(to),
                },
                _ => Difference::ColumnRenamed { from, to },
            };
            Some(Change::Alter { id: table.clone(), differences: vec![difference] })
        }
    }
}
