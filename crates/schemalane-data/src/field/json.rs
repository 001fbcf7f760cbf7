//! JSON.

use super::Field;
use crate::{Cell, Kind, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A type of your own that a column holds as JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Json<T>(pub T);

impl Field for serde_json::Value {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        parsed(cell)
    }

    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

/// A value that cannot be written as JSON, such as a map whose keys are no texts, is written as `null`.
impl<T: Serialize + DeserializeOwned> Field for Json<T> {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        parsed(cell).map(Self)
    }

    fn value(&self) -> Value {
        Value::Text(serde_json::to_string(&self.0).unwrap_or_else(|_| "null".to_owned()))
    }
}

super::array::element!(serde_json::Value);

fn parsed<T: DeserializeOwned>(cell: Cell<'_>) -> Option<T> {
    match cell {
        // A column that is declared JSON has numeric affinity: SQLite keeps a number as a number.
        Cell::Integer(number) => serde_json::from_value(number.into()).ok(),
        Cell::Real(number) => serde_json::from_value(number.into()).ok(),
        Cell::Text(text) => serde_json::from_str(text).ok(),
        // `jsonb` has its version before the text.
        Cell::Postgres { oid: 3802, bytes: [1, text @ ..] } => serde_json::from_slice(text).ok(),
        other => serde_json::from_slice(other.postgres(&[114])?).ok(),
    }
}
