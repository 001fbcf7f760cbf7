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
        return Err(refuse(statement, Misfit("it names nothing that it makes", "give it a name")));
    };
    if header.schema.as_deref().is_some_and(|schema| schema != "main") {
        let misfit =
            Misfit("only the schema `main` is part of the database's file", "take the schema away");
        return Err(refuse(statement, misfit));
    }
    if kind == Kind::Table
        && token::rest(&statement.text).first().is_some_and(|token| token.is("AS"))
    {
        let misfit = Misfit(
            "a table made from a query has rows and no constraints",
            "write out its columns, and put the rows into a migration",
        );
        return Err(refuse(statement, misfit));
    }
    Ok(ObjectId::new(kind, "", name))
}

/// Why a statement has no place here, and what to do instead.
struct Misfit(&'static str, &'static str);

fn reason(words: &[&str]) -> Misfit {
    match words {
        [.., "TEMP" | "TEMPORARY", _] => Misfit(
            "a temporary object lives in one connection only",
            "take TEMP away, or the statement",
        ),
        ["INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "WITH" | "SELECT" | "VALUES", ..] => {
            Misfit("a schema file says what objects there are", "put rows into a migration")
        }
        ["ALTER" | "DROP" | "REINDEX", ..] => Misfit(
            "a schema file says what shall be, and no way there",
            "change the CREATE statement itself, and the plan finds the way",
        ),
        ["PRAGMA", ..] => Misfit(
            "settings are no part of the schema",
            "put it into a migration, or where the application connects",
        ),
        ["BEGIN" | "COMMIT" | "END" | "ROLLBACK" | "SAVEPOINT" | "RELEASE", ..] => {
            Misfit("the engine decides on transactions", "take it away")
        }
        ["ATTACH" | "DETACH", ..] => Misfit("a schema is of one database", "take it away"),
        _ => Misfit(
            "SQLite has CREATE TABLE, INDEX, VIEW, TRIGGER and VIRTUAL TABLE",
            "put anything else into a migration",
        ),
    }
}

fn refuse(statement: &Wanted, Misfit(reason, help): Misfit) -> Error {
    let words: Vec<&str> = statement.text.split_whitespace().take(4).collect();
    Error::NotAllowed {
        origin: statement.origin.clone(),
        statement: words.join(" "),
        reason: reason.to_owned(),
        help: help.to_owned(),
    }
}
