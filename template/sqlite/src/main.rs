//! The command line of these migrations: `migrate up`, `migrate status`, `--migrate-only`, ...

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let runner = scaffold_crate::migrations::runner();
    // The database where neither a flag nor the environment names one.
    let runner = runner.default_url(concat!("sqlite://", env!("CARGO_PKG_NAME"), ".db"));
    runner.cli().await
}
