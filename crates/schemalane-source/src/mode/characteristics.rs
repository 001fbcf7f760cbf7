//! What a file says about the transaction that it runs in on PostgreSQL.

use super::phrase::Phrase;
use super::{Demands, ModeError};
use crate::{Dialect, Isolation, Statement};

/// What one statement says.
enum Said {
    /// An isolation level.
    Isolation(Isolation),
    /// What cannot be.
    Impossible(&'static str),
}

/// The isolation level that a file asks for, in its header or with `SET TRANSACTION`.
///
/// The history row is written before the file's own statements, and an isolation level cannot be
/// set any more once a transaction has done something. So the transaction begins with it, and the
/// statement finds that it is so already. It must stand where it would work without us.
pub(crate) fn isolation(
    text: &str,
    statements: &[Statement],
    header: Option<Isolation>,
) -> Result<Option<Isolation>, Vec<ModeError>> {
    let place = |statement: &Statement| Demands::place_of(text, statement);
    let mut errors = Vec::new();
    let mut asked = header;
    let mut has_begun = false;
    for statement in statements {
        let phrase = Phrase::read(statement.text(text), Dialect::Postgres, &["SET"]);
        for said in said(&phrase) {
            match said {
                Said::Impossible(what) => {
                    errors.push(ModeError::Characteristic { place: place(statement), what });
                }
                Said::Isolation(isolation) => match asked {
                    Some(other) if other != isolation => {
                        let place = place(statement);
                        errors.push(ModeError::TwoIsolations { place, isolation, other });
                    }
                    // It changes nothing, wherever it stands.
                    Some(_) => {}
                    None if has_begun => {
                        let place = place(statement);
                        errors.push(ModeError::LateIsolation { place, isolation });
                    }
                    None => asked = Some(isolation),
                },
            }
        }
        has_begun |= !phrase.is_any(0, &["SET", "RESET"]);
    }
    if errors.is_empty() { Ok(asked) } else { Err(errors) }
}

/// What a statement says of its transaction: `SET [LOCAL] TRANSACTION ...`, or one of the three
/// settings that say the same.
fn said(phrase: &Phrase<'_>) -> Vec<Said> {
    if !phrase.is(0, "SET") {
        return Vec::new();
    }
    let begin = if phrase.is_any(1, &["LOCAL", "SESSION"]) { 2 } else { 1 };
    if phrase.is(begin, "TRANSACTION") {
        return modes(phrase, begin + 1);
    }
    let value = phrase
        .is_any(begin + 1, &["=", "TO"])
        .then(|| phrase.value(begin + 2))
        .flatten()
        .unwrap_or_default();
    let is_on = ["on", "true", "yes", "1"].iter().any(|word| value.eq_ignore_ascii_case(word));
    let named =
        |name: &str| phrase.value(begin).is_some_and(|text| text.eq_ignore_ascii_case(name));
    if named("transaction_isolation") {
        value.parse().map(Said::Isolation).into_iter().collect()
    } else if named("transaction_read_only") && is_on {
        vec![Said::Impossible("SET transaction_read_only")]
    } else if named("transaction_deferrable") {
        vec![Said::Impossible("SET transaction_deferrable")]
    } else {
        Vec::new()
    }
}

/// The modes of `SET TRANSACTION` from the token at `index` on.
fn modes(phrase: &Phrase<'_>, mut index: usize) -> Vec<Said> {
    let mut found = Vec::new();
    while index < phrase.len() {
        let levels: [(&[&str], Isolation); 4] = [
            (&["SERIALIZABLE"], Isolation::Serializable),
            (&["REPEATABLE", "READ"], Isolation::RepeatableRead),
            (&["READ", "COMMITTED"], Isolation::ReadCommitted),
            (&["READ", "UNCOMMITTED"], Isolation::ReadUncommitted),
        ];
        let level = levels.iter().find(|(words, _)| phrase.has(index, words));
        if let Some((words, isolation)) = level {
            found.push(Said::Isolation(*isolation));
            index += words.len();
        } else if phrase.has(index, &["READ", "ONLY"]) {
            found.push(Said::Impossible("READ ONLY"));
            index += 2;
        } else if phrase.is(index, "DEFERRABLE") {
            found.push(Said::Impossible("DEFERRABLE"));
            index += 1;
        } else if phrase.is(index, "SNAPSHOT") {
            found.push(Said::Impossible("SNAPSHOT"));
            index += 2;
        } else {
            index += 1;
        }
    }
    found
}
