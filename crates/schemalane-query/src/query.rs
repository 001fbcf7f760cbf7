//! A query of a file, as far as the file says it.

use std::fmt;

use schemalane_source::{Dialect, Place};

use crate::order::Chosen;
use crate::scan::ParameterName;
use crate::template::{Rendered, Template};
use crate::{Asked, Command, Notes, Stated};

/// A query of a file, as far as the file says it: what an engine is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Query {
    /// The name as the file has it.
    pub name: String,
    /// The name of its Rust function.
    pub function: String,
    /// What the function gives; `None` where the file is another tool's, which does not say it.
    pub command: Option<Command>,
    /// Where the name stands.
    pub place: Place,
    /// What it does, in lines.
    pub documentation: Vec<String>,
    /// What its notes state.
    pub notes: Notes,
    /// Its parameters: by name in the order in which they appear first, by position in that of the numbers.
    pub parameters: Vec<QueryParameter>,
    /// Its texts: one for each choice that a caller has, the whole statement first.
    pub variants: Vec<Variant>,
    /// The statement as the file has it.
    pub sql: String,
    /// The database that it is for.
    pub dialect: Dialect,
    /// The byte of the file where the name stands.
    pub(crate) at: usize,
    /// The byte of the file where the statement begins.
    pub(crate) statement_at: usize,
}

/// A parameter of a query, as far as the file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueryParameter {
    /// How the file calls it.
    pub name: ParameterName,
    /// How Rust calls it.
    pub rust_name: String,
    /// What notes and spellings state of it.
    pub stated: Stated,
    /// Whether its condition is left out where it is not given.
    pub optional: bool,
    /// The Rust type that a note takes for it.
    pub rust: Option<String>,
    /// What it is, in words.
    pub documentation: Option<String>,
    /// The byte of the file where it appears first.
    pub(crate) at: usize,
    /// The byte of the file where its note stands.
    pub(crate) note: Option<usize>,
}

impl QueryParameter {
    pub(crate) fn new(name: ParameterName, rust_name: String, at: usize) -> Self {
        Self {
            name,
            rust_name,
            stated: Stated::default(),
            optional: false,
            rust: None,
            documentation: None,
            at,
            note: None,
        }
    }
}

impl ParameterName {
    /// Whether a note that writes a parameter so means this one.
    pub(crate) fn is(&self, written: &str) -> bool {
        match self {
            Self::Word(word) => word == written,
            Self::Position(position) => {
                let digits = written.strip_prefix("param").unwrap_or(written);
                digits.parse() == Ok(*position)
            }
        }
    }
}

impl fmt::Display for ParameterName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => formatter.write_str(word),
            Self::Position(position) => write!(formatter, "param{position}"),
        }
    }
}

/// One text of a query: what is left of it for one choice of a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variant {
    /// Which parameters of the query it has, in the order of its numbers: an optional one that is not among them is not
    /// given.
    pub parameters: Vec<usize>,
    /// The order that the caller has chosen; `None` for that of the file.
    pub order: Option<Chosen>,
    /// The text.
    pub template: Template,
    /// What is stated of its parameters, in the order of its numbers.
    pub(crate) stated: Vec<Stated>,
}

/// A text as an engine is asked about it, with its map back to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question<'q> {
    /// The text.
    pub rendered: Rendered,
    /// What is stated of its parameters.
    pub stated: &'q [Stated],
}

impl Question<'_> {
    /// What the engine is asked.
    #[must_use]
    pub fn asked(&self) -> Asked<'_> {
        Asked { sql: &self.rendered.sql, parameters: self.stated }
    }
}

impl Variant {
    /// What an engine is asked about this text.
    #[must_use]
    pub fn question(&self) -> Question<'_> {
        Question { rendered: self.template.render(|_| String::new()), stated: &self.stated }
    }
}
