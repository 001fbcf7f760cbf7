//! From a schema and the settings to the model.

mod columns;
mod common;
mod composites;
mod entities;
mod enums;
mod files;
mod keys;
mod listed;
mod queries;
mod relations;
mod resolved;
mod unknown;
pub(super) mod values;

use self::queries::typed::TypedFile;
use super::names::{Names, chosen};
use super::{Access, Column, Composite, Databases, Enumeration, Model, Table, Unique};
use crate::schemas::Kept;
use crate::sql::quote;
use crate::{LeftOut, Problem, Problems, Queries, Reason, Schemas, Settings, name};
use schemalane_schema::{Details, Kind, Object, Schema, TableOptions};

/// What everything is made from, and what is in the way so far.
pub(super) struct Context<'a> {
    pub(super) schema: &'a Schema,
    pub(super) settings: &'a Settings,
    enums: Vec<enums::Named<'a>>,
    /// Those that something has asked for.
    composites: Vec<composites::Named<'a>>,
    /// The names of types.
    types: Names,
    files: files::Files,
    pub(super) problems: Vec<Problem>,
}

/// What a schema comes to without relations, or what two have in common.
struct Draft<'q> {
    databases: Databases,
    tables: Vec<Table>,
    enums: Vec<Enumeration>,
    composites: Vec<Composite>,
    left_out: Vec<LeftOut>,
    /// The files of queries, and those of the other database beside them.
    queries: Vec<(TypedFile<'q>, Option<TypedFile<'q>>)>,
    /// The labels of tables and views that a problem keeps out.
    broken: Vec<String>,
    problems: Vec<Problem>,
}

pub(super) fn model(
    schemas: Schemas<'_>,
    queries: Queries<'_>,
    settings: &Settings,
) -> Result<Model, Problems> {
    let draft = match schemas.0 {
        Kept::One(schema) => draft(schema, queries, settings),
        Kept::Both { sqlite, postgres } => common::of(
            draft(sqlite, queries, settings),
            draft(postgres, queries, settings),
            settings,
        ),
    };
    let Draft { databases, mut tables, enums, mut composites, mut left_out, mut problems, .. } =
        draft;
    composites.sort_by(|left, right| left.rust.cmp(&right.rust));
    tables.sort_by(|left, right| left.module.cmp(&right.module));
    relations::add(schemas, settings, &mut tables, &mut left_out, &mut problems);
    let entities = settings.entities.then(|| {
        let context = entities::Context { schemas, settings, tables: &tables, enums: &enums };
        context.all(&mut left_out, &mut problems)
    });
    let queries = queries::all(databases, draft.queries, &tables, &mut problems);
    if !problems.is_empty() {
        problems.sort();
        problems.dedup();
        return Err(Problems(problems));
    }
    left_out.sort();
    let files = files::types(&tables, &enums, &composites);
    left_out.dedup();
    Ok(Model { databases, tables, enums, composites, files, queries, entities, left_out })
}

impl<'a> Context<'a> {
    fn new(schema: &'a Schema, settings: &'a Settings) -> Self {
        let mut context = Self {
            schema,
            settings,
            enums: Vec::new(),
            composites: Vec::new(),
            types: Names::default(),
            files: files::Files::of(schema),
            problems: Vec::new(),
        };
        context.enums = enums::all(&mut context);
        context
    }
}

fn draft<'q>(schema: &Schema, queries: Queries<'q>, settings: &Settings) -> Draft<'q> {
    let mut context = Context::new(schema, settings);
    context.problems.extend(unknown::problems(schema, settings, &context.enums));
    let mut left_out = Vec::new();
    let mut tables = Vec::new();
    let mut broken = Vec::new();
    let mut modules = Names::default();
    for object in schema.objects.values() {
        match reason(object, settings) {
            None => {}
            Some(None) => match table(&mut context, object, &mut modules) {
                Some(table) => tables.push(table),
                None => broken.push(label(object)),
            },
            Some(Some(reason)) => left_out.push(LeftOut { object: object.id.to_string(), reason }),
        }
    }
    let files = queries.of(schema.dialect);
    let queries = files.iter().map(|file| (TypedFile::of(&mut context, file), None)).collect();
    let enums = context.enums.into_iter().map(|named| named.made).collect();
    let composites = context.composites.into_iter().filter_map(|named| named.made).collect();
    let databases = schema.dialect.into();
    Draft {
        databases,
        tables,
        enums,
        composites,
        left_out,
        queries,
        broken,
        problems: context.problems,
    }
}

