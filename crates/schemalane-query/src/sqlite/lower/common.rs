//! Common table expressions.

use super::{Env, Lower, Lowered, Output, Shared};
use crate::algebra::{Query, SetKind};
use crate::sqlite::kind::Meaning;
use crate::sqlite::name::{plain, same};
use crate::sqlite::scope::Scope;
use crate::sqlite::value::Value;
use sqlite3_parser::ast;
use std::cell::RefCell;
use std::rc::Rc;

/// The common table expressions of one `WITH`.
pub(super) struct Frame<'a> {
    tables: Vec<Table<'a>>,
    outer: Option<Rc<Self>>,
    scope: Option<Rc<Scope>>,
}

struct Table<'a> {
    name: String,
    written: &'a ast::CommonTableExpr<'a>,
    state: RefCell<State>,
}

/// How far the lowering of one has come.
#[derive(Clone)]
enum State {
    Waiting,
    /// It is being lowered; what its rows are if it asks for itself.
    Busy(Option<Recursion>),
    Done(Shared),
}

#[derive(Clone)]
struct Recursion {
    number: u32,
    columns: Rc<Vec<Output>>,
    met: bool,
}

/// What a common table expression is to somebody who reads it.
pub(super) enum Common {
    /// A query.
    Query(Shared),
    /// The rows that it has found itself so far.
    Recursion(u32, Rc<Vec<Output>>),
    /// SQLite will refuse it.
    Nothing,
}

