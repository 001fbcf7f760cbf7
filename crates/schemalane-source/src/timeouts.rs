//! The time limits that a file asks for.

use std::time::Duration;

/// How long the statements of a file may wait for a lock and run. `None` leaves the session's own
/// limit, zero means no limit at all, as it does in PostgreSQL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timeouts {
    /// How long one statement may wait for a lock.
    pub lock: Option<Duration>,
    /// How long one statement may run.
    pub statement: Option<Duration>,
}

impl Timeouts {
    /// The file asks for nothing.
    pub const NONE: Self = Self { lock: None, statement: None };

    /// The longest limit that PostgreSQL can count, in milliseconds: 24 days.
    pub const LONGEST_MS: u64 = i32::MAX as u64;

    /// The nearest limit that PostgreSQL can count: whole milliseconds in 32 bits. Only zero,
    /// which means no limit, is zero.
    #[must_use]
    pub const fn countable(limit: Duration) -> Duration {
        let longest = Duration::from_millis(Self::LONGEST_MS);
        if limit.is_zero() {
            limit
        } else if limit.as_millis() == 0 {
            Duration::from_millis(1)
        } else if limit.as_millis() > longest.as_millis() {
            longest
        } else {
            limit
        }
    }

    /// With a limit on waiting for locks, in milliseconds.
    #[must_use]
    pub const fn with_lock_ms(self, milliseconds: u64) -> Self {
        Self { lock: Some(Duration::from_millis(milliseconds)), ..self }
    }

    /// With a limit on the run of one statement, in milliseconds.
    #[must_use]
    pub const fn with_statement_ms(self, milliseconds: u64) -> Self {
        Self { statement: Some(Duration::from_millis(milliseconds)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_cannot_count_becomes_the_nearest_that_it_can() {
        let longest = Duration::from_millis(Timeouts::LONGEST_MS);
        for (said, counted) in [
            (Duration::ZERO, Duration::ZERO),
            (Duration::from_nanos(1), Duration::from_millis(1)),
            (Duration::from_millis(1), Duration::from_millis(1)),
            (Duration::from_secs(3), Duration::from_secs(3)),
            (longest, longest),
            (longest + Duration::from_millis(1), longest),
            (Duration::MAX, longest),
        ] {
            assert_eq!(Timeouts::countable(said), counted, "{said:?}");
        }
    }
}
