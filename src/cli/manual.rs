//! What a shell and a reader know of the program: completions, and manual pages.

use std::{io, path::PathBuf};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::{Error, console, exit};

/// The codes with which the program leaves, below its help and in its manual.
pub(super) const EXIT_CODES: &str = "\
Examples:
  schemalane migrate new \"create account\"   create the file of the next migration
  schemalane migrate up --dry-run            show what would be applied
  schemalane migrate up                      apply it
  schemalane migrate status                  show how each migration stands
  schemalane schema status                   show what differs from the files of ./schema

Exit codes:
  0  done
  1  the configuration, the connection or the database is in the way
  2  the migrations are wrong
  3  the history and the migrations do not agree
  4  a migration failed
  5  migrations are pending (--fail-on-pending)
  6  something destructive was not confirmed
  130, 143  stopped by Ctrl-C, or by SIGTERM";

/// `completions`.
#[derive(Args)]
pub(super) struct CompletionsArgs {
    /// The shell that they are for
    shell: Shell,
}

/// `man`.
#[derive(Args)]
pub(super) struct ManArgs {
    /// The folder for the pages, one for each command; it is made where it is not there
    #[arg(value_name = "PATH")]
    folder: PathBuf,
}

/// Prints what a shell has to know to complete the command line of `P`.
pub(super) fn completions<P: CommandFactory>(args: &CompletionsArgs) -> u8 {
    let mut command = P::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    console::hand_over(&String::from_utf8_lossy(&script));
    exit::SUCCESS
}

/// Writes the manual of `P`, and says where.
pub(super) fn pages<P: CommandFactory>(args: &ManArgs) -> Result<u8, Error> {
    let write = || -> io::Result<()> {
        std::fs::create_dir_all(&args.folder)?;
        clap_mangen::generate_to(P::command(), &args.folder)
    };
    write().map_err(|source| Error::File {
        action: "write the manual to",
        path: args.folder.clone(),
        source,
    })?;
    console::show(&args.folder.display().to_string());
    Ok(exit::SUCCESS)
}
