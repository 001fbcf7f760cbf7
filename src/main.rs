//! The command line of Schemalane, which is a self-migrating application
//! itself: its database is the ledger.

use std::process::ExitCode;

schemalane::embed_migrations!("./migrations");

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    schemalane::cli::main(migrations::MANIFESTS).await.into()
}
