//! The keys of a table.

use crate::model::{Column, Unique};
use schemalane_schema::{Details, Object, Rule, Schema};
use schemalane_source::Dialect;

/// The places of the primary key's columns, and the other columns that no two rows share.
pub(super) fn of(
    schema: &Schema,
    object: &Object,
    columns: &[Column],
) -> (Vec<usize>, Vec<Unique>) {
    let places = |names: &mut dyn Iterator<Item = &str>| -> Option<Vec<usize>> {
        names.map(|name| columns.iter().position(|column| column.name == name)).collect()
    };
    let mut key = Vec::new();
    let mut uniques: Vec<Unique> = Vec::new();
    let Details::Table(table) = &object.details else { return (key, uniques) };
    for constraint in &table.constraints {
        let (parts, is_primary) = match &constraint.rule {
            Rule::PrimaryKey { columns } => (columns, true),
            Rule::Unique { columns, .. } => (columns, false),
            Rule::Check { .. } | Rule::ForeignKey { .. } | Rule::Exclude { .. } => continue,
        };
        // Equality by the column's collation need not be that of the key.
        if parts.iter().any(|part| part.collation.is_some()) {
            continue;
        }
        let Some(found) = places(&mut parts.iter().map(|part| part.column.as_str())) else {
            continue;
        };
        match is_primary {
            true => key = found,
            false => {
                uniques.push(Unique { columns: found, is_arbiter: constraint.deferrable.is_none() })
            }
        }
    }
    for other in schema.objects.values() {
        let Details::Index(index) = &other.details else { continue };
        let is_whole = index.unique && !index.invalid && index.predicate.is_none();
        let is_plain = index.parts.iter().all(|part| {
            part.is_column && part.collation.is_none() && part.operator_class.is_none()
        });
        if index.table != object.id || !is_whole || !is_plain {
            continue;
        }
        let name = |text: &str| match schema.dialect {
            Dialect::Sqlite => text.trim_matches('"').to_ascii_lowercase(),
            Dialect::Postgres => text.trim_matches('"').replace("\"\"", "\""),
        };
        let names: Vec<String> = index.parts.iter().map(|part| name(&part.expression)).collect();
        if let Some(found) = places(&mut names.iter().map(String::as_str)) {
            uniques.push(Unique { columns: found, is_arbiter: true });
        }
    }
    let sorted = |places: &[usize]| {
        let mut places = places.to_vec();
        places.sort_unstable();
        places
    };
    let mut seen = vec![sorted(&key)];
    uniques.sort_by(|left, right| {
        (&left.columns, !left.is_arbiter).cmp(&(&right.columns, !right.is_arbiter))
    });
    uniques.retain(|unique| {
        let places = sorted(&unique.columns);
        let is_new = !seen.contains(&places);
        seen.push(places);
        is_new
    });
    (key, uniques)
}
