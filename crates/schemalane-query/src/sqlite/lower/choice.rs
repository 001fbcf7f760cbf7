//! Values that are chosen: by `CASE`, and by functions that do the same.

use super::operator::exact;
use super::{Env, Lower};
use crate::algebra::{Call, Expr, Rule};
use crate::sqlite::value::Value;
use sqlite3_parser::ast;

impl<'a> Lower<'_> {
    /// `CASE`.
    pub(super) fn case(
        &mut self,
        base: Option<&'a ast::Expr<'a>>,
        arms: &'a [(ast::Expr<'a>, ast::Expr<'a>)],
        otherwise: Option<&'a ast::Expr<'a>>,
        env: &Env<'a>,
    ) -> Value {
        let base = base.map(|base| self.expr(base, env));
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        for (condition, value) in arms {
            conditions.push(match &base {
                None => self.condition(condition, env).expr,
                Some(base) => {
                    let condition = self.expr(condition, env);
                    self.compared(ast::Operator::Equals, base.clone(), condition).expr
                }
            });
            values.push(self.expr(value, env));
        }
        let otherwise = otherwise.map(|value| self.expr(value, env));
        self.chosen(conditions, values, otherwise)
    }

    /// One of several values, by conditions.
    pub(super) fn chosen(
        &mut self,
        conditions: Vec<Expr>,
        values: Vec<Value>,
        otherwise: Option<Value>,
    ) -> Value {
        let mut all = values.clone();
        all.extend(otherwise.clone());
        self.all_beside(&all);
        let arms = conditions.into_iter().zip(values.into_iter().map(|value| value.expr));
        let otherwise = otherwise.map(|value| Box::new(value.expr));
        one_of(&all, Expr::Case(arms.collect(), otherwise))
    }

    /// `COALESCE`: each of its parameters may be null, for it asks for that.
    pub(super) fn coalesce(&mut self, values: Vec<Value>) -> Value {
        self.all_beside(&values);
        for value in &values {
            self.uses.may_be_null(value);
        }
        let expr = Expr::Coalesce(values.iter().map(|value| value.expr.clone()).collect());
        one_of(&values, expr)
    }

    /// `NULLIF`: where it is not null its first argument is not.
    pub(super) fn unless(&mut self, values: &[Value]) -> Value {
        self.all_beside(values);
        let Some(first) = values.first() else { return Value::opaque() };
        let arguments = vec![first.expr.clone()];
        // Two of them with another second argument are not the same, although this call is.
        let call = Call { name: "nullif".to_owned(), rule: Rule::Strict, arguments, stable: false };
        Value { expr: Expr::Call(call), origin: None, ..first.clone() }
    }

    /// Parameters among values take the type of the others.
    pub(super) fn all_beside(&mut self, values: &[Value]) {
        for (place, value) in values.iter().enumerate() {
            if value.flows.is_empty() {
                continue;
            }
            for (other_place, other) in values.iter().enumerate() {
                if place != other_place {
                    self.uses.beside(value, other);
                }
            }
        }
    }
}

/// A value that is one of several.
fn one_of(values: &[Value], expr: Expr) -> Value {
    Value {
        flows: Value::flows_of(values),
        finite: values.iter().all(|value| value.finite),
        ..Value::new(expr, Value::shared(values))
    }
}

/// The same value under another name.
pub(super) fn same_value(value: &Value, name: &str) -> Value {
    Value { expr: exact(name, vec![value.expr.clone()]), origin: None, ..value.clone() }
}