/// What an object is called in the settings: its name, with its schema where that is not `public`.
pub(super) fn label(object: &Object) -> String {
    match object.id.schema.as_str() {
        "" | "public" => object.name.clone(),
        schema => format!("{schema}.{}", object.name),
    }
}

/// What a key is called in the settings: `orders(customer_id)`.
pub(super) fn key_label<'a>(table: &str, columns: impl Iterator<Item = &'a Column>) -> String {
    let names: Vec<_> = columns.map(|column| column.written.as_str()).collect();
    format!("{table}({})", names.join(", "))
}

/// Whether there is code for objects of this kind.
fn is_relation(object: &Object) -> bool {
    matches!(object.details, Details::Table(_) | Details::View(_))
}

/// Whether an object is generated at all, and why there is no code for it.
fn reason(object: &Object, settings: &Settings) -> Option<Option<Reason>> {
    let (has_columns, is_partition) = match &object.details {
        Details::Table(table) => {
            let is_partition = match &table.options {
                TableOptions::Postgres(own) => own.partition_of.is_some(),
                TableOptions::Sqlite(_) => false,
            };
            (!table.columns.is_empty(), is_partition)
        }
        Details::View(view) => (!view.columns.is_empty(), false),
        _ => return None,
    };
    let is_named = settings.tables.contains(&label(object));
    Some(if settings.except.contains(&label(object)) {
        Some(Reason::Excepted)
    } else if !settings.tables.is_empty() && !is_named {
        Some(Reason::NotChosen)
    } else if !has_columns {
        Some(Reason::NoColumns)
    } else if is_partition && !is_named {
        Some(Reason::Partition)
    } else {
        None
    })
}

fn table(context: &mut Context<'_>, object: &Object, modules: &mut Names) -> Option<Table> {
    let label = label(object);
    let what = || object.id.to_string();
    let settings = context.settings;
    let rule = || name::row(&label).map(|name| name::prefixed(settings, name));
    let (problems, types) = (&mut context.problems, &mut context.types);
    let row = chosen(settings, &label, what, rule, problems);
    // A name that was chosen is the module's as well.
    let called = settings.names.get(&label).unwrap_or(&label);
    let module = name::module(called);
    if let Some(module) = &module {
        modules.take(module, what(), &label, problems);
    }
    let access = match (&object.details, object.id.kind) {
        (Details::Table(table), _) => match &table.options {
            TableOptions::Sqlite(own) if own.module.is_some() => Access::Read,
            _ => Access::Write,
        },
        _ => Access::Read,
    };
    if let Some(row) = &row {
        types.take(row, what(), &label, problems);
        if access == Access::Write {
            types.take(
                &format!("New{row}"),
                format!("the inserts of {}", what()),
                &label,
                problems,
            );
            types.take(
                &format!("{row}Changes"),
                format!("the changes of {}", what()),
                &label,
                problems,
            );
        }
    }
    let columns = columns::all(context, object, &label)?;
    let (key, mut uniques) = keys::of(context.schema, object, &columns);
    uniques.retain(|unique| {
        let parts = unique.columns.iter().filter_map(|place| columns.get(*place));
        !settings.except.contains(&key_label(&label, parts))
    });
    let mut functions = Names::default();
    for unique in &uniques {
        let parts = || unique.columns.iter().filter_map(|place| columns.get(*place));
        let Some(first) = parts().next() else { continue };
        let names: Vec<_> = parts().map(|column| column.written.as_str()).collect();
        let name = format!("by_{}", Unique::joined(parts()));
        let what = format!("the unique columns {} of {label}", names.join(", "));
        let key = format!("{label}.{}", first.written);
        functions.take(&name, what, &key, &mut context.problems);
    }
    let kind = match (object.id.kind, access) {
        (Kind::View, _) => "view",
        (Kind::MaterializedView, _) => "materialised view",
        (_, Access::Read) => "virtual table",
        (_, Access::Write) => "table",
    };
    let schema = Some(object.id.schema.as_str()).filter(|schema| !schema.is_empty()).map(quote);
    let (module, row) = (module?, row?);
    Some(Table {
        label,
        kind,
        schema,
        name: quote(&object.name),
        module,
        row,
        columns,
        key,
        uniques,
        access,
        relations: Vec::new(),
        links: Vec::new(),
        comment: object.comment.clone(),
        file: context.files.module(object),
    })
}
