//! Operators whose answer is yes or no.

use super::operator::{exact, with_rule};
use super::{Env, Lower};
use crate::algebra::{Expr, Quantifier, Query, Rule, Select, Test};
use crate::sqlite::kind::Kind;
use crate::sqlite::name::same;
use crate::sqlite::parameter::Weight;
use crate::sqlite::scope::{Meant, Shown};
use crate::sqlite::value::Value;
use sqlite3_parser::ast;

fn boolean(expr: Expr) -> Value {
    Value::new(expr, Kind::of("BOOLEAN"))
}

fn unless(not: bool, expr: Expr) -> Expr {
    if not { Expr::Not(Box::new(expr)) } else { expr }
}

/// The values of a row in brackets.
fn row<'a>(expr: &'a ast::Expr<'a>) -> Option<&'a [ast::Expr<'a>]> {
    match expr {
        ast::Expr::Parenthesized(parts) if parts.len() > 1 => Some(parts),
        ast::Expr::Parenthesized(parts) => parts.first().and_then(row),
        _ => None,
    }
}

impl<'a> Lower<'_> {
    /// An expression of which only matters whether it is true.
    pub(super) fn condition(&mut self, expr: &'a ast::Expr<'a>, env: &Env<'a>) -> Value {
        let value = self.expr(expr, env);
        self.uses.used(&value, &Kind::of("BOOLEAN"), None, Weight::Hint);
        value
    }

    pub(super) fn comparison(
        &mut self,
        left: &'a ast::Expr<'a>,
        operator: ast::Operator,
        right: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        if let Some(test) = test(operator, right)
            && !is_column(right, env)
        {
            return self.is_null(left, test, env);
        }
        match (row(left), row(right)) {
            (Some(left), Some(right)) => self.rows(left, operator, right, env),
            (None, None) => {
                let (left, right) = (self.expr(left, env), self.expr(right, env));
                self.compared(operator, left, right)
            }
            // A row and a query of several columns.
            (Some(parts), None) | (None, Some(parts)) => {
                let other = if row(left).is_some() { right } else { left };
                for part in parts {
                    self.expr(part, env);
                }
                self.expr(other, env);
                boolean(Expr::Opaque)
            }
        }
    }

    /// Two values, compared.
    pub(super) fn compared(&mut self, operator: ast::Operator, left: Value, right: Value) -> Value {
        self.uses.beside(&left, &right);
        self.uses.beside(&right, &left);
        let is_exact = match operator {
            ast::Operator::Is | ast::Operator::IsNot => {
                self.uses.may_be_null(&left);
                self.uses.may_be_null(&right);
                false
            }
            _ => true,
        };
        if is_exact {
            return boolean(exact(&format!("{operator:?}"), vec![left.expr, right.expr]));
        }
        let distinct = Expr::Distinct(Box::new(left.expr), Box::new(right.expr));
        boolean(unless(operator == ast::Operator::Is, distinct))
    }

