//! What statements return that write.

use super::super::scope::{Command, Scope, Target};
use super::Lower;
use super::select::unknown;
use crate::algebra::{From, Join, Query, Select};

impl<'n> Lower<'n> {
    pub(super) fn returning(&mut self, scope: &Scope<'_, 'n>) -> Query {
        let place: usize = scope.query.number("resultRelation").unwrap_or_default();
        let entry = scope.entry(place);
        let relation = entry
            .and_then(|entry| entry.number("relid"))
            .and_then(|oid| self.catalogue.relation(oid));
        // Where rules say what is done instead they also say what is returned.
        if relation.is_none_or(|relation| relation.has_rules) {
            return unknown(scope.query);
        }
        let written = self.written_row(relation);
        let row = written.id;
        let (from, filter) = match Command::of(scope.query) {
            Command::Insert => {
                scope.target.set(Some(Target { place, row, old: None, new: Some(row) }));
                (From::Source(written), None)
            }
            Command::Update => {
                let (from, filter) = self.jointree(scope);
                let old = scope.sources.borrow().get(&place).copied();
                scope.target.set(Some(Target { place, row, old, new: Some(row) }));
                (From::cross(from, From::Source(written)), filter)
            }
            Command::Delete => {
                // The row is that which was there: what the condition asks for holds of it.
                let (from, filter) = self.jointree(scope);
                let old = scope.sources.borrow().get(&place).copied();
                let row = old.unwrap_or(row);
                scope.target.set(Some(Target { place, row, old, new: None }));
                (from, filter)
            }
            Command::Merge => {
                let (from, _) = self.jointree(scope);
                scope.target.set(Some(Target { place, row, old: None, new: None }));
                (merged(scope, From::Source(written), from), None)
            }
            Command::Select | Command::Other => (From::Nothing, None),
        };
        let output = self.outputs(scope);
        Query::Select(Box::new(Select { filter, ..Select::new(from, output) }))
    }
}

/// The row that was written, with the one that it was written for: there is none where rows are changed that have no
/// partner.
fn merged(scope: &Scope<'_, '_>, written: From, from: From) -> From {
    let mut actions = scope.query.objects("mergeActionList");
    match actions.any(|action| action.word("matchKind") == Some("1")) {
        true => From::Join(Join::Left, Box::new(written), Box::new(from), None),
        false => From::cross(written, from),
    }
}
