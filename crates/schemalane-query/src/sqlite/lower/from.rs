//! Joins.

use super::source::Sourced;
use super::{Env, Lower, Shared};
use crate::algebra::{Call, Expr, From, Join, Rows, Rule};
use crate::sqlite::kind::Kind;
use crate::sqlite::name::plain;
use crate::sqlite::parameter::Weight;
use crate::sqlite::scope::{Meant, Named, NamedColumn, Scope, Shown, bare};
use crate::sqlite::value::{Flow, Part, Value};
use sqlite3_parser::ast;
use std::rc::Rc;

/// What stands in `FROM`, and its names.
pub(super) struct Flat {
    pub(super) from: From,
    pub(super) named: Vec<Named>,
}

/// A part of it, before it is joined.
struct Item<'a> {
    flat: Flat,
    join: Join,
    merging: Merging<'a>,
    on: Option<&'a ast::Expr<'a>>,
}

/// Which columns a join makes one.
enum Merging<'a> {
    None,
    Natural,
    Using(&'a [ast::Name<'a>]),
}

impl<'a> Lower<'_> {
    pub(super) fn from(&mut self, clause: &'a ast::FromClause<'a>, env: &Env<'a>) -> Flat {
        let mut items = Vec::new();
        let mut so_far = Vec::new();
        if let Some(table) = clause.select {
            let flat = self.item(table, &so_far, env);
            so_far.extend(flat.named.iter().cloned());
            items.push(Item { flat, join: Join::Inner, merging: Merging::None, on: None });
        }
        for joined in clause.joins.iter().flatten() {
            let flat = self.item(&joined.table, &so_far, env);
            so_far.extend(flat.named.iter().cloned());
            let (join, is_natural) = kind(joined.operator);
            let (merging, on) = match &joined.constraint {
                Some(ast::JoinConstraint::On(on)) => (Merging::None, Some(on)),
                Some(ast::JoinConstraint::Using(names)) => (Merging::Using(names), None),
                None if is_natural => (Merging::Natural, None),
                None => (Merging::None, None),
            };
            items.push(Item { flat, join, merging, on });
        }
        self.join(items, so_far, env)
    }

    /// An `ON` may name what stands behind it, and so all names come first.
    fn join(&mut self, items: Vec<Item<'a>>, all: Vec<Named>, env: &Env<'a>) -> Flat {
        let scope = Scope { sources: Rc::new(all), outer: env.scope.clone(), ..Scope::default() };
        let everything = env.within(scope);
        let mut joined = Flat { from: From::Nothing, named: Vec::new() };
        for (place, mut item) in items.into_iter().enumerate() {
            let mut conditions = merged(&joined.named, &mut item);
            if let Some(on) = item.on {
                conditions.push(self.condition(on, &everything).expr);
            }
            let condition = match conditions.len() {
                0 => None,
                1 => conditions.pop(),
                _ => Some(Expr::And(conditions)),
            };
            joined.from = match place {
                0 => item.flat.from,
                _ => From::Join(
                    item.join,
                    Box::new(joined.from),
                    Box::new(item.flat.from),
                    condition,
                ),
            };
            joined.named.append(&mut item.flat.named);
        }
        joined
    }

    fn item(&mut self, table: &'a ast::SelectTable<'a>, so_far: &[Named], env: &Env<'a>) -> Flat {
        match table {
            ast::SelectTable::Table(name, alias, _) => {
                single(self.source(name, alias.as_ref().map(called).as_deref(), env))
            }
            ast::SelectTable::TableCall(name, arguments, alias) => {
                let scope = Scope {
                    sources: Rc::new(so_far.to_vec()),
                    outer: env.scope.clone(),
                    ..Scope::default()
                };
                let inner = env.within(scope);
                let arguments = arguments.unwrap_or_default().iter();
                let values: Vec<Value> = arguments.map(|expr| self.expr(expr, &inner)).collect();
                let alias = alias.as_ref().map(called);
                single(self.call_source(name, alias.as_deref(), &values, env))
            }
            ast::SelectTable::Select(select, alias) => {
                let lowered = self.select(select, env);
                let shared =
                    Shared { query: Rc::new(lowered.query), columns: Rc::new(lowered.columns) };
                single(self.query_source(&shared, alias.as_ref().map(called)))
            }
            ast::SelectTable::Sub(clause, alias) => {
                let flat = self.from(clause, env);
                match alias {
                    Some(alias) => renamed(flat, called(alias), env),
                    None => flat,
                }
            }
        }
    }

