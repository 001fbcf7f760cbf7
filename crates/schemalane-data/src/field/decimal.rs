//! `rust_decimal`.

use super::{Field, numeric, text};
use crate::{Cell, Kind, Value};
use rust_decimal::Decimal;

/// How many digits SQLite keeps of a decimal number that it makes a floating one of.
const DIGITS: usize = 15;

/// A number that has more digits than fit, `NaN` and `Infinity` are not read: [`crate::Numeric`] has them. Nor is a
/// floating one of SQLite that no decimal number of 15 digits is.
impl Field for Decimal {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Integer(number) => Some(number.into()),
            Cell::Real(number) => {
                let digits = number.to_string();
                let is_exact = digits.bytes().filter(u8::is_ascii_digit).count() <= DIGITS;
                is_exact.then(|| Self::from_str_exact(&digits).ok()).flatten()
            }
            Cell::Text(digits) => Self::from_str_exact(digits).ok(),
            other => Self::from_str_exact(&numeric::digits(other.postgres(&[1700])?)?).ok(),
        }
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(Decimal);
