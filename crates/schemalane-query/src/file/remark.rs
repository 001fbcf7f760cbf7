//! What a line of a comment is.

use schemalane_source::{Token, TokenKind};

use crate::cursor::Cursor;
use crate::note::CONTRACT;

/// A line of a comment.
#[derive(Clone, Copy, Debug)]
pub(super) enum Remark<'t> {
    /// `-- name: ListAuthors :many`, from the name on.
    Name(Cursor<'t>),
    /// `--! list_authors (country?) : Row(bio?)`, from the name on.
    Cornucopia(Cursor<'t>),
    /// `--: Row(bio?)`, from the row on.
    Row(Cursor<'t>),
    /// `-- schemalane:params a:text`.
    Contract(Cursor<'t>),
    /// `-- @param name`.
    Note(Cursor<'t>),
    /// Other words.
    Words(&'t str),
}

/// The lines of a comment.
pub(super) fn remarks<'t>(sql: &'t str, token: &Token) -> Vec<Remark<'t>> {
    let text = token.text(sql);
    if token.kind == TokenKind::LineComment {
        return vec![line(text, token.start)];
    }
    let inner = text.strip_prefix("/*").unwrap_or(text);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let mut at = token.start + 2;
    let mut remarks = Vec::new();
    for row in inner.split('\n') {
        let mut cursor = Cursor::new(row, at);
        if cursor.rest == "*" || cursor.rest.starts_with("* ") {
            cursor.take("*");
        }
        remarks.push(of(cursor, cursor.rest));
        at += row.len() + 1;
    }
    // A frame is no paragraph.
    let is_empty = |it: &Remark<'_>| matches!(it, Remark::Words(words) if words.trim().is_empty());
    while remarks.last().is_some_and(is_empty) {
        remarks.pop();
    }
    let first = remarks.iter().position(|it| !is_empty(it)).unwrap_or(remarks.len());
    remarks.split_off(first)
}

fn line(text: &str, start: usize) -> Remark<'_> {
    let rest = text.strip_prefix("--").unwrap_or(text);
    let behind = |mark: char| {
        let behind = rest.strip_prefix(mark)?;
        Some(Cursor::new(behind, start + 2 + mark.len_utf8()))
    };
    if let Some(cursor) = behind('!') {
        return Remark::Cornucopia(cursor);
    }
    if let Some(cursor) = behind(':') {
        return Remark::Row(cursor);
    }
    if let Some(cursor) = behind('-') {
        return Remark::Words(cursor.rest);
    }
    let words = rest.strip_prefix(' ').unwrap_or(rest).trim_end();
    of(Cursor::new(rest, start + 2), words)
}

fn of<'t>(mut cursor: Cursor<'t>, words: &'t str) -> Remark<'t> {
    if cursor.rest.starts_with('@') {
        Remark::Note(cursor)
    } else if cursor.rest.starts_with(CONTRACT) {
        Remark::Contract(cursor)
    } else if cursor.take("name:") {
        Remark::Name(cursor)
    } else {
        Remark::Words(words)
    }
}

impl Remark<'_> {
    /// Whether a query begins here.
    pub(super) fn names_query(&self) -> bool {
        match self {
            Self::Name(_) | Self::Cornucopia(_) => true,
            Self::Contract(cursor) => {
                let mut parts = cursor.rest.split('|').map(str::trim_start);
                parts.any(|part| {
                    let part = part.strip_prefix(CONTRACT).unwrap_or(part);
                    part == "name" || part.starts_with("name ")
                })
            }
            Self::Row(_) | Self::Note(_) | Self::Words(_) => false,
        }
    }

    /// Whether a query begins here though a statement is open: a comment may well say `name: the author's`.
    pub(super) fn surely_names_query(&self) -> bool {
        match self {
            Self::Name(cursor) => {
                let mut words = cursor.rest.split_whitespace().skip(1);
                words.next().is_some_and(|word| word.starts_with(':'))
            }
            other => other.names_query(),
        }
    }

    /// Where a note stands that must belong to a query.
    pub(super) fn note_at(&self) -> Option<usize> {
        match self {
            Self::Note(cursor) | Self::Contract(cursor) => Some(cursor.at),
            Self::Name(_) | Self::Cornucopia(_) | Self::Row(_) | Self::Words(_) => None,
        }
    }

    /// Whether it is `@order` alone, which marks a place in a statement.
    pub(super) fn is_slot(&self) -> bool {
        matches!(self, Self::Note(cursor) if cursor.rest == "@order")
    }
}
