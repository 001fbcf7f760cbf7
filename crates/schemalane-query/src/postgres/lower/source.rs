//! The entries of a range table, as sources.

use super::super::catalogue::{Kind, Relation};
use super::super::functions::{self, Rows as Given};
use super::super::node::{Node, Object};
use super::super::scope::{Entry, Scope};
use super::Lower;
use crate::algebra::{Expr, From, Join, Query, Rows, Select, Source};
use std::rc::Rc;

impl<'n> Lower<'n> {
    /// An element of a `FROM`.
    pub(super) fn from(&mut self, item: &'n Node, scope: &Scope<'_, 'n>) -> From {
        let Node::Object(item) = item else { return From::Nothing };
        match item.tag.as_str() {
            "RANGETBLREF" => {
                item.number("rtindex").map_or(From::Nothing, |place| self.source(place, scope))
            }
            "JOINEXPR" => {
                let left = self.from(item.get("larg"), scope);
                let right = self.from(item.get("rarg"), scope);
                let quals = item.get("quals");
                let on = quals.is_there().then(|| self.expr(quals, scope));
                let kind = match item.word("jointype") {
                    Some("0") => Join::Inner,
                    Some("1") => Join::Left,
                    Some("3") => Join::Right,
                    // Where either side can be left out, nothing is taken to be there.
                    _ => Join::Full,
                };
                From::Join(kind, Box::new(left), Box::new(right), on)
            }
            _ => From::Nothing,
        }
    }

    fn source(&mut self, place: usize, scope: &Scope<'_, 'n>) -> From {
        let rows =
            scope.entry(place).map_or(Rows::Columns(Vec::new()), |entry| self.rows(entry, scope));
        let id = self.source_id();
        scope.sources.borrow_mut().insert(place, id);
        From::Source(Source { id, rows })
    }

    fn rows(&mut self, entry: &'n Object, scope: &Scope<'_, 'n>) -> Rows {
        match Entry::of(entry) {
            Entry::Relation => self.relation(entry),
            Entry::Subquery => match entry.get("subquery") {
                Node::Object(query) => Rows::Query(Rc::new(self.query(query, Some(scope)))),
                _ => Rows::Columns(Vec::new()),
            },
            Entry::Function => self.function_rows(entry, scope),
            Entry::Table => table_function(entry),
            Entry::Values => {
                let lists = entry.get("values_lists").list().iter();
                let rows = lists.map(|row| self.exprs(row, scope)).collect();
                Rows::Query(Rc::new(Query::Values(rows)))
            }
            Entry::Cte => self.cte_rows(entry, scope),
            Entry::Join | Entry::Group | Entry::Unknown => Rows::Columns(Vec::new()),
        }
    }

    fn relation(&mut self, entry: &Object) -> Rows {
        let Some(oid) = entry.number("relid") else { return Rows::Columns(Vec::new()) };
        if let Some(view) = self.view(oid) {
            return Rows::Query(view);
        }
        Rows::Columns(self.catalogue.relation(oid).map(columns).unwrap_or_default())
    }

    /// The query of a view.
    fn view(&mut self, oid: u32) -> Option<Rc<Query>> {
        if let Some(found) = self.views.get(&oid) {
            return Some(Rc::clone(found));
        }
        let catalogue = self.catalogue;
        let query = catalogue.view(oid)?.list().first()?.tagged("QUERY")?;
        let lowered = Rc::new(self.query(query, None));
        self.views.insert(oid, Rc::clone(&lowered));
        Some(lowered)
    }

    /// The row that a statement has written, and returns: it has what the table asks for, and nothing else is known.
    pub(super) fn written_row(&mut self, relation: Option<&Relation>) -> Source {
        let columns = match relation {
            Some(relation) if relation.kind == Kind::Table => columns(relation),
            _ => Vec::new(),
        };
        Source { id: self.source_id(), rows: Rows::Columns(columns) }
    }

    fn cte_rows(&mut self, entry: &'n Object, scope: &Scope<'_, 'n>) -> Rows {
        let nothing = Rows::Columns(Vec::new());
        let levels = entry.number("ctelevelsup").unwrap_or_default();
        let Some((name, owner)) = entry.word("ctename").zip(scope.outer(levels)) else {
            return nothing;
        };
        if entry.is("self_reference") {
            let recursion = owner.recursions.borrow().get(name).copied();
            return recursion.map_or(nothing, Rows::Recursion);
        }
        self.cte(name, owner).map_or(nothing, Rows::Query)
    }

    /// A function that gives rows has none where an argument is null, if it is strict; any other has the one.
    fn function_rows(&mut self, entry: &'n Object, scope: &Scope<'_, 'n>) -> Rows {
        let functions: Vec<&'n Object> = entry.objects("functions").collect();
        let width: usize =
            functions.iter().filter_map(|one| one.number::<usize>("funccolcount")).sum();
        let mut columns = vec![Expr::Opaque; width];
        if let [function] = functions.as_slice() {
            let call = function.get("funcexpr");
            match call.object() {
                Some(object) if object.is("funcretset") => {
                    let given = self.given(object);
                    for (place, column) in columns.iter_mut().enumerate() {
                        if given.is_not_null(place) {
                            *column = Expr::Constant(Some(String::new()));
                        }
                    }
                }
                _ if width == 1 && !function.get("funccoltypes").is_there() => {
                    columns = vec![self.expr(call, scope)];
                }
                _ => {}
            }
        }
        if entry.is("funcordinality") {
            columns.push(Expr::Constant(Some(String::new())));
        }
        let rows = Select { multiplied: true, ..Select::new(From::Nothing, columns) };
        Rows::Query(Rc::new(Query::Select(Box::new(rows))))
    }

    /// Which columns a function that gives rows never leaves null.
    fn given(&self, call: &Object) -> Given {
        let function = call.number("funcid").and_then(|oid| self.catalogue.function(oid));
        function.map_or(Given::Nothing, functions::rows)
    }

    /// A function that gives rows, alone among the outputs.
    pub(super) fn set_returning(&self, call: &Object) -> Expr {
        match self.given(call).is_not_null(0) {
            true => Expr::Constant(Some(String::new())),
            false => Expr::Opaque,
        }
    }
}

/// The columns of a table, and behind them the row as a whole and the columns of the system.
fn columns(relation: &Relation) -> Vec<bool> {
    let mut found = relation.nullness();
    found.extend([false, relation.kind != Kind::Table]);
    found
}

/// `XMLTABLE` and `JSON_TABLE`.
fn table_function(entry: &Object) -> Rows {
    let Some(function) = entry.get("tablefunc").object() else { return Rows::Columns(Vec::new()) };
    let is_xml = matches!(function.word("functype"), None | Some("0"));
    let not_null: Vec<usize> = match is_xml {
        true => {
            let numbers = function.get("notnulls").list().iter().filter_map(Node::word);
            let ordinality = function.number("ordinalitycol");
            numbers.filter_map(|number| number.parse().ok()).chain(ordinality).collect()
        }
        false => Vec::new(),
    };
    let width = function.get("colnames").list().len();
    Rows::Columns((0..width).map(|place| !not_null.contains(&place)).collect())
}
