//! Where in the files an object is made.

use crate::{Details, Kind, ObjectId, Origin, Schema, Wanted};
use schemalane_source::Dialect;
use std::collections::{BTreeMap, HashMap};

/// Sets the origin of each object that a statement makes; a sequence that a column owns has that of its table.
pub(super) fn set(schema: &mut Schema, statements: &[Wanted]) {
    let mut origins: BTreeMap<ObjectId, Origin> = BTreeMap::new();
    let names = by_name(schema);
    for wanted in statements {
        for id in made(&names, wanted) {
            origins.entry(id.clone()).or_insert_with(|| wanted.origin.clone());
        }
    }
    for (id, object) in &schema.objects {
        let Details::Sequence(sequence) = &object.details else { continue };
        let table = sequence.owned_by.as_ref().and_then(|(table, _)| origins.get(table)).cloned();
        if let Some(origin) = table {
            origins.entry(id.clone()).or_insert(origin);
        }
    }
    for (id, origin) in origins {
        if let Some(object) = schema.objects.get_mut(&id) {
            object.origin = Some(origin);
        }
    }
}

/// All objects by their names, of routines without the arguments.
fn by_name(schema: &Schema) -> HashMap<&str, Vec<&ObjectId>> {
    let mut names: HashMap<&str, Vec<&ObjectId>> = HashMap::new();
    for id in schema.objects.keys() {
        names.entry(plain(&id.name)).or_default().push(id);
    }
    names
}

/// A name up to the first parenthesis, which begins the arguments of a routine, and may be a part of any name.
fn plain(name: &str) -> &str {
    name.split('(').next().unwrap_or(name)
}

/// The objects of this name, of which a routine has one for each list of arguments.
fn made<'s>(names: &HashMap<&str, Vec<&'s ObjectId>>, wanted: &Wanted) -> Vec<&'s ObjectId> {
    let header = &wanted.header;
    let Some(name) = &header.name else { return Vec::new() };
    let is_type = header.words.last().is_some_and(|word| word == "TYPE");
    let table = wanted.table(Dialect::Postgres);
    let fits = |id: &&'s ObjectId| {
        let is_kind = match header.kind {
            Some(kind) => id.kind == kind,
            None => is_type && matches!(id.kind, Kind::Enum | Kind::Composite),
        };
        let is_name = match id.kind {
            Kind::Routine => {
                id.name.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('('))
            }
            Kind::Trigger | Kind::Policy => id.name == *name && id.table == table,
            _ => id.name == *name,
        };
        let is_schema = match (id.kind, &header.schema) {
            (Kind::Schema | Kind::Extension, _) => true,
            // They lie where their table does.
            (Kind::Index | Kind::Trigger | Kind::Policy, _) => true,
            (_, Some(space)) => id.schema == *space,
            (_, None) => id.schema == "public",
        };
        is_kind && is_name && is_schema
    };
    names.get(plain(name)).into_iter().flatten().copied().filter(fits).collect()
}
