//! Geometric types of PostgreSQL.

use super::{Field, text};
use crate::cell::Bytes;
use crate::{Cell, Kind, Value};
use std::fmt;

/// A point of the plane: `point`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Point {
    /// Along the first axis.
    pub x: f64,
    /// Along the second.
    pub y: f64,
}

/// A line without ends, where `ax + by + c` is nothing: `line`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Line {
    /// What `x` is multiplied by.
    pub a: f64,
    /// What `y` is multiplied by.
    pub b: f64,
    /// What is added.
    pub c: f64,
}

/// A line between two points: `lseg`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Segment(pub Point, pub Point);

/// A rectangle along the axes: `box`. PostgreSQL gives back the corner with the larger numbers first.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Rectangle(pub Point, pub Point);

/// Points one behind the other: `path`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Path {
    /// It ends at its last point.
    Open(Vec<Point>),
    /// It goes back to its first point.
    Closed(Vec<Point>),
}

/// The corners of an area: `polygon`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Polygon(pub Vec<Point>);

/// A circle: `circle`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Circle {
    /// Its middle.
    pub center: Point,
    /// How far its edge is away from there.
    pub radius: f64,
}

impl Point {
    fn take(bytes: &mut Bytes<'_>) -> Option<Self> {
        Some(Self { x: bytes.f64()?, y: bytes.f64()? })
    }
}

fn points(bytes: &mut Bytes<'_>) -> Option<Vec<Point>> {
    let count = bytes.i32()?;
    (0..count).map(|_| Point::take(bytes)).collect()
}

/// `(1,2)`.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({},{})", Value::F64(self.x).plain(), Value::F64(self.y).plain())
    }
}

/// `{1,2,3}`.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c] = [self.a, self.b, self.c].map(|number| Value::F64(number).plain());
        write!(f, "{{{a},{b},{c}}}")
    }
}

/// `[(1,2),(3,4)]`.
impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{},{}]", self.0, self.1)
    }
}

/// `(3,4),(1,2)`.
impl fmt::Display for Rectangle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.0, self.1)
    }
}

/// `[(1,2),(3,4)]`, or with round brackets where it is closed.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(points) => write!(f, "[{}]", Joined(points)),
            Self::Closed(points) => write!(f, "({})", Joined(points)),
        }
    }
}

/// `((1,2),(3,4))`.
impl fmt::Display for Polygon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({})", Joined(&self.0))
    }
}

/// `<(1,2),3>`.
impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{},{}>", self.center, Value::F64(self.radius).plain())
    }
}

struct Joined<'a>(&'a [Point]);

impl fmt::Display for Joined<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, point) in self.0.iter().enumerate() {
            write!(f, "{}{point}", if place > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

/// Each is written as its text, and read from the bytes of its type.
macro_rules! geometry {
    ($($type:ty, $oid:literal, $bytes:ident => $read:expr;)*) => {$(
        impl Field for $type {
            const KIND: Kind = Kind::Text;

            fn read(cell: Cell<'_>) -> Option<Self> {
                let $bytes = &mut Bytes(cell.postgres(&[$oid])?);
                Some($read)
            }

            fn value(&self) -> Value {
                text(self)
            }
        }

        super::array::element!($type);
    )*};
}

geometry! {
    Point, 600, bytes => Self::take(bytes)?;
    Segment, 601, bytes => Self(Point::take(bytes)?, Point::take(bytes)?);
    Path, 602, bytes => match bytes.take(1)? {
        [0] => Self::Open(points(bytes)?),
        _ => Self::Closed(points(bytes)?),
    };
    Rectangle, 603, bytes => Self(Point::take(bytes)?, Point::take(bytes)?);
    Polygon, 604, bytes => Self(points(bytes)?);
    Line, 628, bytes => Self { a: bytes.f64()?, b: bytes.f64()?, c: bytes.f64()? };
    Circle, 718, bytes => Self { center: Point::take(bytes)?, radius: bytes.f64()? };
}
