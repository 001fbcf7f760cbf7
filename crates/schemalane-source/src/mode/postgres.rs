//! What PostgreSQL runs in a transaction, measured on version 15 and read in the manual of 18 for
//! what is newer.

use super::phrase::Phrase;
use super::{Control, Demand, client};
use Demand::{Neutral, NoTransaction, Transaction};

/// The first words of statements that are looked at any closer.
pub(super) const HEADS: [&str; 19] = [
    "ABORT", "ALTER", "BEGIN", "CLUSTER", "COMMIT", "COPY", "CREATE", "DISCARD", "DROP", "END",
    "PREPARE", "REINDEX", "RESET", "ROLLBACK", "SELECT", "SET", "SHOW", "START", "VACUUM",
];

pub(super) fn demand(phrase: &Phrase<'_>) -> Demand {
    if let Some(control) = control(phrase) {
        return control;
    }
    if let Some(demand) = client::Demand::of(phrase) {
        return Demand::Client(demand);
    }
    if let Some(what) = refused(phrase) {
        return NoTransaction(what);
    }
    if neutral(phrase) { Neutral } else { Transaction }
}

fn control(phrase: &Phrase<'_>) -> Option<Demand> {
    let end = |word| {
        // `AND NO CHAIN` is the default.
        let chains = phrase.find(&["AND", "CHAIN"]).is_some();
        Some(Demand::Control(if chains { Control::Chain(word) } else { Control::End(word) }))
    };
    if phrase.is(0, "BEGIN") {
        Some(Demand::Control(Control::Begin("BEGIN")))
    } else if phrase.begins(&["START", "TRANSACTION"]) {
        Some(Demand::Control(Control::Begin("START TRANSACTION")))
    } else if phrase.begins(&["PREPARE", "TRANSACTION"]) {
        Some(Demand::Control(Control::End("PREPARE TRANSACTION")))
    } else if phrase.is(1, "PREPARED") && phrase.is(0, "COMMIT") {
        Some(NoTransaction("COMMIT PREPARED"))
    } else if phrase.is(1, "PREPARED") && phrase.is(0, "ROLLBACK") {
        Some(NoTransaction("ROLLBACK PREPARED"))
    } else if phrase.is(0, "ROLLBACK") && (phrase.is(1, "TO") || phrase.is(2, "TO")) {
        Some(Transaction)
    } else {
        ["COMMIT", "END", "ROLLBACK", "ABORT"]
            .into_iter()
            .find(|word| phrase.is(0, word))
            .and_then(end)
    }
}

