//! The command line of an application: its own lanes, without a ledger.

use std::ffi::OsString;

use clap::{Args, Parser, Subcommand};

use super::{
    args::{LaneCommand, VoiceArgs},
    lane,
    lanes::Source,
    usage,
};
use crate::{Runner, StartupArgs, exit, ledger::Ledger};

/// Migrates the database of this application
#[derive(Parser)]
// The flags before a command are those of `--migrate-only`; a command that
// went on without them would go to another database than the one that was named.
#[command(args_conflicts_with_subcommands = true)]
struct Program {
    #[command(flatten)]
    startup: StartupArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Apply migrations, or look at how they stand
    Migrate(Migrate),
}

#[derive(Args)]
struct Migrate {
    #[command(flatten)]
    voice: VoiceArgs,
    #[command(subcommand)]
    command: LaneCommand,
}

/// Does what was typed.
pub(crate) async fn run(runner: &Runner, typed: &[OsString]) -> u8 {
    let program: Program = match usage::parse(typed) {
        Ok(program) => program,
        Err(code) => return code,
    };
    match program.command {
        Some(Command::Migrate(Migrate { voice, command })) => {
            voice.raise();
            lane::run(command, Source::Application(runner), &Ledger::none()).await
        }
        None if program.startup.migrate_only => {
            let _never_ready = runner.start(&program.startup).await;
            exit::SUCCESS
        }
        None => usage::help::<Program>(typed),
    }
}
