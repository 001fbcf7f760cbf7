//! Tries steps on a scratch copy, in the transactions in which they will run.

use super::super::ddl;
use super::draft::Draft;
use crate::Transaction;
use sqlx::{AssertSqlSafe, Executor, PgConnection};

/// A step that the scratch copy refused.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) index: usize,
    pub(super) error: sqlx::Error,
    /// Whether nothing before it was committed, so that the copy is as it was.
    pub(super) is_clean: bool,
}

/// Runs the steps.
pub(super) async fn run(connection: &mut PgConnection, drafts: &[Draft]) -> Result<(), Refusal> {
    let mut open = false;
    let mut committed = false;
    for (index, draft) in drafts.iter().enumerate() {
        let result = step(connection, draft, &mut open, &mut committed).await;
        if let Err(error) = result {
            // Where this fails too, the connection is of no use any more, and whoever goes on with it will say so.
            let _ = connection.execute("ROLLBACK").await;
            return Err(Refusal { index, error, is_clean: !committed });
        }
    }
    if open {
        connection.execute("COMMIT").await.map_err(|error| Refusal {
            index: drafts.len().saturating_sub(1),
            error,
            is_clean: !committed,
        })?;
    }
    Ok(())
}

/// Tries a statement that names a role. A scratch database on another server may not have it, which says nothing about
/// the real one.
async fn role(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    connection.execute("SAVEPOINT schemalane_role").await?;
    let Err(error) = connection.execute(AssertSqlSafe(sql)).await else {
        connection.execute("RELEASE SAVEPOINT schemalane_role").await?;
        return Ok(());
    };
    let code = error.as_database_error().and_then(|error| error.code());
    if !matches!(code.as_deref(), Some("42704" | "22023")) {
        return Err(error);
    }
    connection.execute("ROLLBACK TO SAVEPOINT schemalane_role").await?;
    Ok(())
}

async fn step(
    connection: &mut PgConnection,
    draft: &Draft,
    open: &mut bool,
    committed: &mut bool,
) -> Result<(), sqlx::Error> {
    let is_shared = draft.step.transaction == Transaction::Shared;
    if *open && !is_shared {
        connection.execute("COMMIT").await?;
        (*open, *committed) = (false, true);
    }
    if !*open && draft.step.transaction != Transaction::Outside {
        connection.execute("BEGIN").await?;
        *open = true;
    }
    for sql in &draft.step.sql {
        if *open && ddl::is_about_roles(sql) {
            role(connection, sql).await?;
        } else {
            connection.execute(AssertSqlSafe(sql.as_str())).await?;
        }
    }
    if !is_shared {
        if *open {
            connection.execute("COMMIT").await?;
            *open = false;
        }
        *committed = true;
    }
    Ok(())
}
