//! The tokens of one statement, looked at by position.

use crate::Dialect;
use crate::statement::{Lexer, TokenKind};

/// The tokens of one statement without its comments.
pub(crate) struct Phrase<'t> {
    tokens: Vec<(TokenKind, &'t str)>,
}

impl<'t> Phrase<'t> {
    /// Reads a statement whose first word is one of `heads`; of any other, the first token is
    /// enough.
    pub(crate) fn read(text: &'t str, dialect: Dialect, heads: &[&str]) -> Self {
        let mut tokens = Lexer::new(text, dialect)
            .map_while(Result::ok)
            .filter(|token| !matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment))
            .map(|token| (token.kind, &text[token.start..token.end]));
        let first = tokens.next();
        let matters =
            first.is_some_and(|(_, word)| heads.iter().any(|head| head.eq_ignore_ascii_case(word)));
        let rest = matters.then_some(tokens).into_iter().flatten();
        Self { tokens: first.into_iter().chain(rest).collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the token at `index` is this key word or symbol. A quoted name never is.
    pub(crate) fn is(&self, index: usize, expected: &str) -> bool {
        self.tokens.get(index).is_some_and(|(_, text)| text.eq_ignore_ascii_case(expected))
    }

    /// Whether the token at `index` is one of these key words.
    pub(crate) fn is_any(&self, index: usize, expected: &[&str]) -> bool {
        expected.iter().any(|word| self.is(index, word))
    }

    /// Whether the tokens from `index` on are these key words.
    pub(crate) fn has(&self, index: usize, expected: &[&str]) -> bool {
        expected.iter().enumerate().all(|(ahead, word)| self.is(index + ahead, word))
    }

    /// Whether the tokens are these key words from the first on.
    pub(crate) fn begins(&self, expected: &[&str]) -> bool {
        self.has(0, expected)
    }

    /// Where these key words follow one another, the first time.
    pub(crate) fn find(&self, expected: &[&str]) -> Option<usize> {
        (0..self.len()).find(|&index| self.has(index, expected))
    }

    /// The text at `index` without its quotes.
    pub(crate) fn value(&self, index: usize) -> Option<&'t str> {
        let (kind, text) = *self.tokens.get(index)?;
        if kind == TokenKind::Quoted { text.get(1..text.len() - 1) } else { Some(text) }
    }

    /// The index behind the parenthesis that opens at `open`; `open` itself where none does.
    pub(crate) fn after_parenthesis(&self, open: usize) -> usize {
        let mut depth = 0usize;
        for index in open..self.len() {
            match self.tokens[index].1 {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return if index == open { open } else { index + 1 };
            }
        }
        self.len()
    }

    /// What an option list `(name [=] value, ...)` that opens at `open` says about `name`: `None`
    /// where it does not name it, and true where it gives no value, as PostgreSQL takes it.
    pub(crate) fn option(&self, open: usize, name: &str) -> Option<bool> {
        if !self.is(open, "(") {
            return None;
        }
        let named =
            |index: usize| self.value(index).is_some_and(|text| text.eq_ignore_ascii_case(name));
        let begins = |index: usize| self.is_any(index - 1, &["(", ","]);
        let index = (open + 1..self.after_parenthesis(open))
            .find(|&index| begins(index) && named(index))?;
        let value = if self.is(index + 1, "=") { index + 2 } else { index + 1 };
        let off =
            |text: &str| ["false", "off", "0"].iter().any(|word| word.eq_ignore_ascii_case(text));
        Some(!self.value(value).is_some_and(off))
    }
}
