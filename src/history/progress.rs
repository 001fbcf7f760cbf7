//! What the column `execution_time` says of an attempt beyond a time.
//!
//! The table is Flyway's and has no column for how an attempt ended, and
//! Flyway reads any number there. No time is negative, so these ones are:
//!
//! | `execution_time` of a failed row | the attempt |
//! |---|---|
//! | 0 and more | was Flyway's, or another tool's; or nobody saw its end |
//! | -1 to -2^30 | ran outside of a transaction, and stopped at this statement |
//! | below -2^30 | left nothing, and took what it is above -2^31 |

/// The lowest number that names a statement.
const LAST_STATEMENT: i32 = -(1 << 30);

/// How far an attempt came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It ended, or its end was not seen; it took these milliseconds.
    Took(i32),
    /// It failed after these milliseconds, and nothing of it is left.
    RolledBack(i32),
    /// It is at this statement, from one, or was stopped there.
    Statement(u32),
}

impl Progress {
    /// What the column of a failed row says.
    pub(crate) const fn of_failed(execution_time: i32) -> Self {
        if execution_time >= 0 {
            Self::Took(execution_time)
        } else if execution_time >= LAST_STATEMENT {
            Self::Statement(execution_time.unsigned_abs())
        } else {
            Self::RolledBack(execution_time - i32::MIN)
        }
    }

    /// What the column is to say.
    pub(crate) fn execution_time(self) -> i32 {
        match self {
            Self::Took(time) => time,
            Self::RolledBack(time) => i32::MIN + time.clamp(0, LAST_STATEMENT - 1 - i32::MIN),
            Self::Statement(statement) => {
                i32::try_from(statement).map_or(LAST_STATEMENT, |s| (-s).max(LAST_STATEMENT))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for progress in [
            Progress::Took(0),
            Progress::Took(i32::MAX),
            Progress::RolledBack(0),
            Progress::RolledBack(1_000),
            Progress::RolledBack((1 << 30) - 1),
            Progress::Statement(1),
            Progress::Statement(1 << 30),
        ] {
            assert_eq!(Progress::of_failed(progress.execution_time()), progress);
        }
    }

    #[test]
    fn what_does_not_fit_keeps_its_meaning() {
        let read = |progress: Progress| Progress::of_failed(progress.execution_time());
        assert_eq!(read(Progress::RolledBack(i32::MAX)), Progress::RolledBack((1 << 30) - 1));
        assert_eq!(read(Progress::Statement(u32::MAX)), Progress::Statement(1 << 30));
        assert_eq!(read(Progress::Statement((1 << 30) + 1)), Progress::Statement(1 << 30));
    }
}
