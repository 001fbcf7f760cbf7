//! PostgreSQL: what its own analysed query tree says.
//!
//! The server prepares a query, which tells the types of its columns and parameters, or where it is wrong. Then the
//! query becomes the body of a temporary function: the server keeps the analysed tree of such a body, and hands it over
//! as text. The tree is lowered to the algebra, which tells what can be null. Nothing of this stays, and no query runs.

mod access;
mod catalogue;
mod error;
mod functions;
mod lower;
mod node;
mod origin;
mod parameters;
mod scope;
mod server;
mod types;

use crate::algebra::{Fate, SourceId, nullness};
use crate::{Access, Analysis, Asked, Column, Origin, Parameter};
use catalogue::Catalogue;
pub use error::Error;
use node::{Node, Object};
use server::Prepared;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use types::Kind;

/// A connection that queries are described on. It belongs to the describer alone, outside of any transaction, and its
/// database has the schema.
#[derive(Debug)]
pub struct Describer<'c> {
    connection: &'c mut PgConnection,
    catalogue: Catalogue,
}

impl<'c> Describer<'c> {
    /// Reads the system catalogue. What changes in the schema afterwards is not seen.
    ///
    /// # Errors
    ///
    /// Where the connection is lost, or the catalogue may not be read.
    pub async fn new(connection: &'c mut PgConnection) -> Result<Self, Error> {
        let catalogue = Catalogue::read(connection).await?;
        Ok(Self { connection, catalogue })
    }

    /// Says what a query is.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] where the server refuses the query, [`Error::Untyped`] where it does not know the type of a
    /// parameter, [`Error::Database`] where the connection is lost.
    pub async fn describe(&mut self, asked: &Asked<'_>) -> Result<Analysis, Error> {
        server::execute(self.connection, "BEGIN").await?;
        let found = self.describe_within(asked).await;
        // An error of the query has its own words; one of the connection is the same here.
        let ended = server::execute(self.connection, "ROLLBACK").await;
        let found = found?;
        ended?;
        Ok(found)
    }

    async fn describe_within(&mut self, asked: &Asked<'_>) -> Result<Analysis, Error> {
        let prepared = server::prepare(self.connection, asked).await?;
        let tree = server::tree(self.connection, asked.sql, &prepared).await?;
        if let Some(tree) = &tree {
            self.catalogue.learn_views(self.connection, tree).await?;
        }
        let query = tree.as_ref().and_then(server::query);
        let kinds = types::columns(&self.catalogue, &prepared, query);
        let of_parameters = prepared.parameters.iter().map(|oid| (*oid, -1));
        let wanted: Vec<(u32, i32)> =
            kinds.iter().map(|kind| kind.data_type).chain(of_parameters).collect();
        self.catalogue.learn_types(self.connection, &wanted).await?;
        Ok(match query {
            Some(query) => self.analysis(asked, &prepared, &kinds, query),
            None => self.unanalysed(asked, &prepared, &kinds),
        })
    }

    fn analysis(
        &self,
        asked: &Asked<'_>,
        prepared: &Prepared,
        kinds: &[Kind],
        query: &Object,
    ) -> Analysis {
        let parameters = self.parameters(asked, prepared, Some(query));
        let flags: Vec<bool> = parameters.iter().map(|parameter| parameter.nullable).collect();
        let mut fates = nullness(&lower::lower(&self.catalogue, query), &flags);
        if fates.len() != kinds.len() {
            fates = vec![UNKNOWN; kinds.len()];
        }
        let mut groups = Vec::new();
        let columns = kinds.iter().zip(&fates).enumerate();
        let columns = columns
            .map(|(place, (kind, fate))| Column {
                name: kind.name.clone(),
                data_type: self.written(kind.data_type),
                nullable: fate.nullable,
                origin: origin::output(query, place).and_then(|found| self.origin(found)),
                joined: fate.joined.map(|source| group(&mut groups, source)),
                nullable_in_row: fate.nullable_in_row,
            })
            .collect();
        let seen = access::Seen::of(&self.catalogue, query);
        Analysis { columns, parameters, access: seen.access, tables: seen.tables }
    }

    /// What is known of a statement that has no tree.
    fn unanalysed(&self, asked: &Asked<'_>, prepared: &Prepared, kinds: &[Kind]) -> Analysis {
        let columns = kinds.iter().map(|kind| Column {
            name: kind.name.clone(),
            data_type: self.written(kind.data_type),
            nullable: true,
            origin: None,
            joined: None,
            nullable_in_row: true,
        });
        Analysis {
            columns: columns.collect(),
            parameters: self.parameters(asked, prepared, None),
            access: Access::Write,
            tables: BTreeSet::new(),
        }
    }

    fn parameters(
        &self,
        asked: &Asked<'_>,
        prepared: &Prepared,
        query: Option<&Object>,
    ) -> Vec<Parameter> {
        let mut uses = parameters::Uses::new(&self.catalogue, prepared.parameters.len());
        if let Some(query) = query {
            uses.query(query);
        }
        let uses = uses.finish();
        let parameters = prepared.parameters.iter().zip(uses).enumerate();
        parameters
            .map(|(place, (oid, used))| {
                let stated = asked.parameters.get(place);
                let data_type = self.written((*oid, -1)).map(|text| match stated {
                    Some(stated) if stated.list => element(&text),
                    _ => text,
                });
                Parameter {
                    data_type,
                    nullable: stated.and_then(|stated| stated.nullable).unwrap_or(used.is_nullable),
                    origin: used.origin.and_then(|found| self.origin(found)),
                }
            })
            .collect()
    }

    fn written(&self, (oid, length): (u32, i32)) -> Option<String> {
        self.catalogue.written(oid, length).map(str::to_owned)
    }

    fn origin(&self, (relation, number): origin::Place) -> Option<Origin> {
        let relation = self.catalogue.relation(relation)?;
        let column = relation.column(number)?.name.clone();
        Some(Origin { table: relation.label.clone(), column })
    }
}

const UNKNOWN: Fate = Fate { nullable: true, joined: None, nullable_in_row: true };

/// The number of a row, in the order of the columns.
fn group(known: &mut Vec<SourceId>, source: SourceId) -> u32 {
    let place = known.iter().position(|found| *found == source).unwrap_or_else(|| {
        known.push(source);
        known.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The type of an element.
fn element(text: &str) -> String {
    text.strip_suffix("[]").unwrap_or(text).to_owned()
}
