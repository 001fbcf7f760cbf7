//! `schema`: say what the schema should be, and go there.

mod args;
mod check;
mod codegen;
mod execute;
mod generate;
mod init;
mod job;
mod log;
mod migration;
mod outcome;
mod queries;
mod replay;
mod scratch;
mod show;
mod stopped;

pub(super) use args::{CodegenArgs, QueriesCommand, SchemaCommand};

use self::stopped::Stopped;
use super::args::Format;
use crate::{Manifest, ledger::Ledger};

/// Runs a command and gives its exit code.
pub(super) async fn run(
    command: SchemaCommand,
    compiled: &'static [&'static Manifest],
    ledger: &Ledger,
) -> u8 {
    match command {
        SchemaCommand::Init(args) => finish(init::run(&args).map_err(Stopped::from), Format::Table),
        SchemaCommand::Gen(args) => {
            finish(generate::run(&args, compiled).await, args.format.refusal())
        }
        SchemaCommand::Status(args) => finish(check::status(&args).await, args.format.refusal()),
        SchemaCommand::Exec(args) => execute::run("schema exec", &args, None, ledger).await,
        SchemaCommand::Commit(args) => {
            execute::run("schema commit", &args.exec, Some(&args.message), ledger).await
        }
        SchemaCommand::Log(args) => finish(log::run(&args).await, args.format.refusal()),
        SchemaCommand::Show(args) => finish(show::run(&args).await, args.format.refusal()),
        SchemaCommand::Codegen(args) => finish(codegen::run(&args).await, args.format.refusal()),
        SchemaCommand::Check(args) => check::run(&args, compiled).await,
    }
}

/// Runs a command on files of queries, and gives its exit code.
pub(super) async fn queries(command: QueriesCommand) -> u8 {
    match command {
        QueriesCommand::Describe(args) => {
            finish(queries::describe(&args).await, args.format.refusal())
        }
    }
}

fn finish(result: Result<u8, Stopped>, format: Format) -> u8 {
    result.unwrap_or_else(|stopped| stopped.refuse(format))
}
