//! Compares two schemas.
//!
//! Every struct of the model is taken apart here without `..`, so that a field that somebody adds and nobody compares
//! does not compile.

mod column;
mod constraint;
mod details;
mod fact;
mod index;
mod sequence;
mod suggestion;
mod table;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use suggestion::suggest;

use fact::property;

use crate::schema::facts;
use crate::{Change, Details, Difference, Object, ObjectId, Options, Schema};
use std::collections::BTreeSet;

/// What has to be done to `actual` so that it has the facts of `wanted`, object by object in the order of their ids.
/// Renames are no part of it: they are done first, see [`crate::Renames`].
#[must_use]
pub fn diff(actual: &Schema, wanted: &Schema, options: &Options) -> Vec<Change> {
    let ids: BTreeSet<&ObjectId> = actual.objects.keys().chain(wanted.objects.keys()).collect();
    ids.into_iter()
        .filter_map(|id| match (actual.get(id), wanted.get(id)) {
            (None, _) => Some(Change::Create { id: id.clone() }),
            (_, None) => Some(Change::Drop { id: id.clone() }),
            (Some(before), Some(after)) => {
                let differences = compare(before, after, options);
                (!differences.is_empty()).then(|| Change::Alter { id: id.clone(), differences })
            }
        })
        .collect()
}

/// What differs between two objects of one id.
pub(crate) fn compare(before: &Object, after: &Object, options: &Options) -> Vec<Difference> {
    let Object {
        id: _,
        name,
        details,
        comment,
        owner,
        grants,
        withheld,
        rights: _,
        create: _,
        finish: _,
        depends_on: _,
        origin: _,
    } = before;
    let mut found = Vec::new();
    property(&mut found, "name", Some(name), Some(&after.name));
    details::compare(&mut found, details, &after.details, options);
    property(&mut found, "comment", comment.as_ref(), after.comment.as_ref());
    property(&mut found, "owner", owner.as_ref(), after.owner.as_ref());
    fact::set(&mut found, &fact::words(grants), &fact::words(&after.grants));
    let said = |rights: &[String]| -> Vec<String> {
        rights.iter().map(|right| format!("REVOKE {right} from its owner")).collect()
    };
    fact::set(&mut found, &said(withheld), &said(&after.withheld));
    if found.is_empty() && !is_same(before, after) {
        // Nothing above knows this difference. To say so is better than to be silent.
        let whole = |object| serde_json::to_string(&facts(object)).unwrap_or_default();
        property(&mut found, "definition", Some(&whole(before)), Some(&whole(after)));
    }
    found
}

/// Whether all facts are the same. A view that reads a table which is left in peace has no columns in the scratch
/// database of SQLite: that they are not known is no difference.
fn is_same(before: &Object, after: &Object) -> bool {
    let (mut before, mut after) = (facts(before), facts(after));
    if let (Details::View(before), Details::View(after)) = (&mut before.details, &mut after.details)
        && (before.columns.is_empty() || after.columns.is_empty())
    {
        before.columns.clear();
        after.columns.clear();
    }
    before == after
}
