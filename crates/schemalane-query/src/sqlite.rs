//! SQLite: what its own `prepare` says, and what its grammar adds.
