//! A value of a row, as the driver has it.

/// A value of a row, as the driver has it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell<'r> {
    /// A null.
    Null,
    /// SQLite's `INTEGER`.
    Integer(i64),
    /// SQLite's `REAL`.
    Real(f64),
    /// SQLite's `TEXT`.
    Text(&'r str),
    /// SQLite's `BLOB`.
    Blob(&'r [u8]),
    /// A value of PostgreSQL in its binary format.
    Postgres {
        /// The number of its type.
        oid: u32,
        /// The bytes.
        bytes: &'r [u8],
    },
}

/// `oid`, its aliases from `regproc` to `regcollation`, `xid` and `cid`.
const UNSIGNED: &[u32] =
    &[24, 26, 28, 29, 2202, 2203, 2204, 2205, 2206, 3734, 3769, 4089, 4096, 4191];

/// The first number that PostgreSQL gives to a type that is not built in.
pub(crate) const FIRST_OF_USERS: u32 = 16384;

impl<'r> Cell<'r> {
    /// The bytes, where it is a value of one of these types of PostgreSQL.
    #[must_use]
    pub fn postgres(self, oids: &[u32]) -> Option<&'r [u8]> {
        match self {
            Self::Postgres { oid, bytes } if oids.contains(&oid) => Some(bytes),
            _ => None,
        }
    }

    /// A text: of SQLite, of a text type of PostgreSQL, or of one that is not built in, such as an enum or citext, whose
    /// binary format is its text.
    #[must_use]
    pub fn text(self) -> Option<&'r str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Postgres { oid: 19 | 25 | 1042 | 1043 | 1790, bytes } => {
                std::str::from_utf8(bytes).ok()
            }
            // `jsonpath` has its version before the text.
            Self::Postgres { oid: 4072, bytes: [1, bytes @ ..] } => std::str::from_utf8(bytes).ok(),
            Self::Postgres { oid, bytes } if oid >= FIRST_OF_USERS => {
                std::str::from_utf8(bytes).ok()
            }
            _ => None,
        }
    }

    /// The number of an integer type.
    #[must_use]
    pub fn integer(self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(number),
            Self::Postgres { oid: 21, bytes } => Some(i16::from_be_bytes(array(bytes)?).into()),
            Self::Postgres { oid: 23, bytes } => Some(i32::from_be_bytes(array(bytes)?).into()),
            Self::Postgres { oid: 20, bytes } => Some(i64::from_be_bytes(array(bytes)?)),
            Self::Postgres { oid, bytes } if UNSIGNED.contains(&oid) => {
                Some(u32::from_be_bytes(array(bytes)?).into())
            }
            Self::Postgres { oid: 18, bytes } => Some(i8::from_be_bytes(array(bytes)?).into()),
            _ => None,
        }
    }
}

/// Exactly so many bytes.
pub(crate) fn array<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.try_into().ok()
}

/// Takes values from the front of bytes.
#[derive(Clone)]
pub(crate) struct Bytes<'r>(pub(crate) &'r [u8]);

impl<'r> Bytes<'r> {
    pub(crate) fn take(&mut self, length: usize) -> Option<&'r [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn i16(&mut self) -> Option<i16> {
        self.take(2).and_then(array).map(i16::from_be_bytes)
    }

    pub(crate) fn i32(&mut self) -> Option<i32> {
        self.take(4).and_then(array).map(i32::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.take(4).and_then(array).map(u32::from_be_bytes)
    }

    pub(crate) fn f64(&mut self) -> Option<f64> {
        self.take(8).and_then(array).map(f64::from_be_bytes)
    }

    pub(crate) fn i64(&mut self) -> Option<i64> {
        self.take(8).and_then(array).map(i64::from_be_bytes)
    }

    /// A value behind its length; a length of -1 is a null.
    pub(crate) fn counted(&mut self, oid: u32) -> Option<Cell<'r>> {
        match self.i32()? {
            -1 => Some(Cell::Null),
            length => {
                Some(Cell::Postgres { oid, bytes: self.take(usize::try_from(length).ok()?)? })
            }
        }
    }
}
