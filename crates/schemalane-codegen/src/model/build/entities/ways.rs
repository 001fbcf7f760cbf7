//! The ways between entities.

use crate::model::entity::{Entity, Way, WayKind};
use crate::model::{Count, Direction, Link, Relation, Table};
use crate::name;
use heck::ToUpperCamelCase;
use schemalane_schema::{Action, Details, ObjectId, Rule, Schema};
use std::collections::BTreeSet;

/// A way before it has names.
#[derive(Clone, Copy)]
enum Source<'a> {
    Relation(&'a Relation),
    Link(&'a Link),
}

impl Source<'_> {
    const fn table(self) -> usize {
        match self {
            Self::Relation(relation) => relation.table,
            Self::Link(link) => link.table,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Relation(relation) => &relation.name,
            Self::Link(link) => &link.many,
        }
    }
}

/// Gives the entities their ways.
pub(super) fn add(schema: &Schema, tables: &[Table], entities: &mut [Entity]) {
    let all = Ways { schema, tables, entities };
    let found: Vec<Vec<Way>> = all.entities.iter().map(|entity| all.of(entity)).collect();
    for (entity, ways) in entities.iter_mut().zip(found) {
        entity.ways = ways;
    }
}

struct Ways<'a> {
    schema: &'a Schema,
    tables: &'a [Table],
    entities: &'a [Entity],
}

impl Ways<'_> {
    fn of(&self, entity: &Entity) -> Vec<Way> {
        let mut fields: BTreeSet<String> =
            entity.fields.iter().map(|field| field.name.clone()).collect();
        let way = |source: Source<'_>| {
            let other = self.tables.get(source.table())?;
            let kind = self.kind(entity, source)?;
            Some(Way {
                field: free(source.name(), other, &kind, &mut fields),
                table: source.table(),
                variant: match source {
                    Source::Relation(relation) => self.variant(entity.table, relation),
                    Source::Link(_) => None,
                },
                kind,
            })
        };
        self.sources(entity.table).into_iter().filter_map(way).collect()
    }

    fn entity(&self, table: usize) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.table == table)
    }

    /// The relations of a table, and what of its links SeaORM can follow.
    fn sources(&self, place: usize) -> Vec<Source<'_>> {
        let Some(table) = self.tables.get(place) else { return Vec::new() };
        // It finds a table of pairs by the only way that leads to it and from it.
        let is_only = |link: &&Link| {
            let to = |from: usize, to: usize| {
                self.relations(from).filter(|relation| relation.table == to).count()
            };
            self.entity(link.table).is_some()
                && self.entity(link.pairs).is_some()
                && to(place, link.table) == 0
                && table.links.iter().filter(|it| it.table == link.table).count() == 1
                && to(link.pairs, link.table) == 1
                && to(link.pairs, place) == 1
        };
        let links = table.links.iter().filter(is_only).map(Source::Link);
        self.relations(place).map(Source::Relation).chain(links).collect()
    }

    /// The relations of a table to those that have an entity.
    fn relations(&self, place: usize) -> impl Iterator<Item = &Relation> {
        let relations = self.tables.get(place).into_iter().flat_map(|table| &table.relations);
        relations.filter(|relation| self.entity(relation.table).is_some())
    }

    /// The variant of a relation that is not the only one to its table, or leads to its own.
    fn variant(&self, place: usize, relation: &Relation) -> Option<String> {
        let is_named = |it: &&Relation| {
            let same = self.relations(place).filter(|other| other.table == it.table);
            it.table == place || same.count() > 1
        };
        let mut taken: BTreeSet<String> = self
            .sources(place)
            .into_iter()
            .filter_map(|source| self.tables.get(source.table()))
            .map(|table| table.module.to_upper_camel_case())
            .collect();
        for own in self.relations(place).filter(is_named) {
            let mut name = variant(&own.name);
            while !taken.insert(name.clone()) {
                name = variant(&format!("{name}Relation"));
            }
            if own.name == relation.name {
                return Some(name);
            }
        }
        None
    }

    fn kind(&self, entity: &Entity, source: Source<'_>) -> Option<WayKind> {
        let relation = match source {
            Source::Link(link) => return Some(WayKind::Through(link.pairs)),
            Source::Relation(relation) => relation,
        };
        let other = self.entity(relation.table)?;
        match (relation.direction, relation.count) {
            (Direction::Forward, count) => {
                let (on_delete, on_update) = self.actions(entity, other, relation);
                Some(WayKind::BelongsTo {
                    is_optional: count != Count::One,
                    from: columns(entity, &relation.own),
                    to: columns(other, &relation.other),
                    on_delete,
                    on_update,
                })
            }
            (Direction::Back, count) => {
                let forward = self.relations(other.table).find(|it| {
                    it.direction == Direction::Forward
                        && it.table == entity.table
                        && (&it.own, &it.other) == (&relation.other, &relation.own)
                })?;
                let by = self.variant(other.table, forward);
                Some(match count {
                    Count::Many => WayKind::HasMany { by },
                    Count::One | Count::Optional => WayKind::HasOne { by },
                })
            }
        }
    }

    /// What the database does when the row that is referred to is deleted, or its key changes.
    fn actions(&self, entity: &Entity, other: &Entity, relation: &Relation) -> (Action, Action) {
        let is_it = |id: &ObjectId, name: &str, entity: &Entity| {
            entity.schema.as_deref().unwrap_or_default() == id.schema && entity.name == name
        };
        let Some(table) = self.tables.get(entity.table) else { return Default::default() };
        let names: Vec<&str> = table.at(&relation.own).map(|column| column.name.as_str()).collect();
        let objects = self.schema.objects.values();
        let constraints = objects
            .filter(|object| is_it(&object.id, &object.name, entity))
            .filter_map(|object| match &object.details {
                Details::Table(own) => Some(&own.constraints),
                _ => None,
            })
            .flatten();
        let mut actions = constraints.filter_map(|constraint| match &constraint.rule {
            Rule::ForeignKey { columns, table, on_delete, on_update, .. }
                if columns.iter().map(String::as_str).eq(names.iter().copied())
                    && self.schema.get(table).is_some_and(|it| is_it(&it.id, &it.name, other)) =>
            {
                Some((*on_delete, *on_update))
            }
            _ => None,
        });
        actions.next().unwrap_or_default()
    }
}

