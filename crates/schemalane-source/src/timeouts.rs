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
