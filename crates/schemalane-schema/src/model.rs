//! What a database is: objects, their facts, and what depends on what.
//!
//! It is the one model of the house. Whatever a field says enters the comparison of two schemas, unless it says
//! otherwise; texts are kept as the database has them.

mod address;
mod column;
mod constraint;
mod id;
mod index;
mod object;
mod right;
mod routine;
mod table;
mod types;
mod view;

pub use address::{Address, Element};
pub use column::{Column, Generated, Identity};
pub use constraint::{Action, Constraint, Deferrable, ExcludePart, KeyPart, Match, Rule};
pub use id::{Kind, ObjectId};
pub use index::{Index, IndexPart};
pub use object::{Dependency, Details, Grant, Object, Origin, Part};
pub(crate) use right::{Given, Rights};
pub use routine::{Policy, Routine, Trigger};
pub use table::{
    Partition, Persistence, PostgresTable, RowSecurity, SqliteTable, Table, TableOptions,
};
pub use types::{Composite, Domain, Enum, Extension, Field, Sequence};
pub use view::{View, ViewColumn};
