//! What was read so far, and where in the catalogue it stands.

use super::{Scope, query};
use crate::{Error, Kind, Object, ObjectId, Part};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};

/// A place in the catalogue: the system table, and the row's `oid`.
pub(super) type Place = (String, i64);
/// An object or a part of it.
pub(super) type Target = (ObjectId, Option<Part>);

/// What was read so far.
pub(super) struct Catalogue<'c> {
    connection: &'c mut PgConnection,
    pub(super) scope: &'c Scope,
    comments: HashMap<(String, i64, i64), String>,
    objects: BTreeMap<ObjectId, Object>,
    targets: HashMap<Place, Target>,
    columns: HashMap<(i64, i64), String>,
}

#[derive(Deserialize)]
struct Comment {
    class: String,
    oid: i64,
    part: i64,
    text: String,
}

impl<'c> Catalogue<'c> {
    pub(super) async fn new(
        connection: &'c mut PgConnection,
        scope: &'c Scope,
    ) -> Result<Self, Error> {
        let rows: Vec<Comment> =
            query::rows(connection, scope, include_str!("comments.sql")).await?;
        let comments =
            rows.into_iter().map(|row| ((row.class, row.oid, row.part), row.text)).collect();
        Ok(Self {
            connection,
            scope,
            comments,
            objects: BTreeMap::new(),
            targets: HashMap::new(),
            columns: HashMap::new(),
        })
    }

    pub(super) async fn rows<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
    ) -> Result<Vec<T>, Error> {
        query::rows(self.connection, self.scope, sql).await
    }

    /// What `COMMENT ON` says; `part` is the number of a column, or 0.
    pub(super) fn comment(&self, class: &str, oid: i64, part: i64) -> Option<String> {
        self.comments.get(&(class.to_owned(), oid, part)).cloned()
    }

    /// Takes an object in, with its comment.
    pub(super) fn add(&mut self, class: &str, oid: i64, mut object: Object) {
        object.comment = self.comment(class, oid, 0).filter(|text| {
            // What every database is born with.
            object.id.kind != Kind::Schema || text != "standard public schema"
        });
        self.know(class, oid, (object.id.clone(), None));
        self.objects.insert(object.id.clone(), object);
    }

    /// Notes where in the catalogue something stands.
    pub(super) fn know(&mut self, class: &str, oid: i64, target: Target) {
        self.targets.insert((class.to_owned(), oid), target);
    }

    pub(super) fn know_column(&mut self, relation: i64, number: i64, name: &str) {
        self.columns.insert((relation, number), name.to_owned());
    }

    /// The table or view of an `oid`, unless it is left in peace.
    pub(super) fn relation(&self, oid: i64) -> Option<&ObjectId> {
        self.target("pg_class", oid).map(|(id, _)| id)
    }

    pub(super) fn target(&self, class: &str, oid: i64) -> Option<&Target> {
        self.targets.get(&(class.to_owned(), oid))
    }

    /// The name of a column, by the relation's `oid`.
    pub(super) fn column(&self, relation: i64, number: i64) -> Option<&str> {
        self.columns.get(&(relation, number)).map(String::as_str)
    }

    pub(super) fn object_mut(&mut self, id: &ObjectId) -> Option<&mut Object> {
        self.objects.get_mut(id)
    }

    pub(super) fn into_objects(self) -> Vec<Object> {
        self.objects.into_values().collect()
    }
}

/// Options of the form `name=value`, as the catalogue keeps them.
pub(super) fn parameters(options: &[String]) -> BTreeMap<String, String> {
    options
        .iter()
        .map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

/// The id of a table, where both of its names are there.
pub(super) fn table(schema: Option<&String>, name: Option<&String>) -> Option<ObjectId> {
    Some(ObjectId::new(Kind::Table, schema?, name?))
}
