//! The beginning of a statement: enough to know what it makes.

use crate::Kind;
use schemalane_source::{Dialect, Token, TokenKind, tokens};

/// What a statement begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Its key words up to the first name, in capitals: `CREATE UNIQUE INDEX`, `ALTER TABLE`.
    pub words: Vec<String>,
    /// What it makes, where it is a `CREATE` of something that is known.
    pub kind: Option<Kind>,
    /// The schema that its name begins with.
    pub schema: Option<String>,
    /// The name, without quotes; folded to lower case as the database does where it has no quotes, and always on SQLite.
    pub name: Option<String>,
    /// Where the name begins in the statement, in bytes, and where it ends: the last part of a qualified name only.
    pub name_range: Option<(usize, usize)>,
}

/// Words that may stand between `CREATE` and what is made.
const BETWEEN: &[&str] = &[
    "OR",
    "REPLACE",
    "TEMP",
    "TEMPORARY",
    "UNIQUE",
    "UNLOGGED",
    "MATERIALIZED",
    "RECURSIVE",
    "VIRTUAL",
    "CONSTRAINT",
    "GLOBAL",
    "LOCAL",
    "FOREIGN",
    "TRUSTED",
    "PROCEDURAL",
    "EVENT",
];

impl Header {
    /// Reads the beginning of a statement. What is no `CREATE` has its first two words and no name.
    #[must_use]
    pub fn read(statement: &str, dialect: Dialect) -> Self {
        let Ok(tokens) = tokens(statement, dialect) else { return Self::default() };
        let tokens: Vec<Token> = tokens.into_iter().filter(|token| !token.is_comment()).collect();
        let word = |index: usize| {
            tokens
                .get(index)
                .filter(|token| token.kind == TokenKind::Word)
                .map(|token| token.text(statement).to_ascii_uppercase())
        };
        let Some(first) = word(0) else { return Self::default() };
        let mut words = vec![first];
        if words[0] != "CREATE" {
            words.extend(word(1));
            return Self { words, ..Self::default() };
        }
        let mut next = 1;
        while let Some(between) = word(next).filter(|word| BETWEEN.contains(&word.as_str())) {
            words.push(between);
            next += 1;
        }
        let Some(what) = word(next) else { return Self { words, ..Self::default() } };
        next += 1;
        let kind = kind(&what, &words);
        words.push(what);
        if word(next).as_deref() == Some("CONCURRENTLY") {
            words.push("CONCURRENTLY".to_owned());
            next += 1;
        }
        if [word(next), word(next + 1), word(next + 2)].map(Option::unwrap_or_default)
            == ["IF", "NOT", "EXISTS"]
        {
            next += 3;
        }
        let mut header = Self { words, kind, ..Self::default() };
        header.read_name(statement, &tokens[next.min(tokens.len())..], dialect);
        header
    }

    fn read_name(&mut self, statement: &str, tokens: &[Token], dialect: Dialect) {
        let Some(first) = tokens.first().filter(|token| is_name(token)) else { return };
        // `CREATE INDEX ON t (...)` has no name.
        if self.kind == Some(Kind::Index) && first.text(statement).eq_ignore_ascii_case("ON") {
            return;
        }
        let is_qualified = tokens.get(1).is_some_and(|token| token.text(statement) == ".");
        let last = match tokens.get(2).filter(|token| is_qualified && is_name(token)) {
            Some(second) => {
                self.schema = Some(unquote(first.text(statement), dialect));
                second
            }
            None => first,
        };
        self.name = Some(unquote(last.text(statement), dialect));
        self.name_range = Some((last.start, last.end));
    }

    /// Where the name ends, in bytes: the rest says what the thing is. 0 where there is no name.
    pub(crate) fn name_end(&self) -> usize {
        self.name_range.map_or(0, |(_, end)| end)
    }

