//! Queries with a Rust name for everything.

mod row;
pub(super) mod typed;

use self::row::Rows;
use self::typed::{Typed, TypedFile};
use crate::model::names::Names;
use crate::model::{
    Answer, Databases, Order, Parameter, Queries, Query, QueryFile, Table, Text, Texts,
};
use crate::{Problem, name};
use schemalane_query::{Command, Direction};
use schemalane_source::Dialect;

/// How many parameters a function takes one after the other; more are fields of a type.
const FEW: usize = 2;

/// What all files come to; what is in the way is a problem.
pub(super) fn all(
    databases: Databases,
    files: Vec<(TypedFile<'_>, Option<TypedFile<'_>>)>,
    tables: &[Table],
    problems: &mut Vec<Problem>,
) -> Queries {
    let files = files.into_iter().map(|(file, other)| {
        let mut rows = Rows::new(file.file, tables);
        let mut names = Names::default();
        let mut queries = Vec::new();
        for (place, typed) in file.queries.iter().enumerate() {
            let twin = other.as_ref().and_then(|other| other.queries.get(place));
            let made = query(typed, twin, databases, &mut rows, problems);
            if let Some(made) = made {
                claim(&mut names, &made, file.file, problems);
                queries.push(made);
            }
        }
        for row in rows.made() {
            let what = format!("the rows of {}", row.label);
            take(&mut names, &row.name, what, file.file, problems);
        }
        QueryFile { module: file.module.to_owned(), queries, rows: rows.into_made() }
    });
    let mut files: Vec<_> = files.collect();
    files.sort_by(|left, right| left.module.cmp(&right.module));
    Queries { databases, files }
}

/// Takes the names that a query has in its module.
fn claim(names: &mut Names, query: &Query, file: &str, problems: &mut Vec<Problem>) {
    let what = |part: &str| format!("{part} of {}", query.name);
    take(names, &query.function, what("the function"), file, problems);
    if let Some(taking) = &query.taking {
        take(names, taking, what("the parameters"), file, problems);
    }
    if let Some(order) = &query.order {
        take(names, &order.name, what("the order"), file, problems);
    }
}

fn take(names: &mut Names, name: &str, what: String, file: &str, problems: &mut Vec<Problem>) {
    match names.claim(name, what) {
        None => {}
        Some((left, right)) => problems.push(Problem::QueryCollision {
            file: file.to_owned(),
            name: name.to_owned(),
            left,
            right,
        }),
    }
}

fn query(
    typed: &Typed<'_>,
    twin: Option<&Typed<'_>>,
    databases: Databases,
    rows: &mut Rows<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Query> {
    let own = &typed.described.query;
    let pascal = name::pascal(&own.name)?;
    let answer = answer(typed, rows, problems)?;
    let parameters = typed.parameters.iter().map(|found| Parameter {
        name: found.facts.rust_name.clone(),
        data_type: found.data_type.clone(),
        is_nullable: found.is_nullable,
        is_list: found.facts.list,
        is_optional: found.facts.optional,
        doc: found.facts.documentation.clone(),
    });
    let is_many = typed.parameters.len() + usize::from(!own.notes.order.is_empty()) > FEW;
    Some(Query {
        name: own.name.clone(),
        function: own.function.clone(),
        parameters: parameters.collect(),
        order: order(own, &pascal),
        taking: is_many.then_some(pascal),
        docs: own.documentation.clone(),
        answer,
        texts: texts(typed, twin, databases),
        is_reading: typed.is_reading() && twin.is_none_or(Typed::is_reading),
        tables: typed.described.tables.iter().cloned().collect(),
    })
}

fn answer(typed: &Typed<'_>, rows: &mut Rows<'_>, problems: &mut Vec<Problem>) -> Option<Answer> {
    let mut row = || rows.of(typed, problems);
    Some(match typed.described.command {
        Command::One => Answer::One(row()?),
        Command::Opt => Answer::Optional(row()?),
        Command::Many => Answer::Many(row()?),
        Command::ExecRows => Answer::Changed,
        Command::Exec => Answer::Nothing,
        other => {
            let query = typed.name().to_owned();
            problems.push(Problem::NoCommand { query, command: other.name() });
            return None;
        }
    })
}

fn order(query: &schemalane_query::Query, pascal: &str) -> Option<Order> {
    if query.notes.order.is_empty() {
        return None;
    }
    let choices = query.notes.order.iter().flat_map(|column| {
        Direction::ALL.map(|direction| {
            let (suffix, words) = match direction {
                Direction::Ascending => ("Asc", "in ascending order"),
                Direction::Descending => ("Desc", "in descending order"),
            };
            let variant = name::pascal(&format!("{}_{suffix}", column.name));
            (variant.unwrap_or_default(), format!("By `{}`, {words}.", column.name))
        })
    });
    Some(Order { name: format!("{pascal}Order"), choices: choices.collect() })
}

fn texts(typed: &Typed<'_>, twin: Option<&Typed<'_>>, databases: Databases) -> Vec<Text> {
    let query = &typed.described.query;
    let variants = query.variants.iter().zip(&typed.texts).enumerate();
    let texts = variants.map(|(place, (variant, sql))| {
        let other = twin.and_then(|twin| twin.texts.get(place)).cloned().unwrap_or_default();
        let is_given = |place: &&usize| query.parameters.get(**place).is_some_and(|it| it.optional);
        Text {
            given: variant.parameters.iter().filter(is_given).copied().collect(),
            order: variant.order.map(|chosen| {
                let direction = Direction::ALL.iter().position(|it| *it == chosen.direction);
                chosen.column * Direction::ALL.len() + direction.unwrap_or_default()
            }),
            values: variant.parameters.clone(),
            sql: match (databases, query.dialect) {
                (_, Dialect::Sqlite) => Texts { sqlite: sql.clone(), postgres: other },
                (_, Dialect::Postgres) => Texts { sqlite: other, postgres: sql.clone() },
            },
        }
    });
    texts.collect()
}
