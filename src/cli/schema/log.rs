//! `schema log`: what was executed before.

use schemalane_schema::{LogEntry, Outcome};
use schemalane_source::TargetName;

use serde::Serialize;

use super::{
    args::{LogArgs, SchemaFormat},
    job::{Job, misplaced},
    stopped::Stopped,
};
use crate::{
    Error,
    cli::table::{self, Cell},
    console::{self, Paint, Palette},
    exit,
};

/// Shows the list, or one entry in full.
pub(super) async fn run(args: &LogArgs) -> Result<u8, Stopped> {
    let job = Job::new(&args.place, args.format)?;
    show(args, &job).await.map_err(|error| job.stopped(error))
}

/// The whole log for machines.
#[derive(Serialize)]
struct Log<'l> {
    target: &'l TargetName,
    entries: &'l [LogEntry],
}

async fn show(args: &LogArgs, job: &Job) -> Result<u8, Error> {
    if args.format == SchemaFormat::Sql && args.id.is_none() {
        return Err(misplaced("--format sql", "it shows the statements of one entry", "say --id"));
    }
    let job = job.settled().await?;
    let entries = job.engine()?.log().await.map_err(|error| job.located(error))?;
    match args.id {
        None if args.format == SchemaFormat::Json => {
            job.show_json(&Log { target: &job.target, entries: &entries });
        }
        None if entries.is_empty() => {
            console::show(&format!("{}: nothing was executed yet.", job.target));
        }
        None => console::show(&layout(&entries)),
        Some(id) => {
            let entry = entries.iter().find(|entry| entry.id == id);
            one(&job, entry.ok_or(Error::NoLogEntry { id })?, args.format);
        }
    }
    Ok(exit::SUCCESS)
}

fn layout(entries: &[LogEntry]) -> String {
    let rows: Vec<_> = entries.iter().map(row).collect();
    let headings = ["id", "started", "outcome", "statements", "by", "message"];
    table::layout(headings, &rows, Palette::of_stdout())
}

fn row(entry: &LogEntry) -> [Cell; 6] {
    let (word, paint) = outcome(entry.outcome);
    [
        Cell::new(entry.id.to_string()),
        Cell::new(entry.started_at.chars().take(19).collect::<String>()),
        Cell::new(word).paint(paint),
        Cell::new(entry.statements.len().to_string()),
        Cell::new(entry.performed_by.clone().unwrap_or_default()),
        Cell::new(entry.message.clone().unwrap_or_default()),
    ]
}

const fn outcome(outcome: Outcome) -> (&'static str, Paint) {
    match outcome {
        Outcome::Success => ("success", Paint::Good),
        Outcome::Failed => ("failed", Paint::Bad),
    }
}

fn one(job: &Job, entry: &LogEntry, format: SchemaFormat) {
    match format {
        SchemaFormat::Json => job.show_json(entry),
        SchemaFormat::Sql => console::hand_over(&statements(entry)),
        _ => console::show(&full(entry)),
    }
}

fn statements(entry: &LogEntry) -> String {
    entry.statements.iter().map(|statement| format!("{statement};\n")).collect()
}

/// An entry with everything that is known of it.
fn full(entry: &LogEntry) -> String {
    let (word, paint) = outcome(entry.outcome);
    let word = Palette::of_stdout().paint(paint, word);
    let approved = entry.metadata["approved"].as_array().map(|approved| {
        approved.iter().filter_map(|one| one.as_str()).collect::<Vec<_>>().join(", ")
    });
    let error = entry.metadata["error"].as_str().map(str::to_owned);
    let lines = [
        ("message", entry.message.clone()),
        ("by", entry.performed_by.clone()),
        ("began", Some(entry.started_at.clone())),
        ("ended", Some(entry.finished_at.clone())),
        ("tool", Some(entry.tool_version.clone())),
        ("before", Some(entry.previous_hash.clone())),
        ("wanted", Some(entry.wanted_hash.clone())),
        ("approved", approved.filter(|text| !text.is_empty())),
        ("error", error),
    ];
    let mut text = format!("entry {}: {word}\n", entry.id);
    for (name, value) in lines {
        if let Some(value) = value {
            text += &format!("  {name:<9} {}\n", value.replace('\n', "\n            "));
        }
    }
    text + "\n" + &statements(entry)
}
