//! The history of a database: every file of `migrations/`, compiled in.
//!
//! `cargo build` checks the files and puts them in order. The module [`migrations`] holds the
//! result: `build_migrator(config)` for an application that migrates in its own way, and
//! `runner()` for one that takes the command line as it is.
//!
//! The module [`db`] is what `schemalane codegen` makes of the tables that the files come to: a type
//! for the rows of each, and functions that read and write them.

schemalane::embed_migrations!("./migrations");
schemalane::embed_code!(db);
