//! Operators that compute something.
//!
//! What SQLite makes of infinities decides which arithmetic can be null: there is no NaN, so `inf - inf`, `inf * 0`, and
//! a sum over both infinities are null. A stored number of a declared numeric type is taken to be finite, for an integer
//! that is not one does not decode either; so is a parameter. What is computed of reals may have grown beyond all
//! bounds, and of a text there is no telling. Hence `price * amount` of two columns is not null, and `a * b - c * d` of
//! reals can be.

use super::{Env, Lower};
use crate::algebra::{Call, Expr, Rule};
use crate::sqlite::kind::{Kind, Meaning};
use crate::sqlite::parameter::Weight;
use crate::sqlite::value::{Flow, Part, Value};
use sqlite3_parser::ast;

/// Something that is null where one of its arguments is, and nowhere else.
pub(super) fn exact(name: &str, arguments: Vec<Expr>) -> Expr {
    with_rule(name, Rule::Exact, arguments)
}

/// A call that gives the same for the same arguments.
pub(super) fn with_rule(name: &str, rule: Rule, arguments: Vec<Expr>) -> Expr {
    Expr::Call(Call { name: name.to_owned(), rule, arguments, stable: true })
}

/// The parameters of operands, which need not be what comes out.
pub(super) fn operands(values: &[Value]) -> Vec<Flow> {
    let flows = Value::flows_of(values).into_iter().filter(|flow| flow.part != Part::Null);
    flows.map(|flow| Flow { part: Part::Operand, ..flow }).collect()
}

impl<'a> Lower<'_> {
    pub(super) fn binary(
        &mut self,
        left: &'a ast::Expr<'a>,
        operator: ast::Operator,
        right: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        match operator {
            ast::Operator::And | ast::Operator::Or => self.chain(left, operator, right, env),
            ast::Operator::Concat => self.concat(left, right, env),
            ast::Operator::Add | ast::Operator::Subtract | ast::Operator::Multiply => {
                self.arithmetic(left, operator, right, env)
            }
            ast::Operator::Divide | ast::Operator::Modulus => {
                self.division(left, operator, right, env)
            }
            ast::Operator::BitwiseAnd
            | ast::Operator::BitwiseOr
            | ast::Operator::LeftShift
            | ast::Operator::RightShift => {
                let values = [self.expr(left, env), self.expr(right, env)];
                self.integers(&format!("{operator:?}"), &values)
            }
            ast::Operator::ArrowRight | ast::Operator::ArrowRightShift => {
                let values = [self.expr(left, env), self.expr(right, env)];
                for value in &values {
                    self.uses.used(value, &Kind::of("TEXT"), None, Weight::Hint);
                }
                let kind = match operator {
                    ast::Operator::ArrowRight => Kind::of("TEXT"),
                    _ => Kind::Unknown,
                };
                let arguments = values.into_iter().map(|value| value.expr).collect();
                Value::new(with_rule(&format!("{operator:?}"), Rule::Strict, arguments), kind)
            }
            ast::Operator::Equals
            | ast::Operator::NotEquals
            | ast::Operator::Greater
            | ast::Operator::GreaterEquals
            | ast::Operator::Less
            | ast::Operator::LessEquals
            | ast::Operator::Is
            | ast::Operator::IsNot => self.comparison(left, operator, right, env),
        }
    }

    /// `AND` and `OR`, of which there may be many in a row.
    fn chain(
        &mut self,
        left: &'a ast::Expr<'a>,
        operator: ast::Operator,
        right: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        let operands = flattened(left, operator, right);
        let parts = operands.into_iter().map(|part| self.condition(part, env).expr).collect();
        let expr = match operator {
            ast::Operator::And => Expr::And(parts),
            _ => Expr::Or(parts),
        };
        Value::new(expr, Kind::of("BOOLEAN"))
    }

    fn concat(
        &mut self,
        left: &'a ast::Expr<'a>,
        right: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        let parts = flattened(left, ast::Operator::Concat, right);
        let mut arguments = Vec::new();
        for part in parts {
            let value = self.expr(part, env);
            self.uses.used(&value, &Kind::of("TEXT"), None, Weight::Hint);
            arguments.push(value.expr);
        }
        Value::new(exact("||", arguments), Kind::of("TEXT"))
    }

    fn arithmetic(
        &mut self,
        left: &'a ast::Expr<'a>,
        operator: ast::Operator,
        right: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        let values = [self.expr(left, env), self.expr(right, env)];
        self.numbers_beside(&values);
        let [left, right] = &values;
        let is_known = match operator {
            ast::Operator::Multiply => {
                self.is_finite(left) && self.is_finite(right)
                    || is_not_zero(left)
                    || is_not_zero(right)
            }
            _ => self.is_finite(left) || self.is_finite(right),
        };
        let rule = if is_known { Rule::Exact } else { Rule::Strict };
        self.number(&format!("{operator:?}"), rule, &values)
    }

