//! The constraints of a table.

use super::{Cursor, split};
use crate::sqlite::token::{self, Token};
use crate::{Action, Constraint, Deferrable, KeyPart, Kind, Match, ObjectId, Rule};

/// The name that a constraint may have.
pub(super) struct Named(pub(super) Option<String>);

impl Named {
    pub(super) fn constraint(self, rule: Rule) -> Constraint {
        Constraint {
            rule,
            name: self.0,
            deferrable: None,
            on_conflict: None,
            not_valid: false,
            definition: String::new(),
            comment: None,
        }
    }
}

/// Whether an item is a constraint and no column.
pub(super) fn is_table_constraint(item: &[Token<'_>]) -> bool {
    let words = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
    item.first().is_some_and(|first| words.iter().any(|word| first.is(word)))
}

/// Reads the constraints of an item. There may be several, since SQLite does not need the comma between them.
pub(super) fn of_table(item: &[Token<'_>], is_name: &dyn Fn(&str) -> bool) -> Vec<Constraint> {
    let mut cursor = Cursor::new(item);
    let mut found = Vec::new();
    let mut name = None;
    while cursor.peek().is_some() {
        if cursor.take(&["CONSTRAINT"]) {
            name = cursor.next().map(|name| name.name());
        } else if cursor.take(&["PRIMARY", "KEY"]) {
            let rule = Rule::PrimaryKey { columns: key(cursor.group().unwrap_or_default()) };
            found.push(unique(&mut cursor, Named(name.take()), rule));
        } else if cursor.take(&["UNIQUE"]) {
            let columns = key(cursor.group().unwrap_or_default());
            let rule = Rule::Unique { columns, nulls_not_distinct: false };
            found.push(unique(&mut cursor, Named(name.take()), rule));
        } else if cursor.take(&["CHECK"]) {
            let rule = check(&mut cursor, is_name);
            found.push(unique(&mut cursor, Named(name.take()), rule));
        } else if cursor.take(&["FOREIGN", "KEY"]) {
            let columns = names(cursor.group().unwrap_or_default());
            let _references = cursor.take(&["REFERENCES"]);
            found.push(references(&mut cursor, columns, Named(name.take())));
        } else {
            cursor.next();
        }
    }
    found
}

fn unique(cursor: &mut Cursor<'_, '_>, named: Named, rule: Rule) -> Constraint {
    Constraint { on_conflict: on_conflict(cursor), ..named.constraint(rule) }
}

pub(super) fn on_conflict(cursor: &mut Cursor<'_, '_>) -> Option<String> {
    cursor
        .take(&["ON", "CONFLICT"])
        .then(|| cursor.next())
        .flatten()
        .map(|word| word.text.to_ascii_uppercase())
        .filter(|word| word != "ABORT")
}

pub(super) fn check(cursor: &mut Cursor<'_, '_>, is_name: &dyn Fn(&str) -> bool) -> Rule {
    Rule::Check { expression: token::canonical(cursor.group().unwrap_or_default(), is_name) }
}

fn names(tokens: &[Token<'_>]) -> Vec<String> {
    split(tokens).into_iter().filter_map(|part| part.first().map(Token::name)).collect()
}

fn key(tokens: &[Token<'_>]) -> Vec<KeyPart> {
    split(tokens)
        .into_iter()
        .filter_map(|part| {
            let mut found = KeyPart::new(part.first()?.name());
            found.descending = part.iter().any(|token| token.is("DESC"));
            let collate = part.iter().position(|token| token.is("COLLATE"));
            found.collation = collate.and_then(|index| part.get(index + 1)).map(Token::name);
            Some(found)
        })
        .collect()
}

/// What stands behind `REFERENCES`.
pub(super) fn references(
    cursor: &mut Cursor<'_, '_>,
    columns: Vec<String>,
    named: Named,
) -> Constraint {
    let table = cursor.next().map(|name| name.name()).unwrap_or_default();
    let references = names(cursor.group().unwrap_or_default());
    let (mut on_delete, mut on_update) = (Action::NoAction, Action::NoAction);
    let mut matching = Match::Simple;
    let mut deferrable = None;
    loop {
        if cursor.take(&["ON", "DELETE"]) {
            on_delete = action(cursor);
        } else if cursor.take(&["ON", "UPDATE"]) {
            on_update = action(cursor);
        } else if cursor.take(&["MATCH"]) {
            matching = match cursor.next() {
                Some(word) if word.is("FULL") => Match::Full,
                Some(word) if word.is("PARTIAL") => Match::Partial,
                _ => Match::Simple,
            };
        } else if cursor.take(&["NOT", "DEFERRABLE"]) {
            deferrable = None;
            let _without_effect =
                cursor.take(&["INITIALLY", "DEFERRED"]) || cursor.take(&["INITIALLY", "IMMEDIATE"]);
        } else if cursor.take(&["DEFERRABLE"]) {
            deferrable = Some(if cursor.take(&["INITIALLY", "DEFERRED"]) {
                Deferrable::Deferred
            } else {
                let _is_the_default = cursor.take(&["INITIALLY", "IMMEDIATE"]);
                Deferrable::Immediate
            });
        } else {
            break;
        }
    }
    let table = ObjectId::new(Kind::Table, "", table);
    let rule = Rule::ForeignKey { columns, table, references, on_delete, on_update, matching };
    Constraint { deferrable, ..named.constraint(rule) }
}

fn action(cursor: &mut Cursor<'_, '_>) -> Action {
    if cursor.take(&["CASCADE"]) {
        Action::Cascade
    } else if cursor.take(&["RESTRICT"]) {
        Action::Restrict
    } else if cursor.take(&["SET", "NULL"]) {
        Action::SetNull
    } else if cursor.take(&["SET", "DEFAULT"]) {
        Action::SetDefault
    } else {
        let _is_the_default = cursor.take(&["NO", "ACTION"]);
        Action::NoAction
    }
}

/// Keeps what no other field says until the definition is written.
pub(super) fn note(constraint: &mut Constraint, text: &str) {
    text.clone_into(&mut constraint.definition);
}

/// One text for a constraint, wherever it was written.
pub(super) fn definition(constraint: &Constraint) -> String {
    let key = |columns: &[KeyPart]| {
        let parts: Vec<String> = columns
            .iter()
            .map(|part| {
                let collation = part
                    .collation
                    .as_ref()
                    .map(|name| format!(" COLLATE {name}"))
                    .unwrap_or_default();
                format!("{}{collation}{}", part.column, if part.descending { " DESC" } else { "" })
            })
            .collect();
        parts.join(", ")
    };
    let body = match &constraint.rule {
        Rule::PrimaryKey { columns } => format!("PRIMARY KEY ({})", key(columns)),
        Rule::Unique { columns, .. } => format!("UNIQUE ({})", key(columns)),
        Rule::Check { expression } => format!("CHECK ({expression})"),
        Rule::ForeignKey { columns, table, references, on_delete, on_update, .. } => {
            let columns_there = if references.is_empty() {
                String::new()
            } else {
                format!(" ({})", references.join(", "))
            };
            format!(
                "FOREIGN KEY ({}) REFERENCES {}{columns_there}{}{}",
                columns.join(", "),
                table.name,
                reaction("DELETE", *on_delete),
                reaction("UPDATE", *on_update),
            )
        }
        Rule::Exclude => String::new(),
    };
    if constraint.definition.is_empty() {
        body
    } else {
        format!("{body} {}", constraint.definition)
    }
}

fn reaction(event: &str, action: Action) -> String {
    let words = match action {
        Action::NoAction => return String::new(),
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    };
    format!(" ON {event} {words}")
}
