//! The columns of an entity.

use super::{Context, object};
use crate::model::entity::{Field, Key, Unique};
use crate::model::table::Unique as Columns;
use crate::model::{ActiveEnum, Column, Enumeration, Table, Writing};
use crate::schemas::Kept;
use crate::types::entity::{EntityType, Form, postgres, sqlite};
use crate::types::{postgres::Written, sqlite::base};
use crate::{Problem, WayOut};
use heck::{ToSnakeCase, ToUpperCamelCase};
use schemalane_schema::{Column as Fact, Details, Kind, ObjectId, Schema};
use schemalane_source::Dialect;
use std::collections::BTreeSet;

/// Whether SeaORM has a key of these types: it takes up to twelve columns, and no arrays.
pub(super) fn has_key(fields: &[Field]) -> bool {
    let mut parts = fields.iter().filter(|field| field.key != Key::None);
    let is_array = |field: &Field| field.data_type.form == Form::Array;
    parts.clone().count() <= 12 && !parts.any(is_array)
}

impl Context<'_> {
    /// The fields, or `None` where one of them has a problem.
    pub(super) fn fields(&self, table: &Table, problems: &mut Vec<Problem>) -> Option<Vec<Field>> {
        let mut taken = BTreeSet::new();
        let columns = table.columns.iter().enumerate();
        let fields: Vec<Option<Field>> = columns
            .map(|(place, column)| self.field(table, place, column, &mut taken, problems))
            .collect();
        fields.into_iter().collect()
    }

    fn field(
        &self,
        table: &Table,
        place: usize,
        column: &Column,
        taken: &mut BTreeSet<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<Field> {
        let data_type = self.data_type(table, column, problems)?;
        let name = free(&column.field, taken);
        let is_in_key = table.key.contains(&place);
        let is_counted = table.key.len() == 1
            && data_type.form == Form::Integer
            && self.is_counted(table, column);
        Some(Field {
            column: place,
            column_name: (!is_found(&name, &column.written)).then(|| column.written.clone()),
            name,
            data_type,
            // SeaORM takes no key that may be null.
            is_nullable: column.is_nullable && !is_in_key,
            key: match (is_in_key, is_counted) {
                (false, _) => Key::None,
                (true, true) => Key::Counted,
                (true, false) => Key::Part,
            },
            unique: unique(table, place),
        })
    }

    /// The type of a column in every database, or the problem of it.
    fn data_type(
        &self,
        table: &Table,
        column: &Column,
        problems: &mut Vec<Problem>,
    ) -> Option<EntityType> {
        let key = format!("{}.{}", table.label, column.written);
        let mut of = |schema: &Schema| {
            let declared = fact(schema, table, column).map_or("", |it| it.data_type.as_str());
            let found = self.listed(schema, column).or_else(|| self.of(schema, &key, declared));
            if found.is_none() {
                problems.push(Problem::NoEntityType {
                    object: table.label.clone(),
                    column: column.written.clone(),
                    database_type: declared.to_owned(),
                });
            }
            found
        };
        match self.schemas.0 {
            Kept::One(schema) => of(schema),
            Kept::Both { sqlite, postgres } => {
                let (left, right) = (of(sqlite)?, of(postgres)?);
                let both = EntityType::of_both(&left, &right);
                if both.is_none() {
                    problems.push(Problem::Differs {
                        what: format!("column {key} of a SeaORM entity"),
                        sqlite: left.to_string(),
                        postgres: right.to_string(),
                        way_out: WayOut::EntityType { key },
                    });
                }
                both
            }
        }
    }

    /// The enum of a column of SQLite whose `CHECK` lists its values.
    fn listed(&self, schema: &Schema, column: &Column) -> Option<EntityType> {
        if schema.dialect != Dialect::Sqlite {
            return None;
        }
        let is_its = |own: &&Enumeration| column.data_type.rust == format!("super::{}", own.rust);
        let own = self.enums.iter().find(is_its)?;
        Some(EntityType::active_enum(&format!("super::super::{}", own.rust)))
    }

    /// The type of a column in one database.
    fn of(&self, schema: &Schema, key: &str, declared: &str) -> Option<EntityType> {
        let found = match schema.dialect {
            Dialect::Sqlite => sqlite(declared, self.settings),
            Dialect::Postgres => Some(self.of_postgres(schema, declared)),
        };
        let is_one = matches!(self.schemas.0, Kept::One(_));
        match self.said(schema.dialect, key, declared) {
            // What is cast for SeaORM's types is cast for those of others that are made of them.
            Some(rust) => Some(EntityType {
                casts: found.and_then(|found| found.casts).filter(|_| is_one),
                ..EntityType::said(rust)
            }),
            None => found,
        }
    }

    /// What the settings say of a column, or of its type.
    fn said(&self, dialect: Dialect, key: &str, declared: &str) -> Option<&String> {
        let types = &self.settings.entity_types;
        let short = declared.strip_prefix("public.").unwrap_or(declared);
        let names = match dialect {
            Dialect::Sqlite => [declared, base(declared)],
            Dialect::Postgres => [declared, short],
        };
        let same = |name: &str| {
            let mut all = types.iter().filter(|_| !name.is_empty());
            match dialect {
                Dialect::Sqlite => all.find(|(key, _)| key.eq_ignore_ascii_case(name)),
                Dialect::Postgres => all.find(|(key, _)| *key == name),
            }
        };
        let by_type = || names.into_iter().find_map(same).map(|(_, rust)| rust);
        types.get(key).or_else(by_type)
    }

    fn of_postgres(&self, schema: &Schema, declared: &str) -> EntityType {
        let written = Written::parse(declared);
        let element = self.element(schema, &written);
        if written.is_array { element.array() } else { element }
    }

    fn element(&self, schema: &Schema, written: &Written) -> EntityType {
        let Some(own) = &written.schema else { return postgres(written, self.settings) };
        let domain = schema.get(&ObjectId::new(Kind::Domain, own, &written.name));
        if let Some(Details::Domain(domain)) = domain.map(|object| &object.details) {
            return self.of_postgres(schema, &domain.data_type);
        }
        let named = schema.get(&ObjectId::new(Kind::Enum, own, &written.name));
        let label = named.map(crate::model::build::label);
        let own = self.enums.iter().find(|own| label.as_ref() == Some(&own.label));
        match own {
            Some(own) => {
                let rust = format!("super::super::{}", own.rust);
                match &own.active {
                    ActiveEnum::Native(_) => EntityType::active_enum(&rust),
                    ActiveEnum::Plain => EntityType::text(&written.to_sql()).with_enum(rust),
                }
            }
            None => postgres(written, self.settings),
        }
    }

    /// Whether the database counts the rows with it: on SQLite the number of the row, which has no default.
    fn is_counted(&self, table: &Table, column: &Column) -> bool {
        let of_sqlite = |schema| fact(schema, table, column).is_some_and(|it| it.default.is_none());
        match (column.writing, self.schemas.0) {
            (Writing::Required | Writing::Nullable, _) => false,
            (writing, Kept::One(schema)) if schema.dialect == Dialect::Sqlite => {
                writing == Writing::Defaulted && of_sqlite(schema)
            }
            (Writing::Defaulted | Writing::Never, Kept::One(_)) => true,
            (Writing::Defaulted | Writing::Never, Kept::Both { sqlite, .. }) => of_sqlite(sqlite),
        }
    }
}

