//! Calls of functions.

use super::choice::same_value;
use super::operator::{numeric, operands};
use super::total::is_total;
use super::{Env, Lower};
use crate::algebra::{self, Call, Expr, Rule};
use crate::sqlite::bare;
use crate::sqlite::function::{self, Form, Function, Gives, Takes};
use crate::sqlite::kind::{Kind, Meaning};
use crate::sqlite::name::plain;
use crate::sqlite::parameter::Weight;
use crate::sqlite::scope::Scope;
use crate::sqlite::value::{Flow, Part, Value};
use sqlite3_parser::ast;
use std::rc::Rc;

/// A call of a function whose arguments are lowered.
struct Called<'f> {
    name: String,
    function: &'f Function,
    values: Vec<Value>,
}

impl<'a> Lower<'_> {
    pub(super) fn call(&mut self, expr: &'a ast::Expr<'a>, env: &Env<'a>) -> Value {
        let (name, arguments, sorted, tail): (_, &[_], &[_], _) = match expr {
            ast::Expr::FunctionCall { name, args, order_by, filter_over, .. } => {
                let sorted: &[ast::SortedColumn<'_>] = match order_by {
                    Some(ast::FunctionCallOrder::SortList(sorted)) => sorted,
                    None => &[],
                };
                (plain(name.0), args.unwrap_or_default(), sorted, filter_over.as_ref())
            }
            ast::Expr::FunctionCallStar { name, filter_over } => {
                (plain(name.0), &[], &[], filter_over.as_ref())
            }
            _ => return Value::opaque(),
        };
        let values: Vec<Value> = arguments.iter().map(|expr| self.expr(expr, env)).collect();
        for sorted in sorted {
            self.expr(&sorted.expr, env);
        }
        let filter = tail.and_then(|tail| tail.filter_clause);
        let filter = filter.map(|filter| self.condition(filter, env).expr);
        let over = tail.and_then(|tail| tail.over_clause);
        let frame = over.map(|over| self.over(over, env));
        let Some(function) = function::find(&name, values.len()) else { return Value::opaque() };
        let called = Called { name: name.to_ascii_lowercase(), function, values };
        self.take(&called);
        let is_filtered = filter.is_some();
        match (function.form, frame) {
            (Form::Aggregate | Form::Window, Some(frame)) => {
                self.windowed(&called, is_filtered, frame)
            }
            (Form::Aggregate, None) => self.aggregate(&called, filter.as_ref(), env),
            (Form::Window, None) => Value::opaque(),
            (form, _) => self.plain_call(called, form, arguments),
        }
    }

    /// What the arguments usually are says what parameters among them are.
    fn take(&mut self, called: &Called<'_>) {
        let takes = called.function.takes;
        let take = |place: usize| takes.get(place).or(takes.last()).copied();
        let is_other = |place: usize| take(place) == Some(Takes::Others);
        let others: Vec<Value> = called
            .values
            .iter()
            .enumerate()
            .filter(|(place, _)| is_other(*place))
            .map(|(_, value)| value.clone())
            .collect();
        self.all_beside(&others);
        for (place, value) in called.values.iter().enumerate() {
            let name = match take(place) {
                Some(Takes::Text) => "TEXT",
                Some(Takes::Integer) => "INTEGER",
                Some(Takes::Real) => "REAL",
                Some(Takes::Blob) => "BLOB",
                Some(Takes::Others | Takes::Any) | None => continue,
            };
            // `json_each` of a list is asked for elsewhere.
            self.uses.used(value, &Kind::of(name), None, Weight::Hint);
        }
    }

