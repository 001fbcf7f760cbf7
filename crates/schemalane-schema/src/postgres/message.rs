//! What the server says when it refuses something, as one sentence.

use sqlx::postgres::PgDatabaseError;

/// The message with its detail and hint, one behind the other; of what is no refusal of the server, the driver's words.
pub(crate) fn sentence(error: &sqlx::Error) -> String {
    let Some(database) = error.as_database_error() else { return error.to_string() };
    let mut sentence = database.message().to_owned();
    if let Some(own) = database.try_downcast_ref::<PgDatabaseError>() {
        for more in [own.detail(), own.hint()].into_iter().flatten() {
            sentence.push_str("; ");
            sentence.push_str(more.trim_end_matches('.'));
        }
    }
    sentence
}

/// What to do about it, where that can be known.
pub(crate) fn way_out(error: &sqlx::Error) -> Option<&'static str> {
    let Some(database) = error.as_database_error() else {
        return Some("see whether the server can be reached");
    };
    let code = database.code()?;
    Some(match code.as_ref() {
        "42501" => "grant the right to the role, or connect as another one",
        "53100" => "make room on the server's disk",
        "53200" | "53300" | "53400" => "wait until the server has less to do",
        "55P03" => "wait for who holds the lock, or wait longer with `--lock-timeout`",
        "57P01" | "57P02" | "57P03" => "wait until the server is there again",
        code if code.starts_with("23") => "correct the rows first",
        _ => return None,
    })
}
