//! What is dangerous about a step, found by looking at the real rows.

use crate::sqlite::{probe, token::quote};
use crate::{
    Aspect, Constraint, Difference, Hazard, HazardKind, Index, KeyPart, Object, ObjectId, Rename,
    Renames, Rule, Severity, Table, TableOptions,
};
use rusqlite::Connection;

/// What a table and its columns are called in the real database, where renames are still to come.
pub(super) struct Names {
    id: ObjectId,
    table: String,
    columns: Vec<(String, String)>,
}

impl Names {
    pub(super) fn new(id: &ObjectId, renames: &Renames) -> Self {
        let mut names = Self { id: id.clone(), table: id.name.clone(), columns: Vec::new() };
        for rename in renames.iter() {
            match rename {
                Rename::Object { from, to, .. } if to == id => names.table.clone_from(&from.name),
                Rename::Column { table, from, to, .. } if table == id => {
                    names.columns.push((to.clone(), from.clone()));
                }
                _ => {}
            }
        }
        names
    }

    pub(super) fn table(&self) -> &str {
        &self.table
    }

    /// A column as it is called by now.
    fn actual<'n>(&'n self, name: &'n str) -> &'n str {
        self.columns.iter().find(|(to, _)| to == name).map_or(name, |(_, from)| from)
    }

    /// A column in quotes with its table: SQLite takes a bare `"c"` that is no column for a text.
    fn column(&self, name: &str) -> String {
        format!("{}.{}", quote(&self.table), quote(self.actual(name)))
    }

    fn object(&self, column: &str) -> String {
        format!("{}.{column}", self.id.short())
    }
}

type Found = rusqlite::Result<Vec<Hazard>>;

/// A number and what it counts.
fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// All rows of a table go.
pub(super) fn dropped_table(connection: &Connection, names: &Names) -> Found {
    let rows = probe::rows(connection, names.table())?;
    Ok(vec![lost(names.id.short(), rows, "row")])
}

fn lost(object: String, count: u64, what: &str) -> Hazard {
    if count == 0 {
        return Hazard::new(
            HazardKind::DeleteData,
            object,
            Severity::Note,
            format!("it has no {what}s"),
        );
    }
    Hazard::new(
        HazardKind::DeleteData,
        object,
        Severity::Refused,
        format!("{} would be lost", counted(count, what)),
    )
}

/// The table is written anew.
pub(super) fn rebuilt(id: &ObjectId, rows: u64) -> Hazard {
    let message =
        format!("{} to copy, and others cannot write until it is done", counted(rows, "row"));
    let severity = if rows > 100_000 { Severity::Warning } else { Severity::Note };
    Hazard::new(HazardKind::RewriteTable, id.short(), severity, message)
}

/// An index is built, and a unique one may find duplicates.
pub(super) fn index(
    connection: &Connection,
    names: &Names,
    object: &Object,
    index: &Index,
    is_new: bool,
) -> Found {
    let rows = probe::rows(connection, names.table())?;
    let message = format!("{} to sort", counted(rows, "row"));
    let mut found =
        vec![Hazard::new(HazardKind::IndexBuild, object.id.short(), Severity::Note, message)];
    if is_new && index.unique {
        let key: Vec<String> = index
            .parts
            .iter()
            .map(|part| {
                let expression = if part.is_column {
                    names.column(&part.expression)
                } else {
                    part.expression.clone()
                };
                collated(expression, part.collation.as_deref())
            })
            .collect();
        let double =
            probe::duplicates(connection, names.table(), &key, index.predicate.as_deref())?;
        found.extend(fails(
            object.id.short(),
            double,
            ("duplicate key", ""),
            "make them unique first",
        ));
    }
    Ok(found)
}

fn collated(expression: String, collation: Option<&str>) -> String {
    match collation {
        Some(collation) => format!("{expression} COLLATE {}", quote(collation)),
        None => expression,
    }
}

