//! What the engine says of all variants of a query, as one.

use std::collections::BTreeSet;

use crate::analysis::{Access, Analysis, Column, Parameter};
use crate::query::{Query, Variant};

/// What holds for every variant.
pub(super) struct Merged {
    pub(super) columns: Vec<Column>,
    /// In the order of the query's parameters; `None` where no variant has it.
    pub(super) parameters: Vec<Option<Parameter>>,
    pub(super) access: Access,
    pub(super) tables: BTreeSet<String>,
    /// What has another type in one variant than in another.
    pub(super) differences: Vec<String>,
}

/// What holds for every variant: a column can be null where it can be in one of them.
pub(super) fn merge(query: &Query, analyses: &[(&Variant, &Analysis)]) -> Merged {
    let mut differences = Vec::new();
    let access = match analyses.iter().any(|(_, analysis)| analysis.access == Access::Write) {
        true => Access::Write,
        false => Access::Read,
    };
    let tables = analyses.iter().flat_map(|(_, analysis)| analysis.tables.iter().cloned());
    let tables = tables.collect();
    let columns = columns(analyses, &mut differences);
    let parameters = (0..query.parameters.len())
        .map(|index| {
            let found = analyses.iter().filter_map(|(variant, analysis)| {
                let number = variant.parameters.iter().position(|it| *it == index)?;
                analysis.parameters.get(number)
            });
            let found: Vec<&Parameter> = found.collect();
            let mut merged = (*found.first()?).clone();
            for other in &found[1..] {
                if other.data_type != merged.data_type {
                    differences.push(query.parameters[index].name.to_string());
                }
                merged.nullable &= other.nullable;
                merged.origin =
                    merged.origin.filter(|origin| other.origin.as_ref() == Some(origin));
            }
            Some(merged)
        })
        .collect();
    differences.dedup();
    Merged { columns, parameters, access, tables, differences }
}

fn columns(analyses: &[(&Variant, &Analysis)], differences: &mut Vec<String>) -> Vec<Column> {
    let Some((_, first)) = analyses.first() else { return Vec::new() };
    let mut columns = first.columns.clone();
    let mut groups: Vec<Vec<Option<u32>>> = Vec::new();
    for (index, column) in columns.iter_mut().enumerate() {
        let mut joined = vec![column.joined];
        for (_, analysis) in &analyses[1..] {
            let other = analysis
                .columns
                .get(index)
                .filter(|_| analysis.columns.len() == first.columns.len());
            let Some(other) = other else {
                differences.push(column.name.clone());
                column.nullable = true;
                continue;
            };
            if other.data_type != column.data_type || other.name != column.name {
                differences.push(column.name.clone());
            }
            column.nullable |= other.nullable;
            column.nullable_in_row |= other.nullable_in_row;
            column.origin = column.origin.take().filter(|it| other.origin.as_ref() == Some(it));
            joined.push(other.joined);
        }
        // Two columns go null together where they do in every variant.
        column.joined = joined.iter().any(Option::is_some).then(|| {
            let known = groups.iter().position(|group| *group == joined);
            let number = known.unwrap_or_else(|| {
                groups.push(joined);
                groups.len() - 1
            });
            u32::try_from(number).unwrap_or(u32::MAX)
        });
    }
    columns
}
