//! The parameters of a statement, with what is stated of them.

use schemalane_source::Dialect;

use super::no_such;
use crate::Stated;
use crate::code::Code;
use crate::list;
use crate::note::{Broken, Declared, Named, Notes};
use crate::problem::ProblemKind;
use crate::query::QueryParameter;
use crate::rust_name::snake;
use crate::scan::{ParameterName, Scan, Spelling, Use};
use crate::text::Text;

/// The parameters in order, with what notes and spellings state of them.
pub(super) fn parameters(
    text: &Text,
    code: &Code<'_>,
    scan: &Scan,
    notes: &Notes,
    problems: &mut Vec<Broken>,
) -> Vec<QueryParameter> {
    let mut parameters: Vec<QueryParameter> = Vec::new();
    for (index, name) in scan.names.iter().enumerate() {
        let mut uses = scan.uses.iter().filter(|place| place.parameter == index);
        let at = uses.next().map_or(0, |place| code.range(place.tokens.start).start);
        let function = match name {
            ParameterName::Word(word) => snake(word).unwrap_or_else(|| word.clone()),
            ParameterName::Position(position) => format!("param{position}"),
        };
        if let Some(other) = parameters.iter().find(|other| other.rust_name == function) {
            let kind = ProblemKind::SameParameter { name: name.clone(), other: other.name.clone() };
            problems.push((at, kind));
        }
        parameters.push(QueryParameter::new(name.clone(), function, at));
    }
    declare(&mut parameters, notes, problems);
    for (index, parameter) in parameters.iter_mut().enumerate() {
        let uses = scan.uses.iter().filter(|place| place.parameter == index);
        spell(text, code, parameter, uses, problems);
    }
    parameters
}

/// Gives each parameter what its note states.
fn declare(parameters: &mut [QueryParameter], notes: &Notes, problems: &mut Vec<Broken>) {
    let known: Vec<String> = parameters.iter().map(|it| it.name.to_string()).collect();
    let mut find = |note: &str, name: &str, at: usize| {
        let index = parameters.iter().position(|parameter| parameter.name.is(name));
        if index.is_none() {
            problems.push((at, no_such(note, name, known.clone())));
        }
        index
    };
    let mut declared: Vec<(usize, &Declared)> = Vec::new();
    let mut twice = Vec::new();
    for note in &notes.parameters {
        let Some(index) = find("@param", &note.name, note.at) else { continue };
        if declared.iter().any(|(other, _)| *other == index) {
            let kind = ProblemKind::NoteTwice { note: format!("@param {}", note.name) };
            twice.push((note.at, kind));
        }
        declared.push((index, note));
    }
    let contract = notes.contract_parameters.iter().flatten();
    let contracted: Vec<_> =
        contract.filter_map(|it| find("schemalane:params", &it.name, it.at)).collect();
    let optional: Vec<_> = (notes.optional.iter())
        .filter_map(|Named { name, at }| find("@optional", name, *at))
        .collect();
    for (index, note) in declared {
        let parameter = &mut parameters[index];
        parameter.stated.data_type.clone_from(&note.data_type);
        parameter.stated.nullable = note.nullable;
        parameter.rust.clone_from(&note.rust);
        parameter.documentation.clone_from(&note.documentation);
        parameter.note = Some(note.at);
    }
    for index in optional {
        parameters[index].optional = true;
    }
    problems.extend(twice);
    let is_missing =
        |index: &usize| notes.contract_parameters.is_some() && !contracted.contains(index);
    for index in (0..parameters.len()).filter(is_missing) {
        let name = parameters[index].name.clone();
        problems.push((parameters[index].at, ProblemKind::NotInContract { name }));
    }
}

/// Gives a parameter what its places in the statement say: that it is a list, and that it can be null.
fn spell<'u>(
    text: &Text,
    code: &Code<'_>,
    parameter: &mut QueryParameter,
    uses: impl Iterator<Item = &'u Use>,
    problems: &mut Vec<Broken>,
) {
    let Stated { data_type, nullable, list } = &mut parameter.stated;
    let element = data_type.as_deref().and_then(|it| it.strip_suffix("[]"));
    let mut outside = None;
    let mut inside = false;
    for place in uses {
        match list::membership(code, place) {
            Some(_) if list::makes_list(place) || element.is_some() => inside = true,
            Some(_) => {}
            None if place.spelling == Spelling::List => {
                let at = code.range(place.tokens.start).start;
                problems.push((at, ProblemKind::ListOutside { name: parameter.name.clone() }));
            }
            None if !list::may_stand(code, place) => {
                outside = Some(code.range(place.tokens.start).start);
            }
            None => {}
        }
        if place.spelling == Spelling::Null {
            nullable.get_or_insert(true);
        }
    }
    *list = inside;
    // PostgreSQL has arrays, and says itself where one does not fit.
    let is_wrong = text.dialect == Dialect::Sqlite && (inside || element.is_some());
    if let Some(at) = outside.filter(|_| is_wrong) {
        problems.push((at, ProblemKind::ListOutside { name: parameter.name.clone() }));
    }
    if let Some(element) = element.filter(|_| inside) {
        *data_type = Some(element.to_owned());
    }
}
