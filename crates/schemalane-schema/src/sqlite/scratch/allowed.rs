//! What has a place in a schema file.

use crate::sqlite::token;
use crate::{Error, Kind, ObjectId, Wanted};

/// What a statement makes.
///
/// # Errors
///
/// It has no place in a schema file.
pub(super) fn id(statement: &Wanted) -> Result<ObjectId, Error> {
    let header = &statement.header;
    let words: Vec<&str> = header.words.iter().map(String::as_str).collect();
    let kind = match words.as_slice() {
        ["CREATE", "TABLE"] | ["CREATE", "VIRTUAL", "TABLE"] => Kind::Table,
        ["CREATE", "INDEX"] | ["CREATE", "UNIQUE", "INDEX"] => Kind::Index,
        ["CREATE", "VIEW"] => Kind::View,
        ["CREATE", "TRIGGER"] => Kind::Trigger,
        words => return Err(refuse(statement, reason(words))),
    };
    let Some(name) = header.name.clone() else {
        return Err(refuse(statement, "it names nothing that it makes: give it a name"));
    };
    if header.schema.as_deref().is_some_and(|schema| schema != "main") {
        let reason = "only the schema `main` is part of the database's file: take the schema away";
        return Err(refuse(statement, reason));
    }
    if kind == Kind::Table
        && token::rest(&statement.text).first().is_some_and(|token| token.is("AS"))
    {
        let reason = "a table made from a query has rows and no constraints: write out its columns, and put the rows \
                      into a migration";
        return Err(refuse(statement, reason));
    }
    Ok(ObjectId::new(kind, "", name))
}

/// Why not, and what to do.
fn reason(words: &[&str]) -> &'static str {
    match words {
        [.., "TEMP" | "TEMPORARY", _] => {
            "a temporary object lives in one connection only: take TEMP away, or the statement"
        }
        ["INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "WITH" | "SELECT" | "VALUES", ..] => {
            "a schema file says what objects there are: rows belong into a migration"
        }
        ["ALTER" | "DROP" | "REINDEX", ..] => {
            "a schema file says what shall be, and no way there: change the CREATE statement itself, and the plan finds \
             the way"
        }
        ["PRAGMA", ..] => {
            "settings are no part of the schema: put it into a migration, or where the application connects"
        }
        ["BEGIN" | "COMMIT" | "END" | "ROLLBACK" | "SAVEPOINT" | "RELEASE", ..] => {
            "the engine decides on transactions: take it away"
        }
        ["ATTACH" | "DETACH", ..] => "a schema is of one database: take it away",
        _ => {
            "SQLite has CREATE TABLE, INDEX, VIEW, TRIGGER and VIRTUAL TABLE: anything else belongs into a migration"
        }
    }
}

fn refuse(statement: &Wanted, reason: &str) -> Error {
    let words: Vec<&str> = statement.text.split_whitespace().take(4).collect();
    Error::NotAllowed {
        origin: statement.origin.clone(),
        statement: words.join(" "),
        reason: reason.to_owned(),
    }
}
