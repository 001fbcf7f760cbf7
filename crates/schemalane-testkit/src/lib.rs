//! What Schemalane's tests stand on. It shares no code with what it tests: the PostgreSQL client in here is its own.
//!
//! Places to work in:
//!
//! - [`Server`] and [`Database`]: a throwaway PostgreSQL server for each test process, and a fresh database for each test.
//! - [`Standby`]: a hot standby that follows a server, and can be promoted.
//! - [`Bouncer`]: a PgBouncer before a server, in transaction or session mode.
//! - [`Authority`]: certificates for servers that speak TLS.
//! - [`Client`]: the smallest PostgreSQL client that assertions need.
//! - [`Sqlite`]: a place for a SQLite file.
//! - [`Command`]: runs a program without the developer's environment, within a time, and looks for secrets in its output.
//!
//! Faults:
//!
//! - [`Proxy`]: stands between a program and the server, counts the [`Traffic`], and breaks, swallows, stalls and delays it.
//! - [`Killer`]: kills a program at its `n`th system call, for each `n`.
//! - [`Saboteur`]: makes its system calls fail instead.
//! - [`Harassment`]: terminates or cancels the sessions of an application again and again.
//! - [`Network`]: goes silent, such that neither side is told.
//! - [`Frozen`]: a process that is stopped and holds everything it has.
//! - [`FullDisk`]: a filesystem that is full soon, for a tablespace or a SQLite file.
//!
//! What must hold afterwards:
//!
//! - [`assert_sound`] and [`Expectations`]: each migration exactly once or not at all, a history that tells the truth,
//!   nothing left over.
//! - [`Snapshot`]: nothing changed elsewhere.
//! - [`Session`]: who is connected and does what.
//! - [`secrets`]: what must never be seen.
//! - [`eventually`]: waits for what happens soon, but not at once.
//! - [`effort`]: how much a test tries; everything with `./test --full`.
//!
//! Everything in here panics with a sentence when something is not as it should be, as an assertion does. Nothing is
//! ever skipped: a machine without PostgreSQL, PgBouncer, strace, openssl or iproute2 fails the tests and says what to
//! install.

mod account;
mod address;
mod authority;
mod binaries;
mod bouncer;
mod client;
mod command;
mod database;
mod disk;
mod expectations;
mod frozen;
mod guardian;
mod invariants;
mod killer;
mod network;
mod patience;
mod proxy;
mod saboteur;
mod server;
mod sessions;
mod snapshot;
mod sqlite;
mod standby;
mod wire;

pub mod effort;
pub mod secrets;

pub use authority::{Authority, Certificate};
pub use bouncer::{Bouncer, Pool, Pooling};
pub use client::{Canceller, Client, NoReply, Reply};
pub use command::{Command, Output, Running};
pub use database::Database;
pub use disk::FullDisk;
pub use expectations::{Expectations, Row};
pub use frozen::Frozen;
pub use invariants::{assert_released, assert_sound};
pub use killer::{Fate, Killer};
pub use network::Network;
pub use patience::eventually;
pub use proxy::{Proxy, Sweep, Traffic};
pub use saboteur::Saboteur;
pub use server::Server;
pub use sessions::{Harassment, Session};
pub use snapshot::Snapshot;
pub use sqlite::Sqlite;
pub use standby::Standby;
