//! What a command came to, as a table for people and as JSON for machines.

use schemalane_source::TargetName;
use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use super::{
    import,
    mend::{self, Baselined, Repaired},
    notice::Notice,
    table::{self, Cell},
};
use crate::{
    Applied, Body, Error, ImportReport, ImportState, NextStep, Plan, RunReport, State,
    StatusReport,
    console::{self, Paint, Palette},
    exit,
    manifest::{Function, Migration},
    resolve::Chosen,
};

/// The result of one command on one target.
pub(super) enum Outcome {
    Run(Ran),
    /// A run that ended with a migration that failed, with the ways out.
    Failed(Failed),
    Status(StatusReport),
    Valid(StatusReport),
    Plan {
        target: TargetName,
        plan: Plan,
    },
    Import(ImportReport),
    Repair(Repaired),
    Baseline(Baselined),
}

impl Outcome {
    /// Whether it was asked for, rather than being what was done.
    fn is_asked_for(&self) -> bool {
        match self {
            Self::Status(_) | Self::Plan { .. } => true,
            Self::Import(report) => report.state == ImportState::Planned,
            Self::Repair(repaired) => repaired.state == mend::RepairState::Planned,
            Self::Run(_) | Self::Failed(_) | Self::Valid(_) | Self::Baseline(_) => false,
        }
    }

    pub(super) const fn exit_code(&self) -> u8 {
        match self {
            Self::Status(report) if report.failed > 0 => exit::FAILED,
            Self::Status(report) if report.drift > 0 => exit::DRIFT,
            Self::Status(report) if report.pending > 0 => exit::PENDING,
            _ => exit::SUCCESS,
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Run(ran) => ran.serialize(serializer),
            Self::Failed(failed) => failed.serialize(serializer),
            Self::Status(report) | Self::Valid(report) => report.serialize(serializer),
            Self::Plan { target, plan } => {
                let steps: Vec<_> = plan.migrations().iter().map(PlannedRow::new).collect();
                let mut object = serializer.serialize_struct("Plan", 2)?;
                object.serialize_field("target", target)?;
                object.serialize_field("planned", &steps)?;
                object.end()
            }
            Self::Import(report) => report.serialize(serializer),
            Self::Repair(repaired) => repaired.serialize(serializer),
            Self::Baseline(baselined) => baselined.serialize(serializer),
        }
    }
}

/// The report of a run, and what the server remarked meanwhile.
#[derive(Serialize)]
pub(super) struct Ran {
    #[serde(flatten)]
    pub(super) report: Box<RunReport>,
    pub(super) notices: Vec<Notice>,
}

/// The report of a run that failed, and what to do.
#[derive(Serialize)]
pub(super) struct Failed {
    #[serde(flatten)]
    pub(super) ran: Ran,
    pub(super) help: Vec<String>,
}

/// One migration of a dry run.
#[derive(Serialize)]
struct PlannedRow<'p> {
    version: &'p str,
    description: &'p str,
    script: &'p str,
    #[serde(rename = "type")]
    kind: &'static str,
    mode: String,
    statements: Option<usize>,
    sql: Option<&'p str>,
}

impl<'p> PlannedRow<'p> {
    fn new(planned: &'p crate::Planned) -> Self {
        let migration = &planned.migration;
        let sql = match migration.body() {
            Body::Sql(sql) => Some(sql),
            Body::Rust(_) => None,
        };
        Self {
            version: migration.version().as_str(),
            description: migration.description(),
            script: migration.script(),
            kind: if sql.is_some() { "SQL" } else { "RUST" },
            mode: mode(migration),
            statements: sql.map(|sql| sql.statements().len()),
            sql: sql.map(crate::Sql::text),
        }
    }
}

fn mode(migration: &Migration) -> String {
    match migration.body() {
        Body::Sql(sql) => sql.mode().to_string(),
        Body::Rust(Function::Connection(_)) => "non-transactional".to_owned(),
        Body::Rust(Function::Transaction(_)) => "transactional".to_owned(),
    }
}

/// One object of the JSON that a command writes.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Shown<'o> {
    Outcome(&'o Outcome),
    Refusal(Refusal),
}

/// A value, and what was chosen for it: the database, how its lane is kept, and who says so.
#[derive(Serialize)]
pub(super) struct Located<'c, T> {
    #[serde(flatten)]
    value: T,
    #[serde(flatten)]
    chosen: Option<&'c Chosen>,
}

impl<'c, T> Located<'c, T> {
    pub(super) const fn new(value: T, chosen: Option<&'c Chosen>) -> Self {
        Self { value, chosen }
    }
}

