//! Diesel: a version is the digits of a folder's name, and nothing else is
//! kept but the moment.

use schemalane_source::Dialect;

use super::record::{ABSENT, Columns};

pub(super) const TABLE: &str = "__diesel_schema_migrations";

pub(super) const fn columns(dialect: Dialect) -> Columns {
    Columns {
        version: "t.\"version\"",
        name: ABSENT,
        checksum: ABSENT,
        // It has no time zone on PostgreSQL, but Diesel's sessions are in UTC.
        moment: match dialect {
            Dialect::Postgres => "pg_catalog.timezone('UTC', t.\"run_on\")",
            Dialect::Sqlite => "t.\"run_on\"",
        },
        nanoseconds: ABSENT,
        success: ABSENT,
    }
}
