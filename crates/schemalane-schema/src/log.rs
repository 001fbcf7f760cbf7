//! What was done before: the rows of `_schema_migration`.

use serde::Serialize;

/// The table of the log, in the database itself.
pub(crate) const TABLE: &str = "_schema_migration";

/// An execution of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// Its number, from 1.
    pub id: i64,
    /// When it began, in UTC, as `2026-01-31T12:00:00.000Z`.
    pub started_at: String,
    /// When it ended.
    pub finished_at: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What somebody said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The statements that were executed; of a failed one, those of every step that was begun.
    pub statements: Vec<String>,
    /// The digest of the schema before.
    pub previous_hash: String,
    /// The digest of the wanted schema.
    pub wanted_hash: String,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performed_by: Option<String>,
    /// The version of the tool.
    pub tool_version: String,
    /// What else is known: approved hazards, copied rows, the error.
    pub metadata: serde_json::Value,
}

/// How an execution ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The schema is the wanted one.
    Success,
    /// It is not; what was not committed is as it was.
    Failed,
}

impl Outcome {
    /// The word in the table.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        if text == Self::Success.name() { Self::Success } else { Self::Failed }
    }
}

/// The version of this tool.
pub(crate) const TOOL_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a row says beside its columns.
pub(crate) fn metadata(
    plan: &crate::Plan,
    rows_copied: u64,
    error: Option<&crate::Error>,
) -> serde_json::Value {
    let approved: Vec<String> = plan
        .steps
        .iter()
        .flat_map(|step| &step.hazards)
        .filter(|hazard| hazard.severity == crate::Severity::Approved)
        .map(|hazard| format!("{}:{}", hazard.kind, hazard.object))
        .collect();
    serde_json::json!({
        "dialect": plan.dialect,
        "approved": approved,
        "rows_copied": rows_copied,
        "error": error.map(ToString::to_string),
        // How many steps stay done although it failed.
        "committed": error.map(crate::Error::committed),
    })
}
