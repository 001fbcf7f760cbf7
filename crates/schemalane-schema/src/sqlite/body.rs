//! The text of a CREATE TABLE, taken apart. SQLite accepted it, so only what SQLite accepts need be understood.

mod constraint;
mod definition;

use super::token::{self, Token};
use crate::{Column, Constraint, SqliteTable};

/// What the text of a table says.
pub(super) struct Body {
    pub(super) columns: Vec<Column>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) options: SqliteTable,
}

impl Body {
    /// Reads the text of a CREATE TABLE; `None` where it has no list of columns.
    pub(super) fn read(text: &str) -> Option<Self> {
        let tokens = token::read(text).ok()?;
        let open = tokens.iter().position(|token| token.is("("))?;
        let close = closing(&tokens, open)?;
        let items = split(&tokens[open + 1..close]);
        let names: Vec<String> = items
            .iter()
            .filter(|item| !constraint::is_table_constraint(item))
            .filter_map(|item| item.first().map(Token::name))
            .collect();
        let is_name = |name: &str| names.iter().any(|known| known == name);
        let mut options = options(&tokens[close + 1..]);
        // A column of that name needs quotes.
        options.autoincrement = tokens[open..close].iter().any(|token| token.is("AUTOINCREMENT"));
        let mut body = Self { columns: Vec::new(), constraints: Vec::new(), options };
        for item in items {
            if constraint::is_table_constraint(item) {
                body.constraints.extend(constraint::of_table(item, &is_name));
            } else {
                definition::read(item, &is_name, &mut body);
            }
        }
        body.finish();
        Some(body)
    }

    /// What one item leaves to the others.
    fn finish(&mut self) {
        use crate::Rule;
        for constraint in &mut self.constraints {
            let is_key = matches!(constraint.rule, Rule::PrimaryKey { .. });
            if let Rule::PrimaryKey { columns } | Rule::Unique { columns, .. } =
                &mut constraint.rule
            {
                for part in columns {
                    let Some(column) =
                        self.columns.iter_mut().find(|column| column.name == part.column)
                    else {
                        continue;
                    };
                    // A collation that the column has anyway says nothing.
                    let own = column.collation.as_deref().unwrap_or("binary");
                    part.collation = part.collation.take().filter(|said| said != own);
                    column.not_null |= is_key && self.options.without_rowid;
                }
            }
            constraint.definition = constraint::definition(constraint);
        }
        self.constraints.sort();
        self.constraints.dedup();
    }
}

/// The text of one column's definition, as it is written.
pub(super) fn column_text<'t>(text: &'t str, column: &str) -> Option<&'t str> {
    let tokens = token::read(text).ok()?;
    let open = tokens.iter().position(|token| token.is("("))?;
    let close = closing(&tokens, open)?;
    let items = split(&tokens[open + 1..close]);
    let item = items.into_iter().find(|item| {
        !constraint::is_table_constraint(item)
            && item.first().is_some_and(|name| name.name() == column)
    })?;
    let (first, last) = (item.first()?, item.last()?);
    text.get(first.start..last.start + last.text.len())
}

fn options(tokens: &[Token<'_>]) -> SqliteTable {
    SqliteTable {
        strict: tokens.iter().any(|token| token.is("STRICT")),
        without_rowid: tokens.iter().any(|token| token.is("WITHOUT")),
        ..SqliteTable::default()
    }
}

/// The position of the parenthesis that closes the one at `open`.
pub(super) fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if token.is("(") {
            depth += 1;
        } else if token.is(")") {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

/// The parts between commas that are in no parentheses.
pub(super) fn split<'s, 't>(tokens: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (index, token) in tokens.iter().enumerate() {
        if token.is("(") {
            depth += 1;
        } else if token.is(")") {
            depth = depth.saturating_sub(1);
        } else if token.is(",") && depth == 0 {
            parts.push(&tokens[start..index]);
            start = index + 1;
        }
    }
    parts.push(&tokens[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Reads tokens one after the other.
pub(super) struct Cursor<'s, 't> {
    tokens: &'s [Token<'t>],
}

impl<'s, 't> Cursor<'s, 't> {
    pub(super) const fn new(tokens: &'s [Token<'t>]) -> Self {
        Self { tokens }
    }

    pub(super) fn next(&mut self) -> Option<Token<'t>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(*first)
    }

    pub(super) fn peek(&self) -> Option<&Token<'t>> {
        self.tokens.first()
    }

    /// Moves over these key words if they are next.
    pub(super) fn take(&mut self, words: &[&str]) -> bool {
        let fits = self.tokens.len() >= words.len()
            && self.tokens.iter().zip(words).all(|(token, word)| token.is(word));
        if fits {
            self.tokens = &self.tokens[words.len()..];
        }
        fits
    }

    /// Moves over a group in parentheses if one is next, and gives what is inside.
    pub(super) fn group(&mut self) -> Option<&'s [Token<'t>]> {
        self.peek().filter(|token| token.is("("))?;
        let close = closing(self.tokens, 0)?;
        let inside = &self.tokens[1..close];
        self.tokens = &self.tokens[close + 1..];
        Some(inside)
    }
}
