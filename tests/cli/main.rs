//! What the command line promises: flags, exit codes, output, the ledger, and
//! the command line that an application embeds.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod application;
mod baseline;
mod bench;
mod chosen;
mod compiled;
#[path = "../shared/document.rs"]
mod document;
mod exit_codes;
mod flags;
mod heard;
mod hostile;
mod json;
mod ledger;
mod log;
mod manual;
mod memory;
mod new;
mod output;
mod place;
mod recipes;
mod repair;
mod secrets;
mod startup;
mod stopped;
mod targets;
mod texts;
mod urls;

schemalane::embed_migrations!("./migrations");

/// Makes each function a test on PostgreSQL and a test on SQLite.
macro_rules! on_both {
    ($($test:ident),* $(,)?) => {
        mod postgres {
            $(#[test]
            fn $test() {
                super::$test(crate::place::Place::postgres());
            })*
        }
        mod sqlite {
            $(#[test]
            fn $test() {
                super::$test(crate::place::Place::sqlite());
            })*
        }
    };
}
use on_both;
