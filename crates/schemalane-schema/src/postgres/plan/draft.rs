//! A step while the plan is being made: what has to be looked at, and what else could be tried.

use super::super::probe::Probe;
use crate::{Address, Dependency, Hazard, HazardKind, Kind, ObjectId, Severity, Step, Transaction};

/// A step with what the real data has to be asked about it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) step: Step,
    pub(super) probes: Vec<Probe>,
    /// What to do otherwise where the scratch copy refuses the step.
    pub(super) otherwise: Option<Force>,
    pub(super) turn: Turn,
}

/// Where a step can stand among the others.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    /// Where it was put.
    Here,
    /// Before everything else, where what it needs is there and stays as it is.
    First { needs: Vec<Dependency> },
    /// Before everything else, where nothing needs what it takes away.
    Free,
    /// After everything else.
    Last,
}

/// A dearer way to do something, taken because the cheaper one was refused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Force {
    /// Drop and create it, instead of replacing it in place.
    Recreate(ObjectId),
    /// Convert the values of a column by way of their text.
    ThroughText(ObjectId, String),
    /// Change the columns of a table one by one, since together they are refused.
    Apart(ObjectId),
    /// Drop an index of a partitioned table and all that are attached to it, and create them again: what the server makes
    /// of them by itself is not what is wanted.
    Rebuild(ObjectId),
    /// Make a routine without a look into its body, which may name what comes later. The body was looked at when the
    /// files were read.
    Unchecked(ObjectId),
}

impl Draft {
    pub(super) fn new(object: &ObjectId, summary: impl Into<String>, sql: Vec<String>) -> Self {
        let step = Step::new(object.clone(), summary, sql);
        Self { step, probes: Vec::new(), otherwise: None, turn: Turn::Here }
    }

    pub(super) fn probe(mut self, probe: Probe) -> Self {
        self.probes.push(probe);
        self
    }

    pub(super) fn otherwise(self, force: Force) -> Self {
        Self { otherwise: Some(force), ..self }
    }

    pub(super) fn turn(self, turn: Turn) -> Self {
        Self { turn, ..self }
    }

    /// Lets the server not look into the bodies of routines meanwhile.
    pub(super) fn unchecked(mut self) -> Self {
        self.step.sql.insert(0, "SET LOCAL check_function_bodies = off".to_owned());
        self.step.sql.push("SET LOCAL check_function_bodies = on".to_owned());
        self
    }

    pub(super) fn transaction(mut self, transaction: Transaction) -> Self {
        self.step.transaction = transaction;
        self
    }

    /// Whether it changes a table that is there, and is not known to leave its rows in their place.
    pub(super) fn may_rewrite(&self) -> bool {
        self.step.object.kind == Kind::Table
            && self.step.sql.iter().any(|sql| sql.starts_with("ALTER TABLE"))
    }

    /// Whether the rows are written anew has turned out.
    pub(super) fn rewrites(&mut self, does: bool) {
        self.probes.retain(|probe| !matches!(probe, Probe::Rewrite { .. }));
        if does {
            self.probes.push(Probe::Rewrite { table: self.step.object.clone() });
        }
    }

    /// Says which lock it takes on which table.
    pub(super) fn lock(mut self, mode: &str, table: &ObjectId) -> Self {
        self.step.lock = Some(format!("{mode} on {}", table.short()));
        self
    }

    pub(super) fn hazard(mut self, hazard: Hazard) -> Self {
        self.step.hazards.push(hazard);
        self
    }

    pub(super) fn note(
        self,
        kind: HazardKind,
        about: impl Into<Address>,
        message: impl Into<String>,
    ) -> Self {
        self.hazard(Hazard::new(kind, about, Severity::Note, message))
    }

    pub(super) fn warning(
        self,
        kind: HazardKind,
        about: impl Into<Address>,
        message: impl Into<String>,
    ) -> Self {
        self.hazard(Hazard::new(kind, about, Severity::Warning, message))
    }
}
