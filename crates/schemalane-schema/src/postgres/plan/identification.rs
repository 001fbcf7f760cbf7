//! `REPLICA IDENTITY`: what identifies a row in what is replicated.

use super::super::connection::qualified;
use super::context::Context;
use super::draft::Draft;
use super::replaced::is_recreated;
use crate::{Kind, ObjectId, PostgresTable, source};
use schemalane_source::Dialect;

/// The step that changes it, or says it again since its index is another one. It comes last, when the index is there.
pub(super) fn alter(
    context: &Context<'_>,
    before: &PostgresTable,
    after: &PostgresTable,
) -> Option<Draft> {
    let wanted = after.replica_identity.as_deref();
    let index = wanted.and_then(|wanted| wanted.strip_prefix("USING INDEX "));
    let is_lost = index.is_some_and(|index| is_replaced(context, index));
    if before.replica_identity == after.replica_identity && !is_lost {
        return None;
    }
    let id = context.table;
    let sql =
        format!("ALTER TABLE {} REPLICA IDENTITY {}", qualified(id), wanted.unwrap_or("DEFAULT"));
    let summary = format!("change the replica identity of {id}");
    Some(Draft::new(id, summary, vec![sql]).lock("ACCESS EXCLUSIVE", id))
}

/// Whether the index, or the constraint that owns it, is dropped and made again.
fn is_replaced(context: &Context<'_>, index: &str) -> bool {
    let name = source::unquote(index, Dialect::Postgres);
    let id = ObjectId::new(Kind::Index, &context.table.schema, &name);
    let is_rebuilt = context
        .ground
        .actual
        .get(&id)
        .zip(context.ground.wanted.get(&id))
        .is_some_and(|(before, after)| is_recreated(before, after));
    is_rebuilt
        || context.affected.goes(&id)
        || context.affected.constraints.contains(&(context.table.clone(), name))
}
