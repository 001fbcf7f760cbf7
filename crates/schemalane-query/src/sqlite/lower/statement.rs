//! Statements.

use super::source::Sourced;
use super::{Env, Lower, Lowered};
use crate::algebra::{Expr, From, Join, Query, Rows, Select, Source};
use crate::sqlite::catalogue::{ColumnForm, Form, Table};
use crate::sqlite::name::plain;
use crate::sqlite::parameter::Weight;
use crate::sqlite::scope::{Named, NamedColumn, Scope, Shown};
use crate::sqlite::value::Value;
use sqlite3_parser::ast::{self, Stmt};
use std::rc::Rc;

/// A statement that writes, in its parts.
struct Target<'a> {
    table: Option<Rc<Table>>,
    name: String,
    returning: Option<&'a [ast::ResultColumn<'a>]>,
}

impl<'a> Lower<'_> {
    /// A statement; `None` for one that is no query.
    pub(in crate::sqlite) fn statement(&mut self, statement: &'a Stmt<'a>) -> Option<Lowered> {
        match statement {
            Stmt::Select(select) => Some(self.select(select, &Env::default())),
            Stmt::Insert { with, tbl_name, columns, body, returning, .. } => {
                let env = self.with(with.as_ref(), &Env::default());
                let target = self.target(tbl_name, *returning);
                self.insert(&target, columns.as_ref(), body, &env);
                Some(self.returning(&target, &env))
            }
            Stmt::Update { with, tbl_name, sets, from, where_clause, returning, .. } => {
                let env = self.with(with.as_ref(), &Env::default());
                let target = self.target(tbl_name, *returning);
                let mut sources = vec![self.row(&target).named];
                if let Some(from) = from {
                    sources.extend(self.from(from, &env).named);
                }
                let inner = env.within(Scope { sources: Rc::new(sources), ..Scope::default() });
                self.sets(sets, &target, &inner);
                if let Some(filter) = where_clause {
                    self.condition(filter, &inner);
                }
                Some(self.returning(&target, &env))
            }
            Stmt::Delete { with, tbl_name, where_clause, returning, .. } => {
                let env = self.with(with.as_ref(), &Env::default());
                let target = self.target(tbl_name, *returning);
                Some(self.delete(&target, where_clause.as_ref(), &env))
            }
            _ => None,
        }
    }

