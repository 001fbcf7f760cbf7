//! What a table has beside columns and constraints.

use super::super::connection::{literal, qualified, quote};
use super::draft::Draft;
use crate::{Error, HazardKind, Object, ObjectId, Persistence, PostgresTable, RowSecurity, Table};
use std::collections::BTreeMap;

/// The steps by which a table leaves parents. They come before anything that is done to those, which would reach it.
pub(super) fn disinherit(before: &Object, after: &Object) -> Vec<Draft> {
    let id = &after.id;
    let left = inherits(before).iter().filter(|parent| !inherits(after).contains(parent));
    left.map(|parent| {
        let sql = format!("ALTER TABLE {} NO INHERIT {}", qualified(id), qualified(parent));
        let summary = format!("let {id} no longer inherit from {}", parent.short());
        let mut draft = Draft::new(id, summary, vec![sql]).lock("ACCESS EXCLUSIVE", id);
        draft.step.origin.clone_from(&after.origin);
        draft
    })
    .collect()
}

fn inherits(object: &Object) -> &[ObjectId] {
    object.as_table().and_then(Table::postgres).map_or(&[], |own| &own.inherits)
}

/// The steps that change them.
pub(super) fn alter(
    id: &ObjectId,
    before: &PostgresTable,
    after: &PostgresTable,
) -> Result<Vec<Draft>, Error> {
    let PostgresTable {
        persistence,
        partition_by,
        partition_of: _,
        inherits,
        row_security,
        replica_identity: _,
        parameters: own,
        tablespace,
        fixed: _,
    } = before;
    if *partition_by != after.partition_by {
        return Err(Error::unsupported(
            id,
            "PostgreSQL cannot change how a table is partitioned",
            "create a new table and copy the rows",
        ));
    }
    let head = format!("ALTER TABLE {}", qualified(id));
    let mut drafts = Vec::new();
    let mut push = |summary: String, sql: String| {
        drafts.push(Draft::new(id, summary, vec![sql]).lock("ACCESS EXCLUSIVE", id));
    };
    for parent in after.inherits.iter().filter(|parent| !inherits.contains(parent)) {
        push(
            format!("let {id} inherit from {}", parent.short()),
            format!("{head} INHERIT {}", qualified(parent)),
        );
    }
    if *row_security != after.row_security {
        drafts.push(security(id, &head, *row_security, after.row_security));
    }
    if *persistence != after.persistence {
        let word = if after.persistence == Persistence::Unlogged { "UNLOGGED" } else { "LOGGED" };
        drafts.push(
            Draft::new(
                id,
                format!("make {id} {}", word.to_lowercase()),
                vec![format!("{head} SET {word}")],
            )
            .lock("ACCESS EXCLUSIVE", id),
        );
    }
    if *tablespace != after.tablespace {
        drafts.push(moved(id, &head, after.tablespace.as_deref()).lock("ACCESS EXCLUSIVE", id));
    }
    drafts.extend(parameters(id, &head, own, &after.parameters));
    Ok(drafts)
}

fn security(id: &ObjectId, head: &str, before: RowSecurity, after: RowSecurity) -> Draft {
    let enabled = |state| matches!(state, RowSecurity::Enabled | RowSecurity::Forced);
    let forced = |state| matches!(state, RowSecurity::ForcedOff | RowSecurity::Forced);
    let (mut words, mut sql) = (Vec::new(), Vec::new());
    let mut push = |word, verb| {
        words.push(word);
        sql.push(format!("{head} {verb} ROW LEVEL SECURITY"));
    };
    match (enabled(before), enabled(after)) {
        (false, true) => push("enable", "ENABLE"),
        (true, false) => push("disable", "DISABLE"),
        _ => {}
    }
    match (forced(before), forced(after)) {
        (false, true) => push("force", "FORCE"),
        (true, false) => push("no longer force", "NO FORCE"),
        _ => {}
    }
    let summary = format!("{} the row level security of {id}", words.join(" and "));
    Draft::new(id, summary, sql).lock("ACCESS EXCLUSIVE", id).warning(
        HazardKind::Authorisation,
        id,
        "other rows may be seen than before",
    )
}

/// Moves a table, or a materialised view, to another tablespace.
pub(super) fn moved(id: &ObjectId, head: &str, space: Option<&str>) -> Draft {
    let space = space.unwrap_or("pg_default");
    let sql = format!("{head} SET TABLESPACE {}", quote(space));
    Draft::new(id, format!("move {id} to tablespace {space}"), vec![sql])
}

/// Sets and resets storage parameters.
pub(super) fn parameters(
    id: &ObjectId,
    head: &str,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<Draft> {
    let set: Vec<String> = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value))
        .map(|(name, value)| format!("{name} = {}", literal(value)))
        .collect();
    let reset: Vec<&str> =
        before.keys().filter(|name| !after.contains_key(*name)).map(String::as_str).collect();
    let mut sql = Vec::new();
    if !set.is_empty() {
        sql.push(format!("{head} SET ({})", set.join(", ")));
    }
    if !reset.is_empty() {
        sql.push(format!("{head} RESET ({})", reset.join(", ")));
    }
    if sql.is_empty() {
        return Vec::new();
    }
    vec![Draft::new(id, format!("change the parameters of {id}"), sql)]
}
