//! Whether a hint is due, done, or means nothing.

use crate::{Error, Kind, ObjectId, Origin, Schema};

/// What is known of the two names of a hint.
pub(super) struct Case {
    pub(super) old_is_there: bool,
    pub(super) new_is_there: bool,
    pub(super) old_is_wanted: bool,
    /// Whether a hint says that what has the old name shall come from another one.
    pub(super) old_is_renamed: bool,
    pub(super) something_goes: bool,
}

impl Case {
    pub(super) fn of_objects(
        from: &ObjectId,
        to: &ObjectId,
        actual: &Schema,
        wanted: &Schema,
    ) -> Self {
        let goes = |id: &&ObjectId| id.kind == to.kind && wanted.get(id).is_none();
        Self {
            old_is_there: actual.get(from).is_some(),
            new_is_there: actual.get(to).is_some(),
            old_is_wanted: wanted.get(from).is_some(),
            old_is_renamed: false,
            something_goes: to.kind == Kind::Table && actual.objects.keys().any(|id| goes(&id)),
        }
    }

    /// Whether the rename is to be done.
    pub(super) fn decide(&self, from: &str, to: &str, origin: &Origin) -> Result<bool, Error> {
        if self.old_is_wanted && self.old_is_renamed && self.old_is_there {
            let reason = format!("names move one at a time, and {from} gets another one too");
            let help = format!(
                "rename {from} to a new name first and execute that, and let {to} come from {from} afterwards"
            );
            return Err(complain(origin, reason, help));
        }
        if self.old_is_wanted {
            let reason = format!("{to} cannot be {from} renamed, since the files want {from} too");
            return Err(complain(origin, reason, TAKE_AWAY));
        }
        match (self.old_is_there, self.new_is_there) {
            (true, false) => Ok(true),
            (false, true) => Ok(false),
            (true, true) => Err(complain(
                origin,
                format!(
                    "the database has both {from} and {to}, so it is not clear what the hint means"
                ),
                "drop one of them, or take the hint away",
            )),
            (false, false) if self.something_goes => Err(complain(
                origin,
                format!("the database has neither {from} nor {to}"),
                "correct the old name, or take the hint away",
            )),
            (false, false) => Ok(false),
        }
    }
}

pub(super) const TAKE_AWAY: &str = "take the hint away";

pub(super) fn complain(
    origin: &Origin,
    reason: impl Into<String>,
    help: impl Into<String>,
) -> Error {
    Error::Hint { origin: origin.clone(), reason: reason.into(), help: help.into() }
}
