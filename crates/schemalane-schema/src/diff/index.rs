//! Indexes.

use super::fact::{flag, list, parameters, property, words};
use crate::{Difference, Index, ObjectId};

pub(super) fn compare(found: &mut Vec<Difference>, before: &Index, after: &Index) {
    let Index {
        table,
        unique,
        method,
        parts,
        include,
        predicate,
        nulls_not_distinct,
        parameters: own,
        tablespace,
        invalid,
        attached_to,
        clustered,
        statistics,
        partitioned,
    } = before;
    property(found, "table", Some(&table.short()), Some(&after.table.short()));
    flag(found, "UNIQUE", *unique, after.unique);
    property(found, "method", Some(method), Some(&after.method));
    if *parts != after.parts {
        let key = |index: &Index| format!("({})", words(&index.parts).join(", "));
        property(found, "key", Some(&key(before)), Some(&key(after)));
    }
    list(found, "included column", include, &after.include);
    property(found, "predicate", predicate.as_ref(), after.predicate.as_ref());
    flag(found, "NULLS NOT DISTINCT", *nulls_not_distinct, after.nulls_not_distinct);
    parameters(found, "parameter", own, &after.parameters);
    property(found, "tablespace", tablespace.as_ref(), after.tablespace.as_ref());
    let state = |index: &Index| if index.invalid { "invalid" } else { "valid" };
    if *invalid != after.invalid {
        property(found, "state", Some(state(before)), Some(state(after)));
    }
    let parent = |index: &Option<ObjectId>| index.as_ref().map(ObjectId::short);
    property(
        found,
        "index of the partitioned table",
        parent(attached_to).as_ref(),
        parent(&after.attached_to).as_ref(),
    );
    flag(found, "CLUSTER ON", *clustered, after.clustered);
    parameters(found, "statistics target of part", statistics, &after.statistics);
    flag(found, "reach over the partitions", *partitioned, after.partitioned);
}
