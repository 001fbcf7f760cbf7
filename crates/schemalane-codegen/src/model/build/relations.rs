//! The relations of the tables, by their foreign keys.

use super::{key_label, label};
use crate::model::names::Names;
use crate::model::{Access, Column, Count, Direction, Link, Relation, Table};
use crate::schemas::Kept;
use crate::{LeftOut, Problem, Reason, Schemas, Settings, WayOut, name};
use schemalane_schema::{Details, ObjectId, Rule, Schema};
use schemalane_source::Dialect;
use std::collections::BTreeSet;

/// A foreign key between two tables that there is code for.
#[derive(PartialEq, Eq)]
struct Key {
    child: usize,
    parent: usize,
    /// The columns that refer.
    columns: Vec<usize>,
    /// The columns that are referred to.
    references: Vec<usize>,
}

/// Gives the tables their relations.
pub(super) fn add(
    schemas: Schemas<'_>,
    settings: &Settings,
    tables: &mut [Table],
    left_out: &mut Vec<LeftOut>,
    problems: &mut Vec<Problem>,
) {
    let mut of = |schema| keys(schema, settings, tables, left_out);
    let keys = match schemas.0 {
        Kept::One(schema) => of(schema),
        Kept::Both { sqlite, postgres } => {
            let (sqlite, postgres) = (of(sqlite), of(postgres));
            shared(tables, sqlite, postgres, problems)
        }
    };
    let mut made: Vec<(usize, Relation, String)> = Vec::new();
    let mut links: Vec<(usize, Link, String)> = Vec::new();
    for key in &keys {
        made.push(to_one(tables, key, &keys));
        made.push(to_others(tables, key, &keys));
    }
    for place in 0..tables.len() {
        links.extend(pairs(tables, place, &keys));
    }
    let known: BTreeSet<&String> =
        made.iter().map(|it| &it.2).chain(links.iter().map(|it| &it.2)).collect();
    let labels: BTreeSet<String> = tables.iter().map(|table| table.label.clone()).collect();
    let unknown =
        settings.names.keys().filter(|key| is_relation(key, &labels) && !known.contains(*key));
    problems.extend(unknown.map(|key| Problem::Unknown { section: ".names", key: key.clone() }));
    let mut names: Vec<Names> = tables.iter().map(functions).collect();
    for (place, mut relation, key) in made {
        if let Some(chosen) = chosen(settings, &key, problems) {
            relation.name = chosen;
        }
        let Some(taken) = names.get_mut(place) else { continue };
        let what = |what: &str| format!("{what}{}", relation.label);
        taken.take(&relation.name, what(""), &key, problems);
        taken.take(&relation.with(), what("the rows with "), &key, problems);
        if relation.count == Count::Many {
            taken.take(&relation.of(), what("the lists of "), &key, problems);
        }
        if let Some(table) = tables.get_mut(place) {
            table.relations.push(relation);
        }
    }
    for (place, mut link, key) in links {
        if let Some(chosen) = chosen(settings, &key, problems) {
            link.one = name::of_one(&chosen);
            link.many = chosen;
        }
        let Some(taken) = names.get_mut(place) else { continue };
        for name in [link.many.clone(), link.add(), link.remove()] {
            taken.take(&name, format!("the link {key}"), &key, problems);
        }
        if let Some(table) = tables.get_mut(place) {
            table.links.push(link);
        }
    }
    for table in tables {
        table.relations.sort_by(|left, right| left.name.cmp(&right.name));
        table.links.sort_by(|left, right| left.many.cmp(&right.many));
    }
}

/// Whether a key of `[codegen.names]` is about a relation: `orders(customer_id)`, `customers<-orders(customer_id)`.
pub(super) fn is_relation(key: &str, tables: &BTreeSet<String>) -> bool {
    let begins = |table: &String| {
        key.strip_prefix(table.as_str())
            .is_some_and(|rest| rest.starts_with('(') || rest.starts_with("<-"))
    };
    tables.iter().any(begins)
}

