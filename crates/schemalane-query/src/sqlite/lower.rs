//! From SQLite's grammar to what decides nullability: names are resolved as SQLite does.

mod call;
mod choice;
mod common;
mod comparison;
mod expr;
mod from;
mod operator;
mod select;
mod source;
mod statement;
mod total;
mod view;
mod window;

use super::catalogue::Catalogue;
use super::parameter::Uses;
use super::scope::Scope;
use super::value::Value;
use crate::Stated;
use crate::algebra::{Query, SourceId};
use common::Frame;
use rusqlite::Connection;
use sqlite3_parser::ast;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep expressions and queries are looked into; what is deeper can be null. The stack is that of whoever asks.
const DEPTH: usize = 100;

/// A query, lowered.
#[derive(Clone, Debug)]
pub(super) struct Lowered {
    pub(super) query: Query,
    pub(super) columns: Vec<Output>,
}

/// A column of its rows.
#[derive(Clone, Debug)]
pub(super) struct Output {
    /// `None` where SQLite makes it up from the text of an expression.
    pub(super) name: Option<String>,
    pub(super) value: Value,
}

/// A query that several places may have.
#[derive(Clone, Debug)]
struct Shared {
    query: Rc<Query>,
    columns: Rc<Vec<Output>>,
}

/// What is around an expression or a query.
#[derive(Clone, Default)]
struct Env<'a> {
    scope: Option<Rc<Scope>>,
    frame: Option<Rc<Frame<'a>>>,
    windows: Rc<Vec<(String, &'a ast::Window<'a>)>>,
}

impl Env<'_> {
    fn within(&self, scope: Scope) -> Self {
        Self { scope: Some(Rc::new(scope)), ..self.clone() }
    }
}

/// The lowering of one statement.
pub(super) struct Lower<'d> {
    connection: &'d Connection,
    catalogue: &'d Catalogue,
    stated: &'d [Stated],
    /// The place of a parameter by its text, from 0.
    place: &'d dyn Fn(&str) -> Option<usize>,
    pub(super) uses: Uses,
    sources: u32,
    recursions: u32,
    depth: usize,
    views: BTreeMap<(String, String), Option<Shared>>,
}

impl<'d> Lower<'d> {
    pub(super) fn new(
        connection: &'d Connection,
        catalogue: &'d Catalogue,
        stated: &'d [Stated],
        place: &'d dyn Fn(&str) -> Option<usize>,
    ) -> Self {
        Self {
            connection,
            catalogue,
            stated,
            place,
            uses: Uses::default(),
            sources: 0,
            recursions: 0,
            depth: 0,
            views: BTreeMap::new(),
        }
    }

    fn source_id(&mut self) -> SourceId {
        self.sources += 1;
        SourceId(self.sources)
    }
}
