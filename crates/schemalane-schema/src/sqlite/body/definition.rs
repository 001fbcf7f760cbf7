//! The definition of a column.

use super::{Body, Cursor, constraint, constraint::Named};
use crate::sqlite::token::{self, Token};
use crate::{Column, Generated, KeyPart, Rule};
use schemalane_source::TokenKind;

const ENDS_TYPE: &[&str] = &[
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "GENERATED",
    "AS",
];

pub(super) fn read(item: &[Token<'_>], is_name: &dyn Fn(&str) -> bool, body: &mut Body) {
    let mut cursor = Cursor::new(item);
    let Some(name) = cursor.next() else { return };
    let data_type = data_type(&mut cursor);
    let mut column = Column::new(name.name(), data_type);
    column.written = Some(name.written()).filter(|written| *written != column.name);
    let mut constraint_name = None;
    while let Some(next) = cursor.peek() {
        if next.is("CONSTRAINT") {
            cursor.next();
            constraint_name = cursor.next().map(|name| name.name());
            continue;
        }
        let named = Named(constraint_name.take());
        if !fact(&mut cursor, &mut column, &named, is_name)
            && !rule(&mut cursor, &column, named, is_name, body)
        {
            // SQLite ignores a word here, and so do we.
            cursor.next();
        }
    }
    body.columns.push(column);
}

/// The words of the type: SQLite's own in capitals as it does itself.
fn data_type(cursor: &mut Cursor<'_, '_>) -> String {
    let mut words = Vec::new();
    while let Some(next) = cursor.peek() {
        if ENDS_TYPE.iter().any(|word| next.is(word)) {
            break;
        }
        if let Some(arguments) = cursor.group() {
            let inside = token::canonical(arguments, |_| true);
            if let Some(last) = words.last_mut() {
                let last: &mut String = last;
                last.push_str(&format!("({inside})"));
            }
        } else if let Some(word) = cursor.next() {
            words.push(word.written());
        }
    }
    words.join(" ").to_ascii_uppercase()
}

/// What is a fact of the column itself.
fn fact(
    cursor: &mut Cursor<'_, '_>,
    column: &mut Column,
    named: &Named,
    is_name: &dyn Fn(&str) -> bool,
) -> bool {
    if cursor.take(&["NOT", "NULL"]) {
        column.not_null = true;
        column.not_null_name.clone_from(&named.0);
        column.on_conflict = constraint::on_conflict(cursor);
    } else if cursor.take(&["NULL"]) {
        let _says_nothing = constraint::on_conflict(cursor);
    } else if cursor.take(&["DEFAULT"]) {
        column.default = default(cursor, is_name);
    } else if cursor.take(&["COLLATE"]) {
        let collation = cursor.next().map(|name| name.name());
        column.collation = collation.filter(|name| name != "binary");
    } else if cursor.take(&["GENERATED", "ALWAYS", "AS"]) || cursor.take(&["AS"]) {
        let expression = token::canonical(cursor.group().unwrap_or_default(), is_name);
        let stored = cursor.take(&["STORED"]);
        let _is_the_default = cursor.take(&["VIRTUAL"]);
        column.generated = Some(Generated { expression, stored });
    } else {
        return false;
    }
    true
}

fn default(cursor: &mut Cursor<'_, '_>, is_name: &dyn Fn(&str) -> bool) -> Option<String> {
    if let Some(inside) = cursor.group() {
        return Some(token::canonical(strip(inside), is_name));
    }
    let first = cursor.next()?;
    let mut tokens = vec![first];
    if first.is("+") || first.is("-") {
        tokens.extend(cursor.next());
    }
    // The lexer cuts `1.5` and `x'00'` in pieces.
    while let (Some(last), Some(next)) = (tokens.last(), cursor.peek()) {
        let touches = last.start + last.text.len() == next.start;
        let goes_on = next.is(".")
            || next.kind == TokenKind::Number
            || next.kind == TokenKind::Word
            || next.kind == TokenKind::Quoted;
        if !touches || !goes_on {
            break;
        }
        tokens.extend(cursor.next());
    }
    Some(token::canonical(&tokens, |_| false))
}

/// Without further parentheses around the whole.
fn strip<'s, 't>(tokens: &'s [Token<'t>]) -> &'s [Token<'t>] {
    match tokens {
        [open, .., close]
            if open.is("(")
                && close.is(")")
                && super::closing(tokens, 0) == Some(tokens.len() - 1) =>
        {
            strip(&tokens[1..tokens.len() - 1])
        }
        _ => tokens,
    }
}

/// What is a constraint of the table.
fn rule(
    cursor: &mut Cursor<'_, '_>,
    column: &Column,
    named: Named,
    is_name: &dyn Fn(&str) -> bool,
    body: &mut Body,
) -> bool {
    let part = || KeyPart::new(&column.name);
    let constraint = if cursor.take(&["PRIMARY", "KEY"]) {
        let descending = cursor.take(&["DESC"]);
        let _is_the_default = cursor.take(&["ASC"]);
        let mut constraint =
            named.constraint(Rule::PrimaryKey { columns: vec![KeyPart { descending, ..part() }] });
        constraint.on_conflict = constraint::on_conflict(cursor);
        let _is_known = cursor.take(&["AUTOINCREMENT"]);
        // `INTEGER PRIMARY KEY DESC` is no alias of the rowid, though `PRIMARY KEY (a DESC)` is.
        if descending {
            constraint::note(&mut constraint, "in the definition of the column");
        }
        constraint
    } else if cursor.take(&["UNIQUE"]) {
        let rule = Rule::Unique { columns: vec![part()], nulls_not_distinct: false };
        let mut constraint = named.constraint(rule);
        constraint.on_conflict = constraint::on_conflict(cursor);
        constraint
    } else if cursor.take(&["CHECK"]) {
        let mut constraint = named.constraint(constraint::check(cursor, is_name));
        constraint.on_conflict = constraint::on_conflict(cursor);
        constraint
    } else if cursor.take(&["REFERENCES"]) {
        constraint::references(cursor, vec![column.name.clone()], named)
    } else {
        return false;
    };
    body.constraints.push(constraint);
    true
}
