//! What errors about many things say, a line for each, with the way out.

#[cfg(feature = "schema")]
use std::path::PathBuf;
use std::{borrow::Cow, fmt, path::Path};

use schemalane_source::{Problem, Problems, TargetName, Told};

use super::{Error, way_out::of_code};
use crate::{
    Identifier,
    failure::{Blame, Failure, Fate},
    history::Planted,
    report::{Applied, RunReport},
    status::Entry,
    stranger::Strangers,
};

pub(super) fn unknown_target(target: &TargetName, known: &[TargetName]) -> Told {
    match known {
        [] => Told::new(format!(
            "there is no target {target}: there are no migrations for any target"
        ))
        .help("create the first with `migrate new`"),
        known => Told::new(format!("there is no target {target}: known are {}", list(known)))
            .help("name one of them with --database"),
    }
}

pub(super) fn list<T: fmt::Display>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

/// The lines of a file.
pub(super) fn places(file: &Path, lines: &[u32]) -> String {
    let place = |line: &u32| format!("{}:{line}", file.display());
    lines.iter().map(place).collect::<Vec<_>>().join(", ")
}

pub(super) fn scripts(entries: &[Entry]) -> String {
    let name = |entry: &Entry| match (entry.local(), entry.row()) {
        (Some(local), _) => local.script.clone(),
        (None, Some(row)) => row.script.clone(),
        (None, None) => String::new(),
    };
    entries.iter().map(name).collect::<Vec<_>>().join(", ")
}

pub(super) fn out_of_order(late: &[Entry], current: &str) -> Told {
    Told::new(format!(
        "{} would run below version {current}, which is applied already: nothing was changed",
        scripts(late)
    ))
    .help("give a higher version, or say --out-of-order")
}

pub(super) fn planted_on(table: &str, planted: &[Planted]) -> Told {
    Told::new(format!(
        "the history table {table} is not used as it is: code of whoever made this would run with \
         the rights of this role; nothing was read and nothing was changed"
    ))
    .parts(planted.iter().map(|one| Told::new(one.to_string())))
    .help("find out who put it there, and drop it; or name another table with --history-table")
}

pub(super) fn unwritten(drafts: &[Entry], above: &str) -> Told {
    Told::new(format!(
        "{} has no statement yet, and {above} would run above it: nothing was changed",
        scripts(drafts)
    ))
    .help("write it, or remove the file")
}

/// A file is told by itself; several are parts of one refusal.
pub(super) fn invalid(problems: &Problems) -> Told {
    let mut all = problems.iter().map(Problem::told);
    match (all.next(), all.len()) {
        (Some(one), 0) => one,
        _ => {
            let parts: Vec<_> = problems.iter().map(Problem::told).collect();
            Told::new(format!("{} things are wrong with the migrations", parts.len())).parts(parts)
        }
    }
}

pub(super) fn drift(entries: &[Entry]) -> Told {
    Told::new("the history does not agree with the migrations: nothing was changed")
        .parts(entries.iter().filter_map(drifted))
}

fn drifted(entry: &Entry) -> Option<Told> {
    Some(match entry {
        Entry::ChecksumMismatch(local, row) => Told::new(format!(
            "{} was changed after it was applied (checksum {}, applied {})",
            local.script,
            local.checksum,
            row.checksum.map_or_else(|| "none".to_owned(), |checksum| checksum.to_string()),
        ))
        .help(format!(
            "restore the file, and put the change into a new migration; or, if the change is meant, \
             take it over with `schemalane migrate repair --accept {} --yes`",
            local.version
        )),
        Entry::Missing(row) => {
            Told::new(format!("{} was applied, but it is not among the migrations", row.script))
                .help(
                    "restore the file; or, if it is gone for good, mark it as deleted with \
                     `schemalane migrate repair --yes`",
                )
        }
        Entry::Returned(local, row) => Told::new(format!(
            "{} was applied and then marked as deleted in the history (row {}), and is among the \
             migrations again",
            local.script, row.installed_rank
        ))
        .help(format!(
            "if what it did is still there, take it back into the history with `schemalane migrate \
             repair --accept {} --yes`; if not, give it a version of its own, or remove the file",
            local.version
        )),
        Entry::Future(row) => Told::new(format!(
            "{} was applied and is newer than every migration here",
            row.script
        ))
        .help("run the newer release, or say --allow-future"),
        _ => return None,
    })
}

