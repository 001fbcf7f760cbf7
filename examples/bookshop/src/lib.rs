//! A bookshop: the whole of a self-migrating application.
//!
//! [`migrations`] is the history of its database, compiled in; [`Shop`] is what the application does with it.

mod shop;

pub use shop::{Book, Line, Problem, Shop};

schemalane::embed_migrations!("./migrations");
