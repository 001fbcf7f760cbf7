//! The statements that make an object, from its facts. All names are qualified.

mod authorisation;
mod column;
mod comment;
mod index;
mod object;
mod other;
mod table;

pub(crate) use authorisation::{
    give_back, grant, grants, is_about_roles, keep, owner, revoke, withhold,
};
pub(crate) use column::{NotNull, column, generation, identity, named, sequence_options, settings};
pub(crate) use comment::{comment, word};
pub(crate) use index::statistics as index_statistics;
pub(crate) use object::{firing, roles, sequence};
pub(crate) use other::{Remake, address};
pub(crate) use table::{add as add_constraint, constraint};

use super::connection::{literal, qualified, quote};
use crate::{Column, Details, Kind, Object, Part};
use std::collections::BTreeMap;

/// Fills in how an object is made. One whose text is all that is known has that already.
pub(super) fn fill(object: &mut Object) {
    let (mut create, mut finish) = statements(object);
    create.extend(object.comment.as_deref().map(|text| comment(&object.id, None, Some(text))));
    create.extend(part_comments(object));
    create.extend(object.owner.iter().map(|owner| self::owner(&object.id, owner)));
    create.extend(grants(&object.id, object.owner.as_deref(), &object.grants));
    create.extend(
        object.owner.iter().flat_map(|owner| withhold(&object.id, owner, &object.withheld)),
    );
    create.append(&mut object.create);
    finish.append(&mut object.finish);
    object.create = create;
    object.finish = finish;
}

/// The statements that make an object for whoever makes it, with the rights that this brings.
pub(super) fn without_rights(object: &Object) -> Vec<String> {
    if object.id.kind == Kind::Other {
        return object.create.clone();
    }
    let mut bare = Object {
        owner: None,
        grants: Vec::new(),
        withheld: Vec::new(),
        create: Vec::new(),
        finish: Vec::new(),
        ..object.clone()
    };
    fill(&mut bare);
    bare.create
}

fn statements(object: &Object) -> (Vec<String>, Vec<String>) {
    let id = &object.id;
    match &object.details {
        Details::Table(table) => table::statements(id, table),
        Details::Index(index) => index::statements(id, index),
        Details::Sequence(sequence) => {
            (object::sequence(id, sequence), object::owner_column(id, sequence))
        }
        Details::View(view) => (object::view(id, view), Vec::new()),
        Details::Trigger(trigger) => (object::trigger(id, trigger), Vec::new()),
        Details::Schema => (vec![object::schema(id)], Vec::new()),
        Details::Extension(extension) => (vec![object::extension(id, extension)], Vec::new()),
        Details::Enum(labels) => (vec![object::enumeration(id, labels)], Vec::new()),
        Details::Domain(domain) => (object::domain(id, domain), Vec::new()),
        Details::Composite(composite) => (vec![object::composite(id, composite)], Vec::new()),
        Details::Routine(routine) => (vec![routine.definition.clone()], Vec::new()),
        Details::Policy(policy) => (vec![object::policy(id, policy)], Vec::new()),
        Details::Other { .. } => (Vec::new(), Vec::new()),
    }
}

fn part_comments(object: &Object) -> Vec<String> {
    let say = |part: Part, text: &Option<String>| {
        text.as_deref().map(|text| comment(&object.id, Some(&part), Some(text)))
    };
    let columns = |columns: &[Column]| -> Vec<String> {
        columns.iter().filter_map(|c| say(Part::Column(c.name.clone()), &c.comment)).collect()
    };
    match &object.details {
        // A foreign key is not there yet: its comment follows it.
        Details::Table(table) => columns(&table.columns),
        Details::View(view) => view
            .columns
            .iter()
            .filter_map(|column| say(Part::Column(column.name.clone()), &column.comment))
            .collect(),
        Details::Composite(composite) => composite
            .fields
            .iter()
            .filter_map(|field| say(Part::Column(field.name.clone()), &field.comment))
            .collect(),
        _ => Vec::new(),
    }
}

/// `(name = 'value', ...)`, with `WITH` before it, or nothing.
pub(crate) fn with(parameters: &BTreeMap<String, String>) -> String {
    if parameters.is_empty() { String::new() } else { format!(" WITH ({})", list(parameters)) }
}

/// `name = 'value', ...`
fn list(parameters: &BTreeMap<String, String>) -> String {
    let parts: Vec<String> = parameters
        .iter()
        .map(|(name, value)| {
            let name: Vec<String> = name.split('.').map(quote).collect();
            format!("{} = {}", name.join("."), literal(value))
        })
        .collect();
    parts.join(", ")
}

/// ` COLLATE name`, or nothing.
pub(crate) fn collate(name: Option<&String>) -> String {
    name.map(|name| format!(" COLLATE {name}")).unwrap_or_default()
}

/// ` TABLESPACE name`, or nothing.
fn tablespace(name: Option<&String>) -> String {
    name.map(|name| format!(" TABLESPACE {}", quote(name))).unwrap_or_default()
}
