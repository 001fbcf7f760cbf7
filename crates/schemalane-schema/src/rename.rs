//! Renames that hints declare, compared with what is there.

mod case;

use crate::{
    Details, Error, Hint, Kind, Object, ObjectId, Options, Origin, Schema, Subject, Wanted,
};
use case::{Case, TAKE_AWAY, complain};
use std::collections::BTreeMap;

/// The renames that are still to be done, objects before columns.
///
/// They come before everything else: once they are done, to the database or to its scratch copy, the schema is read
/// again, and [`crate::diff`] finds what else differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames(Vec<Rename>);

/// A rename.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rename {
    /// Of an object.
    Object {
        /// The actual object.
        from: ObjectId,
        /// The wanted object.
        to: ObjectId,
        /// Where the files say it.
        origin: Origin,
    },
    /// Of a column, of an attribute of a composite type, or of a label of an enum.
    Column {
        /// The table or the type, by its wanted name.
        table: ObjectId,
        /// The actual name of the column.
        from: String,
        /// The wanted name of the column.
        to: String,
        /// Where the files say it.
        origin: Origin,
    },
}

impl Renames {
    /// The renames in the order in which they can be done.
    pub fn iter(&self) -> impl Iterator<Item = &Rename> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Compares the hints of the files with both schemas. A hint whose rename is done already is fine, so that it may
    /// stay in the file; one whose old name is nowhere is fine where nothing is dropped that it could mean. One of a
    /// table that is left in peace is, too.
    ///
    /// # Errors
    ///
    /// A hint is about nothing, or both names are there, so that it is not clear what is meant.
    pub fn resolve(
        statements: &[Wanted],
        actual: &Schema,
        wanted: &Schema,
        options: &Options,
    ) -> Result<Self, Error> {
        let mut objects = Vec::new();
        let mut columns = Vec::new();
        let is_managed = |statement: &&Wanted| {
            !statement.table(wanted.dialect).is_some_and(|table| options.is_ignored(&table))
        };
        for statement in statements.iter().filter(is_managed) {
            for hint in &statement.hints {
                let origin = place(statement, hint);
                let made = made(statement, wanted).ok_or_else(|| {
                    complain(
                        &origin,
                        "the statement makes nothing that could be renamed",
                        TAKE_AWAY,
                    )
                })?;
                match &hint.subject {
                    Subject::Object => {
                        let from = ObjectId { name: old_name(hint, &made.id), ..made.id.clone() };
                        if is_case(&from.name, &made.id.name, wanted.dialect) {
                            continue;
                        }
                        let case = Case::of_objects(&from, &made.id, actual, wanted);
                        let case = Case { old_is_renamed: is_renamed(statements, hint), ..case };
                        if case.decide(&hint.from, &made.id.name, &origin)? {
                            objects.push((from, made.id.clone(), origin));
                        }
                    }
                    Subject::Column(name) => columns.push((made.id.clone(), name, hint, statement)),
                }
            }
        }
        let mut renames: Vec<Rename> = objects
            .iter()
            .map(|(from, to, origin)| Rename::Object {
                from: from.clone(),
                to: to.clone(),
                origin: origin.clone(),
            })
            .collect();
        for (table, name, hint, statement) in columns {
            let before =
                objects.iter().find(|(_, to, _)| *to == table).map_or(&table, |(from, _, _)| from);
            renames.extend(column(before, &table, name, hint, statement, actual, wanted)?);
        }
        unambiguous(&renames)?;
        Ok(Self(renames))
    }
}

/// Whether another hint says that an object of the files has the old name of this one.
fn is_renamed(statements: &[Wanted], hint: &Hint) -> bool {
    statements.iter().any(|other| {
        other.header.name.as_ref() == Some(&hint.from)
            && other.hints.iter().any(|hint| hint.subject == Subject::Object)
    })
}

fn place(statement: &Wanted, hint: &Hint) -> Origin {
    Origin { file: statement.origin.file.clone(), line: hint.line }
}

