//! Where the names of a query stand: its range table, and those of the queries around it.

use super::node::{Node, Object};
use crate::algebra::{Query, SourceId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// A query that is being lowered.
pub(super) struct Scope<'p, 'n> {
    pub(super) parent: Option<&'p Self>,
    pub(super) query: &'n Object,
    /// The sources that entries of the range table have become, by their places from 1.
    pub(super) sources: RefCell<HashMap<usize, SourceId>>,
    /// The common table expressions that were lowered already.
    pub(super) ctes: RefCell<HashMap<String, Rc<Query>>>,
    /// The recursive ones that are being lowered, by their numbers.
    pub(super) recursions: RefCell<HashMap<String, u32>>,
    /// The row that `RETURNING` calls by the name of the table.
    pub(super) target: Cell<Option<Target>>,
    /// Whether grouping sets can have made columns null that a query within this one names.
    pub(super) is_grouped_away: Cell<bool>,
}

/// The row of a statement that writes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    /// Its place in the range table.
    pub(super) place: usize,
    /// The row by the table's own name.
    pub(super) row: SourceId,
    pub(super) old: Option<SourceId>,
    pub(super) new: Option<SourceId>,
}

/// What an entry of a range table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Relation,
    Subquery,
    Join,
    Function,
    Table,
    Values,
    Cte,
    /// From PostgreSQL 18 on: what `GROUP BY` has.
    Group,
    Unknown,
}

impl Entry {
    pub(super) fn of(object: &Object) -> Self {
        match object.word("rtekind") {
            Some("0") => Self::Relation,
            Some("1") => Self::Subquery,
            Some("2") => Self::Join,
            Some("3") => Self::Function,
            Some("4") => Self::Table,
            Some("5") => Self::Values,
            Some("6") => Self::Cte,
            Some("9") => Self::Group,
            _ => Self::Unknown,
        }
    }
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Select,
    Update,
    Insert,
    Delete,
    Merge,
    Other,
}

impl Command {
    pub(super) fn of(query: &Object) -> Self {
        match query.word("commandType") {
            Some("1") => Self::Select,
            Some("2") => Self::Update,
            Some("3") => Self::Insert,
            Some("4") => Self::Delete,
            // Up to PostgreSQL 14 that is what has no tree.
            Some("5") => Self::Merge,
            _ => Self::Other,
        }
    }
}

impl<'p, 'n> Scope<'p, 'n> {
    pub(super) fn new(query: &'n Object, parent: Option<&'p Self>) -> Self {
        Self {
            parent,
            query,
            sources: RefCell::default(),
            ctes: RefCell::default(),
            recursions: RefCell::default(),
            target: Cell::new(None),
            is_grouped_away: Cell::new(false),
        }
    }

    /// The query so many levels further out.
    pub(super) fn outer(&self, levels: usize) -> Option<&Self> {
        match levels {
            0 => Some(self),
            _ => self.parent?.outer(levels - 1),
        }
    }

    /// An entry of the range table, by its place from 1.
    pub(super) fn entry(&self, place: usize) -> Option<&'n Object> {
        self.query.get("rtable").list().get(place.checked_sub(1)?)?.object()
    }

    /// A common table expression of this query.
    pub(super) fn cte(&self, name: &str) -> Option<&'n Object> {
        self.query.objects("cteList").find(|cte| cte.word("ctename") == Some(name))
    }
}

/// What a query gives: of one that writes, what it returns.
pub(super) fn outputs(query: &Object) -> impl Iterator<Item = &Object> {
    let field = match Command::of(query) {
        Command::Select => "targetList",
        _ => "returningList",
    };
    query.objects(field).filter(|entry| !entry.is("resjunk"))
}

/// What a statement puts into the columns of its table: their numbers, and the values.
pub(super) fn assignments(statement: &Object) -> impl Iterator<Item = (usize, &Node)> {
    let entries = statement.objects("targetList").filter(|entry| !entry.is("resjunk"));
    entries.filter_map(|entry| Some((entry.number("resno")?, entry.get("expr"))))
}
