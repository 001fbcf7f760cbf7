//! Runs as the ledger has them.

use schemalane_source::TargetName;
use sea_orm::DatabaseConnection;
use serde::Serialize;

use super::{
    StepRecord,
    tables::{self, Executor as _, Field as _, Run, Sql, Step},
};

/// How a run ended; one that is running has not ended, or could not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RunOutcome {
    Running,
    Succeeded,
    Failed,
}

impl RunOutcome {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    fn parse(text: &str) -> Self {
        [Self::Succeeded, Self::Failed]
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
            .unwrap_or(Self::Running)
    }
}

/// Which runs to show.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) target: Option<TargetName>,
    pub(crate) outcome: Option<RunOutcome>,
    pub(crate) last: u32,
}

/// One run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RunRecord {
    pub(crate) id: String,
    pub(crate) started_at: String,
    pub(crate) finished_at: Option<String>,
    pub(crate) command: String,
    pub(crate) target: String,
    pub(crate) dialect: String,
    pub(crate) url: String,
    pub(crate) schema: String,
    pub(crate) history_table: String,
    pub(crate) who: String,
    pub(crate) tool_version: String,
    pub(crate) outcome: RunOutcome,
    pub(crate) exit_code: Option<i32>,
    pub(crate) duration_ms: Option<i64>,
    pub(crate) message: Option<String>,
    pub(crate) steps: Vec<StepRecord>,
}

/// Reads the runs that fit, the last one first, with their steps.
pub(super) async fn read(
    db: &DatabaseConnection,
    filter: &Filter,
) -> Result<Vec<RunRecord>, tables::Error> {
    let target = filter.target.as_ref().map(ToString::to_string);
    let outcome = filter.outcome.map(|outcome| outcome.as_str().to_owned());
    let values = [target.value(), outcome.value(), i64::from(filter.last).value()];
    // No generated function has these conditions, or begins at the end; newer releases add columns behind these.
    let last = Sql::Both {
        sqlite: "SELECT * FROM run WHERE target = COALESCE(?1, target) \
                 AND outcome = COALESCE(?2, outcome) ORDER BY id DESC LIMIT ?3",
        postgres: "SELECT * FROM public.run WHERE target = COALESCE($1, target) \
                   AND outcome = COALESCE($2, outcome) ORDER BY id DESC LIMIT $3",
    };
    let runs: Vec<Run> = tables::run::all(db.open(), last, Vec::from(values)).await?;
    let steps = Run::steps_of(db, &runs).await?;
    Ok(runs.into_iter().zip(steps).map(|(run, steps)| RunRecord::new(run, steps)).collect())
}

impl RunRecord {
    fn new(run: Run, steps: Vec<Step>) -> Self {
        Self {
            id: run.id,
            started_at: run.started_at,
            finished_at: run.finished_at,
            command: run.command,
            target: run.target,
            dialect: run.dialect,
            url: run.url,
            schema: run.schema_name,
            history_table: run.history_table,
            who: run.who,
            tool_version: run.tool_version,
            outcome: RunOutcome::parse(&run.outcome),
            exit_code: run.exit_code,
            duration_ms: run.duration_ms,
            message: run.message,
            steps: steps.into_iter().map(StepRecord::from).collect(),
        }
    }
}
