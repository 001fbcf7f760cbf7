//! A self-migrating application, as small as it can be: it brings its
//! database up to date, or it does not start.
//!
//! An application of one's own has a `build.rs` of one line and its own
//! folder; this one borrows the migrations of this package.
//!
//! ```sh
//! cargo run --example embedded -- --database-url sqlite://other.db
//! cargo run --example embedded -- --migrate-only
//! ```

#![allow(clippy::print_stdout, reason = "an application prints")]

use clap::Parser;
use schemalane::{
    StartupArgs,
    sea_orm::{ConnectionTrait as _, DbErr, Statement},
};

schemalane::embed_migrations!("./migrations");

#[derive(Parser)]
struct Args {
    /// `--migrate-only`, `--database-url`, ...
    #[command(flatten)]
    startup: StartupArgs,
}

#[tokio::main]
async fn main() -> Result<(), DbErr> {
    let args = Args::parse();
    // From here on the database is what this binary was compiled for.
    let runner = migrations::runner().default_url("sqlite://example.db");
    let db = runner.start(&args.startup).await;

    let count =
        Statement::from_string(db.get_database_backend(), "SELECT count(*) AS runs FROM run");
    let row = db.query_one_raw(count).await?;
    let runs: i64 = row.map_or(Ok(0), |row| row.try_get("", "runs"))?;
    println!("ready: {runs} runs are recorded");
    Ok(())
}
