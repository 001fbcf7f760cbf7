//! Finds the statements of a text.

use super::error::Fault;
use super::lexer::{Lexer, Token};
use super::open::Open;
use super::{SplitError, SplitErrorKind, Statement};
use crate::Dialect;
use crate::place::{Lines, Place};
use std::ops::Range;

/// What lies in a text of SQL: its statements, and the comments that may say how it runs.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) statements: Vec<Statement>,
    /// Its comments.
    pub(crate) comments: Vec<Token>,
}

impl Script {
    pub(crate) fn read(text: &str, dialect: Dialect) -> Result<Self, SplitError> {
        let splitter = Splitter {
            text,
            dialect,
            lexer: Lexer::new(text, dialect),
            lines: Lines::new(text),
            open: None,
            script: Self { statements: Vec::new(), comments: Vec::new() },
        };
        splitter
            .run()
            .map_err(|fault| SplitError { place: Place::of(text, fault.0), kind: fault.1 })
    }
}

struct Splitter<'t> {
    text: &'t str,
    dialect: Dialect,
    lexer: Lexer<'t>,
    lines: Lines<'t>,
    open: Option<Open<'t>>,
    script: Script,
}

impl<'t> Splitter<'t> {
    fn run(mut self) -> Result<Script, Fault> {
        while let Some(token) = self.lexer.next() {
            let token = token.map_err(|unclosed| Fault(unclosed.start, unclosed.kind))?;
            if token.is_comment() {
                self.script.comments.push(token);
            } else {
                self.take(token)?;
            }
        }
        if let Some(open) = self.open.take() {
            if open.copies {
                return Err(Fault(open.start, SplitErrorKind::UnclosedCopy));
            }
            self.script.statements.push(open.close()?);
        }
        Ok(self.script)
    }

    fn take(&mut self, token: Token) -> Result<(), Fault> {
        let word = &self.text[token.start..token.end];
        self.refuse_command(token, word)?;
        if word == ";" && self.open.as_ref().is_none_or(Open::ends_at_semicolon) {
            return self.open.take().map_or(Ok(()), |open| self.finish(open, token.end));
        }
        let (dialect, lines) = (self.dialect, &mut self.lines);
        let open =
            self.open.get_or_insert_with(|| Open::new(token.start, lines.line_at(token.start)));
        open.take(token, word, dialect);
        Ok(())
    }

    /// Both shells have commands of their own, which no server understands.
    fn refuse_command(&self, token: Token, word: &str) -> Result<(), Fault> {
        let kind = match self.dialect {
            Dialect::Postgres if word == "\\" => match command(&self.text[token.start..]) {
                end if end == "\\." => SplitErrorKind::StrayCopyEnd,
                command => SplitErrorKind::PsqlCommand { command },
            },
            // A number may begin with a dot, but no statement does.
            Dialect::Sqlite if word == "." && self.open.is_none() => {
                SplitErrorKind::ShellCommand { command: command(&self.text[token.start..]) }
            }
            _ => return Ok(()),
        };
        Err(Fault(token.start, kind))
    }

    /// Keeps a statement whose `;` ends before the byte `after`.
    fn finish(&mut self, open: Open<'t>, after: usize) -> Result<(), Fault> {
        let copy = open.copies.then_some(open.start);
        let mut statement = open.close()?;
        if let Some(start) = copy {
            let data = self.copy_data(start, after)?;
            statement = statement.with_data(data.start, data.end);
        }
        self.script.statements.push(statement);
        Ok(())
    }

    /// The data of a COPY, which begins on the line behind its `;` and ends before the line `\.`.
    fn copy_data(&mut self, copy: usize, semicolon: usize) -> Result<Range<usize>, Fault> {
        let (rest, data) = line(self.text, semicolon);
        let rest = rest.trim();
        if !(rest.is_empty()
            || rest.starts_with("--")
            || rest.starts_with("/*") && rest.ends_with("*/"))
        {
            return Err(Fault(semicolon, SplitErrorKind::CopyRest));
        }
        let mut begin = data;
        while begin < self.text.len() {
            let (row, next) = line(self.text, begin);
            if row == "\\." {
                self.lexer.skip_to(next);
                return Ok(data..begin);
            }
            begin = next;
        }
        Err(Fault(copy, SplitErrorKind::UnclosedCopy))
    }
}

/// The line that begins at `start`, without its ending, and where the next one begins.
fn line(text: &str, start: usize) -> (&str, usize) {
    let rest = &text[start..];
    match rest.find(['\n', '\r']) {
        None => (rest, text.len()),
        Some(length) => {
            let ending = if rest[length..].starts_with("\r\n") { 2 } else { 1 };
            (&rest[..length], start + length + ending)
        }
    }
}

/// The command that a text begins with, cut where it would fill a screen.
fn command(text: &str) -> String {
    text.chars()
        .take_while(|character| !character.is_whitespace() && !character.is_control())
        .take(32)
        .collect()
}
