//! What has to go, for a while or for good, so that the rest can change.

use super::super::ddl::Remake;
use super::draft::Force;
use super::index::is_rebuilt;
use super::partition::top;
use super::position::Handover;
use super::replaced::{is_recreated, is_replaced_type, users};
use crate::{Change, Details, Difference, Index, Kind, Object, ObjectId, Part, Schema};
use std::collections::BTreeSet;

/// An object, or a part of one.
pub(super) type Node = (ObjectId, Option<Part>);

/// What is dropped, and what of that comes back.
#[derive(Debug, Default)]
pub(super) struct Affected {
    /// Objects that are not wanted.
    pub(super) dropped: BTreeSet<ObjectId>,
    /// Objects that are dropped and created again.
    pub(super) recreated: BTreeSet<ObjectId>,
    /// Constraints of tables that stay, which are dropped; those that are wanted are added again.
    pub(super) constraints: BTreeSet<(ObjectId, String)>,
    /// Generated columns of tables that stay, which are dropped and added again.
    pub(super) columns: BTreeSet<(ObjectId, String)>,
    /// Columns whose default is dropped and set again.
    pub(super) defaults: BTreeSet<(ObjectId, String)>,
    /// Columns whose own sequence goes with a change of the column.
    pub(super) sequences: BTreeSet<(ObjectId, String)>,
    /// Sequences whose position goes on elsewhere.
    pub(super) handover: Handover,
}

/// How a thing changes, as those see it that depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It goes.
    Gone,
    /// Its type changes: indexes and constraints follow by themselves.
    Retyped,
}

/// Whether an index leaves the one of the whole table because its own table does: the server lets it go by itself.
fn leaves(actual: &Schema, wanted: &Schema, before: &Object, after: &Object) -> bool {
    let (Details::Index(before), Details::Index(after)) = (&before.details, &after.details) else {
        return false;
    };
    let attached = |schema: &Schema| schema.get(&before.table)?.as_table()?.partition().cloned();
    attached(actual) != attached(wanted)
        && !is_rebuilt(&Index { attached_to: after.attached_to.clone(), ..before.clone() }, after)
}

/// The index of the whole table that an invalid one of a partition belongs to.
fn whole_of_invalid<'s>(actual: &'s Schema, before: &Object) -> Option<&'s ObjectId> {
    match &before.details {
        Details::Index(index) if index.invalid && !index.partitioned => top(actual, &before.id),
        _ => None,
    }
}

impl Affected {
    pub(super) fn find(
        actual: &Schema,
        wanted: &Schema,
        changes: &[Change],
        forced: &BTreeSet<Force>,
    ) -> Self {
        let handover = Handover::find(actual, wanted);
        let mut found = Self { handover, ..Self::default() };
        let mut queue: Vec<(Node, Fate)> = Vec::new();
        for change in changes {
            match change {
                Change::Drop { id } => {
                    found.dropped.insert(id.clone());
                    queue.push(((id.clone(), None), Fate::Gone));
                }
                Change::Alter { id, differences } => {
                    let (Some(before), Some(after)) = (actual.get(id), wanted.get(id)) else {
                        continue;
                    };
                    let is_recreated =
                        is_recreated(before, after) && !leaves(actual, wanted, before, after);
                    // One that belongs to that of the whole table cannot go alone.
                    if is_recreated && let Some(whole) = whole_of_invalid(actual, before) {
                        if found.recreated.insert(whole.clone()) {
                            queue.push(((whole.clone(), None), Fate::Gone));
                        }
                        found.recreated.insert(id.clone());
                    } else if is_recreated || forced.contains(&Force::Recreate(id.clone())) {
                        found.recreated.insert(id.clone());
                        queue.push(((id.clone(), None), Fate::Gone));
                    } else if is_replaced_type(before, after, actual) {
                        found.retype_users(actual, id, &mut queue);
                    } else {
                        found.seed(id, differences, &mut queue);
                        queue.extend(attributes(before, after));
                    }
                }
                Change::Create { .. } | Change::Rename { .. } => {}
            }
        }
        for force in forced {
            if let Force::Rebuild(id) = force
                && found.recreated.insert(id.clone())
            {
                queue.push(((id.clone(), None), Fate::Gone));
            }
        }
        found.spread(actual, wanted, queue);
        found
    }

    /// Whether an object is dropped, for good or for a while.
    pub(super) fn goes(&self, id: &ObjectId) -> bool {
        self.dropped.contains(id) || self.recreated.contains(id)
    }

    /// Everything that the changed type's columns are used by.
    fn retype_users(&self, actual: &Schema, id: &ObjectId, queue: &mut Vec<(Node, Fate)>) {
        for (table, column) in users(actual, id) {
            queue.push(((table, Some(Part::Column(column))), Fate::Retyped));
        }
        queue.push(((id.clone(), None), Fate::Retyped));
    }

