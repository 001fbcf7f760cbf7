//! What came of an execution.

use crate::Plan;
use serde::Serialize;

/// What came of an execution.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What was executed.
    pub plan: Plan,
    /// How many rows were copied.
    pub rows_copied: u64,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// The number of the row in the log; `None` where there was nothing to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_id: Option<i64>,
}
