//! What a run did, step by step.

#[cfg(feature = "schema")]
use schemalane_schema::Error as SchemaError;
use serde::Serialize;

use super::{
    first_line,
    tables::{NewStep, Step},
};
use crate::{Error, Failure, RunReport};

/// One migration of a run, or one step of a schema's plan.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StepRecord {
    /// The version of the migration; empty for a step of a plan.
    pub(crate) version: String,
    /// The file of the migration, or what the step does.
    pub(crate) script: String,
    pub(crate) outcome: String,
    /// In milliseconds, where that is known.
    pub(crate) execution_time: Option<i32>,
    pub(crate) message: Option<String>,
}

impl StepRecord {
    fn applied(version: &str, script: &str, execution_time: Option<i32>) -> Self {
        Self {
            version: version.to_owned(),
            script: script.to_owned(),
            outcome: "applied".to_owned(),
            execution_time,
            message: None,
        }
    }

    /// The row of a run's step.
    pub(super) fn row(&self, run_id: &str, position: i32) -> NewStep {
        NewStep {
            run_id: run_id.to_owned(),
            position,
            version: self.version.clone(),
            script: self.script.clone(),
            outcome: self.outcome.clone(),
            execution_time: self.execution_time,
            message: self.message.clone(),
        }
    }

    /// The message without the data that may be in its later lines.
    fn failed(version: &str, script: &str, message: &str) -> Self {
        Self {
            outcome: "failed".to_owned(),
            message: Some(first_line(message).to_owned()),
            ..Self::applied(version, script, None)
        }
    }
}

impl From<Step> for StepRecord {
    fn from(step: Step) -> Self {
        let Step { version, script, outcome, execution_time, message, .. } = step;
        Self { version, script, outcome, execution_time, message }
    }
}

/// The migrations that a run applied, and the one that failed.
pub(crate) fn of_run(result: &Result<RunReport, Error>) -> Vec<StepRecord> {
    let report = match result {
        Ok(report) => report,
        Err(Error::Migration { report }) => report.as_ref(),
        Err(_) => return Vec::new(),
    };
    let applied = report.applied.iter().map(|applied| {
        StepRecord::applied(&applied.version, &applied.script, Some(applied.execution_time))
    });
    let failed = report.failed.iter().map(|Failure { version, script, message, .. }| {
        StepRecord::failed(version, script, message)
    });
    applied.chain(failed).collect()
}

/// Of a command that applies no migrations.
pub(crate) fn none<T>(_: &Result<T, Error>) -> Vec<StepRecord> {
    Vec::new()
}

/// The steps of a plan that stay done, and the one that failed. `finished` has what each step did, in their order, and
/// how many milliseconds it took; some of them may have been rolled back.
#[cfg(feature = "schema")]
pub(crate) fn of_plan<T>(result: &Result<T, Error>, finished: &[(String, u64)]) -> Vec<StepRecord> {
    let (stay, failed) = match result {
        Ok(_) => (finished.len(), None),
        Err(Error::Schema { source, .. }) => {
            let failed = match source.as_ref() {
                SchemaError::Step { summary, message, .. } => {
                    Some(StepRecord::failed("", summary, message))
                }
                _ => None,
            };
            (source.committed(), failed)
        }
        Err(_) => (0, None),
    };
    let stay = finished.iter().take(stay).map(|(summary, milliseconds)| {
        StepRecord::applied("", summary, Some(i32::try_from(*milliseconds).unwrap_or(i32::MAX)))
    });
    stay.chain(failed).collect()
}
