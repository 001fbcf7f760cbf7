//! What a query computes, as far as that decides which of its values can be null: the same for both databases.
//!
//! A backend lowers what its engine understood to a [`Query`], in which names are resolved: a column is a number of a
//! [`Source`]. [`nullness`] then says of each output whether it can be null. It is sound by construction: whatever has no
//! rule that proves it to be not null ([`Expr::Opaque`], [`Rule::Maybe`]) can be null.

mod expr;
mod facts;
mod nullness;
mod query;
#[cfg(test)]
mod tests;

pub(crate) use expr::{Aggregate, Call, Expr, Frame, Quantifier, Rule, Test, Window};
pub(crate) use nullness::{Fate, nullness};
pub(crate) use query::{
    Field, From, Grouping, Join, Query, Rows, Select, SetKind, Source, SourceId,
};
