//! Canonical text: what is left of a statement when spelling is taken away.
//!
//! Comments go, white space becomes one space where one is needed, words that are key words are in capitals, names are
//! in lower case and without quotes that they do not need. Texts in quotes stay as they are.

mod word;

pub(crate) use word::{is_reserved, is_value};

use crate::source::unquote;
use schemalane_source::{Dialect, TokenKind, tokens};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A key word, or a name without quotes.
    Word,
    /// A number in one piece: `1.5e-3`, `0xff`.
    Number,
    /// `'text'`, which may stand for a name.
    Text,
    /// `x'00'`.
    Blob,
    /// `"name"`, which is a text where there is no such name.
    Double,
    /// A name in brackets or grave accents.
    Quoted,
    /// An operator or a mark.
    Symbol,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) class: Class,
    pub(crate) text: &'t str,
    /// Its first byte.
    pub(crate) start: usize,
}

impl Token<'_> {
    /// Whether it is this word or mark.
    pub(crate) fn is(&self, text: &str) -> bool {
        matches!(self.class, Class::Word | Class::Symbol) && self.text.eq_ignore_ascii_case(text)
    }

    /// The name that it is, as SQLite compares names.
    pub(crate) fn name(&self) -> String {
        unquote(self.text, Dialect::Sqlite)
    }

    const fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Operators of more than one mark, the longest first.
const OPERATORS: &[&str] = &["->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>"];

/// The tokens of a text without its comments. What cannot be read, which SQLite would refuse too, is one token.
pub(crate) fn read(text: &str) -> Vec<Token<'_>> {
    let Ok(raw) = tokens(text, Dialect::Sqlite) else {
        return vec![Token { class: Class::Text, text, start: 0 }];
    };
    let mut found: Vec<Token<'_>> = Vec::with_capacity(raw.len());
    let mut skip_to = 0;
    for token in raw.iter().filter(|token| !token.is_comment()) {
        if token.start < skip_to {
            continue;
        }
        let rest = &text[token.start..];
        let touches_name = found.last().is_some_and(|last| {
            last.end() == token.start && (last.class != Class::Symbol || last.text == ")")
        });
        let (class, length) = match (token.kind, token.text(text)) {
            (TokenKind::Number, _) => (Class::Number, number(rest)),
            (TokenKind::Symbol, ".") if !touches_name && number(rest) > 1 => {
                (Class::Number, number(rest))
            }
            (TokenKind::Word, "x" | "X") if rest[1..].starts_with('\'') => {
                (Class::Blob, 2 + rest[2..].find('\'').map_or(rest.len() - 2, |end| end + 1))
            }
            (TokenKind::Word, word) => (Class::Word, word.len()),
            (TokenKind::Quoted, quoted) => (quotes(quoted), quoted.len()),
            (_, symbol) => {
                let operator = OPERATORS.iter().find(|operator| rest.starts_with(**operator));
                (Class::Symbol, operator.map_or(symbol.len(), |operator| operator.len()))
            }
        };
        found.push(Token { class, text: &rest[..length], start: token.start });
        skip_to = token.start + length;
    }
    found
}

fn quotes(text: &str) -> Class {
    match text.as_bytes().first() {
        Some(b'\'') => Class::Text,
        Some(b'"') => Class::Double,
        _ => Class::Quoted,
    }
}

/// How long the number is that a text begins with: a fraction and an exponent belong to it.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        let belongs = match byte {
            b'.' => !is_hexadecimal && !bytes[..end].contains(&b'.'),
            b'+' | b'-' => {
                !is_hexadecimal
                    && matches!(bytes[..end], [.., b'e' | b'E'])
                    && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
            }
            _ => byte == b'_' || byte.is_ascii_alphanumeric(),
        };
        if !belongs {
            break;
        }
        end += 1;
    }
    end
}

/// The canonical text of tokens. `is_name` says of what stands in double quotes whether it is a name there; otherwise
/// it is a text, and the case of its letters means something.
pub(crate) fn canonical(tokens: &[Token<'_>], is_name: &dyn Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (position, token) in tokens.iter().enumerate() {
        let before = position.checked_sub(1).map(|index| &tokens[index]);
        if before.is_some() && needs_space(&tokens[..position], token) {
            text.push(' ');
        }
        match token.class {
            Class::Word if is_default_text(before, token) => text.push_str(token.text),
            Class::Word if is_reserved(token.text) => {
                text.push_str(&token.text.to_ascii_uppercase());
            }
            Class::Word | Class::Number | Class::Blob => {
                text.push_str(&token.text.to_ascii_lowercase());
            }
            Class::Quoted => text.push_str(&quote(&token.name())),
            Class::Double if is_name(&token.name()) || is_place_of_name(tokens, position) => {
                text.push_str(&quote(&token.name()));
            }
            Class::Text | Class::Double | Class::Symbol => text.push_str(token.text),
        }
    }
    text
}

