//! Settings that name nothing, or hold no Rust.

use super::enums::Named;
use super::{label, listed};
use crate::types::{postgres::Written, sqlite};
use crate::{Problem, Settings};
use schemalane_schema::{Details, Schema};
use schemalane_source::{Derives, Dialect};
use std::collections::BTreeSet;
use syn::parse::Parser as _;

/// What is wrong with the settings beside this schema. A type that no column has may be set all the same.
pub(super) fn problems(schema: &Schema, settings: &Settings, enums: &[Named<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tables = BTreeSet::new();
    let mut columns = BTreeSet::new();
    let mut others = BTreeSet::new();
    let mut types = BTreeSet::new();
    for Named { made, .. } in enums {
        others.extend(made.variants.iter().map(|(text, _)| format!("{}.{text}", made.label)));
        others.insert(made.label.clone());
    }
    for object in schema.objects.values() {
        let label = label(object);
        let parts: Vec<(&str, &str)> = match &object.details {
            Details::Table(table) => {
                table.columns.iter().map(|it| (it.written(), it.data_type.as_str())).collect()
            }
            Details::View(view) => {
                view.columns.iter().map(|it| (it.name.as_str(), it.data_type.as_str())).collect()
            }
            Details::Composite(own) => {
                own.fields.iter().map(|it| (it.name.as_str(), it.data_type.as_str())).collect()
            }
            Details::Enum(own) => {
                others.extend(own.labels.iter().map(|it| format!("{label}.{it}")));
                others.insert(label);
                continue;
            }
            _ => continue,
        };
        types.extend(parts.iter().map(|(_, data_type)| *data_type));
        columns.extend(parts.into_iter().map(|(name, _)| format!("{label}.{name}")));
        let names = match &object.details {
            Details::Composite(_) => &mut others,
            _ => &mut tables,
        };
        names.insert(label);
    }
    let unknown = |section, key: &String| Problem::Unknown { section, key: key.clone() };
    let missing = settings.tables.iter().filter(|key| !tables.contains(*key));
    problems.extend(missing.map(|key| unknown("", key)));
    let is_nothing = |key: &&String| match key.strip_suffix(')').and_then(|key| key.split_once('('))
    {
        // Which of its columns are a key is known to nobody here.
        Some((table, names)) => {
            !names.split(", ").all(|name| columns.contains(&format!("{table}.{name}")))
        }
        None => !tables.contains(*key) && !columns.contains(*key),
    };
    problems.extend(settings.except.iter().filter(is_nothing).map(|key| unknown("", key)));
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
    for (section, chosen) in
        [(".types", &settings.types), (".entity_types", &settings.entity_types)]
    {
        for (key, text) in chosen {
            if !columns.contains(key) && !types.contains(key.as_str()) && !is_type(key) {
                problems.push(unknown(section, key));
            }
            let is_enum =
                section == ".types" && listed::is_asked(text).is_some() && columns.contains(key);
            if !is_enum && syn::parse_str::<syn::Type>(text).is_err() {
                problems.push(not_rust(section, key, text, "a type in Rust"));
            }
        }
    }
    for (name, text) in settings.derive.all() {
        let section = match settings.derive {
            Derives::All(_) => ("", "derive"),
            Derives::Named(_) => (".derive", name),
        };
        if syn::parse_str::<syn::Path>(text).is_err() {
            problems.push(not_rust(section.0, section.1, text, "the path of a derive"));
        }
        if name != Derives::EVERY && !tables.contains(name) && !others.contains(name) {
            problems.push(unknown(".derive", &name.to_owned()));
        }
    }
    for (key, text) in &settings.attributes {
        if syn::Attribute::parse_outer.parse_str(text).is_err() {
            problems.push(not_rust(".attributes", key, text, "attributes such as #[serde(skip)]"));
        }
        if key != Derives::EVERY && is_name(&key) {
            problems.push(unknown(".attributes", key));
        }
    }
    if let Some(prefix) = &settings.prefix
        && !prefix.is_empty()
        && syn::parse_str::<syn::Ident>(prefix).is_err()
    {
        problems.push(not_rust("", "prefix", prefix, "what a name in Rust begins with"));
    }
    problems
}

fn not_rust(section: &'static str, key: &str, text: &str, expected: &'static str) -> Problem {
    Problem::NotRust { section, key: key.to_owned(), text: text.to_owned(), expected }
}
