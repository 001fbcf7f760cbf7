//! The parameters of a query, with what the engine says of them.

use super::merge::Merged;
use super::same_type::{Likeness, compare, fits_contract};
use super::{Claim, Context, Found};
use crate::analysis::Origin;
use crate::problem::ProblemKind;
use crate::query::{Query, QueryParameter};
use crate::rust_name::snake;
use crate::scan::ParameterName;

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribedParameter {
    /// How the file calls it.
    pub name: ParameterName,
    /// Its name in Rust.
    pub rust_name: String,
    /// Its type, as the database writes it, of a list that of an element; `None` where nothing says it.
    pub data_type: Option<String>,
    /// Whether it can be null.
    pub nullable: bool,
    /// Whether it is a list.
    pub list: bool,
    /// Whether its condition is left out where it is not given.
    pub optional: bool,
    /// The column that it is written to, or compared with.
    pub origin: Option<Origin>,
    /// The Rust type that a note takes for it.
    pub rust: Option<String>,
    /// What it is, in words.
    pub documentation: Option<String>,
}

/// The parameters, with what the engine says of each.
pub(super) fn parameters(
    context: &Context<'_>,
    merged: &Merged,
    found: &mut Found,
) -> Vec<DescribedParameter> {
    let mut described: Vec<DescribedParameter> = Vec::new();
    for (parameter, analysed) in context.query.parameters.iter().zip(&merged.parameters) {
        let stated = &parameter.stated;
        let engine = analysed.as_ref().and_then(|it| it.data_type.as_deref());
        let data_type = data_type(context, parameter, engine, found);
        if data_type.is_none() {
            let kind = ProblemKind::UnknownParameterType { name: parameter.name.clone() };
            found.problems.push(context.problem(parameter.at, kind));
        }
        if let Some(rust) = &parameter.rust {
            let claim = Claim::Rust(rust.clone());
            let at = parameter.note.unwrap_or(parameter.at);
            found.overrides.push(context.claim(&parameter.name.to_string(), claim, at));
        }
        let contract = contract_of(context.query, parameter).and_then(|field| field.nullable);
        let nullable = stated.nullable.or(contract);
        let origin = analysed.as_ref().and_then(|it| it.origin.clone());
        let from_origin =
            origin.as_ref().filter(|_| matches!(parameter.name, ParameterName::Position(_)));
        let own = from_origin.and_then(|origin| snake(&origin.column));
        let is_free = |name: &String| !described.iter().any(|it| it.rust_name == *name);
        described.push(DescribedParameter {
            name: parameter.name.clone(),
            rust_name: own.filter(is_free).unwrap_or_else(|| parameter.rust_name.clone()),
            data_type,
            nullable: nullable.unwrap_or_else(|| analysed.as_ref().is_some_and(|it| it.nullable)),
            list: stated.list,
            optional: parameter.optional,
            origin,
            rust: parameter.rust.clone(),
            documentation: parameter.documentation.clone(),
        });
    }
    described
}

fn contract_of<'q>(query: &'q Query, parameter: &QueryParameter) -> Option<&'q crate::Declared> {
    let fields = query.notes.contract_parameters.iter().flatten();
    fields.into_iter().find(|field| parameter.name.is(&field.name))
}

/// The type that the engine says, or the declared one where it says none; one that differs is a problem.
fn data_type(
    context: &Context<'_>,
    parameter: &QueryParameter,
    engine: Option<&str>,
    found: &mut Found,
) -> Option<String> {
    let dialect = context.query.dialect;
    let stated = parameter.stated.data_type.as_deref();
    let contract = contract_of(context.query, parameter);
    let contracted = contract.and_then(|field| field.data_type.as_deref());
    let differs = |declared: &str, at: usize, engine: &str| {
        let kind = ProblemKind::DeclaredType {
            name: parameter.name.to_string(),
            declared: declared.to_owned(),
            found: engine.to_owned(),
        };
        context.problem(at, kind)
    };
    if let (Some(contract), Some(declared), Some(engine)) = (contract, contracted, engine)
        && !fits_contract(dialect, declared, engine)
    {
        found.problems.push(differs(declared, contract.at, engine));
    }
    let (Some(declared), Some(engine)) = (stated, engine) else {
        return engine.or(stated).or(contracted).map(str::to_owned);
    };
    match compare(dialect, declared, engine) {
        Likeness::Same => Some(engine.to_owned()),
        Likeness::Finer => Some(declared.to_owned()),
        Likeness::Other => {
            let at = parameter.note.unwrap_or(parameter.at);
            found.problems.push(differs(declared, at, engine));
            Some(engine.to_owned())
        }
    }
}