    fn target(
        &mut self,
        name: &ast::QualifiedName<'a>,
        returning: Option<&'a [ast::ResultColumn<'a>]>,
    ) -> Target<'a> {
        let written = plain(name.name.0);
        let schema = name.db_name.as_ref().map(|name| plain(name.0));
        let table = self.catalogue.table(self.connection, schema.as_deref(), &written);
        let name = name.alias.as_ref().map_or(written, |alias| plain(alias.0));
        Target { table, name, returning }
    }

    /// A row of the table that a statement writes to. Only a table with rows of its own holds them to what it says: a
    /// trigger instead of a write to a view may be given anything.
    fn row(&mut self, target: &Target<'a>) -> Sourced {
        let Some(table) = &target.table else {
            let id = self.source_id();
            let column = NamedColumn {
                name: None,
                title: None,
                shown: Shown::ByName,
                value: Value::opaque(),
            };
            let name = Some(target.name.clone());
            let named =
                Named { ids: vec![id], schema: None, name, columns: vec![column], merged: vec![] };
            let from = From::Source(Source { id, rows: Rows::Columns(Vec::new()) });
            return Sourced { from, named };
        };
        let mut sourced = self.table_source(table, target.name.clone());
        if !matches!(table.form, Form::Table | Form::Shadow)
            && let From::Source(source) = &mut sourced.from
        {
            source.rows = Rows::Columns(Vec::new());
        }
        sourced
    }

    /// What comes back of the row that is there afterwards.
    fn returning(&mut self, target: &Target<'a>, env: &Env<'a>) -> Lowered {
        let sourced = self.row(target);
        self.returned(target, sourced, None, env)
    }

    fn delete(
        &mut self,
        target: &Target<'a>,
        filter: Option<&'a ast::Expr<'a>>,
        env: &Env<'a>,
    ) -> Lowered {
        let sourced = self.row(target);
        let sources = Rc::new(vec![sourced.named.clone()]);
        let inner = env.within(Scope { sources, ..Scope::default() });
        let filter = filter.map(|filter| self.condition(filter, &inner).expr);
        self.returned(target, sourced, filter, env)
    }

    fn returned(
        &mut self,
        target: &Target<'a>,
        sourced: Sourced,
        filter: Option<Expr>,
        env: &Env<'a>,
    ) -> Lowered {
        let sources = Rc::new(vec![sourced.named]);
        let inner = env.within(Scope { sources, ..Scope::default() });
        let (columns, _) = self.columns(target.returning.unwrap_or_default(), &inner);
        let output = columns.iter().map(|column| column.value.expr.clone()).collect();
        let select = Select { filter, ..Select::new(sourced.from, output) };
        Lowered { query: Query::Select(Box::new(select)), columns }
    }

    fn insert(
        &mut self,
        target: &Target<'a>,
        columns: Option<&'a ast::DistinctNames<'a>>,
        body: &'a ast::InsertBody<'a>,
        env: &Env<'a>,
    ) {
        let ast::InsertBody::Select(select, upsert) = body else { return };
        let row = self.row(target).named;
        let lowered = self.select(select, env);
        let names: Vec<String> = match columns {
            Some(columns) => columns.iter().map(|name| plain(name.0)).collect(),
            None => target
                .table
                .iter()
                .flat_map(|table| &table.columns)
                .filter(|column| column.form == ColumnForm::Stored)
                .map(|column| column.name.clone())
                .collect(),
        };
        for (output, name) in lowered.columns.iter().zip(&names) {
            self.assign(&output.value, target, &row, name);
        }
        let mut next = *upsert;
        while let Some(upsert) = next {
            self.upsert(upsert, target, &row, env);
            next = upsert.next;
        }
    }

    fn upsert(
        &mut self,
        upsert: &'a ast::Upsert<'a>,
        target: &Target<'a>,
        row: &Named,
        env: &Env<'a>,
    ) {
        // A name alone is that of the row that is there already.
        let mut excluded = self.row(target).named;
        excluded.name = Some("excluded".to_owned());
        let names = excluded.columns.iter().filter_map(|column| column.name.clone());
        excluded.merged = names.map(|name| (name, Join::Inner)).collect();
        let sources = Rc::new(vec![row.clone(), excluded]);
        let inner = env.within(Scope { sources, ..Scope::default() });
        if let Some(index) = &upsert.index {
            for sorted in index.targets {
                self.expr(&sorted.expr, &inner);
            }
            if let Some(filter) = &index.where_clause {
                self.condition(filter, &inner);
            }
        }
        match &upsert.do_clause {
            ast::UpsertDo::Nothing => {}
            ast::UpsertDo::Set { sets, where_clause } => {
                self.sets(sets, target, &inner);
                if let Some(filter) = where_clause {
                    self.condition(filter, &inner);
                }
            }
        }
    }

    /// `SET`: the row that is written to is the first source.
    fn sets(&mut self, sets: &'a [ast::Set<'a>], target: &Target<'a>, env: &Env<'a>) {
        let Some(scope) = env.scope.clone() else { return };
        let Some(row) = scope.sources.first() else { return };
        for set in sets {
            let names: Vec<String> = set.col_names.iter().map(|name| plain(name.0)).collect();
            let values: Vec<Value> = match (&set.expr, names.len()) {
                (ast::Expr::Parenthesized(parts), 2..) => {
                    parts.iter().map(|part| self.expr(part, env)).collect()
                }
                (ast::Expr::Subquery(select), 2..) => {
                    let lowered = self.select(select, env);
                    lowered.columns.into_iter().map(|column| column.value).collect()
                }
                (expr, _) => vec![self.expr(expr, env)],
            };
            for (value, name) in values.iter().zip(&names) {
                self.assign(value, target, row, name);
            }
        }
    }

    /// A value goes to a column.
    fn assign(&mut self, value: &Value, target: &Target<'a>, row: &Named, name: &str) {
        let Some(column) = row.column(name) else { return };
        let kind = column.value.kind.clone();
        let origin = column.value.origin.clone();
        self.uses.used(value, &kind, origin.as_ref(), Weight::Word);
        if !target.table.as_ref().is_some_and(|table| is_not_null(table, name)) {
            self.uses.may_be_null(value);
        }
    }
}

/// Whether a column refuses nulls. The number of a row does.
fn is_not_null(table: &Table, name: &str) -> bool {
    let is_held_to_it = matches!(table.form, Form::Table | Form::Shadow);
    is_held_to_it
        && table
            .place(name)
            .is_some_and(|place| table.columns.get(place).is_none_or(|column| column.not_null))
}
