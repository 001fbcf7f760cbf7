//! Runs as the ledger has them.

use schemalane_source::TargetName;
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DbErr, QueryResult, Statement, TryGetable, Value,
};
use serde::Serialize;

use super::StepRecord;

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
) -> Result<Vec<RunRecord>, DbErr> {
    let target = filter.target.as_ref().map(|target| target.as_str().to_owned());
    let outcome = filter.outcome.map(|outcome| outcome.as_str().to_owned());
    let values: [Value; 3] = [target.into(), outcome.into(), i64::from(filter.last).into()];
    let runs = "SELECT * FROM run WHERE target = COALESCE($1, target) \
                AND outcome = COALESCE($2, outcome) ORDER BY id DESC LIMIT $3";
    let mut records = Vec::new();
    for row in select(db, runs, values).await? {
        let mut record = run(&row)?;
        let steps = "SELECT * FROM step WHERE run_id = $1 ORDER BY position";
        for row in select(db, steps, [record.id.clone().into()]).await? {
            record.steps.push(step(&row)?);
        }
        records.push(record);
    }
    Ok(records)
}

async fn select<const N: usize>(
    db: &DatabaseConnection,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<QueryResult>, DbErr> {
    db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await
}

fn column<T: TryGetable>(row: &QueryResult, name: &str) -> Result<T, DbErr> {
    row.try_get("", name)
}

fn run(row: &QueryResult) -> Result<RunRecord, DbErr> {
    Ok(RunRecord {
        id: column(row, "id")?,
        started_at: column(row, "started_at")?,
        finished_at: column(row, "finished_at")?,
        command: column(row, "command")?,
        target: column(row, "target")?,
        dialect: column(row, "dialect")?,
        url: column(row, "url")?,
        schema: column(row, "schema_name")?,
        history_table: column(row, "history_table")?,
        who: column(row, "who")?,
        tool_version: column(row, "tool_version")?,
        outcome: RunOutcome::parse(&column::<String>(row, "outcome")?),
        exit_code: column(row, "exit_code")?,
        duration_ms: column(row, "duration_ms")?,
        message: column(row, "message")?,
        steps: Vec::new(),
    })
}

fn step(row: &QueryResult) -> Result<StepRecord, DbErr> {
    Ok(StepRecord {
        version: column(row, "version")?,
        script: column(row, "script")?,
        outcome: column(row, "outcome")?,
        execution_time: column(row, "execution_time")?,
        message: column(row, "message")?,
    })
}
