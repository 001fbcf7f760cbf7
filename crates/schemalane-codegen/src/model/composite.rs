//! A composite type.

use crate::types::postgres::Nested;

/// A composite type.
#[derive(Clone, Debug)]
pub(crate) struct Composite {
    /// What it is called in messages.
    pub(crate) label: String,
    /// The Rust type.
    pub(crate) rust: String,
    /// In their order.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) comment: Option<String>,
    /// The module of the schema file that makes it, where there are several.
    pub(crate) file: Option<String>,
}

/// An attribute of a composite type. It is null where a domain does not refuse that.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    /// Its name.
    pub(crate) name: String,
    /// The field.
    pub(crate) field: String,
    /// The Rust type, without `Option`.
    pub(crate) rust: String,
    pub(crate) is_nullable: bool,
    pub(crate) nested: Nested,
    pub(crate) comment: Option<String>,
}