    /// Division by zero is null.
    fn division(
        &mut self,
        left: &'a ast::Expr<'a>,
        operator: ast::Operator,
        right: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        let values = [self.expr(left, env), self.expr(right, env)];
        self.numbers_beside(&values);
        let [_, divisor] = &values;
        // The remainder is that of integers, and so 0.5 is zero there.
        let is_known = is_not_zero(divisor)
            && (operator == ast::Operator::Divide
                || divisor.kind.meaning() == Some(Meaning::Integer));
        let rule = if is_known { Rule::Exact } else { Rule::Strict };
        self.number(&format!("{operator:?}"), rule, &values)
    }

    /// A number made of numbers.
    fn number(&self, name: &str, rule: Rule, values: &[Value]) -> Value {
        let kind = values.iter().map(|value| numeric(&value.kind)).reduce(Kind::common);
        let kind = kind.unwrap_or_default();
        let arguments = values.iter().map(|value| value.expr.clone()).collect();
        Value {
            flows: operands(values),
            finite: matches!(kind.meaning(), Some(Meaning::Integer)),
            ..Value::new(with_rule(name, rule, arguments), kind)
        }
    }

    fn integers(&mut self, name: &str, values: &[Value]) -> Value {
        let kind = Kind::of("INTEGER");
        for value in values {
            self.uses.used(value, &kind, None, Weight::Hint);
        }
        let arguments = values.iter().map(|value| value.expr.clone()).collect();
        Value::new(exact(name, arguments), kind)
    }

    fn numbers_beside(&mut self, values: &[Value; 2]) {
        let [left, right] = values;
        for (value, other) in [(left, right), (right, left)] {
            self.uses.used(value, &numeric(&other.kind), None, Weight::Hint);
        }
    }

    pub(super) fn unary(
        &mut self,
        operator: ast::UnaryOperator,
        inner: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        match operator {
            ast::UnaryOperator::Positive => self.expr(inner, env).computed(),
            ast::UnaryOperator::Not => {
                let value = self.condition(inner, env);
                Value::new(Expr::Not(Box::new(value.expr)), Kind::of("BOOLEAN"))
            }
            ast::UnaryOperator::BitwiseNot => {
                let values = [self.expr(inner, env)];
                self.integers("~", &values)
            }
            ast::UnaryOperator::Negative => {
                let value = self.expr(inner, env);
                let finite = self.is_finite(&value);
                let kind = numeric(&value.kind);
                let flows = operands(std::slice::from_ref(&value));
                Value { flows, finite, ..Value::new(exact("-", vec![value.expr]), kind) }
            }
        }
    }

    /// Whether a number of it is surely not infinite.
    pub(super) fn is_finite(&self, value: &Value) -> bool {
        match (&value.kind, value.kind.meaning()) {
            (Kind::Null, _) | (_, Some(Meaning::Integer | Meaning::Boolean)) => true,
            (Kind::Open, _) | (_, Some(Meaning::Real)) => value.finite,
            (_, _) => false,
        }
    }
}

/// Whether it is a constant other than zero.
fn is_not_zero(value: &Value) -> bool {
    let is_number = matches!(value.kind.meaning(), Some(Meaning::Integer | Meaning::Real));
    match &value.expr {
        Expr::Constant(Some(text)) if is_number => {
            text.parse::<f64>().is_ok_and(|number| number.is_finite() && number.abs() >= 1e-300)
        }
        _ => false,
    }
}

/// The type that arithmetic makes of one.
pub(super) fn numeric(kind: &Kind) -> Kind {
    match (kind, kind.meaning()) {
        (Kind::Null | Kind::Open, _) => kind.clone(),
        (_, Some(Meaning::Integer | Meaning::Boolean)) => Kind::of("INTEGER"),
        (_, Some(Meaning::Real)) => kind.clone(),
        (_, _) => Kind::Unknown,
    }
}

/// The operands of many operators of one kind in a row, of which the last is the outermost.
fn flattened<'a>(
    left: &'a ast::Expr<'a>,
    operator: ast::Operator,
    right: &'a ast::Expr<'a>,
) -> Vec<&'a ast::Expr<'a>> {
    let mut operands = vec![right];
    let mut rest = left;
    while let ast::Expr::Binary(left, inner, right) = rest
        && *inner == operator
    {
        operands.push(right);
        rest = left;
    }
    operands.push(rest);
    operands.reverse();
    operands
}
