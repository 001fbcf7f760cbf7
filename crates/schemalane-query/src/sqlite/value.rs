//! A value, as far as it is understood.

use super::kind::Kind;
use crate::Origin;
use crate::algebra::Expr;

/// An expression, lowered.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) expr: Expr,
    pub(super) kind: Kind,
    /// The column of a table that it is.
    pub(super) origin: Option<Origin>,
    /// The parameters that it has its type from.
    pub(super) flows: Vec<Flow>,
    /// Whether a number of it is surely not infinite.
    pub(super) finite: bool,
}

/// A parameter that goes into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flow {
    /// Its place, from 0.
    pub(super) parameter: usize,
    pub(super) part: Part,
}

/// How much of a value a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// In some rows it is the value.
    Whole,
    /// It has the type of the value, and can be null or not for itself.
    Typed,
    /// It is an operand of arithmetic.
    Operand,
    /// It is null where the value is, and the type of the value is another's.
    Null,
}

impl Value {
    /// Something that nothing is known of.
    pub(super) const fn opaque() -> Self {
        Self::new(Expr::Opaque, Kind::Unknown)
    }

    pub(super) const fn new(expr: Expr, kind: Kind) -> Self {
        Self { expr, kind, origin: None, flows: Vec::new(), finite: true }
    }

    pub(super) fn constant(text: &str, kind: &str) -> Self {
        Self::new(Expr::Constant(Some(text.to_owned())), Kind::of(kind))
    }

    /// The value of its own, with nothing of where it comes from: what an expression makes of a column.
    pub(super) fn computed(mut self) -> Self {
        self.origin = None;
        self
    }

    /// The type of one value or another, of which a parameter takes that of the other.
    pub(super) fn shared(values: &[Self]) -> Kind {
        values.iter().map(|value| value.kind.clone()).reduce(Kind::common).unwrap_or_default()
    }

    /// All parameters that go into some values.
    pub(super) fn flows_of(values: &[Self]) -> Vec<Flow> {
        values.iter().flat_map(|value| value.flows.iter().copied()).collect()
    }
}
