//! The text of a file of queries, with what is said of a place in it.

use std::sync::Arc;

use schemalane_source::{Dialect, Excerpt, Place};

use crate::problem::{Problem, ProblemKind};

/// The text of a file of queries. A copy of it costs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// The file as problems name it.
    pub(crate) file: Arc<str>,
    /// Without its byte order mark, and with `\n` at the end of each line, whatever the checkout makes of it.
    pub(crate) sql: Arc<str>,
    pub(crate) dialect: Dialect,
}

impl Text {
    pub(crate) fn new(file: &str, sql: &str, dialect: Dialect) -> Self {
        let sql = sql.strip_prefix('\u{feff}').unwrap_or(sql);
        Self { file: file.into(), sql: sql.replace("\r\n", "\n").into(), dialect }
    }

    pub(crate) fn place(&self, at: usize) -> Place {
        Place::of(&self.sql, at.min(self.sql.len()))
    }

    pub(crate) fn problem(&self, at: usize, kind: ProblemKind) -> Problem {
        self.problem_at(self.place(at), kind)
    }

    pub(crate) fn problem_at(&self, place: Place, kind: ProblemKind) -> Problem {
        let excerpt = Excerpt::of(&self.sql, place);
        Problem::new(self.file.to_string(), Some((place, excerpt)), kind)
    }
}
