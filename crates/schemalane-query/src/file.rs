//! A file of queries.

mod block;
mod remark;
#[cfg(test)]
mod tests;

use std::ops::Range;

use schemalane_source::{Dialect, SplitError, Statement, Token, split, tokens};

use crate::note::Declared;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::query::Query;
use crate::rewrite::rewrite;
use crate::rust_name::snake;
use crate::text::Text;
use block::Block;
use remark::{Remark, remarks};

/// A file of queries, with nothing wrong with any of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueryFile {
    /// The file as problems name it.
    pub file: String,
    /// Its Rust module.
    pub module: String,
    /// Its queries, in order.
    pub queries: Vec<Query>,
    pub(crate) text: Text,
}

impl QueryFile {
    /// Reads the text of a file that problems call `file`, and whose Rust module is `module`, as one for a database.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn read(file: &str, module: &str, sql: &str, dialect: Dialect) -> Result<Self, Problems> {
        let (file, problems) = Self::read_part(file, module, sql, dialect);
        Problems::none_or(problems, file)
    }

    /// The queries of a file with which nothing is wrong, and everything that is wrong with the others: an engine can be
    /// asked about the first while the second are mended.
    #[must_use]
    pub fn read_part(
        file: &str,
        module: &str,
        sql: &str,
        dialect: Dialect,
    ) -> (Self, Vec<Problem>) {
        let text = Text::new(file, sql, dialect);
        let mut reader = Reader::new(text);
        if let Err(error) = reader.read() {
            let SplitError { place, kind } = error;
            reader.problems.push(reader.text.problem_at(place, ProblemKind::Split(kind)));
        }
        reader.repeated();
        let Reader { text, queries, mut problems, .. } = reader;
        problems.sort_by_key(|problem| problem.place);
        let read = Self { file: file.to_owned(), module: module.to_owned(), queries, text };
        (read, problems)
    }

    /// The text of the file, without its byte order mark and with `\n` at the end of each line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text.sql
    }

    /// A problem with what stands at a byte of the file.
    #[must_use]
    pub fn problem(&self, at: usize, kind: ProblemKind) -> Problem {
        self.text.problem(at, kind)
    }
}

struct Reader {
    text: Text,
    /// The rows that several queries give, as cornucopia declares them.
    rows: Vec<(String, Vec<Declared>)>,
    open: Option<Block>,
    /// Every name, and the byte where it stands.
    names: Vec<(String, usize)>,
    queries: Vec<Query>,
    problems: Vec<Problem>,
}

