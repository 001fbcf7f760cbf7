//! What a session is set to: at its beginning, for a migration, and after one.

use schemalane_source::{SessionSettings, Timeouts};

use super::{Callers, Tenancy, ours};
use crate::{
    Identifier,
    connection::{Scope, Terms},
    literal::literal,
};

/// Takes a time limit away for a transaction, where a pooler lets nothing be
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

/// An expression that says whether triggers and foreign keys do not work.
pub(super) const IS_REPLICA: &str =
    "(pg_catalog.current_setting('session_replication_role') OPERATOR(pg_catalog.=) 'replica')";

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

/// What makes a session as clean as it was when it was opened, but for what is
/// prepared in it. Not `DISCARD ALL`: that would give the lock away. `again` is what makes it ours once
/// more, as far as the server has told it.
pub(super) fn reset(tenancy: Tenancy, callers: &Callers, again: Option<&str>) -> Vec<String> {
    let mut statements = AS_CONNECTED.map(str::to_owned).to_vec();
    statements.push("RESET ALL".to_owned());
    let own = again.filter(|_| matches!(tenancy, Tenancy::Own { .. }));
    if own.is_none() {
        // Taking back what was set brings a short limit back, too.
        statements.push(UNHURRIED.to_owned());
    }
    statements.extend(["CLOSE ALL", "UNLISTEN *", "DISCARD TEMP"].map(str::to_owned));
    // What the caller's pool has set, and then what must be so anyhow.
    statements.extend(callers.settings());
    match own {
        Some(again) => {
            statements.push(again.to_owned());
            statements.extend(callers.is_replica_at_start().then(|| ours::ORIGIN.to_owned()));
        }
        None => statements.push(ours::settings()),
    }
    statements
}

/// What takes away what was prepared. What others have prepared in a session
/// that is lent stays there.
pub(super) fn deallocate(tenancy: Tenancy, prepared: Prepared) -> Option<String> {
    match (tenancy, prepared) {
        (Tenancy::Pooled, _) => None,
        (_, Prepared::Nothing) => Some("DEALLOCATE ALL".to_owned()),
        (_, Prepared::Perhaps) => Some(DEALLOCATE.to_owned()),
    }
}
