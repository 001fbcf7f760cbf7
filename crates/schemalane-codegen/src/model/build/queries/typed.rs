//! A query whose columns and parameters have Rust types, on one database.

use super::super::Context;
use super::super::values::{self, Value};
use crate::described::QueryModule;
use crate::types::{Passing, Type};
use crate::{Problem, QueryPart};
use schemalane_query::{Access, Described, DescribedColumn, DescribedParameter, Origin};

/// A file of queries whose columns and parameters have Rust types.
pub(crate) struct TypedFile<'q> {
    pub(crate) file: &'q str,
    pub(crate) module: &'q str,
    pub(crate) queries: Vec<Typed<'q>>,
}

/// A query whose columns and parameters have Rust types.
pub(crate) struct Typed<'q> {
    pub(crate) described: &'q Described,
    /// In the order of the columns.
    pub(crate) columns: Vec<TypedColumn<'q>>,
    /// In the order of the parameters.
    pub(crate) parameters: Vec<TypedParameter<'q>>,
    /// The texts, with casts, in the order of the variants.
    pub(crate) texts: Vec<String>,
}

/// A column of a query with its Rust type.
pub(crate) struct TypedColumn<'q> {
    pub(crate) facts: &'q DescribedColumn,
    pub(crate) data_type: Type,
    /// Whether it can be null, on one of the databases.
    pub(crate) is_nullable: bool,
}

/// A parameter of a query with its Rust type.
pub(crate) struct TypedParameter<'q> {
    pub(crate) facts: &'q DescribedParameter,
    pub(crate) data_type: Type,
    /// Whether it can be null, on both of the databases.
    pub(crate) is_nullable: bool,
}

/// What finds the types of one query.
struct Typing<'c, 'x, 'q> {
    context: &'c mut Context<'x>,
    file: &'q str,
    described: &'q Described,
}

impl<'q> TypedFile<'q> {
    /// The file with types; what has none is a problem.
    pub(crate) fn of(context: &mut Context<'_>, module: &QueryModule<'q>) -> Self {
        let queries = module.queries.iter().filter_map(|described| {
            Typing { context: &mut *context, file: module.file, described }.query()
        });
        Self { file: module.file, module: module.module, queries: queries.collect() }
    }
}

impl Typed<'_> {
    pub(crate) fn name(&self) -> &str {
        &self.described.query.name
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.described.access == Access::Read
    }
}

impl<'q> Typing<'_, '_, 'q> {
    fn query(mut self) -> Option<Typed<'q>> {
        let described = self.described;
        // Every one that has no type is told.
        let columns: Vec<_> = described.columns.iter().map(|column| self.column(column)).collect();
        let parameters: Vec<_> =
            described.parameters.iter().map(|parameter| self.parameter(parameter)).collect();
        let columns = columns.into_iter().collect::<Option<Vec<_>>>()?;
        let parameters = parameters.into_iter().collect::<Option<Vec<_>>>()?;
        let cast = |place: &usize| parameters.get(*place).map(|it| it.data_type.cast.clone());
        let texts = described.query.variants.iter().map(|variant| {
            let suffix = |slot: usize| variant.parameters.get(slot).and_then(cast);
            variant.template.render(|slot| suffix(slot).unwrap_or_default()).sql
        });
        Some(Typed { described, texts: texts.collect(), columns, parameters })
    }

    fn column(&mut self, facts: &'q DescribedColumn) -> Option<TypedColumn<'q>> {
        let found = self.find(facts.data_type.as_deref(), facts.origin.as_ref());
        // The text of a query is its writer's: nothing is cast where it is read.
        let found = found.filter(|found| found.read.is_empty());
        let data_type = stated(found, facts.rust.as_ref());
        let Some(data_type) = data_type else {
            let data_type = facts.data_type.as_deref();
            return self.untyped(QueryPart::Column, facts.name.clone(), data_type);
        };
        Some(TypedColumn { facts, data_type, is_nullable: facts.nullable })
    }

    fn parameter(&mut self, facts: &'q DescribedParameter) -> Option<TypedParameter<'q>> {
        let data_type = facts.data_type.as_deref();
        let found = self.find(data_type, facts.origin.as_ref());
        let Some(mut found) = stated(found, facts.rust.as_ref()) else {
            return self.untyped(QueryPart::Parameter, facts.name.to_string(), data_type);
        };
        let array = data_type.filter(|_| facts.list).map(|data_type| format!("{data_type}[]"));
        if let Some(array) = array.and_then(|array| self.find(Some(&array), None)) {
            found.cast = array.cast;
        }
        Some(TypedParameter { facts, data_type: found, is_nullable: facts.nullable })
    }

    fn find(&mut self, data_type: Option<&str>, origin: Option<&Origin>) -> Option<Type> {
        let origin = origin.map(|origin| (origin.table.as_str(), origin.column.as_str()));
        let value = Value { data_type: data_type?, origin };
        values::find(self.context, value).map(|(found, _)| found)
    }

    fn untyped<T>(&mut self, part: QueryPart, name: String, data_type: Option<&str>) -> Option<T> {
        self.context.problems.push(Problem::NoQueryType {
            file: self.file.to_owned(),
            query: self.described.query.name.clone(),
            part,
            name,
            database_type: data_type.unwrap_or_default().to_owned(),
        });
        None
    }
}

/// The type that a note takes, in the place of the one that was found.
fn stated(found: Option<Type>, rust: Option<&String>) -> Option<Type> {
    let found = found?;
    Some(match rust {
        Some(rust) => Type { rust: rust.clone(), passing: Passing::Reference, ..found },
        None => found,
    })
}
