//! What a project says of a lane that each run of it has to know.

use crate::{Identifier, IdentifierError, Naming, RustType, TargetName};
use std::mem;

/// What `schemalane.toml` says of a target's lane beside its files: where its history lies and how
/// it is written. A build compiles it in, so that the same binary means the same history wherever
/// it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    schema: Option<Identifier>,
    history_table: Option<Identifier>,
    rust_type: RustType,
    naming: Naming,
}

impl Settings {
    /// The settings of a project that says nothing.
    pub const NONE: Self = Self {
        schema: None,
        history_table: None,
        rust_type: RustType::Rust,
        naming: Naming::Specification,
    };

    /// With a schema.
    #[must_use]
    pub const fn with_schema(mut self, schema: Identifier) -> Self {
        // A constant function cannot drop what it replaces; in a constant that is nothing.
        mem::forget(self.schema.replace(schema));
        self
    }

    /// With a history table: the name in full, also for a named target.
    #[must_use]
    pub const fn with_history_table(mut self, table: Identifier) -> Self {
        mem::forget(self.history_table.replace(table));
        self
    }

    /// With a word for Rust migrations.
    #[must_use]
    pub const fn with_rust_type(mut self, rust_type: RustType) -> Self {
        self.rust_type = rust_type;
        self
    }

    /// With other names of files.
    #[must_use]
    pub const fn with_naming(mut self, naming: Naming) -> Self {
        self.naming = naming;
        self
    }

    /// The settings of a target, where these are the project's: two targets may share a database,
    /// but never a history, so that the table of a named one has its name behind it.
    ///
    /// # Errors
    ///
    /// With it the name is too long.
    pub fn of_target(mut self, target: &TargetName) -> Result<Self, IdentifierError> {
        if let Some(table) = self.history_table.as_mut().filter(|_| !target.is_default()) {
            *table = Identifier::new(format!("{table}__{target}"))?;
        }
        Ok(self)
    }

    /// The schema that the migrations run in, where one is said.
    #[must_use]
    pub const fn schema(&self) -> Option<&Identifier> {
        self.schema.as_ref()
    }

    /// The history table of this target, where one is said.
    #[must_use]
    pub const fn history_table(&self) -> Option<&Identifier> {
        self.history_table.as_ref()
    }

    /// What the history says of a Rust migration, in its column `type`.
    #[must_use]
    pub const fn rust_type(&self) -> RustType {
        self.rust_type
    }

    /// Which names a migration may have.
    #[must_use]
    pub const fn naming(&self) -> Naming {
        self.naming
    }
}
