//! Schemas, extensions, types and sequences.

use super::catalogue::{Catalogue, table};
use super::column::{self, Columns};
use super::constraint;
use crate::{
    Composite, Details, Domain, Enum, Error, Extension, Field, Kind, Object, ObjectId, Persistence,
    Sequence,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Named {
    oid: i64,
    name: String,
}

#[derive(Deserialize)]
struct ExtensionRow {
    oid: i64,
    name: String,
    schema: String,
    version: String,
}

#[derive(Deserialize)]
struct EnumRow {
    oid: i64,
    schema: String,
    name: String,
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct DomainRow {
    oid: i64,
    schema: String,
    name: String,
    data_type: String,
    not_null: bool,
    default: Option<String>,
    collation: Option<String>,
}

#[derive(Deserialize)]
struct CompositeRow {
    oid: i64,
    relation: i64,
    schema: String,
    name: String,
}

#[derive(Deserialize)]
struct SequenceRow {
    oid: i64,
    schema: String,
    name: String,
    #[serde(flatten)]
    options: SequenceOptions,
    table_schema: Option<String>,
    table: Option<String>,
    column: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct SequenceOptions {
    data_type: String,
    start: i64,
    increment: i64,
    minimum: i64,
    maximum: i64,
    cache: i64,
    cycle: bool,
    unlogged: bool,
}

impl SequenceOptions {
    pub(super) fn into_sequence(self, owned_by: Option<(ObjectId, String)>) -> Sequence {
        Sequence {
            data_type: self.data_type,
            start: self.start,
            increment: self.increment,
            minimum: self.minimum,
            maximum: self.maximum,
            cache: self.cache,
            cycle: self.cycle,
            persistence: persistence(self.unlogged),
            owned_by,
        }
    }
}

pub(super) const fn persistence(unlogged: bool) -> Persistence {
    if unlogged { Persistence::Unlogged } else { Persistence::Permanent }
}

fn object(kind: Kind, schema: &str, name: &str, details: Details) -> Object {
    Object::new(ObjectId::new(kind, schema, name), name, details, Vec::new())
}

/// Reads them. The columns of composite types are read with those of tables.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    for Named { oid, name } in catalogue.rows(include_str!("schemas.sql")).await? {
        catalogue.add("pg_namespace", oid, object(Kind::Schema, "", &name, Details::Schema));
    }
    for row in catalogue.rows::<ExtensionRow>(include_str!("extensions.sql")).await? {
        let version = catalogue.scope.versions.contains(&row.name).then_some(row.version);
        let details = Details::Extension(Extension { schema: row.schema, version });
        let extension = object(Kind::Extension, "", &row.name, details);
        catalogue.add("pg_extension", row.oid, extension);
    }
    for row in catalogue.rows::<EnumRow>(include_str!("enums.sql")).await? {
        let details = Details::Enum(Enum { labels: row.labels });
        catalogue.add("pg_type", row.oid, object(Kind::Enum, &row.schema, &row.name, details));
    }
    for row in catalogue.rows::<DomainRow>(include_str!("domains.sql")).await? {
        let details = Details::Domain(Domain {
            data_type: row.data_type,
            not_null: row.not_null,
            default: row.default.as_deref().map(column::bare),
            collation: row.collation,
            constraints: Vec::new(),
        });
        catalogue.add("pg_type", row.oid, object(Kind::Domain, &row.schema, &row.name, details));
    }
    sequences(catalogue).await
}

async fn sequences(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    for row in catalogue.rows::<SequenceRow>(include_str!("sequences.sql")).await? {
        let of = row.table_schema.as_ref().zip(row.table.as_ref());
        if of.is_some_and(|(schema, table)| catalogue.scope.options.leaves(schema, table)) {
            continue;
        }
        let owner = table(row.table_schema.as_ref(), row.table.as_ref()).zip(row.column);
        let details = Details::Sequence(row.options.into_sequence(owner));
        catalogue.add("pg_class", row.oid, object(Kind::Sequence, &row.schema, &row.name, details));
    }
    Ok(())
}

/// Reads composite types, whose attributes stand with the columns of tables.
pub(super) async fn composites(
    catalogue: &mut Catalogue<'_>,
    columns: &mut Columns,
) -> Result<(), Error> {
    for row in catalogue.rows::<CompositeRow>(include_str!("composites.sql")).await? {
        let fields = columns
            .remove(&row.relation)
            .unwrap_or_default()
            .into_iter()
            .map(|attribute| Field {
                comment: catalogue.comment("pg_class", row.relation, attribute.number),
                name: attribute.name,
                data_type: attribute.data_type,
                collation: attribute.collation,
            })
            .collect();
        let details = Details::Composite(Composite { fields });
        let composite = object(Kind::Composite, &row.schema, &row.name, details);
        catalogue.know("pg_class", row.relation, (composite.id.clone(), None));
        catalogue.add("pg_type", row.oid, composite);
    }
    Ok(())
}

/// Gives domains their checks.
pub(super) fn constrain(catalogue: &mut Catalogue<'_>, rows: &mut constraint::Rows) {
    for (oid, rows) in rows.domains.drain() {
        let Some((id, _)) = catalogue.target("pg_type", oid).cloned() else { continue };
        let constraints = constraint::build(catalogue, &id, rows);
        if let Some(Details::Domain(domain)) =
            catalogue.object_mut(&id).map(|object| &mut object.details)
        {
            domain.constraints = constraints;
        }
    }
}
