//! Schemalane compiles a database's history into the application's binary.
//!
//! `cargo build` is where a bad migration fails; at start the binary only
//! locks, compares and applies.
//!
//! The way of one file: `schemalane-build` turns the folder into a [`Manifest`],
//! [`embed_migrations!`] brings it in, a [`Migrator`] reads the history and
//! compares ([`Status`]), plans ([`Plan`]), executes one migration after the
//! other, and reports ([`RunReport`]).
//!
//! ```ignore
//! schemalane::embed_migrations!("./migrations");
//!
//! # async fn start(db: &schemalane::sea_orm::DatabaseConnection) -> Result<(), schemalane::Error> {
//! let report = migrations::build_migrator(schemalane::Config::new()).up(db).await?;
//! println!("{} migrations applied", report.applied.len());
//! # Ok(())
//! # }
//! ```

mod arrival;
#[cfg(feature = "cli")]
pub mod cli;
mod config;
mod connection;
mod console;
mod course;
mod error;
mod event;
mod execute;
pub mod exit;
mod failure;
#[cfg(feature = "args")]
mod flag;
mod folder;
mod fresh;
mod hearing;
mod history;
mod holder;
mod import;
mod interrupt;
#[cfg(feature = "cli")]
#[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "it is the program's"))]
mod ledger;
mod literal;
mod macros;
mod manifest;
mod migrator;
#[cfg(feature = "cli")]
mod onlooker;
mod patience;
mod repair;
mod report;
mod resolve;
mod run;
mod runner;
mod runtime;
mod scaffold;
mod session;
mod shutdown;
mod startup;
mod status;
mod stranger;
#[cfg(feature = "schema")]
#[cfg_attr(not(unix), path = "throwaway/absent.rs")]
mod throwaway;
mod url;
mod user;

pub use config::Config;
pub use connection::MemoryPool;
pub use error::Error;
pub use event::{Event, Holder, Severity};
pub use failure::Failure;
pub use folder::Folder;
pub use history::{Planted, Row};
pub use import::{
    Compared, Import, ImportObstacle, ImportPending, ImportRefusal, ImportReport, ImportState,
    Imported, Importer, ImporterError, Rename, RenameObstacle, RenameRefusal, RenameRole, Renaming,
};
pub use manifest::{
    Body, BoxError, Draft, Function, FunctionFuture, Manifest, Migration, Outcome, Sql,
};
#[doc(hidden)]
pub use manifest::{outcome, put, unpack, unpack_statements};
pub use migrator::Migrator;
pub use repair::{Repair, Repairs};
pub use report::{Applied, Installed, MigrationStatus, RunReport, StatusReport};
pub use resolve::{NoDefault, Origin, Searched};
pub use runner::Runner;
pub use scaffold::{Dependency, Existing, InitReport, Scaffold, Workspace, init_migration_project};
#[cfg(feature = "schema")]
pub use schemalane_build::SketchError;
pub use schemalane_source::{
    Dialect, Fingerprint, Identifier, IdentifierError, Isolation, Mode, Names, Naming, RustType,
    RustTypeError, SessionSettings, Settings, Statement, Switch, TargetName, TargetNameError,
    Timeouts, Version, VersionError,
};
pub use sea_orm;
pub use session::Hold;
pub use session::UnsafeLock;
pub use startup::{Started, StartupArgs};
pub use status::{Entry, Local, NextStep, Plan, Planned, State, Status};
pub use stranger::Strangers;
pub use url::{DatabaseUrl, Secret, ServiceProblem, UrlError};
