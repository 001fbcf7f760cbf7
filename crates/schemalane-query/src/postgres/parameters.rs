//! Where parameters go: which of them can be null, and which columns they are meant for.

use super::catalogue::Catalogue;
use super::node::{Node, Object};
use super::origin::{self, Place};
use super::scope::{Command, assignments};

/// How many values an assigned one is followed through.
const STEPS: usize = 50;

/// What is found out about a parameter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Used {
    pub(super) is_nullable: bool,
    pub(super) origin: Option<Place>,
}

/// The places of all parameters.
pub(super) struct Uses<'c> {
    catalogue: &'c Catalogue,
    found: Vec<Found>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Found {
    is_nullable: bool,
    assigned: Option<Place>,
    compared: Option<Place>,
}

impl<'c> Uses<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, count: usize) -> Self {
        Self { catalogue, found: vec![Found::default(); count] }
    }

    pub(super) fn query(&mut self, query: &Object) {
        self.within(query, &[]);
    }

    /// A parameter is for the column that it is written to, rather than for one that it is compared with.
    pub(super) fn finish(self) -> Vec<Used> {
        let used = |found: Found| Used {
            is_nullable: found.is_nullable,
            origin: found.assigned.or(found.compared),
        };
        self.found.into_iter().map(used).collect()
    }

    fn within<'n>(&mut self, query: &'n Object, outer: &[&'n Object]) {
        let queries: Vec<&Object> = outer.iter().copied().chain([query]).collect();
        self.statement(query, &queries);
        query.children().for_each(|node| self.node(node, &queries));
    }

    fn node<'n>(&mut self, node: &'n Node, queries: &[&'n Object]) {
        match node {
            Node::Nothing | Node::Word(_) | Node::Bytes(_) => {}
            Node::List(list) => list.iter().for_each(|node| self.node(node, queries)),
            Node::Object(object) if object.tag == "QUERY" => self.within(object, queries),
            Node::Object(object) => {
                self.object(object, queries);
                object.children().for_each(|node| self.node(node, queries));
            }
        }
    }

    fn object<'n>(&mut self, object: &'n Object, queries: &[&'n Object]) {
        match object.tag.as_str() {
            "OPEXPR" | "SCALARARRAYOPEXPR" => self.comparison(object, queries),
            "DISTINCTEXPR" => {
                self.nullable(object.get("args").list());
                self.comparison(object, queries);
            }
            "COALESCEEXPR" | "COALESCE" => self.nullable(object.get("args").list()),
            // A field of a composite value, and an element of an array, can be null.
            "FIELDSTORE" => self.nullable(object.get("newvals").list()),
            "SUBSCRIPTINGREF" => self.nullable(object.values("refassgnexpr")),
            "NULLTEST" => self.nullable(object.values("arg")),
            // `IS UNKNOWN`.
            "BOOLEANTEST" if matches!(object.word("booltesttype"), Some("4" | "5")) => {
                self.nullable(object.values("arg"));
            }
            _ => {}
        }
    }

    /// What a statement writes.
    fn statement<'n>(&mut self, statement: &'n Object, queries: &[&'n Object]) {
        let target =
            statement.number::<usize>("resultRelation").and_then(|place| place.checked_sub(1));
        let relation = target
            .and_then(|index| statement.get("rtable").list().get(index)?.object()?.number("relid"));
        let Some(relation) = relation else { return };
        let mut assigned: Vec<(usize, &Node)> = match Command::of(statement) {
            Command::Insert | Command::Update => assignments(statement).collect(),
            Command::Merge => statement.objects("mergeActionList").flat_map(assignments).collect(),
            Command::Select | Command::Delete | Command::Other => Vec::new(),
        };
        let conflict = statement.get("onConflict").object();
        let entries = conflict.into_iter().flat_map(|conflict| conflict.objects("onConflictSet"));
        let entries = entries.filter(|entry| !entry.is("resjunk"));
        assigned
            .extend(entries.filter_map(|entry| Some((entry.number("resno")?, entry.get("expr")))));
        for (number, expr) in assigned {
            self.assigned(expr, (relation, number), queries, STEPS);
        }
    }

    fn assigned(&mut self, expr: &Node, column: Place, queries: &[&Object], steps: usize) {
        let (Some(expr), Some(steps)) = (peeled(expr), steps.checked_sub(1)) else { return };
        let known = self.catalogue.relation(column.0).and_then(|known| known.column(column.1));
        let takes_null = known.is_some_and(|column| column.takes_null);
        match expr.tag.as_str() {
            "VAR" => {
                for (expr, queries) in origin::written(expr, queries) {
                    self.assigned(expr, column, &queries, steps);
                }
            }
            "CASEEXPR" | "CASE" => {
                let values = expr.objects("args").map(|arm| arm.get("result"));
                for value in values.chain([expr.get("defresult")]) {
                    self.assigned(value, column, queries, steps);
                }
            }
            // Which of them can be null is no question of the column.
            "COALESCEEXPR" | "COALESCE" => {
                for value in expr.get("args").list().iter().filter_map(peeled) {
                    if let Some(found) = self.found(value) {
                        found.assigned = found.assigned.or(Some(column));
                    }
                }
            }
            _ => {
                if let Some(found) = self.found(expr) {
                    found.is_nullable |= takes_null;
                    found.assigned = found.assigned.or(Some(column));
                }
            }
        }
    }

    /// A parameter beside a column.
    fn comparison(&mut self, object: &Object, queries: &[&Object]) {
        let name = object.number("opno").and_then(|oid| self.catalogue.operator_name(oid));
        let is_comparison = name.is_some_and(|name| COMPARISONS.contains(&name));
        let [left, right] = object.get("args").list() else { return };
        if !is_comparison {
            return;
        }
        for (one, other) in [(left, right), (right, left)] {
            let column = peeled(other).and_then(|other| origin::variable(other, queries));
            let Some(column) = column else { continue };
            for parameter in compared(one) {
                if let Some(found) = self.found(parameter) {
                    found.compared = found.compared.or(Some(column));
                }
            }
        }
    }

    fn nullable(&mut self, arguments: &[Node]) {
        for argument in arguments.iter().filter_map(peeled) {
            if let Some(found) = self.found(argument) {
                found.is_nullable = true;
            }
        }
    }

    /// The parameter that an expression is.
    fn found(&mut self, expr: &Object) -> Option<&mut Found> {
        let is_parameter = expr.tag == "PARAM" && expr.word("paramkind") == Some("0");
        let number: usize = expr.number("paramid").filter(|_| is_parameter)?;
        self.found.get_mut(number.checked_sub(1)?)
    }
}

const COMPARISONS: &[&str] =
    &["=", "<>", "<", "<=", ">", ">=", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*"];

/// What stands on one side of a comparison: a value, or each of a list.
fn compared(side: &Node) -> Vec<&Object> {
    let Some(side) = peeled(side) else { return Vec::new() };
    match side.tag.as_str() {
        "ARRAYEXPR" | "ARRAY" => side.get("elements").list().iter().filter_map(peeled).collect(),
        _ => vec![side],
    }
}

/// A value without the casts around it.
fn peeled(node: &Node) -> Option<&Object> {
    let mut object = node.object()?;
    loop {
        let inner = match object.tag.as_str() {
            "RELABELTYPE" | "COERCEVIAIO" | "COERCETODOMAIN" | "ARRAYCOERCEEXPR"
            | "COLLATEEXPR" | "COLLATE" => object.get("arg"),
            "FUNCEXPR" if matches!(object.word("funcformat"), Some("1" | "2")) => {
                object.get("args").list().first()?
            }
            _ => return Some(object),
        };
        object = inner.object()?;
    }
}
