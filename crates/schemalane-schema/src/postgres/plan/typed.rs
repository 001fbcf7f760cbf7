//! The types of the schema that a column may have.

use super::super::connection::qualified;
use super::super::probe::Probe;
use crate::{Details, Domain, ObjectId, Rule, Schema};

/// The labels of the enumeration that a column has, or has arrays of.
pub(super) fn labels_of(schema: &Schema, data_type: &str) -> Option<Vec<String>> {
    match details_of(schema, data_type)? {
        Details::Enum(own) => Some(own.labels.clone()),
        _ => None,
    }
}

/// The domain that a column has.
pub(in super::super) fn domain_of<'s>(schema: &'s Schema, data_type: &str) -> Option<&'s Domain> {
    match details_of(schema, data_type)? {
        Details::Domain(domain) if !data_type.ends_with("[]") => Some(domain),
        _ => None,
    }
}

fn details_of<'s>(schema: &'s Schema, data_type: &str) -> Option<&'s Details> {
    let name = data_type.trim_end_matches("[]");
    let objects = schema.objects.values();
    objects
        .filter(|object| qualified(&object.id) == name)
        .map(|object| &object.details)
        .find(|details| matches!(details, Details::Enum(_) | Details::Domain(_)))
}

/// Asks the values of a column about the checks of its domain.
pub(super) fn checks(domain: &Domain, table: &ObjectId, column: &str) -> Vec<Probe> {
    let valid = domain.constraints.iter().filter(|constraint| !constraint.not_valid);
    valid
        .filter_map(|constraint| match &constraint.rule {
            Rule::Check { expression } => Some(Probe::DomainViolations {
                table: table.clone(),
                column: column.to_owned(),
                expression: expression.clone(),
            }),
            _ => None,
        })
        .collect()
}

/// The type below a domain, of which the real values are, or the type itself.
pub(super) fn below(schema: &Schema, data_type: &str) -> String {
    domain_of(schema, data_type)
        .map_or_else(|| data_type.to_owned(), |domain| domain.data_type.clone())
}
