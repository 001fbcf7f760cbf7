//! An order in which everything comes after what it needs.

use crate::{Dependency, Kind, Object, ObjectId, Origin, Part, Rule, Schema};
use schemalane_source::Told;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Objects that need each other in a circle, so that no order of them works.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Cycle {
    /// The objects, each of which needs the next one, and the last one the first.
    pub members: Vec<(ObjectId, Option<Origin>)>,
}

impl Cycle {
    /// A circle with the places where its members are made.
    pub(crate) fn of(members: Vec<ObjectId>, schema: &Schema) -> Self {
        let origin = |id: &ObjectId| schema.get(id).and_then(|object| object.origin.clone());
        Self { members: members.into_iter().map(|id| (id.clone(), origin(&id))).collect() }
    }
}

impl Cycle {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        let place = |origin: &Option<Origin>| {
            origin.as_ref().map_or_else(String::new, |origin| format!(" ({origin})"))
        };
        let members = self.members.iter().map(|(id, origin)| format!("{id}{}", place(origin)));
        let again = self.members.first().map(|(first, _)| format!("{first} again"));
        let circle: Vec<String> = members.chain(again).collect();
        Told::new(format!(
            "these need each other in a circle, so that none can be made first: {}",
            circle.join(", which needs ")
        ))
        .help("take one of them out of the circle")
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

/// The ids of a schema, such that each comes after what it needs; where that leaves a choice, in the order of the files,
/// and then of kinds and names.
///
/// # Errors
///
/// Objects need each other in a circle.
pub(crate) fn creation(schema: &Schema) -> Result<Vec<ObjectId>, Cycle> {
    let needs = schema
        .objects
        .values()
        .map(|object| {
            // A foreign key is added once all tables are there.
            let early = object.depends_on.iter().filter(|needed| !is_foreign_key(object, needed));
            let needed = early.map(|dependency| dependency.on.clone());
            let known = needed.filter(|id| *id != object.id && schema.objects.contains_key(id));
            (object.id.clone(), known.collect())
        })
        .collect();
    sort(&needs, |id| {
        let object = &schema.objects[id];
        (rank(id.kind), object.origin.clone())
    })
    .map_err(|members| Cycle::of(members, schema))
}

/// Whether only a foreign key needs it.
fn is_foreign_key(object: &Object, dependency: &Dependency) -> bool {
    let (Some(Part::Constraint(name)), Some(table)) = (&dependency.of, object.as_table()) else {
        return false;
    };
    table.constraints.iter().any(|constraint| {
        constraint.name.as_ref() == Some(name) && matches!(constraint.rule, Rule::ForeignKey { .. })
    })
}

/// What is there to be needed comes early.
const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Schema => 0,
        Kind::Extension => 1,
        Kind::Enum | Kind::Domain | Kind::Composite | Kind::Sequence => 2,
        Kind::Table => 3,
        Kind::View | Kind::MaterializedView => 4,
        // The body of a routine may name tables and views that no dependency tells of.
        Kind::Routine => 5,
        Kind::Index => 6,
        Kind::Trigger | Kind::Policy | Kind::Other => 7,
    }
}

/// Sorts keys such that each comes after those it needs, ties by `priority` and then by the keys themselves.
///
/// # Errors
///
/// The members of a circle, each of which needs the next one.
pub(crate) fn sort<K: Ord + Clone, P: Ord>(
    needs: &BTreeMap<K, BTreeSet<K>>,
    priority: impl Fn(&K) -> P,
) -> Result<Vec<K>, Vec<K>> {
    let mut missing: BTreeMap<&K, usize> = BTreeMap::new();
    let mut wanted_by: BTreeMap<&K, Vec<&K>> = BTreeMap::new();
    for (key, needed) in needs {
        missing.insert(key, needed.len());
        for need in needed {
            wanted_by.entry(need).or_default().push(key);
        }
    }
    let mut ready: BTreeSet<(P, &K)> = missing
        .iter()
        .filter(|(_, count)| **count == 0)
        .map(|(key, _)| (priority(key), *key))
        .collect();
    let mut sorted = Vec::with_capacity(needs.len());
    while let Some((_, key)) = ready.pop_first() {
        sorted.push(key.clone());
        for &dependent in wanted_by.get(key).into_iter().flatten() {
            if let Some(count) = missing.get_mut(dependent) {
                *count -= 1;
                if *count == 0 {
                    ready.insert((priority(dependent), dependent));
                }
            }
        }
    }
    if sorted.len() == needs.len() {
        return Ok(sorted);
    }
    let done: BTreeSet<&K> = sorted.iter().collect();
    Err(circle(needs, &done))
}

/// A circle among the keys that are not done: each of them needs another one that is not done.
fn circle<K: Ord + Clone>(needs: &BTreeMap<K, BTreeSet<K>>, done: &BTreeSet<&K>) -> Vec<K> {
    let mut path: Vec<&K> = Vec::new();
    let mut current = needs.keys().find(|key| !done.contains(key));
    while let Some(key) = current {
        if let Some(start) = path.iter().position(|seen| *seen == key) {
            return path[start..].iter().map(|key| (*key).clone()).collect();
        }
        path.push(key);
        current = needs[key].iter().find(|need| !done.contains(need));
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(
        edges: &[(&'static str, &[&'static str])],
    ) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        edges.iter().map(|(key, needs)| (*key, needs.iter().copied().collect())).collect()
    }

    #[test]
    fn each_comes_after_what_it_needs_and_ties_keep_their_order() {
        let needs = graph(&[("view", &["b", "a"]), ("a", &[]), ("c", &[]), ("b", &["c"])]);
        assert_eq!(sort(&needs, |_| 0), Ok(vec!["a", "c", "b", "view"]));
        assert_eq!(sort(&needs, |key| *key != "c"), Ok(vec!["c", "a", "b", "view"]));
    }

    #[test]
    fn a_circle_is_told_without_what_only_hangs_on_it() {
        let needs =
            graph(&[("a", &["b"]), ("b", &["c"]), ("c", &["b", "d"]), ("d", &[]), ("e", &["a"])]);
        assert_eq!(sort(&needs, |_| 0), Err(vec!["b", "c"]));
    }

    #[test]
    fn a_circle_names_files_and_lines() {
        let member = |name: &str, line| {
            (ObjectId::new(Kind::View, "", name), Some(Origin { file: "views.sql".into(), line }))
        };
        assert_eq!(
            Cycle { members: vec![member("a", 1), member("b", 4)] }.to_string(),
            "these need each other in a circle, so that none can be made first: view a (views.sql:1), which needs \
             view b (views.sql:4), which needs view a again\nhelp: take one of them out of the circle"
        );
    }
}
