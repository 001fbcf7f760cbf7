//! What SQLite has in a column without a type.

use super::Field;
use crate::{Cell, Kind, Value};

/// A value of any type that SQLite has: of a column without a type, or of the type `ANY`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Any {
    /// `INTEGER`.
    Integer(i64),
    /// `REAL`.
    Real(f64),
    /// `TEXT`.
    Text(String),
    /// `BLOB`.
    Blob(Vec<u8>),
}

impl Field for Any {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Integer(number) => Some(Self::Integer(number)),
            Cell::Real(number) => Some(Self::Real(number)),
            Cell::Text(text) => Some(Self::Text(text.to_owned())),
            Cell::Blob(bytes) => Some(Self::Blob(bytes.to_owned())),
            Cell::Null | Cell::Postgres { .. } => None,
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Integer(number) => Value::I64(*number),
            Self::Real(number) => Value::F64(*number),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Blob(bytes) => Value::Bytes(bytes.clone()),
        }
    }
}
