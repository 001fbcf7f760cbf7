//! The exit codes (specification, section 8).
//!
//! Where several hold, a failed migration comes before drift, and drift
//! before pending migrations.

/// Everything went well.
pub const SUCCESS: u8 = 0;
/// The configuration, the connection or the database itself is in the way.
pub const ERROR: u8 = 1;
/// The migrations themselves are wrong: names, versions, order, contents.
pub const INVALID: u8 = 2;
/// The history and the migrations do not agree.
pub const DRIFT: u8 = 3;
/// A migration failed, in this run or in an earlier one.
pub const FAILED: u8 = 4;
/// Migrations are pending, and `--fail-on-pending` was said.
pub const PENDING: u8 = 5;
/// A run was stopped by `SIGINT` (Ctrl-C) before its end, as shells count it.
pub const INTERRUPTED: u8 = 130;
/// A run was stopped by `SIGTERM` before its end, as shells count it.
pub const TERMINATED: u8 = 143;
/// Something destructive was not confirmed with `--yes`.
pub const NOT_CONFIRMED: u8 = 6;
