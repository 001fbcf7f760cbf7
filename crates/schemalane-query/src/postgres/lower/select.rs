//! `SELECT`, set operations, and common table expressions.

use super::super::node::{Node, Object};
use super::super::scope::{Command, Scope, outputs};
use super::Lower;
use crate::algebra::{Expr, From, Grouping, Query, Select, SetKind};
use std::rc::Rc;

impl<'n> Lower<'n> {
    pub(super) fn query(&mut self, query: &'n Object, parent: Option<&Scope<'_, 'n>>) -> Query {
        let scope = Scope::new(query, parent);
        match Command::of(query) {
            Command::Select => match query.get("setOperations") {
                Node::Object(operation) => self.set(operation, &scope),
                _ => self.select(&scope),
            },
            Command::Insert | Command::Update | Command::Delete | Command::Merge => {
                self.returning(&scope)
            }
            Command::Other => unknown(query),
        }
    }

    fn select(&mut self, scope: &Scope<'_, 'n>) -> Query {
        let query = scope.query;
        let (from, filter) = self.jointree(scope);
        let grouping = self.grouping(scope);
        scope.is_grouped_away.set(matches!(grouping, Grouping::Sets(_)));
        let having = query.get("havingQual");
        let having = having.is_there().then(|| self.expr(having, scope));
        let output = self.outputs(scope);
        Query::Select(Box::new(Select {
            from,
            filter,
            grouping,
            having,
            output,
            limited: query.get("limitCount").is_there() || query.get("limitOffset").is_there(),
            multiplied: query.is("hasTargetSRFs"),
        }))
    }

    /// What a query gives. Of several functions that give rows, also in `ORDER BY`, the shorter ones are filled up with
    /// nulls.
    pub(super) fn outputs(&mut self, scope: &Scope<'_, 'n>) -> Vec<Expr> {
        let mut sets = 0;
        scope.query.get("targetList").walk(&mut |object| {
            sets += usize::from(object.is("funcretset") || object.is("opretset"));
        });
        outputs(scope.query)
            .map(|entry| match entry.get("expr") {
                Node::Object(call) if sets == 1 && call.is("funcretset") => {
                    self.set_returning(call)
                }
                expr => self.expr(expr, scope),
            })
            .collect()
    }

    /// Where the rows come from, and which of them stay.
    pub(super) fn jointree(&mut self, scope: &Scope<'_, 'n>) -> (From, Option<Expr>) {
        let Some(jointree) = scope.query.get("jointree").object() else {
            return (From::Nothing, None);
        };
        let mut from = From::Nothing;
        for item in jointree.get("fromlist").list() {
            from = From::cross(from, self.from(item, scope));
        }
        let quals = jointree.get("quals");
        (from, quals.is_there().then(|| self.expr(quals, scope)))
    }

    fn grouping(&mut self, scope: &Scope<'_, 'n>) -> Grouping {
        let query = scope.query;
        let keys: Vec<(String, Expr)> = query
            .objects("groupClause")
            .filter_map(|clause| clause.word("tleSortGroupRef"))
            .map(|reference| {
                let entry = query
                    .objects("targetList")
                    .find(|entry| entry.word("ressortgroupref") == Some(reference));
                let expr = entry.map_or(Expr::Opaque, |entry| self.expr(entry.get("expr"), scope));
                (reference.to_owned(), expr)
            })
            .collect();
        let sets: Vec<&Object> = query.objects("groupingSets").collect();
        if !sets.is_empty() {
            // What stands beside the sets is in each of them.
            let always: Vec<&str> = sets
                .iter()
                .filter(|set| set.word("kind") == Some("1"))
                .flat_map(|set| set.get("content").list())
                .filter_map(Node::word)
                .collect();
            let away = keys.into_iter().filter(|(key, _)| !always.contains(&key.as_str()));
            return Grouping::Sets(away.map(|(_, expr)| expr).collect());
        }
        match keys.is_empty() {
            false => Grouping::By(keys.into_iter().map(|(_, expr)| expr).collect()),
            true if query.is("hasAggs") || query.get("havingQual").is_there() => Grouping::Whole,
            true => Grouping::None,
        }
    }

    /// An operation, or a query that it takes.
    fn set(&mut self, operation: &'n Object, scope: &Scope<'_, 'n>) -> Query {
        match operation.tag.as_str() {
            "RANGETBLREF" => self.arm(operation, scope),
            "SETOPERATIONSTMT" => {
                let kind = match operation.word("op") {
                    Some("1") => SetKind::Union,
                    Some("2") => SetKind::Intersect,
                    Some("3") => SetKind::Except,
                    _ => return unknown(scope.query),
                };
                let mut side = |name| match operation.get(name) {
                    Node::Object(object) => self.set(object, scope),
                    _ => unknown(scope.query),
                };
                let (left, right) = (side("larg"), side("rarg"));
                Query::Set(kind, Box::new(left), Box::new(right))
            }
            _ => unknown(scope.query),
        }
    }

    fn arm(&mut self, reference: &'n Object, scope: &Scope<'_, 'n>) -> Query {
        let entry = reference.number("rtindex").and_then(|place| scope.entry(place));
        match entry.map(|entry| entry.get("subquery")) {
            Some(Node::Object(query)) => self.query(query, Some(scope)),
            _ => unknown(scope.query),
        }
    }

    /// A common table expression of a query.
    pub(super) fn cte(&mut self, name: &str, scope: &Scope<'_, 'n>) -> Option<Rc<Query>> {
        if let Some(found) = scope.ctes.borrow().get(name) {
            return Some(Rc::clone(found));
        }
        let cte = scope.cte(name)?;
        let query = cte.get("ctequery").object()?;
        let lowered = match cte.is("cterecursive") {
            true => self.recursive(name, query, scope),
            false => self.query(query, Some(scope)),
        };
        let lowered = Rc::new(lowered);
        scope.ctes.borrow_mut().insert(name.to_owned(), Rc::clone(&lowered));
        Some(lowered)
    }

    fn recursive(&mut self, name: &str, query: &'n Object, parent: &Scope<'_, 'n>) -> Query {
        let scope = Scope::new(query, Some(parent));
        let operation = query.get("setOperations").tagged("SETOPERATIONSTMT");
        let sides = operation.map(|operation| (operation.get("larg"), operation.get("rarg")));
        let Some((Node::Object(first), Node::Object(then))) = sides else { return unknown(query) };
        self.recursions += 1;
        let number = self.recursions;
        let first = self.set(first, &scope);
        parent.recursions.borrow_mut().insert(name.to_owned(), number);
        let then = self.set(then, &scope);
        parent.recursions.borrow_mut().remove(name);
        Query::Recursive(number, Box::new(first), Box::new(then))
    }
}

/// A query of which nothing is known but how many columns it has.
pub(super) fn unknown(query: &Object) -> Query {
    let output = outputs(query).map(|_| Expr::Opaque).collect();
    Query::Select(Box::new(Select::new(From::Nothing, output)))
}
