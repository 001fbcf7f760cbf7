//! Says what a query is, by the word of the engine that will run it: the types of its columns and parameters, which of
//! them can be null, whether it only reads, and which tables it touches.
//!
//! The way of the data: [`read_folder`] reads the files of `queries/` into [`Query`] values, each with one text or more
//! ([`Variant`]); each text is asked of an engine ([`Asked`]), which gives an [`Analysis`] or a [`Refusal`] with its own
//! place. [`describe`] puts the answers together, and verifies the notes of the file against them: a [`Described`] query,
//! or every [`Problem`] at its place in the file. What the engine does not tell, namely whether a column can be null,
//! comes from the `algebra` that both databases' queries are lowered to: PostgreSQL's from its analysed query tree,
//! SQLite's from its grammar, with names resolved as SQLite does. What is not proved to be not null can be null.

#![cfg_attr(
    not(all(feature = "sqlite", feature = "postgres")),
    allow(dead_code, reason = "what one database does not need is there for the other")
)]

#[allow(dead_code, unused_imports, reason = "the backends that lower to it are not all there yet")]
mod algebra;
mod analysis;
mod code;
mod command;
mod cursor;
mod described;
mod file;
mod folder;
mod list;
mod near;
mod note;
mod optional;
mod order;
#[cfg(feature = "postgres")]
pub mod postgres;
mod problem;
mod query;
mod rewrite;
mod rust_name;
mod scan;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod template;
mod text;

pub use analysis::{Access, Analysis, Asked, Column, Origin, Parameter, Refusal, Stated};
pub use command::Command;
pub use described::{
    Answer, Claim, ColumnDescription, Described, DescribedColumn, DescribedParameter, Embed,
    ErrorDescription, FileDescription, Override, ParameterDescription, QueryDescription, Typed,
    describe,
};
pub use file::QueryFile;
pub use folder::{Audience, Folder, read_folder};
pub use note::{Declared, Named, Notes};
pub use order::{Chosen, Direction};
pub use problem::{Problem, ProblemKind, Problems};
pub use query::{Query, QueryParameter, Question, Variant};
pub use scan::ParameterName;
pub use template::{Rendered, Template};
