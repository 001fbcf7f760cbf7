//! Which type a column has in a SeaORM entity.
//!
//! A type that SeaORM has no value for goes as the database's own text, by a cast in both directions: so every column of
//! PostgreSQL has a field that can be read and written.

use super::postgres::Written;
use super::sqlite;
use crate::{Dates, Settings};
use std::fmt;

/// How a column goes through SeaORM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntityType {
    /// The Rust type, without `Option`.
    pub(crate) rust: String,
    /// The variant of `ColumnType`, where the Rust type alone does not say it.
    pub(crate) column_type: Option<String>,
    /// What it is cast to when it is read, and when it is written.
    pub(crate) casts: Option<(String, String)>,
    /// Whether the Rust type has a total equality.
    pub(crate) is_eq: bool,
    pub(crate) form: Form,
}

/// What the values of a type are, as far as SeaORM tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Whole numbers, which a database can count.
    Integer,
    /// Values of an enum.
    Enum,
    /// Lists, of which SeaORM has no key.
    Array,
    /// One value of anything else.
    Other,
}

impl EntityType {
    /// One that a setting says, of which nothing is known but its name.
    pub(crate) fn said(rust: &str) -> Self {
        let form = match rust {
            "i16" | "i32" | "i64" => Form::Integer,
            "Vec<u8>" => Form::Other,
            _ if rust.starts_with("Vec<") => Form::Array,
            _ => Form::Other,
        };
        Self { is_eq: false, form, ..Self::plain(rust) }
    }

    /// One whose `ColumnType` SeaORM knows.
    pub(crate) fn plain(rust: &str) -> Self {
        Self {
            rust: rust.to_owned(),
            column_type: None,
            casts: None,
            is_eq: true,
            form: Form::Other,
        }
    }

    fn integer(rust: &str) -> Self {
        Self { form: Form::Integer, ..Self::plain(rust) }
    }

    /// An enum, by its path.
    pub(crate) fn active_enum(rust: &str) -> Self {
        Self { form: Form::Enum, ..Self::plain(rust) }
    }

    fn of(rust: &str, column_type: impl Into<String>) -> Self {
        Self { column_type: Some(column_type.into()), ..Self::plain(rust) }
    }

    fn float(rust: &str, column_type: &str) -> Self {
        Self { is_eq: false, ..Self::of(rust, column_type) }
    }

    /// The database's own text of a type, whose name in SQL this is.
    pub(crate) fn text(name: &str) -> Self {
        Self::cast("String", format!("custom({name:?})"), "text", name)
    }

    fn cast(rust: &str, column_type: impl Into<String>, read: &str, write: &str) -> Self {
        Self { casts: Some((read.to_owned(), write.to_owned())), ..Self::of(rust, column_type) }
    }

    /// What both databases read and write, where that is one.
    pub(crate) fn of_both(sqlite: &Self, postgres: &Self) -> Option<Self> {
        if sqlite.casts.is_some() || postgres.casts.is_some() {
            return None;
        }
        let pair = (sqlite.rust.as_str(), postgres.rust.as_str());
        let is_enum = postgres.form == Form::Enum && sqlite.rust == "String";
        let is_held = matches!(
            pair,
            ("i64", "i16" | "i32")
                | ("f64", "f32")
                | ("DateTime", "DateTimeUtc")
                | ("TimeDateTime", "TimeDateTimeWithTimeZone")
        );
        (is_enum || is_held || sqlite.rust == postgres.rust).then(|| postgres.clone())
    }

    /// The same, as an enum that is written as such a text.
    pub(crate) fn with_enum(self, rust: String) -> Self {
        Self { rust, column_type: Some("Text".to_owned()), form: Form::Enum, ..self }
    }

    /// An array of it.
    pub(crate) fn array(self) -> Self {
        Self {
            rust: format!("Vec<{}>", self.rust),
            column_type: self
                .casts
                .is_some()
                .then(|| "Array(RcOrArc::new(ColumnType::Text))".to_owned()),
            casts: self.casts.map(|(read, write)| (format!("{read}[]"), format!("{write}[]"))),
            is_eq: self.is_eq,
            form: Form::Array,
        }
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.casts {
            None => f.write_str(&self.rust),
            Some((_, write)) => write!(f, "{} cast to {write}", self.rust),
        }
    }
}

/// Types of dates and times, by the crate that has them.
struct Calendar {
    date: &'static str,
    time: &'static str,
    date_time: &'static str,
    moment: &'static str,
}

const fn calendar(settings: &Settings) -> Calendar {
    match settings.dates {
        Dates::Chrono => {
            Calendar { date: "Date", time: "Time", date_time: "DateTime", moment: "DateTimeUtc" }
        }
        Dates::Time => Calendar {
            date: "TimeDate",
            time: "TimeTime",
            date_time: "TimeDateTime",
            moment: "TimeDateTimeWithTimeZone",
        },
    }
}