fn chosen(settings: &Settings, key: &str, problems: &mut Vec<Problem>) -> Option<String> {
    settings.names.get(key)?;
    super::chosen(settings, key, String::new, || None, problems)
}

/// The functions that every table has.
fn functions(table: &Table) -> Names {
    const OWN: &[&str] = &[
        "all",
        "apply",
        "apply_by_key",
        "count",
        "delete",
        "delete_by_key",
        "exists",
        "get",
        "insert",
        "insert_many",
        "page",
        "update",
        "upsert",
    ];
    let mut names = Names::default();
    for name in OWN {
        names.take(name, format!("the function {name} of {}", table.label), "", &mut Vec::new());
    }
    names
}

/// The foreign keys, in the order of their tables; those that lead elsewhere are told.
fn keys(
    schema: &Schema,
    settings: &Settings,
    tables: &[Table],
    left_out: &mut Vec<LeftOut>,
) -> Vec<Key> {
    let is = |left: &str, right: &str| match schema.dialect {
        Dialect::Sqlite => left.eq_ignore_ascii_case(right),
        Dialect::Postgres => left == right,
    };
    let find = |id: &ObjectId| {
        let label = label(schema.get(id)?);
        tables.iter().position(|table| is(&table.label, &label))
    };
    let mut keys = Vec::new();
    for object in schema.objects.values() {
        let Details::Table(own) = &object.details else { continue };
        let Some(child) = find(&object.id) else { continue };
        for constraint in &own.constraints {
            let Rule::ForeignKey { columns, table, references, .. } = &constraint.rule else {
                continue;
            };
            let places = |place: usize, names: &[String]| -> Option<Vec<usize>> {
                let columns = &tables.get(place)?.columns;
                let find = |name: &String| columns.iter().position(|it| is(&it.name, name));
                names.iter().map(find).collect()
            };
            let found = find(table).and_then(|parent| {
                let references = match references.is_empty() {
                    true => tables.get(parent)?.key.clone(),
                    false => places(parent, references)?,
                };
                let columns = places(child, columns)?;
                let is_whole = !columns.is_empty() && columns.len() == references.len();
                is_whole.then_some(Key { child, parent, columns, references })
            });
            let is_excepted =
                |key: &Key| settings.except.contains(&words(&tables[key.child], &key.columns));
            match found {
                Some(key) if is_excepted(&key) => {}
                Some(key) => keys.push(key),
                None => left_out.push(LeftOut {
                    object: format!(
                        "foreign key {}({}) to {}",
                        label(object),
                        columns.join(", "),
                        table.short()
                    ),
                    reason: Reason::OtherEnd,
                }),
            }
        }
    }
    keys.sort_by(|left, right| {
        (left.child, &left.columns, left.parent).cmp(&(right.child, &right.columns, right.parent))
    });
    keys.dedup_by(|left, right| {
        (left.child, left.parent, &left.columns) == (right.child, right.parent, &right.columns)
    });
    keys
}

/// The foreign keys of both databases; what one has alone is told.
fn shared(
    tables: &[Table],
    sqlite: Vec<Key>,
    postgres: Vec<Key>,
    problems: &mut Vec<Problem>,
) -> Vec<Key> {
    let mut alone = |keys: &[Key], others: &[Key], dialect| {
        for key in keys.iter().filter(|key| !others.contains(key)) {
            let label = words(&tables[key.child], &key.columns);
            problems.push(Problem::Alone {
                what: format!("foreign key {label} to {}", tables[key.parent].label),
                dialect,
                way_out: WayOut::Except { key: label },
            });
        }
    };
    alone(&sqlite, &postgres, Dialect::Sqlite);
    alone(&postgres, &sqlite, Dialect::Postgres);
    postgres.into_iter().filter(|key| sqlite.contains(key)).collect()
}

/// The name of a foreign key's columns, without what says that they are one.
fn stem(columns: &[&Column]) -> String {
    let names = columns.iter().map(|column| {
        let field = column.field.trim_start_matches("r#");
        field.strip_suffix("_id").filter(|stem| !stem.is_empty()).unwrap_or(field)
    });
    names.collect::<Vec<_>>().join("_and_")
}

