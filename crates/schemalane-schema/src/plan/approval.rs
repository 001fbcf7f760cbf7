//! What somebody allows a plan to do.

use super::{Hazard, HazardKind, Plan, Severity};
use std::fmt;
use std::str::FromStr;

/// That one hazard of one object is approved: `delete-data:users.nickname`.
///
/// ```
/// use schemalane_schema::{Approval, HazardKind};
///
/// let approval: Approval = "delete-data:users.nickname".parse()?;
/// assert_eq!(approval.kind(), HazardKind::DeleteData);
/// assert_eq!(approval.to_string(), "delete-data:users.nickname");
/// # Ok::<(), schemalane_schema::ApprovalError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    kind: HazardKind,
    object: String,
}

impl Approval {
    /// Approves a hazard of one object.
    pub fn new(kind: HazardKind, object: impl Into<String>) -> Self {
        Self { kind, object: object.into() }
    }

    /// The kind of hazard.
    #[must_use]
    pub const fn kind(&self) -> HazardKind {
        self.kind
    }

    /// Whether it is about this hazard.
    #[must_use]
    pub fn covers(&self, hazard: &Hazard) -> bool {
        self.kind == hazard.kind && self.object == hazard.object
    }
}

impl Plan {
    /// Turns refusals into what was approved, and notes the approvals that change nothing. That rows break a rule is a
    /// fact which no approval changes.
    pub(crate) fn approve(&mut self, approvals: &[Approval]) {
        let mut hazards: Vec<&mut Hazard> =
            self.steps.iter_mut().flat_map(|step| &mut step.hazards).collect();
        for approval in approvals {
            let mut covered =
                hazards.iter_mut().filter(|hazard| approval.covers(hazard)).peekable();
            if covered.peek().is_none() {
                self.notes.push(format!(
                    "The approval {approval} is about nothing in this plan: take it away, or correct its name."
                ));
            }
            let mut is_hopeless = false;
            for hazard in covered.filter(|hazard| hazard.severity == Severity::Refused) {
                is_hopeless |= hazard.kind == HazardKind::MayFail;
                if hazard.kind != HazardKind::MayFail {
                    hazard.severity = Severity::Approved;
                }
            }
            if is_hopeless {
                self.notes.push(format!(
                    "The approval {approval} does not help: the step fails as long as such rows are there. Correct them first."
                ));
            }
        }
    }
}

impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.object)
    }
}

impl FromStr for Approval {
    type Err = ApprovalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, object) = text
            .split_once(':')
            .ok_or_else(|| ApprovalError::NoObject { text: text.to_owned() })?;
        let kind = kind.parse().map_err(|_| ApprovalError::Kind { kind: kind.to_owned() })?;
        if object.is_empty() {
            return Err(ApprovalError::NoObject { text: text.to_owned() });
        }
        Ok(Self::new(kind, object))
    }
}

/// The text is no [`Approval`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApprovalError {
    /// It names no object.
    #[error(
        "`{text}` names no object: an approval is for one, such as `delete-data:users.nickname`"
    )]
    NoObject {
        /// The text.
        text: String,
    },
    /// It names no hazard.
    #[error("`{kind}` is no hazard: there are {}", all())]
    Kind {
        /// What stands there.
        kind: String,
    },
}

fn all() -> String {
    HazardKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Digest, Kind, ObjectId, Step};

    /// The severities of refused hazards once some are approved, and the notes.
    fn approved(hazards: &[&str], approvals: &[&str]) -> (Vec<Severity>, Vec<String>) {
        let read = |text: &&str| text.parse::<Approval>().unwrap();
        let mut step = Step::new(ObjectId::new(Kind::Table, "", "users"), "change", Vec::new());
        step.hazards = hazards
            .iter()
            .map(read)
            .map(|of| Hazard::new(of.kind, of.object, Severity::Refused, ""))
            .collect();
        let mut plan = Plan {
            dialect: schemalane_source::Dialect::Sqlite,
            from: Digest::of(&[]),
            to: Digest::of(&[]),
            changes: Vec::new(),
            steps: vec![step],
            suggestions: Vec::new(),
            notes: Vec::new(),
        };
        plan.approve(&approvals.iter().map(read).collect::<Vec<_>>());
        (plan.steps[0].hazards.iter().map(|hazard| hazard.severity).collect(), plan.notes)
    }

    #[test]
    fn an_approval_is_for_one_hazard_of_one_object() {
        use Severity::{Approved, Refused};
        let hazards = ["delete-data:users.nickname", "delete-data:users", "lossy-conversion:users"];
        let (severities, notes) = approved(&hazards, &["delete-data:users.nickname"]);
        assert_eq!(severities, [Approved, Refused, Refused]);
        assert_eq!(notes, [""; 0]);
    }

    #[test]
    fn an_approval_that_changes_nothing_is_told() {
        let hazards = ["may-fail:users.id"];
        let (severities, notes) = approved(&hazards, &["may-fail:users.id", "delete-data:user"]);
        assert_eq!(severities, [Severity::Refused]);
        assert!(notes[0].starts_with("The approval may-fail:users.id does not help"), "{notes:?}");
        assert!(
            notes[1].starts_with("The approval delete-data:user is about nothing"),
            "{notes:?}"
        );
        assert_eq!(notes.len(), 2);
    }

    #[test]
    fn what_is_no_approval_says_what_one_looks_like() {
        let message = |text: &str| text.parse::<Approval>().unwrap_err().to_string();
        assert!(message("delete-data").contains("such as `delete-data:users.nickname`"));
        assert!(message("delete-data:").contains("names no object"));
        assert!(message("drop:users").starts_with("`drop` is no hazard: there are delete-data,"));
    }
}
