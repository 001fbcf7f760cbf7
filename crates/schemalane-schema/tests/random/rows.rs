//! Rows before and after.

use schemalane_schema::{
    Address, Change, Difference, Element, HazardKind, Kind, ObjectId, Plan, Severity,
};
use std::collections::BTreeMap;

/// The rows of every table.
pub(crate) type Rows = BTreeMap<String, TableRows>;

/// Columns, and the values of each row as text.
#[derive(Clone, Debug)]
pub(crate) struct TableRows {
    pub(crate) columns: Vec<ColumnOfRows>,
    pub(crate) rows: Vec<Vec<String>>,
    /// PostgreSQL: the table that it is a partition of, of whose columns the plan speaks.
    pub(crate) parent: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct ColumnOfRows {
    pub(crate) name: String,
    pub(crate) data_type: String,
    pub(crate) is_generated: bool,
}

/// Rows of tables that stay must be there afterwards, and values of columns that stay must be what they were, unless
/// the plan said otherwise.
pub(crate) fn compare(plan: &Plan, before: &Rows, after: &Rows) -> Result<(), String> {
    for (was, old) in before {
        let table = &table_after(plan, was);
        let is_told = [was, table].iter().any(|name| says(plan, name, &[HazardKind::DeleteData]));
        let Some(new) = after.get(table) else {
            if old.rows.is_empty() || is_told {
                continue;
            }
            return Err(format!("table {table} went with its rows, and the plan did not say so"));
        };
        if is_told {
            continue;
        }
        let parent = old.parent.as_ref().map(|parent| table_after(plan, parent));
        let speaker = parent.as_ref().unwrap_or(table);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for column in &old.columns {
            let name = column.name.as_str();
            let renamed = column_after(plan, speaker, name);
            let is_told =
                |table: &str| says_of(plan, table, name) || says_of(plan, table, &renamed);
            if is_told(table) || is_told(speaker) {
                continue;
            }
            match new.columns.iter().find(|other| other.name == renamed) {
                Some(other) if other.is_generated && column.is_generated => {}
                Some(other) => {
                    let is_same = column.data_type == other.data_type;
                    left.push((name, is_same));
                    right.push((other.name.as_str(), is_same));
                }
                None if column.is_generated || name == ROWID || old.is_null(name) => {}
                None => {
                    return Err(format!(
                        "values of {table}.{name} are lost, and the plan did not say so"
                    ));
                }
            }
        }
        let (was, is) = (old.project(&left), new.project(&right));
        if was != is {
            return Err(format!("the rows of {table} in {right:?}\n  were {was:?}\n  are  {is:?}"));
        }
    }
    Ok(())
}

/// The name of a table after the plan.
fn table_after(plan: &Plan, table: &str) -> String {
    let renamed = plan.changes.iter().find_map(|change| match change {
        Change::Rename { from, to } if from.kind == Kind::Table && from.short() == table => {
            Some(to.short())
        }
        _ => None,
    });
    renamed.unwrap_or_else(|| table.to_owned())
}

/// The name of a column after the plan; the table is called as it is then.
fn column_after(plan: &Plan, table: &str, column: &str) -> String {
    let differences = plan.changes.iter().flat_map(|change| match change {
        Change::Alter { id, differences } if id.short() == table => differences.as_slice(),
        _ => &[],
    });
    let mut renamed = differences.filter_map(|difference| match difference {
        Difference::ColumnRenamed { from, to } if from == column => Some(to.clone()),
        _ => None,
    });
    renamed.next().unwrap_or_else(|| column.to_owned())
}

/// What the number of a row is called, where no column is another name of it.
pub(crate) const ROWID: &str = "the rowid";

impl TableRows {
    fn place(&self, name: &str) -> usize {
        self.columns.iter().position(|column| column.name == name).expect("a column that is there")
    }

    fn is_null(&self, name: &str) -> bool {
        let place = self.place(name);
        self.rows.iter().all(|row| row[place] == "NULL")
    }

    /// The values of some columns, in an order that does not depend on the database. Under another type a value may be
    /// written in another way.
    fn project(&self, columns: &[(&str, bool)]) -> Vec<Vec<String>> {
        let places: Vec<(usize, bool)> =
            columns.iter().map(|(name, is_same)| (self.place(name), *is_same)).collect();
        let value = |row: &[String], (place, is_same): (usize, bool)| {
            if is_same { row[place].clone() } else { meaning(&row[place]) }
        };
        let mut rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| places.iter().map(|place| value(row, *place)).collect())
            .collect();
        rows.sort();
        rows
    }
}

/// A value as it is under another type: a number is the same with and without quotes, a fraction and needless zeros, and
/// truth is one.
fn meaning(value: &str) -> String {
    let bare = match value.trim_matches('\'') {
        "true" => "1",
        "false" => "0",
        bare => bare,
    };
    if let Ok(whole) = bare.parse::<i64>() {
        return whole.to_string();
    }
    match bare.parse::<f64>() {
        Ok(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Ok(number) => number.to_string(),
        Err(_) => bare.to_owned(),
    }
}

/// Whether the plan says that values of a column are lost or change.
fn says_of(plan: &Plan, table: &str, column: &str) -> bool {
    const CHANGES: &[HazardKind] =
        &[HazardKind::DeleteData, HazardKind::LossyConversion, HazardKind::FillNulls];
    says(plan, &format!("{table}.{column}"), CHANGES)
}

/// Whether the plan has a hazard of these kinds that is more than a note.
fn says(plan: &Plan, object: &str, kinds: &[HazardKind]) -> bool {
    plan.steps.iter().flat_map(|step| &step.hazards).any(|hazard| {
        plain(&hazard.about) == object
            && kinds.contains(&hazard.kind)
            && hazard.severity > Severity::Note
    })
}

/// What a hazard is about, without quotes and without the schema that goes without saying.
fn plain(about: &Address) -> String {
    let ObjectId { schema, name, .. } = &about.object;
    let schema = Some(schema).filter(|schema| !["", "public"].contains(&schema.as_str()));
    let part = about.part.as_ref().map(Element::name);
    let names = [schema.map(String::as_str), Some(name.as_str()), part];
    names.into_iter().flatten().collect::<Vec<_>>().join(".")
}
