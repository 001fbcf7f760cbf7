//! Columns that get another type.

use super::super::connection::quote;
use super::super::ddl;
use super::context::Context;
use super::draft::{Draft, Force};
use super::zone::Crossing;
use crate::{Column, HazardKind};

/// The step that gives a column another type, with what that does to its values.
pub(super) fn step(lowering: &Context<'_>, before: &Column, after: &Column) -> Draft {
    let name = quote(&after.name);
    let through_text = Force::ThroughText(lowering.table.clone(), after.name.clone());
    let crossing = Crossing::between(&before.data_type, &after.data_type);
    let using = match crossing {
        Some(crossing) => crossing.using(&name, &before.data_type, &after.data_type),
        None if lowering.ground.forced.contains(&through_text) => {
            format!("{name}::text::{}", after.data_type)
        }
        None => format!("{name}::{}", after.data_type),
    };
    let collate = ddl::collate(after.collation.as_ref());
    let action = format!("ALTER COLUMN {name} TYPE {}{collate} USING {using}", after.data_type);
    let place = format!("column {} of {}", after.name, lowering.table);
    let summary = if before.data_type == after.data_type {
        format!("change the collation of {place}")
    } else {
        let (from, to) = (&before.data_type, &after.data_type);
        format!("change the type of {place} from {from} to {to}")
    };
    let mut draft = lowering.draft(summary, &action).otherwise(through_text);
    draft.probes = lowering.conversion(before, after, &using);
    draft.probes.extend(lowering.keys(&after.name));
    let behaviour = HazardKind::BehaviourChange;
    if let Some(crossing) = crossing {
        draft = draft.warning(behaviour, lowering.address(&after.name), crossing.behaviour());
    }
    if let Some(remark) = remark(&before.data_type, &after.data_type) {
        draft = draft.note(behaviour, lowering.address(&after.name), remark);
    }
    draft
}

/// What is another way to show the same value.
fn remark(from: &str, to: &str) -> Option<&'static str> {
    let is_padded = |name: &str| name.starts_with("character(");
    match (from, to) {
        ("json", "jsonb") => Some("it keeps neither white space nor the order of keys"),
        _ if is_padded(from) && !is_padded(to) => {
            Some("the blanks that filled the values up to their length go")
        }
        _ if !is_padded(from) && is_padded(to) => {
            Some("shorter values are filled up with blanks, which do not count")
        }
        _ => None,
    }
}
