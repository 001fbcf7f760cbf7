//! The SeaORM entities of the tables.
//!
//! SeaORM names things by itself, with the crate heck: the variants of `Column` by the fields, those of `Relation` by the
//! modules. Where two of them would be the same, or where there are several ways to one table, each gets a name here.

mod fields;
mod ways;

use crate::model::{Access, Entity, Enumeration, Table};
use crate::schemas::Kept;
use crate::{LeftOut, Problem, Reason, Schemas, Settings};
use schemalane_schema::{Object, Schema};

/// What the entities are made from.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) schemas: Schemas<'a>,
    pub(super) settings: &'a Settings,
    pub(super) tables: &'a [Table],
    pub(super) enums: &'a [Enumeration],
}

impl Context<'_> {
    /// The entities, in the order of the tables. Views, and tables without a key, have none: SeaORM needs one.
    pub(super) fn all(
        self,
        left_out: &mut Vec<LeftOut>,
        problems: &mut Vec<Problem>,
    ) -> Vec<Entity> {
        let mut entities = Vec::new();
        for (place, table) in self.tables.iter().enumerate() {
            let Some(object) = object(self.main(), table) else { continue };
            let fields = match table.access {
                Access::Write if !table.key.is_empty() => self.fields(table, problems),
                Access::Write | Access::Read => None,
            };
            match fields {
                Some(fields) if fields::has_key(&fields) => entities.push(Entity {
                    table: place,
                    schema: Some(object.id.schema.clone()).filter(|schema| !schema.is_empty()),
                    name: object.name.clone(),
                    fields,
                    ways: Vec::new(),
                }),
                _ => left_out.push(LeftOut {
                    object: format!("entity of {}", table.label),
                    reason: Reason::NoKey,
                }),
            }
        }
        ways::add(self.main(), self.tables, &mut entities);
        entities
    }

    /// The schema that has the names: PostgreSQL's, of two.
    const fn main(&self) -> &Schema {
        match self.schemas.0 {
            Kept::One(schema) | Kept::Both { postgres: schema, .. } => schema,
        }
    }
}

/// What a table of the model was made of. SQLite does not tell small letters from capitals.
fn object<'a>(schema: &'a Schema, table: &Table) -> Option<&'a Object> {
    let is_it = |object: &&Object| {
        super::is_relation(object) && super::label(object).eq_ignore_ascii_case(&table.label)
    };
    let mut all = schema.objects.values().filter(is_it);
    let first = all.next()?;
    let is_exact = |object: &&Object| super::label(object) == table.label;
    Some(std::iter::once(first).chain(all).find(is_exact).unwrap_or(first))
}
