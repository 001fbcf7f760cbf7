//! What somebody allows a plan to do.

use super::{Hazard, HazardKind, Severity};
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

    /// Turns a refusal that is approved into an approved one.
    pub(crate) fn apply(approvals: &[Self], hazard: &mut Hazard) {
        if hazard.severity == Severity::Refused
            && approvals.iter().any(|approval| approval.covers(hazard))
        {
            hazard.severity = Severity::Approved;
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

    #[test]
    fn an_approval_is_for_one_hazard_of_one_object() {
        let approvals = ["delete-data:users.nickname".parse().unwrap()];
        let severity = |kind, object: &str| {
            let mut hazard = Hazard::new(kind, object, Severity::Refused, "");
            Approval::apply(&approvals, &mut hazard);
            hazard.severity
        };
        assert_eq!(severity(HazardKind::DeleteData, "users.nickname"), Severity::Approved);
        assert_eq!(severity(HazardKind::DeleteData, "users"), Severity::Refused);
        assert_eq!(severity(HazardKind::MayFail, "users.nickname"), Severity::Refused);
    }

    #[test]
    fn what_is_no_approval_says_what_one_looks_like() {
        let message = |text: &str| text.parse::<Approval>().unwrap_err().to_string();
        assert!(message("delete-data").contains("such as `delete-data:users.nickname`"));
        assert!(message("delete-data:").contains("names no object"));
        assert!(message("drop:users").starts_with("`drop` is no hazard: there are delete-data,"));
    }
}