    fn plain_call(
        &mut self,
        called: Called<'_>,
        form: Form,
        written: &'a [ast::Expr<'a>],
    ) -> Value {
        let function = called.function;
        let rule = match function.rule {
            Rule::Strict if is_total(&called.name, &called.values, written) => Rule::Exact,
            rule => rule,
        };
        match form {
            Form::Coalesce => self.coalesce(called.values),
            Form::Choice => self.choice(called.values),
            Form::Unless => self.unless(&called.values),
            Form::Same => called
                .values
                .first()
                .map_or_else(Value::opaque, |value| same_value(value, &called.name)),
            Form::Plain | Form::Changing | Form::Aggregate | Form::Window => {
                let call = Call {
                    rule,
                    arguments: decisive(&called),
                    stable: form == Form::Plain,
                    name: called.name.clone(),
                };
                self.given(&called, Expr::Call(call))
            }
        }
    }

    /// `IIF`: conditions and values in turn, and perhaps a last value.
    fn choice(&mut self, values: Vec<Value>) -> Value {
        let mut conditions = Vec::new();
        let mut chosen = Vec::new();
        let mut otherwise = None;
        let mut rest = values.into_iter();
        while let Some(first) = rest.next() {
            match rest.next() {
                Some(value) => {
                    self.uses.used(&first, &Kind::of("BOOLEAN"), None, Weight::Hint);
                    conditions.push(first.expr);
                    chosen.push(value);
                }
                None => otherwise = Some(first),
            }
        }
        self.chosen(conditions, chosen, otherwise)
    }

    /// What a function gives.
    fn given(&self, called: &Called<'_>, expr: Expr) -> Value {
        let values = &called.values;
        let first = values.first();
        // Of some functions an argument only says where to look.
        let is_given = |(place, _): &(usize, &Value)| {
            let takes = called.function.takes;
            takes.get(*place).or(takes.last()) == Some(&Takes::Others)
        };
        let given = values.iter().enumerate().filter(is_given);
        let shared: Vec<Value> = given.map(|(_, value)| value.clone()).collect();
        let kind = match called.function.gives {
            Gives::Integer => Kind::of("INTEGER"),
            Gives::Real => Kind::of("REAL"),
            Gives::Text => Kind::of("TEXT"),
            Gives::Blob => Kind::of("BLOB"),
            Gives::Boolean => Kind::of("BOOLEAN"),
            Gives::First | Gives::Common => Value::shared(&shared),
            Gives::Number => first.map(|first| numeric(&first.kind)).unwrap_or_default(),
            Gives::Part => first.map(part).unwrap_or_default(),
            Gives::Unknown => Kind::Unknown,
        };
        let flows = match called.function.gives {
            Gives::First | Gives::Common => typed(&shared),
            Gives::Number => operands(values),
            Gives::Integer
            | Gives::Real
            | Gives::Text
            | Gives::Blob
            | Gives::Boolean
            | Gives::Part
            | Gives::Unknown => Vec::new(),
        };
        let finite = match (kind.meaning(), called.name.as_str()) {
            (Some(Meaning::Real), "sum" | "total" | "avg") => {
                first.is_some_and(|first| first.kind.meaning() == Some(Meaning::Integer))
            }
            (Some(Meaning::Real), "julianday" | "percent_rank" | "cume_dist") => true,
            (Some(Meaning::Real), _) => values.iter().all(|value| self.is_finite(value)),
            _ => true,
        };
        Value { flows, finite, ..Value::new(expr, kind) }
    }

    /// A function of the rows of a group. SQLite gives it to the innermost selection that it has a column of.
    fn aggregate(&mut self, called: &Called<'_>, filter: Option<&Expr>, env: &Env<'a>) -> Value {
        let mut sources = Vec::new();
        let exprs = called.values.iter().map(|value| &value.expr).chain(filter);
        for expr in exprs {
            bare::columns(expr, &mut |id| sources.push(id));
        }
        let Some(own) = &env.scope else { return Value::opaque() };
        let is_of = |scope: &Scope| sources.iter().any(|id| scope.has(*id));
        let mut owner = Some(own);
        while let Some(scope) = owner
            && !is_of(scope)
        {
            owner = scope.outer.as_ref();
        }
        let owner = owner.unwrap_or(own);
        owner.aggregated.set(true);
        let expr = match Rc::ptr_eq(owner, own) {
            true => Expr::Aggregate(algebra::Aggregate {
                name: called.name.clone(),
                rule: self.rule_of_rows(called),
                arguments: decisive(called),
                filtered: filter.is_some(),
            }),
            // The rows are not those of this selection: whether there are any is not known here.
            false => Expr::Opaque,
        };
        self.given(called, expr)
    }

    fn windowed(&mut self, called: &Called<'_>, filtered: bool, frame: algebra::Frame) -> Value {
        let frame = match called.name.as_str() {
            "lag" | "lead" => algebra::Frame::Filled,
            _ => frame,
        };
        let expr = Expr::Window(algebra::Window {
            name: called.name.clone(),
            rule: self.rule_of_rows(called),
            arguments: decisive(called),
            filtered,
            frame,
        });
        self.given(called, expr)
    }

    /// A sum that meets both infinities is null.
    fn rule_of_rows(&self, called: &Called<'_>) -> Rule {
        let is_sum = matches!(called.name.as_str(), "sum" | "total" | "avg");
        match is_sum && !called.values.iter().all(|value| self.is_finite(value)) {
            true if called.name == "total" => Rule::Maybe,
            true => Rule::Strict,
            false => called.function.rule,
        }
    }
}

/// The arguments that decide whether a call is null: of some functions not all do.
fn decisive(called: &Called<'_>) -> Vec<Expr> {
    let decides = |(place, _): &(usize, &Value)| called.function.is_decided_by(*place);
    let values = called.values.iter().enumerate().filter(decides);
    values.map(|(_, value)| value.expr.clone()).collect()
}

/// The type of a part of a value.
pub(super) fn part(value: &Value) -> Kind {
    match (&value.kind, value.kind.meaning()) {
        (Kind::Open, _) => Kind::of("TEXT"),
        (_, Some(Meaning::Blob)) => Kind::of("BLOB"),
        (_, Some(Meaning::Any) | None) => Kind::Unknown,
        (_, Some(_)) => Kind::of("TEXT"),
    }
}

/// The parameters of values that have the type of what comes out.
fn typed(values: &[Value]) -> Vec<Flow> {
    let flows = Value::flows_of(values).into_iter().filter(|flow| flow.part != Part::Null);
    flows.map(|flow| Flow { part: Part::Typed, ..flow }).collect()
}
