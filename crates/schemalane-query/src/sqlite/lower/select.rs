//! Selections.

use super::from::Flat;
use super::{Env, Lower, Lowered, Output, Shared};
use crate::algebra::{From, Grouping, Query, Rows, Select, Source};
use crate::sqlite::bare;
use crate::sqlite::kind::Kind;
use crate::sqlite::name::{plain, same};
use crate::sqlite::parameter::Weight;
use crate::sqlite::scope::{Scope, Shown};
use crate::sqlite::value::Value;
use sqlite3_parser::ast;
use std::cell::Cell;
use std::rc::Rc;

/// What stands in one `SELECT`, as the grammar has it.
struct Parts<'a> {
    columns: &'a [ast::ResultColumn<'a>],
    from: Option<&'a ast::FromClause<'a>>,
    filter: Option<&'a ast::Expr<'a>>,
    group_by: Option<&'a [ast::Expr<'a>]>,
    having: Option<&'a ast::Expr<'a>>,
    order_by: Option<&'a [ast::SortedColumn<'a>]>,
}

impl<'a> Lower<'_> {
    pub(super) fn select(&mut self, select: &'a ast::Select<'a>, env: &Env<'a>) -> Lowered {
        if self.depth > super::DEPTH {
            return Lowered { query: Query::Values(Vec::new()), columns: Vec::new() };
        }
        self.depth += 1;
        let env = self.with(select.with.as_ref(), env);
        let compounds = select.body.compounds.as_ref();
        let order_by = select.order_by.filter(|_| compounds.is_none());
        let mut lowered = self.one(&select.body.select, order_by, &env);
        for part in compounds.into_iter().flatten() {
            let next = self.one(&part.select, None, &env);
            lowered = self.compound(lowered, part.operator, next);
        }
        if let Some(limit) = select.limit {
            self.limit(Some(limit), &env);
            lowered = self.limited(lowered);
        }
        self.depth -= 1;
        lowered
    }

    /// `LIMIT` and `OFFSET`.
    pub(super) fn limit(&mut self, limit: Option<&'a ast::Limit<'a>>, env: &Env<'a>) {
        for expr in limit.into_iter().flat_map(|limit| [Some(&limit.expr), limit.offset.as_ref()]) {
            let Some(expr) = expr else { continue };
            let value = self.expr(expr, env);
            self.uses.used(&value, &Kind::of("INTEGER"), None, Weight::Word);
        }
    }

    fn limited(&mut self, mut lowered: Lowered) -> Lowered {
        if let Query::Select(select) = &mut lowered.query {
            select.limited = true;
            return lowered;
        }
        let id = self.source_id();
        let shared = Shared { query: Rc::new(lowered.query), columns: Rc::new(lowered.columns) };
        let output = super::source::fields(id, shared.columns.len());
        let from = From::Source(Source { id, rows: Rows::Query(shared.query) });
        let select = Select { limited: true, ..Select::new(from, output) };
        Lowered { query: Query::Select(Box::new(select)), columns: shared.columns.to_vec() }
    }

