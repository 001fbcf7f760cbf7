//! The tokens of SQLite's text, and a canonical text of them.

use crate::Header;
use crate::source::unquote;
use schemalane_source::{Dialect, SplitError, TokenKind, tokens};

/// A token that is no comment, with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind,
    pub(super) text: &'t str,
    /// Where it begins, in bytes.
    pub(super) start: usize,
}

impl Token<'_> {
    /// Whether it is this key word, or this character of punctuation.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind != TokenKind::Quoted && self.text.eq_ignore_ascii_case(word)
    }

    /// Its text as a name: without quotes, in lower case.
    pub(super) fn name(&self) -> String {
        unquote(self.text, Dialect::Sqlite)
    }

    /// Its text as a name without quotes, as it is written.
    pub(super) fn written(&self) -> String {
        let quoted = |open: char, close: char| {
            let body = self.text.strip_prefix(open)?.strip_suffix(close)?;
            Some(body.replace(&format!("{close}{close}"), &close.to_string()))
        };
        [('"', '"'), ('`', '`'), ('\'', '\''), ('[', ']')]
            .into_iter()
            .find_map(|(open, close)| quoted(open, close))
            .unwrap_or_else(|| self.text.to_owned())
    }
}

/// The tokens of a text without its comments.
pub(super) fn read(text: &str) -> Result<Vec<Token<'_>>, SplitError> {
    let found = tokens(text, Dialect::Sqlite)?;
    let kept = found.into_iter().filter(|token| !token.is_comment());
    Ok(kept
        .map(|token| Token { kind: token.kind, text: token.text(text), start: token.start })
        .collect())
}

/// Whether two statements make the same, letter by letter, but for comments, spaces and the quotes of the name: SQLite
/// writes a name in quotes when it renames.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one_head, other_head) =
        (Header::read(one, Dialect::Sqlite), Header::read(other, Dialect::Sqlite));
    let (Some(one_name), Some(other_name)) = (one_head.name_range, other_head.name_range) else {
        return false;
    };
    let (Ok(one), Ok(other)) = (read(one), read(other)) else { return false };
    let name = |tokens: &[Token<'_>], start| {
        tokens.iter().find(|token| token.start == start).map(Token::written)
    };
    let rest = |tokens: Vec<Token<'_>>, end| {
        tokens
            .into_iter()
            .filter(move |token| token.start >= end)
            .map(|token| token.text.to_owned())
            .collect()
    };
    if one_head.words != other_head.words || name(&one, one_name.0) != name(&other, other_name.0) {
        return false;
    }
    let (one, other): (Vec<String>, Vec<String>) =
        (rest(one, one_name.1), rest(other, other_name.1));
    one == other
}

/// The canonical text of tokens: words in lower case, texts as they are, spaces where a person would put them.
///
/// What stands in double quotes is a name only if `is_name` knows it: SQLite takes any other for a text.
pub(super) fn canonical(tokens: &[Token<'_>], is_name: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    let mut before: Option<&Token<'_>> = None;
    for token in tokens {
        if before.is_some_and(|before| is_apart(before, token)) {
            text.push(' ');
        }
        text.push_str(&spelled(token, &is_name));
        before = Some(token);
    }
    text
}

fn is_apart(before: &Token<'_>, token: &Token<'_>) -> bool {
    let is_tight = |token: &Token<'_>, marks: &[&str]| {
        token.kind == TokenKind::Symbol && marks.contains(&token.text)
    };
    let operator = |token: &Token<'_>| {
        token.kind == TokenKind::Symbol && !["(", ")", ",", ".", ";"].contains(&token.text)
    };
    if is_tight(before, &["(", "."]) || is_tight(token, &[")", ",", ".", ";"]) {
        return false;
    }
    // `<=` and `||` are two tokens each.
    if operator(before) && operator(token) && before.start + before.text.len() == token.start {
        return false;
    }
    !(is_tight(token, &["("]) && before.kind == TokenKind::Word)
}

fn spelled(token: &Token<'_>, is_name: impl Fn(&str) -> bool) -> String {
    match (token.kind, token.text.as_bytes().first()) {
        (TokenKind::Quoted, Some(b'\'')) => token.text.to_owned(),
        (TokenKind::Quoted, first) => {
            let name = token.name();
            if first == Some(&b'"') && !is_name(&name) {
                return token.text.to_owned();
            }
            let is_plain = name.bytes().enumerate().all(|(index, byte)| {
                byte == b'_' || byte.is_ascii_alphabetic() || index > 0 && byte.is_ascii_digit()
            });
            if is_plain { name } else { format!("\"{}\"", name.replace('"', "\"\"")) }
        }
        _ => token.text.to_ascii_lowercase(),
    }
}

/// A name in quotes.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
