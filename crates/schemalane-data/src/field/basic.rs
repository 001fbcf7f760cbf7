//! Numbers, truth values, texts and bytes.

use super::Field;
use crate::cell::array;
use crate::{Cell, Kind, Value};

impl Field for bool {
    const KIND: Kind = Kind::Bool;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Integer(0) => Some(false),
            Cell::Integer(1) => Some(true),
            other => other.postgres(&[16]).map(|bytes| bytes == [1]),
        }
    }

    fn value(&self) -> Value {
        Value::Bool(*self)
    }
}

/// Integers are read from any integer type that holds a value they have.
macro_rules! integer {
    ($($type:ty, $kind:ident;)*) => {$(
        impl Field for $type {
            const KIND: Kind = Kind::$kind;

            fn read(cell: Cell<'_>) -> Option<Self> {
                Self::try_from(cell.integer()?).ok()
            }

            fn value(&self) -> Value {
                Value::$kind((*self).into())
            }
        }
    )*};
}

integer! {
    i8, I16;
    u8, I16;
    i16, I16;
    u16, I32;
    i32, I32;
    u32, I64;
    i64, I64;
}

impl Field for f32 {
    const KIND: Kind = Kind::F32;

    #[allow(clippy::cast_possible_truncation, reason = "what does not fit is not read")]
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Real(number) => {
                let short = number as Self;
                (f64::from(short) == number || number.is_nan()).then_some(short)
            }
            other => other.postgres(&[700]).and_then(array).map(Self::from_be_bytes),
        }
    }

    fn value(&self) -> Value {
        Value::F32(*self)
    }
}

impl Field for f64 {
    const KIND: Kind = Kind::F64;

    #[allow(
        clippy::cast_precision_loss,
        reason = "only integers that have a number of their own are taken"
    )]
    fn read(cell: Cell<'_>) -> Option<Self> {
        const EXACT: i64 = 1 << 53;
        match cell {
            Cell::Real(number) => Some(number),
            Cell::Integer(number) => (-EXACT..=EXACT).contains(&number).then_some(number as Self),
            Cell::Postgres { oid: 700, bytes } => {
                array(bytes).map(f32::from_be_bytes).map(Self::from)
            }
            other => other.postgres(&[701]).and_then(array).map(Self::from_be_bytes),
        }
    }

    fn value(&self) -> Value {
        Value::F64(*self)
    }
}

impl Field for String {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        cell.text().map(str::to_owned)
    }

    fn value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl Field for Vec<u8> {
    const KIND: Kind = Kind::Bytes;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Blob(bytes) => Some(bytes.to_owned()),
            other => other.postgres(&[17]).map(<[u8]>::to_owned),
        }
    }

    fn value(&self) -> Value {
        Value::Bytes(self.clone())
    }
}
