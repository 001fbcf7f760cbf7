//! A statement, with a text for each database.

use super::{docs, literal};
use crate::model::Databases;
use proc_macro2::TokenStream;
use quote::quote;
use schemalane_source::Dialect;

/// A statement, or a part of one, with a text for each database.
pub(super) enum Statement {
    Sqlite(String),
    Postgres(String),
    Both { sqlite: String, postgres: String },
}

impl Statement {
    pub(super) fn new(databases: Databases, text: impl Fn(Dialect) -> String) -> Self {
        match databases {
            Databases::Sqlite => Self::Sqlite(text(Dialect::Sqlite)),
            Databases::Postgres => Self::Postgres(text(Dialect::Postgres)),
            Databases::Both => {
                Self::Both { sqlite: text(Dialect::Sqlite), postgres: text(Dialect::Postgres) }
            }
        }
    }

    /// What a function hands to the runtime, which chooses by the connection.
    pub(super) fn tokens(&self) -> TokenStream {
        match self {
            Self::Sqlite(text) => {
                let text = literal(text);
                quote!(data::Sql::Sqlite(#text))
            }
            Self::Postgres(text) => {
                let text = literal(text);
                quote!(data::Sql::Postgres(#text))
            }
            Self::Both { sqlite, postgres } => {
                let (sqlite, postgres) = (literal(sqlite), literal(postgres));
                quote!(data::Sql::Both { sqlite: #sqlite, postgres: #postgres })
            }
        }
    }

    /// What a function does, and its SQL.
    pub(super) fn about(&self, sentences: &[&str]) -> TokenStream {
        let mut lines: Vec<&str> = Vec::new();
        for sentence in sentences {
            lines.extend([*sentence, ""]);
        }
        lines.push("```sql");
        match self {
            Self::Sqlite(text) | Self::Postgres(text) => lines.extend(text.lines()),
            Self::Both { sqlite, postgres } => {
                lines.push("-- SQLite");
                lines.extend(sqlite.lines());
                lines.push("-- PostgreSQL");
                lines.extend(postgres.lines());
            }
        }
        lines.push("```");
        docs::lines(lines)
    }
}