    /// Whether the key words are these.
    #[must_use]
    pub fn is(&self, words: &[&str]) -> bool {
        self.words.iter().map(String::as_str).eq(words.iter().copied())
    }
}

fn is_name(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Quoted)
}

fn kind(what: &str, words: &[String]) -> Option<Kind> {
    let has = |word: &str| words.iter().any(|said| said == word);
    match what {
        "SCHEMA" => Some(Kind::Schema),
        "EXTENSION" => Some(Kind::Extension),
        "DOMAIN" => Some(Kind::Domain),
        "SEQUENCE" => Some(Kind::Sequence),
        "FUNCTION" | "PROCEDURE" | "AGGREGATE" => Some(Kind::Routine),
        "TABLE" if !has("FOREIGN") => Some(Kind::Table),
        "VIEW" if has("MATERIALIZED") => Some(Kind::MaterializedView),
        "VIEW" => Some(Kind::View),
        "INDEX" => Some(Kind::Index),
        "TRIGGER" if !has("EVENT") => Some(Kind::Trigger),
        "POLICY" => Some(Kind::Policy),
        _ => None,
    }
}

/// A name as the database compares it: without its quotes, and folded where the database folds it.
pub(crate) fn unquote(text: &str, dialect: Dialect) -> String {
    let inner = |quote: char| {
        let body = text.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(body.replace(&format!("{quote}{quote}"), &quote.to_string()))
    };
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']').map(str::to_owned);
    let quoted = inner('"').or_else(|| match dialect {
        Dialect::Postgres => None,
        Dialect::Sqlite => inner('`').or_else(|| inner('\'')).or_else(bracketed),
    });
    match (quoted, dialect) {
        (Some(name), Dialect::Postgres) => name,
        (Some(name), Dialect::Sqlite) => name.to_ascii_lowercase(),
        (None, _) => text.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        statement: &str,
        dialect: Dialect,
    ) -> (String, Option<Kind>, Option<String>, Option<String>) {
        let header = Header::read(statement, dialect);
        (header.words.join(" "), header.kind, header.schema, header.name)
    }

    #[test]
    fn a_create_says_what_it_makes_and_how_it_is_called() {
        let some = |text: &str| Some(text.to_owned());
        for (statement, words, kind, schema, name) in [
            ("create table Users (id int)", "CREATE TABLE", Some(Kind::Table), None, some("users")),
            (
                "CREATE /* x */ UNIQUE INDEX IF NOT EXISTS app.\"By Name\" ON t (a)",
                "CREATE UNIQUE INDEX",
                Some(Kind::Index),
                some("app"),
                some("By Name"),
            ),
            ("CREATE INDEX ON t (a)", "CREATE INDEX", Some(Kind::Index), None, None),
            (
                "create or replace function f() returns int as $$ select 1 $$ language sql",
                "CREATE OR REPLACE FUNCTION",
                Some(Kind::Routine),
                None,
                some("f"),
            ),
            (
                "CREATE MATERIALIZED VIEW m AS SELECT 1",
                "CREATE MATERIALIZED VIEW",
                Some(Kind::MaterializedView),
                None,
                some("m"),
            ),
            ("ALTER TABLE t ADD c int", "ALTER TABLE", None, None, None),
            ("drop table t", "DROP TABLE", None, None, None),
        ] {
            assert_eq!(
                read(statement, Dialect::Postgres),
                (words.to_owned(), kind, schema, name),
                "{statement}"
            );
        }
    }

    #[test]
    fn sqlite_has_four_kinds_of_quotes_and_no_case() {
        for name in ["\"My T\"", "`My T`", "[My T]", "'My T'"] {
            let found = read(&format!("CREATE TABLE {name}(a)"), Dialect::Sqlite).3;
            assert_eq!(found.as_deref(), Some("my t"), "{name}");
        }
        assert_eq!(unquote("\"a\"\"b\"", Dialect::Postgres), "a\"b");
    }
}