    /// One part of a compound, or all there is.
    pub(super) fn one(
        &mut self,
        one: &'a ast::OneSelect<'a>,
        order_by: Option<&'a [ast::SortedColumn<'a>]>,
        env: &Env<'a>,
    ) -> Lowered {
        match one {
            ast::OneSelect::Values(rows) => self.values(rows, env),
            ast::OneSelect::Select {
                columns,
                from,
                where_clause,
                group_by,
                having,
                window_clause,
                distinctness: _,
            } => {
                let windows = window_clause.unwrap_or_default().iter();
                let windows = windows.map(|window| (plain(window.name.0), &window.window));
                let env = Env { windows: Rc::new(windows.collect()), ..env.clone() };
                let parts = Parts {
                    columns,
                    from: from.as_ref(),
                    filter: *where_clause,
                    group_by: *group_by,
                    having: *having,
                    order_by,
                };
                self.parts(&parts, &env)
            }
        }
    }

    fn values(
        &mut self,
        rows: &'a [impl std::ops::Deref<Target = [ast::Expr<'a>]>],
        env: &Env<'a>,
    ) -> Lowered {
        let mut columns: Vec<Vec<Value>> = Vec::new();
        let mut exprs = Vec::new();
        for row in rows {
            let values: Vec<Value> = row.iter().map(|expr| self.expr(expr, env)).collect();
            exprs.push(values.iter().map(|value| value.expr.clone()).collect());
            columns.resize_with(values.len(), Vec::new);
            for (column, value) in columns.iter_mut().zip(values) {
                column.push(value);
            }
        }
        let columns = columns.into_iter().enumerate().map(|(place, values)| {
            self.all_beside(&values);
            let value = Value {
                flows: Value::flows_of(&values),
                finite: values.iter().all(|value| value.finite),
                ..Value::new(crate::algebra::Expr::Opaque, Value::shared(&values))
            };
            Output { name: Some(format!("column{}", place + 1)), value }
        });
        Lowered { columns: columns.collect(), query: Query::Values(exprs) }
    }

    fn parts(&mut self, parts: &Parts<'a>, env: &Env<'a>) -> Lowered {
        let Flat { from, named } = match parts.from {
            Some(from) => self.from(from, env),
            None => Flat { from: From::Nothing, named: Vec::new() },
        };
        let sources = Rc::new(named);
        let aggregated = Rc::new(Cell::new(false));
        let scope = |aliases| Scope {
            sources: Rc::clone(&sources),
            aliases,
            outer: env.scope.clone(),
            aggregated: Rc::clone(&aggregated),
        };
        let inner = env.within(scope(Vec::new()));
        let (mut columns, aliases) = self.columns(parts.columns, &inner);
        let inner = env.within(scope(aliases));
        let filter = parts.filter.map(|expr| self.condition(expr, &inner).expr);
        let groups = parts.group_by.map(|exprs| self.groups(exprs, &columns, &inner));
        let having = parts.having.map(|expr| self.condition(expr, &inner).expr);
        for sorted in parts.order_by.into_iter().flatten() {
            self.expr(&sorted.expr, &inner);
        }
        let grouping = match groups {
            Some(groups) => Grouping::By(groups),
            None if aggregated.get() || having.is_some() => Grouping::Whole,
            None => Grouping::None,
        };
        if grouping == Grouping::Whole {
            let own = |id| sources.iter().any(|source| source.ids.contains(&id));
            for column in &mut columns {
                column.value.expr = bare::replaced(&column.value.expr, &own);
            }
        }
        let output = columns.iter().map(|column| column.value.expr.clone()).collect();
        let select = Select { filter, grouping, having, ..Select::new(from, output) };
        Lowered { columns: unique(columns), query: Query::Select(Box::new(select)) }
    }

    /// What rows are grouped by: an expression, or a column of the result by its number or name.
    fn groups(
        &mut self,
        exprs: &'a [ast::Expr<'a>],
        columns: &[Output],
        env: &Env<'a>,
    ) -> Vec<crate::algebra::Expr> {
        let mut groups = Vec::new();
        for expr in exprs {
            let column = expr.is_integer().and_then(|place| usize::try_from(place - 1).ok());
            groups.push(match column.and_then(|place| columns.get(place)) {
                Some(column) => column.value.expr.clone(),
                None => self.expr(expr, env).expr,
            });
        }
        groups
    }

    /// The columns of the result, and those of them that `AS` gives a name.
    pub(super) fn columns(
        &mut self,
        written: &'a [ast::ResultColumn<'a>],
        env: &Env<'a>,
    ) -> (Vec<Output>, Vec<(String, Value)>) {
        let mut columns = Vec::new();
        let mut aliases = Vec::new();
        for column in written {
            match column {
                ast::ResultColumn::Expr(expr, alias) => {
                    let (value, own) = self.named(expr, env);
                    let alias = alias.as_ref().map(|alias| match alias {
                        ast::As::As(name) | ast::As::Elided(name) => plain(name.0),
                    });
                    if let Some(alias) = &alias {
                        aliases.push((alias.clone(), value.clone()));
                    }
                    columns.push(Output { name: alias.or(own), value });
                }
                ast::ResultColumn::Star => columns.extend(star(env)),
                ast::ResultColumn::TableStar(name) => {
                    columns.extend(table_star(&plain(name.0), env));
                }
            }
        }
        (columns, aliases)
    }
}

/// The columns of `*`: those that joins have made one are there once.
pub(super) fn star(env: &Env<'_>) -> Vec<Output> {
    let Some(scope) = &env.scope else { return Vec::new() };
    let mut columns = Vec::new();
    for (place, source) in scope.sources.iter().enumerate() {
        let later = scope.sources.get(place + 1..).unwrap_or_default();
        for column in source.columns.iter().filter(|column| column.shown == Shown::Always) {
            let name = column.name.as_deref().unwrap_or_default();
            if source.merges(name).is_some() {
                continue;
            }
            let is_merged = later.iter().any(|source| source.merges(name).is_some());
            let value = match is_merged.then(|| scope.bare(name)) {
                Some(crate::sqlite::scope::Meant::Value(value, _)) => *value,
                Some(_) => Value::opaque(),
                None => column.value.clone(),
            };
            columns.push(Output { name: column.name.clone(), value });
        }
    }
    columns
}

fn table_star(name: &str, env: &Env<'_>) -> Vec<Output> {
    let Some(scope) = &env.scope else { return Vec::new() };
    let sources = scope.sources.iter().filter(|source| source.is_called(None, name));
    let columns = sources.flat_map(|source| &source.columns);
    let shown = columns.filter(|column| column.shown == Shown::Always);
    shown.map(|column| Output { name: column.name.clone(), value: column.value.clone() }).collect()
}

/// SQLite makes up another name for a column that has one of another.
fn unique(mut columns: Vec<Output>) -> Vec<Output> {
    for place in 0..columns.len() {
        let (before, rest) = columns.split_at_mut(place);
        let Some(column) = rest.first_mut() else { continue };
        let is_taken = |name: &String| {
            before.iter().any(|other| other.name.as_deref().is_some_and(|taken| same(taken, name)))
        };
        if column.name.as_ref().is_some_and(is_taken) {
            column.name = None;
        }
    }
    columns
}
