//! A query while its comments are read.

use std::ops::Range;

use super::remark::Remark;
use crate::Command;
use crate::command::CommandError;
use crate::cursor::Cursor;
use crate::note::{Broken, Notes, contract, header, note};
use crate::problem::ProblemKind;
use crate::query::Query;
use crate::rewrite::Rewritten;
use crate::rust_name::{is_name, snake};
use crate::text::Text;

/// A query while its comments are read: its name, and what stands below it.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) at: usize,
    pub(super) command: Option<Command>,
    pub(super) documentation: Vec<String>,
    pub(super) notes: Notes,
    pub(super) statement: Option<Range<usize>>,
    /// Whether something is wrong with it, so that an engine is not asked about it.
    pub(super) is_wrong: bool,
}

impl Block {
    /// Begins a query where one is named. There is a block where something is wrong, too, so that its statement is not
    /// taken for another's.
    pub(super) fn open(remark: Remark<'_>) -> (Self, Vec<Broken>) {
        let mut block = Self::default();
        let mut problems = Vec::new();
        match remark {
            Remark::Name(mut cursor) => {
                block.take_name(&mut cursor, &mut problems);
                block.take_command(&mut cursor, &mut problems);
                if block.command.is_none() && problems.is_empty() {
                    let kind = ProblemKind::NoCommand { name: block.name.clone() };
                    problems.push((block.at, kind));
                }
                block.take_end(cursor, &mut problems);
            }
            Remark::Cornucopia(mut cursor) => {
                block.take_name(&mut cursor, &mut problems);
                if problems.is_empty() {
                    problems.extend(header(cursor, &mut block.notes).err());
                }
            }
            Remark::Contract(cursor) => match contract(cursor, &mut block.notes) {
                Ok(name) => {
                    let mut cursor = name.unwrap_or(cursor);
                    block.take_name(&mut cursor, &mut problems);
                    block.take_command(&mut cursor, &mut problems);
                    block.take_end(cursor, &mut problems);
                }
                Err(broken) => problems.push(broken),
            },
            Remark::Row(_) | Remark::Note(_) | Remark::Words(_) => {}
        }
        block.is_wrong = !problems.is_empty();
        (block, problems)
    }

    fn take_name(&mut self, cursor: &mut Cursor<'_>, problems: &mut Vec<Broken>) {
        self.at = cursor.at;
        let name = cursor.take_while(|it| !it.is_whitespace() && !"(:|".contains(it));
        self.name = name.to_owned();
        if !is_name(name) {
            problems.push((self.at, ProblemKind::BadName { name: name.to_owned() }));
        }
    }

    fn take_command(&mut self, cursor: &mut Cursor<'_>, problems: &mut Vec<Broken>) {
        let at = cursor.at;
        if !cursor.take(":") {
            return;
        }
        let word = cursor.take_while(|it| it.is_alphanumeric() || it == '_');
        let command = word.to_owned();
        match Command::read(word) {
            Ok(command) => self.command = Some(command),
            Err(CommandError::Foreign(instead)) => {
                problems.push((at, ProblemKind::ForeignCommand { command, instead }));
            }
            Err(CommandError::Unknown(near)) => {
                problems.push((at, ProblemKind::UnknownCommand { command, near }));
            }
        }
    }

    fn take_end(&self, cursor: Cursor<'_>, problems: &mut Vec<Broken>) {
        if !cursor.is_empty() && problems.is_empty() {
            problems.push((cursor.at, ProblemKind::HeaderRest { rest: cursor.rest.to_owned() }));
        }
    }

    /// Takes a line below the name.
    pub(super) fn take(&mut self, remark: Remark<'_>) -> Result<(), Broken> {
        let taken = match remark {
            Remark::Note(cursor) => note(cursor, &mut self.notes),
            Remark::Contract(cursor) => contract(cursor, &mut self.notes).map(|_| ()),
            Remark::Words(words) => {
                // A line of dashes is a frame.
                let is_frame = words.chars().all(|it| "-=*#_~/ ".contains(it));
                self.documentation.push(if is_frame { String::new() } else { words.to_owned() });
                Ok(())
            }
            Remark::Name(_) | Remark::Cornucopia(_) | Remark::Row(_) => Ok(()),
        };
        self.is_wrong |= taken.is_err();
        taken
    }

    /// The query, with its statement; `None` where something is wrong with it.
    pub(super) fn query(
        &mut self,
        text: &Text,
        statement: Range<usize>,
        rewritten: Rewritten,
    ) -> Option<Query> {
        let function = snake(&self.name).filter(|_| !self.is_wrong)?;
        let mut documentation = std::mem::take(&mut self.documentation);
        let is_empty = |line: &String| line.trim().is_empty();
        while documentation.last().is_some_and(is_empty) {
            documentation.pop();
        }
        let first = documentation.iter().position(|line| !is_empty(line));
        documentation.drain(..first.unwrap_or(0));
        Some(Query {
            name: self.name.clone(),
            function,
            command: self.command,
            place: text.place(self.at),
            documentation,
            notes: std::mem::take(&mut self.notes),
            parameters: rewritten.parameters,
            variants: rewritten.variants,
            sql: text.sql.get(statement.clone()).unwrap_or_default().to_owned(),
            dialect: text.dialect,
            at: self.at,
            statement_at: statement.start,
        })
    }
}
