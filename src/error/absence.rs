//! Whether a server is away for a moment, as one that restarts is.

use std::io::ErrorKind;

use super::Error;

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
