//! What is generated, compiled and run against real databases.
//!
//! Below `golden/` are pairs: a schema, or one for each database, and the code that it comes to, for both backends. The
//! code is compiled into this program; `UPDATE_EXPECT=1` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(missing_docs, unreachable_pub, reason = "what is generated is public")]

#[path = "codegen/broken.rs"]
mod broken;
#[path = "codegen/built_in.rs"]
mod built_in;
#[path = "codegen/cases.rs"]
mod cases;
#[path = "codegen/compiler.rs"]
mod compiler;
#[path = "codegen/desk.rs"]
mod desk;
#[path = "codegen/differences.rs"]
mod differences;
#[path = "codegen/entities.rs"]
mod entities;
#[path = "codegen/forum.rs"]
mod forum;
#[path = "codegen/golden.rs"]
mod golden;
#[path = "codegen/library.rs"]
mod library;
#[path = "codegen/nested.rs"]
mod nested;
#[path = "codegen/reported.rs"]
mod reported;
#[path = "codegen/rows.rs"]
mod rows;
#[path = "codegen/shop.rs"]
mod shop;
#[path = "codegen/types.rs"]
mod types;
#[path = "codegen/written.rs"]
mod written;
