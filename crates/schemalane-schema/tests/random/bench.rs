//! What both databases have to offer to the test.

use super::rows::Rows;
use schemalane_schema::{Engine, Options};

/// Two databases: one that is changed, and one that was built from the wanted schema.
pub(crate) trait Bench {
    /// An engine for the first one.
    fn engine(&self, options: Options) -> Engine;

    /// Whether an execution that fails takes everything back.
    fn is_one_transaction(&self) -> bool;

    /// Everything in the first one, schema and rows.
    fn dump(&self) -> String;

    /// What the judge says of the two.
    fn differences(&self) -> Vec<String>;

    /// The rows of the first one.
    fn rows(&self) -> Rows;

    /// Whether the first one is sound in itself.
    fn soundness(&self) -> Result<(), String>;

    /// What comes of the plan on a copy of the first one if somebody executes it by hand.
    fn by_hand(&self, plan: &str) -> Result<(), String>;

    /// Spoils the first one, to see whether the test finds it.
    fn spoil(&self, defect: Defect);
}

/// What an engine may do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    /// A column that nobody wanted.
    Column,
    /// A row that is gone.
    Row,
}
