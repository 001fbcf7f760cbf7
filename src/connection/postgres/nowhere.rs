//! Connect options that lead nowhere, and say whose they are.

use std::io;

use sqlx::{Error, postgres::PgConnectOptions};

/// What is said to whoever would connect once more.
pub(crate) const WHOSE: &str = "this is the connection of a migration that runs: it was lost or \
    given away, and no other one has the migration lock";

/// The options. Their socket is that sentence, which is longer than any
/// system takes for the path of one: it is refused before anybody is asked,
/// so nobody can put a server there.
pub(super) fn options() -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass().socket(format!("/{WHOSE}"))
}

/// Whether an error is of a path that cannot be that of a socket; or, where
/// the system has no sockets with paths, of any.
pub(crate) fn is_nowhere(error: &Error) -> bool {
    let Error::Io(error) = error else { return false };
    let kinds = [io::ErrorKind::InvalidInput, io::ErrorKind::Unsupported];
    error.raw_os_error().is_none() && kinds.contains(&error.kind())
}

/// The error of our own pool, in words of ours where it would connect again.
pub(super) fn named(error: Error) -> Error {
    if is_nowhere(&error) {
        Error::Io(io::Error::new(io::ErrorKind::NotConnected, WHOSE))
    } else {
        error
    }
}

#[cfg(test)]
mod tests {
    use sqlx::ConnectOptions as _;

    use super::*;

    #[tokio::test]
    async fn they_lead_nowhere_and_say_whose_they_are() {
        let again = PgConnectOptions::from_url(&options().to_url_lossy()).unwrap();
        for options in [options(), again] {
            let socket = options.get_socket().unwrap().to_str().unwrap();
            assert_eq!(socket.strip_prefix('/').unwrap(), WHOSE);
            let error = options.connect().await.unwrap_err();
            assert!(is_nowhere(&error), "{error:?}");
            let Error::Io(error) = named(error) else { unreachable!() };
            assert_eq!(
                (error.kind(), error.to_string().as_str()),
                (io::ErrorKind::NotConnected, WHOSE)
            );
        }
    }

    #[test]
    fn other_errors_stay_what_they_are() {
        let away = || Error::Io(io::Error::from_raw_os_error(2));
        assert!(!is_nowhere(&away()) && !is_nowhere(&Error::PoolTimedOut));
        assert_eq!(named(away()).to_string(), away().to_string());
    }
}
