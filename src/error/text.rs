//! What errors about many things say, a line for each, with the way out.

use std::{fmt, path::Path};

use schemalane_source::TargetName;

use super::way_out::of_code;
use crate::{
    Identifier,
    failure::{Blame, Fate},
    history::Planted,
    report::{Applied, RunReport},
    status::Entry,
    stranger::Strangers,
};

pub(super) fn known_targets(targets: &[TargetName]) -> String {
    match targets {
        [] => {
            "there are no migrations for any target: create the first with `migrate new`".to_owned()
        }
        targets => format!("known are {}: name one of them with --database", list(targets)),
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

pub(super) fn out_of_order(late: &[Entry], current: &str) -> String {
    format!(
        "{} would run below version {current}, which is applied already: nothing was changed; \
         give a higher version, or say --out-of-order",
        scripts(late)
    )
}

pub(super) fn planted_on(table: &str, planted: &[Planted]) -> String {
    let mut text = format!(
        "the history table {table} is not used as it is: code of whoever made this would run with \
         the rights of this role; nothing was read and nothing was changed"
    );
    for one in planted {
        text.push_str(&format!("\n  {one}"));
    }
    text + "\n  find out who put it there, and drop it; or name another table with --history-table"
}

pub(super) fn unwritten(drafts: &[Entry], above: &str) -> String {
    format!(
        "{} has no statement yet, and {above} would run above it: nothing was changed; write it, or \
         remove the file",
        scripts(drafts)
    )
}

pub(super) fn drift(entries: &[Entry]) -> String {
    let mut text =
        String::from("the history does not agree with the migrations: nothing was changed");
    for entry in entries {
        let line = match entry {
            Entry::ChecksumMismatch(local, row) => format!(
                "{} was changed after it was applied (checksum {}, applied {}): restore the file, \
                 and put the change into a new migration; or, if the change is meant, take it over \
                 with `schemalane migrate repair --accept {} --yes`",
                local.script,
                local.checksum,
                row.checksum.map_or_else(|| "none".to_owned(), |checksum| checksum.to_string()),
                local.version
            ),
            Entry::Missing(row) => format!(
                "{} was applied, but it is not among the migrations: restore the file; or, if it is \
                 gone for good, mark it as deleted with `schemalane migrate repair --yes`",
                row.script
            ),
            Entry::Returned(local, row) => format!(
                "{} was applied and then marked as deleted in the history (row {}), and is among \
                 the migrations again: if what it did is still there, take it back into the \
                 history with `schemalane migrate repair --accept {} --yes`; if not, give it a \
                 version of its own, or remove the file",
                local.script, row.installed_rank, local.version
            ),
            Entry::Future(row) => format!(
                "{} was applied and is newer than every migration here: run the newer release, \
                 or say --allow-future",
                row.script
            ),
            _ => continue,
        };
        text.push_str("\n  ");
        text.push_str(&line);
    }
    text
}

pub(super) fn without_history(
    schema: &Identifier,
    history_table: &Identifier,
    strangers: &Strangers,
) -> String {
    let mut text = format!(
        "schema {schema} holds {strangers}, but there is no history {history_table} that accounts \
         for them: nothing was changed"
    );
    if strangers.flyway {
        text.push_str(
            "\n  flyway_schema_history is a history: go on with it, if it is that of these \
             migrations, with --history-table flyway_schema_history",
        );
    }
    for tool in &strangers.tools {
        text.push_str(&format!(
            "\n  {} is the history of {tool}: take it over with \
             `schemalane migrate import --from {tool}`",
            tool.table()
        ));
    }
    text.push_str(
        "\n  where they are what the migrations up to a version make, begin the history there with \
         `schemalane migrate baseline --version <version>`; where the migrations are meant to run \
         beside them, say --adopt",
    );
    text
}

pub(super) fn failed(entries: &[Entry]) -> String {
    let mut text = String::from("an earlier run failed: nothing was changed");
    for entry in entries {
        let Some(row) = entry.row() else { continue };
        let script = &row.script;
        let line = match (entry.local(), row.stopped_at()) {
            (None, _) => format!(
                "{script} failed, and its file is gone: clear its row with \
                 `schemalane migrate repair --yes`"
            ),
            (Some(_), Some(statement)) => format!(
                "{script} was stopped at statement {statement}, and what came before it is there: \
                 undo or complete it by hand, then `schemalane migrate repair --yes` and run again"
            ),
            (Some(_), None) => format!(
                "{script} did not end, and it may have left part of its work behind: undo or \
                 complete that by hand, then `schemalane migrate repair --yes` and run again"
            ),
        };
        text.push_str("\n  ");
        text.push_str(&line);
    }
    text
}

pub(super) fn run(report: &RunReport) -> String {
    let Some(failure) = &report.failed else { return "the run failed".to_owned() };
    let left = match failure.fate {
        Fate::RolledBack if failure.is_luck() => {
            let longer = match failure.sqlstate.as_deref() {
                Some("55P03") => ", or wait longer with --lock-timeout",
                _ => "",
            };
            format!(
                "it was rolled back, and nothing is wrong with the file: run again when the other \
                 session is done{longer}"
            )
        }
        Fate::RolledBack if failure.blame == Blame::Limit => {
            "it was rolled back: give the run more time (--timeout, or `timeout` of Config or \
             StartupArgs), or make the migration shorter, then run again"
                .to_owned()
        }
        Fate::RolledBack if failure.is_blameless() => {
            let way = failure.sqlstate.as_deref().map_or("run again", of_code);
            format!("it was rolled back, and nothing is wrong with the file: {way}")
        }
        Fate::RolledBack => "it was rolled back; mend the file and run again".to_owned(),
        Fate::Ahead if failure.blame == Blame::Limit => {
            "it had not begun, so nothing of it is there: give the run more time (--timeout, or \
             `timeout` of Config or StartupArgs), then run again"
                .to_owned()
        }
        Fate::Ahead => "it had not begun, so nothing of it is there: run again".to_owned(),
        Fate::Outside => "it ran outside of a transaction: what came before the error stays, and \
                          the migration counts as failed; undo or complete it by hand, then \
                          `schemalane migrate repair --yes` and run again"
            .to_owned(),
        Fate::Kept => "its transaction was not rolled back as a whole: what it did may be there, \
                       and the migration counts as failed; undo or complete it by hand, then \
                       `schemalane migrate repair --yes` and run again"
            .to_owned(),
    };
    let applied = match report.applied.as_slice() {
        [] => "nothing else was applied in this run".to_owned(),
        applied => format!("applied before it, and kept: {}", applied_scripts(applied)),
    };
    format!("{failure}\n  {applied}\n  {left}")
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

/// The same, before the way out, which is the last line.
pub(super) fn kept_line(applied: &[Applied]) -> String {
    format!(
        "\n  applied before it, and kept: {}; run again to go on once that is settled",
        applied_scripts(applied)
    )
}
