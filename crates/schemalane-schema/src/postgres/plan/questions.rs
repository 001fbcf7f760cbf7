//! What the rows are asked about a column that comes, or gets another type.

use super::super::probe::Probe;
use super::context::Context;
use super::typed;
use crate::{Column, Constraint, Rule, Schema};

impl Context<'_> {
    /// What the rows that are there have to be asked about their value in a new column.
    pub(super) fn filling(&self, column: &Column) -> Vec<Probe> {
        let (table, name) = (self.table.clone(), column.name.clone());
        let mut probes = Vec::new();
        if column.generated.is_some() {
            probes.push(Probe::Computed { table: table.clone(), column: name.clone() });
            if column.not_null {
                probes.push(Probe::Nulls { table, column: name });
            }
            return probes;
        }
        let domain = typed::domain_of(self.ground.wanted, &column.data_type);
        let is_filled = column.default.is_some()
            || column.identity.is_some()
            || domain.is_some_and(|domain| domain.default.is_some());
        if !is_filled && (column.not_null || domain.is_some_and(|domain| domain.not_null)) {
            probes.push(Probe::Filled { table: table.clone(), column: name.clone() });
        }
        probes.extend(domain.into_iter().flat_map(|domain| typed::checks(domain, &table, &name)));
        probes
    }

    /// What the values have to be asked that get another type.
    pub(super) fn conversion(&self, before: &Column, after: &Column, using: &str) -> Vec<Probe> {
        let (table, column) = (self.table.clone(), after.name.clone());
        let conversion = |to: &str, using: &str| Probe::Conversion {
            table: table.clone(),
            column: column.clone(),
            from: before.data_type.clone(),
            to: to.to_owned(),
            using: using.to_owned(),
        };
        if let Some(labels) = typed::labels_of(self.ground.wanted, &after.data_type) {
            return vec![
                Probe::Unlabelled { table: table.clone(), column: column.clone(), labels },
                Probe::Rewrite { table },
            ];
        }
        let Some(domain) = typed::domain_of(self.ground.wanted, &after.data_type) else {
            return vec![conversion(&after.data_type, using)];
        };
        // The checks are counted, so only the type below has to take the values.
        let below =
            using.replace(&format!("::{}", after.data_type), &format!("::{}", domain.data_type));
        let mut probes = vec![conversion(&domain.data_type, &below)];
        probes.extend(typed::checks(domain, &table, &column));
        if domain.not_null {
            probes.push(Probe::Nulls { table, column });
        }
        probes
    }

    /// Keys that stay, and that other values may break.
    pub(super) fn keys(&self, column: &str) -> Vec<Probe> {
        let table = |schema: &Schema| {
            let object = schema.get(self.table)?;
            object.as_table().map(|table| table.constraints.clone())
        };
        let actual = table(self.ground.actual).unwrap_or_default();
        let stays =
            |constraint: &&Constraint| actual.iter().any(|other| other.rule == constraint.rule);
        table(self.ground.wanted)
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
                    table: self.table.clone(),
                    columns: columns.iter().map(|part| part.column.clone()).collect(),
                    nulls_not_distinct,
                    name: constraint.name.clone().unwrap_or_default(),
                })
            })
            .collect()
    }
}
