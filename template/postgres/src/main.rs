//! The command line of these migrations: `migrate up`, `migrate status`, `--migrate-only`, ...

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let runner = scaffold_crate::migrations::runner();
    runner.cli().await
}
