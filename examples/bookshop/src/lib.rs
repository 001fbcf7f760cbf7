//! A bookshop: the whole of a self-migrating application.
//!
//! [`migrations`] is the history of its database, compiled in; [`db`] is what that comes to, as Rust for either kind of
//! database; [`Shop`] is what the application does with it.

mod shop;

pub use shop::{Problem, Shop};

schemalane::embed_migrations!("./migrations");
schemalane::embed_code!(db);
