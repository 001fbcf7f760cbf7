//! Intervals of PostgreSQL.

use super::{Field, text};
use crate::cell::Bytes;
use crate::{Cell, Kind, Value};
use std::fmt;

/// A span of time as PostgreSQL has it: months and days have no fixed length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Interval {
    /// Months; a year is twelve.
    pub months: i32,
    /// Days.
    pub days: i32,
    /// Microseconds.
    pub microseconds: i64,
}

/// In words that PostgreSQL reads in the same way whatever `IntervalStyle` is: each with its own sign.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { months, days, microseconds } = self;
        write!(f, "{months:+} months {days:+} days {microseconds:+} microseconds")
    }
}

impl Field for Interval {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        let mut bytes = Bytes(cell.postgres(&[1186])?);
        Some(Self { microseconds: bytes.i64()?, days: bytes.i32()?, months: bytes.i32()? })
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(Interval);