/// Why there is no outcome. It is JSON too, so that no machine has to read
/// the sentences on stderr.
#[derive(Serialize)]
pub(super) struct Refusal {
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<TargetName>,
    /// What the run had applied before it ended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    applied: Vec<Applied>,
    /// What the server remarked before it ended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notices: Vec<Notice>,
    error: Complaint,
}

#[derive(Serialize)]
struct Complaint {
    exit_code: u8,
    message: String,
    /// The ways out, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    help: Vec<String>,
    /// What keeps a plan of the declarative engine from being executed.
    #[cfg(feature = "schema")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hazards: Vec<schemalane_schema::Hazard>,
}

/// The hazards that nobody approved.
#[cfg(feature = "schema")]
fn hazards(error: &Error) -> Vec<schemalane_schema::Hazard> {
    let Error::Schema { source } = error else { return Vec::new() };
    match source.as_ref() {
        schemalane_schema::Error::Refused { hazards, .. } => {
            hazards.iter().map(|(_, hazard)| hazard.clone()).collect()
        }
        _ => Vec::new(),
    }
}

impl Refusal {
    pub(super) fn new(target: Option<TargetName>, error: &Error) -> Self {
        let complaint = Complaint {
            exit_code: error.exit_code(),
            message: error.facts(),
            help: error.help(),
            #[cfg(feature = "schema")]
            hazards: hazards(error),
        };
        let applied = error.applied().to_vec();
        Self { target, applied, notices: Vec::new(), error: complaint }
    }

    /// The same with what the server remarked before.
    pub(super) fn noticing(self, notices: Vec<Notice>) -> Self {
        Self { notices, ..self }
    }
}

/// Writes JSON: one object, or a list of them.
pub(super) fn show_json(value: &(impl Serialize + ?Sized)) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => console::show(&console::json(&text)),
        Err(error) => console::insist(&format!("error: the report cannot be written: {error}")),
    }
}

/// Writes a sentence, or a table with an empty line between it and the one before.
pub(super) fn show_table(outcome: &Outcome, before: Option<&Outcome>) {
    let text = match outcome {
        Outcome::Run(ran) | Outcome::Failed(Failed { ran, .. }) => console::summary(&ran.report),
        Outcome::Status(report) => status(report),
        Outcome::Valid(report) => valid(report),
        Outcome::Plan { target, plan } => planned(target, plan),
        Outcome::Import(report) => import::text(report),
        Outcome::Repair(repaired) => mend::text(repaired),
        Outcome::Baseline(Baselined { target, baseline }) => {
            format!("{target}: the history begins with the baseline {baseline}")
        }
    };
    let is_table = matches!(
        outcome,
        Outcome::Status(_) | Outcome::Plan { .. } | Outcome::Import(_) | Outcome::Repair(_)
    );
    let between = if is_table && before.is_some() { "\n" } else { "" };
    let text = format!("{between}{text}");
    if outcome.is_asked_for() { console::show(&text) } else { console::report(&text) }
}

fn planned(target: &TargetName, plan: &Plan) -> String {
    if plan.is_empty() {
        return format!("{target}: nothing to apply");
    }
    let rows: Vec<_> = plan
        .migrations()
        .iter()
        .map(PlannedRow::new)
        .map(|planned| {
            [
                Cell::new(planned.version),
                Cell::new(planned.description),
                Cell::new(planned.script),
                Cell::new(planned.mode),
                Cell::new(planned.statements.map(|count| count.to_string()).unwrap_or_default()),
            ]
        })
        .collect();
    let headings = ["version", "description", "script", "mode", "statements"];
    let table = table::layout(headings, &rows, Palette::of_stdout());
    let table = table.trim_end();
    format!("{target}: {} to apply; nothing was changed\n{table}", rows.len())
}

/// A failed attempt that is still there is one that `up` would try again.
fn valid(report: &StatusReport) -> String {
    let (target, pending) = (&report.target, report.pending);
    match report.retried {
        0 => format!("{target}: the history agrees with the migrations, {pending} pending"),
        1 => format!("{target}: 1 failed attempt will be tried again, {pending} pending"),
        failed => {
            format!("{target}: {failed} failed attempts will be tried again, {pending} pending")
        }
    }
}

fn status(report: &StatusReport) -> String {
    let version = report.current_version.as_deref().unwrap_or("none");
    let title = format!(
        "{}: {} {}.{}, version {version}\n",
        report.target, report.dialect, report.schema, report.history_table
    );
    let rows: Vec<_> = report.migrations.iter().map(row).collect();
    let headings = ["version", "description", "type", "state", "applied", "by", "ms"];
    let table = table::layout(headings, &rows, Palette::of_stdout());
    format!("{title}{table}{}", advice(report))
}

