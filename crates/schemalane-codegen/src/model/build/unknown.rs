//! Settings that name nothing, or hold no Rust.

use super::label;
use crate::types::{postgres::Written, sqlite};
use crate::{Problem, Settings};
use schemalane_schema::{Details, Schema};
use schemalane_source::Dialect;
use std::collections::BTreeSet;

/// What is wrong with the settings beside this schema. A type that no column has may be set all the same.
pub(super) fn problems(schema: &Schema, settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tables = BTreeSet::new();
    let mut columns = BTreeSet::new();
    let mut others = BTreeSet::new();
    for object in schema.objects.values() {
        let label = label(object);
        let names: Vec<&str> = match &object.details {
            Details::Table(table) => table.columns.iter().map(|it| it.written()).collect(),
            Details::View(view) => view.columns.iter().map(|it| it.name.as_str()).collect(),
            Details::Enum(own) => {
                others.extend(own.labels.iter().map(|it| format!("{label}.{it}")));
                others.insert(label);
                continue;
            }
            _ => continue,
        };
        columns.extend(names.into_iter().map(|name| format!("{label}.{name}")));
        tables.insert(label);
    }
    let unknown = |section, key: &String| Problem::Unknown { section, key: key.clone() };
    let missing = settings.tables.iter().filter(|key| !tables.contains(*key));
    problems.extend(missing.map(|key| unknown("", key)));
    // Which keys a table has is known to nobody here; a key of a table that is not there names nothing.
    let is_excepted = |key: &&String| {
        let table = key.split_once('(').map_or(key.as_str(), |(table, _)| table);
        !tables.contains(table) && !columns.contains(*key)
    };
    problems.extend(settings.except.iter().filter(is_excepted).map(|key| unknown("", key)));
    let is_name = |key: &&String| {
        !super::relations::is_relation(key, &tables)
            && !tables.contains(*key)
            && !columns.contains(*key)
            && !others.contains(*key)
    };
    problems.extend(settings.names.keys().filter(is_name).map(|key| unknown(".names", key)));
    let is_type = |key: &str| match schema.dialect {
        Dialect::Sqlite => sqlite::base(key) == sqlite::base(&key.to_ascii_uppercase()),
        Dialect::Postgres => {
            let written = Written::parse(key);
            written.schema.is_none_or(|it| schema.objects.values().any(|o| o.id.schema == it))
                && !tables.iter().any(|table| key.starts_with(&format!("{table}.")))
        }
    };
    for (key, text) in &settings.types {
        if !columns.contains(key) && !is_type(key) {
            problems.push(unknown(".types", key));
        }
        if syn::parse_str::<syn::Type>(text).is_err() {
            problems.push(not_rust(".types", key, text, "a type in Rust"));
        }
    }
    for text in &settings.derive {
        if syn::parse_str::<syn::Path>(text).is_err() {
            problems.push(not_rust("", "derive", text, "the path of a derive"));
        }
    }
    problems
}

fn not_rust(section: &'static str, key: &str, text: &str, expected: &'static str) -> Problem {
    Problem::NotRust { section, key: key.to_owned(), text: text.to_owned(), expected }
}
