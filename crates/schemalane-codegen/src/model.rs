//! A schema in which everything has its Rust: what is rendered.

mod build;
mod column;
mod composite;
mod databases;
pub(crate) mod entity;
mod enumeration;
mod names;
pub(crate) mod query;
mod relation;
pub(crate) mod table;

pub(crate) use build::values::{Typing, Value};
pub(crate) use column::{Column, Writing};
pub(crate) use composite::{Attribute, Composite};
pub(crate) use databases::Databases;
pub(crate) use entity::Entity;
pub(crate) use enumeration::{ActiveEnum, Enumeration, Labels};
pub(crate) use query::{
    Answer, Field, Holds, Order, Parameter, Queries, Query, QueryFile, QueryRow, Text, Texts,
};
pub(crate) use relation::{Count, Direction, Link, Relation};
pub(crate) use table::{Access, Missing, Table, Unique};

use crate::{LeftOut, Problems, Schemas, Settings};
use std::collections::BTreeMap;

/// A schema in which everything has its Rust.
pub(crate) struct Model {
    pub(crate) databases: Databases,
    /// In the order of their modules.
    pub(crate) tables: Vec<Table>,
    /// In the order of their names.
    pub(crate) enums: Vec<Enumeration>,
    /// Those that a column needs, in the order of their names.
    pub(crate) composites: Vec<Composite>,
    /// The types of each schema file that has a module, by its module.
    pub(crate) files: BTreeMap<String, Vec<String>>,
    pub(crate) queries: Queries,
    /// In the order of the tables; `None` where the settings ask for none.
    pub(crate) entities: Option<Vec<Entity>>,
    pub(crate) left_out: Vec<LeftOut>,
}

impl Model {
    /// The model of the schemas, or everything that is in the way of it.
    pub(crate) fn new(
        schemas: Schemas<'_>,
        queries: crate::Queries<'_>,
        settings: &Settings,
    ) -> Result<Self, Problems> {
        build::model(schemas, queries, settings)
    }
}
