//! Indexes.

use super::{qualified, quote, tablespace, with};
use crate::{Index, IndexPart, ObjectId};
use std::fmt::Write as _;

/// What makes an index, and what fits it into that of the partitioned table.
pub(super) fn statements(id: &ObjectId, index: &Index) -> (Vec<String>, Vec<String>) {
    let mut finish = Vec::new();
    if let Some(parent) = &index.attached_to {
        finish.push(format!(
            "ALTER INDEX {} ATTACH PARTITION {}",
            qualified(parent),
            qualified(id)
        ));
    }
    if index.clustered {
        let table = qualified(&index.table);
        finish.push(format!("ALTER TABLE {table} CLUSTER ON {}", quote(&id.name)));
    }
    let mut create = vec![create(id, index)];
    create.extend(index.statistics.iter().map(|(place, target)| statistics(id, *place, *target)));
    (create, finish)
}

/// Says how many values the planner is told of an expression; -1 for as many as usual.
pub(crate) fn statistics(id: &ObjectId, place: u16, target: i32) -> String {
    format!("ALTER INDEX {} ALTER COLUMN {place} SET STATISTICS {target}", qualified(id))
}

fn create(id: &ObjectId, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    // Each partition has a statement for its own.
    let only = if index.partitioned { "ONLY " } else { "" };
    let parts: Vec<String> = index.parts.iter().map(part).collect();
    let mut text = format!(
        "CREATE {unique}INDEX {} ON {only}{} USING {} ({})",
        quote(&id.name),
        qualified(&index.table),
        quote(&index.method),
        parts.join(", ")
    );
    if !index.include.is_empty() {
        let columns: Vec<String> = index.include.iter().map(|name| quote(name)).collect();
        let _ = write!(text, " INCLUDE ({})", columns.join(", "));
    }
    if index.nulls_not_distinct {
        text.push_str(" NULLS NOT DISTINCT");
    }
    text.push_str(&with(&index.parameters));
    text.push_str(&tablespace(index.tablespace.as_ref()));
    if let Some(predicate) = &index.predicate {
        let _ = write!(text, " WHERE ({predicate})");
    }
    text
}

fn part(part: &IndexPart) -> String {
    let mut text =
        if part.is_column { quote(&part.expression) } else { format!("({})", part.expression) };
    if let Some(collation) = &part.collation {
        let _ = write!(text, " COLLATE {collation}");
    }
    if let Some(class) = &part.operator_class {
        let _ = write!(text, " {class}");
    }
    if part.descending {
        text.push_str(" DESC");
    }
    if part.nulls_reversed {
        text.push_str(if part.descending { " NULLS LAST" } else { " NULLS FIRST" });
    }
    text
}
