//! A query whose columns and parameters have Rust types, on one database.

use super::super::Context;
use super::super::values::{self, Value};
use crate::described::Described;
use crate::types::{Passing, Type};
use crate::{Problem, QueryPart};
use schemalane_query::{Access, Analysis, Column, Query, QueryParameter};

/// A file of queries whose columns and parameters have Rust types.
pub(crate) struct TypedFile<'q> {
    pub(crate) file: &'q str,
    pub(crate) module: &'q str,
    pub(crate) queries: Vec<Typed<'q>>,
}

/// A query whose columns and parameters have Rust types.
pub(crate) struct Typed<'q> {
    pub(crate) query: &'q Query,
    pub(crate) columns: Vec<TypedColumn>,
    pub(crate) parameters: Vec<TypedParameter>,
    /// The texts, with casts, in the order of the variants.
    pub(crate) texts: Vec<String>,
    pub(crate) is_reading: bool,
    pub(crate) tables: Vec<String>,
}

/// A column of a query with its Rust type.
pub(crate) struct TypedColumn {
    /// The column as the engine describes it, with what its note promises.
    pub(crate) facts: Column,
    pub(crate) data_type: Type,
    pub(crate) documentation: Option<String>,
}

/// A parameter of a query with its Rust type.
pub(crate) struct TypedParameter {
    pub(crate) data_type: Type,
    pub(crate) is_nullable: bool,
}

/// What a column or a parameter is of.
struct Place<'q> {
    file: &'q str,
    query: &'q Query,
}

impl Place<'_> {
    fn untyped(&self, part: QueryPart, name: String, data_type: Option<&str>) -> Problem {
        Problem::NoQueryType {
            file: self.file.to_owned(),
            query: self.query.name.clone(),
            part,
            name,
            database_type: data_type.unwrap_or_default().to_owned(),
        }
    }
}

impl<'q> TypedFile<'q> {
    /// The file with types; what has none is a problem.
    pub(crate) fn of(context: &mut Context<'_>, described: &Described<'q>) -> Self {
        let file = described.file;
        let queries =
            file.queries.iter().zip(described.analyses).filter_map(|(query, analyses)| {
                let place = Place { file: &file.file, query };
                Typed::of(context, &place, analyses)
            });
        Self { file: &file.file, module: &file.module, queries: queries.collect() }
    }
}

impl<'q> Typed<'q> {
    fn of(context: &mut Context<'_>, place: &Place<'q>, analyses: &[Analysis]) -> Option<Self> {
        let whole = analyses.first()?;
        let columns: Vec<_> =
            (0..whole.columns.len()).map(|index| column(context, place, analyses, index)).collect();
        let parameters: Vec<_> = (0..place.query.parameters.len())
            .map(|index| parameter(context, place, analyses, index))
            .collect();
        let (columns, parameters) = (
            columns.into_iter().collect::<Option<Vec<_>>>()?,
            parameters.into_iter().collect::<Option<Vec<TypedParameter>>>()?,
        );
        let cast = |place: &usize| parameters.get(*place).map(|it| it.data_type.cast.clone());
        let texts = place.query.variants.iter().map(|variant| {
            let suffix = |slot: usize| variant.parameters.get(slot).and_then(cast);
            variant.template.render(|slot| suffix(slot).unwrap_or_default()).sql
        });
        let is_reading = analyses.iter().all(|analysis| analysis.access == Access::Read);
        let tables = analyses.iter().flat_map(|analysis| &analysis.tables).cloned();
        let tables = tables.collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        Some(Self {
            query: place.query,
            texts: texts.collect(),
            columns,
            parameters,
            is_reading,
            tables,
        })
    }
}

fn column(
    context: &mut Context<'_>,
    place: &Place<'_>,
    analyses: &[Analysis],
    index: usize,
) -> Option<TypedColumn> {
    let each = || analyses.iter().filter_map(|analysis| analysis.columns.get(index));
    let mut facts = each().next()?.clone();
    facts.nullable = each().any(|column| column.nullable);
    facts.nullable_in_row = each().any(|column| column.nullable_in_row);
    let note = place.query.notes.columns.iter().find(|note| note.name == facts.name);
    if let Some(promised) = note.and_then(|note| note.nullable) {
        facts.nullable = promised;
        facts.nullable_in_row = promised;
    }
    let stated = note.and_then(|note| note.data_type.as_deref());
    let data_type = facts.data_type.as_deref().or(stated).map(str::to_owned);
    let origin = facts.origin.as_ref().map(|it| (it.table.as_str(), it.column.as_str()));
    let found = data_type.as_deref().and_then(|data_type| {
        values::find(context, Value { data_type, origin }).map(|(found, _)| found)
    });
    let rust = note.and_then(|note| note.rust.clone());
    let data_type = match (found, rust) {
        (Some(found), Some(rust)) => Type { rust, passing: Passing::Reference, ..found },
        // The text of a query is its writer's: nothing is cast where it is read.
        (Some(found), None) if found.read.is_empty() => found,
        (Some(_) | None, None) | (None, Some(_)) => {
            let problem =
                place.untyped(QueryPart::Column, facts.name.clone(), data_type.as_deref());
            context.problems.push(problem);
            return None;
        }
    };
    let documentation = note.and_then(|note| note.documentation.clone());
    Some(TypedColumn { facts, data_type, documentation })
}

fn parameter(
    context: &mut Context<'_>,
    place: &Place<'_>,
    analyses: &[Analysis],
    index: usize,
) -> Option<TypedParameter> {
    let own: &QueryParameter = place.query.parameters.get(index)?;
    let each = || {
        place.query.variants.iter().zip(analyses).filter_map(|(variant, analysis)| {
            let number = variant.parameters.iter().position(|place| *place == index)?;
            analysis.parameters.get(number)
        })
    };
    let first = each().find(|parameter| parameter.data_type.is_some()).or_else(|| each().next())?;
    let data_type = first.data_type.clone().or_else(|| own.stated.data_type.clone());
    let origin = first.origin.as_ref().map(|it| (it.table.as_str(), it.column.as_str()));
    let mut find = |data_type: &str| {
        values::find(context, Value { data_type, origin }).map(|(found, _)| found)
    };
    let found = data_type.as_deref().and_then(&mut find);
    let cast = match (own.stated.list, &data_type) {
        (true, Some(data_type)) => find(&format!("{data_type}[]")).map(|array| array.cast),
        _ => None,
    };
    let Some(found) = found else {
        let problem =
            place.untyped(QueryPart::Parameter, own.name.to_string(), data_type.as_deref());
        context.problems.push(problem);
        return None;
    };
    let found = match &own.rust {
        Some(rust) => Type { rust: rust.clone(), passing: Passing::Reference, ..found },
        None => found,
    };
    Some(TypedParameter {
        data_type: Type { cast: cast.unwrap_or_else(|| found.cast.clone()), ..found },
        is_nullable: own.stated.nullable.unwrap_or_else(|| each().any(|it| it.nullable)),
    })
}
