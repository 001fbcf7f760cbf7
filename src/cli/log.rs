//! `log`: what the ledger knows.

use clap::Args;
use schemalane_source::TargetName;

use super::{
    args::Format,
    outcome::show_json,
    refuse,
    table::{self, Cell},
};
use crate::{
    Error, Manifest,
    console::{self, Paint, Palette},
    exit,
    ledger::{Filter, Ledger, Location, RunOutcome, RunRecord},
};

/// `log`.
#[derive(Args)]
pub(super) struct LogArgs {
    /// Only runs on this target [default: all]
    #[arg(long, visible_alias = "database", value_name = "TARGET")]
    target: Option<TargetName>,
    /// Only runs that ended so; `running` has not ended, or could not say so [default: all]
    #[arg(long, value_enum)]
    outcome: Option<RunOutcome>,
    /// How many runs, the last ones first
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 20)]
    last: u32,
    /// How to show the runs: a table for people, JSON for machines
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

pub(super) async fn run(
    args: &LogArgs,
    location: &Location,
    compiled: &'static [&'static Manifest],
) -> u8 {
    let filter = Filter { target: args.target.clone(), outcome: args.outcome, last: args.last };
    match read(&filter, location, compiled).await {
        Ok(records) if args.format == Format::Json => show_json(&records),
        Ok(records) => console::show(&layout(&records)),
        Err(error) => return refuse(&error, args.format),
    }
    exit::SUCCESS
}

async fn read(
    filter: &Filter,
    location: &Location,
    compiled: &'static [&'static Manifest],
) -> Result<Vec<RunRecord>, Error> {
    Ledger::prepare_quietly(location, compiled).await?.runs(filter).await
}

fn layout(records: &[RunRecord]) -> String {
    if records.is_empty() {
        return "No runs are recorded that fit.".to_owned();
    }
    let rows: Vec<_> = records.iter().map(row).collect();
    let headings =
        ["started", "command", "target", "database", "outcome", "steps", "ms", "message"];
    table::layout(headings, &rows, Palette::of_stdout())
}

fn row(record: &RunRecord) -> [Cell; 8] {
    let paint = match record.outcome {
        RunOutcome::Succeeded => Paint::Good,
        RunOutcome::Running => Paint::Waiting,
        RunOutcome::Failed => Paint::Bad,
    };
    let message = record.message.as_deref().and_then(|text| text.lines().next());
    [
        Cell::new(record.started_at.clone()),
        Cell::new(record.command.clone()),
        Cell::new(record.target.clone()),
        Cell::new(record.url.clone()),
        Cell::new(record.outcome.as_str()).paint(paint),
        Cell::new(record.steps.len().to_string()),
        Cell::new(record.duration_ms.map(|time| time.to_string()).unwrap_or_default()),
        Cell::new(shortened(message.unwrap_or_default())),
    ]
}

/// As much of a sentence as a table bears; the whole is in the JSON.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 3).chain("...".chars()).collect()
}
