//! Reads a schema from the catalogue: one query for each kind of thing, all in one snapshot.
//!
//! What is not read at all, because no fact of the model holds it: the values of sequences; the name of an identity's
//! sequence; which constraint a foreign key's partition got; security labels of anything but tables; default privileges;
//! users, roles, tablespaces and other things of the whole server; procedural languages, foreign data wrappers, servers
//! and user mappings; subscriptions; transforms, access methods, operator families without a class, text search parsers
//! and templates, conversions; large objects; temporary objects. What belongs to an extension is the extension's.
//!
//! Rules, statistics, collations, ranges, base types, operators and their classes, casts, text search configurations and
//! dictionaries, foreign tables, event triggers and publications are [`Details::Other`].

mod authority;
mod catalogue;
mod column;
mod constraint;
mod dependency;
mod index;
mod names;
mod other;
mod query;
mod right;
mod routine;
mod table;
mod types;
mod view;

use super::ddl;
use crate::{Details, Error, Options, Schema};
use catalogue::Catalogue;
use schemalane_source::Dialect;
use sqlx::{Connection as _, PgConnection};
use std::collections::BTreeSet;

pub(super) use authority::Authority;
pub(super) use column::bare;
pub(super) use names::Present;

/// Which part of a database is read.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// The schemas; all but those of the system where there are none.
    pub(crate) schemas: Option<Vec<String>>,
    /// The extensions whose version is a fact.
    pub(crate) versions: BTreeSet<String>,
    /// What else is said: ignored tables, and whether owners and grants are facts.
    pub(crate) options: Options,
}

/// Reads what a database has. Nothing is written.
pub(crate) async fn schema(connection: &mut PgConnection, scope: &Scope) -> Result<Schema, Error> {
    let mut transaction =
        connection.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let schema = within(&mut transaction, scope).await?;
    transaction.rollback().await?;
    Ok(schema)
}

/// Reads it in the transaction that is open, with what that has changed.
pub(crate) async fn within(transaction: &mut PgConnection, scope: &Scope) -> Result<Schema, Error> {
    // Texts of the catalogue name schemas only where they are not searched.
    sqlx::query("SET LOCAL search_path = ''").execute(&mut *transaction).await?;
    let mut catalogue = Catalogue::new(transaction, scope).await?;
    let mut columns = column::read(&mut catalogue).await?;
    types::read(&mut catalogue).await?;
    types::composites(&mut catalogue, &mut columns).await?;
    table::read(&mut catalogue, &mut columns).await?;
    view::read(&mut catalogue, &mut columns).await?;
    index::read(&mut catalogue).await?;
    table::read_attached(&mut catalogue).await?;
    routine::read(&mut catalogue).await?;
    other::read(&mut catalogue).await?;
    right::read(&mut catalogue).await?;
    dependency::read(&mut catalogue).await?;
    let mut objects = catalogue.into_objects();
    for object in &mut objects {
        if !matches!(object.details, Details::Other { .. }) {
            ddl::fill(object);
        }
    }
    Ok(Schema::new(Dialect::Postgres, objects))
}
