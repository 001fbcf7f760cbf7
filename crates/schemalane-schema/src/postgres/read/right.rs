//! Owners, and what they granted to others.

use super::catalogue::Catalogue;
use crate::{Error, Grant};
use serde::Deserialize;

#[derive(Deserialize)]
struct Owner {
    class: String,
    oid: i64,
    owner: String,
}

#[derive(Deserialize)]
struct GrantRow {
    class: String,
    oid: i64,
    column: Option<String>,
    grantee: String,
    privilege: String,
    grantable: bool,
}

/// Reads them. What the owner may do is no fact.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    for row in catalogue.rows::<Owner>(include_str!("owners.sql")).await? {
        let Some((id, None)) = catalogue.target(&row.class, row.oid).cloned() else { continue };
        if let Some(object) = catalogue.object_mut(&id) {
            object.owner = Some(row.owner);
        }
    }
    for row in catalogue.rows::<GrantRow>(include_str!("grants.sql")).await? {
        let Some((id, None)) = catalogue.target(&row.class, row.oid).cloned() else { continue };
        if let Some(object) = catalogue.object_mut(&id) {
            object.grants.push(Grant {
                grantee: row.grantee,
                privilege: row.privilege,
                column: row.column,
                grantable: row.grantable,
            });
            object.grants.sort();
        }
    }
    Ok(())
}
