//! From what differs to steps.

use super::affected::Affected;
use super::draft::{Draft, Force};
use super::replaced::is_replaced_type;
use super::{common, drop, index, inherited, object, sequence, table, types};
use crate::{Change, Details, Difference, Error, Kind, Object, ObjectId, Options, Schema, order};
use std::collections::{BTreeMap, BTreeSet};

/// The steps from one schema to another: what goes first, what changes and comes in the order of what needs what, what
/// refers to others, and what can only go last.
pub(super) fn lower(
    actual: &Schema,
    wanted: &Schema,
    changes: &[Change],
    forced: &BTreeSet<Force>,
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    refuse(actual, wanted, changes)?;
    let changes = &inherited::without(actual, wanted, changes);
    let mut affected = Affected::find(actual, wanted, changes, forced);
    let swapped = swapped_indexes(actual, wanted, &mut affected, options);
    let differences: BTreeMap<&ObjectId, &[Difference]> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Alter { id, differences } => Some((id, differences.as_slice())),
            _ => None,
        })
        .collect();
    let (mut drafts, late) = drop::lower(actual, &affected)?;
    let context = table::Context { actual, wanted, affected: &affected, forced, options };
    let mut finish = Vec::new();
    let mut end = Vec::new();
    for id in order::creation(wanted)? {
        let Some(after) = wanted.get(&id) else { continue };
        let before = actual.get(&id);
        let Some(before) = before.filter(|_| !affected.recreated.contains(&id)) else {
            let made = created(actual, after, before.is_some(), options).into_iter();
            drafts.extend(made.map(|draft| checked(draft, forced)));
            if !after.finish.is_empty() {
                let summary = match &after.details {
                    Details::Sequence(_) => format!("give {id} to its column"),
                    Details::Index(_) => format!("attach {id} to the index of the whole table"),
                    _ => format!("let {id} refer to others"),
                };
                let mut draft = Draft::new(&id, summary, after.finish.clone());
                draft.step.origin.clone_from(&after.origin);
                finish.push(draft);
            }
            continue;
        };
        let found = differences.get(&id).copied().unwrap_or_default();
        let position = drafts.len();
        if swapped.contains(&id) {
            if let Details::Index(own) = &after.details {
                drafts.extend(index::concurrently(after, own, true));
            }
        } else if before.as_table().is_some() {
            let (now, later) = table::alter(&context, before, after, found)?;
            drafts.extend(now);
            finish.extend(later);
        } else if !found.is_empty() && is_replaced_type(before, after) {
            let removed = removed(before, after);
            let (now, later) = types::swap(before, after, actual, wanted, &removed);
            drafts.extend(now);
            end.extend(later);
            continue;
        } else if !found.is_empty() {
            drafts.extend(object::alter(before, after, found, actual, wanted));
            if let (Details::Sequence(one), Details::Sequence(other)) =
                (&before.details, &after.details)
            {
                finish.extend(sequence::owner(&id, one, other));
            }
        }
        drafts.extend(common::alter(before, after));
        for draft in &mut drafts[position..] {
            draft.step.origin.clone_from(&after.origin);
        }
    }
    drafts.extend(finish);
    drafts.extend(end);
    drafts.extend(late);
    drafts.retain(|draft| !draft.step.sql.is_empty());
    Ok(drafts)
}

/// Objects that are compared and never changed.
fn refuse(actual: &Schema, wanted: &Schema, changes: &[Change]) -> Result<(), Error> {
    for change in changes {
        let id = change.id();
        let object = wanted.get(id).or_else(|| actual.get(id));
        let Some(Details::Other { what, .. }) = object.map(|object| &object.details) else {
            continue;
        };
        let is_creatable = matches!(change, Change::Create { .. })
            && object.is_some_and(|object| !object.create.is_empty());
        if !is_creatable {
            let reason = format!(
                "a {what} is compared and never changed: change it yourself, with a migration or by hand"
            );
            return Err(table::unsupported(id, &reason));
        }
    }
    Ok(())
}

fn created(actual: &Schema, after: &Object, comes_back: bool, options: &Options) -> Vec<Draft> {
    if let (Details::Index(own), true) = (&after.details, options.online)
        && !comes_back
        && own.table.kind == Kind::Table
        && can_build_online(actual, &own.table)
        && own.attached_to.is_none()
    {
        return index::concurrently(after, own, false);
    }
    vec![object::create(after, comes_back)]
}

/// A routine whose body names what comes later is made without a look into it.
fn checked(draft: Draft, forced: &BTreeSet<Force>) -> Draft {
    let id = draft.step.object.clone();
    let unchecked = Force::Unchecked(id.clone());
    match id.kind {
        Kind::Routine if forced.contains(&unchecked) => draft.unchecked(),
        Kind::Routine => draft.otherwise(unchecked),
        _ => draft,
    }
}

/// Whether a table is there, so that somebody uses it, and is none that is partitioned.
fn can_build_online(actual: &Schema, id: &ObjectId) -> bool {
    let table = actual.get(id).and_then(Object::as_table);
    table.is_some_and(|table| {
        !matches!(&table.options, crate::TableOptions::Postgres(own) if own.partition_by.is_some())
    })
}

/// The indexes that are built beside the old ones and swapped.
fn swapped_indexes(
    actual: &Schema,
    wanted: &Schema,
    affected: &mut Affected,
    options: &Options,
) -> BTreeSet<ObjectId> {
    if !options.online {
        return BTreeSet::new();
    }
    let swapped: BTreeSet<ObjectId> = affected
        .recreated
        .iter()
        .filter(|id| {
            let details = |schema: &Schema| match &schema.get(id)?.details {
                Details::Index(index) => Some(index.clone()),
                _ => None,
            };
            match (details(actual), details(wanted)) {
                (Some(before), Some(after)) => {
                    before.table == after.table
                        && before.table.kind == Kind::Table
                        && before.attached_to.is_none()
                        && can_build_online(actual, &before.table)
                }
                _ => false,
            }
        })
        .cloned()
        .collect();
    affected.recreated.retain(|id| !swapped.contains(id));
    swapped
}

fn removed(before: &Object, after: &Object) -> Vec<String> {
    match (&before.details, &after.details) {
        (Details::Enum(before), Details::Enum(after)) => {
            before.labels.iter().filter(|label| !after.labels.contains(label)).cloned().collect()
        }
        _ => Vec::new(),
    }
}