    /// Two rows, compared. Which of two is the lesser is often clear without the last of their values.
    fn rows(
        &mut self,
        left: &'a [ast::Expr<'a>],
        operator: ast::Operator,
        right: &'a [ast::Expr<'a>],
        env: &Env<'a>,
    ) -> Value {
        let mut parts = Vec::new();
        for (left, right) in left.iter().zip(right) {
            let (left, right) = (self.expr(left, env), self.expr(right, env));
            parts.push(self.compared(operator, left, right).expr);
        }
        let first = parts.first().cloned().unwrap_or(Expr::Opaque);
        boolean(match operator {
            ast::Operator::Equals | ast::Operator::Is => Expr::And(parts),
            ast::Operator::NotEquals | ast::Operator::IsNot => Expr::Or(parts),
            // It is not null only where the comparison of the first two is not.
            _ => with_rule("row", Rule::Strict, vec![first]),
        })
    }

    /// A question whose answer is never null.
    pub(super) fn is_null(&mut self, inner: &'a ast::Expr<'a>, test: Test, env: &Env<'a>) -> Value {
        let value = match test {
            Test::Null | Test::NotNull => self.expr(inner, env),
            Test::True | Test::NotTrue | Test::False | Test::NotFalse => self.condition(inner, env),
        };
        self.uses.may_be_null(&value);
        boolean(Expr::Test(test, Box::new(value.expr)))
    }

    pub(super) fn between(
        &mut self,
        inner: &'a ast::Expr<'a>,
        not: bool,
        start: &'a ast::Expr<'a>,
        end: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> Value {
        if row(inner).is_some() {
            for expr in [inner, start, end] {
                self.expr(expr, env);
            }
            return boolean(Expr::Opaque);
        }
        let value = self.expr(inner, env);
        let (start, end) = (self.expr(start, env), self.expr(end, env));
        self.uses.beside(&start, &end);
        self.uses.beside(&end, &start);
        let least = self.compared(ast::Operator::GreaterEquals, value.clone(), start);
        let most = self.compared(ast::Operator::LessEquals, value, end);
        boolean(unless(not, Expr::And(vec![least.expr, most.expr])))
    }

    pub(super) fn like(
        &mut self,
        (left, operator, right): (&'a ast::Expr<'a>, ast::LikeOperator, &'a ast::Expr<'a>),
        not: bool,
        escape: Option<&'a ast::Expr<'a>>,
        env: &Env<'a>,
    ) -> Value {
        let mut arguments = Vec::new();
        for expr in [Some(left), Some(right), escape].into_iter().flatten() {
            let value = self.expr(expr, env);
            self.uses.used(&value, &Kind::of("TEXT"), None, Weight::Hint);
            arguments.push(value.expr);
        }
        let expr = match operator {
            ast::LikeOperator::Like | ast::LikeOperator::Glob => {
                exact(&format!("{operator:?}"), arguments)
            }
            // Modules and applications say what these are.
            ast::LikeOperator::Match | ast::LikeOperator::Regexp => {
                with_rule(&format!("{operator:?}"), Rule::Maybe, arguments)
            }
        };
        boolean(unless(not, expr))
    }

    pub(super) fn in_list(
        &mut self,
        left: &'a ast::Expr<'a>,
        not: bool,
        list: Option<&'a [ast::Expr<'a>]>,
        env: &Env<'a>,
    ) -> Value {
        let list = list.unwrap_or_default();
        let left = self.expr(left, env);
        let values: Vec<Value> = list.iter().map(|expr| self.expr(expr, env)).collect();
        for value in &values {
            self.uses.beside(value, &left);
            self.uses.beside(&left, value);
        }
        if values.is_empty() {
            return Value::constant(if not { "1" } else { "0" }, "BOOLEAN");
        }
        let list = values.into_iter().map(|value| value.expr).collect();
        boolean(unless(not, Expr::In(Box::new(left.expr), list)))
    }

    pub(super) fn in_select(
        &mut self,
        left: &'a ast::Expr<'a>,
        not: bool,
        select: &'a ast::Select<'a>,
        env: &Env<'a>,
    ) -> Value {
        let lefts: Vec<Value> = match row(left) {
            Some(parts) => parts.iter().map(|part| self.expr(part, env)).collect(),
            None => vec![self.expr(left, env)],
        };
        let lowered = self.select(select, env);
        for (left, column) in lefts.iter().zip(&lowered.columns) {
            self.uses.beside(left, &column.value);
            self.uses.beside(&column.value, left);
        }
        let lefts = lefts.into_iter().map(|value| value.expr).collect();
        let query = Box::new(lowered.query);
        boolean(unless(not, Expr::InQuery(Quantifier::Any, lefts, query)))
    }

    /// `IN` of a table, of which all columns are asked.
    pub(super) fn in_table(
        &mut self,
        left: &'a ast::Expr<'a>,
        not: bool,
        name: &ast::QualifiedName<'a>,
        arguments: Option<&'a [ast::Expr<'a>]>,
        env: &Env<'a>,
    ) -> Value {
        let lefts: Vec<Value> = match row(left) {
            Some(parts) => parts.iter().map(|part| self.expr(part, env)).collect(),
            None => vec![self.expr(left, env)],
        };
        for argument in arguments.into_iter().flatten() {
            self.expr(argument, env);
        }
        let sourced = self.source(name, None, env);
        let shown = sourced.named.columns.iter().filter(|column| column.shown == Shown::Always);
        let columns: Vec<&Value> = shown.map(|column| &column.value).collect();
        for (left, column) in lefts.iter().zip(&columns) {
            self.uses.beside(left, column);
        }
        let output = columns.iter().map(|value| value.expr.clone()).collect();
        let query = match sourced.from {
            // Nothing is known of what has no columns here.
            from if columns.is_empty() => Select::new(from, vec![Expr::Opaque]),
            from => Select::new(from, output),
        };
        let lefts = lefts.into_iter().map(|value| value.expr).collect();
        let query = Box::new(Query::Select(Box::new(query)));
        boolean(unless(not, Expr::InQuery(Quantifier::Any, lefts, query)))
    }
}

/// The question that `IS` and `IS NOT` ask with a word behind them.
fn test(operator: ast::Operator, right: &ast::Expr<'_>) -> Option<Test> {
    let is_not = match operator {
        ast::Operator::Is => false,
        ast::Operator::IsNot => true,
        _ => return None,
    };
    match (right, is_not) {
        (ast::Expr::Literal(ast::Literal::Null), false) => Some(Test::Null),
        (ast::Expr::Literal(ast::Literal::Null), true) => Some(Test::NotNull),
        (ast::Expr::Id(name), false) if same(name.0, "true") => Some(Test::True),
        (ast::Expr::Id(name), true) if same(name.0, "true") => Some(Test::NotTrue),
        (ast::Expr::Id(name), false) if same(name.0, "false") => Some(Test::False),
        (ast::Expr::Id(name), true) if same(name.0, "false") => Some(Test::NotFalse),
        _ => None,
    }
}

/// Whether it is a column, although it may look like a word.
fn is_column(expr: &ast::Expr<'_>, env: &Env<'_>) -> bool {
    match (expr, &env.scope) {
        (ast::Expr::Id(name), Some(scope)) => !matches!(scope.bare(name.0), Meant::Nothing),
        _ => false,
    }
}
