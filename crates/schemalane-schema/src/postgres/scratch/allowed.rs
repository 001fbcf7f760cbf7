//! Which statements a schema file may have.
//!
//! The scratch database lies on the same server as the real one, so what acts beyond its own database is kept out by
//! what a statement begins with.

use crate::{Error, Wanted};

/// What may be created, by the word behind `CREATE` and its adjectives, and what may be altered.
const KINDS: &[&str] = &[
    "SCHEMA",
    "TABLE",
    "VIEW",
    "INDEX",
    "TYPE",
    "DOMAIN",
    "SEQUENCE",
    "FUNCTION",
    "PROCEDURE",
    "AGGREGATE",
    "TRIGGER",
    "POLICY",
    "EXTENSION",
    "RULE",
    "COLLATION",
    "OPERATOR",
    "CAST",
    "STATISTICS",
    "TEXT",
    "PUBLICATION",
];
/// What may be altered beside that.
const ALTERED: &[&str] = &["MATERIALIZED", "ROUTINE", "FOREIGN", "EVENT"];
/// What belongs to the whole server.
const GLOBAL: &[&str] =
    &["DATABASE", "ROLE", "USER", "GROUP", "TABLESPACE", "PARAMETER", "SUBSCRIPTION"];
/// What pg_dump sets, without any meaning here.
const SETTINGS: &[&str] = &[
    "STATEMENT_TIMEOUT",
    "LOCK_TIMEOUT",
    "IDLE_IN_TRANSACTION_SESSION_TIMEOUT",
    "TRANSACTION_TIMEOUT",
    "CLIENT_ENCODING",
    "STANDARD_CONFORMING_STRINGS",
    "CHECK_FUNCTION_BODIES",
    "XMLOPTION",
    "CLIENT_MIN_MESSAGES",
    "ROW_SECURITY",
    "DEFAULT_TABLESPACE",
    "DEFAULT_TABLE_ACCESS_METHOD",
];

/// What is done with a statement.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is executed.
    Statement,
    /// It says where names without a schema are searched.
    Search,
    /// It is passed over.
    Nothing,
}

/// Decides on a statement.
///
/// # Errors
///
/// It has no place in a schema file.
pub(super) fn role(wanted: &Wanted) -> Result<Role, Error> {
    let words: Vec<String> = super::words(&wanted.text)
        .iter()
        .map(|token| token.text(&wanted.text).to_ascii_uppercase())
        .collect();
    decide(wanted, &words).map_err(|Misfit(reason, help)| Error::NotAllowed {
        origin: wanted.origin.clone(),
        statement: words.iter().take(3).cloned().collect::<Vec<_>>().join(" "),
        reason: reason.to_owned(),
        help: help.to_owned(),
    })
}

/// Why a statement has no place here, and what to do instead.
struct Misfit(&'static str, &'static str);

const OTHERWISE: Misfit = Misfit("it does not say what the schema is", "put it into a migration");

fn decide(wanted: &Wanted, words: &[String]) -> Result<Role, Misfit> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    match word(0) {
        "CREATE" => create(wanted, words),
        "ALTER" if GLOBAL.contains(&word(1)) => {
            Err(Misfit("it belongs to the whole server", "run it by hand"))
        }
        "ALTER" if word(1) == "DEFAULT" => Err(Misfit(
            "default privileges are not compared",
            "put them into a migration, and grant here what is to be granted",
        )),
        "ALTER" if KINDS.contains(&word(1)) || ALTERED.contains(&word(1)) => Ok(Role::Statement),
        "COMMENT" if !GLOBAL.contains(&word(2)) => Ok(Role::Statement),
        "GRANT" | "REVOKE" => match words.iter().position(|word| word == "ON") {
            Some(on) if !GLOBAL.contains(&word(on + 1)) => Ok(Role::Statement),
            _ => Err(Misfit("roles and databases belong to the whole server", "run it by hand")),
        },
        "SET" => set(words),
        "SELECT" => match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [
                "SELECT",
                "PG_CATALOG",
                ".",
                "SET_CONFIG",
                "(",
                "'SEARCH_PATH'",
                ",",
                _,
                ",",
                _,
                ")",
            ] => Ok(Role::Search),
            _ => Err(Misfit("a query changes nothing", "leave it out")),
        },
        "INSERT" | "COPY" | "UPDATE" | "DELETE" | "MERGE" | "TRUNCATE" => {
            Err(Misfit("rows are no schema", "put it into a migration"))
        }
        "DROP" => Err(Misfit("what is not in the files is dropped anyway", "leave it out")),
        "DO" | "CALL" => {
            Err(Misfit("it can do anything, also to other databases", "put it into a migration"))
        }
        "BEGIN" | "START" | "COMMIT" | "END" | "ROLLBACK" | "SAVEPOINT" => {
            Err(Misfit("a transaction is opened anyway", "leave it out"))
        }
        _ => Err(OTHERWISE),
    }
}

fn create(wanted: &Wanted, words: &[String]) -> Result<Role, Misfit> {
    let header: Vec<&str> = wanted.header.words.iter().map(String::as_str).collect();
    if header.contains(&"TEMP") || header.contains(&"TEMPORARY") {
        return Err(Misfit("what is temporary is no part of a schema", "leave it out"));
    }
    let kind = header.iter().rfind(|word| **word != "CONCURRENTLY").copied().unwrap_or_default();
    if GLOBAL.contains(&kind) {
        return Err(Misfit("it belongs to the whole server", "run it by hand"));
    }
    if !KINDS.contains(&kind) {
        return Err(OTHERWISE);
    }
    if kind == "TABLE" && is_from_query(words) {
        return Err(Misfit(
            "its columns depend on a query and its rows are no schema",
            "write the columns",
        ));
    }
    Ok(Role::Statement)
}

/// `CREATE TABLE ... AS`: the word stands outside of parentheses.
fn is_from_query(words: &[String]) -> bool {
    let mut depth = 0;
    words.iter().any(|word| {
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        depth == 0 && word == "AS"
    })
}

fn set(words: &[String]) -> Result<Role, Misfit> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["SET", "SEARCH_PATH", ..] => Ok(Role::Search),
        ["SET", name, ..] if SETTINGS.contains(&name) => Ok(Role::Nothing),
        _ => Err(Misfit("it is no part of a schema", "leave it out")),
    }
}
