//! The composite types of PostgreSQL.

use super::{Context, label, resolved};
use crate::model::names::{Names, chosen};
use crate::model::{Attribute, Composite};
use crate::{Problem, name};
use schemalane_schema::{Details, Object, ObjectId};

/// A composite type with what names it in the schema; `made` is missing where there is a problem with it.
pub(super) struct Named<'a> {
    id: &'a ObjectId,
    pub(super) made: Option<Composite>,
}

/// The Rust type of a composite type, which there is code for from then on.
pub(super) fn name<'a>(context: &mut Context<'a>, object: &'a Object) -> Option<String> {
    let is_it = |named: &&Named<'_>| *named.id == object.id;
    if let Some(named) = context.composites.iter().find(is_it) {
        return named.made.as_ref().map(|made| made.rust.clone());
    }
    // No composite type holds itself, so those within it come before it.
    let made = made(context, object);
    let rust = made.as_ref().map(|made| made.rust.clone());
    context.composites.push(Named { id: &object.id, made });
    rust
}

fn made<'a>(context: &mut Context<'a>, object: &'a Object) -> Option<Composite> {
    let Details::Composite(own) = &object.details else { return None };
    let (label, settings) = (label(object), context.settings);
    let what = || object.id.to_string();
    let rule = || name::row(&label).map(|name| name::prefixed(settings, name));
    let rust = chosen(settings, &label, what, rule, &mut context.problems);
    if let Some(rust) = &rust {
        context.types.take(rust, what(), &label, &mut context.problems);
    }
    let mut names = Names::default();
    let mut attributes = Vec::new();
    for fact in &own.fields {
        let key = format!("{label}.{}", fact.name);
        let what = || format!("attribute {} of {}", fact.name, object.id);
        let rule = || name::snake(&fact.name);
        let field = chosen(settings, &key, what, rule, &mut context.problems);
        if let Some(field) = &field {
            names.take(field, what(), &key, &mut context.problems);
        }
        let found = resolved::find(context, &key, &fact.data_type)
            .and_then(|found| Some((found.nested?, found)));
        let Some((nested, found)) = found else {
            context.problems.push(Problem::NoAttribute {
                composite: label.clone(),
                attribute: fact.name.clone(),
                database_type: fact.data_type.clone(),
            });
            continue;
        };
        attributes.extend(field.map(|field| Attribute {
            name: fact.name.clone(),
            field,
            rust: found.data_type.rust,
            is_nullable: !found.refuses_null,
            nested,
            comment: fact.comment.clone(),
        }));
    }
    let is_whole = attributes.len() == own.fields.len();
    let (comment, file) = (object.comment.clone(), context.files.module(object));
    is_whole.then_some(Composite { label, rust: rust?, attributes, comment, file })
}
