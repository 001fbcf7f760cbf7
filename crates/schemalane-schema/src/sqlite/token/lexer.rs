//! Finds the tokens of a text: in one piece what SQLite reads in one piece.

use super::{Class, Token};
use schemalane_source::{Dialect, TokenKind, tokens};

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
            (TokenKind::Symbol, ".")
                if !touches_name && rest[1..].starts_with(|next: char| next.is_ascii_digit()) =>
            {
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
