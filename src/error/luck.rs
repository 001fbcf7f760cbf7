//! Which errors are a matter of luck: another session was in the way, and
//! nothing speaks against another try.

use sqlx::postgres::PgDatabaseError;

/// Whether another session was in the way when a transaction was taken back.
pub(crate) fn is_luck(source: &sqlx::Error) -> bool {
    let Some(error) = source.as_database_error() else { return false };
    match error.code().as_deref() {
        // A lock that was not available, a deadlock, a serialisation failure.
        Some("55P03" | "40P01" | "40001") => true,
        // The server has no code of its own for two sessions that change one
        // row of a catalogue, such as the rights of one object. These words
        // of its are never translated.
        Some("XX000") => {
            matches!(error.message(), "tuple concurrently updated" | "tuple concurrently deleted")
        }
        // Two sessions make one thing, and the second one saw too late that it
        // is there: with `IF NOT EXISTS` another try passes over it.
        Some("23505") => {
            let schema =
                error.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::schema);
            schema == Some("pg_catalog")
        }
        _ => false,
    }
}
