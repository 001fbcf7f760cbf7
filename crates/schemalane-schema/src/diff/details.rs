//! What objects of one kind are made of.

use super::{constraint, property, table, value};
use crate::{
    Composite, Details, Difference, Domain, Enum, Extension, Index, Options, Policy, Routine,
    Sequence, Trigger, View, ViewColumn,
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
        (Details::View(before), Details::View(after)) => view(found, before, after, options),
        (Details::Index(before), Details::Index(after)) => index(found, before, after),
        (Details::Trigger(before), Details::Trigger(after)) => trigger(found, before, after),
        (Details::Policy(before), Details::Policy(after)) => policy(found, before, after),
        (Details::Routine(before), Details::Routine(after)) => routine(found, before, after),
        (Details::Sequence(before), Details::Sequence(after)) => sequence(found, before, after),
        (Details::Enum(Enum { labels }), Details::Enum(after)) => {
            value(found, "labels", labels, &after.labels);
        }
        (Details::Composite(Composite { fields }), Details::Composite(after)) => {
            value(found, "attributes", fields, &after.fields);
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
        (before, after) => value(found, "kind", before, after),
    }
}

fn view(found: &mut Vec<Difference>, before: &View, after: &View, options: &Options) {
    let View { query, columns, options: own, tablespace } = before;
    property(found, "query", Some(query), Some(&after.query));
    let are_known = !columns.is_empty() && !after.columns.is_empty();
    if are_known && (options.column_order || *query != after.query) {
        value(found, "columns", columns, &after.columns);
    } else if are_known {
        // `SELECT *` follows the order of the table, which says nothing.
        value(found, "columns", &sorted(columns), &sorted(&after.columns));
    }
    value(found, "options", own, &after.options);
    property(found, "tablespace", tablespace.as_ref(), after.tablespace.as_ref());
}

fn sorted(columns: &[ViewColumn]) -> Vec<&ViewColumn> {
    let mut sorted: Vec<&ViewColumn> = columns.iter().collect();
    sorted.sort_by_key(|column| &column.name);
    sorted
}

fn index(found: &mut Vec<Difference>, before: &Index, after: &Index) {
    let Index {
        table,
        unique,
        method,
        parts,
        include,
        predicate,
        nulls_not_distinct,
        parameters,
        tablespace,
        invalid,
        attached_to,
        clustered,
        statistics,
        partitioned,
    } = before;
    property(found, "table", Some(table), Some(&after.table));
    value(found, "uniqueness", unique, &after.unique);
    property(found, "method", Some(method), Some(&after.method));
    value(found, "parts", parts, &after.parts);
    value(found, "included columns", include, &after.include);
    property(found, "predicate", predicate.as_ref(), after.predicate.as_ref());
    value(found, "NULLS NOT DISTINCT", nulls_not_distinct, &after.nulls_not_distinct);
    value(found, "parameters", parameters, &after.parameters);
    property(found, "tablespace", tablespace.as_ref(), after.tablespace.as_ref());
    value(found, "invalid state", invalid, &after.invalid);
    value(found, "partitioned index", attached_to, &after.attached_to);
    value(found, "clustering", clustered, &after.clustered);
    value(found, "statistics targets", statistics, &after.statistics);
    value(found, "partitions", partitioned, &after.partitioned);
}

fn trigger(found: &mut Vec<Difference>, before: &Trigger, after: &Trigger) {
    let Trigger { table, definition, firing } = before;
    property(found, "table", Some(table), Some(&after.table));
    property(found, "definition", Some(definition), Some(&after.definition));
    property(found, "firing", firing.as_ref(), after.firing.as_ref());
}

fn policy(found: &mut Vec<Difference>, before: &Policy, after: &Policy) {
    let Policy { table, permissive, command, roles, using, check } = before;
    property(found, "table", Some(table), Some(&after.table));
    value(found, "permissiveness", permissive, &after.permissive);
    property(found, "command", Some(command), Some(&after.command));
    value(found, "roles", roles, &after.roles);
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
    value(found, "NOT NULL", not_null, &after.not_null);
    property(found, "default", default.as_ref(), after.default.as_ref());
    property(found, "collation", collation.as_ref(), after.collation.as_ref());
    constraint::compare(found, constraints, &after.constraints);
}

fn sequence(found: &mut Vec<Difference>, before: &Sequence, after: &Sequence) {
    let Sequence {
        data_type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        persistence,
        owned_by,
    } = before;
    property(found, "type", Some(data_type), Some(&after.data_type));
    value(found, "start", start, &after.start);
    value(found, "increment", increment, &after.increment);
    value(found, "minimum", minimum, &after.minimum);
    value(found, "maximum", maximum, &after.maximum);
    value(found, "cache", cache, &after.cache);
    value(found, "cycle", cycle, &after.cycle);
    value(found, "persistence", persistence, &after.persistence);
    value(found, "owner column", owned_by, &after.owned_by);
}
