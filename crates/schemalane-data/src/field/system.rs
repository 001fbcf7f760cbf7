//! Where PostgreSQL keeps what: places in its log and in its tables, and numbers of transactions.

use super::{Field, text};
use crate::cell::{Bytes, array};
use crate::{Cell, Kind, Value};
use std::fmt;

/// A place in the write-ahead log: `pg_lsn`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Lsn(pub u64);

/// `16/B374D848`.
impl fmt::Display for Lsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:X}/{:X}", self.0 >> 32, self.0 & u64::from(u32::MAX))
    }
}

impl Field for Lsn {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        cell.postgres(&[3220]).and_then(array).map(u64::from_be_bytes).map(Self)
    }

    fn value(&self) -> Value {
        text(self)
    }
}

/// The number of a transaction, which does not begin anew: `xid8`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TransactionId(pub u64);

/// `742`.
impl fmt::Display for TransactionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for TransactionId {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        cell.postgres(&[5069]).and_then(array).map(u64::from_be_bytes).map(Self)
    }

    fn value(&self) -> Value {
        text(self)
    }
}

/// Where a version of a row is: `tid`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tid {
    /// The number of the page.
    pub block: u32,
    /// The place in it.
    pub offset: u16,
}

/// `(0,1)`.
impl fmt::Display for Tid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({},{})", self.block, self.offset)
    }
}

impl Field for Tid {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        let mut bytes = Bytes(cell.postgres(&[27])?);
        Some(Self { block: bytes.u32()?, offset: bytes.i16()?.cast_unsigned() })
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(Lsn, TransactionId, Tid);
