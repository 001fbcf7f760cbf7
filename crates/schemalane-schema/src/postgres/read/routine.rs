//! Functions, procedures and aggregates.

use super::catalogue::Catalogue;
use crate::{Details, Error, Kind, Object, ObjectId, Routine};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    oid: i64,
    schema: String,
    name: String,
    what: String,
    returns: String,
    language: String,
    definition: String,
}

/// Reads them.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    for row in catalogue.rows::<Row>(include_str!("routines.sql")).await? {
        let details = Details::Routine(Routine {
            what: row.what,
            returns: row.returns,
            language: row.language,
            definition: row.definition.trim_end().to_owned(),
        });
        let id = ObjectId::new(Kind::Routine, &row.schema, &row.name);
        catalogue.add("pg_proc", row.oid, Object::new(id, row.name, details, Vec::new()));
    }
    Ok(())
}
