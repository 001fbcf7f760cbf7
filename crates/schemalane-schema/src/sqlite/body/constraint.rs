//! The constraints of a table.

use super::reader::Reader;
use super::{Body, ColumnText};
use crate::sqlite::token::{self, Token};
use crate::{Action, Constraint, Deferrable, KeyPart, Kind, Match, ObjectId, Rule};

/// What the definition of a key says in the end that would be the rowid if it were written in another place.
pub(in crate::sqlite) const NOT_THE_ROWID: &str = ", not the rowid";

fn constraint(
    rule: Rule,
    definition: String,
    name: Option<String>,
    on_conflict: Option<String>,
) -> Constraint {
    let (deferrable, not_valid, comment) = (None, false, None);
    let (parameters, clustered) = Default::default();
    Constraint {
        rule,
        name,
        deferrable,
        on_conflict,
        not_valid,
        definition,
        parameters,
        clustered,
        comment,
    }
}

/// `PRIMARY KEY` or `UNIQUE`.
fn key(rule: Rule, name: Option<String>, on_conflict: Option<String>) -> Constraint {
    let (word, parts) = match &rule {
        Rule::PrimaryKey { columns } => ("PRIMARY KEY", columns.as_slice()),
        Rule::Unique { columns, .. } => ("UNIQUE", columns.as_slice()),
        _ => ("", [].as_slice()),
    };
    let part = |part: &KeyPart| {
        let collation = part.collation.as_ref().map(|name| format!(" COLLATE {name}"));
        let order = if part.descending { " DESC" } else { "" };
        format!("{}{}{order}", token::quote(&part.column), collation.unwrap_or_default())
    };
    let definition = format!("{word} ({})", parts.iter().map(part).collect::<Vec<_>>().join(", "));
    constraint(rule, definition, name, on_conflict)
}

impl Reader<'_, '_> {
    /// A constraint of a column, which is one of the table. What nobody knows is passed over.
    pub(super) fn column_constraint(
        &mut self,
        body: &mut Body,
        column: &ColumnText,
        name: &mut Option<String>,
    ) {
        if self.take_all(&["PRIMARY", "KEY"]) {
            let descending = self.order();
            let on_conflict = self.on_conflict();
            body.autoincrement |= self.take("AUTOINCREMENT");
            let part = KeyPart { descending, ..KeyPart::new(&column.name) };
            let rule = Rule::PrimaryKey { columns: vec![part] };
            let mut key = key(rule, name.take(), on_conflict);
            if descending && column.data_type == "INTEGER" {
                // `PRIMARY KEY (a DESC)` of the table makes the column the rowid; this does not.
                key.definition.push_str(NOT_THE_ROWID);
            }
            body.constraints.push(key);
        } else if self.take("UNIQUE") {
            let rule = Rule::Unique {
                columns: vec![KeyPart::new(&column.name)],
                nulls_not_distinct: false,
            };
            let on_conflict = self.on_conflict();
            body.constraints.push(key(rule, name.take(), on_conflict));
        } else if self.is_at(&["CHECK"]) {
            self.check(body, name.take());
        } else if self.is_at(&["REFERENCES"]) {
            self.foreign_key(body, name.take(), vec![column.name.clone()]);
        } else if self.is_at(&["NOT", "DEFERRABLE"]) || self.is_at(&["DEFERRABLE"]) {
            // It belongs to the foreign key before it, and has no meaning without one.
            self.deferrable();
        } else {
            self.next();
        }
    }

    pub(super) fn table_constraint(&mut self, body: &mut Body) {
        let mut name = None;
        while self.take("CONSTRAINT") {
            name = Some(self.name());
        }
        if self.take_all(&["PRIMARY", "KEY"]) {
            let mut group = self.group();
            if let [rest @ .., last] = group
                && last.is("AUTOINCREMENT")
            {
                body.autoincrement = true;
                group = rest;
            }
            let on_conflict = self.on_conflict();
            let rule = Rule::PrimaryKey { columns: parts(group, &body.columns) };
            body.constraints.push(key(rule, name, on_conflict));
        } else if self.take("UNIQUE") {
            let rule = Rule::Unique {
                columns: parts(self.group(), &body.columns),
                nulls_not_distinct: false,
            };
            let on_conflict = self.on_conflict();
            body.constraints.push(key(rule, name, on_conflict));
        } else if self.is_at(&["CHECK"]) {
            self.check(body, name);
        } else if self.take_all(&["FOREIGN", "KEY"]) {
            let columns = names(self.group());
            self.foreign_key(body, name, columns);
        } else {
            self.next();
        }
    }

