//! Why a command of the schema ends without a result.

use crate::{
    Error,
    cli::{args::Format, refuse_at},
    resolve::Chosen,
};

/// Why a command ends, and what had been chosen for it by then.
pub(super) struct Stopped {
    error: Box<Error>,
    chosen: Option<Box<Chosen>>,
}

impl Stopped {
    pub(super) fn at(error: Error, chosen: &Chosen) -> Self {
        Self { error: Box::new(error), chosen: Some(Box::new(chosen.clone())) }
    }

    /// Shows it, and gives its code.
    pub(super) fn refuse(&self, format: Format) -> u8 {
        refuse_at(&self.error, self.chosen.as_deref(), format)
    }
}

/// Nothing was chosen yet.
impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self { error: Box::new(error), chosen: None }
    }
}
