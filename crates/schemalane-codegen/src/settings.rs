//! What `[codegen]` of `schemalane.toml` says.

pub use schemalane_source::{Backend, Codegen as Settings, Dates};
