//! What a session is set to while it is ours.
//!
//! Settings of the role or of the database must not change the outcome, a
//! server whose client has died must notice, and names of our own statements
//! are found in `pg_catalog` only. Bytes that nobody acknowledges keep TCP
//! from asking whether the other side is alive, so they have a limit of their
//! own: with it a lock is free again 14 s after the network has fallen silent.
//! Row level security refuses what it would hide rows from, as pg_dump has it:
//! a backfill that sees half of the rows would be a success.

use Hold::{Again, AtStart, Origin};

/// A setting that a server keeps for a connection that was opened with it. A
/// pooler does not pass it on, so where it is missing the session is shared.
const OWN_SESSION: (&str, &str) = ("schemalane.session", "own");

/// How a setting comes to hold once more after `RESET ALL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// It was given when the connection was opened, which is what `RESET ALL`
    /// returns to, whatever the server's configuration becomes meanwhile.
    AtStart,
    /// It is set again: not every server knows it, or what it was before is to
    /// be found out first.
    Again,
    /// As [`ORIGIN`] has it, since not every role may set it.
    Origin,
}

const OURS: [(&str, &str, Hold); 27] = [
    ("search_path", "pg_catalog", Again),
    ("standard_conforming_strings", "on", AtStart),
    // A limit of a role or a database may be so short that no statement would
    // ever take it away.
    ("statement_timeout", "0", AtStart),
    ("lock_timeout", "0", AtStart),
    ("idle_in_transaction_session_timeout", "0", AtStart),
    ("idle_session_timeout", "0", Again),
    ("transaction_timeout", "0", Again),
    ("default_transaction_read_only", "off", Again),
    ("default_transaction_isolation", "read committed", AtStart),
    ("row_security", "off", Again),
    ("DateStyle", "ISO, MDY", AtStart),
    ("IntervalStyle", "postgres", AtStart),
    ("TimeZone", "UTC", AtStart),
    ("array_nulls", "on", AtStart),
    ("backslash_quote", "safe_encoding", AtStart),
    ("bytea_output", "hex", AtStart),
    ("check_function_bodies", "on", AtStart),
    ("extra_float_digits", "1", AtStart),
    ("quote_all_identifiers", "off", AtStart),
    ("transform_null_equals", "off", AtStart),
    ("xmloption", "content", AtStart),
    ("session_replication_role", "origin", Origin),
    ("tcp_keepalives_idle", "5", AtStart),
    ("tcp_keepalives_interval", "2", AtStart),
    ("tcp_keepalives_count", "3", AtStart),
    ("tcp_user_timeout", "7s", Again),
    ("client_connection_check_interval", "500ms", Again),
];

/// What a connection is opened with.
pub(super) fn at_start() -> impl Iterator<Item = (&'static str, &'static str)> {
    [OWN_SESSION].into_iter().chain(held(AtStart))
}

fn held(by: Hold) -> impl Iterator<Item = (&'static str, &'static str)> {
    let ours = OURS.into_iter().filter(move |(.., hold)| *hold == by);
    ours.map(|(name, setting, _)| (name, setting))
}

/// Rows of these settings.
fn rows(settings: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let rows: Vec<_> = settings.map(|(name, setting)| format!("('{name}', '{setting}')")).collect();
    format!("(VALUES {}) AS v (name, setting)", rows.join(", "))
}

/// Makes the session ours, whatever it is set to.
/// A session that a pooler lends keeps it until the end of the transaction:
/// the next to use it is somebody else. What is so already is left alone, and
/// so is what the server does not know, and what this role may not set: the
/// replication role, unless it is a superuser.
pub(super) fn settings() -> String {
    format!(
        "SELECT pg_catalog.set_config(v.name, v.setting, \
            pg_catalog.current_setting('schemalane.session', true) IS NULL) FROM {} \
         WHERE pg_catalog.current_setting(v.name, true) OPERATOR(pg_catalog.<>) v.setting \
            AND (v.name OPERATOR(pg_catalog.<>) 'session_replication_role' \
                OR pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on')",
        rows(OURS.into_iter().map(|(name, setting, _)| (name, setting)))
    )
}

/// An expression for the statements that make it ours once more behind
/// `RESET ALL`, of what this server knows. They are told what takes a tenth of
/// the time to do: each migration is followed by them.
pub(super) fn again() -> String {
    let again = held(Again).map(|(name, setting)| {
        let is_known = format!("pg_catalog.current_setting('{name}', true) IS NOT NULL");
        format!("CASE WHEN {is_known} THEN 'SET {name} = ''{setting}''' END")
    });
    format!("pg_catalog.concat_ws(E';\\n', {})", Vec::from_iter(again).join(", "))
}

/// The names that need not be set again, as an array.
pub(super) fn names_at_start() -> String {
    let names: Vec<_> = held(AtStart).map(|(name, _)| name).collect();
    format!("'{{{}}}'", names.join(","))
}

/// The setting that not every role may set, nor one that is no superuser any more.
pub(super) const ORIGIN: &str = "SELECT pg_catalog.set_config('session_replication_role', 'origin', false) \
    WHERE pg_catalog.current_setting('session_replication_role') OPERATOR(pg_catalog.<>) 'origin' \
        AND pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on'";