/// Whether a bare word stands for a text: `DEFAULT draft`.
fn is_default_text(before: Option<&Token<'_>>, token: &Token<'_>) -> bool {
    before.is_some_and(|before| before.is("DEFAULT")) && !is_value(token.text)
}

/// Whether only a name can stand here.
fn is_place_of_name(tokens: &[Token<'_>], position: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| tokens.get(index));
    let (before, earlier) = (at(position.checked_sub(1)), at(position.checked_sub(2)));
    let is_dot = |token: Option<&Token<'_>>| token.is_some_and(|token| token.is("."));
    let introduces = |token: &Token<'_>| {
        ["REFERENCES", "INTO", "JOIN", "UPDATE", "TABLE"].iter().any(|word| token.is(word))
            || token.is("FROM") && !earlier.is_some_and(|token| token.is("DISTINCT"))
    };
    is_dot(before) || is_dot(tokens.get(position + 1)) || before.is_some_and(introduces)
}

fn needs_space(before: &[Token<'_>], token: &Token<'_>) -> bool {
    let Some((last, earlier)) = before.split_last() else { return false };
    if token.class == Class::Symbol && matches!(token.text, ")" | "," | "." | ";") {
        return false;
    }
    if last.class == Class::Symbol && matches!(last.text, "(" | ".") {
        return false;
    }
    if token.is("(") {
        return last.class == Class::Symbol || last.class == Class::Word && is_reserved(last.text);
    }
    // The sign of a number, and not the operator.
    let is_sign = last.class == Class::Symbol
        && matches!(last.text, "-" | "+")
        && earlier.last().is_none_or(|earlier| {
            earlier.class == Class::Symbol && earlier.text != ")"
                || earlier.class == Class::Word && is_reserved(earlier.text)
        });
    !(is_sign && token.class == Class::Number)
}

/// A name as canonical text: in double quotes only where it needs them.
pub(crate) fn quote(name: &str) -> String {
    let is_plain = name.bytes().enumerate().all(|(index, byte)| {
        byte == b'_'
            || byte >= 0x80
            || byte.is_ascii_lowercase()
            || index > 0 && (byte.is_ascii_digit() || byte == b'$')
    });
    if is_plain && !name.is_empty() && !is_reserved(name) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// Tokens without the parentheses around all of them.
pub(crate) fn bare<'p, 't>(mut tokens: &'p [Token<'t>]) -> &'p [Token<'t>] {
    while let [first, inner @ .., last] = tokens {
        let mut depth = 0i32;
        let is_around = first.is("(")
            && last.is(")")
            && inner.iter().all(|token| {
                depth += i32::from(token.is("(")) - i32::from(token.is(")"));
                depth >= 0
            });
        if !is_around {
            break;
        }
        tokens = inner;
    }
    tokens
}

/// Tokens between commas that are in no parentheses.
pub(crate) fn items<'p, 't>(tokens: &'p [Token<'t>]) -> Vec<&'p [Token<'t>]> {
    let mut depth = 0i32;
    tokens
        .split(|token| {
            depth += i32::from(token.is("(")) - i32::from(token.is(")"));
            depth == 0 && token.is(",")
        })
        .collect()
}

/// An item of a list that has an order: without its collation, in capitals, and whether it is descending.
pub(crate) fn sorted<'p, 't>(mut item: &'p [Token<'t>]) -> (&'p [Token<'t>], Option<String>, bool) {
    let mut descending = false;
    if let [rest @ .., last] = item
        && (last.is("ASC") || last.is("DESC"))
        && !rest.is_empty()
    {
        descending = last.is("DESC");
        item = rest;
    }
    match bare(item) {
        [rest @ .., word, name] if word.is("COLLATE") => {
            (rest, Some(name.name().to_ascii_uppercase()), descending)
        }
        _ => (item, None, descending),
    }
}

/// Whether two statements say the same, as far as their texts tell: `true` is certain, `false` may be wrong.
pub(crate) fn same_text(one: &str, other: &str) -> bool {
    one == other || statement(one) == statement(other)
}

/// The name that a statement makes, without quotes and as it is written.
pub(crate) fn written_name(sql: &str, header: &crate::Header) -> String {
    let text = header.name_range.map_or("", |(start, end)| &sql[start..end]);
    match text.as_bytes() {
        [quote @ (b'"' | b'`' | b'\''), .., _] => {
            let quote = char::from(*quote);
            text[1..text.len() - 1].replace(&format!("{quote}{quote}"), &quote.to_string())
        }
        [b'[', .., b']'] => text[1..text.len() - 1].to_owned(),
        _ => text.to_owned(),
    }
}

/// A statement in canonical text, without what SQLite does not keep of it.
fn statement(text: &str) -> (Vec<String>, Option<String>, String) {
    let header = crate::Header::read(text, Dialect::Sqlite);
    let start = header.name_range.map_or(0, |(_, end)| end);
    let rest = read(&text[start..]);
    (header.words, header.name, canonical(&rest, &|_| false))
}

#[cfg(test)]
mod tests;
