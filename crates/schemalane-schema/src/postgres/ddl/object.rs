//! What is neither a table nor an index.

use super::{collate, constraint, literal, qualified, quote, sequence_options, tablespace, with};
use crate::{
    Composite, Domain, Enum, Extension, Field, Kind, ObjectId, Part, Persistence, Policy, Sequence,
    Trigger, View,
};
use std::fmt::Write as _;

pub(super) fn schema(id: &ObjectId) -> String {
    // Every new database has this one.
    let unless = if id.name == "public" { "IF NOT EXISTS " } else { "" };
    format!("CREATE SCHEMA {unless}{}", qualified(id))
}

pub(super) fn extension(id: &ObjectId, extension: &Extension) -> String {
    let version = extension
        .version
        .as_ref()
        .map(|version| format!(" VERSION {}", literal(version)))
        .unwrap_or_default();
    format!("CREATE EXTENSION {} WITH SCHEMA {}{version}", qualified(id), quote(&extension.schema))
}

pub(super) fn enumeration(id: &ObjectId, enumeration: &Enum) -> String {
    let labels: Vec<String> = enumeration.labels.iter().map(|label| literal(label)).collect();
    format!("CREATE TYPE {} AS ENUM ({})", qualified(id), labels.join(", "))
}

/// `CREATE DOMAIN`, and what has to follow it.
pub(crate) fn domain(id: &ObjectId, domain: &Domain) -> Vec<String> {
    let name = qualified(id);
    let collate = collate(domain.collation.as_ref());
    let mut text = format!("CREATE DOMAIN {name} AS {}{collate}", domain.data_type);
    if let Some(default) = &domain.default {
        let _ = write!(text, " DEFAULT ({default})");
    }
    if domain.not_null {
        text.push_str(" NOT NULL");
    }
    for one in domain.constraints.iter().filter(|one| !one.not_valid) {
        let _ = write!(text, " {}", constraint(one));
    }
    let mut statements = vec![text];
    for one in domain.constraints.iter().filter(|one| one.not_valid) {
        statements.push(format!("ALTER DOMAIN {name} ADD {}", constraint(one)));
    }
    for one in &domain.constraints {
        if let (Some(constraint), Some(text)) = (&one.name, &one.comment) {
            let part = Part::Constraint(constraint.clone());
            statements.push(super::comment(id, Some(&part), Some(text)));
        }
    }
    statements
}

pub(super) fn composite(id: &ObjectId, composite: &Composite) -> String {
    let field = |field: &Field| {
        let collate = collate(field.collation.as_ref());
        format!("{} {}{collate}", quote(&field.name), field.data_type)
    };
    let fields: Vec<String> = composite.fields.iter().map(field).collect();
    format!("CREATE TYPE {} AS ({})", qualified(id), fields.join(", "))
}

/// A sequence; the column that owns it comes later.
pub(crate) fn sequence(id: &ObjectId, sequence: &Sequence) -> Vec<String> {
    let unlogged = match sequence.persistence {
        Persistence::Permanent => "",
        Persistence::Unlogged => "UNLOGGED ",
    };
    vec![format!("CREATE {unlogged}SEQUENCE {} {}", qualified(id), sequence_options(sequence))]
}

/// What gives a sequence to its column.
pub(super) fn owner_column(id: &ObjectId, sequence: &Sequence) -> Vec<String> {
    let owned = sequence.owned_by.iter().map(|(table, column)| {
        format!("ALTER SEQUENCE {} OWNED BY {}.{}", qualified(id), qualified(table), quote(column))
    });
    owned.collect()
}

pub(super) fn view(id: &ObjectId, view: &View) -> Vec<String> {
    let name = qualified(id);
    let (word, space) = match id.kind {
        Kind::MaterializedView => ("MATERIALIZED VIEW", tablespace(view.tablespace.as_ref())),
        _ => ("VIEW", String::new()),
    };
    let create = format!("CREATE {word} {name}{}{space} AS\n{}", with(&view.options), view.query);
    let defaults = view.columns.iter().filter_map(|column| {
        let default = column.default.as_ref()?;
        let column = quote(&column.name);
        Some(format!("ALTER VIEW {name} ALTER COLUMN {column} SET DEFAULT {default}"))
    });
    std::iter::once(create).chain(defaults).collect()
}

pub(super) fn trigger(id: &ObjectId, trigger: &Trigger) -> Vec<String> {
    let firing = trigger.firing.as_ref().map(|_| firing(id, trigger));
    std::iter::once(trigger.definition.clone()).chain(firing).collect()
}

/// Says when a trigger fires.
pub(crate) fn firing(id: &ObjectId, trigger: &Trigger) -> String {
    let verb = match trigger.firing.as_deref() {
        None => "ENABLE",
        Some("disabled") => "DISABLE",
        Some("replica") => "ENABLE REPLICA",
        Some(_) => "ENABLE ALWAYS",
    };
    format!("ALTER TABLE {} {verb} TRIGGER {}", qualified(&trigger.table), quote(&id.name))
}

/// The roles that a policy is about.
pub(crate) fn roles(policy: &Policy) -> String {
    let role = |role: &String| if role == "public" { "PUBLIC".to_owned() } else { quote(role) };
    policy.roles.iter().map(role).collect::<Vec<_>>().join(", ")
}

/// `CREATE POLICY`.
pub(crate) fn policy(id: &ObjectId, policy: &Policy) -> String {
    let kind = if policy.permissive { "PERMISSIVE" } else { "RESTRICTIVE" };
    let mut text = format!(
        "CREATE POLICY {} ON {} AS {kind} FOR {} TO {}",
        quote(&id.name),
        qualified(&policy.table),
        policy.command,
        roles(policy)
    );
    if let Some(using) = &policy.using {
        let _ = write!(text, " USING ({using})");
    }
    if let Some(check) = &policy.check {
        let _ = write!(text, " WITH CHECK ({check})");
    }
    text
}
