//! `queries`: what the files of queries are, by the word of the database.

pub(super) mod ask;
mod schema;

use std::{
    cell::RefCell,
    path::{Component, Path, PathBuf},
};

use schemalane_codegen::RustTypes;
use schemalane_query::{
    Audience, FileDescription, Folder, Problem, Problems, QueryFile, Typed, read_folder,
};
use schemalane_schema::Schema;
use schemalane_source::Codegen;

use self::{ask::DescribedFile, schema::Source};
use super::{
    args::{DescribeArgs, PlaceArgs, SchemaFormat, TargetArgs},
    job::Job,
    stopped::Stopped,
};
use crate::{Error, cli::outcome::show_json, console, exit, shutdown::Shutdown, url::DatabaseUrl};

/// What is known of each query; nothing is written.
pub(super) async fn describe(args: &DescribeArgs) -> Result<u8, Stopped> {
    let mut server = None;
    let target = TargetArgs {
        database: args.database.clone(),
        dir: None,
        database_url: args.database_url.clone(),
    };
    let place = PlaceArgs { target, wait: None };
    let job = Job::anywhere(&place, args.format, &mut server)?;
    let work = described(args, &job).await;
    let (read, files) = work.map_err(|error| job.stopped(error))?;
    let has_errors = files.iter().any(|file| !file.errors.is_empty());
    match args.format {
        SchemaFormat::Json => show_json(&files),
        _ => {
            files.iter().for_each(show);
            read.iter().for_each(|problem| console::insist(&problem.told().to_string()));
        }
    }
    Ok(if has_errors { exit::INVALID } else { exit::SUCCESS })
}

/// The descriptions of all files, and everything that is wrong.
async fn described(
    args: &DescribeArgs,
    job: &Job,
) -> Result<(Vec<Problem>, Vec<FileDescription>), Error> {
    let shutdown = Shutdown::after(None);
    let dir = match &args.dir {
        Some(dir) => dir.clone(),
        None => job.queries()?,
    };
    let Folder { files, mut problems, .. } = read(job, &dir);
    let job = job.clone().scratch(&args.scratch)?.settled().await?;
    let wanted = job.dir()?;
    let source = match &args.schema {
        Some(path) => Source::Files(path),
        None if job.lane(&args.lane)?.path(&job.target).is_dir() => Source::Lane(&args.lane),
        None if wanted.is_dir() => Source::Files(&wanted),
        None => Source::Lane(&args.lane),
    };
    let settings = job.codegen();
    let look = async |schema: &Schema, url: &DatabaseUrl| {
        let described = ask::about(&files, schema, url).await?;
        Ok((schema.clone(), described))
    };
    let (schema, described) = schema::with(&job, &source, &shutdown, look).await?;
    let mut told = Vec::new();
    for file in described {
        let (own, others): (Vec<_>, Vec<_>) =
            problems.into_iter().partition(|problem| problem.file == file.file);
        problems = others;
        told.push(description(&schema, &settings, file, own));
    }
    // What is wrong with a file that could not be read, or with the folder.
    let (mut all, mut descriptions): (Vec<Problem>, Vec<FileDescription>) =
        (Vec::new(), Vec::new());
    for (wrong, description) in told {
        all.extend(wrong);
        descriptions.push(description);
    }
    let mut names: Vec<String> = problems.iter().map(|problem| problem.file.clone()).collect();
    names.dedup();
    for name in names {
        let (own, others): (Vec<_>, Vec<_>) =
            problems.into_iter().partition(|problem| problem.file == name);
        problems = others;
        descriptions.push(FileDescription::new(&name, &[], &own, |_| None));
        all.extend(own);
    }
    descriptions.sort_by(|left, right| left.file.cmp(&right.file));
    Ok((all, descriptions))
}

