//! A time as it is typed.

use std::time::Duration;

use schemalane_source::Timeouts;

/// A time that cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TimeError {
    /// A number alone does not say of what.
    #[error("expected a number with its unit, such as {number}s, {number}ms or {number}min")]
    Unit {
        /// The number.
        number: String,
    },
    /// A limit that the server cannot count.
    #[error("a limit of a statement is at least 1ms and at most 24days, or 0 for none")]
    Limit,
    /// Anything else.
    #[error("{source}, such as 3s, 500ms or 5min")]
    Other {
        /// What is wrong with it.
        source: humantime::DurationError,
    },
}

/// Reads a time with its unit, such as `3s`, `500ms` or `5min`; `0` needs none.
pub(crate) fn parse(text: &str) -> Result<Duration, TimeError> {
    humantime::parse_duration(text).map_err(|source| {
        let number = text.trim();
        if !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()) {
            TimeError::Unit { number: number.to_owned() }
        } else {
            TimeError::Other { source }
        }
    })
}

/// Reads a limit that PostgreSQL is to keep: what it cannot count is refused.
pub(crate) fn parse_limit(text: &str) -> Result<Duration, TimeError> {
    let limit = parse(text)?;
    if Timeouts::countable(limit) == limit { Ok(limit) } else { Err(TimeError::Limit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_alone_is_told_its_units() {
        assert_eq!(parse("500ms").unwrap(), Duration::from_millis(500));
        assert_eq!(parse("0").unwrap(), Duration::ZERO);
        assert_eq!(
            parse("3").unwrap_err().to_string(),
            "expected a number with its unit, such as 3s, 3ms or 3min"
        );
        assert_eq!(parse_limit("3s").unwrap(), Duration::from_secs(3));
        assert_eq!(parse_limit("0").unwrap(), Duration::ZERO);
        assert_eq!(parse_limit("24days").unwrap(), Duration::from_secs(24 * 86_400));
        for text in ["1us", "999us", "25days", "584years"] {
            let error = parse_limit(text).unwrap_err().to_string();
            assert!(error.contains("at least 1ms and at most 24days"), "{text}: {error}");
        }
        assert!(parse("soon").unwrap_err().to_string().ends_with(", such as 3s, 500ms or 5min"));
    }
}
