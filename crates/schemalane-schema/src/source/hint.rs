//! Comments that say what something was called before.

use super::Header;
use super::header::unquote;
use schemalane_source::{Dialect, Place, Statement, Token, TokenKind, tokens};
use std::collections::BTreeMap;

/// That something was called otherwise before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What has the new name.
    pub subject: Subject,
    /// The old name, as the database compares it.
    pub from: String,
    /// The line of the comment, from 1.
    pub line: u32,
}

/// What a hint is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The object that the statement makes.
    Object,
    /// A column of the table that the statement makes, one of its named constraints, an attribute or a label of the type
    /// that it makes, by its new name.
    Column(String),
}

/// How hints begin: our own form, and that of Atlas.
const BEGINNINGS: [&str; 2] = ["@rename", "atlas:renamed_from"];

/// The old name in a comment: `-- @renamed from=old`, or `-- atlas:renamed_from old`. `Some(None)` where a comment
/// begins as a hint and says nothing.
fn parse(comment: &str, dialect: Dialect) -> Option<Option<String>> {
    let body =
        comment.trim_start_matches('-').trim_start_matches("/*").trim_end_matches("*/").trim();
    let [own, atlas] = BEGINNINGS;
    let name = if let Some(rest) = body.strip_prefix(own) {
        let rest = rest.strip_prefix('d').map(str::trim_start);
        rest.and_then(|rest| rest.strip_prefix("from")?.trim_start().strip_prefix('='))
    } else {
        let rest = body.strip_prefix(atlas)?;
        rest.starts_with(char::is_whitespace).then_some(rest)
    };
    let name = name.and_then(|name| last_name(name.trim(), dialect));
    Some(name.map(|name| match (label(name), dialect) {
        (Some(label), Dialect::Postgres) => label,
        _ => unquote(name, dialect),
    }))
}

/// What stands in single quotes: a label of an enum, or one more way to write a name on SQLite.
fn label(text: &str) -> Option<String> {
    let body = text.strip_prefix('\'')?.strip_suffix('\'')?;
    Some(body.replace("''", "'"))
}

/// The name of a text that is one, without the schema before it.
fn last_name(text: &str, dialect: Dialect) -> Option<&str> {
    let is_name = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted);
    match tokens(text, dialect).ok()?.as_slice() {
        [name] if is_name(name) => Some(name.text(text)),
        [schema, dot, name] if is_name(schema) && dot.text(text) == "." && is_name(name) => {
            Some(name.text(text))
        }
        _ => None,
    }
}

/// The hints of a file, by the position of their statement.
///
/// # Errors
///
/// The line and text of a comment that begins as a hint and is none, or that belongs to nothing.
pub(super) fn read(
    text: &str,
    statements: &[Statement],
    dialect: Dialect,
) -> Result<BTreeMap<usize, Vec<Hint>>, (u32, String)> {
    let mut hints: BTreeMap<usize, Vec<Hint>> = BTreeMap::new();
    // Most files have none, and need not be taken apart a second time.
    if !BEGINNINGS.iter().any(|beginning| text.contains(beginning)) {
        return Ok(hints);
    }
    let all = tokens(text, dialect).unwrap_or_default();
    for comment in all.iter().filter(|token| token.is_comment()) {
        let Some(from) = parse(comment.text(text), dialect) else { continue };
        let line = Place::of(text, comment.start).line;
        let stray = || (line, comment.text(text).trim().to_owned());
        let from = from.ok_or_else(stray)?;
        let (index, subject) =
            subject(text, comment, &all, statements, dialect).ok_or_else(stray)?;
        hints.entry(index).or_default().push(Hint { subject, from, line });
    }
    Ok(hints)
}

/// What a comment belongs to: what is on its own line before it, else what comes next.
fn subject(
    text: &str,
    comment: &Token,
    all: &[Token],
    statements: &[Statement],
    dialect: Dialect,
) -> Option<(usize, Subject)> {
    let line_start = text[..comment.start].rfind('\n').map_or(0, |end| end + 1);
    let on_line = all.iter().rfind(|token| {
        !token.is_comment()
            && token.end <= comment.start
            && token.start >= line_start
            && token.text(text) != ";"
    });
    let anchor = match on_line {
        Some(_) => {
            // The first item that begins on this line is what somebody reads as the line's subject.
            all.iter().find(|token| !token.is_comment() && token.start >= line_start)?
        }
        None => all.iter().find(|token| !token.is_comment() && token.start >= comment.end)?,
    };
    let index = statements.iter().position(|statement| {
        statement.start() <= anchor.start && anchor.start < statement.end()
    })?;
    let statement = &statements[index];
    let header = Header::read(statement.text(text), dialect);
    let (_, name_end) = header.name_range?;
    if anchor.start < statement.start() + name_end {
        return Some((index, Subject::Object));
    }
    let item = item_of(text, anchor, all, statement)?;
    Some((index, Subject::Column(item_name(text, item, all, dialect)?)))
}

