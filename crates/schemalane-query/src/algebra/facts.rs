//! What is known not to be null where a condition holds.

use super::{Call, Expr, Field, Quantifier, Rule, Test};

/// In the place of a column: that the row of a source is there, whichever of its columns are not null.
const ROW: usize = usize::MAX;

/// Expressions that are known not to be null.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts(Vec<Expr>);

impl Facts {
    /// What is known not to be null where a condition is true.
    pub(super) fn of(condition: &Expr) -> Self {
        Self(implied(condition, true))
    }

    /// What is known not to be null where a condition is false.
    pub(super) fn of_false(condition: &Expr) -> Self {
        Self(implied(condition, false))
    }

    pub(super) fn contains(&self, expr: &Expr) -> bool {
        self.0.contains(expr)
    }

    /// Both of them.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&other.0).cloned().collect())
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Forgets what is no column alone.
    pub(super) fn keep_columns(&mut self) {
        self.0.retain(|expr| matches!(expr, Expr::Column(_)));
    }

    /// Those that are columns alone.
    pub(super) fn columns(&self) -> impl Iterator<Item = Field> {
        self.0.iter().filter_map(|expr| match expr {
            Expr::Column(field) => Some(*field),
            _ => None,
        })
    }
}

/// What is not null where a condition is true, or where it is false.
fn implied(condition: &Expr, truth: bool) -> Vec<Expr> {
    match (condition, truth) {
        (Expr::And(parts), true) | (Expr::Or(parts), false) => {
            parts.iter().flat_map(|part| implied(part, truth)).collect()
        }
        (Expr::And(parts), false) | (Expr::Or(parts), true) => {
            common(parts.iter().map(|part| implied(part, truth)))
        }
        (Expr::Not(inner), _) => implied(inner, !truth),
        (Expr::Test(test, inner), _) => tested(*test, inner, truth),
        (Expr::Distinct(left, right), _) => match (truth, left.as_ref(), right.as_ref()) {
            (true, Expr::Constant(None), other) | (true, other, Expr::Constant(None)) => {
                strict(other)
            }
            (false, Expr::Constant(Some(_)), other) | (false, other, Expr::Constant(Some(_))) => {
                strict(other)
            }
            _ => Vec::new(),
        },
        (Expr::InArray(quantifier, left, array), _) => {
            let mut found = strict(array);
            if truth == (*quantifier == Quantifier::Any) {
                found.extend(strict(left));
            }
            found
        }
        (Expr::InQuery(quantifier, left, _), _) => {
            match truth == (*quantifier == Quantifier::Any) {
                true => left.iter().flat_map(strict).collect(),
                false => Vec::new(),
            }
        }
        _ => strict(condition),
    }
}

fn tested(test: Test, inner: &Expr, truth: bool) -> Vec<Expr> {
    match (test, truth) {
        (Test::NotNull, true) | (Test::Null, false) => strict(inner),
        (Test::True, true) | (Test::NotTrue, false) => implied(inner, true),
        (Test::False, true) | (Test::NotFalse, false) => implied(inner, false),
        (Test::NotNull | Test::True | Test::False, false)
        | (Test::Null | Test::NotTrue | Test::NotFalse, true) => Vec::new(),
    }
}

/// What is not null wherever an expression is not null: the expression itself, and what it makes null.
fn strict(expr: &Expr) -> Vec<Expr> {
    let mut found = match expr {
        Expr::Call(Call { rule: Rule::Exact | Rule::Strict, arguments, .. }) => {
            arguments.iter().flat_map(strict).collect()
        }
        Expr::Not(inner) => return strict(inner),
        Expr::In(left, _) => return strict(left),
        Expr::InArray(_, _, array) => return strict(array),
        Expr::And(parts) | Expr::Or(parts) | Expr::Coalesce(parts) => {
            common(parts.iter().map(strict))
        }
        Expr::Column(_)
        | Expr::Parameter(_)
        | Expr::Constant(_)
        | Expr::Call(_)
        | Expr::Test(..)
        | Expr::Distinct(..)
        | Expr::InQuery(..)
        | Expr::Exists(_)
        | Expr::Scalar(_)
        | Expr::Case(..)
        | Expr::Aggregate(_)
        | Expr::Window(_)
        | Expr::Opaque => Vec::new(),
    };
    if is_repeated(expr) {
        found.push(expr.clone());
    }
    found
}

/// Whether an expression gives the same wherever it stands in one query.
fn is_repeated(expr: &Expr) -> bool {
    match expr {
        Expr::Column(_) | Expr::Parameter(_) => true,
        Expr::Call(call) => call.stable && call.arguments.iter().all(is_given),
        Expr::Aggregate(aggregate) => {
            !aggregate.filtered && aggregate.arguments.iter().all(is_given)
        }
        Expr::Coalesce(parts) => parts.iter().all(is_given),
        _ => false,
    }
}

/// Whether it is repeated, or a constant.
fn is_given(expr: &Expr) -> bool {
    matches!(expr, Expr::Constant(_)) || is_repeated(expr)
}

/// What all of several lists have. Where each has some column of a source, its row is there.
fn common(mut lists: impl Iterator<Item = Vec<Expr>>) -> Vec<Expr> {
    let first = lists.next().unwrap_or_default();
    lists.fold(with_rows(first), |mut kept, list| {
        let list = with_rows(list);
        kept.retain(|expr| list.contains(expr));
        kept
    })
}

fn with_rows(mut list: Vec<Expr>) -> Vec<Expr> {
    let row = |expr: &Expr| match expr {
        Expr::Column(field) => Some(Expr::Column(Field { index: ROW, ..*field })),
        _ => None,
    };
    let rows: Vec<Expr> = list.iter().filter_map(row).collect();
    list.extend(rows);
    list
}
