//! What goes, in an order in which nothing that stays is in the way.

use super::super::connection::{qualified, quote};
use super::super::ddl;
use super::super::probe::{Counter, Probe};
use super::affected::{Affected, Node};
use super::draft::Draft;
use crate::{Cycle, Details, HazardKind, Kind, Object, ObjectId, Part, Rule, Schema, order};
use std::collections::{BTreeMap, BTreeSet};

/// The drops before and after everything else.
pub(super) fn lower(
    actual: &Schema,
    affected: &Affected,
) -> Result<(Vec<Draft>, Vec<Draft>), Cycle> {
    let late = late(actual, affected);
    let mut early: BTreeSet<Node> = BTreeSet::new();
    let objects = affected.dropped.iter().chain(&affected.recreated);
    early.extend(objects.filter(|id| !late.contains(*id)).map(|id| (id.clone(), None)));
    let constraints = affected.constraints.iter().filter(|(id, _)| !affected.goes(id));
    early.extend(constraints.map(|(id, name)| (id.clone(), Some(Part::Constraint(name.clone())))));
    let columns = affected.columns.iter().filter(|(id, _)| !affected.goes(id));
    early.extend(columns.map(|(id, name)| (id.clone(), Some(Part::Column(name.clone())))));
    let defaults = affected.defaults.iter().filter(|key| !affected.columns.contains(*key));
    early.extend(
        defaults
            .filter(|(id, _)| !affected.goes(id))
            .map(|(id, name)| (id.clone(), Some(Part::Column(name.clone())))),
    );
    let late: BTreeSet<Node> = late.into_iter().map(|id| (id, None)).collect();
    Ok((steps(actual, affected, early)?, steps(actual, affected, late)?))
}

/// What can only go once what stays has let go of it.
fn late(actual: &Schema, affected: &Affected) -> BTreeSet<ObjectId> {
    let mut late: BTreeSet<ObjectId> = BTreeSet::new();
    for object in actual.objects.values().filter(|object| !affected.goes(&object.id)) {
        for dependency in &object.depends_on {
            let goes_early = match &dependency.of {
                Some(Part::Constraint(name)) => {
                    affected.constraints.contains(&(object.id.clone(), name.clone()))
                }
                Some(Part::Column(name)) => {
                    affected.columns.contains(&(object.id.clone(), name.clone()))
                }
                None => false,
            };
            if affected.dropped.contains(&dependency.on) && !goes_early {
                late.insert(dependency.on.clone());
            }
        }
    }
    // What a late one needs is late too.
    let mut queue: Vec<ObjectId> = late.iter().cloned().collect();
    while let Some(id) = queue.pop() {
        let Some(object) = actual.get(&id) else { continue };
        for dependency in &object.depends_on {
            if affected.dropped.contains(&dependency.on) && late.insert(dependency.on.clone()) {
                queue.push(dependency.on.clone());
            }
        }
    }
    late
}

fn steps(
    actual: &Schema,
    affected: &Affected,
    mut nodes: BTreeSet<Node>,
) -> Result<Vec<Draft>, Cycle> {
    // A node goes after all that need it.
    let mut order = sorted(actual, &nodes);
    if let Err(circle) = &order {
        // Tables that refer to each other: their foreign keys go first.
        for (id, _) in circle {
            let Some(table) = actual.get(id).and_then(Object::as_table) else { continue };
            for constraint in &table.constraints {
                if let (Rule::ForeignKey { .. }, Some(name)) = (&constraint.rule, &constraint.name)
                {
                    nodes.insert((id.clone(), Some(Part::Constraint(name.clone()))));
                }
            }
        }
        order = sorted(actual, &nodes);
    }
    let order = order.map_err(|members| Cycle {
        members: members.into_iter().map(|(id, _)| (id, None)).collect(),
    })?;
    Ok(order.iter().filter_map(|(id, part)| step(actual, affected, id, part.as_ref())).collect())
}

fn sorted(actual: &Schema, nodes: &BTreeSet<Node>) -> Result<Vec<Node>, Vec<Node>> {
    let mut needs: BTreeMap<Node, BTreeSet<Node>> =
        nodes.iter().map(|node| (node.clone(), BTreeSet::new())).collect();
    let whole_or_part = |id: &ObjectId, part: &Option<Part>| {
        [(id.clone(), part.clone()), (id.clone(), None)]
            .into_iter()
            .find(|node| nodes.contains(node))
    };
    for object in actual.objects.values() {
        for dependency in &object.depends_on {
            let user = whole_or_part(&object.id, &dependency.of);
            let used = whole_or_part(&dependency.on, &dependency.part);
            if let (Some(user), Some(used)) = (user, used)
                && user != used
                && let Some(before) = needs.get_mut(&used)
                // A table that goes waits for its own constraint that goes by itself, never the other way round.
                && !(user.0 == used.0 && user.1.is_none())
            {
                before.insert(user);
            }
        }
    }
    for node in nodes.iter().filter(|node| node.1.is_some()) {
        if let Some(before) = needs.get_mut(&(node.0.clone(), None)) {
            before.insert(node.clone());
        }
    }
    order::sort(&needs, |(id, part)| (part.is_none(), last(id.kind)))
}

