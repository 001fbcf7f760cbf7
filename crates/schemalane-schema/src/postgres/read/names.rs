//! What there is, by its names alone.

use super::{Scope, query};
use crate::{Address, Error};
use serde::Deserialize;
use sqlx::PgConnection;
use std::collections::HashSet;

/// What there is in a part of a database.
pub(crate) struct Present(HashSet<(String, Vec<String>)>);

#[derive(Deserialize)]
struct Row {
    word: String,
    path: Vec<String>,
}

impl Present {
    /// Reads it.
    pub(crate) async fn read(connection: &mut PgConnection, scope: &Scope) -> Result<Self, Error> {
        let rows: Vec<Row> = query::rows(connection, scope, include_str!("names.sql")).await?;
        Ok(Self(rows.into_iter().map(|row| (row.word, row.path)).collect()))
    }

    /// Whether it is there.
    pub(crate) fn has(&self, address: &Address) -> bool {
        let path = address.path().into_iter().map(str::to_owned).collect();
        self.0.contains(&(address.word().to_owned(), path))
    }
}
