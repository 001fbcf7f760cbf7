//! From a statement of a file to what an engine is asked: its parameters, and its variants.

mod optional;
mod parameters;
mod variants;

pub(crate) use optional::MOST as MOST_OPTIONAL;
pub(crate) use variants::MOST as MOST_VARIANTS;

use std::ops::Range;

use schemalane_source::Token;

use crate::code::Code;
use crate::list;
use crate::note::{Broken, Notes};
use crate::problem::ProblemKind;
use crate::query::{QueryParameter, Variant};
use crate::scan::{self, Scan};
use crate::template::{Edit, Instead};
use crate::text::Text;

/// What a statement comes to.
#[derive(Debug)]
pub(crate) struct Rewritten {
    pub(crate) parameters: Vec<QueryParameter>,
    pub(crate) variants: Vec<Variant>,
}

/// Rewrites the statement in these bytes of a file, whose tokens are given.
pub(crate) fn rewrite(
    text: &Text,
    statement: Range<usize>,
    tokens: &[Token],
    notes: &mut Notes,
) -> Result<Rewritten, Vec<Broken>> {
    let code = Code::new(&text.sql, tokens);
    let mut scan = scan::scan(&code, text.dialect);
    let mut problems = std::mem::take(&mut scan.problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let parameters = parameters::parameters(text, &code, &scan, notes, &mut problems);
    let conditions = optional::conditions(&code, &scan, &parameters, &mut problems);
    let slot = variants::order_slot(text, tokens, &code, notes, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let edits = edits(text, &code, &scan, &parameters, notes);
    let plan =
        variants::Plan { text, statement, code: &code, edits: &edits, parameters: &parameters };
    let variants =
        plan.variants(&conditions, slot, &notes.order).map_err(|problem| vec![problem])?;
    Ok(Rewritten { parameters, variants })
}

/// Every parameter becomes a slot, `IN (:ids)` what takes one, and `sqlc.embed(t)` the columns of `t`.
fn edits(
    text: &Text,
    code: &Code<'_>,
    scan: &Scan,
    parameters: &[QueryParameter],
    notes: &mut Notes,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for place in &scan.uses {
        let is_list = parameters[place.parameter].stated.list;
        match list::membership(code, place).filter(|_| is_list) {
            Some(membership) => {
                edits.extend(list::edits(code, text.dialect, &membership, place));
            }
            None => edits.push(Edit {
                range: code.span(place.tokens.clone()),
                instead: Instead::Parameter(place.parameter),
            }),
        }
    }
    for (tokens, named) in &scan.embeds {
        edits.push(Edit::text(code.span(tokens.clone()), format!("{}.*", quoted(&named.name))));
        if !notes.embeds.iter().any(|embed| embed.name == named.name) {
            notes.embeds.push(named.clone());
        }
    }
    // Edits without bytes of their own stand before what begins there.
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

/// A name as it was written in a macro: in quotes where it is no plain word.
fn quoted(name: &str) -> String {
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.' || byte >= 0x80);
    if is_plain { name.to_owned() } else { format!("\"{name}\"") }
}

/// A problem with a name that a note has and the query does not.
pub(crate) fn no_such(note: &str, named: &str, known: Vec<String>) -> ProblemKind {
    let near = crate::near::nearest(named, known.iter().map(String::as_str)).map(str::to_owned);
    ProblemKind::NamesNothing { note: note.to_owned(), name: named.to_owned(), near, known }
}
