//! Composite types, and where their values are.

use super::super::connection::{qualified, quote};
use super::super::ddl;
use super::super::probe::{Hop, Place, Probe};
use super::draft::Draft;
use crate::{Composite, Details, Error, Field, ObjectId, Part, Schema};

/// Whether the change takes a new type: PostgreSQL adds attributes at the end only, and changes the type of one only
/// where no table has values of it.
pub(super) fn is_replaced(
    id: &ObjectId,
    before: &Composite,
    after: &Composite,
    actual: &Schema,
) -> bool {
    let mut reachable: Vec<&str> = names(before).filter(|name| has(after, name)).collect();
    reachable.extend(names(after).filter(|name| !has(before, name)));
    let is_retyped = || {
        let mut pairs = kept(before, after);
        pairs.any(|(one, other)| {
            one.data_type != other.data_type || one.collation != other.collation
        })
    };
    !names(after).eq(reachable) || (is_retyped() && !places(actual, id).is_empty())
}

/// The attributes that both have.
fn kept<'c>(
    before: &'c Composite,
    after: &'c Composite,
) -> impl Iterator<Item = (&'c Field, &'c Field)> {
    after.fields.iter().filter_map(|field| {
        Some((before.fields.iter().find(|other| other.name == field.name)?, field))
    })
}

fn names(composite: &Composite) -> impl Iterator<Item = &str> {
    composite.fields.iter().map(|field| field.name.as_str())
}

fn has(composite: &Composite, name: &str) -> bool {
    composite.fields.iter().any(|field| field.name == name)
}

/// The attributes that go or get another type in place.
pub(super) fn touched(before: &Composite, after: &Composite) -> (Vec<String>, Vec<String>) {
    let gone = before.fields.iter().filter(|field| !has(after, &field.name));
    let retyped = kept(before, after).filter(|(one, other)| {
        one.data_type != other.data_type || one.collation != other.collation
    });
    (
        gone.map(|field| field.name.clone()).collect(),
        retyped.map(|(field, _)| field.name.clone()).collect(),
    )
}

/// The value of a column in the new type of the same name.
pub(super) fn using(
    id: &ObjectId,
    before: &Composite,
    after: &Composite,
    column: &str,
    is_array: bool,
) -> Result<String, Error> {
    let (name, to) = (quote(column), qualified(id));
    if is_array {
        if names(before).eq(names(after)) {
            return Ok(format!("{name}::text::{to}[]"));
        }
        let reason = format!(
            "column {column} holds arrays of it, whose elements cannot be taken apart in one statement"
        );
        return Err(Error::unsupported(id, reason, "convert them with a migration"));
    }
    let attributes: Vec<String> = after
        .fields
        .iter()
        .map(|field| match before.fields.iter().find(|other| other.name == field.name) {
            Some(actual) if actual.data_type == field.data_type => {
                format!("({name}).{}", quote(&field.name))
            }
            Some(_) => format!("({name}).{}::{}", quote(&field.name), field.data_type),
            None => "NULL".to_owned(),
        })
        .collect();
    // A row of nulls is not the same as no row.
    Ok(format!(
        "CASE WHEN {name} IS DISTINCT FROM NULL THEN ROW({})::{to} END",
        attributes.join(", ")
    ))
}

/// Refuses to take a new type of the name where another composite type that stays has an attribute of the old one.
pub(super) fn refuse_within(id: &ObjectId, actual: &Schema, wanted: &Schema) -> Result<(), Error> {
    let name = qualified(id);
    let is_of_it = |field: &&Field| field.data_type.trim_end_matches("[]") == name;
    for (before, after) in
        actual.objects.values().filter_map(|one| Some((one, wanted.get(&one.id)?)))
    {
        let (Details::Composite(outer), Details::Composite(other)) =
            (&before.details, &after.details)
        else {
            continue;
        };
        let stays = !is_replaced(&before.id, outer, other, actual);
        let field = outer.fields.iter().filter(is_of_it).find(|field| {
            other
                .fields
                .iter()
                .any(|own| own.name == field.name && own.data_type == field.data_type)
        });
        if let Some(field) = field.filter(|_| stays) {
            let reason = format!(
                "{} has the attribute {} of it, which PostgreSQL cannot move to a new type of this name",
                before.id, field.name
            );
            let help = "make another type, and move the values to it with a migration";
            return Err(Error::unsupported(id, reason, help));
        }
    }
    Ok(())
}

