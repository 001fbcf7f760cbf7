//! `migrate import`: shows what it would take over, and with `--yes` does it.

use clap::Args;
use schemalane_source::Version;

use super::{
    args::{CommonArgs, DATABASE, WaitArgs},
    lane,
    lanes::Source,
    outcome::Outcome,
    table::{self, Cell},
};
use crate::{
    Compared, Config, Identifier, Import, ImportReport, ImportState, Imported, Importer,
    console::{Paint, Palette},
    ledger::Ledger,
};

/// `migrate import`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct ImportArgs {
    /// The tool whose history it is: sqlx, refinery, sea-orm or diesel
    #[arg(long, value_name = "TOOL")]
    from: Importer,
    /// The tool's table [default: the one that it makes by itself]
    #[arg(long, value_name = "NAME")]
    table: Option<Identifier>,
    /// The schema of the tool's table [default: that of the history table]
    #[arg(long, value_name = "NAME")]
    table_schema: Option<Identifier>,
    /// Take this version over although its file was changed after it was applied; may be repeated
    #[arg(long, value_name = "VERSION")]
    accept: Vec<Version>,
    /// Leave files pending that lie below the highest applied version
    #[arg(long)]
    out_of_order: bool,
    /// Write the history; without it, show what would be written and change nothing
    #[arg(long)]
    pub(super) yes: bool,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    common: CommonArgs,
}

impl ImportArgs {
    fn import(&self) -> Import {
        let mut import = Import::new(self.from);
        if let Some(table) = &self.table {
            import = import.table(table.clone());
        }
        if let Some(schema) = &self.table_schema {
            import = import.schema(schema.clone());
        }
        self.accept.iter().cloned().fold(import, Import::accept)
    }
}

pub(super) async fn run(args: ImportArgs, source: Source, ledger: &Ledger) -> u8 {
    let configure = |config: Config| {
        let config = config.lock_wait(args.wait.lock_wait);
        if args.out_of_order { config.out_of_order() } else { config }
    };
    let import = args.import();
    lane::each(&args.common, source, configure, async |job| {
        let report = if args.yes {
            ledger.record(job.order("migrate import"), job.import(&import)).await?
        } else {
            job.plan_import(&import).await?
        };
        Ok(Outcome::Import(report))
    })
    .await
}

/// The report for people.
pub(super) fn text(report: &ImportReport) -> String {
    let ImportReport { target, from, table, imported, pending, .. } = report;
    if imported.is_empty() {
        return format!("{target}: {from} has applied nothing in {table}: nothing to import");
    }
    let (count, history) = (imported.len(), format!("{}.{}", report.schema, report.history_table));
    let title = match report.state {
        ImportState::Planned => {
            format!(
                "{count} rows of {from} in {table} to import into {history}; nothing was changed"
            )
        }
        ImportState::Imported => {
            format!("imported {count} rows of {from} in {table} into {history}")
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
