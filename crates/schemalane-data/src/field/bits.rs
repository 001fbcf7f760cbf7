//! Bits of PostgreSQL.

use super::{Field, text};
use crate::cell::Bytes;
use crate::{Cell, Kind, Value};
use std::fmt;
use std::str::FromStr;

/// A string of bits: `bit` and `bit varying`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bits(Vec<bool>);

impl Bits {
    /// The bits, from the left.
    #[must_use]
    pub fn as_slice(&self) -> &[bool] {
        &self.0
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        Self(bits.into_iter().collect())
    }
}

/// As SQL has them: `1011`.
impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|bit| f.write_str(if *bit { "1" } else { "0" }))
    }
}

/// A text has another character than `0` and `1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bits are 0 or 1")]
#[non_exhaustive]
pub struct NoBits;

impl FromStr for Bits {
    type Err = NoBits;

    fn from_str(text: &str) -> Result<Self, NoBits> {
        text.chars()
            .map(|character| match character {
                '0' => Ok(false),
                '1' => Ok(true),
                _ => Err(NoBits),
            })
            .collect()
    }
}

impl Field for Bits {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        let mut bytes = Bytes(cell.postgres(&[1560, 1562])?);
        let length = usize::try_from(bytes.i32()?).ok()?;
        let bit = |place: usize| Some(bytes.0.get(place / 8)? >> (7 - place % 8) & 1 == 1);
        (0..length).map(bit).collect::<Option<Vec<_>>>().map(Self)
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(Bits);
