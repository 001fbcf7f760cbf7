//! `uuid`.

use super::{Field, text};
use crate::cell::array;
use crate::{Cell, Kind, Value};
use uuid::Uuid;

/// On SQLite it is written as text, and read from a text or from sixteen bytes.
impl Field for Uuid {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(digits) => Self::try_parse(digits).ok(),
            Cell::Blob(bytes) => array(bytes).map(Self::from_bytes),
            other => other.postgres(&[2950]).and_then(array).map(Self::from_bytes),
        }
    }

    fn value(&self) -> Value {
        text(&self.hyphenated())
    }
}

super::array::element!(Uuid);
