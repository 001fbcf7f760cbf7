//! Histories that other migration tools wrote are taken over, or refused with
//! every reason at once.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod command;
mod history;
mod place;
mod refused;
mod renamed;
mod surroundings;
mod taken;
