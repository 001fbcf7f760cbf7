//! What the schemas of two databases have in common, and everything that they have different.

mod queries;
mod table;

use super::Draft;
use crate::model::{Databases, Enumeration, Table};
use crate::{Problem, Settings, WayOut};
use schemalane_source::Dialect;

/// One draft of two. What is wrong with one of them is wrong with both; only a setting that names nothing may name
/// something of the other.
pub(super) fn of<'q>(sqlite: Draft<'q>, postgres: Draft<'q>, settings: &Settings) -> Draft<'q> {
    let mut problems = problems(sqlite.problems, postgres.problems);
    alone(&sqlite.tables, &postgres.tables, &postgres.broken, Dialect::Sqlite, &mut problems);
    alone(&postgres.tables, &sqlite.tables, &sqlite.broken, Dialect::Postgres, &mut problems);
    let enums = enums(sqlite.enums, postgres.enums, &mut problems);
    let pairs = postgres.tables.into_iter().filter_map(|own| {
        let other = sqlite.tables.iter().find(|other| is_same(&own, other))?;
        Some((own, other))
    });
    let tables =
        pairs.map(|(own, other)| table::common(other, own, &enums, settings, &mut problems));
    let tables = tables.collect();
    let mut left_out = sqlite.left_out;
    left_out.extend(postgres.left_out);
    let broken = [sqlite.broken, postgres.broken].concat();
    // Only PostgreSQL has them.
    let composites = postgres.composites;
    let queries = queries::pairs(sqlite.queries, postgres.queries, &enums, settings, &mut problems);
    Draft {
        databases: Databases::Both,
        tables,
        enums,
        composites,
        left_out,
        queries,
        broken,
        problems,
    }
}

fn problems(sqlite: Vec<Problem>, postgres: Vec<Problem>) -> Vec<Problem> {
    let is_of_one = |problem: &Problem, others: &[Problem]| {
        matches!(problem, Problem::Unknown { .. }) && !others.contains(problem)
    };
    let mut problems: Vec<Problem> =
        sqlite.iter().filter(|it| !is_of_one(it, &postgres)).cloned().collect();
    problems.extend(postgres.iter().filter(|it| !is_of_one(it, &sqlite)).cloned());
    problems
}

/// SQLite does not tell small letters from capitals, and PostgreSQL makes small ones of what has no quotes.
fn is_same(left: &Table, right: &Table) -> bool {
    left.label.eq_ignore_ascii_case(&right.label)
}

/// The tables and views that one database has and the other has not.
fn alone(
    tables: &[Table],
    others: &[Table],
    broken: &[String],
    dialect: Dialect,
    problems: &mut Vec<Problem>,
) {
    for table in tables {
        let is_known = others.iter().any(|other| is_same(table, other))
            || broken.iter().any(|label| label.eq_ignore_ascii_case(&table.label));
        if !is_known {
            problems.push(Problem::Alone {
                what: format!("{} {}", table.kind, table.label),
                dialect,
                way_out: WayOut::Except { key: table.label.clone() },
            });
        }
    }
}

/// PostgreSQL has enums as objects; what SQLite has are other columns' own.
fn enums(
    sqlite: Vec<Enumeration>,
    postgres: Vec<Enumeration>,
    problems: &mut Vec<Problem>,
) -> Vec<Enumeration> {
    let mut enums = postgres;
    for own in sqlite {
        match enums.iter().find(|other| other.rust == own.rust) {
            None => enums.push(own),
            Some(other) if other.variants == own.variants => {}
            Some(other) => problems.push(Problem::Differs {
                what: format!("labels of {}", other.label),
                sqlite: own.labels(),
                postgres: other.labels(),
                way_out: WayOut::Type {
                    key: other.label.clone(),
                    rust: "String".to_owned(),
                    meaning: "any text",
                },
            }),
        }
    }
    enums.sort_by(|left, right| left.rust.cmp(&right.rust));
    enums
}
