//! Walks over the tokens of a table's body.

use super::{Body, ColumnText, default};
use crate::sqlite::token::{self, Class, Token};

/// A walk over tokens.
pub(super) struct Reader<'p, 't> {
    tokens: &'p [Token<'t>],
    pub(super) is_column: &'p dyn Fn(&str) -> bool,
    at: usize,
}

impl<'p, 't> Reader<'p, 't> {
    pub(super) fn new(tokens: &'p [Token<'t>], is_column: &'p dyn Fn(&str) -> bool) -> Self {
        Self { tokens, is_column, at: 0 }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn peek(&self) -> Option<&'p Token<'t>> {
        self.tokens.get(self.at)
    }

    /// Whether these words come next.
    pub(super) fn is_at(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(index, word)| {
            self.tokens.get(self.at + index).is_some_and(|token| token.is(word))
        })
    }

    /// Goes over a word or mark, if it comes next.
    pub(super) fn take(&mut self, word: &str) -> bool {
        self.take_all(&[word])
    }

    /// Goes over words, if all of them come next.
    pub(super) fn take_all(&mut self, words: &[&str]) -> bool {
        let is_at = self.is_at(words);
        if is_at {
            self.at += words.len();
        }
        is_at
    }

    pub(super) fn next(&mut self) -> Option<&'p Token<'t>> {
        let token = self.peek();
        self.at += 1;
        token
    }

    pub(super) fn name(&mut self) -> String {
        self.next().map(Token::name).unwrap_or_default()
    }

    /// What stands in the parentheses that come next; nothing where none do.
    pub(super) fn group(&mut self) -> &'p [Token<'t>] {
        if !self.is_at(&["("]) {
            return &[];
        }
        let start = self.at + 1;
        let mut depth = 0i32;
        while let Some(token) = self.next() {
            depth += i32::from(token.is("(")) - i32::from(token.is(")"));
            if depth == 0 {
                return &self.tokens[start..self.at - 1];
            }
        }
        &self.tokens[start.min(self.tokens.len())..]
    }

    /// Canonical text of an expression over the table's columns.
    pub(super) fn expression(&self, tokens: &[Token<'_>]) -> String {
        token::canonical(token::bare(tokens), self.is_column)
    }

    pub(super) fn is_at_table_constraint(&self) -> bool {
        ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
            .iter()
            .any(|word| self.is_at(&[word]))
    }

    pub(super) fn column(&mut self, body: &mut Body) {
        let mut column = ColumnText { name: self.name(), ..ColumnText::default() };
        column.data_type = self.data_type();
        let mut name = None;
        while !self.is_at_end() && !self.is_at(&[","]) {
            if self.take("CONSTRAINT") {
                name = Some(self.name());
            } else if !self.property(&mut column, &mut name) {
                self.column_constraint(body, &column, &mut name);
            }
        }
        body.columns.push(column);
    }

    /// The words of a type, in capitals; a number in parentheses belongs to it.
    fn data_type(&mut self) -> String {
        let start = self.at;
        while let Some(token) = self.peek() {
            if token.is("(") {
                self.group();
                break;
            }
            let ends = token.class == Class::Symbol
                || token::is_reserved(token.text)
                || self.is_at(&["GENERATED", "ALWAYS"]);
            if ends {
                break;
            }
            self.at += 1;
        }
        token::canonical(&self.tokens[start..self.at], &|_| true).to_ascii_uppercase()
    }

    /// What belongs to the column itself. A name belongs to what comes next.
    fn property(&mut self, column: &mut ColumnText, name: &mut Option<String>) -> bool {
        let what = if self.take("DEFAULT") {
            let start = self.at;
            if self.is_at(&["("]) {
                self.group();
            } else {
                if self.is_at(&["-"]) || self.is_at(&["+"]) {
                    self.at += 1;
                }
                self.at += 1;
            }
            column.default = Some(default(&self.tokens[start..self.at.min(self.tokens.len())]));
            "DEFAULT"
        } else if self.take_all(&["NOT", "NULL"]) {
            column.on_conflict = self.on_conflict();
            if let Some(name) = name.take() {
                column.names.push(token::quote(&name));
            }
            return true;
        } else if self.take("NULL") {
            self.on_conflict();
            "NULL"
        } else if self.take("COLLATE") {
            column.collation = Some(self.name().to_ascii_uppercase());
            "COLLATE"
        } else if self.take_all(&["GENERATED", "ALWAYS", "AS"]) || self.take("AS") {
            let group = self.group();
            column.generated = Some(self.expression(group));
            let _ = self.take("STORED") || self.take("VIRTUAL");
            "AS"
        } else {
            return false;
        };
        if let Some(name) = name.take() {
            column.names.push(format!("{} {what}", token::quote(&name)));
        }
        true
    }

    /// `ON CONFLICT` and what follows it. `ABORT` is what happens without it.
    pub(super) fn on_conflict(&mut self) -> Option<String> {
        self.take_all(&["ON", "CONFLICT"])
            .then(|| self.name().to_ascii_uppercase())
            .filter(|action| action != "ABORT")
    }
}