fn row(line: &crate::MigrationStatus) -> [Cell; 7] {
    let installed = line.installed.as_ref();
    let text =
        |of: fn(&crate::Installed) -> String| Cell::new(installed.map(of).unwrap_or_default());
    [
        Cell::new(line.version.clone().unwrap_or_default()),
        Cell::new(line.description.clone()),
        Cell::new(line.kind.clone()),
        Cell::new(line.state.as_str()).paint(paint(line.state)),
        text(|installed| installed.installed_on.chars().take(19).collect()),
        text(|installed| installed.installed_by.clone()),
        text(|installed| installed.execution_time.to_string()),
    ]
}

const fn paint(state: State) -> Paint {
    match state {
        State::Success => Paint::Good,
        State::Pending | State::Unwritten => Paint::Waiting,
        State::Baseline
        | State::BelowBaseline
        | State::Deleted
        | State::Undone
        | State::Elsewhere => Paint::Quiet,
        _ => Paint::Bad,
    }
}

/// What is wrong, and the next thing to do.
fn advice(report: &StatusReport) -> String {
    let any = |state| report.migrations.iter().any(|line| line.state == state);
    let is_in_order = report.failed + report.drift == 0 && !any(State::OutOfOrder);
    let pending = format!("{} pending: apply with `migrate up`.", report.pending);
    let strangers = report.strangers.as_ref().filter(|_| report.pending > 0);
    let refused = strangers.map(|strangers| {
        format!("The schema holds {strangers}, but there is no history: {NO_HISTORY}")
    });
    let is_in_order = is_in_order && refused.is_none();
    let failed = report.migrations.iter().filter_map(leads_on).collect::<Vec<_>>().join("\n");
    let sentences = [
        (report.migrations.is_empty(), NOTHING),
        (!failed.is_empty(), &failed),
        (any(State::ChecksumMismatch), CHANGED),
        (any(State::Missing), MISSING),
        (any(State::Returned), RETURNED),
        (any(State::Unwritten), UNWRITTEN),
        (any(State::Future), FUTURE),
        (any(State::OutOfOrder), OUT_OF_ORDER),
        (report.pending > 0 && is_in_order, &pending),
        (refused.is_some(), refused.as_deref().unwrap_or_default()),
    ];
    let said: Vec<_> =
        sentences.iter().filter(|(holds, _)| *holds).map(|(_, text)| *text).collect();
    if said.is_empty() { "Everything is applied.".to_owned() } else { said.join("\n") }
}

/// What became of a file whose last attempt failed, and the next thing to do.
fn leads_on(line: &crate::MigrationStatus) -> Option<String> {
    let script = &line.script;
    let stopped_at = line.installed.as_ref().and_then(|installed| installed.stopped_at);
    Some(match (line.next?, stopped_at) {
        (NextStep::Up, _) => format!(
            "{script} failed and left nothing behind: `migrate up` tries it again; where the file \
             was the reason, mend that first."
        ),
        (NextStep::Clear, _) => {
            format!(
                "{script} failed, and its file is gone: clear its row with `migrate repair --yes`."
            )
        }
        (NextStep::Repair, Some(statement)) => format!(
            "{script} failed at statement {statement}, and what came before it is there: undo \
             or complete that by hand, then `migrate repair --yes` and `migrate up`; until then \
             `migrate up` does nothing."
        ),
        (NextStep::Repair, None) => format!(
            "{script} failed, and may have left part of its work behind: undo or complete that \
             by hand, then `migrate repair --yes` and `migrate up`; until then `migrate up` does \
             nothing."
        ),
    })
}

const NOTHING: &str =
    "There are no migrations and no history: create the first with `migrate new`.";
const NO_HISTORY: &str = "begin it with `migrate baseline` or `migrate import`, or say \
    `migrate up --adopt` where the migrations are meant to run beside them.";
const CHANGED: &str = "A file was changed after it was applied: restore it, and put the change \
    into a new migration; or take it over with `migrate repair --accept <version>`.";
const MISSING: &str = "An applied migration is not among the files: restore it, or mark it \
    as deleted with `migrate repair`.";
const UNWRITTEN: &str = "A file has no statement yet: `migrate up` passes over it, and applies nothing \
    above it, until it is written or removed.";
const RETURNED: &str = "A migration that was marked as deleted is among the files again: take it back \
    with `migrate repair --accept <version>` if what it did is still there, else give it a version of \
    its own.";
const FUTURE: &str = "The database is ahead of these files: use the newer release, or say \
    --allow-future.";
const OUT_OF_ORDER: &str = "A pending migration lies below an applied one: give it a higher \
    version, or say `migrate up --out-of-order`.";
