//! What parameters are used for, from which follows their type: SQLite has none for them.

use super::kind::{Kind, Meaning};
use super::value::{Flow, Part, Value};
use crate::{Origin, Parameter, Stated};

/// The uses of all parameters of a query.
#[derive(Debug, Default)]
pub(super) struct Uses {
    uses: Vec<Use>,
    nullable: Vec<usize>,
}

/// That a parameter is used as a value of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Use {
    parameter: usize,
    kind: Kind,
    origin: Option<Origin>,
    weight: Weight,
}

/// How much a use says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// An expression beside it has the type, or a function usually takes it.
    Hint,
    /// A column has it, or the query says it.
    Word,
}

/// A parameter that is used with two types.
#[derive(Debug)]
pub(super) struct Conflict {
    pub(super) parameter: usize,
    pub(super) first: String,
    pub(super) second: String,
}

impl Uses {
    /// The parameters that go into a value are used as a value of the type of another one.
    pub(super) fn beside(&mut self, value: &Value, other: &Value) {
        let weight = match other.origin {
            Some(_) => Weight::Word,
            None => Weight::Hint,
        };
        self.used(value, &other.kind, other.origin.as_ref(), weight);
    }

    /// They are used as a value of a type.
    pub(super) fn used(
        &mut self,
        value: &Value,
        kind: &Kind,
        origin: Option<&Origin>,
        weight: Weight,
    ) {
        let Some(meaning) = kind.meaning() else { return };
        for flow in &value.flows {
            let origin = match flow.part {
                Part::Whole | Part::Typed => origin.cloned(),
                Part::Operand if matches!(meaning, Meaning::Integer | Meaning::Real) => None,
                Part::Operand | Part::Null => continue,
            };
            let weight = match flow.part {
                Part::Whole | Part::Typed => weight,
                Part::Operand | Part::Null => Weight::Hint,
            };
            let found = Use { parameter: flow.parameter, kind: kind.clone(), origin, weight };
            if !self.uses.contains(&found) {
                self.uses.push(found);
            }
        }
    }

    /// A null may go where they go, or the query asks whether they are null.
    pub(super) fn may_be_null(&mut self, value: &Value) {
        let is_it = |flow: &&Flow| matches!(flow.part, Part::Whole | Part::Null);
        let whole = value.flows.iter().filter(is_it);
        self.nullable.extend(whole.map(|flow| flow.parameter));
    }

    /// How many uses there are, to come back to.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.uses.len(), self.nullable.len())
    }

    /// Forgets the uses since then.
    pub(super) fn back(&mut self, (uses, nullable): (usize, usize)) {
        self.uses.truncate(uses);
        self.nullable.truncate(nullable);
    }

    /// What they say of each parameter.
    pub(super) fn settle(
        &self,
        count: usize,
        stated: &[Stated],
    ) -> Result<Vec<Parameter>, Conflict> {
        (0..count).map(|place| self.parameter(place, stated.get(place))).collect()
    }

    fn parameter(&self, place: usize, stated: Option<&Stated>) -> Result<Parameter, Conflict> {
        let data_type = match stated.and_then(|stated| stated.data_type.clone()) {
            Some(stated) => Some(stated),
            None => self.data_type(place)?,
        };
        let is_list = stated.is_some_and(|stated| stated.list);
        let nullable = !is_list && self.nullable.contains(&place);
        let origin = self.of(place).find_map(|found| found.origin.clone());
        Ok(Parameter {
            data_type,
            nullable: stated.and_then(|stated| stated.nullable).unwrap_or(nullable),
            origin,
        })
    }

    fn of(&self, place: usize) -> impl Iterator<Item = &Use> {
        self.uses.iter().filter(move |found| found.parameter == place)
    }

    fn data_type(&self, place: usize) -> Result<Option<String>, Conflict> {
        let is_any = |found: &&Use| found.kind.meaning() == Some(Meaning::Any);
        let weight = self.of(place).filter(|found| !is_any(found)).map(|found| found.weight).max();
        let Some(weight) = weight else {
            // Beside a column without a type goes whatever SQLite stores.
            return Ok(self.of(place).find_map(|found| found.kind.name().map(str::to_owned)));
        };
        let mut kinds = self.of(place).filter(|found| !is_any(found) && found.weight == weight);
        let mut kind = kinds.next().map(|found| found.kind.clone()).unwrap_or_default();
        for other in kinds {
            let both = match weight {
                Weight::Word if kind.meaning() == other.kind.meaning() => kind.clone(),
                Weight::Word => Kind::Unknown,
                Weight::Hint => kind.clone().common(other.kind.clone()),
            };
            if both == Kind::Unknown {
                let name = |kind: &Kind| kind.name().unwrap_or_default().to_owned();
                let (first, second) = (name(&kind), name(&other.kind));
                return Err(Conflict { parameter: place, first, second });
            }
            kind = both;
        }
        Ok(kind.name().map(str::to_owned))
    }
}