    /// A function that gives rows. Each value of a list is an element of it, and none is null.
    fn call_source(
        &mut self,
        name: &ast::QualifiedName<'a>,
        alias: Option<&str>,
        arguments: &[Value],
        env: &Env<'a>,
    ) -> Sourced {
        let mut sourced = self.source(name, alias, env);
        let list = self.list(arguments);
        if list.is_empty() {
            for argument in arguments {
                self.uses.used(argument, &Kind::of("TEXT"), None, Weight::Hint);
            }
            return sourced;
        }
        let place =
            sourced.named.columns.iter().position(|column| column.name.as_deref() == Some("value"));
        let Some(place) = place else { return sourced };
        if let From::Source(source) = &mut sourced.from
            && let Rows::Columns(nullable) = &mut source.rows
            && let Some(nullable) = nullable.get_mut(place)
        {
            *nullable = false;
        }
        if let Some(column) = sourced.named.columns.get_mut(place) {
            let element = |flow: &Flow| Flow { part: Part::Typed, ..*flow };
            column.value.flows = list.iter().map(element).collect();
            let stated = list.first().and_then(|flow| self.stated.get(flow.parameter));
            column.value.kind =
                stated.and_then(|stated| stated.data_type.as_deref()).map_or(Kind::Open, Kind::of);
        }
        sourced
    }
}

fn single(sourced: Sourced) -> Flat {
    Flat { from: sourced.from, named: vec![sourced.named] }
}

fn called(alias: &ast::As<'_>) -> String {
    match alias {
        ast::As::As(name) | ast::As::Elided(name) => plain(name.0),
    }
}

/// Joined tables in brackets with a name of their own.
fn renamed(flat: Flat, name: String, env: &Env<'_>) -> Flat {
    let ids = flat.named.iter().flat_map(|named| named.ids.iter().copied()).collect();
    let scope = Scope { sources: Rc::new(flat.named), ..Scope::default() };
    let columns = super::select::star(&env.within(scope)).into_iter();
    let columns = columns.map(|output| NamedColumn {
        name: output.name,
        title: None,
        shown: Shown::Always,
        value: output.value,
    });
    let named = Named {
        ids,
        schema: None,
        name: Some(name),
        columns: columns.collect(),
        merged: Vec::new(),
    };
    Flat { from: flat.from, named: vec![named] }
}

fn kind(operator: ast::JoinOperator) -> (Join, bool) {
    match operator {
        ast::JoinOperator::Comma | ast::JoinOperator::TypedJoin(None) => (Join::Inner, false),
        ast::JoinOperator::TypedJoin(Some(kind)) => {
            let join =
                match (kind.contains(ast::JoinType::LEFT), kind.contains(ast::JoinType::RIGHT)) {
                    (false, false) => Join::Inner,
                    (true, false) => Join::Left,
                    (false, true) => Join::Right,
                    (true, true) => Join::Full,
                };
            (join, kind.contains(ast::JoinType::NATURAL))
        }
    }
}

/// Makes columns one that `USING` or `NATURAL` say are; the conditions of that.
fn merged(left: &[Named], item: &mut Item<'_>) -> Vec<Expr> {
    let names: Vec<String> = match item.merging {
        Merging::None => Vec::new(),
        Merging::Using(names) => names.iter().map(|name| plain(name.0)).collect(),
        Merging::Natural => {
            let columns = item.flat.named.iter().flat_map(|named| &named.columns);
            let shown = columns.filter(|column| column.shown == Shown::Always);
            let mut names: Vec<String> = shown.filter_map(|column| column.name.clone()).collect();
            let is_shown = |named: &Named, name: &str| {
                named.column(name).is_some_and(|column| column.shown == Shown::Always)
            };
            names.retain(|name| left.iter().any(|named| is_shown(named, name)));
            names
        }
    };
    let conditions = names.iter().map(|name| {
        let side = |sources: &[Named]| match bare(sources, name) {
            Meant::Value(value, _) => value.expr,
            Meant::Nothing | Meant::Unclear => Expr::Opaque,
        };
        let arguments = vec![side(left), side(&item.flat.named)];
        Expr::Call(Call { name: "=".to_owned(), rule: Rule::Exact, arguments, stable: true })
    });
    let conditions = conditions.collect();
    for name in names {
        if let Some(named) = item.flat.named.iter_mut().find(|named| named.column(&name).is_some())
        {
            named.merged.push((name, item.join));
        }
    }
    conditions
}