/// The type of a built-in one of PostgreSQL, or of an extension's, without its array.
pub(crate) fn postgres(written: &Written, settings: &Settings) -> EntityType {
    let calendar = calendar(settings);
    let length = written.lengths.first();
    let sized = |name: &str| match length {
        Some(length) => format!("{name}(StringLen::N({length}))"),
        None => format!("{name}(StringLen::None)"),
    };
    if written.schema.is_some() {
        return match written.name.as_str() {
            // The driver knows it by its name.
            "citext" => EntityType {
                casts: Some(("text".to_owned(), written.to_sql())),
                ..EntityType::of("String", "custom(\"citext\")")
            },
            _ => EntityType::text(&written.to_sql()),
        };
    }
    match written.name.as_str() {
        "bigint" => EntityType::integer("i64"),
        "boolean" => EntityType::plain("bool"),
        "bytea" => EntityType::of("Vec<u8>", "VarBinary(StringLen::None)"),
        "character" => {
            let length = length.map_or("None".to_owned(), |length| format!("Some({length})"));
            EntityType::of("String", format!("Char({length})"))
        }
        "character varying" => EntityType::of("String", sized("String")),
        "cidr" => EntityType::cast("String", "Cidr", "text", "cidr"),
        "date" => EntityType::plain(calendar.date),
        "double precision" => EntityType::float("f64", "Double"),
        "inet" => EntityType::cast("String", "Inet", "text", "inet"),
        "integer" => EntityType::integer("i32"),
        "interval" => EntityType::cast("String", "Interval(None, None)", "text", "interval"),
        "json" => EntityType::of("Json", "Json"),
        "jsonb" => EntityType::of("Json", "JsonBinary"),
        "macaddr" => EntityType::cast("String", "MacAddr", "text", "macaddr"),
        "money" => EntityType::cast("Decimal", "Money(None)", "numeric", "money"),
        "name" => EntityType::cast("String", "custom(\"name\")", "text", "name"),
        "numeric" => {
            let precision = match written.lengths.as_slice() {
                [] => "None".to_owned(),
                [precision] => format!("Some(({precision}, 0))"),
                [precision, scale, ..] => format!("Some(({precision}, {scale}))"),
            };
            EntityType::of("Decimal", format!("Decimal({precision})"))
        }
        "oid" => EntityType {
            form: Form::Integer,
            ..EntityType::cast("i64", "custom(\"oid\")", "int8", "oid")
        },
        "real" => EntityType::float("f32", "Float"),
        "smallint" => EntityType::integer("i16"),
        "text" => EntityType::of("String", "Text"),
        "time without time zone" => EntityType::plain(calendar.time),
        "timestamp with time zone" => EntityType::of(calendar.moment, "TimestampWithTimeZone"),
        "timestamp without time zone" => EntityType::plain(calendar.date_time),
        "uuid" => EntityType::plain("Uuid"),
        _ => EntityType::text(&written.to_sql()),
    }
}

/// The type of a declared one of SQLite; `None` where SeaORM has none that takes every value of it.
pub(crate) fn sqlite(declared: &str, settings: &Settings) -> Option<EntityType> {
    let calendar = calendar(settings);
    let name = sqlite::base(declared);
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    Some(match name {
        "" | "ANY" => return None,
        "BOOL" | "BOOLEAN" => EntityType::plain("bool"),
        "DATE" => EntityType::plain(calendar.date),
        "DATETIME" | "TIMESTAMP" => EntityType::plain(calendar.date_time),
        "JSON" => EntityType::of("Json", "Json"),
        "TIME" => EntityType::plain(calendar.time),
        "TIMESTAMP WITH TIME ZONE" | "TIMESTAMPTZ" => {
            EntityType::of(calendar.moment, "TimestampWithTimeZone")
        }
        // SeaORM's own is 16 bytes, which no column for texts has.
        "UUID" => EntityType::of("String", "Text"),
        _ if has(&["INT"]) => EntityType::integer("i64"),
        _ if has(&["CHAR", "CLOB", "TEXT"]) => EntityType::of("String", "Text"),
        _ if has(&["BLOB"]) => EntityType::of("Vec<u8>", "Blob"),
        _ if has(&["REAL", "FLOA", "DOUB"]) => EntityType::float("f64", "Double"),
        // What is a whole number is kept as one, and SeaORM reads none as a float.
        _ if has(&["NUMERIC", "DECIMAL"]) => {
            EntityType { is_eq: false, ..EntityType::cast("f64", "Double", "real", "real") }
        }
        _ => return None,
    })
}
