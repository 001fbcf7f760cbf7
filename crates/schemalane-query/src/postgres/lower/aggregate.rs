//! Functions of groups and of windows.

use super::super::functions;
use super::super::node::Object;
use super::super::scope::Scope;
use super::Lower;
use crate::algebra::{Aggregate, Expr, Frame, Rule, Window};

/// What `frameOptions` is made of.
mod option {
    pub(super) const FROM_BEFORE: u32 = 0x20 | 0x200 | 0x800;
    pub(super) const TO_BEHIND: u32 = 0x100 | 0x400 | 0x4000;
    pub(super) const WITHOUT_ROW: u32 = 0x8000 | 0x1_0000;
}

impl<'n> Lower<'n> {
    pub(super) fn aggregate(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let function = object.number("aggfnoid").and_then(|oid| self.catalogue.function(oid));
        let rule = function.map_or(Rule::Maybe, functions::aggregate);
        // It is of the groups of a query further out.
        if object.word("agglevelsup") != Some("0") && rule != Rule::Never {
            return Expr::Opaque;
        }
        let mut arguments = self.exprs(object.get("aggdirectargs"), scope);
        for argument in object.objects("args").filter(|entry| !entry.is("resjunk")) {
            arguments.push(self.expr(argument.get("expr"), scope));
        }
        let name = object.word("aggfnoid").unwrap_or_default();
        Expr::Aggregate(Aggregate {
            // Without the parts that it is told from others by it is itself alone.
            name: format!("{name} {:?} {:?}", object.get("aggorder"), object.get("aggdistinct")),
            rule,
            arguments,
            filtered: object.get("aggfilter").is_there(),
        })
    }

    pub(super) fn window(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let function = object.number("winfnoid").and_then(|oid| self.catalogue.function(oid));
        let arguments = self.exprs(object.get("args"), scope);
        let rule = match function {
            Some(function) if object.is("winagg") => functions::aggregate(function),
            Some(function) => functions::window(function, arguments.len()),
            None => Rule::Maybe,
        };
        let looks_at_frame = object.is("winagg") || function.is_some_and(functions::looks_at_frame);
        let clause = scope
            .query
            .objects("windowClause")
            .find(|clause| clause.get("winref") == object.get("winref"));
        Expr::Window(Window {
            name: object.word("winfnoid").unwrap_or_default().to_owned(),
            rule,
            arguments,
            filtered: object.get("aggfilter").is_there(),
            frame: match looks_at_frame {
                true => frame(clause),
                false => Frame::Filled,
            },
        })
    }
}

/// Whether the row itself is always in the frame.
fn frame(clause: Option<&Object>) -> Frame {
    let options: u32 = clause.and_then(|clause| clause.number("frameOptions")).unwrap_or_default();
    let is_in = options & option::FROM_BEFORE != 0
        && options & option::TO_BEHIND != 0
        && options & option::WITHOUT_ROW == 0;
    if is_in { Frame::Filled } else { Frame::Empty }
}
