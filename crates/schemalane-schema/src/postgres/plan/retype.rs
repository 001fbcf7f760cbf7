//! Columns that get another type.

use super::super::connection::quote;
use super::super::ddl;
use super::super::probe::Probe;
use super::context::Context;
use super::draft::{Draft, Force};
use super::types;
use super::zone::Crossing;
use crate::{Column, Constraint, HazardKind, Rule, Schema};

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
    draft.probes = conversion(lowering, before, after, &using);
    draft.probes.extend(keys(lowering, &after.name));
    let behaviour = HazardKind::BehaviourChange;
    if let Some(crossing) = crossing {
        draft = draft.warning(behaviour, lowering.short(&after.name), crossing.behaviour());
    }
    if let Some(remark) = remark(&before.data_type, &after.data_type) {
        draft = draft.note(behaviour, lowering.short(&after.name), remark);
    }
    draft
}

/// What the values have to be asked that get another type.
fn conversion(lowering: &Context<'_>, before: &Column, after: &Column, using: &str) -> Vec<Probe> {
    let (table, column) = (lowering.table.clone(), after.name.clone());
    let conversion = |to: &str, using: &str| Probe::Conversion {
        table: table.clone(),
        column: column.clone(),
        from: before.data_type.clone(),
        to: to.to_owned(),
        using: using.to_owned(),
    };
    if let Some(labels) = types::labels_of(lowering.ground.wanted, &after.data_type) {
        return vec![
            Probe::Unlabelled { table: table.clone(), column: column.clone(), labels },
            Probe::Rewrite { table },
        ];
    }
    let Some(domain) = types::domain_of(lowering.ground.wanted, &after.data_type) else {
        return vec![conversion(&after.data_type, using)];
    };
    // The checks are counted, so only the type below has to take the values.
    let below =
        using.replace(&format!("::{}", after.data_type), &format!("::{}", domain.data_type));
    let mut probes = vec![conversion(&domain.data_type, &below)];
    probes.extend(types::checks(domain, &table, &column));
    if domain.not_null {
        probes.push(Probe::Nulls { table, column });
    }
    probes
}

/// Keys that stay, and that other values may break.
fn keys(lowering: &Context<'_>, column: &str) -> Vec<Probe> {
    let table = |schema: &Schema| {
        let object = schema.get(lowering.table)?;
        object.as_table().map(|table| table.constraints.clone())
    };
    let actual = table(lowering.ground.actual).unwrap_or_default();
    let stays = |constraint: &&Constraint| actual.iter().any(|other| other.rule == constraint.rule);
    table(lowering.ground.wanted)
        .unwrap_or_default()
        .iter()
        .filter(stays)
        .filter_map(|constraint| {
            let (columns, nulls_not_distinct) = match &constraint.rule {
                Rule::PrimaryKey { columns } => (columns, false),
                Rule::Unique { columns, nulls_not_distinct } => (columns, *nulls_not_distinct),
                _ => return None,
            };
            columns.iter().any(|part| part.column == column).then(|| Probe::Duplicates {
                table: lowering.table.clone(),
                columns: columns.iter().map(|part| part.column.clone()).collect(),
                nulls_not_distinct,
                name: constraint.name.clone().unwrap_or_default(),
            })
        })
        .collect()
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
