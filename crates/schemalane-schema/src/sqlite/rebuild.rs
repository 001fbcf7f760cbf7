//! The rebuild of a table: what `ALTER TABLE` of SQLite cannot do.
//!
//! The new table is made under a name that is free, the rows are copied, the old table goes, and the new one takes its
//! name. The old one is never renamed away: SQLite would make views, triggers and foreign keys follow it.

use super::body::NOT_THE_ROWID;
use super::token::{self, Class, identifier};
use crate::{Column, Object, Rule, SqliteTable, Table, TableOptions};
use std::collections::BTreeSet;

/// What is known of a table before and after.
pub(super) struct Rebuild<'r> {
    /// The table as it is.
    pub(super) before: &'r Object,
    /// The table as it shall be.
    pub(super) after: &'r Object,
    /// The name that nothing has.
    pub(super) name: &'r str,
    /// The column for which SQLite has to invent numbers where a row has none, if there is such a row.
    pub(super) numbered: Option<&'r str>,
}

impl Rebuild<'_> {
    /// The statements, where both are tables with rows of their own.
    pub(super) fn statements(&self) -> Option<Vec<String>> {
        let (before, after) = (self.before.as_table()?, self.after.as_table()?);
        let (old, new) = (identifier(&self.before.name), identifier(self.name));
        let mut statements = vec![self.create()?];
        if sqlite(before)?.autoincrement && sqlite(after)?.autoincrement {
            // The mark of the old table goes with it.
            statements.push(format!(
                "INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence WHERE name = {}",
                text(self.name),
                text(&self.before.name)
            ));
        }
        let mut copy = copy(&self.before.name, before, self.name, after)?;
        if let Some(column) = self.numbered {
            // What is invented comes last, or it would take the number of another row.
            copy.push_str(&format!(" ORDER BY {old}.{} IS NULL", identifier(column)));
        }
        statements.push(copy);
        statements.push(format!("DROP TABLE {old}"));
        // Without it, the rename reads all views and triggers, and fails at those that need the table that is gone.
        statements.push("PRAGMA legacy_alter_table = ON".to_owned());
        statements.push(format!("ALTER TABLE {new} RENAME TO {}", identifier(&self.after.name)));
        statements.push("PRAGMA legacy_alter_table = OFF".to_owned());
        Some(statements)
    }

    /// The wanted statement word by word, but for the name.
    fn create(&self) -> Option<String> {
        let sql = self.after.create.first()?;
        let header = crate::Header::read(sql, schemalane_source::Dialect::Sqlite);
        let (start, end) = header.name_range?;
        Some(format!("{}{}{}", &sql[..start], identifier(self.name), &sql[end..]))
    }
}

/// How the statement begins that copies rows: nothing else of a plan begins so.
pub(super) const COPY: &str = "INSERT OR ABORT INTO";

/// The statement that copies the rows. `OR ABORT` stands above what the table's own `ON CONFLICT` says, which could lose
/// rows. A column that is not qualified and not there would be a text.
fn copy(old: &str, before: &Table, new: &str, after: &Table) -> Option<String> {
    let from = identifier(old);
    let mut targets = Vec::new();
    let mut sources = Vec::new();
    for column in copied(before, after) {
        let actual = before.column(&column.name)?;
        let value = format!("{from}.{}", identifier(&column.name));
        targets.push(identifier(&column.name));
        sources.push(match filling(actual, column) {
            Some(default) => format!("coalesce({value}, {default})"),
            None => value,
        });
    }
    if let Some((old_rowid, new_rowid)) = rowids(before, after) {
        targets.insert(0, new_rowid.to_owned());
        sources.insert(0, format!("{from}.{old_rowid}"));
    }
    if targets.is_empty() {
        // There is nothing to be carried but the number of rows.
        targets.push(identifier(
            &after.columns.iter().find(|column| column.generated.is_none())?.name,
        ));
        sources.push("NULL".to_owned());
    }
    Some(format!(
        "{COPY} {} ({}) SELECT {} FROM {from}",
        identifier(new),
        targets.join(", "),
        sources.join(", ")
    ))
}

