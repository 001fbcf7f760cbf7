//! What the server says when it refuses something, as one sentence.

use sqlx::postgres::PgDatabaseError;

/// The message with its detail and hint, one behind the other; of what is no refusal of the server, the driver's words.
pub(crate) fn sentence(error: &sqlx::Error) -> String {
    let Some(database) = error.as_database_error() else { return error.to_string() };
    let mut sentence = database.message().to_owned();
    if let Some(own) = database.try_downcast_ref::<PgDatabaseError>() {
        let right = (own.code() == "42501" && own.hint().is_none())
            .then_some("grant it to the role, or connect as another one");
        for more in [own.detail(), own.hint(), right].into_iter().flatten() {
            sentence.push_str("; ");
            sentence.push_str(more.trim_end_matches('.'));
        }
    }
    sentence
}
