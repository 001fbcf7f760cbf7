//! Who owns what is in a copy, and who may use it.

use super::Scratch;
use crate::postgres::{connection, ddl};
use crate::{Details, Error, Grant, Kind, Object, Options, Schema};

/// Gives what is in a copy its owners and grants, as far as we may, and lets everybody make something in its schemas:
/// what is made anew may have an owner who can do that in the real database, and may read what that owner was granted.
/// Where owners and grants are facts, all that is in the copy already.
pub(super) async fn restore(
    scratch: &mut Scratch,
    schema: &Schema,
    options: &Options,
) -> Result<(), Error> {
    if options.authorisation {
        return Ok(());
    }
    let Scratch { connection, confinement, .. } = scratch;
    for id in schema.objects.keys().filter(|id| id.kind == Kind::Schema) {
        let sql = format!("GRANT ALL ON SCHEMA {} TO PUBLIC", connection::qualified(id));
        connection::run(connection, &sql).await?;
    }
    let role: String =
        sqlx::query_scalar("SELECT current_user::text").fetch_one(&mut *connection).await?;
    // With the object the rights on it change hands, so the owners come first.
    let owners = schema.objects.values().filter_map(|object| owner(object, &role));
    let all: Vec<String> = owners.chain(schema.objects.values().flat_map(grants)).collect();
    if connection::run(connection, &all.join("; ")).await.is_err() {
        for sql in &all {
            // What we may not give away here is not ours there, and the plan says so.
            let _ = connection::run(connection, sql).await;
        }
    }
    confinement.confine(connection).await?;
    Ok(())
}

/// The statement that gives an object to its owner, where that is another role.
fn owner(object: &Object, role: &str) -> Option<String> {
    let owner = &object.rights.as_ref().filter(|rights| rights.owner != role)?.owner;
    match &object.details {
        // It belongs to whom its table belongs.
        Details::Sequence(sequence) if sequence.owned_by.is_some() => None,
        Details::Sequence(_)
        | Details::Table(_)
        | Details::View(_)
        | Details::Routine(_)
        | Details::Enum(_)
        | Details::Domain(_)
        | Details::Composite(_) => Some(ddl::owner(&object.id, owner)),
        _ => None,
    }
}

/// The statements that give others than the owner what they have, whoever gave it to them.
fn grants(object: &Object) -> Vec<String> {
    let Some(rights) = &object.rights else { return Vec::new() };
    // Of a schema everybody has everything.
    if object.id.kind == Kind::Schema {
        return Vec::new();
    }
    let given = rights.given.iter().map(|given| &given.grant);
    let others: Vec<Grant> = given.filter(|grant| grant.grantee != rights.owner).cloned().collect();
    ddl::grants(&object.id, Some(&rights.owner), &others)
}
