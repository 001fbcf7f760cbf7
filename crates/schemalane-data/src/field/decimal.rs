//! `rust_decimal`.

use super::{Field, numeric, text};
use crate::{Cell, Kind, Value};
use rust_decimal::Decimal;

/// A number that has more digits than fit, `NaN` and `Infinity` are not read: [`crate::Numeric`] has them.
impl Field for Decimal {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Integer(number) => Some(number.into()),
            Cell::Text(digits) => Self::from_str_exact(digits).ok(),
            other => Self::from_str_exact(&numeric::digits(other.postgres(&[1700])?)?).ok(),
        }
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(Decimal);
