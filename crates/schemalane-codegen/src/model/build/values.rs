//! The types of values that are no columns of their own: those of a query.

use super::{Context, columns, label};
use crate::Settings;
use crate::types::Type;
use schemalane_schema::{Object, Schema};

/// A value of a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'v> {
    /// Its type, as the database writes it.
    pub(crate) data_type: &'v str,
    /// The table and the column that it is one of, as the catalogue calls them.
    pub(crate) origin: Option<(&'v str, &'v str)>,
}

/// The type of a value, and whether it refuses nulls by itself.
pub(super) fn find(context: &mut Context<'_>, value: Value<'_>) -> Option<(Type, bool)> {
    let schema = context.schema;
    let found = value.origin.and_then(|(table, column)| Some((table_of(schema, table)?, column)));
    let (column, key) = match found {
        Some((object, column)) => {
            (Some((&object.id, column)), format!("{}.{column}", label(object)))
        }
        None => (None, String::new()),
    };
    // A column that is an enum, or that the settings give a type, is so where a query reads it.
    let (data_type, refuses_null) = columns::value(context, column, &key, value.data_type)?;
    let inner = data_type.rust.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>'));
    Some(match inner.map(str::to_owned) {
        Some(rust) => (Type { rust, ..data_type }, refuses_null),
        None => (data_type, refuses_null),
    })
}

/// The table or view that the catalogue calls by a name: `public.book`, or `book` on SQLite.
fn table_of<'s>(schema: &'s Schema, name: &str) -> Option<&'s Object> {
    schema.objects.values().find(|object| match object.id.schema.as_str() {
        "" => object.id.name.eq_ignore_ascii_case(name),
        own => {
            name.strip_prefix(own).and_then(|rest| rest.strip_prefix('.')) == Some(&object.id.name)
        }
    })
}

/// Finds the types of values that belong to no model.
pub(crate) struct Typing<'a>(Context<'a>);

impl<'a> Typing<'a> {
    pub(crate) fn new(schema: &'a Schema, settings: &'a Settings) -> Self {
        Self(Context::new(schema, settings))
    }

    /// The Rust type, from the module of the code.
    pub(crate) fn find(&mut self, value: Value<'_>) -> Option<String> {
        let (found, _) = find(&mut self.0, value)?;
        Some(found.rust.replace("super::", ""))
    }
}
