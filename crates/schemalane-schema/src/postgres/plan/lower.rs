//! From what differs to steps.

use super::super::{ddl, read::Authority};
use super::affected::Affected;
use super::context::Context;
use super::draft::{Draft, Force};
use super::online::{can_build_online, drop_online, swapped_indexes};
use super::replaced::is_replaced_type;
use super::{
    common, drop, finish, fixed, index, inherited, object, partition, property, right, segment,
    sequence, table, types,
};
use crate::{
    Change, Details, Difference, Error, Kind, Object, ObjectId, Options, Schema, Table, order,
};
use std::collections::{BTreeMap, BTreeSet};

/// What steps are made from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'g> {
    pub(super) actual: &'g Schema,
    pub(super) wanted: &'g Schema,
    pub(super) forced: &'g BTreeSet<Force>,
    pub(super) options: &'g Options,
    pub(super) authority: &'g Authority,
}

impl Ground<'_> {
    /// The steps from one schema to another: what goes first, what changes and comes in the order of what needs what,
    /// what refers to others, and what can only go last.
    pub(super) fn lower(&self, changes: &[Change]) -> Result<Vec<Draft>, Error> {
        let Self { actual, wanted, forced, options, .. } = *self;
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
        let mut drafts = sequence::rescue(actual, &affected);
        let leaving =
            wanted.objects.values().filter_map(|after| Some((actual.get(&after.id)?, after)));
        drafts.extend(leaving.flat_map(|(before, after)| property::disinherit(before, after)));
        let (early, late) = drop::lower(actual, &affected)?;
        drafts.extend(early);
        if options.online {
            let gone =
                drafts.iter_mut().filter(|draft| affected.dropped.contains(&draft.step.object));
            gone.for_each(|draft| drop_online(actual, draft));
        }
        let (mut finishing, mut end) = (Vec::new(), Vec::new());
        for id in order::creation(wanted)? {
            let Some(after) = wanted.get(&id) else { continue };
            let before = actual.get(&id);
            if affected.handover.from_identity.contains_key(&id) {
                let give = after.finish.clone();
                finishing.push(Draft::new(&id, format!("give {id} to its column"), give));
                continue;
            }
            if before.is_none() && comes_with_its_table((actual, wanted), &affected, after) {
                continue;
            }
            let Some(before) = before.filter(|_| !affected.recreated.contains(&id)) else {
                let made = self.created(&affected, before, after).into_iter();
                drafts.extend(made.map(|draft| checked(draft, forced)));
                finishing.extend(finish::finish(after));
                continue;
            };
            let found = differences.get(&id).copied().unwrap_or_default();
            let position = drafts.len();
            if swapped.contains(&id) {
                if let Details::Index(own) = &after.details {
                    drafts.extend({
                        let (new, old) = (self.beside(&id, "_new"), self.beside(&id, "_old"));
                        index::concurrently(after, own, Some((&new, &old)))
                    });
                }
            } else if before.as_table().is_some() {
                let context = Context { table: &id, ground: *self, affected: &affected };
                let (now, later) = table::alter(&context, before, after, found)?;
                drafts.extend(now);
                finishing.extend(later);
            } else if !found.is_empty() && is_replaced_type(before, after, actual) {
                let removed = removed(before, after);
                let (now, later) = types::swap(before, after, self, &removed)?;
                drafts.extend(now);
                end.extend(later);
                drafts.extend(common::rights(before, after));
                continue;
            } else if !found.is_empty() {
                drafts.extend(object::alter(before, after, found, actual, wanted));
                if let (Details::Sequence(one), Details::Sequence(other)) =
                    (&before.details, &after.details)
                {
                    finishing.extend(sequence::owner(&id, one, other));
                }
            }
            drafts.extend(common::comment(before, after));
            drafts.extend(common::rights(before, after));
            for draft in &mut drafts[position..] {
                draft.step.origin.clone_from(&after.origin);
            }
        }
        end.extend(late);
        let order = segment::Order { actual, wanted, changes, affected: &affected };
        let mut drafts = order.join(segment::Parts { body: drafts, finishing, last: end });
        drafts.retain(|draft| !draft.step.sql.is_empty());
        Ok(drafts)
    }

    /// The steps that make an object, or make it anew.
    fn created(&self, affected: &Affected, before: Option<&Object>, after: &Object) -> Vec<Draft> {
        if let Some(before) = before {
            let mut drafts = vec![object::recreate(before, after, self.authority)];
            drafts.extend(common::rights(before, after));
            return drafts;
        }
        if let (Details::Index(own), true) = (&after.details, self.options.online)
            && own.table.kind == Kind::Table
            && can_build_online(self.actual, &own.table)
        {
            return index::concurrently(after, own, None);
        }
        let mut draft = object::create(after, self.authority);
        if let Some(of) = after.as_table().and_then(Table::partition) {
            draft = partition::displacing(draft, (self.actual, self.wanted), &after.id, &of.parent);
        }
        // Where somebody turns a view into a materialised one, or counts by another sequence, those who might use the
        // old one may do so still.
        let old = right::predecessor(self, after)
            .or_else(|| self.actual.get(affected.handover.from_sequence.get(&after.id)?));
        if let Some(old) = old.filter(|_| after.owner.is_none()) {
            draft = right::restore(draft, old, after, self.authority);
        }
        if let Details::Sequence(sequence) = &after.details {
            draft.step.sql.extend(right::of_table(self, after, sequence));
        }
        vec![draft]
    }
}

/// Objects that are compared and never changed.
fn refuse(actual: &Schema, wanted: &Schema, changes: &[Change]) -> Result<(), Error> {
    for change in changes {
        fixed::refuse(actual, wanted, change)?;
        let id = change.id();
        let object = wanted.get(id).or_else(|| actual.get(id));
        if !object.is_some_and(|object| matches!(object.details, Details::Other { .. })) {
            continue;
        }
        let is_creatable = matches!(change, Change::Create { .. })
            && object.is_some_and(|object| !object.create.is_empty());
        if !is_creatable && ddl::Remake::of(id).is_none() {
            let reason = "objects of this kind are compared and never changed";
            let help = "change it yourself, with a migration or by hand";
            return Err(Error::unsupported(id, reason, help));
        }
    }
    Ok(())
}

/// Whether it is an index that a new partition gets since the partitioned table has it.
fn comes_with_its_table(
    (actual, wanted): (&Schema, &Schema),
    affected: &Affected,
    after: &Object,
) -> bool {
    let Details::Index(index) = &after.details else { return false };
    let Some(parent) = &index.attached_to else { return false };
    let stays = actual.get(parent).is_some() && !affected.goes(parent);
    let comes = |parent| comes_with_its_table((actual, wanted), affected, parent);
    actual.get(&index.table).is_none() && (stays || wanted.get(parent).is_some_and(comes))
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

fn removed(before: &Object, after: &Object) -> Vec<String> {
    match (&before.details, &after.details) {
        (Details::Enum(before), Details::Enum(after)) => {
            before.labels.iter().filter(|label| !after.labels.contains(label)).cloned().collect()
        }
        _ => Vec::new(),
    }
}
