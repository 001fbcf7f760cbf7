//! Compares two databases, and shares no code with the engine that it judges.

pub(crate) mod postgres;
pub(crate) mod sqlite;
