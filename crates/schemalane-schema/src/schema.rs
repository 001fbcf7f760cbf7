//! A schema: all objects of a database that are managed.

use crate::{Cycle, Details, Object, ObjectId, order};
use schemalane_source::Dialect;
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// All objects of a database that are managed, by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schema {
    /// The database's kind.
    pub dialect: Dialect,
    /// The objects.
    #[serde(serialize_with = "values")]
    pub objects: BTreeMap<ObjectId, Object>,
}

fn values<S: Serializer>(
    objects: &BTreeMap<ObjectId, Object>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(objects.values())
}

impl Schema {
    /// A schema of these objects.
    pub fn new(dialect: Dialect, objects: impl IntoIterator<Item = Object>) -> Self {
        Self {
            dialect,
            objects: objects.into_iter().map(|object| (object.id.clone(), object)).collect(),
        }
    }

    /// The object of an id.
    #[must_use]
    pub fn get(&self, id: &ObjectId) -> Option<&Object> {
        self.objects.get(id)
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The digest of all facts. Two schemas with one digest are the same, but for the order of columns in a table.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let facts: Vec<_> = self.objects.values().map(facts).collect();
        Digest::of(&serde_json::to_vec(&(self.dialect, facts)).unwrap_or_default())
    }

    /// The digest of all facts, and of who may do what, which a plan gives back where it makes something anew.
    pub(crate) fn state(&self) -> Digest {
        let with_rights = |object: &Object| Some(format!("{:?}", object.rights.as_ref()?));
        let rights: Vec<_> = self.objects.values().filter_map(with_rights).collect();
        if rights.is_empty() {
            return self.digest();
        }
        Digest::of(format!("{} {}", self.digest(), rights.join(" ")).as_bytes())
    }

    /// The statements that make the schema from nothing, in an order that works.
    ///
    /// # Errors
    ///
    /// Objects need each other in a circle.
    pub fn statements(&self) -> Result<Vec<&str>, Cycle> {
        let order = order::creation(self)?;
        let objects = || order.iter().filter_map(|id| self.get(id));
        let create = objects().flat_map(|object| &object.create);
        let finish = objects().flat_map(|object| &object.finish);
        Ok(create.chain(finish).map(String::as_str).collect())
    }

    /// The schema as SQL, in an order that works.
    ///
    /// # Errors
    ///
    /// Objects need each other in a circle.
    pub fn to_sql(&self) -> Result<String, Cycle> {
        Ok(self
            .statements()?
            .iter()
            .map(|statement| format!("{statement};\n"))
            .collect::<Vec<_>>()
            .join("\n"))
    }
}

/// The facts of an object in a canonical order: that of the columns of a table says nothing, and a view that takes all
/// of them follows it.
pub(crate) fn facts(object: &Object) -> Object {
    let mut facts = object.clone();
    match &mut facts.details {
        Details::Table(table) => {
            table.columns.sort_by(|left, right| left.name.cmp(&right.name));
            table.constraints.sort();
        }
        Details::View(view) => {
            view.columns.sort_by(|left, right| left.name.cmp(&right.name));
        }
        _ => {}
    }
    facts.rights = None;
    facts.create.clear();
    facts.finish.clear();
    facts.depends_on.clear();
    facts.origin = None;
    facts
}

/// The SHA-256 of something, which says whether it is still the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// A digest that was written down.
    pub(crate) const fn known(digits: String) -> Self {
        Self(digits)
    }

    /// The digest as 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
