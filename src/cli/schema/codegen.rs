//! `codegen`: Rust from what a lane, files or a database come to.

mod catalogue;
mod output;
mod package;
mod report;
mod watch;

use std::{collections::BTreeMap, path::PathBuf, pin::pin};

use schemalane_build::Sources;
use schemalane_source::{CodeSource, TargetName};

pub(super) use self::report::Report;
use self::{
    catalogue::{Catalogue, Subject},
    output::Output,
    watch::Glance,
};
use super::{
    args::{CodegenArgs, CommonArgs, PlaceArgs, SchemaFormat, ScratchArgs, TargetArgs},
    job::{Job, misplaced},
    stopped::Stopped,
};
use crate::{
    Error, cli::outcome::show_json, console, exit, resolve::Workplace, shutdown::Shutdown,
    throwaway::Throwaway,
};

/// What is generated is not what it would be.
const STALE: u8 = 2;

/// Generates the code of each target that is meant, and with `--watch` again whenever its files change.
pub(super) async fn run(args: &CodegenArgs) -> Result<u8, Stopped> {
    let shutdown = Shutdown::after(None);
    let mut server = None;
    if !args.watch {
        return once(args, &shutdown, &mut server).await;
    }
    let mut signal = pin!(shutdown.signal());
    let mut places = watched(args).unwrap_or_default();
    loop {
        let glance = Glance::at(&places);
        let mut is_over = false;
        {
            let mut work = pin!(once(args, &shutdown, &mut server));
            let result = loop {
                tokio::select! {
                    result = &mut work => break result,
                    // The work ends by itself then, and takes away what it has made.
                    _ = &mut signal, if !is_over => is_over = true,
                }
            };
            if let Err(stopped) = result {
                stopped.refuse(args.format.refusal());
            }
        }
        if is_over {
            return Ok(exit::SUCCESS);
        }
        console::note("waiting for the files to change; Ctrl-C ends it");
        tokio::select! {
            () = glance.outdated(&places) => {}
            _ = &mut signal => return Ok(exit::SUCCESS),
        }
        places = watched(args).unwrap_or(places);
    }
}

/// Where the files lie that code is made from.
fn watched(args: &CodegenArgs) -> Result<Vec<PathBuf>, Error> {
    let workplace = Workplace::of_command_line()?;
    let root = workplace.root();
    let layout = workplace.layout();
    let migrations = match &args.lane.migrations {
        Some(path) => path.clone(),
        None => workplace.migrations()?,
    };
    let schema = match &args.place.target.dir {
        Some(dir) => dir.clone(),
        None => workplace.folder("schema")?,
    };
    let said = layout.said().map(|dir| root.join(dir));
    let queries = workplace.folder("queries")?;
    Ok([root.join(schemalane_source::Project::FILE), migrations, schema, queries]
        .into_iter()
        .chain(said)
        .collect())
}

/// Generates the code of each target that is meant. Nothing is written before all of it is there.
async fn once(
    args: &CodegenArgs,
    shutdown: &Shutdown,
    server: &mut Option<Throwaway>,
) -> Result<u8, Stopped> {
    let mut done = Vec::new();
    for place in places(args)? {
        let job = job(&place, args, server)?;
        let work = output(args, &job, server, shutdown).await;
        let output = work.map_err(|error| job.stopped(error))?;
        done.push((job, output));
    }
    finish(args, &done)
}

/// A target; a database is asked for only where the code is made from one.
fn job(
    place: &PlaceArgs,
    args: &CodegenArgs,
    server: &mut Option<Throwaway>,
) -> Result<Job, Error> {
    let workplace = Workplace::of_command_line()?;
    let said = workplace.project().and_then(|project| project.codegen()?.source);
    match args.from.or(said) {
        Some(CodeSource::Database) => Job::new(place, args.format),
        None | Some(CodeSource::Lane | CodeSource::Schema) => {
            Job::anywhere(place, args.format, server)
        }
    }
}

/// The targets that are meant.
fn places(args: &CodegenArgs) -> Result<Vec<PlaceArgs>, Error> {
    if !args.all_databases {
        return Ok(vec![args.place.clone()]);
    }
    let workplace = Workplace::of_command_line()?;
    let named = workplace.project().into_iter().flat_map(|project| project.targets());
    let named = named.filter(|target| !target.is_default()).cloned();
    let of_target = |target| of_target(&args.place, target);
    let is_there = Catalogue::is_there(&workplace, args)?;
    let unnamed = is_there.then(|| of_target(TargetName::DEFAULT));
    Ok(unnamed.into_iter().chain(named.map(of_target)).collect())
}

/// The same place, for this target.
fn of_target(place: &PlaceArgs, target: TargetName) -> PlaceArgs {
    let target = TargetArgs { database: Some(target), ..place.target.clone() };
    PlaceArgs { target, ..place.clone() }
}

