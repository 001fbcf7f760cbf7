//! The Rust types that columns have.

mod any;
mod array;
mod basic;
mod bits;
mod calendar;
#[cfg(feature = "chrono")]
mod chrono;
mod composite;
#[cfg(feature = "decimal")]
mod decimal;
mod geometry;
mod hstore;
mod interval;
#[cfg(feature = "json")]
mod json;
mod network;
mod numeric;
mod offset_time;
mod range;
#[cfg(feature = "serde")]
mod serde;
mod system;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use any::Any;
pub use array::Element;
pub use bits::Bits;
pub use composite::Attributes;
pub use geometry::{Circle, Line, Path, Point, Polygon, Rectangle, Segment};
pub use interval::Interval;
#[cfg(feature = "json")]
pub use json::Json;
pub use network::{MacAddress, Network};
pub use numeric::Numeric;
pub use offset_time::OffsetTime;
pub use range::{Multirange, Range};
pub use system::{Lsn, Tid, TransactionId};

use crate::{Cell, Kind, Value};

/// A Rust type that a column may have.
///
/// A type of your own is one by what it is made of:
///
/// ```
/// use schemalane_data::{Cell, Field, Kind, Value};
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Email(String);
///
/// impl Field for Email {
///     const KIND: Kind = String::KIND;
///
///     fn read(cell: Cell<'_>) -> Option<Self> {
///         String::read(cell).filter(|text| text.contains('@')).map(Self)
///     }
///
///     fn value(&self) -> Value {
///         self.0.value()
///     }
/// }
/// ```
pub trait Field: Sized {
    /// What its parameters are carried as.
    const KIND: Kind;

    /// Reads it; `None` where the value is not one of this type.
    fn read(cell: Cell<'_>) -> Option<Self>;

    /// The parameter that it makes.
    fn value(&self) -> Value;
}

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            other => T::read(other).map(Some),
        }
    }

    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Null(T::KIND), T::value)
    }
}

/// A parameter of a text.
#[must_use]
pub(crate) fn text(value: &impl ToString) -> Value {
    Value::Text(value.to_string())
}
