//! Texts that the server writes in another way when it reads them again.
//!
//! `kind IN ('a', 'b')` on a `varchar` stands in the catalogue as an array that is cast, and that text becomes an array
//! of casts once it is read. Both mean the same, and no comparison of texts can know that. So where texts differ, both
//! sides are compared as they are after the same journey: made once more from what they say of themselves.

use super::plan::fixed;
use super::read::Scope;
use super::scratch;
use crate::schema::facts;
use crate::{Change, Constraint, Details, Error, Object, Options, Rule, Schema};
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

/// The schema with its texts as they are when they are read once more.
pub(super) async fn again(
    connect: &PgConnectOptions,
    schema: &Schema,
    scope: &Scope,
    options: &Options,
) -> Result<Schema, Error> {
    let mut copy = scratch::of_schema(connect, schema, options).await?;
    let read = copy.read(scope).await;
    copy.drop().await;
    let mut read = read?;
    fixed::restore(&mut read, |id| schema.get(id));
    let mut schema = schema.clone();
    for object in schema.objects.values_mut() {
        let Some(other) = read.objects.remove(&object.id) else { continue };
        // Another difference would be a mistake in how it was made, and is found when the plan is tried.
        if is_drift(object, &other) {
            let origin = object.origin.take();
            *object = Object { origin, ..other };
        }
    }
    Ok(schema)
}

/// Whether two objects differ in nothing but their texts.
pub(super) fn is_drift(before: &Object, after: &Object) -> bool {
    without_texts(before) == without_texts(after)
}

/// Whether all that is left to do may only be another way to write the same.
pub(super) fn is_all_drift(before: &Schema, after: &Schema, left: &[Change]) -> bool {
    left.iter().all(|change| match (before.get(change.id()), after.get(change.id())) {
        (Some(before), Some(after)) => is_drift(before, after),
        _ => false,
    })
}

/// Whether something that is to change has a text that the other side may only write in another way.
pub(super) fn may_drift(before: &Schema, after: &Schema, changes: &[Change]) -> bool {
    changes.iter().any(|change| {
        let (Some(before), Some(after)) = (before.get(change.id()), after.get(change.id())) else {
            return false;
        };
        let (before, after) = (texts(before), texts(after));
        !before.is_subset(&after) && !after.is_subset(&before)
    })
}

fn without_texts(object: &Object) -> Object {
    let mut object = facts(object);
    each_text(&mut object, &mut |text| text.clear());
    if let Details::Table(table) = &mut object.details {
        table.constraints.sort();
    }
    object
}

fn texts(object: &Object) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_text(&mut object.clone(), &mut |text| {
        found.insert(text.clone());
    });
    found
}

/// Visits every text of an object that is an expression, or has one in it.
fn each_text(object: &mut Object, visit: &mut dyn FnMut(&mut String)) {
    match &mut object.details {
        Details::Table(table) => {
            for column in &mut table.columns {
                column.default.iter_mut().for_each(&mut *visit);
                column.generated.iter_mut().for_each(|own| visit(&mut own.expression));
            }
            table.constraints.iter_mut().for_each(|own| each_of_constraint(own, visit));
        }
        Details::Domain(domain) => {
            domain.default.iter_mut().for_each(&mut *visit);
            domain.constraints.iter_mut().for_each(|own| each_of_constraint(own, visit));
        }
        Details::Index(index) => {
            let parts = index.parts.iter_mut().filter(|part| !part.is_column);
            parts.for_each(|part| visit(&mut part.expression));
            index.predicate.iter_mut().for_each(visit);
        }
        Details::View(view) => {
            visit(&mut view.query);
            let defaults = view.columns.iter_mut().filter_map(|column| column.default.as_mut());
            defaults.for_each(visit);
        }
        Details::Policy(policy) => policy.using.iter_mut().chain(&mut policy.check).for_each(visit),
        Details::Trigger(trigger) => visit(&mut trigger.definition),
        Details::Routine(routine) => visit(&mut routine.definition),
        Details::Schema
        | Details::Extension(_)
        | Details::Enum(_)
        | Details::Composite(_)
        | Details::Sequence(_)
        | Details::Other { .. } => {}
    }
}

fn each_of_constraint(constraint: &mut Constraint, visit: &mut dyn FnMut(&mut String)) {
    match &mut constraint.rule {
        Rule::Check { expression } => visit(expression),
        Rule::Exclude { parts, predicate } => {
            parts.iter_mut().for_each(|part| visit(&mut part.expression));
            predicate.iter_mut().for_each(&mut *visit);
        }
        Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::ForeignKey { .. } => return,
    }
    visit(&mut constraint.definition);
}
