//! What else becomes an error of a command.

use schemalane_source::Problems;

use super::Error;
use crate::status::Obstacle;

#[cfg(feature = "schema")]
impl From<schemalane_schema::Error> for Error {
    fn from(source: schemalane_schema::Error) -> Self {
        Self::Schema { source: Box::new(source) }
    }
}

#[cfg(feature = "schema")]
impl From<schemalane_schema::FilesError> for Error {
    fn from(source: schemalane_schema::FilesError) -> Self {
        schemalane_schema::Error::from(source).into()
    }
}

impl From<Obstacle> for Error {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Failed(entries) => Self::Failed { entries },
            Obstacle::Drift(entries) => Self::Drift { entries },
            Obstacle::Unwritten { drafts, above } => Self::Unwritten { drafts, above },
            Obstacle::OutOfOrder { late, current } => Self::OutOfOrder {
                late,
                current: current.map(|version| version.to_string()).unwrap_or_default(),
            },
        }
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Self::Invalid { problems }
    }
}
