//! `schema gen`: the plan, and nothing is changed.

use super::{
    args::{GenArgs, SchemaFormat},
    job::Job,
    migration,
    outcome::{self, Planned},
    stopped::Stopped,
};
use crate::{Error, Manifest, console, exit};

/// Shows the plan, or writes it as a migration. A plan that is refused has the code of a refusal.
pub(super) async fn run(
    args: &GenArgs,
    compiled: &'static [&'static Manifest],
) -> Result<u8, Stopped> {
    let job = Job::compare(&args.common, args.format)?;
    generate(&job, args, compiled).await.map_err(|error| job.stopped(error))
}

async fn generate(
    job: &Job,
    args: &GenArgs,
    compiled: &'static [&'static Manifest],
) -> Result<u8, Error> {
    let job = job.clone().plan_with(&args.plan)?.settled().await?;
    let files = job.files()?;
    if let Some(said) = &args.as_migration {
        return migration::write(&job, &files, said, args, compiled).await;
    }
    let plan = job.plan(&files).await?;
    let refused = plan.refused().next().is_some();
    match args.format {
        SchemaFormat::Table => console::show(&outcome::steps(&job.target, &plan)),
        SchemaFormat::Json => {
            job.show_json(&Planned { target: &job.target, refused, plan: &plan });
        }
        SchemaFormat::Sql => give(&plan.to_sql()),
        SchemaFormat::Markdown => give(&plan.to_markdown()),
    }
    Ok(if refused { exit::NOT_CONFIRMED } else { exit::SUCCESS })
}

/// Shows what may be nothing, and then is no empty line either.
fn give(text: &str) {
    if !text.is_empty() {
        console::hand_over(text);
    }
}
