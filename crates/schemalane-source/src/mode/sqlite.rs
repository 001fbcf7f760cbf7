//! What SQLite runs in a transaction, measured on version 3.40.

use super::phrase::Phrase;
use super::{Control, Demand, SQLITE_PROCESS_PRAGMAS, client};

/// The first words of statements that are looked at any closer.
pub(super) const HEADS: [&str; 8] =
    ["ATTACH", "BEGIN", "COMMIT", "DETACH", "END", "PRAGMA", "ROLLBACK", "VACUUM"];

pub(super) fn demand(phrase: &Phrase<'_>) -> Demand {
    let begins = |word: &&&str| phrase.is(0, word);
    if phrase.is(0, "BEGIN") {
        Demand::Control(Control::Begin("BEGIN"))
    } else if phrase.is(0, "ROLLBACK") && phrase.find(&["TO"]).is_some() {
        Demand::Transaction
    } else if let Some(word) = ["COMMIT", "END", "ROLLBACK"].iter().find(begins) {
        Demand::Control(Control::End(word))
    } else if let Some(word) = ["VACUUM", "ATTACH", "DETACH"].iter().find(begins) {
        Demand::NoTransaction(word)
    } else if phrase.is(0, "PRAGMA") {
        pragma(phrase)
    } else {
        Demand::Transaction
    }
}

/// `PRAGMA [schema.]name [= value | (value)]`.
fn pragma(phrase: &Phrase<'_>) -> Demand {
    let name = if phrase.is(2, ".") { 3 } else { 1 };
    let named =
        |expected: &str| phrase.value(name).is_some_and(|text| text.eq_ignore_ascii_case(expected));
    let value = phrase.is_any(name + 1, &["=", "("]).then(|| phrase.value(name + 2)).flatten();
    match value {
        Some(value) if named("foreign_keys") && is_off(value) => Demand::ForeignKeysOff,
        Some(_) if named("journal_mode") => Demand::NoTransaction("PRAGMA journal_mode"),
        Some(_) if named("synchronous") => Demand::NoTransaction("PRAGMA synchronous"),
        _ if named("wal_checkpoint") => Demand::NoTransaction("PRAGMA wal_checkpoint"),
        Some(_) => {
            let process = SQLITE_PROCESS_PRAGMAS.into_iter().find(|pragma| named(pragma));
            process
                .map_or(Demand::Neutral, |pragma| Demand::Client(client::Demand::Process(pragma)))
        }
        None => Demand::Neutral,
    }
}

fn is_off(value: &str) -> bool {
    ["off", "0", "no", "false"].iter().any(|word| word.eq_ignore_ascii_case(value))
}
