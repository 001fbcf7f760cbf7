//! Columns, by the numbers of the range table.

use super::super::node::{Node, Object};
use super::super::scope::{Entry, Scope};
use super::Lower;
use crate::algebra::{Expr, Field, SourceId};

impl<'n> Lower<'n> {
    pub(super) fn variable(&mut self, variable: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let levels: usize = variable.number("varlevelsup").unwrap_or_default();
        let Some(scope) = scope.outer(levels) else { return Expr::Opaque };
        // A group's column, named within a query of its own.
        if levels > 0 && scope.is_grouped_away.get() {
            return Expr::Opaque;
        }
        let (Some(place), Some(number)) =
            (variable.number("varno"), variable.number::<i64>("varattno"))
        else {
            return Expr::Opaque;
        };
        let Some(entry) = scope.entry(place) else { return Expr::Opaque };
        let listed = match Entry::of(entry) {
            Entry::Join => "joinaliasvars",
            Entry::Group => "groupexprs",
            Entry::Relation
            | Entry::Subquery
            | Entry::Function
            | Entry::Table
            | Entry::Values
            | Entry::Cte
            | Entry::Unknown => {
                let Some(source) = row(variable, place, scope) else { return Expr::Opaque };
                return self.column(source, number, entry);
            }
        };
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match index.and_then(|index| entry.get(listed).list().get(index)) {
            Some(expr) => self.expr(expr, scope),
            None => Expr::Opaque,
        }
    }

    fn column(&self, source: SourceId, number: i64, entry: &Object) -> Expr {
        let width = || match Entry::of(entry) {
            Entry::Relation => {
                let relation = entry.number("relid").and_then(|oid| self.catalogue.relation(oid));
                relation.map(super::super::catalogue::Relation::width)
            }
            _ => None,
        };
        let index = match number {
            1.. => usize::try_from(number - 1).ok(),
            0 => width(),
            _ => width().map(|width| width + 1),
        };
        index.map_or(Expr::Opaque, |index| Expr::Column(Field { source, index }))
    }

    /// The columns of a row that is named as a whole.
    pub(super) fn fields(&mut self, row: &'n Node, scope: &Scope<'_, 'n>) -> Option<Vec<Expr>> {
        match row {
            Node::Object(row) if row.tag == "ROW" || row.tag == "ROWEXPR" => {
                Some(self.exprs(row.get("args"), scope))
            }
            Node::Object(variable) if variable.tag == "VAR" => {
                let Expr::Column(Field { source, index: width }) = self.variable(variable, scope)
                else {
                    return None;
                };
                let is_whole = variable.word("varattno") == Some("0");
                let field = |index| Expr::Column(Field { source, index });
                is_whole.then(|| (0..width).map(field).collect())
            }
            _ => None,
        }
    }
}

/// The source that a column is of.
fn row(variable: &Object, place: usize, scope: &Scope<'_, '_>) -> Option<SourceId> {
    if let Some(target) = scope.target.get().filter(|target| target.place == place) {
        return match variable.word("varreturningtype") {
            Some("1") => target.old,
            Some("2") => target.new,
            _ => Some(target.row),
        };
    }
    scope.sources.borrow().get(&place).copied()
}
