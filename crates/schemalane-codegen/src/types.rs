//! Which Rust type a type of the database has.

pub(crate) mod common;
pub(crate) mod entity;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use crate::{Dates, Settings};

/// How a column goes between Rust and the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Type {
    /// The Rust type, without `Option`.
    pub(crate) rust: String,
    /// What PostgreSQL calls it, without a length; empty on SQLite.
    pub(crate) name: String,
    /// How a function takes it as a parameter.
    pub(crate) passing: Passing,
    /// What PostgreSQL casts the column with when it is read, or the expression that is read, with `{}` for the column.
    pub(crate) read: String,
    /// What PostgreSQL casts a parameter with.
    pub(crate) cast: String,
}

/// How a function takes a value as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    /// By value: it is `Copy`.
    Value,
    /// `&str`.
    Text,
    /// `&[u8]`.
    Bytes,
    /// By reference.
    Reference,
}

/// A Rust type that the tables of types name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rust {
    /// One of the language: its name.
    Plain(&'static str),
    /// One that is `Copy`, of the language.
    Copy(&'static str),
    /// One of the runtime: its name there.
    Data(&'static str),
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A date and a time.
    DateTime,
    /// A moment.
    Moment,
    /// A universally unique identifier.
    Uuid,
    /// An exact number.
    Decimal,
    /// JSON.
    Json,
    /// A range of another.
    Range(&'static Self),
    /// Ranges of another.
    Multirange(&'static Self),
}

impl Rust {
    pub(crate) fn path(self, settings: &Settings) -> String {
        let of = |chrono: &str, time: &str| match settings.dates {
            Dates::Chrono => format!("data::chrono::{chrono}"),
            Dates::Time => format!("data::time::{time}"),
        };
        match self {
            Self::Plain(name) | Self::Copy(name) => name.to_owned(),
            Self::Data(name) => format!("data::{name}"),
            Self::Date => of("NaiveDate", "Date"),
            Self::Time => of("NaiveTime", "Time"),
            Self::DateTime => of("NaiveDateTime", "PrimitiveDateTime"),
            Self::Moment => of("DateTime<data::chrono::Utc>", "OffsetDateTime"),
            Self::Uuid => "data::uuid::Uuid".to_owned(),
            Self::Decimal => "data::rust_decimal::Decimal".to_owned(),
            Self::Json => "data::serde_json::Value".to_owned(),
            Self::Range(inner) => format!("data::Range<{}>", inner.path(settings)),
            Self::Multirange(inner) => format!("data::Multirange<{}>", inner.path(settings)),
        }
    }

    pub(crate) const fn passing(self) -> Passing {
        match self {
            Self::Plain(name) => match name.as_bytes() {
                b"String" => Passing::Text,
                b"Vec<u8>" => Passing::Bytes,
                _ => Passing::Reference,
            },
            Self::Data(_) | Self::Json | Self::Range(_) | Self::Multirange(_) => Passing::Reference,
            Self::Copy(_)
            | Self::Date
            | Self::Time
            | Self::DateTime
            | Self::Moment
            | Self::Uuid
            | Self::Decimal => Passing::Value,
        }
    }
}
