//! The command line, `schemalane`, and the one that an application embeds.
//!
//! Both share the commands that work on a lane; only `schemalane` itself has
//! `init`, `schema`, `log` and the ledger.

mod args;
mod create;
mod embedded;
mod import;
mod job;
mod lane;
mod lanes;
#[cfg(feature = "schema")]
mod log;
#[cfg(feature = "schema")]
mod manual;
mod mend;
mod notice;
mod outcome;
mod quantity;
mod rename;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "schema")]
mod standalone;
mod table;
mod usage;

pub(crate) use embedded::run as embedded;
#[cfg(feature = "schema")]
pub use standalone::main;

use crate::{Error, cli::args::Format, console, resolve::Chosen};

/// Says what was chosen, before anything is done; machines find it in the JSON.
fn say(chosen: &Chosen, format: Format) {
    if format == Format::Table {
        console::note(&chosen.to_string());
    }
    chosen.remarks().iter().for_each(|remark| console::warn(remark));
}

/// Shows why a command cannot be done, and gives its code.
fn refuse(error: &Error, format: Format) -> u8 {
    refuse_at(error, None, format)
}

/// The same, where it is known what was chosen.
fn refuse_at(error: &Error, chosen: Option<&Chosen>, format: Format) -> u8 {
    if format == Format::Json {
        let target = chosen.map(|chosen| chosen.target().clone());
        let refusal = outcome::Refusal::new(target, error);
        outcome::show_json(&outcome::Located::new(refusal, chosen));
    }
    console::complain(error);
    error.exit_code()
}
