//! What a table that is there is lowered with.

use super::affected::Affected;
use super::lower::Ground;
use crate::ObjectId;

/// What a table that is there is lowered with.
pub(super) struct Context<'c> {
    pub(super) table: &'c ObjectId,
    pub(super) ground: Ground<'c>,
    pub(super) affected: &'c Affected,
}
