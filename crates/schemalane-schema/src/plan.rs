//! A plan: the steps from one schema to another, and what is dangerous about them.

mod approval;
mod hazard;
mod name;
mod names;
mod render;
mod step;

pub use approval::{Approval, ApprovalError};
pub use hazard::{Hazard, HazardKind, Severity};
pub(crate) use names::{Names, parts};
pub use step::{Step, Transaction};

use crate::{Change, Digest, Error, ObjectId, Origin};
use schemalane_source::Dialect;
use serde::Serialize;

/// The steps from the actual schema to the wanted one, tried on a scratch copy.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// The database's kind.
    pub dialect: Dialect,
    /// The digest of the actual schema. A database that has another one by the time of execution refuses the plan.
    pub from: Digest,
    /// The digest of what is wanted: on SQLite of the statements of the files, on PostgreSQL of the schema that they
    /// make. Files that have another one by the time of execution refuse the plan.
    pub to: Digest,
    /// What differs.
    pub changes: Vec<Change>,
    /// What is done about it, in this order.
    pub steps: Vec<Step>,
    /// Pairs of a dropped and a created thing that look like one thing renamed.
    pub suggestions: Vec<Suggestion>,
    /// What somebody should know who reads the plan.
    pub notes: Vec<String>,
    /// Where the files say who may do what, while that is not compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncompared: Vec<Origin>,
    /// What is to be said of approvals that change nothing; it is among the notes, too.
    #[serde(skip)]
    pub doubts: Vec<String>,
}

impl Plan {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The hazards that nobody approved and that keep the plan from being executed, with the number of their step,
    /// from 1.
    pub fn refused(&self) -> impl Iterator<Item = (usize, &Hazard)> {
        self.steps.iter().enumerate().flat_map(|(index, step)| {
            let refused = step.hazards.iter().filter(|hazard| hazard.severity == Severity::Refused);
            refused.map(move |hazard| (index + 1, hazard))
        })
    }

    /// The steps that run together: neighbours that share a transaction, and each other one alone.
    pub fn transactions(&self) -> impl Iterator<Item = &[Step]> {
        Step::groups(&self.steps)
    }

    /// Refuses what nobody approved.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] with all of [`Plan::refused`].
    pub fn ensure_approved(&self) -> Result<(), Error> {
        let hazards: Vec<_> =
            self.refused().map(|(number, hazard)| (number, hazard.clone())).collect();
        if hazards.is_empty() {
            return Ok(());
        }
        Err(Error::Refused { hazards, doubts: self.doubts.clone() })
    }

    /// The plan as SQL with comments, ready to be read, or to be run by hand.
    #[must_use]
    pub fn to_sql(&self) -> String {
        render::sql(self)
    }

    /// The plan as Markdown, for a review.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        render::markdown(self)
    }
}

/// A dropped and a created thing that look like one thing renamed. It is only said, never done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The table, or the table of the columns.
    pub object: ObjectId,
    /// The name that would be dropped.
    pub from: String,
    /// The name that would be created.
    pub to: String,
    /// The hint that makes it a rename, and where it belongs.
    pub hint: String,
}