/// The key words of a statement that PostgreSQL refuses in a transaction block.
fn refused(phrase: &Phrase<'_>) -> Option<&'static str> {
    let always: [(&[&str], &'static str); 11] = [
        (&["VACUUM"], "VACUUM"),
        (&["CREATE", "INDEX", "CONCURRENTLY"], "CREATE INDEX CONCURRENTLY"),
        (&["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"], "CREATE UNIQUE INDEX CONCURRENTLY"),
        (&["DROP", "INDEX", "CONCURRENTLY"], "DROP INDEX CONCURRENTLY"),
        (&["CREATE", "DATABASE"], "CREATE DATABASE"),
        (&["DROP", "DATABASE"], "DROP DATABASE"),
        (&["CREATE", "TABLESPACE"], "CREATE TABLESPACE"),
        (&["DROP", "TABLESPACE"], "DROP TABLESPACE"),
        (&["DROP", "SUBSCRIPTION"], "DROP SUBSCRIPTION"),
        (&["ALTER", "SYSTEM"], "ALTER SYSTEM"),
        (&["DISCARD", "ALL"], "DISCARD ALL"),
    ];
    if let Some((_, what)) = always.iter().find(|(words, _)| phrase.begins(words)) {
        return Some(what);
    }
    if phrase.is(0, "CLUSTER") {
        clusters_all(phrase).then_some("CLUSTER")
    } else if phrase.is(0, "REINDEX") {
        reindex(phrase)
    } else if phrase.begins(&["CREATE", "SUBSCRIPTION"]) {
        creates_slot(phrase).then_some("CREATE SUBSCRIPTION")
    } else if phrase.begins(&["ALTER", "SUBSCRIPTION"]) {
        alter_subscription(phrase)
    } else if phrase.begins(&["ALTER", "TABLE"]) {
        detaches_concurrently(phrase).then_some("DETACH PARTITION CONCURRENTLY")
    } else if phrase.begins(&["ALTER", "DATABASE"]) {
        phrase.has(3, &["SET", "TABLESPACE"]).then_some("ALTER DATABASE SET TABLESPACE")
    } else {
        None
    }
}

/// `CLUSTER` without a table works through all of them, each in a transaction of its own.
fn clusters_all(phrase: &Phrase<'_>) -> bool {
    let options = if phrase.is(1, "VERBOSE") { 2 } else { phrase.after_parenthesis(1) };
    options >= phrase.len()
}

fn reindex(phrase: &Phrase<'_>) -> Option<&'static str> {
    let kind = phrase.after_parenthesis(1);
    if phrase.is_any(kind, &["SCHEMA", "DATABASE", "SYSTEM"]) {
        return Some("REINDEX SCHEMA, DATABASE or SYSTEM");
    }
    let concurrently =
        phrase.is(kind + 1, "CONCURRENTLY") || phrase.option(1, "concurrently") == Some(true);
    concurrently.then_some("REINDEX CONCURRENTLY")
}

/// What makes a subscription outlive a rollback is the slot that it makes at the other server.
fn creates_slot(phrase: &Phrase<'_>) -> bool {
    let options = phrase.find(&["WITH", "("]).map(|with| with + 1);
    let switched_off = |name| options.and_then(|open| phrase.option(open, name)) == Some(false);
    !(switched_off("connect") || switched_off("create_slot"))
}

/// What talks to the other server cannot be rolled back there.
fn alter_subscription(phrase: &Phrase<'_>) -> Option<&'static str> {
    let options = phrase.find(&["WITH", "("]).map(|with| with + 1);
    if phrase.has(3, &["REFRESH"]) {
        return Some("ALTER SUBSCRIPTION REFRESH");
    }
    if phrase.is_any(3, &["SET", "ADD", "DROP"]) && phrase.is(4, "PUBLICATION") {
        let refresh = options.and_then(|open| phrase.option(open, "refresh")).unwrap_or(true);
        return refresh.then_some("ALTER SUBSCRIPTION with refresh");
    }
    let sets = |name| phrase.is(3, "SET") && phrase.option(4, name).is_some();
    (sets("failover") || phrase.is(3, "SET") && phrase.option(4, "two_phase") == Some(false))
        .then_some("ALTER SUBSCRIPTION SET")
}

fn detaches_concurrently(phrase: &Phrase<'_>) -> bool {
    phrase.find(&["DETACH", "PARTITION"]).is_some() && phrase.is(phrase.len() - 1, "CONCURRENTLY")
}

/// Statements about the session, which mean the same inside a transaction and outside. `SET LOCAL`
/// and its like mean nothing outside.
fn neutral(phrase: &Phrase<'_>) -> bool {
    if phrase.is(0, "SET") {
        return !phrase.is_any(1, &["LOCAL", "TRANSACTION", "CONSTRAINTS"]);
    }
    phrase.is_any(0, &["RESET", "SHOW"])
        || phrase.is(0, "SELECT") && only_sets_configuration(phrase)
}

/// `SELECT set_config(...)`, as pg_dump writes it, and several of them in one list.
fn only_sets_configuration(phrase: &Phrase<'_>) -> bool {
    let mut index = 1;
    loop {
        if phrase.has(index, &["pg_catalog", "."]) {
            index += 2;
        }
        if !phrase.has(index, &["set_config", "("]) {
            return false;
        }
        index = phrase.after_parenthesis(index + 1);
        if index >= phrase.len() {
            return true;
        }
        if !phrase.is(index, ",") {
            return false;
        }
        index += 1;
    }
}
