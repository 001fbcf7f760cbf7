//! Indexes that no constraint owns.

use super::catalogue::{Catalogue, parameters};
use super::column::bare;
use crate::{Details, Error, Index, IndexPart, Kind, Object, ObjectId};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Row {
    oid: i64,
    schema: String,
    name: String,
    relation: i64,
    unique: bool,
    method: String,
    parts: Vec<PartRow>,
    include: Vec<String>,
    predicate: Option<String>,
    nulls_not_distinct: bool,
    parameters: Vec<String>,
    tablespace: Option<String>,
    invalid: bool,
    parent_schema: Option<String>,
    parent: Option<String>,
    clustered: bool,
    statistics: BTreeMap<u16, i32>,
    partitioned: bool,
}

#[derive(Deserialize)]
struct PartRow {
    expression: String,
    is_column: bool,
    descending: bool,
    nulls_first: bool,
    collation: Option<String>,
    operator_class: Option<String>,
}

impl From<PartRow> for IndexPart {
    fn from(row: PartRow) -> Self {
        Self {
            expression: if row.is_column { row.expression } else { bare(&row.expression) },
            is_column: row.is_column,
            descending: row.descending,
            // Nulls count as larger than everything.
            nulls_reversed: row.nulls_first != row.descending,
            collation: row.collation,
            operator_class: row.operator_class,
        }
    }
}

/// Reads them.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    for row in catalogue.rows::<Row>(include_str!("indexes.sql")).await? {
        let Some(table) = catalogue.relation(row.relation).cloned() else { continue };
        let attached_to = row
            .parent_schema
            .zip(row.parent)
            .map(|(schema, name)| ObjectId::new(Kind::Index, schema, name));
        let details = Details::Index(Index {
            table,
            unique: row.unique,
            method: row.method,
            parts: row.parts.into_iter().map(IndexPart::from).collect(),
            include: row.include,
            predicate: row.predicate.as_deref().map(bare),
            nulls_not_distinct: row.nulls_not_distinct,
            parameters: parameters(&row.parameters),
            tablespace: row.tablespace,
            invalid: row.invalid,
            attached_to,
            clustered: row.clustered,
            statistics: row.statistics,
            partitioned: row.partitioned,
        });
        let id = ObjectId::new(Kind::Index, &row.schema, &row.name);
        catalogue.add("pg_class", row.oid, Object::new(id, row.name, details, Vec::new()));
    }
    Ok(())
}