/// The wanted columns whose values are carried over.
pub(super) fn copied<'t>(before: &Table, after: &'t Table) -> impl Iterator<Item = &'t Column> {
    let names: BTreeSet<String> = before.columns.iter().map(|column| column.name.clone()).collect();
    after
        .columns
        .iter()
        .filter(move |column| column.generated.is_none() && names.contains(&column.name))
}

/// What takes the place of nulls, where a column refuses them from now on and has a default.
pub(super) fn filling(before: &Column, after: &Column) -> Option<String> {
    let may_fill = after.not_null && !before.not_null;
    let default = after.default.as_deref().filter(|_| may_fill)?;
    Some(default_value(default)).filter(|value| !value.eq_ignore_ascii_case("NULL"))
}

/// A default as an expression: a bare word or one in double quotes is a text there, and a column anywhere else.
pub(super) fn default_value(default: &str) -> String {
    match token::read(default).as_slice() {
        [word] if word.class == Class::Word && !token::is_value(word.text) => text(word.text),
        [word] if matches!(word.class, Class::Double | Class::Quoted) => {
            let inner = &word.text[1..word.text.len() - 1];
            text(&inner.replace("\"\"", "\""))
        }
        [one] => one.text.to_owned(),
        _ => format!("({default})"),
    }
}

/// The column that is another name of the rowid.
pub(super) fn alias(table: &Table) -> Option<&str> {
    if sqlite(table)?.without_rowid {
        return None;
    }
    table.constraints.iter().find_map(|constraint| match &constraint.rule {
        // Whether it descends does not matter, but where that is written.
        Rule::PrimaryKey { columns } => match columns.as_slice() {
            [part] if !constraint.definition.ends_with(NOT_THE_ROWID) => table
                .column(&part.column)
                .filter(|column| column.data_type.eq_ignore_ascii_case("INTEGER"))
                .map(|column| column.name.as_str()),
            _ => None,
        },
        _ => None,
    })
}

/// The names of the rowid on both sides, where it has to be carried: views, external contents of full text search and
/// applications may know it.
pub(super) fn rowids(before: &Table, after: &Table) -> Option<(&'static str, &'static str)> {
    if sqlite(before)?.without_rowid || sqlite(after)?.without_rowid {
        return None;
    }
    if alias(after).is_some_and(|column| before.column(column).is_some()) {
        return None;
    }
    Some((rowid(before)?, rowid(after)?))
}

/// A name of the rowid that no column has taken.
pub(super) fn rowid(table: &Table) -> Option<&'static str> {
    ["rowid", "_rowid_", "oid"].into_iter().find(|name| table.column(name).is_none())
}

/// What only SQLite has, of a table that is not virtual.
pub(super) fn sqlite(table: &Table) -> Option<&SqliteTable> {
    match &table.options {
        TableOptions::Sqlite(options) if options.module.is_none() => Some(options),
        _ => None,
    }
}

/// Whether each column takes values of its own type only.
pub(super) fn is_strict(table: &Table) -> bool {
    sqlite(table).is_some_and(|own| own.strict)
}

/// A text in single quotes.
pub(super) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, ObjectId, Options, sqlite::connection, sqlite::read};

    fn table(sql: &str) -> Object {
        let connection = connection::memory().unwrap();
        connection.execute_batch(sql).unwrap();
        let schema = read::schema(&connection, &Options::new()).unwrap();
        schema.get(&ObjectId::new(Kind::Table, "", "t")).unwrap().clone()
    }

    fn copying(before: &str, after: &str) -> String {
        let (before, after) = (table(before), table(after));
        let rebuild = Rebuild { before: &before, after: &after, name: "n", numbered: None };
        rebuild.statements().unwrap().into_iter().find(|sql| sql.starts_with(COPY)).unwrap()
    }

    #[test]
    fn rows_are_copied_with_their_rowid_and_never_by_bare_names() {
        assert_eq!(
            copying("CREATE TABLE t (a, rowid)", "CREATE TABLE t (a INT, c)"),
            r#"INSERT OR ABORT INTO "n" (rowid, "a") SELECT "t"._rowid_, "t"."a" FROM "t""#
        );
        assert_eq!(
            copying(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a NOT NULL DEFAULT word, g AS (a))"
            ),
            r#"INSERT OR ABORT INTO "n" ("id", "a") SELECT "t"."id", coalesce("t"."a", 'word') FROM "t""#
        );
    }
}
