//! A parameter.

use crate::{Dialect, Field};
use std::fmt::Write as _;

/// What a parameter is carried as. The SQL casts it to what the column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `boolean`; 0 or 1 on SQLite.
    Bool,
    /// `smallint`.
    I16,
    /// `integer`.
    I32,
    /// `bigint`.
    I64,
    /// `real`.
    F32,
    /// `double precision`.
    F64,
    /// `text`.
    Text,
    /// `bytea`; a blob on SQLite.
    Bytes,
}

impl Kind {
    /// The type of PostgreSQL.
    pub(crate) const fn postgres(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I16 => "int2",
            Self::I32 => "int4",
            Self::I64 => "int8",
            Self::F32 => "float4",
            Self::F64 => "float8",
            Self::Text => "text",
            Self::Bytes => "bytea",
        }
    }
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A null of a kind.
    Null(Kind),
    /// See [`Kind::Bool`].
    Bool(bool),
    /// See [`Kind::I16`].
    I16(i16),
    /// See [`Kind::I32`].
    I32(i32),
    /// See [`Kind::I64`].
    I64(i64),
    /// See [`Kind::F32`].
    F32(f32),
    /// See [`Kind::F64`].
    F64(f64),
    /// See [`Kind::Text`].
    Text(String),
    /// See [`Kind::Bytes`].
    Bytes(Vec<u8>),
    /// Several values in one parameter: an array for PostgreSQL, JSON for SQLite. It is carried as a text.
    List(Vec<Self>),
}

impl Value {
    /// What it is carried as.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) => *kind,
            Self::Bool(_) => Kind::Bool,
            Self::I16(_) => Kind::I16,
            Self::I32(_) => Kind::I32,
            Self::I64(_) => Kind::I64,
            Self::F32(_) => Kind::F32,
            Self::F64(_) => Kind::F64,
            Self::Text(_) | Self::List(_) => Kind::Text,
            Self::Bytes(_) => Kind::Bytes,
        }
    }

    /// The array of PostgreSQL that has these elements, as its text.
    #[must_use]
    pub fn array<'a>(elements: impl IntoIterator<Item = &'a Self>) -> Self {
        Self::Text(array(elements))
    }

    /// The parameter that a list makes.
    #[must_use]
    pub fn list<T: Field>(list: &[T]) -> Self {
        Self::List(list.iter().map(Field::value).collect())
    }

    /// The parameter that a list makes, or a null.
    #[must_use]
    pub fn list_or_null<T: Field>(list: Option<&[T]>) -> Self {
        list.map_or(Self::Null(Kind::Text), Self::list)
    }

    /// The parameter that a value makes, or a null.
    #[must_use]
    pub fn or_null<T: Field>(value: Option<&T>) -> Self {
        value.map_or(Self::Null(T::KIND), Field::value)
    }

    /// The text that a list is carried as: an array of PostgreSQL, or JSON for SQLite.
    pub(crate) fn carried(list: &[Self], dialect: Dialect) -> String {
        match dialect {
            Dialect::Postgres => array(list),
            Dialect::Sqlite => {
                let mut text = String::new();
                write_json_array(list, &mut text);
                text
            }
        }
    }

    /// A JSON array of arrays of these values.
    pub(crate) fn json(rows: &[Vec<Self>]) -> Self {
        let mut text = String::from("[");
        for (place, row) in rows.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            write_json_array(row, &mut text);
        }
        text.push(']');
        Self::Text(text)
    }

    /// Bytes have no JSON, and no key of bytes is asked for in this way.
    fn write_json(&self, out: &mut String) {
        match self {
            Self::Null(_) | Self::Bytes(_) => out.push_str("null"),
            Self::Bool(value) => out.push(if *value { '1' } else { '0' }),
            Self::Text(text) => {
                out.push('"');
                for character in text.chars() {
                    match character {
                        '"' | '\\' => out.extend(['\\', character]),
                        '\0'..='\x1f' => {
                            // A string takes whatever is written to it.
                            let _ = write!(out, "\\u{:04x}", u32::from(character));
                        }
                        other => out.push(other),
                    }
                }
                out.push('"');
            }
            Self::List(list) => write_json_array(list, out),
            number => number.write_plain(out),
        }
    }

    /// The value as an element of an array's text.
    pub(crate) fn write_element(&self, out: &mut String) {
        match self {
            Self::Null(_) => out.push_str("NULL"),
            Self::Text(text) => quote(text, out),
            Self::List(list) => out.push_str(&array(list)),
            plain => plain.write_plain(out),
        }
    }

    /// The text of [`Self::write_plain`].
    pub(crate) fn plain(&self) -> String {
        let mut text = String::new();
        self.write_plain(&mut text);
        text
    }

    /// The value as PostgreSQL reads it, without quotes.
    pub(crate) fn write_plain(&self, out: &mut String) {
        // A string takes whatever is written to it.
        let _ = match self {
            Self::Null(_) => Ok(()),
            Self::Bool(value) => write!(out, "{value}"),
            Self::I16(value) => write!(out, "{value}"),
            Self::I32(value) => write!(out, "{value}"),
            Self::I64(value) => write!(out, "{value}"),
            Self::F32(value) => write!(out, "{}", Real(f64::from(*value), value.to_string())),
            Self::F64(value) => write!(out, "{}", Real(*value, value.to_string())),
            Self::Text(text) => out.write_str(text),
            Self::List(list) => out.write_str(&array(list)),
            Self::Bytes(bytes) => {
                out.push_str("\"\\\\x");
                for byte in bytes {
                    let _ = write!(out, "{byte:02x}");
                }
                out.write_str("\"")
            }
        };
    }
}

/// The text of an array of PostgreSQL.
fn array<'a>(elements: impl IntoIterator<Item = &'a Value>) -> String {
    let mut text = String::from("{");
    for (place, element) in elements.into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        element.write_element(&mut text);
    }
    text.push('}');
    text
}

fn write_json_array(values: &[Value], out: &mut String) {
    out.push('[');
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        value.write_json(out);
    }
    out.push(']');
}

/// A number with its shortest digits, and what PostgreSQL calls those that have none.
struct Real(f64, String);

impl std::fmt::Display for Real {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            number if number.is_nan() => f.write_str("NaN"),
            f64::INFINITY => f.write_str("Infinity"),
            f64::NEG_INFINITY => f.write_str("-Infinity"),
            _ => f.write_str(&self.1),
        }
    }
}

/// A text in double quotes, as arrays, ranges and hstore write it.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}