/// What a schema says of a column.
fn fact<'a>(schema: &'a Schema, table: &Table, column: &Column) -> Option<&'a Fact> {
    let Details::Table(own) = &object(schema, table)?.details else { return None };
    own.columns.iter().find(|fact| match schema.dialect {
        Dialect::Sqlite => fact.name.eq_ignore_ascii_case(&column.name),
        Dialect::Postgres => fact.name == column.name,
    })
}

fn unique(table: &Table, place: usize) -> Option<Unique> {
    let uniques = || table.uniques.iter().map(|unique| &unique.columns);
    let is_alone = |column: &usize| uniques().any(|it| *it == [*column]);
    if is_alone(&place) {
        return Some(Unique::Alone);
    }
    let columns = uniques().find(|columns| columns.contains(&place))?;
    // SeaORM has room for one of them. A column of several belongs to the first, and so does each of that one's.
    let is_first = |column: &usize| uniques().find(|it| it.contains(column)) == Some(columns);
    let is_whole = columns.iter().all(|column| is_first(column) && !is_alone(column));
    is_whole.then(|| Unique::Together(Columns::joined(table.at(columns))))
}

/// The field, or another name where SeaORM's variant of it is taken or is none.
fn free(field: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = field.trim_start_matches("r#");
    let mut name = match plain.to_upper_camel_case().as_str() {
        // What SeaORM would write in front of it, it does not write everywhere.
        "Self" => "self_column".to_owned(),
        _ => field.to_owned(),
    };
    while !taken.insert(name.trim_start_matches("r#").to_upper_camel_case()) {
        name = format!("{}_column", name.trim_start_matches("r#"));
    }
    name
}

/// Whether SeaORM finds the column by the name of the field.
fn is_found(field: &str, written: &str) -> bool {
    field == written && field.to_upper_camel_case().to_snake_case() == written
}
