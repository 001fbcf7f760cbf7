//! What an application's `build.rs` calls: a folder of migrations becomes a static, ordered,
//! checksummed manifest.
//!
//! ```no_run
//! // build.rs, all that its `main` does:
//! schemalane_build::compile("migrations");
//! ```
//!
//! The way of a folder, one module a step:
//!
//! - `folder` accepts the folder's name: inside the package, written with `/`.
//! - [`schemalane_source`] reads it into lanes, with every problem of every file at once.
//! - `function` finds the function of a Rust migration and with it the transaction strategy; `survey`
//!   does so in a folder that has other problems, so that all are told at once.
//! - `model` puts these together: plain data in which nothing is left to check.
//! - `render` turns the model into tokens, and these into formatted text. It reads no disk.
//! - `generate` is the way from `folder` to `render`, `copy` compares its outcome with the copy
//!   that is reviewed, and `cargo` is the build script's side of it: the only module that reads
//!   the environment's cargo variables, writes into `OUT_DIR` and prints.
//!
//! Beside it, `code` compares what `schemalane codegen` made with the files as they are: `sources` is what it was made
//! from, and `sketch` what a Rust migration says of the schema.
//! With the feature `sqlite`, `replay` makes the code of a lane for SQLite in the build itself.
//!
//! What is absent: nothing here writes into the source tree except [`check_copy`], which a test
//! calls; nothing panics; no time and no absolute path enters the reviewed copy.

mod cargo;
mod code;
mod copy;
mod folder;
mod function;
mod generate;
mod model;
mod paths;
mod problem;
mod render;
#[cfg(feature = "sqlite")]
mod replay;
mod sketch;
mod sources;
mod survey;

pub use cargo::compile;
pub use code::module;
pub use copy::{CopyError, check_copy};
pub use folder::FolderError;
pub use function::{FunctionError, Instead};
pub use generate::generate;
pub use paths::Paths;
pub use problem::{Problem, Problems};
pub use sketch::{SketchError, sketch};
pub use sources::{Difference, Sources};
