//! The texts of a query: one for each choice that its caller has.

use std::ops::Range;

use schemalane_source::Token;

use super::optional::Condition;
use crate::code::Code;
use crate::note::{Broken, Named, Notes};
use crate::optional::{Clause, cuts};
use crate::order::{Chosen, Direction, Slot, slots};
use crate::problem::ProblemKind;
use crate::query::{QueryParameter, Variant};
use crate::template::{Edit, Instead, Template};
use crate::text::Text;

/// The most texts that a query may have.
pub(crate) const MOST: usize = 256;

/// The bytes of the default of an order, where there is a slot for one.
pub(super) fn order_slot(
    text: &Text,
    tokens: &[Token],
    code: &Code<'_>,
    notes: &Notes,
    problems: &mut Vec<Broken>,
) -> Option<Range<usize>> {
    let mut slots = slots(&text.sql, tokens, code).into_iter();
    let slot = match (slots.next(), notes.order.first()) {
        (None, None) => return None,
        (None, Some(note)) => {
            problems.push((note.at, ProblemKind::OrderWithoutSlot));
            return None;
        }
        (Some(Slot::Misplaced(at)), _) => {
            problems.push((at, ProblemKind::MisplacedSlot));
            return None;
        }
        (Some(Slot::Default(range)), None) => {
            problems.push((range.start, ProblemKind::SlotWithoutOrder));
            return None;
        }
        (Some(Slot::Default(range)), Some(_)) => range,
    };
    match slots.next() {
        Some(Slot::Default(Range { start: at, .. }) | Slot::Misplaced(at)) => {
            problems.push((at, ProblemKind::SecondSlot));
            None
        }
        None => Some(slot),
    }
}

/// What all texts of a query are made from.
pub(super) struct Plan<'p> {
    pub(super) text: &'p Text,
    pub(super) statement: Range<usize>,
    pub(super) code: &'p Code<'p>,
    pub(super) edits: &'p [Edit],
    pub(super) parameters: &'p [QueryParameter],
}

impl Plan<'_> {
    /// Every text, the whole statement first.
    pub(super) fn variants(
        &self,
        conditions: &[Condition],
        slot: Option<Range<usize>>,
        columns: &[Named],
    ) -> Result<Vec<Variant>, Broken> {
        let optional: Vec<usize> =
            (0..self.parameters.len()).filter(|&it| self.parameters[it].optional).collect();
        let mut orders = vec![None];
        if slot.is_some() {
            let chosen = (0..columns.len()).flat_map(|column| {
                Direction::ALL.map(|direction| Some(Chosen { column, direction }))
            });
            orders.extend(chosen);
        }
        let count = orders.len() << optional.len();
        if count > MOST {
            let at = columns.first().map_or(self.statement.start, |column| column.at);
            return Err((at, ProblemKind::TooManyVariants { count }));
        }
        let mut variants = Vec::with_capacity(count);
        for order in orders {
            let sort = slot.clone().zip(order).map(|(range, chosen)| {
                let column = columns[chosen.column].name.replace('"', "\"\"");
                Edit::text(range, format!("\"{column}\" {}", chosen.direction.sql()))
            });
            for mask in 0..1usize << optional.len() {
                let gone: Vec<usize> = (optional.iter().enumerate())
                    .filter(|(bit, _)| mask & (1 << bit) != 0)
                    .map(|(_, parameter)| *parameter)
                    .collect();
                variants.push(self.variant(conditions, &gone, order, sort.clone()));
            }
        }
        Ok(variants)
    }

    fn variant(
        &self,
        conditions: &[Condition],
        gone: &[usize],
        order: Option<Chosen>,
        sort: Option<Edit>,
    ) -> Variant {
        let mut cut: Vec<Edit> = self.cuts(conditions, gone);
        cut.extend(sort);
        let is_cut = |edit: &&Edit| {
            let contains =
                |it: &Edit| it.range.start <= edit.range.start && edit.range.end <= it.range.end;
            !cut.iter().any(contains)
        };
        let mut edits: Vec<Edit> = self.edits.iter().filter(is_cut).cloned().collect();
        let is_there = |parameter: &usize| {
            edits.iter().any(|edit| edit.instead == Instead::Parameter(*parameter))
        };
        let parameters: Vec<usize> = (0..self.parameters.len()).filter(is_there).collect();
        edits.extend(cut);
        edits.sort_by_key(|edit| edit.range.start);
        let (file, statement) = (&self.text.sql, self.statement.clone());
        let template = Template::new(self.text.dialect, file, statement, &edits, &parameters);
        let stated = parameters.iter().map(|&it| self.parameters[it].stated.clone()).collect();
        Variant { parameters, order, template, stated }
    }

    /// What is cut where parameters are not given.
    fn cuts(&self, conditions: &[Condition], gone: &[usize]) -> Vec<Edit> {
        let is_gone = |tokens: &Range<usize>| {
            let mut conditions = conditions.iter();
            conditions.any(|it| it.tokens == *tokens && gone.contains(&it.parameter))
        };
        let mut clauses: Vec<&Clause> = Vec::new();
        for condition in conditions.iter().filter(|it| gone.contains(&it.parameter)) {
            if !clauses.contains(&&condition.clause) {
                clauses.push(&condition.clause);
            }
        }
        let found = clauses.into_iter().flat_map(|clause| cuts(self.code, clause, is_gone));
        let cuts: Vec<Edit> = found.map(|(range, text)| Edit::text(range, text)).collect();
        // A condition within one that is gone is gone with it.
        let is_outer = |cut: &Edit| {
            !cuts.iter().any(|it| {
                it.range != cut.range
                    && it.range.start <= cut.range.start
                    && cut.range.end <= it.range.end
            })
        };
        cuts.iter().filter(|cut| is_outer(cut)).cloned().collect()
    }
}
