//! Differences as sentences.

use super::excerpt::{Excerpt, apart};
use super::{Aspect, Change, Difference};
use crate::Constraint;
use std::fmt;

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create { id } => write!(f, "{id} is missing"),
            Self::Drop { id } => write!(f, "{id} is not wanted"),
            Self::Rename { from, to } => write!(f, "{from} is to be called {}", to.name),
            Self::Alter { id, differences } => {
                write!(f, "{id} differs: ")?;
                for (position, difference) in differences.iter().enumerate() {
                    if position > 0 {
                        f.write_str("; ")?;
                    }
                    write!(f, "{difference}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ColumnAdded { column } => write!(f, "column {column} is missing"),
            Self::ColumnDropped { column } => write!(f, "column {column} is not wanted"),
            Self::ColumnRenamed { from, to } => write!(f, "column {from} is to be called {to}"),
            Self::Column { column, aspect, before, after } => {
                self::column(f, column, *aspect, (before.as_deref(), after.as_deref()))
            }
            Self::ColumnOrder { columns } => {
                write!(f, "its columns shall be in the order {}", columns.join(", "))
            }
            Self::ConstraintAdded { constraint } => write!(f, "{} is missing", Named(constraint)),
            Self::ConstraintDropped { constraint } => {
                write!(f, "{} is not wanted", Named(constraint))
            }
            Self::ConstraintChanged { before, after } => constraint(f, before, after),
            Self::ConstraintRenamed { from, to } => {
                write!(f, "constraint {from} is to be called {to}")
            }
            Self::Property { property, before, after } => {
                self::property(f, property, (before.as_deref(), after.as_deref()))
            }
        }
    }
}

/// `column id has type integer, wanted bigint`.
fn column(
    f: &mut fmt::Formatter<'_>,
    column: &str,
    aspect: Aspect,
    turn: (Option<&str>, Option<&str>),
) -> fmt::Result {
    match (aspect, turn) {
        (Aspect::Name, (Some(before), Some(after))) => {
            write!(f, "column {before} is to be written {after}")
        }
        (Aspect::NotNull, (None, _)) => write!(f, "column {column} takes nulls, wanted NOT NULL"),
        (Aspect::NotNull, _) => write!(f, "column {column} is NOT NULL, wanted with nulls"),
        (aspect, turn) => write!(f, "column {column} has {}", Turn(aspect.name(), turn)),
    }
}

/// `increment is 1, wanted 5`, and for what is only there or not `label 'open' is missing`.
fn property(
    f: &mut fmt::Formatter<'_>,
    property: &str,
    turn: (Option<&str>, Option<&str>),
) -> fmt::Result {
    match turn {
        (None, Some("")) => write!(f, "{property} is missing"),
        (Some(""), None) => write!(f, "{property} is not wanted"),
        (None | Some(""), Some(after)) => {
            write!(f, "{property} is missing, wanted {}", Excerpt(after))
        }
        (Some(before), None | Some("")) => {
            write!(f, "{property} is {}, wanted none", Excerpt(before))
        }
        (Some(before), Some(after)) => match apart(before, after) {
            Some((before, after)) => write!(f, "{property} is {before}, wanted {after}"),
            None => write!(f, "{property} differs in its white space"),
        },
        (None, None) => write!(f, "{property} differs"),
    }
}

/// `check price is CHECK (a > 0), wanted CHECK (a > 1) and has no comment, wanted net`.
fn constraint(f: &mut fmt::Formatter<'_>, before: &Constraint, after: &Constraint) -> fmt::Result {
    let mut said = Vec::new();
    if before.definition != after.definition {
        said.push(match apart(&before.definition, &after.definition) {
            Some((before, after)) => format!("is {before}, wanted {after}"),
            None => "differs in its white space".to_owned(),
        });
    }
    match (before.not_valid, after.not_valid) {
        (true, false) if after.is_key() => {
            said.push(
                "is there on the partitioned table alone, wanted on its partitions".to_owned(),
            );
        }
        (false, true) if after.is_key() => {
            said.push(
                "is there on the partitions, wanted on the partitioned table alone".to_owned(),
            );
        }
        _ => {}
    }
    let parameters = |constraint: &Constraint| {
        let mut pairs =
            constraint.parameters.iter().map(|(name, value)| format!("{name} = {value}"));
        let first = pairs.next()?;
        Some(pairs.fold(first, |all, pair| all + ", " + &pair))
    };
    let clustered = |constraint: &Constraint| constraint.clustered.then(|| "it".to_owned());
    for (what, before, after) in [
        ("ON CONFLICT", before.on_conflict.clone(), after.on_conflict.clone()),
        ("parameters", parameters(before), parameters(after)),
        ("CLUSTER ON", clustered(before), clustered(after)),
        ("comment", before.comment.clone(), after.comment.clone()),
    ] {
        if before != after {
            said.push(format!("has {}", Turn(what, (before.as_deref(), after.as_deref()))));
        }
    }
    if said.is_empty() {
        said.push("differs".to_owned());
    }
    let name = before.name.as_deref().unwrap_or_default();
    write!(f, "{} {name} {}", before.rule.name(), said.join(" and "))
}

/// `type integer, wanted bigint`, or `no default, wanted 0`.
struct Turn<'d>(&'d str, (Option<&'d str>, Option<&'d str>));

impl fmt::Display for Turn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(what, turn) = self;
        match *turn {
            (None | Some(""), Some(after)) => write!(f, "no {what}, wanted {}", Excerpt(after)),
            (Some(before), None | Some("")) => write!(f, "{what} {}, wanted none", Excerpt(before)),
            (Some(before), Some(after)) => match apart(before, after) {
                Some((before, after)) => write!(f, "{what} {before}, wanted {after}"),
                None => write!(f, "{what} with other white space"),
            },
            (None, None) => write!(f, "another {what}"),
        }
    }
}

/// A constraint by its kind and its name, or what it says.
struct Named<'c>(&'c Constraint);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.name {
            Some(name) => write!(f, "{} {name}", self.0.rule.name()),
            None => write!(f, "{}", Excerpt(&self.0.definition)),
        }?;
        match &self.0.on_conflict {
            Some(what) => write!(f, " ON CONFLICT {what}"),
            None => Ok(()),
        }
    }
}
