//! Tables, views and common table expressions as sources of rows.

use super::common::Common;
use super::{Env, Lower, Shared};
use crate::Origin;
use crate::algebra::{Expr, Field, From, Rows, Source, SourceId};
use crate::sqlite::catalogue::{ColumnForm, Form, Rowid, Table};
use crate::sqlite::kind::Kind;
use crate::sqlite::scope::{Named, NamedColumn, Shown};
use crate::sqlite::value::{Flow, Value};
use sqlite3_parser::ast;
use std::rc::Rc;

/// A source, and its names.
pub(super) struct Sourced {
    pub(super) from: From,
    pub(super) named: Named,
}

/// The columns of a source, by number.
pub(super) fn fields(source: SourceId, count: usize) -> Vec<Expr> {
    (0..count).map(|index| Expr::Column(Field { source, index })).collect()
}

/// A value of a module that is a table by itself.
struct Modelled {
    name: &'static str,
    kind: &'static str,
    not_null: bool,
}

const fn modelled(name: &'static str, kind: &'static str, not_null: bool) -> Modelled {
    Modelled { name, kind, not_null }
}

/// The columns of `json_each` and `json_tree`. A document that is no array and no object has no key and no parent.
const JSON: &[Modelled] = &[
    modelled("key", "ANY", false),
    modelled("value", "ANY", false),
    modelled("type", "TEXT", true),
    modelled("atom", "ANY", false),
    modelled("id", "INTEGER", true),
    modelled("parent", "INTEGER", false),
    modelled("fullkey", "TEXT", true),
    modelled("path", "TEXT", true),
];

fn modelled_columns(table: &Table) -> &'static [Modelled] {
    match (table.form, table.name.as_str()) {
        (Form::Module, "json_each" | "json_tree") => JSON,
        _ => &[],
    }
}

impl<'a> Lower<'_> {
    /// What a name in `FROM` means.
    pub(super) fn source(
        &mut self,
        name: &ast::QualifiedName<'a>,
        alias: Option<&str>,
        env: &Env<'a>,
    ) -> Sourced {
        let written = crate::sqlite::name::plain(name.name.0);
        let schema = name.db_name.as_ref().map(|name| crate::sqlite::name::plain(name.0));
        let called = alias.unwrap_or(&written).to_owned();
        if schema.is_none()
            && let Some(common) = self.find_common(&written, env)
        {
            return self.common_source(common, called);
        }
        match self.catalogue.table(self.connection, schema.as_deref(), &written) {
            Some(table) => self.table_source(&table, called),
            None => self.unclear_source(called),
        }
    }

    fn common_source(&mut self, common: Common, called: String) -> Sourced {
        match common {
            Common::Nothing => self.unclear_source(called),
            Common::Query(shared) => self.query_source(&shared, Some(called)),
            Common::Recursion(number, columns) => {
                let id = self.source_id();
                let from = From::Source(Source { id, rows: Rows::Recursion(number) });
                Sourced { from, named: named(id, Some(called), &columns) }
            }
        }
    }

    /// The rows of a query.
    pub(super) fn query_source(&mut self, shared: &Shared, called: Option<String>) -> Sourced {
        let id = self.source_id();
        let rows = Rows::Query(Rc::clone(&shared.query));
        let from = From::Source(Source { id, rows });
        Sourced { from, named: named(id, called, &shared.columns) }
    }

    /// Something that SQLite knows and this does not: a column of any name may be there.
    fn unclear_source(&mut self, called: String) -> Sourced {
        let id = self.source_id();
        let from = From::Source(Source { id, rows: Rows::Columns(Vec::new()) });
        let column =
            NamedColumn { name: None, title: None, shown: Shown::ByName, value: Value::opaque() };
        let named = Named {
            ids: vec![id],
            schema: None,
            name: Some(called),
            columns: vec![column],
            merged: Vec::new(),
        };
        Sourced { from, named }
    }

    pub(super) fn table_source(&mut self, table: &Rc<Table>, called: String) -> Sourced {
        if table.form == Form::View
            && let Some(shared) = self.view(table)
        {
            let mut sourced = self.query_source(&shared, Some(called));
            sourced.named.schema = Some(table.schema.clone());
            return sourced;
        }
        let id = self.source_id();
        let modelled = modelled_columns(table);
        let mut columns = Vec::new();
        let mut nullable = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            let model = modelled.iter().find(|model| model.name == column.name);
            let kind = match (model, table.form) {
                (Some(model), _) => Kind::of(model.kind),
                (None, Form::View) => Kind::Unknown,
                (None, _) => Kind::declared(&column.declared),
            };
            nullable.push(!(column.not_null || model.is_some_and(|model| model.not_null)));
            columns.push(NamedColumn {
                name: Some(column.name.clone()),
                title: None,
                shown: match column.form {
                    ColumnForm::Stored | ColumnForm::Generated => Shown::Always,
                    ColumnForm::Hidden => Shown::ByName,
                },
                value: Value {
                    origin: origin(table, &column.name),
                    ..Value::new(Expr::Column(Field { source: id, index }), kind)
                },
            });
        }
        add_rowid(table, id, &mut columns);
        nullable.push(false);
        let from = From::Source(Source { id, rows: Rows::Columns(nullable) });
        let named = Named {
            ids: vec![id],
            schema: Some(table.schema.clone()),
            name: Some(called),
            columns,
            merged: Vec::new(),
        };
        Sourced { from, named }
    }

    /// The parameter that is the list of a `json_each`, to which its values belong.
    pub(super) fn list(&self, arguments: &[Value]) -> Vec<Flow> {
        let flows = arguments.first().map(|value| value.flows.as_slice()).unwrap_or_default();
        let is_list = |flow: &&Flow| self.stated.get(flow.parameter).is_some_and(|own| own.list);
        flows.iter().filter(is_list).copied().collect()
    }
}

/// A column of a table; what a module computes is none.
pub(super) fn origin(table: &Table, column: &str) -> Option<Origin> {
    let origin = Origin { table: table.qualified(), column: column.to_owned() };
    (table.form != Form::Module).then_some(origin)
}

/// The number of each row has three names, behind those of columns.
fn add_rowid(table: &Table, source: SourceId, columns: &mut Vec<NamedColumn>) {
    let value = match table.rowid {
        Rowid::None => return,
        Rowid::Column(place) => columns.get(place).map(|column| column.value.clone()),
        Rowid::Own => {
            let index = table.columns.len();
            Some(Value::new(Expr::Column(Field { source, index }), Kind::of("INTEGER")))
        }
    };
    let Some(value) = value else { return };
    let title = match table.rowid {
        Rowid::Column(place) => table.columns.get(place).map(|column| column.name.clone()),
        Rowid::None | Rowid::Own => Some("rowid".to_owned()),
    };
    for name in ["rowid", "oid", "_rowid_"] {
        if !table.columns.iter().any(|column| crate::sqlite::name::same(&column.name, name)) {
            columns.push(NamedColumn {
                name: Some(name.to_owned()),
                title: title.clone(),
                shown: Shown::ByName,
                value: value.clone(),
            });
        }
    }
}

/// The columns of a query under a name.
fn named(id: SourceId, name: Option<String>, outputs: &[super::Output]) -> Named {
    let columns = outputs.iter().enumerate().map(|(index, output)| NamedColumn {
        name: output.name.clone(),
        title: None,
        shown: Shown::Always,
        value: Value { expr: Expr::Column(Field { source: id, index }), ..output.value.clone() },
    });
    Named { ids: vec![id], schema: None, name, columns: columns.collect(), merged: Vec::new() }
}
