//! Owners, and what they and others granted.

use super::catalogue::Catalogue;
use crate::{Details, Error, Given, Grant, Object, Rights};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Owner {
    class: String,
    oid: i64,
    owner: String,
}

#[derive(Deserialize)]
struct Row {
    class: String,
    oid: i64,
    column: Option<String>,
    is_own: bool,
    is_withheld: bool,
    grantor: String,
    grantee: String,
    privilege: String,
    grantable: bool,
}

/// Reads them. They are facts only where somebody asked for that; what the owner may do is none, but what it
/// took from itself.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    let are_facts = catalogue.scope.options.authorisation;
    for row in catalogue.rows::<Owner>(include_str!("owners.sql")).await? {
        let Some((id, None)) = catalogue.target(&row.class, row.oid).cloned() else { continue };
        if let Some(object) = catalogue.object_mut(&id) {
            object.rights = Some(Rights { owner: row.owner.clone(), given: Vec::new() });
            let is_text = matches!(object.details, Details::Other { .. });
            object.owner = (are_facts && !is_text).then_some(row.owner);
        }
    }
    let mut touched = BTreeSet::new();
    for row in catalogue.rows::<Row>(include_str!("rights.sql")).await? {
        let Some((id, None)) = catalogue.target(&row.class, row.oid).cloned() else { continue };
        let Some(object) = catalogue.object_mut(&id) else { continue };
        if row.is_withheld {
            if are_facts {
                object.withheld.push(row.privilege);
                touched.insert(id);
            }
            continue;
        }
        let grant = Grant {
            grantee: row.grantee,
            privilege: row.privilege,
            column: row.column,
            grantable: row.grantable,
        };
        let is_text = matches!(object.details, Details::Other { .. });
        // An owner has all rights on a column, unless it took them from itself and gave them back.
        if are_facts && (!row.is_own || grant.column.is_some()) && !is_text {
            note(object, &grant);
        }
        if let Some(rights) = &mut object.rights {
            rights.given.push(Given { grantor: row.grantor, grant });
        }
        touched.insert(id);
    }
    for id in &touched {
        let Some(object) = catalogue.object_mut(id) else { continue };
        object.grants.sort();
        object.withheld.sort();
        object.rights.iter_mut().for_each(|rights| rights.given.sort());
    }
    Ok(())
}

/// Two may give the same right: it can be passed on where one of them said so.
fn note(object: &mut Object, grant: &Grant) {
    match object.grants.iter_mut().find(|other| other.is_same_right(grant)) {
        Some(other) => other.grantable |= grant.grantable,
        None => object.grants.push(grant.clone()),
    }
}
