//! Expressions: which of them is what.

use super::{DEPTH, Env, Lower};
use crate::algebra::Expr;
use crate::sqlite::kind::{Kind, cast};
use crate::sqlite::name::{may_be_string, plain, same};
use crate::sqlite::parameter::Weight;
use crate::sqlite::scope::Meant;
use crate::sqlite::value::{Flow, Part, Value};
use sqlite3_parser::ast;

impl<'a> Lower<'_> {
    /// An expression.
    pub(super) fn expr(&mut self, expr: &'a ast::Expr<'a>, env: &Env<'a>) -> Value {
        self.named(expr, env).0
    }

    /// An expression, and the name that it has of itself as a column of a result.
    pub(super) fn named(
        &mut self,
        expr: &'a ast::Expr<'a>,
        env: &Env<'a>,
    ) -> (Value, Option<String>) {
        if self.depth > DEPTH {
            return (Value::opaque(), None);
        }
        self.depth += 1;
        let found = match expr {
            ast::Expr::Id(name) => self.id(name.0, env),
            ast::Expr::Name(name) => self.id(name.0, env),
            ast::Expr::Qualified(table, name) => self.qualified(None, table, name, env),
            ast::Expr::DoublyQualified(schema, table, name) => {
                self.qualified(Some(schema), table, name, env)
            }
            ast::Expr::Parenthesized(parts) if parts.len() == 1 => match parts.first() {
                Some(part) => self.named(part, env),
                None => (Value::opaque(), None),
            },
            _ => (self.computed(expr, env), None),
        };
        self.depth -= 1;
        found
    }

    /// What is no name.
    fn computed(&mut self, expr: &'a ast::Expr<'a>, env: &Env<'a>) -> Value {
        match expr {
            ast::Expr::Literal(literal) => constant(literal),
            ast::Expr::Variable(written) => self.parameter(written),
            ast::Expr::Binary(left, operator, right) => self.binary(left, *operator, right, env),
            ast::Expr::Unary(operator, inner) => self.unary(*operator, inner, env),
            ast::Expr::Between { lhs, not, start, end } => self.between(lhs, *not, start, end, env),
            ast::Expr::Like { lhs, not, op, rhs, escape } => {
                self.like((lhs, *op, rhs), *not, *escape, env)
            }
            ast::Expr::InList { lhs, not, rhs } => self.in_list(lhs, *not, *rhs, env),
            ast::Expr::InSelect { lhs, not, rhs } => self.in_select(lhs, *not, rhs, env),
            ast::Expr::InTable { lhs, not, rhs, args } => self.in_table(lhs, *not, rhs, *args, env),
            ast::Expr::IsNull(inner) => self.is_null(inner, crate::algebra::Test::Null, env),
            ast::Expr::NotNull(inner) => self.is_null(inner, crate::algebra::Test::NotNull, env),
            ast::Expr::Case { base, when_then_pairs, else_expr } => {
                self.case(*base, when_then_pairs, *else_expr, env)
            }
            ast::Expr::Cast { expr, type_name } => self.cast(expr, type_name.as_ref(), env),
            ast::Expr::Collate(inner, _) => self.expr(inner, env).computed(),
            ast::Expr::Exists(select) => {
                let query = self.select(select, env).query;
                Value::new(Expr::Exists(Box::new(query)), Kind::of("BOOLEAN"))
            }
            ast::Expr::Subquery(select) => self.scalar(select, env),
            ast::Expr::FunctionCall { .. } | ast::Expr::FunctionCallStar { .. } => {
                self.call(expr, env)
            }
            ast::Expr::Parenthesized(parts) => {
                for part in parts {
                    self.expr(part, env);
                }
                Value::opaque()
            }
            ast::Expr::Raise(_, message) => {
                message.map(|message| self.expr(message, env));
                Value::opaque()
            }
            ast::Expr::Id(_)
            | ast::Expr::Name(_)
            | ast::Expr::Qualified(..)
            | ast::Expr::DoublyQualified(..) => Value::opaque(),
        }
    }

