//! A schema in which everything has its Rust: what is rendered.

mod build;
mod column;
mod enumeration;
mod names;
mod relation;
mod table;

pub(crate) use column::{Column, Writing};
pub(crate) use enumeration::Enumeration;
pub(crate) use relation::{Count, Link, Relation};
pub(crate) use table::{Access, Missing, Table, Unique};

use crate::{LeftOut, Problems, Settings};
use schemalane_schema::Schema;
use schemalane_source::Dialect;

/// A schema in which everything has its Rust.
pub(crate) struct Model {
    pub(crate) dialect: Dialect,
    /// In the order of their modules.
    pub(crate) tables: Vec<Table>,
    /// In the order of their names.
    pub(crate) enums: Vec<Enumeration>,
    pub(crate) left_out: Vec<LeftOut>,
}

impl Model {
    /// The model of a schema, or everything that is in the way of it.
    pub(crate) fn new(schema: &Schema, settings: &Settings) -> Result<Self, Problems> {
        build::model(schema, settings)
    }
}
