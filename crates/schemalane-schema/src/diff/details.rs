//! What objects of one kind are made of.

use super::fact::{flag, list, property};
use super::{constraint, index, sequence, table, view};
use crate::{
    Composite, Details, Difference, Domain, Enum, Extension, Field, Options, Policy, Routine,
    Trigger,
};

pub(super) fn compare(
    found: &mut Vec<Difference>,
    before: &Details,
    after: &Details,
    options: &Options,
) {
    match (before, after) {
        (Details::Table(before), Details::Table(after)) => {
            table::compare(found, before, after, options)
        }
        (Details::View(before), Details::View(after)) => {
            view::compare(found, before, after, options)
        }
        (Details::Index(before), Details::Index(after)) => index::compare(found, before, after),
        (Details::Trigger(before), Details::Trigger(after)) => trigger(found, before, after),
        (Details::Policy(before), Details::Policy(after)) => policy(found, before, after),
        (Details::Routine(before), Details::Routine(after)) => routine(found, before, after),
        (Details::Sequence(before), Details::Sequence(after)) => {
            sequence::compare(found, before, after);
        }
        (Details::Enum(before), Details::Enum(after)) => labels(found, before, after),
        (Details::Composite(before), Details::Composite(after)) => {
            composite(found, before, after);
        }
        (Details::Domain(before), Details::Domain(after)) => domain(found, before, after),
        (Details::Extension(Extension { schema, version }), Details::Extension(after)) => {
            property(found, "schema", Some(schema), Some(&after.schema));
            // Without a wanted version any will do.
            if after.version.is_some() {
                property(found, "version", version.as_ref(), after.version.as_ref());
            }
        }
        (Details::Schema, Details::Schema) => {}
        (
            Details::Other { what, definition },
            Details::Other { what: other, definition: wanted },
        ) => {
            property(found, "kind", Some(what), Some(other));
            property(found, "definition", Some(definition), Some(wanted));
        }
        // Two objects of one id are of one kind; were they not, the facts of the whole would be compared.
        _ => {}
    }
}

fn labels(found: &mut Vec<Difference>, before: &Enum, after: &Enum) {
    let quoted = |Enum { labels }: &Enum| -> Vec<String> {
        labels.iter().map(|label| format!("'{label}'")).collect()
    };
    list(found, "label", &quoted(before), &quoted(after));
}

fn composite(found: &mut Vec<Difference>, before: &Composite, after: &Composite) {
    let Composite { fields } = before;
    let names = |fields: &[Field]| -> Vec<String> {
        fields.iter().map(|field| field.name.clone()).collect()
    };
    list(found, "attribute", &names(fields), &names(&after.fields));
    for wanted in &after.fields {
        let namesake = fields.iter().find(|field| field.name == wanted.name);
        namesake.into_iter().for_each(|actual| attribute(found, actual, wanted));
    }
}

fn attribute(found: &mut Vec<Difference>, before: &Field, after: &Field) {
    let Field { name, data_type, collation, comment } = before;
    let of = |what: &str| format!("{what} of attribute {name}");
    property(found, &of("type"), Some(data_type), Some(&after.data_type));
    property(found, &of("collation"), collation.as_ref(), after.collation.as_ref());
    property(found, &of("comment"), comment.as_ref(), after.comment.as_ref());
}

fn trigger(found: &mut Vec<Difference>, before: &Trigger, after: &Trigger) {
    let Trigger { table, definition, firing } = before;
    property(found, "table", Some(&table.short()), Some(&after.table.short()));
    property(found, "definition", Some(definition), Some(&after.definition));
    property(found, "firing", firing.as_ref(), after.firing.as_ref());
}

fn policy(found: &mut Vec<Difference>, before: &Policy, after: &Policy) {
    let Policy { table, permissive, command, roles, using, check } = before;
    property(found, "table", Some(&table.short()), Some(&after.table.short()));
    let kind = |policy: &Policy| if policy.permissive { "PERMISSIVE" } else { "RESTRICTIVE" };
    if *permissive != after.permissive {
        property(found, "kind", Some(kind(before)), Some(kind(after)));
    }
    property(found, "command", Some(command), Some(&after.command));
    list(found, "role", roles, &after.roles);
    property(found, "USING", using.as_ref(), after.using.as_ref());
    property(found, "WITH CHECK", check.as_ref(), after.check.as_ref());
}

fn routine(found: &mut Vec<Difference>, before: &Routine, after: &Routine) {
    let Routine { what, returns, language, definition } = before;
    property(found, "kind", Some(what), Some(&after.what));
    property(found, "result", Some(returns), Some(&after.returns));
    property(found, "language", Some(language), Some(&after.language));
    property(found, "definition", Some(definition), Some(&after.definition));
}

fn domain(found: &mut Vec<Difference>, before: &Domain, after: &Domain) {
    let Domain { data_type, not_null, default, collation, constraints } = before;
    property(found, "type", Some(data_type), Some(&after.data_type));
    flag(found, "NOT NULL", *not_null, after.not_null);
    property(found, "default", default.as_ref(), after.default.as_ref());
    property(found, "collation", collation.as_ref(), after.collation.as_ref());
    constraint::compare(found, constraints, &after.constraints);
}
