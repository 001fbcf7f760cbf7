//! A statement whose end has not been seen.

use super::error::Fault;
use super::lexer::{Token, TokenKind};
use super::{SplitErrorKind, Statement};
use crate::Dialect;

/// A statement whose end has not been seen.
pub(super) struct Open<'t> {
    pub(super) start: usize,
    end: usize,
    line: u32,
    /// The words that it begins with, up to the first token of another kind.
    head: Vec<&'t str>,
    head_ended: bool,
    /// The outermost parenthesis that is open, and how many are.
    parenthesis: usize,
    depth: usize,
    /// Inside the body of a trigger or of a function, where `;` ends only a part.
    body: bool,
    /// A `COPY ... FROM stdin`, behind which data follow.
    pub(super) copies: bool,
    previous: &'t str,
}

impl<'t> Open<'t> {
    /// The longest beginning that matters is `EXPLAIN QUERY PLAN CREATE TEMP TRIGGER`.
    const HEAD: usize = 6;

    pub(super) fn new(start: usize, line: u32) -> Self {
        Self {
            start,
            end: start,
            line,
            head: Vec::with_capacity(Self::HEAD),
            head_ended: false,
            parenthesis: start,
            depth: 0,
            body: false,
            copies: false,
            previous: "",
        }
    }

    pub(super) fn ends_at_semicolon(&self) -> bool {
        self.depth == 0 && !self.body
    }

    pub(super) fn take(&mut self, token: Token, word: &'t str, dialect: Dialect) {
        self.end = token.end;
        self.previous = if token.kind == TokenKind::Word {
            self.take_word(word, dialect)
        } else {
            self.head_ended = true;
            word
        };
        match word {
            "(" => {
                if self.depth == 0 {
                    self.parenthesis = token.start;
                }
                self.depth += 1;
            }
            ")" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// Takes a word, and says what the next one shall see before it.
    fn take_word(&mut self, word: &'t str, dialect: Dialect) -> &'t str {
        self.head_ended |= self.head.len() == Self::HEAD;
        if !self.head_ended {
            self.head.push(word);
        }
        // PostgreSQL takes either word for the client, whichever way the data go.
        let is_client = is(word, "STDIN") || is(word, "STDOUT");
        let copies_data = is_client && is(self.previous, "FROM") && self.depth == 0;
        if dialect == Dialect::Postgres && copies_data {
            self.copies |= self.head.first().is_some_and(|first| is(first, "COPY"));
        }
        match dialect {
            // Every part of a body ends with `;`, so only the `END` of the body itself follows one:
            // that of a CASE and a column of that name never do.
            _ if self.body => self.body = !(self.previous == ";" && is(word, "END")),
            Dialect::Sqlite => {
                self.body = !self.head_ended && is(word, "TRIGGER") && self.creates_trigger()
            }
            Dialect::Postgres => {
                let atomic = is(self.previous, "BEGIN") && is(word, "ATOMIC");
                self.body = atomic && self.depth == 0 && self.creates_routine();
                if self.body {
                    // A body may be empty, so its beginning counts as the end of a part.
                    return ";";
                }
            }
        }
        word
    }

    fn creates_routine(&self) -> bool {
        let rest = match self.head.as_slice() {
            [create, or, replace, rest @ ..]
                if is(create, "CREATE") && is(or, "OR") && is(replace, "REPLACE") =>
            {
                rest
            }
            [create, rest @ ..] if is(create, "CREATE") => rest,
            _ => return false,
        };
        rest.first().is_some_and(|kind| is(kind, "FUNCTION") || is(kind, "PROCEDURE"))
    }

    /// Whether the words so far, of which the last is `TRIGGER`, begin the making of one.
    fn creates_trigger(&self) -> bool {
        let words = match self.head.as_slice() {
            [explain, query, plan, rest @ ..]
                if is(explain, "EXPLAIN") && is(query, "QUERY") && is(plan, "PLAN") =>
            {
                rest
            }
            [explain, rest @ ..] if is(explain, "EXPLAIN") => rest,
            words => words,
        };
        match words {
            [create, _] => is(create, "CREATE"),
            [create, temporary, _] => {
                is(create, "CREATE") && (is(temporary, "TEMP") || is(temporary, "TEMPORARY"))
            }
            _ => false,
        }
    }

    pub(super) fn close(self) -> Result<Statement, Fault> {
        if self.body {
            return Err(Fault(self.start, SplitErrorKind::UnclosedBody));
        }
        if self.depth > 0 {
            return Err(Fault(self.parenthesis, SplitErrorKind::UnclosedParenthesis));
        }
        Ok(Statement::new(self.start, self.end, self.line))
    }
}

/// Key words may be written in any case.
fn is(word: &str, key_word: &str) -> bool {
    word.eq_ignore_ascii_case(key_word)
}
