//! The row that an execution leaves in the log.

use super::super::{log, verified};
use super::Run;
use crate::{Error, Outcome, Schema};
use sqlx::PgConnection;

/// Writes that all is done, in the transaction that is open.
pub(super) async fn success(run: &mut Run<'_>, reached: &Schema) -> Result<i64, Error> {
    let mut entry = entry(run, Outcome::Success, None, run.plan.steps.len());
    let connection = &mut run.session.connection;
    let verified =
        verified::remember(connection, run.files, run.options, &run.scope, reached).await?;
    entry.metadata["verified"] = serde_json::json!(verified);
    log::record(connection, &entry).await
}

/// Writes what failed.
pub(super) async fn halt(
    run: &Run<'_>,
    connection: &mut PgConnection,
    error: &Error,
) -> Result<i64, Error> {
    log::record(connection, &entry(run, Outcome::Failed, Some(error), run.begun)).await
}

fn entry(run: &Run<'_>, outcome: Outcome, error: Option<&Error>, steps: usize) -> crate::LogEntry {
    crate::LogEntry {
        id: 0,
        started_at: run.started.clone(),
        finished_at: String::new(),
        outcome,
        message: run.message.map(str::to_owned),
        statements: run.plan.steps[..steps].iter().flat_map(|step| step.sql.clone()).collect(),
        previous_hash: run.plan.from.to_string(),
        wanted_hash: run.plan.to.to_string(),
        performed_by: run.options.performed_by.clone(),
        tool_version: crate::log::TOOL_VERSION.to_owned(),
        metadata: crate::log::metadata(run.plan, 0, error),
    }
}
