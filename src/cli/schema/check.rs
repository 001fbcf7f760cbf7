//! `schema status` and `schema check`: what differs, in words.

use schemalane_schema::Files;

use super::{
    args::{CheckArgs, SchemaFormat, StatusArgs},
    job::Job,
    outcome::Comparison,
    replay,
    stopped::Stopped,
};
use crate::{Error, Manifest, console, exit, shutdown::Shutdown};

/// The database has another schema than the files want, or the lane leads to one.
const DIFFERENT: u8 = 2;

const NEXT: &str =
    "See the steps with `schemalane schema gen`, and do them with `schemalane schema exec`.";

const NEXT_OF_LANE: &str = "Write what is missing as a migration with `schemalane schema gen \
    --as-migration <description>`, or put the files right.";

/// `schema status`.
pub(super) async fn status(args: &StatusArgs) -> Result<u8, Stopped> {
    let job = Job::compare(&args.common, args.format)?;
    look(args, &job).await.map_err(|error| job.stopped(error))
}

async fn look(args: &StatusArgs, job: &Job) -> Result<u8, Error> {
    let job = job.settled().await?;
    let comparison = compare(&job, &job.files()?).await?;
    show(&job, &comparison, args.format, "the database", NEXT);
    Ok(exit::SUCCESS)
}

/// `schema check`. Wrong files have the code of any other error here, since 2 says that something differs.
pub(super) async fn run(args: &CheckArgs, compiled: &'static [&'static Manifest]) -> u8 {
    let shutdown = Shutdown::after(None);
    let mut server = None;
    // The lane is tried in a scratch database, wherever that is.
    let job = match args.lane {
        true => Job::compare_anywhere(&args.common, args.format, &mut server),
        false => Job::compare(&args.common, args.format),
    };
    let code = match job {
        Ok(job) => {
            let code = check(args, &job, compiled, &shutdown).await;
            code.map_err(|error| job.stopped(error))
        }
        Err(stopped) => Err(stopped),
    };
    match code {
        Ok(code) => code,
        Err(stopped) => {
            stopped.refuse(args.format.refusal());
            shutdown.exit_code(exit::ERROR)
        }
    }
}

async fn check(
    args: &CheckArgs,
    job: &Job,
    compiled: &'static [&'static Manifest],
    shutdown: &Shutdown,
) -> Result<u8, Error> {
    let job = job.settled().await?;
    let files = job.files()?;
    let comparison = if args.lane {
        let comparison =
            replay::compare(&job, &files, &args.migrations, compiled, shutdown).await?;
        show(&job, &comparison, args.format, "what the lane makes", NEXT_OF_LANE);
        comparison
    } else {
        let comparison = compare(&job, &files).await?;
        show(&job, &comparison, args.format, "the database", NEXT);
        comparison
    };
    Ok(if comparison.same { exit::SUCCESS } else { DIFFERENT })
}

async fn compare(job: &Job, files: &Files) -> Result<Comparison, Error> {
    let planned = job.engine()?.plan(files).await;
    Comparison::read(&job.target, planned).map_err(|error| job.located(error))
}

fn show(job: &Job, comparison: &Comparison, format: SchemaFormat, subject: &str, next: &str) {
    match format {
        SchemaFormat::Json => job.show_json(comparison),
        _ => console::show(&comparison.text(subject, next)),
    }
}
