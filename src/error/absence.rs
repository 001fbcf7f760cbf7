//! Whether a server is away for a moment: one that restarts, or that is starting.

use std::io::ErrorKind;

use super::{Error, driver};
use crate::url::NoHost;

impl Error {
    /// Whether the server refused us, or turned us out, as one does that
    /// stops, starts, or does not run at the moment.
    pub(crate) fn is_absence(&self) -> bool {
        match self {
            Self::Connect { source }
            | Self::Database { source, .. }
            | Self::ConnectionLost { source, .. } => is_away(source),
            _ => false,
        }
    }

    /// Whether no server was reached, or one that is starting: it may be there
    /// in a moment. One that answers and refuses is there already.
    pub(crate) fn is_arriving(&self) -> bool {
        match self {
            Self::Connect { source } | Self::Unreachable { source, .. } => is_arriving(source),
            _ => false,
        }
    }

    /// Why a database cannot be reached, without which one it is.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Connect { source } | Self::Unreachable { source, .. } => driver(source),
            other => other.facts(),
        }
    }
}

fn is_away(source: &sqlx::Error) -> bool {
    if let sqlx::Error::Io(error) = source {
        return matches!(
            error.kind(),
            ErrorKind::ConnectionRefused
                // The socket of a server that does not run.
                | ErrorKind::NotFound
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::NotConnected
                | ErrorKind::BrokenPipe
                | ErrorKind::UnexpectedEof
        );
    }
    let code = source.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| {
        code.len() == 5
            && (code.starts_with("08") || matches!(&*code, "57P01" | "57P02" | "57P03" | "53300"))
    })
}

/// The same at the first connection. A name without an address is an error of
/// input and output that has no kind of its own, so the few count that do not
/// pass by themselves.
pub(crate) fn is_arriving(source: &sqlx::Error) -> bool {
    match source {
        sqlx::Error::Io(error) => !matches!(
            error.kind(),
            ErrorKind::PermissionDenied
                | ErrorKind::InvalidInput
                | ErrorKind::InvalidData
                | ErrorKind::Unsupported
        ),
        // It took the connection, and says nothing.
        sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Configuration(source) => {
            source.downcast_ref().is_some_and(NoHost::is_arriving)
        }
        source => {
            let code = source.as_database_error().and_then(|error| error.code());
            code.is_some_and(|code| {
                matches!(&*code, "57P01" | "57P02" | "57P03" | "08001" | "08003" | "08006")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_host_without_an_address_may_get_one() {
        let source = tokio::net::lookup_host("nobody.invalid:5432").await.map(drop).unwrap_err();
        assert!(is_arriving(&sqlx::Error::Io(source)));
    }

    #[test]
    fn what_does_not_pass_by_itself_is_not_waited_for() {
        for kind in [ErrorKind::PermissionDenied, ErrorKind::InvalidInput] {
            assert!(!is_arriving(&sqlx::Error::Io(kind.into())), "{kind:?}");
        }
        assert!(!is_arriving(&sqlx::Error::Configuration("no password".into())));
        assert!(!is_arriving(&sqlx::Error::Tls("a certificate".into())));
    }
}
