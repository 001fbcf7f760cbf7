//! The connections that generated functions go through.

#[cfg(feature = "sea-orm")]
pub mod sea_orm;
pub mod sqlx;
