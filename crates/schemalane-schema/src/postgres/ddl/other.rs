//! Kinds of objects that are compared by their text, and can be made from it.

use super::{qualified, quote};
use crate::{Hazard, HazardKind, Kind, ObjectId, Severity};

/// A kind whose objects can be dropped, and made anew from their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remake {
    Rule,
    Statistics,
    Collation,
    Configuration,
    Dictionary,
    EventTrigger,
    Publication,
}

impl Remake {
    const ALL: &[(Self, &str)] = &[
        (Self::Rule, "rule"),
        (Self::Statistics, "statistics"),
        (Self::Collation, "collation"),
        (Self::Configuration, "text search configuration"),
        (Self::Dictionary, "text search dictionary"),
        (Self::EventTrigger, "event trigger"),
        (Self::Publication, "publication"),
    ];

    /// The kind of an object, if it is one of these.
    pub(crate) fn of(id: &ObjectId) -> Option<Self> {
        split(id).map(|(remake, _, _)| remake)
    }

    /// What is seen of it when one comes, goes or changes.
    pub(crate) const fn behaviour(self) -> &'static str {
        match self {
            Self::Rule => "statements on its table are rewritten otherwise than before",
            Self::Statistics => {
                "plans of queries may change, as nothing is known until the table is analysed"
            }
            Self::Collation => "texts are ordered otherwise than before",
            Self::Configuration | Self::Dictionary => {
                "texts are taken apart otherwise than those that were indexed or stored before"
            }
            Self::EventTrigger => "statements that change the schema do something else than before",
            Self::Publication => {
                "subscribers get other changes than before, and those of new tables after they have refreshed it"
            }
        }
    }

    /// What becomes of others when one goes for good.
    pub(crate) fn loss(self, id: &ObjectId) -> Hazard {
        let hazard =
            |severity, message| Hazard::new(HazardKind::BehaviourChange, id, severity, message);
        match self {
            Self::Publication => hazard(
                Severity::Refused,
                "its subscribers, which this database does not know, get nothing from then on",
            )
            .way_out("write it into the files if it is to stay"),
            other => hazard(Severity::Warning, other.behaviour()),
        }
    }
}

/// The kind, the words for it in a statement, and the name alone.
fn split(id: &ObjectId) -> Option<(Remake, String, &str)> {
    let is_other = id.kind == Kind::Other;
    Remake::ALL.iter().filter(|_| is_other).find_map(|(remake, what)| {
        let name = id.name.strip_prefix(what)?.strip_prefix(' ')?;
        Some((*remake, what.to_uppercase(), name))
    })
}

/// What `DROP`, `ALTER` and `COMMENT ON` name: `RULE r ON t`.
pub(crate) fn address(id: &ObjectId) -> Option<String> {
    let (remake, word, name) = split(id)?;
    let bare = |name: &str| ObjectId::new(Kind::Other, &id.schema, name);
    Some(match (remake, &id.table) {
        (Remake::Rule, Some(table)) => {
            format!("{word} {} ON {}", quote(name), qualified(&bare(table)))
        }
        _ => format!("{word} {}", qualified(&bare(name))),
    })
}
