//! What `schemalane schema` promises: output, exit codes, JSON, the ledger, and how it meets the lane.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "../cli/bench.rs"]
#[expect(dead_code, reason = "the tests of the other commands use the rest")]
mod bench;
mod check;
mod codegen;
mod desk;
mod execute;
mod flags;
mod generate;
mod init;
mod lane;
mod log;
#[path = "../cli/place.rs"]
#[expect(dead_code, reason = "the tests of the other commands use the rest")]
mod place;
mod queries;
mod refused;
mod secrets;
mod side_by_side;
mod stopped;

/// Makes each function a test on PostgreSQL and a test on SQLite.
macro_rules! on_both {
    ($($test:ident),* $(,)?) => {
        mod postgres {
            $(#[test]
            fn $test() {
                super::$test(crate::desk::Desk::new(crate::place::Place::postgres()));
            })*
        }
        mod sqlite {
            $(#[test]
            fn $test() {
                super::$test(crate::desk::Desk::new(crate::place::Place::sqlite()));
            })*
        }
    };
}
use on_both;
