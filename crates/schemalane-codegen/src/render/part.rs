//! The files that a model becomes.

use super::{composites, entities, enums, module, root};
use crate::Settings;
use crate::model::{Entity, Model, Table};
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
        }
    }
}