/// Asks for the values of attributes that go or change.
pub(super) fn probes(
    mut draft: Draft,
    id: &ObjectId,
    before: &Composite,
    after: &Composite,
    actual: &Schema,
) -> Draft {
    for field in before.fields.iter().filter(|field| !has(after, &field.name)) {
        draft = draft.probe(values(id, field, None, actual));
    }
    for (field, wanted) in kept(before, after) {
        if field.data_type != wanted.data_type {
            draft = draft.probe(values(id, field, Some(&wanted.data_type), actual));
        }
    }
    draft
}

fn values(id: &ObjectId, field: &Field, to: Option<&String>, actual: &Schema) -> Probe {
    Probe::Attribute {
        composite: id.clone(),
        attribute: field.name.clone(),
        from: field.data_type.clone(),
        to: to.cloned(),
        places: places(actual, id),
    }
}

/// Where values of a type are: in columns of tables, as they are, in arrays, below a domain, or within other composite
/// types.
fn places(schema: &Schema, id: &ObjectId) -> Vec<Place> {
    let name = qualified(id);
    let hops = |data_type: &str| match data_type.strip_suffix("[]") {
        None if data_type == name => Some(Vec::new()),
        Some(element) if element == name => Some(vec![Hop::Elements]),
        _ => None,
    };
    let mut found = Vec::new();
    for object in schema.objects.values() {
        match &object.details {
            Details::Table(table) => found.extend(table.columns.iter().filter_map(|column| {
                let hops = hops(&column.data_type)?;
                Some(Place { table: object.id.clone(), column: column.name.clone(), hops })
            })),
            Details::Composite(outer) => {
                for field in &outer.fields {
                    let Some(inner) = hops(&field.data_type) else { continue };
                    let field = Hop::Field(object.id.clone(), field.name.clone());
                    found.extend(places(schema, &object.id).into_iter().map(|mut place| {
                        place.hops.push(field.clone());
                        place.hops.extend(inner.iter().cloned());
                        place
                    }));
                }
            }
            Details::Domain(domain) => {
                let Some(inner) = hops(&domain.data_type) else { continue };
                found.extend(places(schema, &object.id).into_iter().map(|mut place| {
                    place.hops.extend(inner.iter().cloned());
                    place
                }));
            }
            _ => {}
        }
    }
    found
}

/// Changes a composite type in place.
pub(super) fn alter(
    id: &ObjectId,
    before: &Composite,
    after: &Composite,
    actual: &Schema,
) -> Vec<Draft> {
    let head = format!("ALTER TYPE {}", qualified(id));
    let mut drafts = Vec::new();
    let collate = |field: &Field| ddl::collate(field.collation.as_ref());
    for field in &before.fields {
        if !after.fields.iter().any(|other| other.name == field.name) {
            let sql = format!("{head} DROP ATTRIBUTE {}", quote(&field.name));
            let draft = Draft::new(id, format!("drop attribute {} of {id}", field.name), vec![sql]);
            drafts.push(draft.probe(values(id, field, None, actual)));
        }
    }
    let mut push = |summary: String, action: String| {
        drafts.push(Draft::new(id, summary, vec![format!("{head} {action}")]));
    };
    for field in &after.fields {
        let name = quote(&field.name);
        match before.fields.iter().find(|other| other.name == field.name) {
            None => push(
                format!("add attribute {} to {id}", field.name),
                format!("ADD ATTRIBUTE {name} {}{}", field.data_type, collate(field)),
            ),
            Some(actual)
                if actual.data_type != field.data_type || actual.collation != field.collation =>
            {
                let summary = match actual.data_type == field.data_type {
                    true => format!("change the collation of attribute {} of {id}", field.name),
                    false => format!(
                        "change the type of attribute {} of {id} from {} to {}",
                        field.name, actual.data_type, field.data_type
                    ),
                };
                push(
                    summary,
                    format!("ALTER ATTRIBUTE {name} TYPE {}{}", field.data_type, collate(field)),
                )
            }
            Some(_) => {}
        }
    }
    for field in &after.fields {
        let actual = before.fields.iter().find(|other| other.name == field.name);
        if actual.and_then(|actual| actual.comment.as_ref()) != field.comment.as_ref() {
            let part = Part::Column(field.name.clone());
            let sql = ddl::comment(id, Some(&part), field.comment.as_deref());
            drafts.push(Draft::new(
                id,
                format!("comment on attribute {} of {id}", field.name),
                vec![sql],
            ));
        }
    }
    drafts
}