impl<'a> Lower<'_> {
    /// What is around a query that may have a `WITH`.
    pub(super) fn with(&mut self, with: Option<&'a ast::With<'a>>, env: &Env<'a>) -> Env<'a> {
        let Some(with) = with else { return env.clone() };
        let tables = with.ctes.iter().map(|written| Table {
            name: plain(written.tbl_name.0),
            written,
            state: RefCell::new(State::Waiting),
        });
        let frame = Rc::new(Frame {
            tables: tables.collect(),
            outer: env.frame.clone(),
            scope: env.scope.clone(),
        });
        // Those that nobody reads have parameters too.
        for place in 0..frame.tables.len() {
            self.common(&frame, place);
        }
        Env { frame: Some(frame), ..env.clone() }
    }

    /// The common table expression of a name.
    pub(super) fn find_common(&mut self, name: &str, env: &Env<'a>) -> Option<Common> {
        let mut frame = env.frame.clone();
        while let Some(here) = frame {
            if let Some(place) = here.tables.iter().position(|table| same(&table.name, name)) {
                return Some(self.common(&here, place));
            }
            frame = here.outer.clone();
        }
        None
    }

    fn common(&mut self, frame: &Rc<Frame<'a>>, place: usize) -> Common {
        let Some(table) = frame.tables.get(place) else { return Common::Nothing };
        let state = table.state.borrow().clone();
        match state {
            State::Done(shared) => Common::Query(shared),
            State::Busy(None) => Common::Nothing,
            State::Busy(Some(recursion)) => {
                let met = Recursion { met: true, ..recursion.clone() };
                *table.state.borrow_mut() = State::Busy(Some(met));
                Common::Recursion(recursion.number, recursion.columns)
            }
            State::Waiting => {
                *table.state.borrow_mut() = State::Busy(None);
                let env = Env {
                    scope: frame.scope.clone(),
                    frame: Some(Rc::clone(frame)),
                    windows: Rc::default(),
                };
                let lowered = self.lower_common(table, &env);
                let shared =
                    Shared { query: Rc::new(lowered.query), columns: Rc::new(lowered.columns) };
                *table.state.borrow_mut() = State::Done(shared.clone());
                Common::Query(shared)
            }
        }
    }

    fn lower_common(&mut self, table: &Table<'a>, env: &Env<'a>) -> Lowered {
        let written = table.written;
        let select = written.select;
        let Some(compounds) = select.body.compounds.as_ref() else {
            let lowered = self.select(select, env);
            return named(lowered, written);
        };
        let env = self.with(select.with.as_ref(), env);
        let mut first = named(self.one(&select.body.select, None, &env), written);
        self.recursions += 1;
        let number = self.recursions;
        let mut rest = compounds.iter().peekable();
        // The parts that do not ask for the rows found so far come first.
        let mut found = None;
        while let Some(part) = rest.peek() {
            let mark = self.uses.mark();
            let (lowered, met) = self.part(table, number, &first.columns, &part.select, &env);
            if met {
                self.uses.back(mark);
                found = Some(number);
                break;
            }
            first = self.compound(first, part.operator, lowered);
            rest.next();
        }
        let parts: Vec<_> = rest.collect();
        let lowered = match found {
            None => first,
            Some(number) => self.recursive(table, number, first, &parts, &env),
        };
        self.limit(select.limit, &env);
        lowered
    }

    /// One part of several, and whether it asks for the rows found so far.
    fn part(
        &mut self,
        table: &Table<'a>,
        number: u32,
        columns: &[Output],
        part: &'a ast::OneSelect<'a>,
        env: &Env<'a>,
    ) -> (Lowered, bool) {
        let columns = Rc::new(columns.to_vec());
        *table.state.borrow_mut() = State::Busy(Some(Recursion { number, columns, met: false }));
        let lowered = self.one(part, None, env);
        let met = match &*table.state.borrow() {
            State::Busy(Some(recursion)) => recursion.met,
            State::Waiting | State::Busy(None) | State::Done(_) => false,
        };
        (lowered, met)
    }

    /// Types go around as nullability does: what a later part makes of them holds for the rows that it reads.
    fn recursive(
        &mut self,
        table: &Table<'a>,
        number: u32,
        first: Lowered,
        parts: &[&'a ast::CompoundSelect<'a>],
        env: &Env<'a>,
    ) -> Lowered {
        let mut columns = first.columns.clone();
        for column in &mut columns {
            // What grows from row to row has no end.
            column.value.finite = column.value.kind.meaning() != Some(Meaning::Real);
        }
        for round in 0.. {
            let mark = self.uses.mark();
            let mut then: Option<Query> = None;
            let mut next = Lowered { query: first.query.clone(), columns: columns.clone() };
            for part in parts {
                let (lowered, _) = self.part(table, number, &columns, &part.select, env);
                then = Some(match then {
                    None => lowered.query.clone(),
                    Some(then) => {
                        Query::Set(SetKind::Union, Box::new(then), Box::new(lowered.query.clone()))
                    }
                });
                next = self.compound(next, part.operator, lowered);
            }
            let is_settled = columns.iter().zip(&next.columns).all(|(old, new)| {
                old.value.kind == new.value.kind && old.value.flows == new.value.flows
            });
            columns = next.columns;
            if is_settled || round > 3 {
                let then = then.unwrap_or_else(|| Query::Values(Vec::new()));
                let query = Query::Recursive(number, Box::new(first.query), Box::new(then));
                return Lowered { query, columns };
            }
            self.uses.back(mark);
        }
        Lowered { query: first.query, columns }
    }

    /// Two queries as one.
    pub(super) fn compound(
        &mut self,
        left: Lowered,
        operator: ast::CompoundOperator,
        right: Lowered,
    ) -> Lowered {
        let kind = match operator {
            ast::CompoundOperator::Union | ast::CompoundOperator::UnionAll => SetKind::Union,
            ast::CompoundOperator::Except => SetKind::Except,
            ast::CompoundOperator::Intersect => SetKind::Intersect,
        };
        let columns = left.columns.into_iter().zip(right.columns);
        let columns = columns.map(|(left, right)| Output {
            name: left.name,
            value: self.either(left.value, right.value),
        });
        Lowered {
            columns: columns.collect(),
            query: Query::Set(kind, Box::new(left.query), Box::new(right.query)),
        }
    }

    fn either(&mut self, left: Value, right: Value) -> Value {
        self.uses.beside(&left, &right);
        self.uses.beside(&right, &left);
        let origin = left.origin.clone().filter(|_| left.origin == right.origin);
        let values = [left, right];
        let mut flows = Value::flows_of(&values);
        flows.dedup();
        let finite = values.iter().all(|value| value.finite);
        // Also what EXCEPT only takes away decides as what numbers are stored meanwhile.
        let kind = Value::shared(&values);
        let [left, _] = values;
        Value { kind, origin, flows, finite, ..left }
    }
}

/// The query under the names that its columns get behind its own.
fn named(mut lowered: Lowered, written: &ast::CommonTableExpr<'_>) -> Lowered {
    if let Some(names) = written.columns {
        for (column, name) in lowered.columns.iter_mut().zip(names) {
            column.name = Some(plain(name.col_name.0));
        }
    }
    lowered
}
