//! What Schemalane's tests stand on. It shares no code with what it tests: the PostgreSQL client in here is its own.
//!
//! - [`Server`] and [`Database`]: a throwaway PostgreSQL server for each test process, and a fresh database for each test.
//! - [`Client`]: the smallest PostgreSQL client that assertions need.
//! - [`Proxy`]: stands between a program and the server, counts the [`Traffic`], and breaks it on demand.
//! - [`Sqlite`]: a place for a SQLite file.
//! - [`Command`]: runs a program without the developer's environment, within a time, and looks for secrets in its output.
//! - [`secrets`]: what must never be seen.
//! - [`eventually`]: waits for what happens soon, but not at once.
//!
//! Everything in here panics with a sentence when something is not as it should be, as an assertion does. Nothing is
//! ever skipped: a machine without PostgreSQL fails the tests and says what to install.

mod account;
mod address;
mod binaries;
mod client;
mod command;
mod database;
mod guardian;
mod patience;
mod proxy;
mod server;
mod sqlite;
mod wire;

pub mod secrets;

pub use client::{Canceller, Client, Failure, Reply};
pub use command::{Command, Output, Running};
pub use database::Database;
pub use patience::eventually;
pub use proxy::{Proxy, Traffic};
pub use server::Server;
pub use sqlite::Sqlite;
