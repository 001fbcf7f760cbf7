//! The extension hstore.

use super::Field;
use crate::cell::{Bytes, FIRST_OF_USERS};
use crate::value::quote;
use crate::{Cell, Kind, Value};
use std::collections::BTreeMap;

impl Field for BTreeMap<String, Option<String>> {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        let Cell::Postgres { oid: FIRST_OF_USERS.., bytes } = cell else { return None };
        let mut bytes = Bytes(bytes);
        let count = bytes.i32()?;
        let mut text = || bytes.counted(25).and_then(<Option<String>>::read);
        (0..count).map(|_| Some((text()??, text()?))).collect()
    }

    fn value(&self) -> Value {
        let mut out = String::new();
        for (place, (key, value)) in self.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            quote(key, &mut out);
            out.push_str("=>");
            match value {
                Some(value) => quote(value, &mut out),
                None => out.push_str("NULL"),
            }
        }
        Value::Text(out)
    }
}
