//! Exact numbers.

use super::{Field, text};
use crate::cell::Bytes;
use crate::{Cell, Kind, Value};
use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;

/// An exact number of any length, as its digits: for `numeric` where no type of another crate is wanted, or where
/// `NaN` and `Infinity` occur.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Numeric(String);

impl Numeric {
    /// The number as SQL has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Numeric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number has digits, and perhaps a sign and a point")]
#[non_exhaustive]
pub struct NoNumber;

/// Digits with a sign and a point, or `NaN`, `Infinity`, `-Infinity`.
impl FromStr for Numeric {
    type Err = NoNumber;

    fn from_str(text: &str) -> Result<Self, NoNumber> {
        let is_special = matches!(text, "NaN" | "Infinity" | "-Infinity");
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = is_digits(whole) && is_digits(part) && whole.len() + part.len() > 0;
        match is_special || (is_number && !digits.is_empty()) {
            true => Ok(Self(text.to_owned())),
            false => Err(NoNumber),
        }
    }
}

impl Field for Numeric {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        digits(cell.postgres(&[1700])?).map(Self)
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(Numeric);

/// The text of PostgreSQL's binary format: groups of four digits, and where the point stands.
pub(crate) fn digits(bytes: &[u8]) -> Option<String> {
    let mut bytes = Bytes(bytes);
    let count = bytes.i16()?;
    let weight = bytes.i16()?;
    let sign = bytes.i16()?.cast_unsigned();
    let scale = usize::try_from(bytes.i16()?).ok()?;
    let groups = (0..count).map(|_| bytes.i16()).collect::<Option<Vec<_>>>()?;
    let group = |place: i32| {
        usize::try_from(place).ok().and_then(|place| groups.get(place)).copied().unwrap_or(0)
    };
    let mut text = String::new();
    match sign {
        0 => {}
        0x4000 => text.push('-'),
        0xC000 => return Some("NaN".to_owned()),
        0xD000 => return Some("Infinity".to_owned()),
        0xF000 => return Some("-Infinity".to_owned()),
        _ => return None,
    }
    let weight = i32::from(weight);
    if weight < 0 {
        text.push('0');
    }
    for place in 0..=weight {
        // A string takes whatever is written to it.
        let _ = match place {
            0 => write!(text, "{}", group(place)),
            _ => write!(text, "{:04}", group(place)),
        };
    }
    if scale > 0 {
        text.push('.');
        let end = text.len() + scale;
        let mut place = weight + 1;
        while text.len() < end {
            let _ = write!(text, "{:04}", group(place));
            place += 1;
        }
        text.truncate(end);
    }
    Some(text)
}