    fn check(&mut self, body: &mut Body, name: Option<String>) {
        self.next();
        let group = self.group();
        let expression = self.expression(group);
        let definition = format!("CHECK ({expression})");
        let on_conflict = self.on_conflict();
        body.constraints.push(constraint(
            Rule::Check { expression },
            definition,
            name,
            on_conflict,
        ));
    }

    fn foreign_key(&mut self, body: &mut Body, name: Option<String>, columns: Vec<String>) {
        if !self.take("REFERENCES") {
            return;
        }
        let table = ObjectId::new(Kind::Table, "", self.name());
        let references = names(self.group());
        let (mut on_delete, mut on_update) = (Action::NoAction, Action::NoAction);
        let mut matching = Match::Simple;
        let mut deferrable = None;
        loop {
            if self.take_all(&["ON", "DELETE"]) {
                on_delete = self.action();
            } else if self.take_all(&["ON", "UPDATE"]) {
                on_update = self.action();
            } else if self.take_all(&["ON", "INSERT"]) {
                // SQLite reads it and does nothing with it.
                self.action();
            } else if self.take("MATCH") {
                matching = match self.name().as_str() {
                    "full" => Match::Full,
                    "partial" => Match::Partial,
                    _ => Match::Simple,
                };
            } else if self.is_at(&["NOT", "DEFERRABLE"]) || self.is_at(&["DEFERRABLE"]) {
                deferrable = self.deferrable();
            } else {
                break;
            }
        }
        let rule = Rule::ForeignKey { columns, table, references, on_delete, on_update, matching };
        let mut key = constraint(rule, String::new(), name, None);
        key.deferrable = deferrable;
        key.definition = foreign_key_text(&key);
        body.constraints.push(key);
    }

    fn action(&mut self) -> Action {
        if self.take_all(&["SET", "NULL"]) {
            Action::SetNull
        } else if self.take_all(&["SET", "DEFAULT"]) {
            Action::SetDefault
        } else if self.take("CASCADE") {
            Action::Cascade
        } else if self.take("RESTRICT") {
            Action::Restrict
        } else {
            self.take_all(&["NO", "ACTION"]);
            Action::NoAction
        }
    }

    fn deferrable(&mut self) -> Option<Deferrable> {
        let can_wait = !self.take("NOT");
        self.take("DEFERRABLE");
        let mut when = Deferrable::Immediate;
        if self.take_all(&["INITIALLY", "DEFERRED"]) {
            when = Deferrable::Deferred;
        } else {
            self.take_all(&["INITIALLY", "IMMEDIATE"]);
        }
        can_wait.then_some(when)
    }

    /// Whether the order is descending.
    fn order(&mut self) -> bool {
        let descending = self.take("DESC");
        if !descending {
            self.take("ASC");
        }
        descending
    }
}

fn foreign_key_text(key: &Constraint) -> String {
    let Rule::ForeignKey { columns, table, references, on_delete, on_update, matching } = &key.rule
    else {
        return String::new();
    };
    let list = |names: &[String]| {
        names.iter().map(|name| token::quote(name)).collect::<Vec<_>>().join(", ")
    };
    let mut text =
        format!("FOREIGN KEY ({}) REFERENCES {}", list(columns), token::quote(&table.name));
    if !references.is_empty() {
        text.push_str(&format!(" ({})", list(references)));
    }
    for (event, action) in [("DELETE", on_delete), ("UPDATE", on_update)] {
        let action = match action {
            Action::NoAction => continue,
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        };
        text.push_str(&format!(" ON {event} {action}"));
    }
    text.push_str(match matching {
        Match::Simple => "",
        Match::Full => " MATCH FULL",
        Match::Partial => " MATCH PARTIAL",
    });
    text.push_str(match key.deferrable {
        None => "",
        Some(Deferrable::Immediate) => " DEFERRABLE",
        Some(Deferrable::Deferred) => " DEFERRABLE INITIALLY DEFERRED",
    });
    text
}

/// The names in a list.
fn names(tokens: &[Token<'_>]) -> Vec<String> {
    token::items(tokens).iter().filter_map(|item| item.first()).map(Token::name).collect()
}

/// The parts of a key. A collation that is the column's says nothing.
fn parts(tokens: &[Token<'_>], columns: &[ColumnText]) -> Vec<KeyPart> {
    let part = |item| {
        let (expression, collation, descending) = token::sorted(item);
        let name = token::bare(expression).first().map(Token::name).unwrap_or_default();
        let column = columns.iter().find(|column| column.name == name);
        let own = column.and_then(|column| column.collation.as_deref()).unwrap_or("BINARY");
        let collation = collation.filter(|collation| collation != own);
        KeyPart { column: name, descending, collation }
    };
    token::items(tokens).into_iter().map(part).collect()
}