pub(super) fn without_history(
    schema: &Identifier,
    history_table: &Identifier,
    strangers: &Strangers,
) -> Told {
    let flyway = strangers.flyway.then(|| {
        Told::new("flyway_schema_history is a history").help(
            "go on with it, if it is that of these migrations, with --history-table \
             flyway_schema_history",
        )
    });
    let tools = strangers.tools.iter().map(|tool| {
        Told::new(format!("{} is the history of {tool}", tool.table()))
            .help(format!("take it over with `schemalane migrate import --from {tool}`"))
    });
    Told::new(format!(
        "schema {schema} holds {strangers}, but there is no history {history_table} that accounts \
         for them: nothing was changed"
    ))
    .parts(flyway.into_iter().chain(tools))
    .help(
        "where they are what the migrations up to a version make, begin the history there with \
         `schemalane migrate baseline --version <version>`; where the migrations are meant to run \
         beside them, say --adopt",
    )
}

pub(super) fn failed(entries: &[Entry]) -> Told {
    Told::new("an earlier run failed: nothing was changed")
        .parts(entries.iter().filter_map(left_failed))
}

fn left_failed(entry: &Entry) -> Option<Told> {
    let row = entry.row()?;
    let script = &row.script;
    Some(match (entry.local(), row.stopped_at()) {
        (None, _) => Told::new(format!("{script} failed, and its file is gone"))
            .help("clear its row with `schemalane migrate repair --yes`"),
        (Some(_), Some(statement)) => Told::new(format!(
            "{script} was stopped at statement {statement}, and what came before it is there"
        ))
        .help(UNDO),
        (Some(_), None) => {
            Told::new(format!("{script} did not end, and it may have left part of its work behind"))
                .help(UNDO)
        }
    })
}

const UNDO: &str =
    "undo or complete it by hand, then `schemalane migrate repair --yes` and run again";

pub(super) fn run(report: &RunReport, columns: usize) -> Told {
    let Some(failure) = &report.failed else { return Told::new("the run failed") };
    let applied = match report.applied.as_slice() {
        [] => "nothing else was applied in this run".to_owned(),
        applied => format!("applied before it, and kept: {}", applied_scripts(applied)),
    };
    let parts = [applied, left_by(failure).to_owned()].map(Told::new);
    Told::new(format!("{failure:columns$}")).parts(parts).help(way_out_of(failure))
}

/// What is left of a migration that failed.
fn left_by(failure: &Failure) -> &'static str {
    match failure.fate {
        Fate::RolledBack if failure.is_luck() || failure.is_blameless() => {
            "it was rolled back, and nothing is wrong with the file"
        }
        Fate::RolledBack => "it was rolled back",
        Fate::Ahead => "it had not begun, so nothing of it is there",
        Fate::Outside => {
            "it ran outside of a transaction: what came before the error stays, and the migration \
             counts as failed"
        }
        Fate::Kept => {
            "its transaction was not rolled back as a whole: what it did may be there, and the \
             migration counts as failed"
        }
    }
}

fn way_out_of(failure: &Failure) -> Cow<'static, str> {
    match failure.fate {
        Fate::RolledBack if failure.is_luck() => {
            let longer = match failure.sqlstate.as_deref() {
                Some("55P03") => ", or wait longer with --lock-timeout",
                _ => "",
            };
            format!("run again when the other session is done{longer}").into()
        }
        Fate::RolledBack if failure.blame == Blame::Limit => {
            "give the run more time (--timeout, or `timeout` of Config or StartupArgs), or make the \
             migration shorter, then run again"
                .into()
        }
        Fate::RolledBack if failure.is_blameless() => {
            failure.sqlstate.as_deref().map_or("run again", of_code).into()
        }
        Fate::RolledBack => "mend the file and run again".into(),
        Fate::Ahead if failure.blame == Blame::Limit => {
            "give the run more time (--timeout, or `timeout` of Config or StartupArgs), then run again"
                .into()
        }
        Fate::Ahead => "run again".into(),
        Fate::Outside | Fate::Kept => UNDO.into(),
    }
}

fn applied_scripts(applied: &[Applied]) -> String {
    let scripts: Vec<_> = applied.iter().map(|applied| applied.script.as_str()).collect();
    scripts.join(", ")
}

/// What is not known of a run, inside of a sentence.
pub(super) fn unknown(script: Option<&str>) -> String {
    match script {
        Some(script) => format!("whether {script} was applied is not known"),
        None => "how far it came is not known".to_owned(),
    }
}

/// What a run had applied before it ended, inside of a sentence.
pub(super) fn kept(applied: &[Applied]) -> String {
    match applied {
        [] => String::new(),
        applied => format!(" ({} before it, and kept)", applied_scripts(applied)),
    }
}

/// What ended a run that had applied something already.
pub(super) fn unfinished(applied: &[Applied], source: &Error, columns: usize) -> Told {
    let kept = format!(
        "applied before it, and kept: {}; the next run goes on from there",
        applied_scripts(applied)
    );
    source.told_within(columns).with(Told::new(kept))
}

/// Files that are there, as the beginning of a sentence.
#[cfg(feature = "schema")]
pub(super) fn foreign(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    format!("{} {}", names.join(", "), if names.len() == 1 { "is" } else { "are" })
}
