//! Canonical text: what is left of a statement when spelling is taken away.
//!
//! Comments go, white space becomes one space where one is needed, words that are key words are in capitals, names are
//! in lower case and without quotes that they do not need. Texts in quotes stay as they are.

mod lexer;
mod list;
mod word;

pub(crate) use lexer::read;
pub(crate) use list::{bare, items, sorted};
pub(crate) use word::{is_reserved, is_value};

use crate::source::unquote;
use schemalane_source::Dialect;

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
        ["AS", "REFERENCES", "INTO", "JOIN", "UPDATE", "TABLE"].iter().any(|word| token.is(word))
            || token.is("FROM") && !earlier.is_some_and(|token| token.is("DISTINCT"))
    };
    is_dot(before) || is_dot(tokens.get(position + 1)) || before.is_some_and(introduces)
}

fn needs_space(before: &[Token<'_>], token: &Token<'_>) -> bool {
    let Some((last, earlier)) = before.split_last() else { return false };
    let is_mark = |token: &Token<'_>, marks: &[&str]| {
        token.class == Class::Symbol && marks.contains(&token.text)
    };
    // A number would take the dot for its own.
    let is_number = |token: &Token<'_>| token.class == Class::Number;
    if is_mark(token, &[")", ",", ";"]) || is_mark(token, &["."]) && !is_number(last) {
        return false;
    }
    if is_mark(last, &["("]) || is_mark(last, &["."]) && !is_number(token) {
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

/// The tokens behind the name that a statement makes.
pub(crate) fn rest(sql: &str) -> Vec<Token<'_>> {
    read(&sql[crate::Header::read(sql, Dialect::Sqlite).name_end()..])
}

/// A name in double quotes, as it stands in a statement.
pub(crate) fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
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
        identifier(name)
    }
}

/// Whether two statements say the same, as far as their texts tell: `true` is certain, `false` may be wrong.
pub(crate) fn same_text(one: &str, other: &str) -> bool {
    one == other || statement(one) == statement(other)
}

/// The name that a statement makes, without quotes and as it is written.
pub(crate) fn written_name(sql: &str, header: &crate::Header) -> String {
    written(header.name_range.map_or("", |(start, end)| &sql[start..end]))
}

/// A name without quotes and as it is written.
pub(crate) fn written(text: &str) -> String {
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
    let rest = read(&text[header.name_end()..]);
    (header.words, header.name, canonical(&rest, &|_| false))
}

#[cfg(test)]
mod tests;
