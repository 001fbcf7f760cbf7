//! What a session is set to: at its beginning, for a migration, and after one.

use schemalane_source::{SessionSettings, Timeouts};

use super::Tenancy;
use crate::{
    Identifier,
    connection::{Scope, Terms},
    literal::literal,
};

/// A setting that a server keeps for a connection that was opened with it. A
/// pooler does not pass it on, so where it is missing the session is shared.
const OWN_SESSION: (&str, &str) = ("schemalane.session", "own");

/// What a session is opened with. A time limit of a role or a database may be
/// so short that no statement would ever take it away.
pub(super) const AT_START: [(&str, &str); 2] = [OWN_SESSION, ("statement_timeout", "0")];

/// Takes that limit away for a transaction, where a pooler lets nothing be
/// said at the start: of all statements this one is done soonest.
pub(super) const UNHURRIED: &str = "SET LOCAL statement_timeout = 0";

/// Makes a session the user's who has connected.
pub(super) const AS_CONNECTED: [&str; 2] = ["RESET SESSION AUTHORIZATION", "RESET ROLE"];

/// Makes it an error that row level security would hide rows, until the end of
/// the message.
pub(in crate::connection) const SEE_ALL: &str = "SET LOCAL row_security = off";

/// Whether the session is one that a pooler lends us for a transaction.
pub(super) const IS_POOLED: &str =
    "(pg_catalog.current_setting('schemalane.session', true) IS NULL)";

/// Settings of the session while it is ours. Settings of the role or of the
/// database must not change the outcome, a server whose client has died must
/// notice, and names of our own statements are found in `pg_catalog` only.
/// Bytes that nobody acknowledges keep TCP from asking whether the other side
/// is alive, so they have a limit of their own: with it a lock is free again
/// 14 s after the network has fallen silent.
/// Row level security refuses what it would hide rows from, as pg_dump has it:
/// a backfill that sees half of the rows would be a success.
macro_rules! ours {
    () => {
        "(VALUES ('search_path', 'pg_catalog'), \
                 ('standard_conforming_strings', 'on'), \
                 ('statement_timeout', '0'), \
                 ('lock_timeout', '0'), \
                 ('idle_in_transaction_session_timeout', '0'), \
                 ('idle_session_timeout', '0'), \
                 ('transaction_timeout', '0'), \
                 ('default_transaction_read_only', 'off'), \
                 ('default_transaction_isolation', 'read committed'), \
                 ('row_security', 'off'), \
                 ('DateStyle', 'ISO, MDY'), \
                 ('IntervalStyle', 'postgres'), \
                 ('TimeZone', 'UTC'), \
                 ('array_nulls', 'on'), \
                 ('backslash_quote', 'safe_encoding'), \
                 ('bytea_output', 'hex'), \
                 ('check_function_bodies', 'on'), \
                 ('extra_float_digits', '1'), \
                 ('quote_all_identifiers', 'off'), \
                 ('transform_null_equals', 'off'), \
                 ('xmloption', 'content'), \
                 ('session_replication_role', 'origin'), \
                 ('tcp_keepalives_idle', '5'), \
                 ('tcp_keepalives_interval', '2'), \
                 ('tcp_keepalives_count', '3'), \
                 ('tcp_user_timeout', '7s'), \
                 ('client_connection_check_interval', '500ms')) AS v (name, setting)"
    };
}

/// Makes the session ours, whatever it is set to.
/// A session that a pooler lends keeps it until the end of the transaction:
/// the next to use it is somebody else. What is so already is left alone, and
/// so is what the server does not know, and what this role may not set: the
/// replication role, unless it is a superuser.
pub(super) const SETTINGS: &str = concat!(
    "SELECT pg_catalog.set_config(v.name, v.setting, \
        pg_catalog.current_setting('schemalane.session', true) IS NULL) FROM ",
    ours!(),
    " WHERE pg_catalog.current_setting(v.name, true) OPERATOR(pg_catalog.<>) v.setting \
        AND (v.name OPERATOR(pg_catalog.<>) 'session_replication_role' \
            OR pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on')"
);

/// An expression for the statements that make it ours once more, of what this
/// server knows. They are told what takes a tenth of the time to do: each
/// migration is followed by them.
pub(super) const AGAIN: &str = concat!(
    "(SELECT pg_catalog.string_agg(pg_catalog.format('SET %I = %L', v.name, v.setting), E';\\n') FROM ",
    ours!(),
    " WHERE pg_catalog.current_setting(v.name, true) IS NOT NULL \
        AND v.name OPERATOR(pg_catalog.<>) 'session_replication_role')"
);

/// The one of them that not every role may set, nor one that is no superuser any more.
const ORIGIN: &str = "SELECT pg_catalog.set_config('session_replication_role', 'origin', false) \
    WHERE pg_catalog.current_setting('session_replication_role') OPERATOR(pg_catalog.<>) 'origin' \
        AND pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on'";

/// An expression that says whether triggers and foreign keys do not work.
pub(super) const IS_REPLICA: &str =
    "(pg_catalog.current_setting('session_replication_role') OPERATOR(pg_catalog.=) 'replica')";

