//! Tries steps on a scratch copy, in the transactions in which they will run.

use super::super::connection::qualified;
use super::super::ddl;
use super::super::scratch::Scratch;
use super::absence::Watch;
use super::draft::{Draft, Turn};
use crate::Transaction;
use sqlx::{Executor, PgConnection};

/// A step that the scratch copy refused.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) index: usize,
    pub(super) error: sqlx::Error,
    /// Whether nothing before it was committed, so that the copy is as it was.
    pub(super) is_clean: bool,
}

/// Runs the steps, lets somebody look at each commit, and notes which of them write a table anew: the server knows better than any rule of ours.
pub(super) async fn run(
    scratch: &mut Scratch,
    drafts: &mut [Draft],
    mut watch: Option<&mut Watch<'_>>,
) -> Result<(), Refusal> {
    let mut open = false;
    let mut committed = false;
    let length = drafts.len();
    let mut is_begun = false;
    for (index, draft) in drafts.iter_mut().enumerate() {
        let is_shared = draft.step.transaction == Transaction::Shared;
        if open && !is_shared {
            scratch.connection().execute("COMMIT").await.map_err(|error| Refusal {
                index,
                error,
                is_clean: !committed,
            })?;
            (open, committed) = (false, true);
            if let Some(watch) = &mut watch {
                watch.look(scratch.connection(), index - 1).await;
            }
        }
        // What comes before everything else takes nothing away.
        is_begun |= is_shared || matches!(draft.turn, Turn::Here | Turn::Last);
        let result = watched(scratch, draft, &mut open, &mut committed).await;
        if let Err(error) = result {
            // Where this fails too, the connection is of no use any more, and whoever goes on with it will say so.
            let _ = scratch.connection().execute("ROLLBACK").await;
            return Err(Refusal { index, error, is_clean: !committed });
        }
        if let Some(watch) = &mut watch
            && is_begun
            && !is_shared
            && index + 1 < length
        {
            watch.look(scratch.connection(), index).await;
        }
    }
    if open {
        scratch.connection().execute("COMMIT").await.map_err(|error| Refusal {
            index: drafts.len().saturating_sub(1),
            error,
            is_clean: !committed,
        })?;
    }
    Ok(())
}

async fn watched(
    scratch: &mut Scratch,
    draft: &mut Draft,
    open: &mut bool,
    committed: &mut bool,
) -> Result<(), sqlx::Error> {
    if !draft.may_rewrite() {
        return step(scratch, draft, open, committed).await;
    }
    let before = files(scratch.connection(), draft).await?;
    step(scratch, draft, open, committed).await?;
    draft.rewrites(before != files(scratch.connection(), draft).await?);
    Ok(())
}

/// The files that a table with its partitions and heirs lies in.
async fn files(connection: &mut PgConnection, draft: &Draft) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "WITH RECURSIVE heir AS (
            SELECT pg_catalog.to_regclass($1)::oid AS oid
            UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN heir AS h ON h.oid = i.inhparent
        )
        SELECT pg_catalog.concat_ws(' ', c.oid, c.relfilenode) FROM pg_catalog.pg_class AS c
        JOIN heir AS h ON h.oid = c.oid ORDER BY 1",
    )
    .bind(qualified(&draft.step.object))
    .fetch_all(connection)
    .await
}

/// Tries a statement that names a role. A scratch database on another server may not have it, which says nothing about
/// the real one.
async fn role(scratch: &mut Scratch, sql: &str) -> Result<(), sqlx::Error> {
    scratch.connection().execute("SAVEPOINT schemalane_role").await?;
    let Err(error) = scratch.execute(sql).await else {
        scratch.connection().execute("RELEASE SAVEPOINT schemalane_role").await?;
        return Ok(());
    };
    let code = error.as_database_error().and_then(|error| error.code());
    if !matches!(code.as_deref(), Some("42704" | "22023")) {
        return Err(error);
    }
    scratch.connection().execute("ROLLBACK TO SAVEPOINT schemalane_role").await?;
    Ok(())
}

async fn step(
    scratch: &mut Scratch,
    draft: &Draft,
    open: &mut bool,
    committed: &mut bool,
) -> Result<(), sqlx::Error> {
    let is_shared = draft.step.transaction == Transaction::Shared;
    if !*open && draft.step.transaction != Transaction::Outside {
        scratch.connection().execute("BEGIN").await?;
        *open = true;
    }
    for sql in &draft.step.sql {
        if *open && ddl::is_about_roles(sql) {
            role(scratch, sql).await?;
        } else {
            scratch.execute(sql).await?;
        }
    }
    if !is_shared {
        if *open {
            scratch.connection().execute("COMMIT").await?;
            *open = false;
        }
        *committed = true;
    }
    Ok(())
}
