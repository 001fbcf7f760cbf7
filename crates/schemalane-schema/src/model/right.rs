//! Who may do what with an object.

use super::Grant;

/// Who owns an object and who may do what with it, as the catalogue has it. It is read always, so that what is made
/// anew gets it back, and is no fact: [`super::Object::owner`] and [`super::Object::grants`] are, where they are asked
/// for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rights {
    /// The owner.
    pub(crate) owner: String,
    /// What was granted, also by the owner to itself.
    pub(crate) given: Vec<Given>,
}

/// A right, and who gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Given {
    /// Who gave it: the owner, or somebody who may pass it on.
    pub(crate) grantor: String,
    /// The right.
    pub(crate) grant: Grant,
}
