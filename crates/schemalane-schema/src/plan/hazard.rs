//! What is dangerous about a step.

use crate::Address;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// What is dangerous about a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hazard {
    /// Its kind.
    pub kind: HazardKind,
    /// What it is about.
    pub about: Address,
    /// What an [`super::Approval`] calls that in this plan, such as `users.nickname`: the shortest name that means
    /// nothing else.
    pub object: String,
    /// How bad it is, after a look at the real data and at what was approved.
    pub severity: Severity,
    /// What happens, with numbers where they are known.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way_out: Option<String>,
}

impl Hazard {
    /// The flag of the command line that approves it, as a shell reads it.
    #[must_use]
    pub fn flag(&self) -> String {
        let word = format!("{}:{}", self.kind, self.object);
        let is_plain =
            |character: char| character.is_alphanumeric() || "/._-+,:@".contains(character);
        if word.chars().all(is_plain) {
            return format!("--allow {word}");
        }
        format!("--allow '{}'", word.replace('\'', r"'\''"))
    }

    /// A hazard without a way out of its own.
    pub fn new(
        kind: HazardKind,
        about: impl Into<Address>,
        severity: Severity,
        message: impl Into<String>,
    ) -> Self {
        let about = about.into();
        let object = about.short();
        Self { kind, about, object, severity, message: message.into(), way_out: None }
    }

    /// With what to do about it.
    #[must_use]
    pub fn way_out(self, text: impl Into<String>) -> Self {
        Self { way_out: Some(text.into()), ..self }
    }
}

/// Without its severity: `delete-data:users: 7 rows are lost; move them`.
impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.kind, self.object, self.message)?;
        match &self.way_out {
            Some(way_out) => write!(f, "; {way_out}"),
            None => Ok(()),
        }
    }
}

/// How bad a hazard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth thinking about.
    Warning,
    /// Refused by default, and approved by somebody.
    Approved,
    /// The plan is not executed unless somebody approves this.
    Refused,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// The kinds of hazards. Their codes are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum HazardKind { $($(#[$doc])* $variant,)* }

        impl HazardKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code, as approvals and JSON write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

kinds! {
    /// Rows or values are lost.
    DeleteData = "delete-data",
    /// Values change when their type does.
    LossyConversion = "lossy-conversion",
    /// Rows that are there break what is wanted, so the step fails.
    MayFail = "may-fail",
    /// Nulls get a value.
    FillNulls = "fill-nulls",
    /// The whole table is written anew.
    RewriteTable = "rewrite-table",
    /// Others wait while the step runs.
    Lock = "lock",
    /// An index is built.
    IndexBuild = "index-build",
    /// An index goes, and queries may become slow.
    IndexDrop = "index-drop",
    /// The step cannot be rolled back together with the others.
    NotTransactional = "not-transactional",
    /// The application may see something else than before.
    BehaviourChange = "behaviour-change",
    /// Something may depend on it that the database does not know of.
    UntrackedDependency = "untracked-dependency",
    /// Who may see or do what changes.
    Authorisation = "authorisation",
    /// An extension's version changes.
    ExtensionVersion = "extension-version",
    /// Something is renamed, which a hint said; running applications know the old name.
    Rename = "rename",
}

impl fmt::Display for HazardKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for HazardKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl FromStr for HazardKind {
    type Err = UnknownHazard;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().find(|kind| kind.code() == text).copied().ok_or(UnknownHazard)
    }
}

/// The text is no code of a hazard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownHazard;
