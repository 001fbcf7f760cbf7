//! The command line `schemalane`.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use futures_util::future::LocalBoxFuture;
use schemalane_source::Dialect;

use super::{
    args::{Format, LaneCommand, VoiceArgs},
    lane,
    lanes::Source,
    log::{self, LogArgs},
    manual::{self, CompletionsArgs, EXIT_CODES, ManArgs},
    refuse,
    schema::{self, CodegenArgs, QueriesCommand, SchemaCommand},
    usage,
};
use crate::{
    Error, Manifest, console, exit,
    ledger::{Ledger, Location},
    scaffold::{Dependency, Existing, InitReport, Scaffold, Workspace},
    url::Secret,
};

/// Compiles a database's history into the application's binary
#[derive(Parser)]
#[command(name = "schemalane", version, after_help = EXIT_CODES)]
struct Program {
    /// Prepare the ledger, then leave
    #[arg(long)]
    migrate_only: bool,
    #[command(flatten)]
    ledger: LedgerArgs,
    #[command(flatten)]
    voice: VoiceArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where runs are recorded.
#[derive(Args)]
struct LedgerArgs {
    /// Where runs are recorded, a path or a URL [default: SCHEMALANE_LEDGER, else ledger.db in the user's state folder]
    #[arg(long, value_name = "PLACE", global = true, help_heading = "Ledger")]
    ledger: Option<Secret>,
    /// Record nothing
    #[arg(long, global = true, conflicts_with = "ledger", help_heading = "Ledger")]
    no_ledger: bool,
}

impl LedgerArgs {
    fn location(self) -> Location {
        if self.no_ledger { Location::Nowhere } else { Location::of(self.ledger) }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Apply migrations, look at how they stand, create new ones
    Migrate(Migrate),
    /// Say what the schema should be, and go there
    Schema(SchemaArgs),
    /// Generate Rust from the schema: the same as `schema codegen`
    Codegen(Box<CodegenArgs>),
    /// Say what the files of queries are, by the word of the database
    Queries(QueriesArgs),
    /// Show what was run on which target
    Log(LogArgs),
    /// Print what a shell completes this command line with
    Completions(CompletionsArgs),
    /// Write the manual, a page for each command
    Man(ManArgs),
}

#[derive(Args)]
struct SchemaArgs {
    #[command(subcommand)]
    command: SchemaCommand,
}

#[derive(Args)]
struct QueriesArgs {
    #[command(subcommand)]
    command: QueriesCommand,
}

#[derive(Args)]
struct Migrate {
    #[command(subcommand)]
    command: MigrateCommand,
}

#[derive(Subcommand)]
enum MigrateCommand {
    /// Write a crate that holds migrations and applies them
    Init(InitArgs),
    #[command(flatten)]
    Lane(LaneCommand),
}

/// `migrate init`.
#[derive(Args)]
struct InitArgs {
    /// Where to write it
    #[arg(long, value_name = "PATH", default_value = "./migration")]
    path: PathBuf,
    /// Overwrite the files of the scaffold that exist
    #[arg(long)]
    force: bool,
    /// What the samples are written for
    #[arg(long, value_name = "DIALECT", default_value = "sqlite")]
    dialect: Dialect,
    /// Depend on a checkout of Schemalane in this folder instead of a published version
    #[arg(long, value_name = "PATH")]
    schemalane_path: Option<PathBuf>,
}

/// Runs `schemalane`; `compiled` are the lanes of this binary, the ledger's own.
///
/// It gives the [exit code](crate::exit).
pub fn main(compiled: &'static [&'static Manifest]) -> LocalBoxFuture<'static, u8> {
    Box::pin(command(compiled))
}

async fn command(compiled: &'static [&'static Manifest]) -> u8 {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let program: Program = match usage::parse(&typed) {
        Ok(program) => program,
        Err(code) => return code,
    };
    program.voice.raise();
    let location = program.ledger.location();
    match program.command {
        Some(_) if program.migrate_only => {
            console::insist("error: --migrate-only prepares the ledger and takes no command");
            exit::ERROR
        }
        Some(Command::Migrate(Migrate { command: MigrateCommand::Init(args) })) => init(args),
        Some(Command::Migrate(Migrate { command: MigrateCommand::Lane(command) })) => {
            let source = Source::CommandLine(compiled);
            let ledger = if command.is_recorded() {
                Ledger::open(&location, compiled).await
            } else {
                Ledger::none()
            };
            lane::run(command, source, &ledger).await
        }
        Some(Command::Schema(SchemaArgs { command })) => {
            let ledger = if command.is_recorded() {
                Ledger::open(&location, compiled).await
            } else {
                Ledger::none()
            };
            schema::run(command, compiled, &ledger).await
        }
        Some(Command::Codegen(args)) => {
            schema::run(SchemaCommand::Codegen(args), compiled, &Ledger::none()).await
        }
        Some(Command::Queries(QueriesArgs { command })) => schema::queries(command).await,
        Some(Command::Log(args)) => log::run(&args, &location, compiled).await,
        Some(Command::Completions(args)) => manual::completions::<Program>(&args),
        Some(Command::Man(args)) => {
            manual::pages::<Program>(&args).unwrap_or_else(|error| refuse(&error, Format::Table))
        }
        None if program.migrate_only => prepare(&location, compiled).await,
        None => usage::help::<Program>(&typed),
    }
}

/// `--migrate-only`: the ledger is this program's database.
async fn prepare(location: &Location, compiled: &'static [&'static Manifest]) -> u8 {
    match Ledger::prepare(location, compiled).await {
        Ok((url, report)) => {
            console::note(&format!("ledger {url}: {}", console::summary(&report)));
            exit::SUCCESS
        }
        Err(error) => refuse(&error, Format::Table),
    }
}

fn init(args: InitArgs) -> u8 {
    match write(&args) {
        Ok(report) => {
            for file in &report.files {
                console::show(&report.path.join(file).display().to_string());
            }
            if let Some(Workspace { manifest, member }) = &report.workspace {
                let (manifest, member) = (manifest.display(), toml_text(member));
                console::note(&format!(
                    "the folder lies in the workspace of {manifest}: add `exclude = [{member}]` to \
                     its [workspace], or add {member} to its members and take the table [workspace] \
                     out of {}",
                    report.path.join("Cargo.toml").display()
                ));
            }
            let folder = quoted(&report.path.display().to_string());
            console::note(&format!("build and migrate it: cd {folder} && cargo run -- migrate up"));
            exit::SUCCESS
        }
        Err(error) => refuse(&error, Format::Table),
    }
}

fn write(args: &InitArgs) -> Result<InitReport, Error> {
    let existing = if args.force { Existing::Overwrite } else { Existing::Keep };
    let dependency = match &args.schemalane_path {
        Some(path) => Dependency::checkout(path)?,
        None => Dependency::Published,
    };
    Scaffold::new(&args.path)
        .existing(existing)
        .dependency(dependency)
        .dialect(args.dialect)
        .write()
}

/// A text as TOML reads it back.
fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A word as a shell reads it back.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-+,:@".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_word_back() {
        assert_eq!(quoted("./migration"), "./migration");
        assert_eq!(quoted("my shop"), "'my shop'");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(quoted(""), "''");
    }
}
