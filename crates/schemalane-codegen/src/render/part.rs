//! The files that a model becomes.

use super::{composites, entities, enums, module, queries, root};
use crate::Settings;
use crate::model::{Entity, Model, Queries, QueryFile, Table};
use proc_macro2::TokenStream;

/// A file that a model becomes.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// `mod.rs`.
    Root,
    /// A table or view.
    Table(&'a Table),
    Enums,
    Composites,
    /// What brings the entities in.
    Entities(&'a [Entity]),
    Entity(&'a Table, &'a Entity),
    /// What brings the modules of queries in.
    Queries(&'a Queries),
    /// A file of queries.
    QueryFile(&'a QueryFile),
}

impl<'a> Part<'a> {
    /// All of a model.
    pub(super) fn all(model: &'a Model) -> Vec<Self> {
        let mut parts = vec![Self::Root];
        parts.extend(model.tables.iter().map(Self::Table));
        parts.extend((!model.enums.is_empty()).then_some(Self::Enums));
        parts.extend((!model.composites.is_empty()).then_some(Self::Composites));
        for entities in model.entities.iter() {
            parts.push(Self::Entities(entities));
            parts.extend(entities.iter().filter_map(|entity| {
                let table = model.tables.get(entity.table)?;
                Some(Self::Entity(table, entity))
            }));
        }
        if !model.queries.files.is_empty() {
            parts.push(Self::Queries(&model.queries));
            parts.extend(model.queries.files.iter().map(Self::QueryFile));
        }
        parts
    }

    /// The name of the file.
    pub(super) fn name(self) -> String {
        match self {
            Self::Root => "mod.rs".to_owned(),
            Self::Table(table) => format!("{}.rs", table.file_stem()),
            Self::Enums => "enums.rs".to_owned(),
            Self::Composites => "composites.rs".to_owned(),
            Self::Entities(_) => "entities/mod.rs".to_owned(),
            Self::Entity(table, _) => format!("entities/{}.rs", table.file_stem()),
            Self::Queries(_) => "queries/mod.rs".to_owned(),
            Self::QueryFile(file) => format!("queries/{}.rs", file.file_stem()),
        }
    }

    pub(super) fn tokens(self, model: &Model, settings: &Settings) -> TokenStream {
        match self {
            Self::Root => root::tokens(model, settings),
            Self::Table(table) => module::tokens(model, table, settings),
            Self::Enums => enums::tokens(model, settings),
            Self::Composites => composites::tokens(model, settings),
            Self::Entities(entities) => entities::root(model, entities),
            Self::Entity(table, entity) => entities::one(model, table, entity),
            Self::Queries(queries) => queries::root(queries),
            Self::QueryFile(file) => queries::module(model.queries.databases, file, settings),
        }
    }
}