const fn last(kind: Kind) -> u8 {
    match kind {
        Kind::Trigger | Kind::Policy | Kind::Other => 0,
        Kind::Index => 1,
        Kind::View | Kind::MaterializedView => 2,
        Kind::Table => 3,
        Kind::Routine | Kind::Sequence => 4,
        Kind::Enum | Kind::Domain | Kind::Composite => 5,
        Kind::Extension => 6,
        Kind::Schema => 7,
    }
}

fn step(actual: &Schema, affected: &Affected, id: &ObjectId, part: Option<&Part>) -> Option<Draft> {
    let object = actual.get(id)?;
    let table = qualified(id);
    match part {
        Some(Part::Constraint(name)) => {
            let sql = format!("ALTER TABLE {table} DROP CONSTRAINT {}", quote(name));
            let summary = format!("drop constraint {name} of {id}");
            return Some(Draft::new(id, summary, vec![sql]).lock("ACCESS EXCLUSIVE", id));
        }
        Some(Part::Column(name)) if affected.columns.contains(&(id.clone(), name.clone())) => {
            let sql = format!("ALTER TABLE {table} DROP COLUMN {}", quote(name));
            let is_generated = object.as_table()?.column(name)?.generated.is_some();
            let draft =
                Draft::new(id, format!("drop column {name} of {id} to make it anew"), vec![sql])
                    .lock("ACCESS EXCLUSIVE", id);
            return Some(if is_generated {
                draft
            } else {
                draft.probe(Probe::Values { table: id.clone(), column: name.clone() })
            });
        }
        Some(Part::Column(name)) => {
            let sql = format!("ALTER TABLE {table} ALTER COLUMN {} DROP DEFAULT", quote(name));
            let summary = format!("drop the default of column {name} of {id}");
            return Some(Draft::new(id, summary, vec![sql]).lock("ACCESS EXCLUSIVE", id));
        }
        None => {}
    }
    if goes_along(affected, object) {
        return None;
    }
    let verb = if affected.recreated.contains(id) {
        format!("drop {id} to make it anew")
    } else {
        format!("drop {id}")
    };
    let draft = Draft::new(id, verb, vec![statement(object)]);
    Some(hazards(draft, object, affected))
}

fn hazards(draft: Draft, object: &Object, affected: &Affected) -> Draft {
    let id = &object.id;
    let comes_back = affected.recreated.contains(id);
    match &object.details {
        Details::Table(_) => {
            draft.lock("ACCESS EXCLUSIVE", id).probe(Probe::Rows { table: id.clone() })
        }
        Details::Index(index) => {
            let draft = draft.lock("ACCESS EXCLUSIVE", &index.table);
            draft.warning(HazardKind::IndexDrop, id, "queries that use the index may become slow")
        }
        Details::Sequence(_) if affected.handover.carried.contains(id) => draft,
        Details::Sequence(_) => {
            draft.probe(Probe::Position { counter: Counter::Sequence(id.clone()) })
        }
        Details::Other { .. } => match ddl::Remake::of(id) {
            Some(remake) if !comes_back => draft.hazard(remake.loss(id)),
            _ => draft,
        },
        _ if comes_back => draft,
        Details::View(_) | Details::Routine(_) | Details::Extension(_) => draft.warning(
            HazardKind::BehaviourChange,
            id,
            "applications that use it fail from then on",
        ),
        Details::Trigger(_) => draft.warning(HazardKind::BehaviourChange, id, "it no longer fires"),
        Details::Policy(_) => {
            draft.warning(HazardKind::Authorisation, id, "other rows may be seen than before")
        }
        _ => draft,
    }
}

/// Whether it goes by itself with what it belongs to.
fn goes_along(affected: &Affected, object: &Object) -> bool {
    match &object.details {
        Details::Index(index) => {
            affected.goes(&index.table)
                || index.attached_to.as_ref().is_some_and(|parent| affected.goes(parent))
        }
        Details::Trigger(trigger) => affected.goes(&trigger.table),
        Details::Policy(policy) => affected.goes(&policy.table),
        Details::Sequence(sequence) => sequence.owned_by.as_ref().is_some_and(|(table, column)| {
            affected.dropped.contains(table)
                || affected.sequences.contains(&(table.clone(), column.clone()))
        }),
        _ => false,
    }
}

/// The statement that drops an object and nothing else.
fn statement(object: &Object) -> String {
    let id = &object.id;
    let name = qualified(id);
    let on = |table: &ObjectId| format!("{} ON {}", quote(&id.name), qualified(table));
    match (&object.details, id.kind) {
        (Details::Trigger(trigger), _) => format!("DROP TRIGGER {}", on(&trigger.table)),
        (Details::Policy(policy), _) => format!("DROP POLICY {}", on(&policy.table)),
        (Details::Routine(routine), _) => {
            format!("DROP {} {name}", routine.what.to_uppercase())
        }
        (Details::Other { .. }, _) => {
            format!("DROP {}", ddl::address(id).unwrap_or(name))
        }
        (_, kind) => format!("DROP {} {name}", ddl::word(kind)),
    }
}
