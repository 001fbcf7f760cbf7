//! Views and materialised views.

use super::catalogue::{Catalogue, parameters};
use super::column::{Columns, bare};
use crate::{Details, Error, Kind, Object, ObjectId, View, ViewColumn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    oid: i64,
    schema: String,
    name: String,
    materialized: bool,
    query: String,
    options: Vec<String>,
    tablespace: Option<String>,
}

/// Reads them.
pub(super) async fn read(
    catalogue: &mut Catalogue<'_>,
    columns: &mut Columns,
) -> Result<(), Error> {
    for row in catalogue.rows::<Row>(include_str!("views.sql")).await? {
        let kind = if row.materialized { Kind::MaterializedView } else { Kind::View };
        let columns = columns
            .remove(&row.oid)
            .unwrap_or_default()
            .into_iter()
            .map(|column| ViewColumn {
                comment: catalogue.comment("pg_class", row.oid, column.number),
                name: column.name,
                data_type: column.data_type,
                default: column.expression.as_deref().map(bare),
            })
            .collect();
        let details = Details::View(View {
            query: row.query.trim().trim_end_matches(';').to_owned(),
            columns,
            options: parameters(&row.options),
            tablespace: row.tablespace,
        });
        let id = ObjectId::new(kind, &row.schema, &row.name);
        catalogue.add("pg_class", row.oid, Object::new(id, row.name, details, Vec::new()));
    }
    Ok(())
}
