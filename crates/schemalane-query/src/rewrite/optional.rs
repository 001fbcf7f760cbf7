//! The conditions that are left out where an optional parameter is not given.

use std::ops::Range;

use crate::code::Code;
use crate::note::Broken;
use crate::optional::{Clause, condition_of};
use crate::problem::ProblemKind;
use crate::query::QueryParameter;
use crate::scan::Scan;

/// How many optional parameters a query may have: each doubles the number of its texts.
pub(crate) const MOST: usize = 4;

/// A condition that goes with a parameter.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) parameter: usize,
    pub(super) clause: Clause,
    pub(super) tokens: Range<usize>,
}

/// The conditions of all optional parameters.
pub(super) fn conditions(
    code: &Code<'_>,
    scan: &Scan,
    parameters: &[QueryParameter],
    problems: &mut Vec<Broken>,
) -> Vec<Condition> {
    let optional: Vec<_> = parameters.iter().filter(|parameter| parameter.optional).collect();
    if let Some(one_too_many) = optional.get(MOST) {
        let kind = ProblemKind::TooManyOptional { count: optional.len() };
        problems.push((one_too_many.at, kind));
        return Vec::new();
    }
    let mut conditions: Vec<Condition> = Vec::new();
    for place in scan.uses.iter().filter(|place| parameters[place.parameter].optional) {
        let at = code.range(place.tokens.start).start;
        let name = &parameters[place.parameter].name;
        let Some((clause, index)) = condition_of(code, place.tokens.start) else {
            problems.push((at, ProblemKind::OptionalNowhere { name: name.clone() }));
            continue;
        };
        let tokens = clause.conditions[index].clone();
        let other = scan.uses.iter().find(|other| {
            other.parameter != place.parameter && tokens.contains(&other.tokens.start)
        });
        if let Some(other) = other {
            let other = parameters[other.parameter].name.clone();
            problems.push((at, ProblemKind::OptionalShared { name: name.clone(), other }));
            continue;
        }
        if !conditions.iter().any(|condition| condition.tokens == tokens) {
            conditions.push(Condition { parameter: place.parameter, clause, tokens });
        }
    }
    conditions
}
