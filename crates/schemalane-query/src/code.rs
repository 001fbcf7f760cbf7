//! The tokens of a statement without its comments, and how its brackets lie in each other.

use std::ops::Range;

use schemalane_source::{Token, TokenKind};

/// The tokens of a statement without its comments.
pub(crate) struct Code<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// For each token the bracket, or the `CASE`, that it stands in directly.
    within: Vec<Option<usize>>,
}

impl<'t> Code<'t> {
    pub(crate) fn new(text: &'t str, tokens: &[Token]) -> Self {
        let tokens = tokens.iter().copied().filter(|token| !token.is_comment()).collect();
        let mut code = Self { text, tokens, within: Vec::new() };
        let mut open = Vec::new();
        for index in 0..code.tokens.len() {
            let closes = matches!(code.word(index), ")" | "]" | "}")
                || code.is(index, "END") && open.last().is_some_and(|&it| code.is(it, "CASE"));
            if closes {
                open.pop();
            }
            code.within.push(open.last().copied());
            if matches!(code.word(index), "(" | "[" | "{") || code.is(index, "CASE") {
                open.push(index);
            }
        }
        code
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text of a token; empty behind the last one.
    pub(crate) fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| token.text(self.text))
    }

    pub(crate) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// Whether a token is this key word, and no name: not behind a dot.
    pub(crate) fn is(&self, index: usize, keyword: &str) -> bool {
        self.kind(index) == Some(TokenKind::Word)
            && self.word(index).eq_ignore_ascii_case(keyword)
            && index.checked_sub(1).is_none_or(|before| self.word(before) != ".")
    }

    pub(crate) fn is_any(&self, index: usize, keywords: &[&str]) -> bool {
        keywords.iter().any(|keyword| self.is(index, keyword))
    }

    /// Whether nothing stands between a token and the one before it.
    pub(crate) fn touches(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        let token = self.tokens.get(index);
        before.zip(token).is_some_and(|(before, token)| before.end == token.start)
    }

    /// The bracket, or the `CASE`, that a token stands in directly.
    pub(crate) fn within(&self, index: usize) -> Option<usize> {
        self.within.get(index).copied().flatten()
    }

    /// The bytes of the file that a token takes.
    pub(crate) fn range(&self, index: usize) -> Range<usize> {
        self.tokens.get(index).map_or(0..0, |token| token.start..token.end)
    }

    /// The bytes of the file that tokens take, with what stands between them.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let last = tokens.end.saturating_sub(1);
        self.range(tokens.start).start..self.range(last).end
    }

    /// The first token at or behind a byte of the file.
    pub(crate) fn at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }
}
