//! Queries within expressions.

use super::super::node::{Node, Object};
use super::super::scope::Scope;
use super::Lower;
use super::expr::never;
use crate::algebra::{Expr, Quantifier, Query};

impl<'n> Lower<'n> {
    pub(super) fn sublink(&mut self, link: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let Some(query) = link.get("subselect").object() else { return Expr::Opaque };
        let query = Box::new(self.query(query, Some(scope)));
        match link.word("subLinkType") {
            Some("0") => Expr::Exists(query),
            Some("1") => self.quantified(Quantifier::All, link, query, scope),
            Some("2") => self.quantified(Quantifier::Any, link, query, scope),
            Some("4") => Expr::Scalar(query),
            Some("6") => never("ARRAY", Vec::new()),
            _ => Expr::Opaque,
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        link: &'n Object,
        query: Box<Query>,
        scope: &Scope<'_, 'n>,
    ) -> Expr {
        let test = link.get("testexpr");
        match self.compared(quantifier, test) {
            Some(sides) => {
                let left = sides.into_iter().map(|side| self.expr(side, scope)).collect();
                Expr::InQuery(quantifier, left, query)
            }
            None => Expr::Opaque,
        }
    }

    /// The left sides of a comparison with each row. Of several columns each must be equal to have one of the rows, or
    /// different to have none of them: of any other comparison one column alone may decide, and the rest be null.
    fn compared(&self, quantifier: Quantifier, test: &'n Node) -> Option<Vec<&'n Node>> {
        let test = test.object()?;
        if test.tag == "BOOLEXPR" {
            let is_each = match quantifier {
                Quantifier::Any => test.word("boolop") == Some("and"),
                Quantifier::All => test.word("boolop") == Some("or"),
            };
            let parts = test.get("args").list().iter();
            return is_each.then(|| parts.map(|part| self.left(part)).collect())?;
        }
        Some(vec![self.comparison(test)?])
    }

    fn left(&self, part: &'n Node) -> Option<&'n Node> {
        self.comparison(part.object()?)
    }

    fn comparison(&self, test: &'n Object) -> Option<&'n Node> {
        let is_known = test.tag == "OPEXPR" && self.is_exact(test);
        // On the right is the column of the query, perhaps within a cast.
        is_known.then(|| test.get("args").list().first())?
    }
}
