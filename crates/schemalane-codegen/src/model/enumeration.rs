//! An enumerated type.

/// An enumerated type.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    /// What it is called in messages.
    pub(crate) label: String,
    /// The Rust type.
    pub(crate) rust: String,
    /// The labels with their variants, in their order.
    pub(crate) variants: Vec<(String, String)>,
    pub(crate) comment: Option<String>,
}

impl Enumeration {
    /// The labels, as a message has them.
    pub(crate) fn labels(&self) -> String {
        let labels = self.variants.iter().map(|(label, _)| format!("'{label}'"));
        labels.collect::<Vec<_>>().join(", ")
    }
}
