//! A [`Schema`](schemalane_schema::Schema) becomes Rust: rows, and functions that read and write them.
//!
//! The way of the data: [`Settings`] are what `[codegen]` of `schemalane.toml` says; the model is a schema in which
//! every object has a Rust name, every column a Rust type and every function its SQL, or it is every [`Problem`] at once;
//! it is rendered to tokens, and they are formatted. Nothing here reads or writes a file, or knows a database.
//!
//! The code stands on the crate `schemalane-data`, which runs it.

mod described;
mod model;
mod name;
mod problem;
mod render;
mod rust_types;
mod schemas;
mod settings;
mod sql;
mod types;

pub use described::{Queries, QueryModule};
pub use problem::{Problem, Problems, QueryPart, WayOut};
pub use rust_types::RustTypes;
pub use schemas::Schemas;
pub use settings::{Backend, Dates, Settings};

use std::collections::BTreeMap;

/// What was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generated {
    /// The text of each file, by its name: `mod.rs`, one for each table and view, and below `entities/` those of SeaORM.
    pub files: BTreeMap<String, String>,
    /// What there is no code for, in ascending order.
    pub left_out: Vec<LeftOut>,
}

/// An object that there is no code for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct LeftOut {
    /// The object.
    pub object: String,
    /// Why.
    pub reason: Reason,
}

/// Why there is no code for an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// `[codegen]` names other tables.
    NotChosen,
    /// It is a partition: its rows are those of the whole.
    Partition,
    /// It has no columns.
    NoColumns,
    /// It leads to a table that there is no code for.
    OtherEnd,
    /// `[codegen]` leaves it out by `except`.
    Excepted,
    /// SeaORM needs a primary key, of at most twelve columns and of no arrays.
    NoKey,
}

/// What the names of a target's types begin with where the settings do not say it: `billing` has `Billing`.
#[must_use]
pub fn prefix(target: &str) -> Option<String> {
    name::pascal(target)
}

/// Generates the code of a schema, or one for both databases: then each function has two texts, and the connection
/// decides between them. `digest` says what it was made from; it stands in the first line of every file.
///
/// # Errors
///
/// Every problem of the schemas and the settings: a type without a Rust one, names that collide, settings that name
/// nothing, and what the two databases have different.
pub fn generate<'a>(
    schemas: impl Into<Schemas<'a>>,
    settings: &Settings,
    digest: &str,
) -> Result<Generated, Problems> {
    generate_with(schemas, Queries::default(), settings, digest)
}

/// The same with functions of queries, as the databases of the schemas describe them.
///
/// # Errors
///
/// Those of [`generate`], and what is in the way of the queries: columns and parameters without a Rust type, names that
/// collide, and what the two databases say differently.
pub fn generate_with<'a>(
    schemas: impl Into<Schemas<'a>>,
    queries: Queries<'_>,
    settings: &Settings,
    digest: &str,
) -> Result<Generated, Problems> {
    let model = model::Model::new(schemas.into(), queries, settings)?;
    Ok(Generated { files: render::files(&model, settings, digest), left_out: model.left_out })
}