/// The queries of a folder, as far as they are for the database of the job.
pub(super) fn read(job: &Job, dir: &Path) -> Folder {
    let all = job.dialects();
    let shown = shown(dir);
    read_folder(dir, &shown, Audience { all: &all, dialect: job.url.dialect() })
}

/// What messages call a folder.
fn shown(dir: &Path) -> String {
    let plain: PathBuf = dir.components().filter(|part| *part != Component::CurDir).collect();
    plain.display().to_string().replace('\\', "/")
}

/// What is wrong with a file, and what is known of it.
fn description(
    schema: &Schema,
    settings: &Codegen,
    file: DescribedFile,
    mut problems: Vec<Problem>,
) -> (Vec<Problem>, FileDescription) {
    let types = RefCell::new(RustTypes::new(schema, settings));
    let rust = |typed: Typed<'_>| {
        let (said, data_type, origin, nullable, list) = match typed {
            Typed::Column(it) => (&it.rust, &it.data_type, &it.origin, it.nullable, false),
            Typed::Parameter(it) => (&it.rust, &it.data_type, &it.origin, it.nullable, it.list),
        };
        let found = || types.borrow_mut().find(data_type.as_deref()?, origin.as_ref());
        let plain = said.clone().or_else(found)?;
        let whole = if list { format!("Vec<{plain}>") } else { plain };
        Some(if nullable { format!("Option<{whole}>") } else { whole })
    };
    problems.extend(file.problems);
    let description = FileDescription::new(&file.file, &file.queries, &problems, rust);
    problems.extend(file.queries.into_iter().flat_map(|query| query.problems));
    (problems, description)
}

fn show(file: &FileDescription) {
    console::show(&file.file);
    for query in &file.queries {
        let does = if query.readonly { "reads" } else { "writes" };
        let tables = match query.tables.as_slice() {
            [] => "no table".to_owned(),
            tables => tables.join(", "),
        };
        console::show(&format!("  {} :{}, {does} {tables}", query.name, query.command));
        let unknown = "unknown".to_owned();
        for parameter in &query.params {
            let (data_type, rust) = (&parameter.r#type, &parameter.rust);
            console::show(&format!(
                "    :{}  {}  {}",
                parameter.name,
                data_type.as_ref().unwrap_or(&unknown),
                rust.as_ref().unwrap_or(&unknown)
            ));
        }
        for column in &query.columns {
            let (data_type, rust) = (&column.r#type, &column.rust);
            console::show(&format!(
                "    {}  {}  {}",
                column.name,
                data_type.as_ref().unwrap_or(&unknown),
                rust.as_ref().unwrap_or(&unknown)
            ));
        }
    }
}

/// The files of queries that the project has for the job's database, where it has a folder of them.
pub(super) fn of_project(job: &Job) -> Result<Option<Folder>, Error> {
    let dir = job.queries()?;
    Ok(dir.is_dir().then(|| read(job, &dir)))
}

/// The queries as the job's database describes them on a schema; what is wrong with any of them is an error.
pub(super) async fn settled(
    job: &Job,
    read: Folder,
    schema: &Schema,
    shutdown: &Shutdown,
) -> Result<Vec<DescribedFile>, Error> {
    let Folder { files, mut problems, .. } = read;
    let mut described = schema::of(job, schema, shutdown, async |url: &DatabaseUrl| {
        ask::about(&files, schema, url).await
    })
    .await?;
    for file in &mut described {
        problems.append(&mut file.problems);
        for query in &mut file.queries {
            problems.append(&mut query.problems);
        }
    }
    problems.sort_by(|one, other| (&one.file, one.place).cmp(&(&other.file, other.place)));
    match Problems::new(problems) {
        Some(problems) => Err(Error::Queries { source: Box::new(problems) }),
        None => Ok(described),
    }
}

/// The texts of the files, with their paths, for whoever compares them later.
pub(super) fn texts(files: &[QueryFile]) -> impl Iterator<Item = (&str, &str)> {
    files.iter().map(|file| (file.file.as_str(), file.text()))
}
