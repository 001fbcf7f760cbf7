//! The columns of a table or view.

use super::enums::Of;
use super::{Context, listed, resolved};
use crate::model::names::{Names, chosen};
use crate::model::{Column, Writing};
use crate::sql::quote;
use crate::types::{Passing, Type, sqlite};
use crate::{Problem, name};
use schemalane_schema::{Column as Fact, Details, Object, ObjectId, Rule, Table, TableOptions};
use schemalane_source::Dialect;

/// What is known of a column of either kind.
struct Known<'a> {
    name: &'a str,
    written: &'a str,
    data_type: &'a str,
    is_nullable: bool,
    writing: Writing,
    comment: Option<&'a String>,
}

/// The columns, or `None` where one of them has a problem.
pub(super) fn all(context: &mut Context<'_>, object: &Object, label: &str) -> Option<Vec<Column>> {
    let known: Vec<Known<'_>> = match &object.details {
        Details::Table(table) => {
            table.columns.iter().map(|column| of_table(table, column)).collect()
        }
        Details::View(view) => view
            .columns
            .iter()
            .map(|column| Known {
                name: &column.name,
                written: &column.name,
                data_type: &column.data_type,
                // Nothing proves that a query gives no null.
                is_nullable: true,
                writing: Writing::Never,
                comment: column.comment.as_ref(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let mut names = Names::default();
    let mut columns: Vec<Option<Column>> = Vec::new();
    for known in &known {
        let key = format!("{label}.{}", known.written);
        match (context.settings.except.contains(&key), known.writing) {
            (false, _) => columns.push(column(context, object, label, known, &mut names)),
            (true, Writing::Required) => context.problems.push(Problem::Needed { key }),
            (true, Writing::Nullable | Writing::Defaulted | Writing::Never) => {}
        }
    }
    columns.into_iter().collect()
}

fn of_table<'a>(table: &Table, column: &'a Fact) -> Known<'a> {
    let is_rowid = is_rowid(table, column);
    let is_made =
        column.generated.is_some() || column.identity.as_ref().is_some_and(|own| own.always);
    let is_nullable = !(column.not_null || is_rowid || is_in_strict_key(table, column));
    let writing = if is_made {
        Writing::Never
    } else if column.default.is_some() || column.identity.is_some() || is_rowid {
        Writing::Defaulted
    } else if is_nullable {
        Writing::Nullable
    } else {
        Writing::Required
    };
    Known {
        name: &column.name,
        written: column.written(),
        data_type: &column.data_type,
        is_nullable,
        writing,
        comment: column.comment.as_ref(),
    }
}

fn is_key_part(table: &Table, column: &Fact) -> Option<usize> {
    table.constraints.iter().find_map(|constraint| match &constraint.rule {
        Rule::PrimaryKey { columns } => {
            columns.iter().any(|part| part.column == column.name).then_some(columns.len())
        }
        _ => None,
    })
}

/// Whether it is SQLite's number of the row, which is never null and made where it is not given.
fn is_rowid(table: &Table, column: &Fact) -> bool {
    let TableOptions::Sqlite(own) = &table.options else { return false };
    // The only key of this type that is not the number of the row keeps its order.
    let is_descending = table.constraints.iter().any(|constraint| match &constraint.rule {
        Rule::PrimaryKey { columns } => columns.iter().any(|part| part.descending),
        _ => false,
    });
    !own.without_rowid
        && column.data_type == "INTEGER"
        && !is_descending
        && is_key_part(table, column) == Some(1)
}

/// Whether it is in a key of SQLite that takes no nulls: others do.
fn is_in_strict_key(table: &Table, column: &Fact) -> bool {
    let TableOptions::Sqlite(own) = &table.options else { return false };
    (own.without_rowid || own.strict) && is_key_part(table, column).is_some()
}

fn column(
    context: &mut Context<'_>,
    object: &Object,
    label: &str,
    known: &Known<'_>,
    names: &mut Names,
) -> Option<Column> {
    let key = format!("{label}.{}", known.written);
    let what = || format!("column {} of {label}", known.written);
    let rule = || name::snake(known.written);
    let field = chosen(context.settings, &key, what, rule, &mut context.problems);
    if let Some(field) = &field {
        names.take(field, what(), &key, &mut context.problems);
    }
    let found = match context.schema.dialect {
        Dialect::Sqlite => {
            of_sqlite(context, Some((&object.id, known.name)), &key, known.data_type)
                .map(|data_type| (data_type, false))
        }
        Dialect::Postgres => of_postgres(context, &key, known.data_type),
    };
    let Some((data_type, refuses_null)) = found else {
        context.problems.push(Problem::NoType {
            object: label.to_owned(),
            column: known.written.to_owned(),
            database_type: known.data_type.to_owned(),
        });
        return None;
    };
    // The type of a column may say itself that there is no value.
    let inner = data_type.rust.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>'));
    let (data_type, says_null) = match inner.map(str::to_owned) {
        Some(rust) => (Type { rust, ..data_type }, true),
        None => (data_type, false),
    };
    Some(Column {
        name: known.name.to_owned(),
        written: known.written.to_owned(),
        sql: quote(known.written),
        field: field?,
        database_type: known.data_type.to_owned(),
        data_type,
        is_nullable: says_null || (known.is_nullable && !refuses_null),
        writing: match known.writing {
            Writing::Nullable if refuses_null => Writing::Required,
            other => other,
        },
        comment: known.comment.cloned(),
    })
}

/// The type of a value, which may be that of a column of a table, and whether it refuses nulls by itself.
pub(super) fn value(
    context: &mut Context<'_>,
    column: Option<(&ObjectId, &str)>,
    key: &str,
    data_type: &str,
) -> Option<(Type, bool)> {
    match context.schema.dialect {
        Dialect::Sqlite => {
            of_sqlite(context, column, key, data_type).map(|data_type| (data_type, false))
        }
        Dialect::Postgres => {
            let found = resolved::find(context, key, data_type)?;
            Some((found.data_type, found.refuses_null))
        }
    }
}

fn of_sqlite(
    context: &Context<'_>,
    column: Option<(&ObjectId, &str)>,
    key: &str,
    declared: &str,
) -> Option<Type> {
    let settings = context.settings;
    let is_it = |of: &Of<'_>| match of {
        Of::Type(_) => false,
        Of::Columns(columns) => column.is_some_and(|column| columns.contains(&column)),
    };
    let of = |rust: String, passing| Type {
        rust,
        name: String::new(),
        passing,
        read: String::new(),
        cast: String::new(),
    };
    if let Some(listed) = context.enums.iter().find(|named| is_it(&named.of)) {
        return Some(of(format!("super::{}", listed.made.rust), Passing::Value));
    }
    let same = |name: &str| {
        settings.types.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, it)| it)
    };
    let said = settings
        .types
        .get(key)
        .or_else(|| same(declared))
        .or_else(|| same(sqlite::base(declared)))
        .filter(|_| !declared.is_empty() || settings.types.contains_key(key))
        .filter(|text| listed::is_asked(text).is_none());
    match said {
        Some(rust) if rust == "String" => Some(of(rust.clone(), Passing::Text)),
        Some(rust) => Some(of(rust.clone(), Passing::Reference)),
        None => sqlite::find(declared, settings),
    }
}

/// The type, and whether it refuses nulls by itself.
fn of_postgres(context: &mut Context<'_>, key: &str, text: &str) -> Option<(Type, bool)> {
    let found = resolved::find(context, key, text)?;
    let is_asked = context.settings.types.get(key).is_some_and(|it| listed::is_asked(it).is_some());
    let rust = found.data_type.rust.strip_prefix("super::");
    if is_asked && !context.enums.iter().any(|named| Some(named.made.rust.as_str()) == rust) {
        context.problems.push(Problem::NoList { column: key.to_owned() });
    }
    Some((found.data_type, found.refuses_null))
}
