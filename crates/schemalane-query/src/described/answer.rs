//! What an engine answers, whichever it is.

use crate::analysis::{Analysis, Refusal};

/// What an engine answers when it is asked about a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// What the query is.
    Analysed(Analysis),
    /// It is none.
    Refused(Refusal),
    /// Somebody has to say the type of a parameter.
    Untyped {
        /// The number of the parameter, from 1.
        number: usize,
    },
}

impl From<Result<Analysis, Refusal>> for Answer {
    fn from(answer: Result<Analysis, Refusal>) -> Self {
        match answer {
            Ok(analysis) => Self::Analysed(analysis),
            Err(refusal) => Self::Refused(refusal),
        }
    }
}

/// The answer of PostgreSQL, where the connection was not lost.
#[cfg(feature = "postgres")]
impl TryFrom<Result<Analysis, crate::postgres::Error>> for Answer {
    type Error = crate::postgres::Error;

    fn try_from(answer: Result<Analysis, crate::postgres::Error>) -> Result<Self, Self::Error> {
        use crate::postgres::Error;
        match answer {
            Ok(analysis) => Ok(Self::Analysed(analysis)),
            Err(Error::Refused(refusal)) => Ok(Self::Refused(refusal)),
            Err(Error::Untyped { parameter, .. }) => Ok(Self::Untyped { number: parameter }),
            Err(error) => Err(error),
        }
    }
}
