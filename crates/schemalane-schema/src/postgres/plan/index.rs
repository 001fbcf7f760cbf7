//! Indexes.

use super::super::connection::{qualified, quote};
use super::super::ddl;
use super::super::probe::Probe;
use super::draft::{Draft, Turn};
use crate::{Details, HazardKind, Index, Object, ObjectId, Schema, Severity, Transaction};
use std::collections::BTreeSet;

/// Whether the index has to be built anew.
pub(super) fn is_rebuilt(before: &Index, after: &Index) -> bool {
    let Index {
        table,
        unique,
        method,
        parts,
        include,
        predicate,
        nulls_not_distinct,
        parameters: _,
        tablespace: _,
        invalid,
        attached_to,
        clustered: _,
        statistics: _,
        partitioned: _,
    } = before;
    *table != after.table
        || *unique != after.unique
        || *method != after.method
        || *parts != after.parts
        || *include != after.include
        || *predicate != after.predicate
        || *nulls_not_distinct != after.nulls_not_distinct
        // That of a partitioned table is made valid by those of the partitions.
        || (*invalid != after.invalid && !after.partitioned)
        || (*attached_to != after.attached_to && attached_to.is_some())
}

/// Asks about an index that is built on rows.
pub(super) fn built(draft: Draft, object: &Object, index: &Index) -> Draft {
    let id = &object.id;
    let draft = draft
        .lock("SHARE", &index.table)
        .note(HazardKind::IndexBuild, id, "the index is built from all rows of the table")
        .probe(Probe::Scan { table: index.table.clone() });
    if !index.unique {
        return draft;
    }
    let columns = index.parts.iter().map(|part| part.expression.clone()).collect();
    draft.probe(Probe::UniqueIndex {
        table: index.table.clone(),
        expressions: columns,
        are_columns: index.parts.iter().map(|part| part.is_column).collect(),
        predicate: index.predicate.clone(),
        nulls_not_distinct: index.nulls_not_distinct,
        name: object.id.name.clone(),
    })
}

/// The steps that build an index while others go on, under a name beside it where it is swapped for one
/// of its name, which gets another one meanwhile.
pub(super) fn concurrently(
    object: &Object,
    index: &Index,
    beside: Option<(&ObjectId, &ObjectId)>,
) -> Vec<Draft> {
    let id = &object.id;
    let schema = quote(&id.schema);
    let name = &beside.map_or(id, |(new, _)| new).name;
    let mut sql: Vec<String> = object.create.clone();
    let comments = if sql.len() > 1 { sql.split_off(1) } else { Vec::new() };
    let Some(create) = sql.pop() else { return Vec::new() };
    let create = create.replacen("INDEX ", "INDEX CONCURRENTLY ", 1).replacen(
        &format!(" {} ON", quote(&id.name)),
        &format!(" {} ON", quote(name)),
        1,
    );
    let left_over = format!("DROP INDEX CONCURRENTLY IF EXISTS {schema}.{}", quote(name));
    let build = Draft::new(id, format!("build {id} while others go on"), vec![left_over, create])
        .transaction(Transaction::Outside);
    let mut build = built(build, object, index).note(
        HazardKind::NotTransactional,
        id,
        "it cannot be rolled back together with the rest",
    );
    build.probes.retain(|probe| !matches!(probe, Probe::Scan { .. }));
    let needs = object.depends_on.iter().cloned().collect();
    let build = build.turn(Turn::First { needs });
    let mut drafts = vec![build.lock("SHARE UPDATE EXCLUSIVE", &index.table)];
    if let Some((_, old)) = beside {
        let rename = |from: &str, to: &str| {
            format!("ALTER INDEX {schema}.{} RENAME TO {}", quote(from), quote(to))
        };
        let mut sql = vec![rename(&id.name, &old.name), rename(name, &id.name)];
        sql.extend(object.finish.iter().cloned());
        drafts.push(Draft::new(id, format!("put the new {id} in its place"), sql));
        drafts.push(
            Draft::new(
                id,
                format!("drop the old {id} while others go on"),
                vec![format!("DROP INDEX CONCURRENTLY IF EXISTS {}", qualified(old))],
            )
            .transaction(Transaction::Outside)
            .lock("SHARE UPDATE EXCLUSIVE", &index.table),
        );
    }
    if !comments.is_empty() {
        drafts.push(Draft::new(id, format!("comment on {id}"), comments));
    }
    drafts
}

