//! Windows.

use super::{Env, Lower};
use crate::algebra::Frame;
use crate::sqlite::kind::Kind;
use crate::sqlite::name::{plain, same};
use crate::sqlite::parameter::Weight;
use sqlite3_parser::ast;

/// How many windows may be made of another.
const CHAIN: usize = 100;

impl<'a> Lower<'_> {
    /// Whether there is always a row in the frame of a window.
    pub(super) fn over(&mut self, over: &'a ast::Over<'a>, env: &Env<'a>) -> Frame {
        match over {
            ast::Over::Name(name) => match find(&plain(name.0), env) {
                Some(window) => self.window(window, env),
                None => Frame::Empty,
            },
            ast::Over::Window(window) => self.window(window, env),
        }
    }

    fn window(&mut self, window: &'a ast::Window<'a>, env: &Env<'a>) -> Frame {
        let mut written = None;
        let mut next = Some(window);
        for _ in 0..CHAIN {
            let Some(window) = next else { break };
            self.sorted(window, env);
            written = written.or(window.frame_clause.as_ref());
            next = window.base.as_ref().and_then(|name| find(&plain(name.0), env));
        }
        match written {
            Some(clause) => self.frame(clause, env),
            // From the first row to the last that is equal to this one.
            None => Frame::Filled,
        }
    }

    fn sorted(&mut self, window: &'a ast::Window<'a>, env: &Env<'a>) {
        for expr in window.partition_by.unwrap_or_default() {
            self.expr(expr, env);
        }
        for sorted in window.order_by.unwrap_or_default() {
            self.expr(&sorted.expr, env);
        }
    }

    fn frame(&mut self, clause: &'a ast::FrameClause<'a>, env: &Env<'a>) -> Frame {
        for bound in [Some(&clause.start), clause.end.as_ref()].into_iter().flatten() {
            if let ast::FrameBound::Following(expr) | ast::FrameBound::Preceding(expr) = bound {
                let value = self.expr(expr, env);
                self.uses.used(&value, &Kind::of("INTEGER"), None, Weight::Hint);
            }
        }
        let starts = match &clause.start {
            ast::FrameBound::UnboundedPreceding | ast::FrameBound::CurrentRow => true,
            // By value, and of a value that is no number there is none before it.
            ast::FrameBound::Preceding(_) => clause.mode != ast::FrameMode::Range,
            ast::FrameBound::Following(_) | ast::FrameBound::UnboundedFollowing => false,
        };
        let ends = match &clause.end {
            None | Some(ast::FrameBound::UnboundedFollowing | ast::FrameBound::CurrentRow) => true,
            Some(ast::FrameBound::Following(_)) => clause.mode != ast::FrameMode::Range,
            Some(ast::FrameBound::Preceding(_) | ast::FrameBound::UnboundedPreceding) => false,
        };
        let keeps = match &clause.exclude {
            None | Some(ast::FrameExclude::NoOthers | ast::FrameExclude::Ties) => true,
            Some(ast::FrameExclude::CurrentRow | ast::FrameExclude::Group) => false,
        };
        if starts && ends && keeps { Frame::Filled } else { Frame::Empty }
    }
}

fn find<'a>(name: &str, env: &Env<'a>) -> Option<&'a ast::Window<'a>> {
    env.windows.iter().find(|(known, _)| same(known, name)).map(|(_, window)| *window)
}