/// What is there breaks what is wanted.
fn fails(
    object: String,
    found: probe::Found,
    (noun, rest): (&str, &str),
    way_out: &str,
) -> Option<Hazard> {
    if found.count == 0 {
        return None;
    }
    let message =
        format!("{}{rest}, such as {}", counted(found.count, noun), found.examples.join("; "));
    Some(Hazard::new(HazardKind::MayFail, object, Severity::Refused, message).way_out(way_out))
}

/// What differs in a table, and what its rows say to that.
pub(super) fn of_table(
    connection: &Connection,
    names: &Names,
    old: &Table,
    new: &Table,
    differences: &[Difference],
) -> Found {
    let mut found = Vec::new();
    for difference in differences {
        match difference {
            Difference::ColumnDropped { column } => {
                let condition = format!("{} IS NOT NULL", names.column(column));
                let values =
                    probe::find(connection, names.table(), &[names.column(column)], &condition)?;
                let is_generated =
                    old.column(column).is_some_and(|column| column.generated.is_some());
                let count = if is_generated { 0 } else { values.count };
                found.push(lost(names.object(column), count, "value"));
            }
            Difference::ColumnAdded { column } => {
                found.extend(added(connection, names, new, column)?)
            }
            Difference::Column { column, aspect, .. } => {
                found.extend(changed(connection, names, (old, new), column, *aspect)?);
            }
            Difference::ConstraintAdded { constraint } => {
                found.extend(constrained(connection, names, new, constraint)?);
            }
            Difference::ConstraintChanged { after, .. } => {
                found.extend(constrained(connection, names, new, after)?);
            }
            Difference::Property { property, .. } if property == "STRICT" => {
                for column in new.columns.iter().filter(|column| old.column(&column.name).is_some())
                {
                    found.extend(changed(
                        connection,
                        names,
                        (old, new),
                        &column.name,
                        Aspect::Type,
                    )?);
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// A new column that takes no null and has no value for the rows that are there.
fn added(connection: &Connection, names: &Names, new: &Table, name: &str) -> Found {
    let Some(column) = new.column(name) else { return Ok(Vec::new()) };
    let has_value =
        column.default.as_deref().is_some_and(|text| text != "null") || column.generated.is_some();
    let is_alias = crate::sqlite::rebuild::alias(new).is_some_and(|alias| alias.name == name);
    let rows = probe::rows(connection, names.table())?;
    if rows == 0 || has_value || is_alias || !column.not_null {
        return Ok(Vec::new());
    }
    let message = format!("{} would have no value in it", counted(rows, "row"));
    Ok(vec![
        Hazard::new(HazardKind::MayFail, names.object(name), Severity::Refused, message)
            .way_out("give it a default, or let it be null first"),
    ])
}

fn changed(
    connection: &Connection,
    names: &Names,
    (old, new): (&Table, &Table),
    name: &str,
    aspect: Aspect,
) -> Found {
    let (Some(before), Some(after)) = (old.column(name), new.column(name)) else {
        return Ok(Vec::new());
    };
    let column = names.column(name);
    let object = names.object(name);
    match aspect {
        Aspect::NotNull if after.not_null && before.generated.is_none() => {
            let nulls = probe::find(
                connection,
                names.table(),
                &key(names, old),
                &format!("{column} IS NULL"),
            )?;
            match &after.default {
                Some(default) if default != "null" => {
                    let message =
                        format!("{} would become {default}", counted(nulls.count, "null"));
                    let is_real = nulls.count > 0;
                    let hazard =
                        Hazard::new(HazardKind::FillNulls, object, Severity::Warning, message);
                    Ok(is_real.then_some(hazard).into_iter().collect())
                }
                _ => Ok(fails(
                    object,
                    nulls,
                    ("row", " with null in it"),
                    "give them a value first, or the column a default",
                )
                .into_iter()
                .collect()),
            }
        }
        Aspect::Type
            if after.generated.is_none() && probe::rows(connection, names.table())? > 0 =>
        {
            let TableOptions::Sqlite(options) = &new.options else { return Ok(Vec::new()) };
            Ok(
                match probe::conversion(
                    connection,
                    names.table(),
                    names.actual(name),
                    (&after.data_type, options),
                )? {
                    Err(message) => vec![
                        Hazard::new(HazardKind::MayFail, object, Severity::Refused, message)
                            .way_out("change these values first"),
                    ],
                    Ok(values) if values.count > 0 => {
                        let message = format!(
                            "{} would change, such as {}",
                            counted(values.count, "value"),
                            values.examples.join("; ")
                        );
                        vec![Hazard::new(
                            HazardKind::LossyConversion,
                            object,
                            Severity::Refused,
                            message,
                        )]
                    }
                    Ok(_) => Vec::new(),
                },
            )
        }
        Aspect::Generated if before.generated.is_none() => {
            let values = probe::find(
                connection,
                names.table(),
                std::slice::from_ref(&column),
                &format!("{column} IS NOT NULL"),
            )?;
            Ok(vec![lost(object, values.count, "value")])
        }
        Aspect::Default | Aspect::Collation | Aspect::Generated => {
            let message = format!("its {} changes", aspect.name());
            Ok(vec![Hazard::new(HazardKind::BehaviourChange, object, Severity::Note, message)])
        }
        _ => Ok(Vec::new()),
    }
}

/// What shows which row it is: the primary key, or the first columns.
fn key(names: &Names, table: &Table) -> Vec<String> {
    let key = table.constraints.iter().find_map(|constraint| match &constraint.rule {
        Rule::PrimaryKey { columns } => {
            Some(columns.iter().map(|part| names.column(&part.column)).collect())
        }
        _ => None,
    });
    key.unwrap_or_else(|| {
        table.columns.iter().take(3).map(|column| names.column(&column.name)).collect()
    })
}

/// A constraint that rows may break.
fn constrained(
    connection: &Connection,
    names: &Names,
    new: &Table,
    constraint: &Constraint,
) -> Found {
    let object = match &constraint.name {
        Some(name) => names.object(name),
        None => names.id.short(),
    };
    let shown = key(names, new);
    let parts = |columns: &[KeyPart]| -> Vec<String> {
        columns
            .iter()
            .map(|part| {
                let own = new.column(&part.column).and_then(|column| column.collation.as_deref());
                collated(names.column(&part.column), part.collation.as_deref().or(own))
            })
            .collect()
    };
    let hazard = match &constraint.rule {
        Rule::PrimaryKey { columns } | Rule::Unique { columns, .. } => {
            let double = probe::duplicates(connection, names.table(), &parts(columns), None)?;
            fails(object, double, ("duplicate key", ""), "make them unique first")
        }
        Rule::Check { expression } => {
            let broken =
                probe::find(connection, names.table(), &shown, &format!("NOT ({expression})"))?;
            fails(object, broken, ("row", " against it"), "change them first")
        }
        Rule::ForeignKey { columns, table, references, .. } if !references.is_empty() => {
            let own: Vec<String> = columns.iter().map(|column| names.column(column)).collect();
            let matches: Vec<String> = own
                .iter()
                .zip(references)
                .map(|(column, other)| format!("p.{} = {column}", quote(other)))
                .collect();
            let nulls: Vec<String> =
                own.iter().map(|column| format!("{column} IS NOT NULL")).collect();
            let condition = format!(
                "{} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {})",
                nulls.join(" AND "),
                quote(&table.name),
                matches.join(" AND ")
            );
            let orphans = probe::find(connection, names.table(), &own, &condition)?;
            fails(object, orphans, ("row", " without a parent"), "remove or mend them first")
        }
        _ => None,
    };
    Ok(hazard.into_iter().collect())
}
