//! What the engine does to real databases: every promise of `Migrator`, on
//! PostgreSQL and on SQLite files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod both;
mod callers;
mod concurrency;
mod errors;
mod flyway;
#[path = "../shared/flyway_history.rs"]
mod flyway_history;
mod fresh;
mod immune;
mod interruption;
mod lane;
mod large;
mod limit;
mod lock;
mod log;
mod many;
mod memory;
mod place;
mod planted;
mod proof;
mod reach;
mod returned;
mod runtime;
mod rust;
mod session;
mod settings;
mod sqlite;
mod stack;
mod state;
mod stranger;
mod tampered;
mod wire;
mod words;

/// Makes each function a test on PostgreSQL and a test on SQLite.
macro_rules! on_both {
    ($($test:ident),* $(,)?) => {
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::place::Place::postgres()).await;
            })*
        }
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::place::Place::sqlite()).await;
            })*
        }
    };
}
use on_both;
