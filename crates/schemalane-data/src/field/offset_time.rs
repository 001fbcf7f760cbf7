//! Times of day with an offset.

use super::{Field, text};
use crate::cell::Bytes;
use crate::{Cell, Kind, Value};
use std::fmt;

/// A time of day with its offset from UTC: `time with time zone`. The crates for dates have no such type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OffsetTime {
    /// Microseconds since midnight; PostgreSQL has 24:00 as well.
    pub microseconds: i64,
    /// Seconds east of UTC.
    pub offset: i32,
}

/// `13:05:00.000025+02:00:00`.
impl fmt::Display for OffsetTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, micros) = (self.microseconds / 1_000_000, self.microseconds % 1_000_000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{hour:02}:{minute:02}:{second:02}.{micros:06}")?;
        let (sign, offset) = (if self.offset < 0 { '-' } else { '+' }, self.offset.unsigned_abs());
        write!(f, "{sign}{:02}:{:02}:{:02}", offset / 3600, offset / 60 % 60, offset % 60)
    }
}

impl Field for OffsetTime {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        let mut bytes = Bytes(cell.postgres(&[1266])?);
        // PostgreSQL counts to the west.
        Some(Self { microseconds: bytes.i64()?, offset: -bytes.i32()? })
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(OffsetTime);
