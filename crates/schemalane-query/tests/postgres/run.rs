//! Describes a case, and runs it.

use crate::case::Case;
use schemalane_query::postgres::{Describer, Error};
use schemalane_query::{Access, Analysis, Asked, Column, Stated};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection, Row as _, ValueRef as _};
use std::collections::{BTreeMap, BTreeSet};

/// The lines that a case would have to have.
pub(crate) async fn described(
    describer: &mut Describer<'_>,
    case: &Case,
) -> (Vec<String>, Option<Analysis>) {
    let stated: Vec<Stated> = case.stated.iter().map(|text| stated(text)).collect();
    let asked = Asked { sql: case.sql(), parameters: &stated };
    match describer.describe(&asked).await {
        Ok(analysis) => (lines(&analysis, case), Some(analysis)),
        Err(Error::Refused(refusal)) => {
            let place = refusal.offset.map_or("-".to_owned(), |offset| offset.to_string());
            let help = refusal.help.map(|help| format!(" HINT {help}")).unwrap_or_default();
            (vec![format!("refused {place} {}{help}", refusal.message)], None)
        }
        Err(Error::Untyped { parameter, offset, .. }) => {
            let place = offset.map_or("-".to_owned(), |offset| offset.to_string());
            (vec![format!("untyped {place} ${parameter}")], None)
        }
        Err(error) => panic!("{}: {error}", case.title),
    }
}

/// `text`, `text?`, `text[]` of a list: `list text`.
fn stated(text: &str) -> Stated {
    let mut stated = Stated::default();
    for word in text.split(' ') {
        match word {
            "list" => stated.list = true,
            "null" => stated.nullable = Some(true),
            "never" => stated.nullable = Some(false),
            "-" => {}
            name => stated.data_type = Some(name.to_owned()),
        }
    }
    stated
}

fn lines(analysis: &Analysis, case: &Case) -> Vec<String> {
    let columns: Vec<String> = analysis.columns.iter().map(column).collect();
    let mut lines = vec![format!("= {}", columns.join(", ")).trim_end().to_owned()];
    for (place, parameter) in analysis.parameters.iter().enumerate() {
        let mark = if parameter.nullable { '?' } else { '!' };
        let data_type = parameter.data_type.as_deref().unwrap_or("-");
        let origin = parameter.origin.as_ref();
        let origin = origin.map(|origin| format!(" {}.{}", origin.table, origin.column));
        lines.push(format!("${} {data_type}{mark}{}", place + 1, origin.unwrap_or_default()));
    }
    if analysis.access == Access::Write {
        lines.push("write".to_owned());
    }
    if case.expected.iter().any(|line| line.starts_with("tables")) {
        let tables: Vec<&str> = analysis.tables.iter().map(String::as_str).collect();
        lines.push(format!("tables {}", tables.join(" ")).trim_end().to_owned());
    }
    lines
}

fn column(column: &Column) -> String {
    let data_type = column.data_type.as_deref().unwrap_or("-");
    let mark = match (column.nullable, column.nullable_in_row) {
        (false, _) => "!",
        (true, true) if column.joined.is_some() => "??",
        (true, _) => "?",
    };
    let row = column.joined.and_then(|row| char::from_digit(row + 10, 36));
    format!("{data_type}{mark}{}", row.map(String::from).unwrap_or_default())
}

/// Runs a case, and says what is wrong with what was said of it.
pub(crate) async fn run(
    connection: &mut PgConnection,
    case: &Case,
    analysis: &Analysis,
) -> Vec<String> {
    let none = vec![String::new()];
    let runs = if case.runs.is_empty() { &none } else { &case.runs };
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for arguments in runs {
        let rows = match rows(connection, case, analysis, arguments).await {
            Ok(rows) => rows,
            Err(error) => {
                wrong.push(error.to_string());
                Vec::new()
            }
        };
        for row in rows {
            let nulls: Vec<bool> =
                (0..row.len()).map(|place| row.try_get_raw(place).unwrap().is_null()).collect();
            seen.extend(
                nulls.iter().enumerate().filter(|(_, null)| **null).map(|(place, _)| place),
            );
            wrong.extend(unsound(analysis, &nulls));
        }
    }
    for (place, column) in analysis.columns.iter().enumerate() {
        let is_excused = case.unseen.contains(&(place + 1));
        match (column.nullable, seen.contains(&place)) {
            (true, false) if !is_excused => {
                wrong.push(format!("no row has a null in column {}", place + 1));
            }
            (true, true) if is_excused => {
                wrong.push(format!("a row does have a null in column {}", place + 1));
            }
            _ => {}
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

async fn rows(
    connection: &mut PgConnection,
    case: &Case,
    analysis: &Analysis,
    arguments: &str,
) -> Result<Vec<PgRow>, sqlx::Error> {
    let types: Vec<String> = analysis
        .parameters
        .iter()
        .zip(case.stated.iter().map(Some).chain(std::iter::repeat(None)))
        .map(|(parameter, stated)| {
            let list = stated.is_some_and(|stated| stated.starts_with("list"));
            let name = parameter.data_type.clone().unwrap();
            if list { format!("{name}[]") } else { name }
        })
        .collect();
    let types = if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) };
    let values = if types.is_empty() { String::new() } else { format!("({arguments})") };
    let prepare = format!("BEGIN; PREPARE one {types} AS {}", case.sql());
    let execute = format!("EXECUTE one {values}");
    let prepared = connection.execute(sqlx::raw_sql(AssertSqlSafe(prepare))).await;
    let rows = match prepared {
        Ok(_) => connection.fetch_all(sqlx::raw_sql(AssertSqlSafe(execute))).await,
        Err(error) => Err(error),
    };
    connection.execute(sqlx::raw_sql("ROLLBACK; DEALLOCATE ALL")).await?;
    rows
}

/// What a row shows to be wrong.
fn unsound(analysis: &Analysis, nulls: &[bool]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut rows: BTreeMap<u32, Vec<(usize, bool)>> = BTreeMap::new();
    for (place, column) in analysis.columns.iter().enumerate() {
        if nulls[place] && !column.nullable {
            wrong.push(format!("a null in column {}", place + 1));
        }
        if let Some(row) = column.joined {
            rows.entry(row).or_default().push((place, column.nullable_in_row));
        }
    }
    for columns in rows.into_values() {
        let is_there = columns.iter().any(|(place, _)| !nulls[*place]);
        for (place, nullable) in columns {
            if is_there && !nullable && nulls[place] {
                wrong.push(format!("column {} is null in a row that is there", place + 1));
            }
        }
    }
    wrong
}