/// Notes, before the [`SETTINGS`] hide it, whether the whole server only takes
/// reads. What a role or a database is set to must not change the outcome,
/// but who configured the server so has meant everybody.
pub(super) const NOTE_READ_ONLY: &str = "SELECT pg_catalog.set_config('schemalane.read_only', \
        (SELECT CASE WHEN s.setting OPERATOR(pg_catalog.=) 'on' \
                AND s.source OPERATOR(pg_catalog.=) ANY \
                    ('{configuration file,command line,environment variable}') \
            THEN 'yes' ELSE 'no' END FROM pg_catalog.pg_settings s \
         WHERE s.name OPERATOR(pg_catalog.=) 'default_transaction_read_only'), \
        pg_catalog.current_setting('schemalane.session', true) IS NULL)";

/// An expression that says what was noted.
pub(super) const IS_READ_ONLY: &str = "(pg_catalog.current_setting('schemalane.read_only', true) \
    OPERATOR(pg_catalog.=) 'yes')";

/// `search_path` for a migration: the schema, behind it those that it asks
/// for, and `public` for the extensions that live there.
fn search_path(schema: &Identifier, settings: &SessionSettings) -> String {
    let extra = settings.extra_search_path.iter();
    let mut names = vec![schema.as_str()];
    for name in extra.chain(["public"]) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let quoted = names.iter().map(|name| format!("\"{}\"", name.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(", ")
}

pub(in crate::connection) fn prepare(
    scope: Scope,
    schema: &Identifier,
    terms: &Terms,
) -> Vec<String> {
    let Terms { limits, settings } = terms;
    let set = match scope {
        Scope::Session => "SET",
        Scope::Transaction => "SET LOCAL",
    };
    let limit =
        |name: &str, wait| format!("{set} {name} = '{}ms'", Timeouts::countable(wait).as_millis());
    let text = |name: &str, value: &str| format!("{set} {name} = {}", literal(value));
    let mut statements = vec![format!("{set} search_path = {}", search_path(schema, settings))];
    statements.extend(settings.row_security.map(|rows| text("row_security", rows.word())));
    statements.extend(settings.date_style.as_deref().map(|style| text("DateStyle", style)));
    statements.extend(settings.time_zone.as_deref().map(|zone| text("TimeZone", zone)));
    // A transaction of ours begins with its level.
    if let (Scope::Session, Some(isolation)) = (scope, settings.isolation) {
        statements.push(text("default_transaction_isolation", &isolation.to_string()));
    }
    statements.extend(limits.lock.map(|wait| limit("lock_timeout", wait)));
    statements.extend(limits.statement.map(|wait| limit("statement_timeout", wait)));
    statements
}

/// What a file of several messages must not change between them: the server
/// reads the next one by it, and we have split the file by it.
pub(super) const READABLE: &str =
    "SET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on";

pub(super) fn become_self() -> Vec<String> {
    [
        // By the names and as the user of the migration, whose triggers these are.
        "SET CONSTRAINTS ALL IMMEDIATE",
        "RESET SESSION AUTHORIZATION",
        "RESET ROLE",
        "SET LOCAL search_path = pg_catalog",
        SEE_ALL,
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Whether the driver has prepared statements in a session, which it would
/// look for in vain once they are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::connection) enum Prepared {
    /// It has not: what is ours is sent as text.
    Nothing,
    /// It may have, while a migration had the connection.
    Perhaps,
}

/// Takes away what was prepared, but for what the driver did.
const DEALLOCATE: &str = "DO $$ DECLARE prepared pg_catalog.text; BEGIN \
    FOR prepared IN SELECT name FROM pg_catalog.pg_prepared_statements \
        WHERE name OPERATOR(pg_catalog.!~) '^sqlx_s_[0-9]+$' LOOP \
        EXECUTE pg_catalog.format('DEALLOCATE %I', prepared); \
    END LOOP; END $$";

/// Not `DISCARD ALL`: that would give the lock away. What others have
/// prepared in a session that is lent stays there. `again` is what makes it
/// ours once more, as far as the server has told it.
pub(super) fn reset(
    tenancy: Tenancy,
    prepared: Prepared,
    callers: Option<String>,
    again: Option<String>,
) -> Vec<String> {
    let clean =
        ["RESET SESSION AUTHORIZATION", "RESET ROLE", "RESET ALL", "CLOSE ALL", "UNLISTEN *"];
    let deallocate = match (tenancy, prepared) {
        (Tenancy::Pooled, _) => None,
        (_, Prepared::Nothing) => Some("DEALLOCATE ALL"),
        (_, Prepared::Perhaps) => Some(DEALLOCATE),
    };
    let ours = match (tenancy, &again) {
        (Tenancy::Own { .. }, Some(again)) => vec![again.as_str(), ORIGIN],
        _ => vec![SETTINGS],
    };
    // What the caller's pool has set, and then what must be so anyhow.
    let rest = ["DISCARD TEMP"].into_iter().chain(callers.as_deref());
    let rest = rest.chain(ours).chain(deallocate);
    // Taking back what was set brings a short limit back, too.
    let (taken, ending) = clean.split_at(3);
    let whole = taken.iter().copied().chain([UNHURRIED]).chain(ending.iter().copied());
    whole.chain(rest).map(str::to_owned).collect()
}
