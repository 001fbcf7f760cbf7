//! What the driver's errors say, without the places in source files that
//! they name: the server's, in C, and the driver's own.

use std::error::Error as StdError;

use sea_orm::{DbErr, RuntimeErr};

/// What an error of the driver's says.
pub(crate) fn driver(source: &sqlx::Error) -> String {
    if let Some(refused) = super::certificate::refused(source) {
        return refused.what.to_owned();
    }
    match source {
        sqlx::Error::Configuration(source) => source.to_string(),
        sqlx::Error::Database(error) => match error.code() {
            Some(code) => format!("{} ({code})", error.message()),
            None => error.message().to_owned(),
        },
        sqlx::Error::Io(source) => source.to_string(),
        sqlx::Error::PoolTimedOut => "it does not answer".to_owned(),
        sqlx::Error::Protocol(said) => {
            format!("what the server said cannot be read: {}", without_place(said))
        }
        source => source.to_string(),
    }
}

/// The driver ends what it says with ` (module::path:12)`.
fn without_place(said: &str) -> &str {
    let place = |text: &str| {
        let (module, line) = text.strip_suffix(')')?.rsplit_once(':')?;
        Some(module.contains("::") && line.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match said.rsplit_once(" (") {
        Some((words, rest)) if place(rest) == Some(true) => words,
        _ => said,
    }
}

/// An error and what caused it, in one line.
pub(crate) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = said(error);
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = said(cause);
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

/// What an error says, where the driver's own words are part of it without
/// their places.
fn said(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut current = Some(error);
    while let Some(error) = current {
        if let Some(found) = of_driver(error) {
            text = text.replace(&found.to_string(), &driver(found));
        } else if let Some(found) = error.downcast_ref::<Box<dyn sqlx::error::DatabaseError>>() {
            text = text.replace(&found.to_string(), found.message());
        }
        current = error.source();
    }
    text
}

/// The driver's error that this one is, or that SeaORM has wrapped.
pub(crate) fn of_driver<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e sqlx::Error> {
    let wrapped = || match error.downcast_ref::<DbErr>()? {
        DbErr::Exec(wrapped) | DbErr::Query(wrapped) | DbErr::Conn(wrapped) => Some(wrapped),
        _ => None,
    };
    error.downcast_ref().or_else(|| match error.downcast_ref().or_else(wrapped)? {
        RuntimeErr::SqlxError(source) => Some(source.as_ref()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the books do not balance: {0}")]
    struct Wrapped(#[source] DbErr);

    #[test]
    fn places_in_source_files_are_left_out() {
        let said = "execute: unexpected message: CopyOutResponse";
        let protocol = || sqlx::Error::Protocol(format!("{said} (sqlx_postgres::connection:12)"));
        assert_eq!(driver(&protocol()), format!("what the server said cannot be read: {said}"));
        let wrapped = Wrapped(DbErr::Exec(RuntimeErr::SqlxError(Arc::new(protocol()))));
        for text in [chain(&protocol()), chain(&wrapped)] {
            assert!(text.ends_with(said) && !text.contains("sqlx_postgres"), "{text}");
        }
        assert!(chain(&wrapped).starts_with("the books do not balance: "));
    }

    #[test]
    fn what_is_no_place_stays() {
        for said in ["a (b)", "a (b:12)", "a (b::c:x)", "a", " (", "a (b::c:1) d"] {
            assert_eq!(without_place(said), said);
        }
        assert_eq!(without_place("a (b) (c::d:1)"), "a (b)");
    }
}
