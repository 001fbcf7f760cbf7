//! Which names mean what, where an expression stands.

use super::name::same;
use super::value::Value;
use crate::algebra::{Expr, Join, SourceId};
use std::cell::Cell;
use std::rc::Rc;

/// The names of one selection, and those of the selections around it.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) sources: Rc<Vec<Named>>,
    /// What `AS` calls something among the columns of the result.
    pub(super) aliases: Vec<(String, Value)>,
    pub(super) outer: Option<Rc<Self>>,
    /// Whether an aggregate of this selection was met.
    pub(super) aggregated: Rc<Cell<bool>>,
}

/// What stands in `FROM`, by its name.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The sources that its columns are of.
    pub(super) ids: Vec<SourceId>,
    pub(super) schema: Option<String>,
    pub(super) name: Option<String>,
    pub(super) columns: Vec<NamedColumn>,
    /// The columns that a join has made one with those of what stands before it, and the kind of the join.
    pub(super) merged: Vec<(String, Join)>,
}

/// A column of it.
#[derive(Clone, Debug)]
pub(super) struct NamedColumn {
    /// `None` where SQLite makes it up from the text of an expression.
    pub(super) name: Option<String>,
    /// What a result calls it, where that is not its name: the number of a row has three.
    pub(super) title: Option<String>,
    pub(super) shown: Shown,
    pub(super) value: Value,
}

/// Whether `*` has a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// It does.
    Always,
    /// Only its name does.
    ByName,
}

/// What a name means.
#[derive(Debug)]
pub(super) enum Meant {
    /// A value, and the name of the column as its table writes it.
    Value(Box<Value>, Option<String>),
    /// Nothing here.
    Nothing,
    /// It cannot be told.
    Unclear,
}

impl Named {
    pub(super) fn column(&self, name: &str) -> Option<&NamedColumn> {
        let is_it =
            |column: &&NamedColumn| column.name.as_deref().is_some_and(|known| same(known, name));
        self.columns.iter().find(is_it)
    }

    /// The join that has made a column one with those before it.
    pub(super) fn merges(&self, name: &str) -> Option<Join> {
        self.merged.iter().find(|(merged, _)| same(merged, name)).map(|(_, join)| *join)
    }

    pub(super) fn is_called(&self, schema: Option<&str>, name: &str) -> bool {
        let is_of = |schema: &str| self.schema.as_deref().is_some_and(|own| same(own, schema));
        self.name.as_deref().is_some_and(|own| same(own, name)) && schema.is_none_or(is_of)
    }

    /// Whether there is a column whose name is not known.
    fn is_unclear(&self) -> bool {
        self.columns.iter().any(|column| column.name.is_none())
    }
}

impl NamedColumn {
    fn meant(&self) -> Meant {
        let title = self.title.as_ref().or(self.name.as_ref());
        Meant::Value(Box::new(self.value.clone()), title.cloned())
    }
}

/// What a name without a table means among sources: columns that joins have made one are one.
pub(super) fn bare(sources: &[Named], name: &str) -> Meant {
    let mut found: Vec<&NamedColumn> = Vec::new();
    for source in sources {
        let Some(column) = source.column(name) else { continue };
        match source.merges(name) {
            _ if found.is_empty() => found.push(column),
            // The number of a row is there for each table; SQLite refuses what is not clear.
            None => return Meant::Unclear,
            Some(Join::Inner | Join::Left) => {}
            Some(Join::Right) => found = vec![column],
            Some(Join::Full) => found.push(column),
        }
    }
    match found.as_slice() {
        [] if sources.iter().any(Named::is_unclear) => Meant::Unclear,
        [] => Meant::Nothing,
        [column] => column.meant(),
        [first, ..] => {
            let values: Vec<Value> = found.iter().map(|column| column.value.clone()).collect();
            let value = Value {
                kind: Value::shared(&values),
                origin: None,
                flows: Value::flows_of(&values),
                finite: values.iter().all(|value| value.finite),
                expr: Expr::Coalesce(values.into_iter().map(|value| value.expr).collect()),
            };
            Meant::Value(Box::new(value), first.name.clone())
        }
    }
}

impl Scope {
    /// What a name without a table means.
    pub(super) fn bare(&self, name: &str) -> Meant {
        match bare(&self.sources, name) {
            Meant::Nothing => {}
            meant @ (Meant::Value(..) | Meant::Unclear) => return meant,
        }
        if let Some((_, value)) = self.aliases.iter().find(|(alias, _)| same(alias, name)) {
            return Meant::Value(Box::new(value.clone()), None);
        }
        self.outer.as_ref().map_or(Meant::Nothing, |outer| outer.bare(name))
    }

    /// What a name behind that of a table means.
    pub(super) fn qualified(&self, schema: Option<&str>, table: &str, name: &str) -> Meant {
        let mut called = self.sources.iter().filter(|source| source.is_called(schema, table));
        match (called.next(), called.next()) {
            (None, _) => match &self.outer {
                Some(outer) => outer.qualified(schema, table, name),
                None => Meant::Nothing,
            },
            (Some(source), None) => match source.column(name) {
                Some(column) => column.meant(),
                None => Meant::Unclear,
            },
            (Some(_), Some(_)) => Meant::Unclear,
        }
    }

    /// Whether a source stands in this selection, not in one around it.
    pub(super) fn has(&self, id: SourceId) -> bool {
        self.sources.iter().any(|source| source.ids.contains(&id))
    }
}
