//! Says what a database schema is, finds what differs from the one that is wanted, and goes there safely.
//!
//! The way of the data: [`Files`] are the wanted schema as somebody wrote it; a scratch database executes them, and the
//! same reader that looks at the real database turns both into a [`Schema`]; [`diff`] compares the two; a planner for
//! each database lowers the [`Change`]s to the [`Step`]s of a [`Plan`], which is tried on a scratch copy before anybody
//! sees it; [`Engine::execute`] runs it and writes the log.
//!
//! Facts that differ give a step or a refusal, never silence.
//!
//! Without the features `sqlite` and `postgres` there is the model alone, for whoever has a schema at hand: no database, no
//! driver, no runtime. Each of them brings its database; `sqlite` alone brings no runtime either.

#![cfg_attr(
    not(all(feature = "sqlite", feature = "postgres")),
    allow(
        dead_code,
        unused_imports,
        reason = "what one database does not need is there for the other"
    )
)]

mod change;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod database;
mod diff;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod engine;
mod error;
mod event;
mod log;
mod model;
mod options;
mod order;
mod plan;
#[cfg(feature = "postgres")]
mod postgres;
mod quantity;
mod rename;
mod report;
mod schema;
mod source;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stranger;

pub use change::{Aspect, Change, Difference};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use database::Database;
pub use diff::diff;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use engine::Engine;
pub use error::Error;
pub use event::{Cancellation, Event, Progress};
pub use log::{LogEntry, Outcome};
pub use model::*;
pub use options::Options;
pub use order::Cycle;
pub use plan::{
    Approval, ApprovalError, Hazard, HazardKind, Plan, Severity, Step, Suggestion, Transaction,
};
#[cfg(feature = "postgres")]
pub use postgres::TemporaryDatabase;
pub use rename::{Rename, Renames};
pub use report::Report;
pub use schema::{Digest, Schema};
pub use source::{Files, FilesError, Header, Hint, Subject, Wanted};
#[cfg(feature = "sqlite")]
pub use sqlite::Script;
