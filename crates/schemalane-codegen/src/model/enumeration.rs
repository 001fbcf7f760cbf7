//! A type that has few values.

/// A type that has few values.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    /// What it is called in messages and in the settings.
    pub(crate) label: String,
    /// The sentence of its documentation where it has no comment.
    pub(crate) about: String,
    /// The Rust type.
    pub(crate) rust: String,
    pub(crate) labels: Labels,
    /// The labels with their variants, in their order.
    pub(crate) variants: Vec<(String, String)>,
    pub(crate) comment: Option<String>,
    /// The module of the schema file that makes it, where there are several.
    pub(crate) file: Option<String>,
    pub(crate) active: ActiveEnum,
}

/// How SeaORM has an enumerated type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ActiveEnum {
    /// As one of the database, by its name.
    Native(String),
    /// As what its values are, a text or a number, which is cast where the database has a type: SeaORM has no place for a
    /// schema.
    Plain,
}

impl Enumeration {
    /// The labels, as a message has them.
    pub(crate) fn labels(&self) -> String {
        let labels = self.variants.iter().map(|(label, _)| format!("'{label}'"));
        labels.collect::<Vec<_>>().join(", ")
    }
}

/// What the database has for the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Labels {
    /// Texts.
    Texts,
    /// Whole numbers.
    Numbers,
}