/// The first token of the item between parentheses that a token lies in.
fn item_of<'a>(
    text: &str,
    anchor: &Token,
    all: &'a [Token],
    statement: &Statement,
) -> Option<&'a Token> {
    let mut depth = 0i32;
    let mut begins = false;
    let mut item = None;
    for token in all.iter().filter(|token| {
        !token.is_comment() && token.start >= statement.start() && token.start < statement.end()
    }) {
        if begins {
            item = Some(token);
            begins = false;
        }
        match token.text(text) {
            "(" => {
                depth += 1;
                begins = depth == 1;
            }
            ")" => depth -= 1,
            "," if depth == 1 => begins = true,
            _ => {}
        }
        if token.start >= anchor.start {
            // A line that begins with a comma belongs to what follows it.
            return if begins {
                all.iter().find(|next| !next.is_comment() && next.start >= token.end)
            } else {
                item
            };
        }
    }
    None
}

/// The name of an item: its first word, or behind `CONSTRAINT` its second.
fn item_name(text: &str, item: &Token, all: &[Token], dialect: Dialect) -> Option<String> {
    let name = if item.text(text).eq_ignore_ascii_case("CONSTRAINT") {
        all.iter().find(|token| !token.is_comment() && token.start >= item.end)?
    } else {
        item
    };
    let name = matches!(name.kind, TokenKind::Word | TokenKind::Quoted).then(|| name.text(text))?;
    Some(match (label(name), dialect) {
        (Some(label), Dialect::Postgres) => label,
        _ => unquote(name, dialect),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemalane_source::split;

    type Hints = Vec<(usize, Subject, String)>;

    fn hints(text: &str) -> Result<Hints, (u32, String)> {
        let statements = split(text, Dialect::Sqlite).unwrap();
        let found = read(text, &statements, Dialect::Sqlite)?;
        Ok(found
            .into_iter()
            .flat_map(|(index, hints)| {
                hints.into_iter().map(move |hint| (index, hint.subject, hint.from))
            })
            .collect())
    }

    #[test]
    fn a_hint_belongs_to_its_line_or_to_what_follows() {
        let text = "CREATE TABLE users ( -- @renamed from=people\n  id INTEGER,\n  -- @renamed from = nick\n  \
                    nickname TEXT, -- not a hint\n  mail TEXT DEFAULT ',' -- @renamed from=\"E Mail\"\n);\n\
                    -- atlas:renamed_from old_index\nCREATE INDEX by_mail ON users (mail);";
        assert_eq!(
            hints(text).unwrap(),
            [
                (0, Subject::Object, "people".to_owned()),
                (0, Subject::Column("nickname".into()), "nick".to_owned()),
                (0, Subject::Column("mail".into()), "e mail".to_owned()),
                (1, Subject::Object, "old_index".to_owned()),
            ]
        );
    }

    #[test]
    fn a_dot_in_quotes_belongs_to_the_name() {
        for (hint, name) in
            [("\"unit.price\"", "unit.price"), ("main.\"unit.price\"", "unit.price")]
        {
            let text = format!("CREATE TABLE t (\n  unit_price INT -- @renamed from={hint}\n)");
            assert_eq!(hints(&text).unwrap()[0].2, name);
        }
    }

    #[test]
    fn a_label_keeps_its_case() {
        let text = "CREATE TYPE mood AS ENUM (\n  'so so', -- @renamed from='It''s a.b'\n  'Good' -- @renamed from=fine\n)";
        let statements = split(text, Dialect::Postgres).unwrap();
        let found = read(text, &statements, Dialect::Postgres).unwrap().remove(&0).unwrap();
        let found: Vec<_> = found.into_iter().map(|hint| (hint.subject, hint.from)).collect();
        assert_eq!(
            found,
            [
                (Subject::Column("so so".into()), "It's a.b".to_owned()),
                (Subject::Column("Good".into()), "fine".to_owned()),
            ]
        );
    }

    #[test]
    fn leading_commas_and_named_constraints_work() {
        let text = "CREATE TABLE t (\n  a INT\n  , b INT -- @renamed from=c\n  , CONSTRAINT positive CHECK (a > 0) -- @renamed from=p\n)";
        assert_eq!(
            hints(text).unwrap(),
            [
                (0, Subject::Column("b".into()), "c".to_owned()),
                (0, Subject::Column("positive".into()), "p".to_owned()),
            ]
        );
    }

    #[test]
    fn what_begins_as_a_hint_and_is_none_is_an_error() {
        assert_eq!(
            hints("CREATE TABLE t (a);\n-- @renamed people").unwrap_err(),
            (2, "-- @renamed people".to_owned())
        );
        assert_eq!(hints("CREATE TABLE t (a);\n-- @renamed from=x").unwrap_err().0, 2);
        for near in ["@rename from=x", "@renames from=x", "@renamed=x", "atlas:renamed_from"] {
            let text = format!("CREATE TABLE t ( -- {near}\n  a\n)");
            assert_eq!(hints(&text).unwrap_err(), (1, format!("-- {near}")));
        }
        assert!(hints("-- renamed from=x\nCREATE TABLE t (a)").unwrap().is_empty());
    }
}
