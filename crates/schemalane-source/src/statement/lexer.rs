//! The tokens of a text, as far as finding statements needs them.

use super::SplitErrorKind;
use crate::Dialect;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A key word or a name without quotes.
    Word,
    /// A number or a parameter such as `$1`.
    Number,
    /// A text or name in quotes of any kind.
    Quoted,
    /// A comment to the end of its line.
    LineComment,
    /// A comment between `/*` and `*/`.
    BlockComment,
    /// One character of punctuation.
    Symbol,
}

/// One token: its kind and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Token {
    /// The token's text in the text that it was found in.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Whether it is a comment of either kind.
    #[must_use]
    pub const fn is_comment(&self) -> bool {
        matches!(self.kind, TokenKind::LineComment | TokenKind::BlockComment)
    }
}

/// Something opened at `start` that is never closed.
#[derive(Debug)]
pub(crate) struct Unclosed {
    pub(crate) start: usize,
    pub(crate) kind: SplitErrorKind,
}

/// Reads the tokens of a text one after the other, in one pass. White space is left out.
pub(crate) struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    position: usize,
    dialect: Dialect,
}

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str, dialect: Dialect) -> Self {
        Self { text, bytes: text.as_bytes(), position: 0, dialect }
    }

    /// Goes on at `offset`, which must be the beginning of a character.
    pub(crate) fn skip_to(&mut self, offset: usize) {
        self.position = offset;
    }

    fn peek(&self, ahead: usize) -> u8 {
        // NUL cannot occur in a migration, so it stands for the end.
        self.bytes.get(self.position + ahead).copied().unwrap_or(0)
    }

    /// Moves over the token that begins here and says what it is.
    fn advance(&mut self) -> Result<TokenKind, SplitErrorKind> {
        let postgres = self.dialect == Dialect::Postgres;
        match (self.peek(0), self.peek(1)) {
            (b'-', b'-') => {
                self.skip_while(|byte| byte != b'\n' && !(postgres && byte == b'\r'));
                Ok(TokenKind::LineComment)
            }
            (b'/', b'*') => self.block_comment(),
            (b'E' | b'e', b'\'') if postgres => self.escape_string(),
            (b'\'', _) => self.quoted(b'\'', SplitErrorKind::UnclosedQuote),
            (b'"', _) => self.quoted(b'"', SplitErrorKind::UnclosedIdentifier),
            (b'`', _) if !postgres => self.quoted(b'`', SplitErrorKind::UnclosedIdentifier),
            (b'[', _) if !postgres => self.bracketed(),
            (b'$', next) if postgres => self.dollar(next),
            (first, _) if first.is_ascii_digit() => {
                self.skip_while(|byte| byte.is_ascii_digit());
                Ok(TokenKind::Number)
            }
            (first, _) if begins_word(first) => {
                self.skip_while(continues_word);
                Ok(TokenKind::Word)
            }
            _ => {
                self.position += 1;
                Ok(TokenKind::Symbol)
            }
        }
    }

    fn skip_while(&mut self, belongs: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.position..];
        self.position += rest.iter().position(|&byte| !belongs(byte)).unwrap_or(rest.len());
    }

    /// `/* ... */`, which PostgreSQL nests and SQLite does not.
    fn block_comment(&mut self) -> Result<TokenKind, SplitErrorKind> {
        let mut depth = 0usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') if depth == 0 || self.dialect == Dialect::Postgres => {
                    depth += 1;
                    self.position += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.position += 2;
                    if depth == 0 {
                        return Ok(TokenKind::BlockComment);
                    }
                }
                _ if self.position >= self.bytes.len() => {
                    return Err(SplitErrorKind::UnclosedComment);
                }
                _ => self.position += 1,
            }
        }
    }

    /// A text or name between two `quote`, in which a doubled one stands for itself.
    fn quoted(&mut self, quote: u8, unclosed: SplitErrorKind) -> Result<TokenKind, SplitErrorKind> {
        loop {
            self.position += 1;
            self.skip_while(|byte| byte != quote);
            if self.position >= self.bytes.len() {
                return Err(unclosed);
            }
            self.position += 1;
            if self.peek(0) != quote {
                return Ok(TokenKind::Quoted);
            }
        }
    }

    /// SQLite's `[name]`, which has no escape.
    fn bracketed(&mut self) -> Result<TokenKind, SplitErrorKind> {
        self.skip_while(|byte| byte != b']');
        if self.position >= self.bytes.len() {
            return Err(SplitErrorKind::UnclosedIdentifier);
        }
        self.position += 1;
        Ok(TokenKind::Quoted)
    }

    /// PostgreSQL's `E'...'`, in which a backslash hides the character after it. A quote that
    /// follows on another line continues the text, and backslashes keep their meaning there.
    fn escape_string(&mut self) -> Result<TokenKind, SplitErrorKind> {
        self.position += 2;
        loop {
            self.skip_while(|byte| byte != b'\'' && byte != b'\\');
            match (self.peek(0), self.peek(1)) {
                _ if self.position >= self.bytes.len() => {
                    return Err(SplitErrorKind::UnclosedQuote);
                }
                (b'\'', b'\'') | (b'\\', 1..) => self.position += 2,
                (b'\\', _) => return Err(SplitErrorKind::UnclosedQuote),
                _ => {
                    self.position += 1;
                    match self.continuation() {
                        Some(offset) => self.position = offset,
                        None => return Ok(TokenKind::Quoted),
                    }
                }
            }
        }
    }

    /// Where a text that just ended goes on: behind a quote that only white space with a line
    /// ending, and comments, separate from it.
    fn continuation(&self) -> Option<usize> {
        let mut offset = self.position;
        let mut crossed_line = false;
        loop {
            match self.bytes.get(offset)? {
                b'\'' => return crossed_line.then_some(offset + 1),
                b'\n' | b'\r' => crossed_line = true,
                b'-' if self.bytes.get(offset + 1) == Some(&b'-') => {
                    let comment = &self.bytes[offset..];
                    offset += comment.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
                    continue;
                }
                byte if is_space(*byte) => {}
                _ => return None,
            }
            offset += 1;
        }
    }

    /// PostgreSQL's `$tag$ ... $tag$`, `$1`, or a lone `$`.
    fn dollar(&mut self, next: u8) -> Result<TokenKind, SplitErrorKind> {
        let start = self.position;
        self.position += 1;
        if next.is_ascii_digit() {
            self.skip_while(|byte| byte.is_ascii_digit());
            return Ok(TokenKind::Number);
        }
        if begins_word(next) {
            self.skip_while(|byte| continues_word(byte) && byte != b'$');
        }
        if self.peek(0) != b'$' {
            self.position = start + 1;
            return Ok(TokenKind::Symbol);
        }
        let delimiter = &self.text[start..=self.position];
        let body = self.position + 1;
        match self.text[body..].find(delimiter) {
            Some(length) => {
                self.position = body + length + delimiter.len();
                Ok(TokenKind::Quoted)
            }
            None => Err(SplitErrorKind::UnclosedDollarQuote { delimiter: delimiter.to_owned() }),
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Result<Token, Unclosed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_while(is_space);
        let start = self.position;
        if start >= self.bytes.len() {
            return None;
        }
        let token = self.advance();
        if token.is_err() {
            self.position = self.bytes.len();
        }
        let end = self.position;
        Some(token.map(|kind| Token { kind, start, end }).map_err(|kind| Unclosed { start, kind }))
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

/// Both databases take every character outside ASCII for a letter.
fn begins_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn continues_word(byte: u8) -> bool {
    begins_word(byte) || byte.is_ascii_digit() || byte == b'$'
}
