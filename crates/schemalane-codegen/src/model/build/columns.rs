//! The columns of a table or view.

use super::Context;
use crate::model::names::{Names, chosen};
use crate::model::{Column, Writing};
use crate::sql::quote;
use crate::types::postgres::Written;
use crate::types::{Passing, Type, sqlite};
use crate::{Problem, name};
use schemalane_schema::{
    Column as Fact, Details, Kind, Object, ObjectId, Rule, Table, TableOptions,
};
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
            (false, _) => columns.push(column(context, label, known, &mut names)),
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
        Dialect::Sqlite => of_sqlite(context, &key, known.data_type).map(|it| (it, false)),
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

fn of_sqlite(context: &Context<'_>, key: &str, declared: &str) -> Option<Type> {
    let settings = context.settings;
    let same = |name: &str| {
        settings.types.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, it)| it)
    };
    let said = settings
        .types
        .get(key)
        .or_else(|| same(declared))
        .or_else(|| same(sqlite::base(declared)))
        .filter(|_| !declared.is_empty() || settings.types.contains_key(key));
    match said {
        Some(rust) => Some(Type {
            rust: rust.clone(),
            name: String::new(),
            passing: if rust == "String" { Passing::Text } else { Passing::Reference },
            read: String::new(),
            cast: String::new(),
        }),
        None => sqlite::find(declared, settings),
    }
}

/// The type, and whether it refuses nulls by itself.
fn of_postgres(context: &Context<'_>, key: &str, text: &str) -> Option<(Type, bool)> {
    let settings = context.settings;
    let written = Written::parse(text);
    let said = |name: &str| settings.types.get(name);
    let short = text.strip_prefix("public.").unwrap_or(text);
    let base = match (&written.schema, written.is_array) {
        (None, false) => written.name.clone(),
        (None, true) => format!("{}[]", written.name),
        (Some(_), _) => text.to_owned(),
    };
    if let Some(rust) =
        said(key).or_else(|| said(text)).or_else(|| said(short)).or_else(|| said(&base))
    {
        return Some((written.overridden(rust), false));
    }
    let Some(schema) = &written.schema else {
        return written.find(settings).map(|it| (it, false));
    };
    let object = |kind| context.schema.get(&ObjectId::new(kind, schema, &written.name));
    if let Some(Details::Domain(domain)) = object(Kind::Domain).map(|object| &object.details) {
        let (base, refuses_null) = of_postgres(context, "", &domain.data_type)?;
        return match written.is_array {
            false => Some((base, domain.not_null || refuses_null)),
            true => None,
        };
    }
    let named = context
        .enums
        .iter()
        .find(|named| named.id.schema == *schema && named.id.name == written.name);
    match named {
        Some(named) => {
            Some((written.with(format!("super::{}", named.made.rust), Passing::Value), false))
        }
        None => written.find(settings).map(|it| (it, false)),
    }
}
