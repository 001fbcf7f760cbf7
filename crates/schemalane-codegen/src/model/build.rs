//! From a schema and the settings to the model.

mod columns;
mod enums;
mod keys;
mod relations;
mod unknown;

use super::names::{Names, chosen};
use super::{Access, Model, Table, Unique};
use crate::sql::quote;
use crate::{LeftOut, Problem, Problems, Reason, Settings, name};
use schemalane_schema::{Details, Kind, Object, Schema, TableOptions};

/// What everything is made from, and what is in the way so far.
pub(super) struct Context<'a> {
    pub(super) schema: &'a Schema,
    pub(super) settings: &'a Settings,
    pub(super) enums: Vec<enums::Named<'a>>,
    pub(super) problems: Vec<Problem>,
}

pub(super) fn model(schema: &Schema, settings: &Settings) -> Result<Model, Problems> {
    let mut context = Context {
        schema,
        settings,
        enums: Vec::new(),
        problems: unknown::problems(schema, settings),
    };
    let mut types = Names::default();
    context.enums = enums::all(&mut context, &mut types);
    let mut left_out = Vec::new();
    let mut tables = Vec::new();
    let mut modules = Names::default();
    for object in schema.objects.values() {
        match reason(object, settings) {
            None => {}
            Some(None) => tables.extend(table(&mut context, object, &mut modules, &mut types)),
            Some(Some(reason)) => left_out.push(LeftOut { object: object.id.to_string(), reason }),
        }
    }
    tables.sort_by(|left, right| left.module.cmp(&right.module));
    relations::add(schema, settings, &mut tables, &mut left_out, &mut context.problems);
    let enums = context.enums.into_iter().map(|named| named.made).collect();
    let mut problems = context.problems;
    if !problems.is_empty() {
        problems.sort();
        problems.dedup();
        return Err(Problems(problems));
    }
    left_out.sort();
    Ok(Model { dialect: schema.dialect, tables, enums, left_out })
}

/// What an object is called in the settings: its name, with its schema where that is not `public`.
pub(super) fn label(object: &Object) -> String {
    match object.id.schema.as_str() {
        "" | "public" => object.name.clone(),
        schema => format!("{schema}.{}", object.name),
    }
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
    Some(if !settings.tables.is_empty() && !is_named {
        Some(Reason::NotChosen)
    } else if !has_columns {
        Some(Reason::NoColumns)
    } else if is_partition && !is_named {
        Some(Reason::Partition)
    } else {
        None
    })
}

fn table(
    context: &mut Context<'_>,
    object: &Object,
    modules: &mut Names,
    types: &mut Names,
) -> Option<Table> {
    let label = label(object);
    let what = || object.id.to_string();
    let settings = context.settings;
    let problems = &mut context.problems;
    let row = chosen(settings, &label, what, || name::row(&label), problems);
    // A name that was chosen is the module's as well.
    let called = settings.names.get(&label).unwrap_or(&label);
    let module = name::snake(called).map(|name| match name.as_str() {
        "enums" => "enums_".to_owned(),
        _ => name,
    });
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
    let (key, uniques) = keys::of(context.schema, object, &columns);
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
    let sql = match object.id.schema.as_str() {
        "" => quote(&object.name),
        schema => format!("{}.{}", quote(schema), quote(&object.name)),
    };
    let (module, row) = (module?, row?);
    Some(Table {
        label,
        kind,
        sql,
        module,
        row,
        columns,
        key,
        uniques,
        access,
        relations: Vec::new(),
        links: Vec::new(),
        comment: object.comment.clone(),
    })
}