    /// A name alone: a column, else a string if it stands in double quotes, else `TRUE` or `FALSE`.
    fn id(&mut self, written: &str, env: &Env<'a>) -> (Value, Option<String>) {
        let name = plain(written);
        let meant = env.scope.as_ref().map_or(Meant::Nothing, |scope| scope.bare(&name));
        match meant {
            Meant::Value(value, own) => (*value, own.or(Some(name))),
            Meant::Unclear => (Value::opaque(), None),
            Meant::Nothing if may_be_string(written) => (Value::constant(&name, "TEXT"), None),
            Meant::Nothing if same(written, "true") => (Value::constant("1", "BOOLEAN"), None),
            Meant::Nothing if same(written, "false") => (Value::constant("0", "BOOLEAN"), None),
            Meant::Nothing => (Value::opaque(), None),
        }
    }

    fn qualified(
        &mut self,
        schema: Option<&ast::Name<'a>>,
        table: &ast::Name<'a>,
        name: &ast::Name<'a>,
        env: &Env<'a>,
    ) -> (Value, Option<String>) {
        let schema = schema.map(|schema| plain(schema.0));
        let (table, name) = (plain(table.0), plain(name.0));
        let meant = env
            .scope
            .as_ref()
            .map_or(Meant::Nothing, |scope| scope.qualified(schema.as_deref(), &table, &name));
        match meant {
            Meant::Value(value, own) => (*value, own.or(Some(name))),
            Meant::Nothing | Meant::Unclear => (Value::opaque(), None),
        }
    }

    fn parameter(&mut self, written: &str) -> Value {
        let Some(place) = (self.place)(written) else { return Value::opaque() };
        let stated = self.stated.get(place);
        let kind = match stated.filter(|stated| !stated.list) {
            Some(stated) => stated.data_type.as_deref().map_or(Kind::Open, Kind::of),
            None => Kind::Open,
        };
        let flow = Flow { parameter: place, part: Part::Whole };
        Value { flows: vec![flow], ..Value::new(Expr::Parameter(place), kind) }
    }

    /// A query as a value.
    fn scalar(&mut self, select: &'a ast::Select<'a>, env: &Env<'a>) -> Value {
        let lowered = self.select(select, env);
        let expr = Expr::Scalar(Box::new(lowered.query));
        match lowered.columns.into_iter().next() {
            Some(column) => Value { expr, ..column.value },
            None => Value::opaque(),
        }
    }

    fn cast(
        &mut self,
        inner: &'a ast::Expr<'a>,
        written: Option<&ast::Type<'a>>,
        env: &Env<'a>,
    ) -> Value {
        let value = self.expr(inner, env);
        // Without a type it is a number if it looks like one.
        let written = written.map_or("NUMERIC", |written| written.name);
        self.uses.used(&value, &Kind::of(written), None, Weight::Word);
        let finite = self.is_finite(&value);
        let whole = value.flows.iter().filter(|flow| flow.part == Part::Whole);
        let flows = whole.map(|flow| Flow { part: Part::Null, ..*flow }).collect();
        let arguments = vec![value.expr];
        Value {
            finite,
            flows,
            ..Value::new(super::operator::exact("CAST", arguments), cast(written))
        }
    }
}

fn constant(literal: &ast::Literal<'_>) -> Value {
    match literal {
        ast::Literal::Numeric(written) => number(written),
        ast::Literal::String(written) => Value::constant(written, "TEXT"),
        ast::Literal::Blob(written) => Value::constant(written, "BLOB"),
        ast::Literal::Keyword(_) => Value::opaque(),
        ast::Literal::Null => Value::new(Expr::Constant(None), Kind::Null),
        ast::Literal::CurrentDate | ast::Literal::CurrentTime | ast::Literal::CurrentTimestamp => {
            Value::constant("now", "TEXT")
        }
    }
}

/// A number as it is written. One that is too large for an integer is none.
fn number(written: &str) -> Value {
    let digits = written.replace('_', "");
    let is_hexadecimal = digits.len() > 2 && digits.to_ascii_lowercase().starts_with("0x");
    if is_hexadecimal || digits.parse::<i64>().is_ok() {
        return Value::constant(&digits, "INTEGER");
    }
    let finite = digits.parse::<f64>().is_ok_and(f64::is_finite);
    Value { finite, ..Value::constant(&digits, "REAL") }
}
