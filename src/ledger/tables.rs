//! The rows of the ledger, and the functions that read and write them: `schemalane codegen` makes them of `schema/`.

#![expect(
    unreachable_pub,
    reason = "the macro is for the top of an application, where it is reached"
)]

pub(super) use schemalane_data::{Error, Field, Sql, run, sea_orm::Executor};

pub(super) use self::db::{NewRun, NewStep, Run, RunChanges, Set, Step};

crate::embed_code!(db);
