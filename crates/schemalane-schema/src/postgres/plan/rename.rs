//! Renames, and what things are still called in the real database.

use super::super::connection::{literal, qualified, quote};
use super::super::ddl;
use super::draft::Draft;
use crate::{
    Address, Element, HazardKind, Kind, Object, ObjectId, Rename, Renames, Rights, Schema,
};

/// The steps of the renames.
pub(super) fn lower(renames: &Renames) -> Vec<Draft> {
    renames.iter().map(step).collect()
}

fn step(rename: &Rename) -> Draft {
    let (mut draft, origin) = match rename {
        Rename::Object { from, to, origin } => {
            let name = quote(bare(&to.name));
            let sql = match (&from.table, from.kind) {
                (Some(table), kind) => {
                    let table = ObjectId::new(Kind::Table, from.schema.clone(), table.clone());
                    format!(
                        "ALTER {} {} ON {} RENAME TO {name}",
                        ddl::word(kind),
                        quote(&from.name),
                        qualified(&table)
                    )
                }
                (None, kind) => {
                    format!("ALTER {} {} RENAME TO {name}", ddl::word(kind), qualified(from))
                }
            };
            let draft = Draft::new(to, format!("rename {from} to {}", to.name), vec![sql]);
            let draft = match (&from.table, from.kind) {
                (Some(table), _) => {
                    let table = ObjectId::new(Kind::Table, from.schema.clone(), table.clone());
                    draft.lock("ACCESS EXCLUSIVE", &table)
                }
                (None, Kind::Table | Kind::View | Kind::MaterializedView) => {
                    draft.lock("ACCESS EXCLUSIVE", from)
                }
                (None, Kind::Index) => draft.lock("SHARE UPDATE EXCLUSIVE", from),
                _ => draft,
            };
            (warn(draft, to, &from.name), origin)
        }
        Rename::Column { table, from, to, origin } if table.kind == Kind::Enum => {
            let (old, new) = (literal(from), literal(to));
            let sql = format!("ALTER TYPE {} RENAME VALUE {old} TO {new}", qualified(table));
            let summary = format!("rename label {old} of {table} to {new}");
            let label = Address::of(table.clone(), Element::Label(to.clone()));
            (warn(Draft::new(table, summary, vec![sql]), label, from), origin)
        }
        Rename::Column { table, from, to, origin } => {
            let (part, word) = match table.kind {
                Kind::Composite => ("attribute", "ATTRIBUTE"),
                _ => ("column", "COLUMN"),
            };
            let sql = format!(
                "ALTER {} {} RENAME {word} {} TO {}",
                ddl::word(table.kind),
                qualified(table),
                quote(from),
                quote(to)
            );
            let draft =
                Draft::new(table, format!("rename {part} {from} of {table} to {to}"), vec![sql]);
            let about = Address::column(table, to);
            (warn(draft.lock("ACCESS EXCLUSIVE", table), about, from), origin)
        }
    };
    draft.step.origin = Some(origin.clone());
    draft
}

fn warn(draft: Draft, about: impl Into<Address>, from: &str) -> Draft {
    draft.warning(
        HazardKind::Rename,
        about,
        format!("applications that run meanwhile know it as {from}, and fail"),
    )
}

/// A routine's name without its arguments.
fn bare(name: &str) -> &str {
    name.split('(').next().unwrap_or(name)
}

/// What an object is called before the renames.
pub(in super::super) fn before(renames: &Renames, id: &ObjectId) -> ObjectId {
    let before = renames.iter().find_map(|rename| match rename {
        Rename::Object { from, to, .. } if to == id => Some(from.clone()),
        _ => None,
    });
    before.unwrap_or_else(|| id.clone())
}

/// The renamed columns of a table, as pairs of the actual and the wanted name.
pub(in super::super) fn columns(renames: &Renames, id: &ObjectId) -> Vec<(String, String)> {
    let of_table = renames.iter().filter_map(|rename| match rename {
        Rename::Column { table, from, to, .. } if table == id => Some((from.clone(), to.clone())),
        _ => None,
    });
    of_table.collect()
}

/// The rights that an object has, under the names after the renames.
pub(super) fn rights(renames: &Renames, actual: &Schema, id: &ObjectId) -> Option<Rights> {
    let before = before(renames, id);
    let object = actual.get(&before).or_else(|| namesake(actual, id))?;
    let mut rights = object.rights.clone()?;
    for (from, to) in columns(renames, id) {
        for given in &mut rights.given {
            if given.grant.column.as_ref() == Some(&from) {
                given.grant.column = Some(to.clone());
            }
        }
    }
    Some(rights)
}

/// The routine whose name stays while a type of its arguments is renamed.
fn namesake<'s>(actual: &'s Schema, id: &ObjectId) -> Option<&'s Object> {
    let mut found = actual.objects.values().filter(|object| {
        let other = &object.id;
        (other.kind, &other.schema, bare(&other.name))
            == (Kind::Routine, &id.schema, bare(&id.name))
    });
    let first = found.next().filter(|_| id.kind == Kind::Routine)?;
    found.next().is_none().then_some(first)
}
