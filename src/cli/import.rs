//! The report of `migrate import` for people.

use super::{
    quantity::counted,
    table::{self, Cell},
};
use crate::{
    Compared, ImportReport, ImportState, Imported,
    console::{Paint, Palette},
};

/// The report for people.
pub(super) fn text(report: &ImportReport) -> String {
    let ImportReport { target, from, table, imported, pending, .. } = report;
    if imported.is_empty() {
        return format!("{target}: {from} has applied nothing in {table}: nothing to import");
    }
    let rows = counted(imported.len(), "row", "rows");
    let history = format!("{}.{}", report.schema, report.history_table);
    let title = match report.state {
        ImportState::Planned => {
            format!("{rows} of {from} in {table} to import into {history}; nothing was changed")
        }
        ImportState::Imported => {
            format!("imported {rows} of {from} in {table} into {history}")
        }
    };
    let rows: Vec<_> = imported.iter().map(row).collect();
    let headings = ["version", "script", "compared", "applied", "ms", "remark"];
    let lines = table::layout(headings, &rows, Palette::of_stdout());
    let waiting = match pending.as_slice() {
        [] => String::new(),
        pending => {
            let scripts: Vec<_> = pending.iter().map(|file| file.script.as_str()).collect();
            format!("Not applied by {from}, stays pending: {}.\n", scripts.join(", "))
        }
    };
    format!("{target}: {title}\n{lines}{waiting}{}", advice(report))
}

fn row(row: &Imported) -> [Cell; 6] {
    let paint = match row.compared {
        Compared::Checksum => Paint::Good,
        Compared::Name => Paint::Plain,
        Compared::Version => Paint::Quiet,
        Compared::Accepted => Paint::Waiting,
    };
    let remark = row.original_name.as_ref().map(|name| format!("was called {name}"));
    [
        Cell::new(row.version.clone()),
        Cell::new(row.script.clone()),
        Cell::new(row.compared.as_str()).paint(paint),
        Cell::new(
            row.installed_on.iter().flat_map(|text| text.chars().take(19)).collect::<String>(),
        ),
        Cell::new(row.execution_time.to_string()),
        Cell::new(remark.unwrap_or_default()),
    ]
}

/// The next thing to do.
fn advice(report: &ImportReport) -> String {
    let ImportReport { from, table, .. } = report;
    match report.state {
        ImportState::Planned => "Import it: say the same with --yes.".to_owned(),
        ImportState::Imported => format!(
            "{table} is as it was: take {from}'s migrator out of the application, then drop it. \
             See `migrate status`."
        ),
    }
}
