//! `codegen`: Rust from what a lane, files or a database come to.

mod catalogue;
mod output;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use schemalane_build::Sources;
use schemalane_codegen::{LeftOut, Reason};
use schemalane_source::TargetName;
use serde::Serialize;

use self::{catalogue::Catalogue, output::Output};
use super::{
    args::{CodegenArgs, PlaceArgs, SchemaFormat},
    job::Job,
    stopped::Stopped,
};
use crate::{
    Error, cli::outcome::show_json, console, exit, resolve::Workplace, shutdown::Shutdown,
};

/// What is generated is not what it would be.
const STALE: u8 = 2;

/// Generates the code of each target that is meant. Nothing is written before all of it is there.
pub(super) async fn run(args: &CodegenArgs) -> Result<u8, Stopped> {
    let shutdown = Shutdown::after(None);
    let mut done = Vec::new();
    for place in places(args)? {
        let job = Job::new(&place, args.format)?;
        let work = async {
            let job = job.clone().scratch(&args.scratch)?.settled().await?;
            generate(args, &job, &shutdown).await
        };
        let output = work.await.map_err(|error| job.stopped(error))?;
        done.push((job, output));
    }
    finish(args, &done)
}

/// The targets that are meant.
fn places(args: &CodegenArgs) -> Result<Vec<PlaceArgs>, Error> {
    if !args.all_databases {
        return Ok(vec![args.place.clone()]);
    }
    let workplace = Workplace::of_command_line()?;
    let named = workplace.project().into_iter().flat_map(|project| project.targets().cloned());
    let of_target = |target| PlaceArgs { database: Some(target), ..args.place.clone() };
    let unnamed = of_target(TargetName::DEFAULT);
    let is_there = Catalogue::is_there(&Job::choose(&unnamed)?, &args.lane)?;
    Ok(is_there.then_some(unnamed).into_iter().chain(named.map(of_target)).collect())
}

/// What is to be written for one target.
async fn generate(args: &CodegenArgs, job: &Job, shutdown: &Shutdown) -> Result<Output, Error> {
    let mut settings = job.codegen();
    if settings.prefix.is_none() && !job.target.is_default() {
        settings.prefix = schemalane_codegen::prefix(job.target.as_str());
    }
    let catalogue = Catalogue::read(args, job, args.from.or(settings.source), shutdown).await?;
    let generated =
        schemalane_codegen::generate(&catalogue.schema, &settings, &catalogue.of()).map_err(
            |problems| Error::Code { target: job.target.clone(), source: Box::new(problems) },
        )?;
    let module = schemalane_build::module(&job.target);
    let (folder, catalogue_file) = match &args.out {
        // What is named is all generated, and holds everything.
        Some(out) => {
            let folder = if args.all_databases { out.join(module) } else { out.clone() };
            let file = folder.join("schema.json");
            (folder, file)
        }
        None => (job.generated()?.join(module), job.generated()?.join(catalogue_name(&job.target))),
    };
    let mut files: BTreeMap<PathBuf, String> =
        generated.files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    files.insert(folder.join(Sources::FILE), catalogue.sources());
    let json = catalogue.json().map_err(|error| Error::File {
        action: "write",
        path: catalogue_file.clone(),
        source: error.into(),
    })?;
    files.insert(catalogue_file, json);
    Ok(Output { folder, files, left_out: generated.left_out })
}

/// The name of the catalogue of a target.
fn catalogue_name(target: &TargetName) -> String {
    if target.is_default() { "schema.json".to_owned() } else { format!("schema_{target}.json") }
}

/// Compares with what is there, writes where that is wanted, and says so.
fn finish(args: &CodegenArgs, done: &[(Job, Output)]) -> Result<u8, Stopped> {
    let mut changes = Vec::new();
    for (job, output) in done {
        changes.push(output.changes().map_err(|error| job.stopped(error))?);
    }
    let (mut is_stale, mut reports) = (false, Vec::new());
    for ((job, output), changes) in done.iter().zip(&changes) {
        if !args.check {
            output.write(changes).map_err(|error| job.stopped(error))?;
        }
        is_stale |= !changes.is_empty();
        let report = Report {
            target: &job.target,
            folder: &output.folder,
            current: changes.is_empty(),
            written: &changes.written,
            removed: &changes.removed,
            left_out: output.left_out.iter().map(left_out).collect(),
        };
        match args.format {
            SchemaFormat::Json => reports.push(job.with_choice(report)),
            _ => console::show(&report.text(args.check)),
        }
    }
    match reports.as_slice() {
        [] => {}
        [report] if !args.all_databases => show_json(report),
        reports => show_json(reports),
    }
    Ok(if args.check && is_stale { STALE } else { exit::SUCCESS })
}

/// What came of it for one target.
#[derive(Serialize)]
struct Report<'o> {
    target: &'o TargetName,
    folder: &'o Path,
    /// Whether everything was as it should be before.
    current: bool,
    /// The files that were written, or with `--check` would be.
    written: &'o [PathBuf],
    removed: &'o [PathBuf],
    left_out: Vec<String>,
}

impl Report<'_> {
    fn text(&self, check: bool) -> String {
        let Self { target, folder, written, removed, .. } = self;
        let folder = folder.display();
        let mut lines = match (written.first().or(removed.first()), check) {
            (None, _) => vec![format!("{target}: {folder} is current")],
            (Some(first), true) => vec![format!(
                "{target}: {folder} is stale, first {}: run schemalane codegen",
                first.display()
            )],
            (Some(_), false) => {
                let verb = |verb: &str, path: &PathBuf| format!("{verb} {}", path.display());
                let wrote = written.iter().map(|path| verb("wrote", path));
                wrote.chain(removed.iter().map(|path| verb("removed", path))).collect()
            }
        };
        lines.extend(self.left_out.iter().map(|line| format!("{target}: {line}")));
        lines.join("\n")
    }
}

fn left_out(left: &LeftOut) -> String {
    let why = match left.reason {
        Reason::NotChosen => "`tables` of [codegen] does not name it",
        Reason::Partition => "its rows are those of the partitioned table",
        Reason::NoColumns => "it has no columns",
        Reason::OtherEnd => "there is none for the other table",
        _ => "there is no code for what it is",
    };
    format!("no code for {}: {why}", left.object)
}