fn words(table: &Table, columns: &[usize]) -> String {
    key_label(&table.label, table.at(columns))
}

/// From the row that refers to the one that it refers to.
fn to_one(tables: &[Table], key: &Key, keys: &[Key]) -> (usize, Relation, String) {
    let (child, parent) = (&tables[key.child], &tables[key.parent]);
    let columns: Vec<_> = child.at(&key.columns).collect();
    let name = match columns.as_slice() {
        [_] => stem(&columns),
        _ => name::of_one(&parent.module),
    };
    let is_nullable = columns.iter().any(|column| column.is_nullable);
    let same = |it: &&Key| (it.child, &it.columns) == (key.child, &key.columns);
    let label = words(child, &key.columns);
    let (name, label) = match keys.iter().filter(same).count() {
        1 => (name, label),
        _ => {
            let target = parent.module.trim_start_matches("r#");
            (format!("{name}_in_{target}"), format!("{label}->{}", parent.label))
        }
    };
    let relation = Relation {
        name: name::identifier(name).unwrap_or_default(),
        table: key.parent,
        count: if is_nullable { Count::Optional } else { Count::One },
        direction: Direction::Forward,
        own: key.columns.clone(),
        other: key.references.clone(),
        label: format!("what {label} refers to"),
    };
    (key.child, relation, label)
}

/// From the row that is referred to, to those that refer to it.
fn to_others(tables: &[Table], key: &Key, keys: &[Key]) -> (usize, Relation, String) {
    let (child, parent) = (&tables[key.child], &tables[key.parent]);
    let is_unique = std::iter::once(&child.key)
        .chain(child.uniques.iter().map(|unique| &unique.columns))
        .any(|unique| !unique.is_empty() && unique.iter().all(|place| key.columns.contains(place)));
    let count = if is_unique { Count::Optional } else { Count::Many };
    let base = match count {
        Count::Many => name::of_many(&child.module),
        Count::One | Count::Optional => name::of_one(&child.module),
    };
    let is_only =
        keys.iter().filter(|it| (it.child, it.parent) == (key.child, key.parent)).count() == 1;
    let columns: Vec<_> = child.at(&key.columns).collect();
    // A table that refers to itself has both directions at one place.
    let name = match is_only && key.child != key.parent {
        true => base,
        false => format!("{base}_by_{}", stem(&columns)),
    };
    let label = words(child, &key.columns);
    let relation = Relation {
        name: name::identifier(name).unwrap_or_default(),
        table: key.child,
        count,
        direction: Direction::Back,
        own: key.references.clone(),
        other: key.columns.clone(),
        label: format!("what refers to {} by {label}", parent.label),
    };
    (key.parent, relation, format!("{}<-{label}", parent.label))
}

/// Both directions through a table that holds nothing but pairs of keys.
fn pairs(tables: &[Table], place: usize, keys: &[Key]) -> Vec<(usize, Link, String)> {
    let table = &tables[place];
    let own: Vec<&Key> = keys.iter().filter(|key| key.child == place).collect();
    let [left, right] = own.as_slice() else { return Vec::new() };
    let mut columns = [left.columns.as_slice(), right.columns.as_slice()].concat();
    let mut key = table.key.clone();
    columns.sort_unstable();
    key.sort_unstable();
    let is_pure = table.access == Access::Write
        && key == columns
        && columns.len() == table.columns.len()
        && left.parent != right.parent;
    if !is_pure {
        return Vec::new();
    }
    [(left, right), (right, left)]
        .into_iter()
        .map(|(from, to)| {
            let other = &tables[to.parent];
            let zip = |key: &Key| -> Vec<(usize, usize)> {
                key.references.iter().copied().zip(key.columns.iter().copied()).collect()
            };
            let link = Link {
                many: name::of_many(&other.module),
                one: name::of_one(&other.module),
                pairs: place,
                table: to.parent,
                own: zip(from),
                other: zip(to),
            };
            let key = format!("{}<-{}->{}", tables[from.parent].label, table.label, other.label);
            (from.parent, link, key)
        })
        .collect()
}
