//! Real cargo runs on tiny applications: the lines of a failing build, what rebuilds and what
//! does not, and that generated files compile.
//!
//! What a folder comes to is tested by the cases beside this folder; here it is only the wiring.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as a test does")]

mod application;
mod code;
mod embedding;
mod failing;
mod generated;
mod image;
mod reading;
mod rebuild;
