//! Columns beside aggregates: where there is no row and no `GROUP BY`, SQLite gives a row in which they are null.

use crate::algebra::{
    Aggregate, Call, Expr, From, Grouping, Query, Rows, Select, Source, SourceId, Window,
};
use std::rc::Rc;

/// An expression in which the columns of some sources can be null, unless an aggregate looks at them row by row.
pub(super) fn replaced(expr: &Expr, own: &dyn Fn(SourceId) -> bool) -> Expr {
    let one = |expr: &Expr| replaced(expr, own);
    let boxed = |expr: &Expr| Box::new(replaced(expr, own));
    let all = |exprs: &[Expr]| exprs.iter().map(one).collect::<Vec<_>>();
    let inner = |inner: &Query| Box::new(query(inner, own));
    match expr {
        Expr::Column(field) if own(field.source) => Expr::Opaque,
        Expr::Column(_)
        | Expr::Parameter(_)
        | Expr::Constant(_)
        | Expr::Aggregate(Aggregate { .. })
        | Expr::Opaque => expr.clone(),
        Expr::Call(call) => Expr::Call(Call { arguments: all(&call.arguments), ..call.clone() }),
        Expr::And(parts) => Expr::And(all(parts)),
        Expr::Or(parts) => Expr::Or(all(parts)),
        Expr::Not(part) => Expr::Not(boxed(part)),
        Expr::Test(test, part) => Expr::Test(*test, boxed(part)),
        Expr::Distinct(left, right) => Expr::Distinct(boxed(left), boxed(right)),
        Expr::In(left, list) => Expr::In(boxed(left), all(list)),
        Expr::InArray(quantifier, left, right) => {
            Expr::InArray(*quantifier, boxed(left), boxed(right))
        }
        Expr::InQuery(quantifier, left, right) => {
            Expr::InQuery(*quantifier, all(left), inner(right))
        }
        Expr::Exists(part) => Expr::Exists(inner(part)),
        Expr::Scalar(part) => Expr::Scalar(inner(part)),
        Expr::Coalesce(parts) => Expr::Coalesce(all(parts)),
        Expr::Case(arms, otherwise) => Expr::Case(
            arms.iter().map(|(condition, value)| (one(condition), one(value))).collect(),
            otherwise.as_deref().map(boxed),
        ),
        Expr::Window(window) => {
            Expr::Window(Window { arguments: all(&window.arguments), ..window.clone() })
        }
    }
}

fn query(query: &Query, own: &dyn Fn(SourceId) -> bool) -> Query {
    let inner = |inner: &Query| Box::new(self::query(inner, own));
    match query {
        Query::Select(select) => Query::Select(Box::new(self::select(select, own))),
        Query::Values(rows) => Query::Values(
            rows.iter().map(|row| row.iter().map(|expr| replaced(expr, own)).collect()).collect(),
        ),
        Query::Set(kind, left, right) => Query::Set(*kind, inner(left), inner(right)),
        Query::Recursive(number, first, then) => {
            Query::Recursive(*number, inner(first), inner(then))
        }
    }
}

fn select(select: &Select, own: &dyn Fn(SourceId) -> bool) -> Select {
    let one = |expr: &Expr| replaced(expr, own);
    let all = |exprs: &[Expr]| exprs.iter().map(one).collect::<Vec<_>>();
    Select {
        from: from(&select.from, own),
        filter: select.filter.as_ref().map(one),
        grouping: match &select.grouping {
            Grouping::None => Grouping::None,
            Grouping::Whole => Grouping::Whole,
            Grouping::By(exprs) => Grouping::By(all(exprs)),
            Grouping::Sets(exprs) => Grouping::Sets(all(exprs)),
        },
        having: select.having.as_ref().map(one),
        output: all(&select.output),
        ..select.clone()
    }
}

fn from(from: &From, own: &dyn Fn(SourceId) -> bool) -> From {
    let inner = |inner: &From| Box::new(self::from(inner, own));
    match from {
        From::Nothing => From::Nothing,
        From::Source(source) => From::Source(Source {
            id: source.id,
            rows: match &source.rows {
                Rows::Query(inner) => Rows::Query(Rc::new(query(inner, own))),
                Rows::Columns(columns) => Rows::Columns(columns.clone()),
                Rows::Recursion(number) => Rows::Recursion(*number),
            },
        }),
        From::Join(kind, left, right, on) => {
            let on = on.as_ref().map(|on| replaced(on, own));
            From::Join(*kind, inner(left), inner(right), on)
        }
    }
}

/// Calls something for each column in an expression, those in queries in it too.
pub(super) fn columns(expr: &Expr, seen: &mut dyn FnMut(SourceId)) {
    // What is asked of each source, and always denied, is a visit.
    let seen = std::cell::RefCell::new(seen);
    replaced(expr, &|id| {
        (seen.borrow_mut())(id);
        false
    });
}
