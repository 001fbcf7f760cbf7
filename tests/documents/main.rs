//! What the documents say, compared with what the program does.

#![allow(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

mod links;
mod markdown;
mod operations;
mod program;
mod reference;
mod sources;
mod tour;
