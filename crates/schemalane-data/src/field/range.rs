//! Ranges of PostgreSQL.

use super::Field;
use super::array::{Element, Elements};
use crate::cell::Bytes;
use crate::value::quote;
use crate::{Cell, Kind, Value};
use std::ops::Bound;

/// A range: empty, or between two bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Range<T> {
    /// No value is in it.
    Empty,
    /// What lies between.
    Between(Bound<T>, Bound<T>),
}

/// Ranges that do not touch each other, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Multirange<T>(pub Vec<Range<T>>);

/// The numbers of range types, and of what they are made of.
const RANGES: &[(u32, u32)] =
    &[(3904, 23), (3906, 1700), (3908, 1114), (3910, 1184), (3912, 1082), (3926, 20)];

impl<T: Field> Range<T> {
    fn parse(subtype: u32, bytes: &[u8]) -> Option<Self> {
        const EMPTY: u8 = 1;
        const INCLUDES_LOWER: u8 = 2;
        const INCLUDES_UPPER: u8 = 4;
        const NO_LOWER: u8 = 8;
        const NO_UPPER: u8 = 16;
        let (flags, rest) = bytes.split_first()?;
        let has = |flag: u8| flags & flag != 0;
        if has(EMPTY) {
            return Some(Self::Empty);
        }
        let mut bytes = Bytes(rest);
        let mut bound = |is_absent: bool, is_included: bool| {
            if is_absent {
                return Some(Bound::Unbounded);
            }
            let value = T::read(bytes.counted(subtype)?)?;
            Some(if is_included { Bound::Included(value) } else { Bound::Excluded(value) })
        };
        let lower = bound(has(NO_LOWER), has(INCLUDES_LOWER))?;
        let upper = bound(has(NO_UPPER), has(INCLUDES_UPPER))?;
        Some(Self::Between(lower, upper))
    }

    fn write(&self, out: &mut String) {
        let Self::Between(lower, upper) = self else { return out.push_str("empty") };
        out.push(if matches!(lower, Bound::Included(_)) { '[' } else { '(' });
        write_bound(lower, out);
        out.push(',');
        write_bound(upper, out);
        out.push(if matches!(upper, Bound::Included(_)) { ']' } else { ')' });
    }
}

fn write_bound<T: Field>(bound: &Bound<T>, out: &mut String) {
    if let Bound::Included(value) | Bound::Excluded(value) = bound {
        let mut text = String::new();
        value.value().write_plain(&mut text);
        quote(&text, out);
    }
}

impl<T: Field> Field for Range<T> {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        let Cell::Postgres { oid, bytes } = cell else { return None };
        let (_, subtype) = RANGES.iter().find(|(range, _)| *range == oid)?;
        Self::parse(*subtype, bytes)
    }

    fn value(&self) -> Value {
        let mut text = String::new();
        self.write(&mut text);
        Value::Text(text)
    }
}

impl<T: Field> Field for Multirange<T> {
    const KIND: Kind = Kind::Text;

    /// From an array of its ranges, since the driver does not know multiranges.
    fn read(cell: Cell<'_>) -> Option<Self> {
        Vec::read(cell).map(Self)
    }

    fn value(&self) -> Value {
        let mut text = String::from("{");
        for (place, range) in self.0.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            range.write(&mut text);
        }
        text.push('}');
        Value::Text(text)
    }
}

impl<T: Field> Element for Range<T> {
    fn read_elements(sizes: &[usize], elements: &mut Elements<'_>) -> Option<Self> {
        elements.next(sizes)
    }

    fn write_element(&self, out: &mut String) {
        self.value().write_element(out);
    }
}
