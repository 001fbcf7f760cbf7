//! Views: their own text is lowered where they are read.

use super::{Env, Lower, Shared};
use crate::sqlite::catalogue::Table;
use sqlite3_parser::ast::{Cmd, Stmt};
use sqlite3_parser::lexer::sql::Parser;
use sqlite3_parser::{Bump, FallibleIterator as _};
use std::rc::Rc;

impl Lower<'_> {
    /// The query of a view, under the names of its columns; `None` where it is not understood.
    pub(super) fn view(&mut self, table: &Table) -> Option<Shared> {
        let key = (table.schema.clone(), table.name.clone());
        if let Some(known) = self.views.get(&key) {
            return known.clone();
        }
        // A view that reads itself is refused by SQLite.
        self.views.insert(key.clone(), None);
        let found = self.read_view(table);
        self.views.insert(key, found.clone());
        found
    }

    fn read_view(&mut self, table: &Table) -> Option<Shared> {
        let bump = Bump::new();
        let mut parser = Parser::new(&bump, table.sql.as_deref()?.as_bytes());
        let Ok(Some(Cmd::Stmt(Stmt::CreateView { select, .. }))) = parser.next() else {
            return None;
        };
        let mut lowered = self.select(select, &Env::default());
        if lowered.columns.len() != table.columns.len() {
            return None;
        }
        for (output, column) in lowered.columns.iter_mut().zip(&table.columns) {
            output.name = Some(column.name.clone());
        }
        Some(Shared { query: Rc::new(lowered.query), columns: Rc::new(lowered.columns) })
    }
}
