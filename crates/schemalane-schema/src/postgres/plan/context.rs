//! What a table that is there is lowered with.

use super::affected::Affected;
use super::draft::Force;
use crate::{ObjectId, Options, Schema};
use std::collections::BTreeSet;

/// What a table that is there is lowered with.
pub(super) struct Context<'c> {
    pub(super) table: &'c ObjectId,
    pub(super) actual: &'c Schema,
    pub(super) wanted: &'c Schema,
    pub(super) affected: &'c Affected,
    pub(super) forced: &'c BTreeSet<Force>,
    pub(super) options: &'c Options,
}