/// Refuses two new names for one old name: the values can go to one of them only.
fn unambiguous(renames: &[Rename]) -> Result<(), Error> {
    let mut known: BTreeMap<String, (&str, &Origin)> = BTreeMap::new();
    for rename in renames {
        let (from, to, origin) = match rename {
            Rename::Object { from, to, origin } => (from.to_string(), &to.name, origin),
            Rename::Column { table, from, to, origin } => {
                (format!("column {from} of {table}"), to, origin)
            }
        };
        if let Some((other, place)) = known.insert(from.clone(), (to, origin)) {
            let reason = format!("{from} cannot be both {other} ({place}) and {to}");
            return Err(complain(origin, reason, "take one of the two hints away"));
        }
    }
    Ok(())
}

/// Whether two names differ in their case only, which SQLite does not look at. That needs no hint, and bears one.
fn is_case(from: &str, to: &str, dialect: schemalane_source::Dialect) -> bool {
    dialect == schemalane_source::Dialect::Sqlite && from.eq_ignore_ascii_case(to)
}

/// What a statement makes. A table with a `serial` makes a sequence too, which nobody means.
fn made<'w>(statement: &Wanted, wanted: &'w Schema) -> Option<&'w Object> {
    let from_it = |object: &&Object| object.origin.as_ref() == Some(&statement.origin);
    let is_meant = |object: &&Object| Some(object.id.kind) == statement.header.kind;
    let mut all = wanted.objects.values().filter(from_it);
    all.clone().find(is_meant).or_else(|| all.next())
}

/// The old name as an id has it: that of a routine goes on with the types of its arguments.
fn old_name(hint: &Hint, made: &ObjectId) -> String {
    match (made.kind, made.name.find('(')) {
        (Kind::Routine, Some(arguments)) => format!("{}{}", hint.from, &made.name[arguments..]),
        _ => hint.from.clone(),
    }
}

fn column(
    before: &ObjectId,
    table: &ObjectId,
    name: &str,
    hint: &Hint,
    statement: &Wanted,
    actual: &Schema,
    wanted: &Schema,
) -> Result<Option<Rename>, Error> {
    let origin = place(statement, hint);
    let Some(after) = wanted.get(table).and_then(parts) else {
        return Err(complain(
            &origin,
            "only the columns of a table, the attributes of a composite type and the labels of an enum can be renamed",
            TAKE_AWAY,
        ));
    };
    let fits = |column: &str, name: &str| column == name || is_case(column, name, wanted.dialect);
    let find = |parts: &[&str], name: &str| {
        parts.iter().find(|part| fits(part, name)).map(|part| (*part).to_owned())
    };
    if is_case(&hint.from, name, wanted.dialect) {
        return Ok(None);
    }
    let Some(to) = find(&after, name) else {
        // The names of constraints are found by what they demand.
        let is_constraint =
            wanted.get(table).and_then(|object| object.as_table()).is_some_and(|table| {
                table.constraints.iter().any(|constraint| constraint.name.as_deref() == Some(name))
            });
        return if is_constraint {
            Ok(None)
        } else {
            Err(complain(
                &origin,
                format!("there is no {name} in {}", table.short()),
                "move the hint to what is renamed, or take it away",
            ))
        };
    };
    let there = actual.get(before).and_then(parts).unwrap_or_default();
    let old = find(&there, &hint.from);
    let case = Case {
        old_is_there: old.is_some(),
        new_is_there: find(&there, &to).is_some(),
        old_is_wanted: find(&after, &hint.from).is_some(),
        old_is_renamed: {
            let old = Subject::Column(hint.from.clone());
            statement.hints.iter().any(|other| other.subject == old)
        },
        // A column that is dropped may be the one that was meant.
        something_goes: there.iter().any(|part| find(&after, part).is_none()),
    };
    let is_due = case.decide(&hint.from, &to, &origin)?;
    Ok(old.filter(|_| is_due).map(|from| Rename::Column { table: table.clone(), from, to, origin }))
}

/// The names of the columns of a table, of the attributes of a composite type, or the labels of an enum.
fn parts(object: &Object) -> Option<Vec<&str>> {
    match &object.details {
        Details::Table(table) => {
            Some(table.columns.iter().map(|column| column.name.as_str()).collect())
        }
        Details::Enum(own) => Some(own.labels.iter().map(String::as_str).collect()),
        Details::Composite(composite) => {
            Some(composite.fields.iter().map(|field| field.name.as_str()).collect())
        }
        _ => None,
    }
}
