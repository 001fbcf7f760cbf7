//! A step of a plan.

use super::Hazard;
use crate::{ObjectId, Origin};
use serde::Serialize;

/// A step of a plan: statements that belong together, and what is dangerous about them.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// What it is about.
    pub object: ObjectId,
    /// What it does, in a few words: `add column email to table users`.
    pub summary: String,
    /// The statements, without a final `;`.
    pub sql: Vec<String>,
    /// How it runs with regard to the transaction of the other steps.
    pub transaction: Transaction,
    /// PostgreSQL: the strongest lock that it takes, such as `ACCESS EXCLUSIVE on users`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<String>,
    /// What is dangerous about it.
    pub hazards: Vec<Hazard>,
    /// The rows that it copies or reads, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Where the schema files say what it makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

impl Step {
    /// A step in the transaction of its neighbours without any danger.
    pub fn new(object: ObjectId, summary: impl Into<String>, sql: Vec<String>) -> Self {
        Self {
            object,
            summary: summary.into(),
            sql,
            transaction: Transaction::Shared,
            lock: None,
            hazards: Vec::new(),
            rows: None,
            origin: None,
        }
    }

    /// Whether the step behind it runs in the same transaction.
    fn is_joined_by(&self, next: &Self) -> bool {
        self.transaction == Transaction::Shared && next.transaction == Transaction::Shared
    }

    /// Steps that run together: neighbours that share a transaction, and each other one alone.
    pub(crate) fn groups(steps: &[Self]) -> impl Iterator<Item = &[Self]> {
        steps.chunk_by(Self::is_joined_by)
    }
}

/// How a step runs with regard to the transaction of the other steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Transaction {
    /// In one transaction with the steps around it.
    Shared,
    /// In a transaction of its own: what stands before it is committed first.
    Own,
    /// Outside of any transaction.
    Outside,
}

impl Transaction {
    /// What people are told of it; nothing where it is as always.
    #[must_use]
    pub const fn remark(self) -> Option<&'static str> {
        match self {
            Self::Shared => None,
            Self::Own => Some("in a transaction of its own"),
            Self::Outside => Some("outside of a transaction"),
        }
    }
}