/// Columns as SeaORM's macros take them: the name of the field, or its variant where that is a keyword.
fn columns(entity: &Entity, places: &[usize]) -> Vec<String> {
    let name = |field: &str| match field.strip_prefix("r#") {
        Some(field) => field.to_upper_camel_case(),
        None => field.to_owned(),
    };
    let find = |place: &usize| entity.fields.iter().find(|field| field.column == *place);
    places.iter().filter_map(find).map(|field| name(&field.name)).collect()
}

/// A variant that heck leaves as it is.
fn variant(name: &str) -> String {
    let mut variant = name.trim_start_matches("r#").to_upper_camel_case();
    loop {
        let next = variant.to_upper_camel_case();
        if next == variant {
            return variant;
        }
        variant = next;
    }
}

/// The field of a way: its own name, the other table's, or one with more to it where a column has that.
fn free(own: &str, other: &Table, kind: &WayKind, fields: &mut BTreeSet<String>) -> String {
    let module = match kind {
        WayKind::BelongsTo { .. } | WayKind::HasOne { .. } => name::of_one(&other.module),
        WayKind::HasMany { .. } | WayKind::Through(_) => name::of_many(&other.module),
    };
    let mut candidate = own.to_owned();
    if fields.contains(&candidate)
        && let Some(module) = name::identifier(module)
    {
        candidate = module;
    }
    while !fields.insert(candidate.clone()) {
        candidate = format!("{}_entity", candidate.trim_start_matches("r#"));
    }
    candidate
}
