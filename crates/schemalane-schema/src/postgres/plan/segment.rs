//! Where steps stand that commit what was done before them.
//!
//! What is dropped and comes back shall do so in one transaction. So what commits by itself comes before all that is
//! dropped where it can, and after it has come back where it cannot.

use super::affected::Affected;
use super::draft::{Draft, Turn};
use crate::{
    Aspect, Change, Dependency, Details, Difference, Kind, Object, ObjectId, Part, Schema,
    Transaction,
};
use std::collections::BTreeSet;

/// What decides where a step can stand.
pub(super) struct Order<'o> {
    pub(super) actual: &'o Schema,
    pub(super) wanted: &'o Schema,
    pub(super) changes: &'o [Change],
    pub(super) affected: &'o Affected,
}

/// The steps in their parts.
pub(super) struct Parts {
    /// What goes, what changes, and what is made.
    pub(super) body: Vec<Draft>,
    /// What refers to others.
    pub(super) finishing: Vec<Draft>,
    /// What can only go last.
    pub(super) last: Vec<Draft>,
}

impl Order<'_> {
    /// One list in which as little as possible is away when a step commits.
    pub(super) fn join(&self, parts: Parts) -> Vec<Draft> {
        let Parts { body, finishing, last } = parts;
        let (mut drafts, body): (Vec<Draft>, Vec<Draft>) =
            body.into_iter().partition(|draft| self.can_be_first(draft));
        // An index that has to wait takes along what is done to it once it is there.
        let waiting: BTreeSet<ObjectId> = body
            .iter()
            .filter(|draft| draft.step.transaction == Transaction::Outside)
            .map(|draft| draft.step.object.clone())
            .filter(|id| id.kind == Kind::Index && self.wanted.get(id).is_some())
            .collect();
        let waits = |draft: &Draft| waiting.contains(&draft.step.object);
        let (built, body): (Vec<Draft>, Vec<Draft>) = body.into_iter().partition(waits);
        let (bound, finishing): (Vec<Draft>, Vec<Draft>) =
            finishing.into_iter().partition(|draft| waits(draft) || self.needs(draft, &waiting));
        let all = body.into_iter().chain(finishing).chain(built).chain(bound).chain(last);
        let (checks, rest): (Vec<Draft>, Vec<Draft>) =
            all.partition(|draft| matches!(draft.turn, Turn::Last));
        drafts.extend(rest);
        drafts.extend(checks);
        drafts
    }

    /// Whether a step that commits by itself finds all that it needs before anything is done.
    fn can_be_first(&self, draft: &Draft) -> bool {
        match &draft.turn {
            Turn::First { needs } => needs.iter().all(|needed| self.is_untouched(needed)),
            Turn::Free => self.actual.objects.values().all(|object| {
                !object.depends_on.iter().any(|needed| needed.on == draft.step.object)
            }),
            Turn::Last | Turn::Here => false,
        }
    }

    fn is_untouched(&self, needed: &Dependency) -> bool {
        let id = &needed.on;
        if self.actual.get(id).is_none() || self.affected.goes(id) {
            return false;
        }
        let change = self.changes.iter().find(|change| change.id() == id);
        match (change, &needed.part) {
            (None, Some(Part::Column(column))) => {
                !self.affected.columns.contains(&(id.clone(), column.clone()))
            }
            (None, _) => true,
            (Some(Change::Alter { differences, .. }), Some(Part::Column(column))) => {
                !self.affected.columns.contains(&(id.clone(), column.clone()))
                    && !differences.iter().any(|difference| touches(difference, column))
            }
            (Some(_), _) => false,
        }
    }

    /// Whether a step needs an index that has to wait, or may do so: its table may be known by it to subscribers.
    fn needs(&self, draft: &Draft, waiting: &BTreeSet<ObjectId>) -> bool {
        let id = &draft.step.object;
        let is_on_it = |index: &ObjectId| match self.wanted.get(index).map(|index| &index.details) {
            Some(Details::Index(index)) => index.table == *id,
            _ => false,
        };
        let depends =
            |object: &Object| object.depends_on.iter().any(|needed| waiting.contains(&needed.on));
        waiting.iter().any(is_on_it) || self.wanted.get(id).is_some_and(depends)
    }
}

/// Whether a difference is about a column, but for what rows are told of it.
fn touches(difference: &Difference, column: &str) -> bool {
    match difference {
        Difference::ColumnAdded { column: other } | Difference::ColumnDropped { column: other } => {
            other == column
        }
        Difference::Column { column: other, aspect, .. } => {
            other == column && !matches!(aspect, Aspect::Default | Aspect::NotNull)
        }
        _ => false,
    }
}
