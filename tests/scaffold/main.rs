//! What `init` writes: which files, what is in them, and that the crate
//! builds and migrates real databases.

#![allow(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

mod built;
#[path = "../shared/document.rs"]
mod document;
mod readme;
mod workshop;
mod written;
