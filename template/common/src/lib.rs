//! The history of a database: every file of `migrations/`, compiled in.
//!
//! `cargo build` checks the files and puts them in order. The module [`migrations`] holds the
//! result: `build_migrator(config)` for an application that migrates in its own way, and
//! `runner()` for one that takes the command line as it is.

schemalane::embed_migrations!("./migrations");
