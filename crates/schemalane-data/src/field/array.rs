//! Arrays of PostgreSQL.

use super::Field;
use crate::cell::{Bytes, FIRST_OF_USERS};
use crate::{Cell, Kind, Value};

/// What an array may be made of: a type of columns, one that may be null, or an array for another dimension.
pub trait Element: Sized {
    #[doc(hidden)]
    fn read_elements(sizes: &[usize], elements: &mut Elements<'_>) -> Option<Self>;

    #[doc(hidden)]
    fn write_element(&self, out: &mut String);
}

/// The elements of an array that is read.
#[doc(hidden)]
pub struct Elements<'r> {
    oid: u32,
    bytes: Bytes<'r>,
}

impl Elements<'_> {
    /// The next one, where there is no further dimension.
    pub(crate) fn next<T: Field>(&mut self, sizes: &[usize]) -> Option<T> {
        let cell = self.bytes.counted(self.oid)?;
        sizes.is_empty().then(|| T::read(cell)).flatten()
    }
}

/// Not for `u8`, since bytes are no array.
macro_rules! element {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::Element for $type {
            fn read_elements(
                sizes: &[usize],
                elements: &mut $crate::field::array::Elements<'_>,
            ) -> Option<Self> {
                elements.next(sizes)
            }

            fn write_element(&self, out: &mut String) {
                $crate::Field::value(self).write_element(out);
            }
        }
    )*};
}
pub(crate) use element;

element!(bool, i8, i16, u16, i32, u32, i64, f32, f64, String);

impl<T: Field> Element for Option<T> {
    fn read_elements(sizes: &[usize], elements: &mut Elements<'_>) -> Option<Self> {
        elements.next(sizes)
    }

    fn write_element(&self, out: &mut String) {
        self.value().write_element(out);
    }
}

impl<T: Element> Element for Vec<T> {
    fn read_elements(sizes: &[usize], elements: &mut Elements<'_>) -> Option<Self> {
        let (count, inner) = sizes.split_first()?;
        (0..*count).map(|_| T::read_elements(inner, elements)).collect()
    }

    fn write_element(&self, out: &mut String) {
        out.push('{');
        for (place, element) in self.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            element.write_element(out);
        }
        out.push('}');
    }
}

impl<T: Element> Field for Vec<T> {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        let Cell::Postgres { oid: own, bytes } = cell else { return None };
        let mut bytes = Bytes(bytes);
        let dimensions = bytes.i32()?;
        let _has_nulls = bytes.i32()?;
        // Of a domain's elements it is told what they are made of: see `Attributes::take_of`.
        let oid = match bytes.u32()? {
            FIRST_OF_USERS.. if own < FIRST_OF_USERS => own,
            oid => oid,
        };
        if dimensions == 0 {
            return Some(Self::new());
        }
        let sizes = (0..dimensions)
            .map(|_| {
                let size = usize::try_from(bytes.i32()?).ok()?;
                let _first = bytes.i32()?;
                Some(size)
            })
            .collect::<Option<Vec<_>>>()?;
        let mut elements = Elements { oid, bytes };
        Self::read_elements(&sizes, &mut elements)
    }

    fn value(&self) -> Value {
        let mut text = String::new();
        self.write_element(&mut text);
        Value::Text(text)
    }
}
