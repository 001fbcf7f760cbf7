//! Which exit code an error leaves with.

use super::Error;
use crate::{exit, url::UrlError};

impl Error {
    /// The exit code of a program that ends with this error (specification, section 8).
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Invalid { .. }
            | Self::WrongDialect { .. }
            | Self::BadUrl { source: UrlError::Scheme { .. }, .. }
            | Self::Url { source: UrlError::Scheme { .. } }
            | Self::NotCompiledIn { .. }
            | Self::EmptyLane { .. }
            | Self::Unwritten { .. }
            | Self::Rename { .. }
            | Self::OutOfOrder { .. } => exit::INVALID,
            Self::Drift { .. } | Self::NoHistory { .. } => exit::DRIFT,
            Self::Failed { .. } | Self::Migration { .. } => exit::FAILED,
            Self::Import { refusal } => refusal.exit_code(),
            Self::NotConfirmed { .. } => exit::NOT_CONFIRMED,
            Self::Unfinished { source, .. } | Self::Absent { source, .. } => source.exit_code(),
            #[cfg(feature = "schema")]
            Self::Schema { source } => schema(source),
            #[cfg(feature = "schema")]
            Self::Code { .. } | Self::Queries { .. } | Self::Sketch { .. } => exit::INVALID,
            _ => exit::ERROR,
        }
    }
}

/// The exit code of the declarative engine's errors.
#[cfg(feature = "schema")]
const fn schema(error: &schemalane_schema::Error) -> u8 {
    use schemalane_schema::Error;
    match error {
        Error::Files(_)
        | Error::NotAllowed { .. }
        | Error::Statement { .. }
        | Error::Hint { .. }
        | Error::Cycle(_)
        | Error::Unsupported { .. } => exit::INVALID,
        Error::Step { .. } => exit::FAILED,
        Error::Refused { .. } => exit::NOT_CONFIRMED,
        _ => exit::ERROR,
    }
}
