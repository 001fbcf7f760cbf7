//! What is compared by its text alone.

use super::catalogue::Catalogue;
use crate::postgres::connection::literal;
use crate::{Details, Error, Kind, Object, ObjectId};
use schemalane_source::{Dialect, Statement, split};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    class: String,
    oid: i64,
    schema: String,
    table: Option<String>,
    what: String,
    name: String,
    definition: String,
    address: String,
}

/// Reads them. Its text is also what makes one.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    for row in catalogue.rows::<Row>(include_str!("others.sql")).await? {
        let options = &catalogue.scope.options;
        if row.table.as_ref().is_some_and(|table| options.leaves(&row.schema, table)) {
            continue;
        }
        let mut id = ObjectId::new(Kind::Other, &row.schema, format!("{} {}", row.what, row.name));
        // Only the name of a rule is unique within its table alone.
        if row.what == "rule" {
            id.table = row.table;
        }
        let statements = split(&row.definition, Dialect::Postgres).unwrap_or_default();
        let text = |statement: &Statement| statement.text(&row.definition).to_owned();
        let mut create: Vec<String> = statements.iter().map(text).collect();
        create.extend(
            catalogue
                .comment(&row.class, row.oid, 0)
                .map(|text| format!("COMMENT ON {} IS {}", row.address, literal(&text))),
        );
        let details = Details::Other { what: row.what, definition: row.definition };
        catalogue.add(&row.class, row.oid, Object::new(id, row.name, details, create));
    }
    Ok(())
}
