//! What went wrong, while it is not yet known what that means.

use super::super::message::{sentence, way_out};
use crate::{Error, Plan};

/// Why a group of steps did not come to its end.
#[derive(Debug)]
pub(super) enum Halt {
    /// The server refused a statement, or could not be reached.
    Statement {
        /// The step and the statement.
        at: Option<(usize, String)>,
        source: sqlx::Error,
    },
    /// Somebody stopped it.
    Cancelled,
    /// Something else, which is said as it is.
    Other(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<sqlx::Error> for Halt {
    fn from(source: sqlx::Error) -> Self {
        Self::Statement { at: None, source }
    }
}

impl Halt {
    pub(super) fn at(self, index: usize, sql: &str) -> Self {
        match self {
            Self::Statement { at: None, source } => {
                Self::Statement { at: Some((index, sql.to_owned())), source }
            }
            other => other,
        }
    }

    /// What the server said, where it is worth another try.
    pub(super) fn passing(&self) -> Option<String> {
        let Self::Statement { source, .. } = self else { return None };
        let database = source.as_database_error()?;
        let code = database.code()?;
        matches!(code.as_ref(), "55P03" | "40P01" | "40001").then(|| database.message().to_owned())
    }

    pub(super) fn into_error(self, plan: &Plan, committed: usize) -> Error {
        match self {
            Self::Cancelled => Error::Cancelled { committed },
            Self::Other(Error::Unverified { differences, plan, .. }) => {
                Error::Unverified { differences, plan, committed }
            }
            Self::Other(error) => error,
            Self::Statement { at: None, source } => {
                Error::Database { doing: "run the plan", source: Box::new(source) }
            }
            Self::Statement { at: Some((index, sql)), source } => Error::Step {
                number: index + 1,
                summary: plan.steps[index].summary.clone(),
                sql,
                message: sentence(&source),
                help: way(&source),
                sqlstate: source
                    .as_database_error()
                    .and_then(|error| error.code())
                    .map(|code| code.as_ref().into()),
                committed,
            },
        }
    }
}

/// The way out, also of a limit that somebody set.
fn way(error: &sqlx::Error) -> Option<&'static str> {
    let server = error.as_database_error()?;
    let is_limit =
        server.code().as_deref() == Some("57014") && server.message().contains("statement timeout");
    if is_limit {
        return Some(
            "give it more time with `--statement-timeout`, or wait until less is going on",
        );
    }
    way_out(error)
}
