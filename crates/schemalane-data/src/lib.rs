//! What the code that Schemalane generates stands on.
//!
//! A generated function is data and one call: its SQL, the [`Value`]s of its parameters, and how a [`Record`] is read
//! from a [`Row`]. What runs it is here, compiled once and the same for every table: a connection of SeaORM
//! ([`sea_orm::Executor`]) or of sqlx ([`sqlx::Executor`]) becomes a [`Session`], and the functions of [`run`] send the
//! statement and collect what comes.
//!
//! Rows come in the binary format of the driver and are read here, so that neither the settings of a session nor the
//! features of a driver change what a value is. Parameters go as one of few carriers ([`Kind`]), and the SQL casts them
//! to what the column is.

mod backend;
mod cell;
mod error;
mod field;
mod maybe;
mod query;
mod record;
pub mod run;
mod session;
mod sql;
mod table;
mod value;

#[cfg(feature = "sea-orm")]
pub use backend::sea_orm;
pub use backend::sqlx;
pub use cell::Cell;
pub use error::{DecodeError, Error};
#[cfg(feature = "json")]
pub use field::Json;
pub use field::{
    Any, Attributes, Bits, Circle, Element, Field, Interval, Line, Lsn, MacAddress, Multirange,
    Network, Numeric, OffsetTime, Path, Point, Polygon, Range, Rectangle, Segment, Tid,
    TransactionId,
};
pub use maybe::Maybe;
pub use query::Query;
pub use record::{Record, Row, Shape};
pub use session::{Answer, Opening, Session, Sink};
pub use sql::{Dialect, Sql};
pub use table::{Column, Table};
pub use value::{Kind, Value};

#[cfg(feature = "chrono")]
pub use chrono;
#[cfg(feature = "decimal")]
pub use rust_decimal;
#[cfg(feature = "json")]
pub use serde_json;
#[cfg(feature = "time")]
pub use time;
#[cfg(feature = "uuid")]
pub use uuid;
