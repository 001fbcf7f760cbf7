//! The command line, `schemalane`, and the one that an application embeds.
//!
//! Both share the commands that work on a lane; only `schemalane` itself has
//! `init`, `schema`, `log` and the ledger.

mod args;
mod create;
pub(crate) mod discreet;
mod embedded;
mod import;
mod job;
mod lane;
mod lanes;
mod log;
mod mend;
mod outcome;
mod quantity;
mod schema;
mod standalone;
mod table;
pub(crate) mod time;
mod usage;

pub(crate) use embedded::run as embedded;
pub use standalone::main;

use crate::{Error, cli::args::Format, console};

/// Shows why a command cannot be done, and gives its code.
fn refuse(error: &Error, format: Format) -> u8 {
    if format == Format::Json {
        outcome::show_json(&outcome::Refusal::new(None, error));
    }
    console::complain(error);
    error.exit_code()
}
