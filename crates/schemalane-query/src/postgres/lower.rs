//! From PostgreSQL's analysed tree to the algebra.

mod aggregate;
mod call;
mod dml;
mod expr;
mod select;
mod source;
mod special;
mod sublink;
mod variable;

use super::catalogue::Catalogue;
use super::node::Object;
use crate::algebra::{Expr, Query, SourceId};
use std::collections::HashMap;
use std::rc::Rc;

/// The algebra of a query.
pub(super) fn lower(catalogue: &Catalogue, query: &Object) -> Query {
    let mut lower =
        Lower { catalogue, sources: 0, recursions: 0, views: HashMap::new(), operands: Vec::new() };
    lower.query(query, None)
}

struct Lower<'n> {
    catalogue: &'n Catalogue,
    /// How many sources there are.
    sources: u32,
    /// How many recursive queries there are.
    recursions: u32,
    views: HashMap<u32, Rc<Query>>,
    /// What the innermost `CASE` compares.
    operands: Vec<Expr>,
}

impl Lower<'_> {
    fn source_id(&mut self) -> SourceId {
        self.sources += 1;
        SourceId(self.sources)
    }
}