/// Lets others go on while an index is dropped.
pub(super) fn drop_concurrently(draft: &mut Draft, index: &Index) {
    for sql in &mut draft.step.sql {
        *sql = sql.replacen("DROP INDEX ", "DROP INDEX CONCURRENTLY ", 1);
    }
    draft.step.transaction = Transaction::Outside;
    draft.turn = Turn::Free;
    draft.step.lock = Some(format!("SHARE UPDATE EXCLUSIVE on {}", index.table.short()));
}

/// The steps that change an index in place.
pub(super) fn alter(object: &Object, before: &Index, after: &Index, wanted: &Schema) -> Vec<Draft> {
    let id = &object.id;
    let head = format!("ALTER INDEX {}", qualified(id));
    let mut drafts = super::property::parameters(id, &head, &before.parameters, &after.parameters);
    if before.tablespace != after.tablespace {
        let space = after.tablespace.as_deref().unwrap_or("pg_default");
        drafts.push(
            Draft::new(
                id,
                format!("move {id} to tablespace {space}"),
                vec![format!("{head} SET TABLESPACE {}", quote(space))],
            )
            .lock("ACCESS EXCLUSIVE", &after.table)
            .hazard(crate::Hazard::new(
                HazardKind::RewriteTable,
                id,
                Severity::Warning,
                "the whole index is written anew",
            )),
        );
    }
    if before.attached_to.is_none()
        && let Some(parent) = &after.attached_to
    {
        let sql = format!("ALTER INDEX {} ATTACH PARTITION {}", qualified(parent), qualified(id));
        drafts.push(Draft::new(id, super::finish::attach(id, parent), vec![sql]));
    }
    let places = before.statistics.keys().chain(after.statistics.keys()).collect::<BTreeSet<_>>();
    let told: Vec<String> = places
        .into_iter()
        .filter(|place| before.statistics.get(place) != after.statistics.get(place))
        .map(|place| {
            ddl::index_statistics(id, *place, after.statistics.get(place).copied().unwrap_or(-1))
        })
        .collect();
    if !told.is_empty() {
        let summary = format!("change what the planner is told of {id}");
        drafts.push(Draft::new(id, summary, told).lock("SHARE UPDATE EXCLUSIVE", &after.table));
    }
    if before.clustered != after.clustered {
        drafts.extend(cluster(&after.table, &id.name, wanted));
    }
    drafts
}

/// That an index is the one by which `CLUSTER` orders its table.
pub(super) fn order(table: &ObjectId, index: &str) -> String {
    format!("let CLUSTER order {table} by index {index}")
}

/// The step that lets an index order its table. To order it by another one takes the mark off this one.
pub(super) fn cluster(table: &ObjectId, index: &str, wanted: &Schema) -> Option<Draft> {
    let mut clustered = wanted.objects.values().flat_map(|object| match &object.details {
        Details::Index(other) if other.table == *table && other.clustered => {
            vec![object.id.name.as_str()]
        }
        Details::Table(own) if object.id == *table => {
            let constraints = own.constraints.iter().filter(|constraint| constraint.clustered);
            constraints.filter_map(|constraint| constraint.name.as_deref()).collect()
        }
        _ => Vec::new(),
    });
    let (summary, action) = match clustered.next() {
        Some(name) if name == index => {
            (order(table, index), format!("CLUSTER ON {}", quote(index)))
        }
        // That one has a step of its own.
        Some(_) => return None,
        None => (format!("let CLUSTER order {table} no longer"), "SET WITHOUT CLUSTER".to_owned()),
    };
    let sql = format!("ALTER TABLE {} {action}", qualified(table));
    Some(Draft::new(table, summary, vec![sql]).lock("SHARE UPDATE EXCLUSIVE", table))
}