    fn seed(&mut self, id: &ObjectId, differences: &[Difference], queue: &mut Vec<(Node, Fate)>) {
        use crate::Aspect;
        for difference in differences {
            if let Difference::ColumnDropped { column }
            | Difference::Column {
                column,
                aspect: Aspect::Identity,
                before: None,
                after: Some(_),
            } = difference
            {
                self.sequences.insert((id.clone(), column.clone()));
            }
            let (part, fate) = match difference {
                Difference::ColumnDropped { column } => (Part::Column(column.clone()), Fate::Gone),
                Difference::Column {
                    column, aspect: Aspect::Generated, after: Some(_), ..
                } => (Part::Column(column.clone()), Fate::Gone),
                Difference::Column { column, aspect: Aspect::Type | Aspect::Collation, .. } => {
                    (Part::Column(column.clone()), Fate::Retyped)
                }
                Difference::ConstraintDropped { constraint } => match &constraint.name {
                    Some(name) => (Part::Constraint(name.clone()), Fate::Gone),
                    None => continue,
                },
                Difference::ConstraintChanged { before, after } => match &before.name {
                    Some(name) if super::constraint::is_replaced(before, after) => {
                        (Part::Constraint(name.clone()), Fate::Gone)
                    }
                    _ => continue,
                },
                _ => continue,
            };
            if let (Kind::Table, Part::Constraint(name)) = (id.kind, &part) {
                self.constraints.insert((id.clone(), name.clone()));
            }
            if let (Difference::Column { aspect: Aspect::Generated, .. }, Part::Column(name)) =
                (difference, &part)
            {
                self.columns.insert((id.clone(), name.clone()));
            }
            queue.push(((id.clone(), Some(part)), fate));
        }
    }

    fn spread(&mut self, actual: &Schema, wanted: &Schema, mut queue: Vec<(Node, Fate)>) {
        while let Some(((on, part), fate)) = queue.pop() {
            for object in actual.objects.values().filter(|object| object.id != on || part.is_some())
            {
                let is_let_go = on.kind == Kind::Index
                    && wanted
                        .get(&object.id)
                        .is_some_and(|after| leaves(actual, wanted, object, after));
                if is_let_go {
                    continue;
                }
                for dependency in object.depends_on.iter().filter(|dependency| {
                    dependency.on == on && (part.is_none() || dependency.part == part)
                }) {
                    let reached = self.reach(object, dependency.of.as_ref(), &part, fate, wanted);
                    queue.extend(reached.map(|part| ((object.id.clone(), part), Fate::Gone)));
                }
            }
        }
    }

    /// Notes that something has to go since what it needs does. Gives what of it goes now and did not before.
    fn reach(
        &mut self,
        object: &Object,
        of: Option<&Part>,
        on: &Option<Part>,
        fate: Fate,
        wanted: &Schema,
    ) -> Option<Option<Part>> {
        let id = &object.id;
        // A text that names the old type is of no use with the new one.
        let names_type = on.is_none();
        if self.goes(id) {
            return None;
        }
        match of {
            Some(Part::Constraint(name)) => {
                // On a column whose type changes the server checks anew by itself, but where the other side of a
                // foreign key has another type meanwhile.
                let is_reference = object.as_table().is_some_and(|table| {
                    table.constraints.iter().any(|constraint| {
                        constraint.name.as_ref() == Some(name)
                            && matches!(constraint.rule, crate::Rule::ForeignKey { .. })
                    })
                });
                let stays = fate == Fate::Retyped && !is_reference && !names_type;
                let is_new = !stays && self.constraints.insert((id.clone(), name.clone()));
                is_new.then(|| Some(Part::Constraint(name.clone())))
            }
            Some(Part::Column(name)) => {
                let column = object.as_table()?.column(name)?;
                wanted.get(id)?.as_table()?.column(name)?;
                let key = (id.clone(), name.clone());
                if column.generated.is_some() {
                    return self.columns.insert(key).then(|| Some(Part::Column(name.clone())));
                }
                // A type that is swapped takes the default along.
                if column.default.is_some() && fate == Fate::Gone && on.is_none() {
                    self.defaults.insert(key);
                }
                None
            }
            None => {
                let can_return = match id.kind {
                    Kind::View | Kind::MaterializedView | Kind::Trigger | Kind::Policy => true,
                    Kind::Routine => true,
                    Kind::Index => fate == Fate::Gone || names_type,
                    Kind::Other => match Remake::of(id) {
                        // The server makes statistics anew when the type of a column changes.
                        Some(Remake::Statistics) => fate == Fate::Gone,
                        remake => remake.is_some(),
                    },
                    _ => false,
                };
                (can_return && wanted.get(id).is_some() && self.recreated.insert(id.clone()))
                    .then_some(None)
            }
        }
    }
}

/// The attributes of a composite type that go, or get another type in place.
fn attributes(before: &Object, after: &Object) -> Vec<(Node, Fate)> {
    let (Details::Composite(one), Details::Composite(other)) = (&before.details, &after.details)
    else {
        return Vec::new();
    };
    let (gone, retyped) = super::composite::touched(one, other);
    let node = |name: String| (after.id.clone(), Some(Part::Column(name)));
    let gone = gone.into_iter().map(|name| (node(name), Fate::Gone));
    gone.chain(retyped.into_iter().map(|name| (node(name), Fate::Retyped))).collect()
}
