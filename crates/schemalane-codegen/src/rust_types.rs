//! The Rust types of values of a database.

use crate::Settings;
use crate::model::{Typing, Value};
use schemalane_query::Origin;
use schemalane_schema::Schema;

/// The Rust types that the values of a database have in generated code.
pub struct RustTypes<'a>(Typing<'a>);

impl<'a> RustTypes<'a> {
    /// Those of a schema, as the settings want them.
    #[must_use]
    pub fn new(schema: &'a Schema, settings: &'a Settings) -> Self {
        Self(Typing::new(schema, settings))
    }

    /// The type of a value that is not null; `None` where none is known. `data_type` is its type as the database writes
    /// it, `origin` the column that it is one of.
    pub fn find(&mut self, data_type: &str, origin: Option<&Origin>) -> Option<String> {
        let origin = origin.map(|origin| (origin.table.as_str(), origin.column.as_str()));
        self.0.find(Value { data_type, origin })
    }
}

impl std::fmt::Debug for RustTypes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RustTypes").finish_non_exhaustive()
    }
}
