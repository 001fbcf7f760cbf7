//! Random pairs of schemas: what they are made of, and what must hold for each.

mod bench;
mod edit;
mod flow;
mod gap;
mod kind;
mod model;
mod objects;
mod pair;
pub(crate) mod postgres;
mod resolve;
mod rows;
pub(crate) mod sqlite;
mod strategy;
mod tally;
mod write;

pub(crate) use bench::Defect;
pub(crate) use pair::{Pair, pairs};
pub(crate) use tally::Tally;
