//! PostgreSQL: what its own analysed query tree says.