impl Reader {
    const fn new(text: Text) -> Self {
        Self {
            text,
            rows: Vec::new(),
            open: None,
            names: Vec::new(),
            queries: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn problem(&mut self, at: usize, kind: ProblemKind) {
        self.problems.push(self.text.problem(at, kind));
    }

    fn read(&mut self) -> Result<(), SplitError> {
        let sql = self.text.sql.clone();
        let statements = split(&sql, self.text.dialect)?;
        let tokens = tokens(&sql, self.text.dialect)?;
        let mut from = 0;
        for statement in &statements {
            let start = tokens.partition_point(|token| token.start < statement.start());
            let end = tokens.partition_point(|token| token.start < statement.end());
            self.comments(&sql, &tokens[from..start]);
            self.statement(&sql, statement, &tokens[start..end]);
            from = end;
        }
        self.comments(&sql, &tokens[from..]);
        self.close();
        Ok(())
    }

    /// The comments between two statements.
    fn comments(&mut self, sql: &str, tokens: &[Token]) {
        for token in tokens.iter().filter(|token| token.is_comment()) {
            for remark in remarks(sql, token) {
                self.remark(remark);
            }
        }
    }

    fn remark(&mut self, remark: Remark<'_>) {
        if let Remark::Row(cursor) = remark {
            match crate::note::row_type(cursor) {
                Ok((row, fields)) => self.rows.push((row.name, fields)),
                Err((at, kind)) => self.problem(at, kind),
            }
            return;
        }
        if remark.names_query() {
            self.close();
            let (block, problems) = Block::open(remark);
            self.names.push((block.name.clone(), block.at));
            self.open = Some(block);
            problems.into_iter().for_each(|(at, kind)| self.problem(at, kind));
            return;
        }
        let problem = match &mut self.open {
            Some(block) if block.statement.is_none() => block.take(remark).err(),
            // Words behind a statement, or above the first name, are nobody's.
            Some(_) | None => remark.note_at().map(|at| (at, ProblemKind::StrayNote)),
        };
        problem.into_iter().for_each(|(at, kind)| self.problem(at, kind));
    }

    /// Ends the query that is open, if one is.
    fn close(&mut self) {
        if let Some(block) = self.open.take()
            && block.statement.is_none()
        {
            self.problem(block.at, ProblemKind::NoStatement { name: block.name });
        }
    }

    fn statement(&mut self, sql: &str, statement: &Statement, tokens: &[Token]) {
        let at = statement.start();
        let Some(mut block) = self.open.take() else {
            return self.problem(at, ProblemKind::NoName);
        };
        if block.statement.is_some() {
            self.problem(at, ProblemKind::SeveralStatements { name: block.name.clone() });
        } else {
            block.statement = Some(statement.range());
            let problems = self.notes_within(sql, tokens, &mut block);
            if problems.is_empty() {
                self.query(sql, statement.range(), tokens, &mut block);
            }
            problems.into_iter().for_each(|(at, kind)| self.problem(at, kind));
        }
        self.open = Some(block);
    }

    /// The notes in the comments of a statement.
    fn notes_within(
        &mut self,
        sql: &str,
        tokens: &[Token],
        block: &mut Block,
    ) -> Vec<crate::note::Broken> {
        let mut problems = Vec::new();
        for token in tokens.iter().filter(|token| token.is_comment()) {
            for remark in remarks(sql, token) {
                if remark.surely_names_query() {
                    let kind = ProblemKind::OpenStatement { before: block.name.clone() };
                    problems.push((token.start, kind));
                } else if remark.note_at().is_some() && !remark.is_slot() {
                    problems.extend(block.take(remark).err());
                }
            }
        }
        problems
    }

    fn query(&mut self, sql: &str, range: Range<usize>, tokens: &[Token], block: &mut Block) {
        let first = tokens.iter().find(|token| token.text(sql) != "(");
        let word = first.map_or("", |token| token.text(sql)).to_uppercase();
        if !is_query(&word, self.text.dialect) {
            return self.problem(range.start, ProblemKind::NotAQuery { word });
        }
        if let Some(row) = &block.notes.row
            && let Some((_, fields)) = self.rows.iter().find(|(name, _)| *name == row.name)
        {
            let known = &mut block.notes.columns;
            let new = fields.iter().filter(|field| !known.iter().any(|it| it.name == field.name));
            let new: Vec<_> = new.cloned().collect();
            known.extend(new);
        }
        match rewrite(&self.text, range.clone(), tokens, &mut block.notes) {
            Ok(rewritten) => {
                let query = block.query(&self.text, range, rewritten);
                self.queries.extend(query);
            }
            Err(problems) => problems.into_iter().for_each(|(at, kind)| self.problem(at, kind)),
        }
    }

    /// Names that are there twice.
    fn repeated(&mut self) {
        let mut problems = Vec::new();
        let functions: Vec<_> = self.names.iter().map(|(name, _)| snake(name)).collect();
        for (index, (name, at)) in self.names.iter().enumerate() {
            let Some(function) = &functions[index] else { continue };
            let name = name.clone();
            if let Some((_, first)) = self.names[..index].iter().find(|(other, _)| *other == name) {
                let line = self.text.place(*first).line;
                problems.push((*at, ProblemKind::SameName { name, line }));
            } else if let Some(first) =
                functions[..index].iter().position(|it| it.as_ref() == Some(function))
            {
                let (other, function) = (self.names[first].0.clone(), function.clone());
                problems.push((*at, ProblemKind::SameFunction { name, other, function }));
            }
        }
        problems.into_iter().for_each(|(at, kind)| self.problem(at, kind));
    }
}

/// Whether a statement that begins so can be prepared, and gives or writes rows.
fn is_query(word: &str, dialect: Dialect) -> bool {
    let every = ["SELECT", "INSERT", "UPDATE", "DELETE", "VALUES", "WITH"].contains(&word);
    let own = match dialect {
        Dialect::Postgres => {
            ["CALL", "LOCK", "MERGE", "REFRESH", "TABLE", "TRUNCATE"].contains(&word)
        }
        Dialect::Sqlite => word == "REPLACE",
    };
    every || own
}
