//! `schema show`: the schema that the database has.

use super::{
    args::{SchemaFormat, ShowArgs},
    job::Job,
    stopped::Stopped,
};
use crate::{Error, console, exit};

/// Shows it as SQL in an order that works, or as the model.
pub(super) async fn run(args: &ShowArgs) -> Result<u8, Stopped> {
    let job = Job::new(&args.place, args.format)?;
    show(args, &job).await.map_err(|error| job.stopped(error))
}

async fn show(args: &ShowArgs, job: &Job) -> Result<u8, Error> {
    let job = job.clone().scope(&args.scope)?.settled().await?;
    let schema = job.engine()?.actual().await.map_err(|error| job.located(error))?;
    if args.format == SchemaFormat::Json {
        job.show_json(&schema);
    } else if schema.is_empty() {
        console::note(&format!("{}: there is nothing in the schema", job.target));
    } else {
        console::hand_over(&schema.to_sql().map_err(schemalane_schema::Error::from)?);
    }
    Ok(exit::SUCCESS)
}