/// What is to be written for one target.
async fn output(
    args: &CodegenArgs,
    job: &Job,
    server: &mut Option<Throwaway>,
    shutdown: &Shutdown,
) -> Result<Output, Error> {
    let mut settings = job.codegen();
    if settings.prefix.is_none() && !job.target.is_default() {
        settings.prefix = schemalane_codegen::prefix(job.target.as_str());
    }
    let source = args.from.or(settings.source);
    let named = job.clone().scratch(&args.scratch)?.settled().await?;
    let other = match source {
        Some(CodeSource::Database) => None,
        None | Some(CodeSource::Lane | CodeSource::Schema) => {
            let place = of_target(&args.place, job.target.clone());
            // What the flags say of a scratch is of the database that they name.
            let scratch = ScratchArgs { scratch_url: None, ..args.scratch.clone() };
            let other = job.other(&place, server)?;
            other.map(|other| other.scratch(&scratch)).transpose()?
        }
    };
    let subject = Subject { job: named, other };
    let catalogue = Catalogue::read(args, &subject, source, shutdown).await?;
    let generated = catalogue.code(&settings).map_err(|problems| Error::Code {
        target: job.target.clone(),
        source: Box::new(problems),
    })?;
    let home = Home::of(args, job)?;
    let mut files: BTreeMap<PathBuf, String> = generated
        .files
        .into_iter()
        .map(|(name, text)| (home.folder.join(home.name(name)), text))
        .collect();
    if let Some(package) = &args.package {
        files.insert(package.join("Cargo.toml"), package::manifest(package, &settings));
    }
    files.insert(home.beside.join(Sources::FILE), catalogue.sources());
    let json = catalogue.json().map_err(|error| Error::File {
        action: "write",
        path: home.catalogue.clone(),
        source: error.into(),
    })?;
    files.insert(home.catalogue, json);
    Ok(Output { folder: home.folder, files, left_out: generated.left_out })
}

/// Where what is generated goes.
struct Home {
    /// The folder of the Rust.
    folder: PathBuf,
    /// The name of the file with its modules.
    root: &'static str,
    /// The folder of the file that says what the code was made from.
    beside: PathBuf,
    /// The file of the catalogue.
    catalogue: PathBuf,
}

impl Home {
    fn of(args: &CodegenArgs, job: &Job) -> Result<Self, Error> {
        let module = schemalane_build::module(&job.target);
        let of_folder = |folder: PathBuf, catalogue| Self {
            beside: folder.clone(),
            root: "mod.rs",
            folder,
            catalogue,
        };
        // What is named holds everything, so that two folders side by side share nothing.
        let alone = |folder: PathBuf| {
            let catalogue = folder.join("schema.json");
            of_folder(folder, catalogue)
        };
        Ok(match (&args.out, &args.package) {
            (Some(out), _) if args.all_databases => alone(out.join(module)),
            (Some(out), _) => alone(out.clone()),
            (None, Some(package)) => {
                Self { folder: package.join("src"), root: "lib.rs", ..alone(package.clone()) }
            }
            (None, None)
                if module == schemalane_build::module(&TargetName::DEFAULT)
                    && !job.target.is_default() =>
            {
                return Err(misplaced(
                    "--database db",
                    "its code would lie where that of the default target lies",
                    "give the target another name, or its code another folder with --out",
                ));
            }
            (None, None) => {
                let generated = job.generated()?;
                let catalogue = generated.join(catalogue(&job.target));
                of_folder(generated.join(module), catalogue)
            }
        })
    }

    fn name(&self, name: String) -> String {
        if name == "mod.rs" { self.root.to_owned() } else { name }
    }
}

/// The name of a target's catalogue.
fn catalogue(target: &TargetName) -> String {
    if target.is_default() { "schema.json".to_owned() } else { format!("schema_{target}.json") }
}

/// Generates anew behind a change of a target's schema, where the project asks for code and the
/// schema is its own.
pub(super) async fn anew(
    common: &CommonArgs,
    format: SchemaFormat,
    job: &Job,
    shutdown: &Shutdown,
) -> Result<Option<Report>, Stopped> {
    if job.said().is_none() || !job.is_own() {
        return Ok(None);
    }
    let args = CodegenArgs::behind(common, format);
    let work = async {
        let mut server = None;
        let output =
            output(&args, &Job::choose(&args.place.target)?, &mut server, shutdown).await?;
        let changes = output.changes()?;
        output.write(&changes)?;
        Ok(Report::new(&job.target, &output, changes))
    };
    work.await.map(Some).map_err(|error| job.stopped(error))
}

/// Compares with what is there, writes where that is wanted, and says so.
fn finish(args: &CodegenArgs, done: &[(Job, Output)]) -> Result<u8, Stopped> {
    let mut all = Vec::new();
    for (job, output) in done {
        all.push((job, output, output.changes().map_err(|error| job.stopped(error))?));
    }
    let is_stale = all.iter().any(|(_, _, changes)| !changes.is_empty());
    let mut reports = Vec::new();
    for (job, output, changes) in all {
        if !args.check {
            output.write(&changes).map_err(|error| job.stopped(error))?;
        }
        let report = Report::new(&job.target, output, changes);
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
