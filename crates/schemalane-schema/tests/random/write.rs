//! A schema as SQL: tables.

use super::kind::{Family, pick};
use super::model::{Check, Column, Key, Reference, Schema, Table, slot};

/// The first and the second names.
const TABLE_NAMES: [[&str; 3]; 2] =
    [["alpha", "Beta Two", "order"], ["first_of_all", "Beta 2", "from"]];
const COLUMN_NAMES: [[&str; 6]; 2] = [
    ["id", "name", "Total Sum", "note", "group", "state"],
    ["number", "Full Name", "total", "remark", "order", "mood_of_it"],
];
const ACTIONS: [&str; 5] = [
    "",
    " ON DELETE CASCADE",
    " ON DELETE SET NULL",
    " ON UPDATE CASCADE",
    " ON DELETE RESTRICT ON UPDATE SET NULL",
];

/// A name as it is written.
pub(crate) fn name(schema: &Schema, text: &str) -> String {
    let is_plain =
        |character: char| character.is_ascii_lowercase() || "_0123456789".contains(character);
    let needs_quotes = !text.chars().all(is_plain) || ["order", "group", "from"].contains(&text);
    if needs_quotes || schema.is_loud { format!("\"{text}\"") } else { text.to_owned() }
}

pub(crate) fn column_name(schema: &Schema, number: u8) -> String {
    name(schema, bare_column_name(schema, number))
}

/// The name of a column without quotes.
pub(crate) fn bare_column_name(schema: &Schema, number: u8) -> &'static str {
    COLUMN_NAMES[usize::from(schema.names.columns >> number & 1)][usize::from(number)]
}

/// The name of a table without quotes and without its schema.
pub(crate) fn bare_table_name(schema: &Schema, number: u8) -> &'static str {
    TABLE_NAMES[usize::from(schema.names.tables >> number & 1)][usize::from(number)]
}

pub(crate) fn table_name(schema: &Schema, number: u8) -> String {
    let own = name(schema, bare_table_name(schema, number));
    let is_elsewhere = !schema.is_sqlite()
        && slot(&schema.tables, number).is_some_and(|table| table.traits.elsewhere);
    if is_elsewhere { format!("other.{own}") } else { own }
}

/// A comment with the old name of what comes behind it.
fn hint(old: Option<&String>, end: &str) -> String {
    old.map(|old| format!("-- @renamed from=\"{old}\"{end}")).unwrap_or_default()
}

impl Schema {
    /// Every statement that makes the schema, in an order that works.
    pub(crate) fn statements(&self) -> Vec<String> {
        let mut statements = self.types_first();
        for (number, table) in self.tables() {
            statements.extend(self.table_statements(number, table));
        }
        for (number, table) in self.tables() {
            statements.extend(self.late_references(number, table));
        }
        statements.extend(self.objects());
        if self.is_loud {
            for (number, statement) in statements.iter_mut().enumerate() {
                *statement =
                    format!("-- number {number}\n{}", statement.replace(" (", "\n /* ( */ ("));
            }
        }
        statements
    }

    pub(crate) fn script(&self) -> String {
        self.statements().iter().map(|statement| format!("{statement};\n")).collect()
    }

    fn table_statements(&self, number: u8, table: &Table) -> Vec<String> {
        let own = table_name(self, number);
        let mut items: Vec<String> = self
            .columns(table)
            .into_iter()
            .map(|(place, column)| {
                let hint = hint(self.hints.columns.get(&(number, place)), "\n    ");
                hint + &self.column(table, place, column)
            })
            .collect();
        items.extend(self.constraints(number, table));
        let hint = hint(self.hints.tables.get(&number), "\n");
        let mut statement = format!(
            "{hint}CREATE {}TABLE {own} (\n    {}\n)",
            if table.traits.unlogged && !self.is_sqlite() { "UNLOGGED " } else { "" },
            items.join(",\n    ")
        );
        if self.is_sqlite() {
            let mut options = Vec::new();
            if table.traits.strict {
                options.push("STRICT");
            }
            if table.traits.without_rowid && self.primary(table).is_some() {
                options.push("WITHOUT ROWID");
            }
            return vec![format!("{statement} {}", options.join(", ")).trim_end().to_owned()];
        }
        let part = self.partition_column(table);
        if let Some(part) = part {
            statement += &format!(" PARTITION BY RANGE ({})", column_name(self, part));
        }
        let mut statements = vec![statement];
        for bit in (0..3).filter(|bit| part.is_some() && table.parts.unwrap_or(0) >> bit & 1 == 1) {
            statements.push(format!(
                "CREATE TABLE part_{number}_{bit} PARTITION OF {own} FOR VALUES FROM ({}) TO ({})",
                bit * 10,
                bit * 10 + 10
            ));
        }
        if table.traits.row_security {
            statements.push(format!("ALTER TABLE {own} ENABLE ROW LEVEL SECURITY"));
        }
        statements.extend(self.comments(&own, table));
        statements
    }

    fn column(&self, table: &Table, place: u8, column: &Column) -> String {
        let kind = self.kind(table, column);
        let mut text = format!("{} {}", column_name(self, place), kind.name).trim_end().to_owned();
        if self.is_sqlite() && table.traits.autoincrement && self.alias(table) == Some(place) {
            text += " PRIMARY KEY AUTOINCREMENT";
        }
        let counter = self.counter(table, column);
        if let Some(formula) = self.computed(table, column) {
            let is_stored = !self.is_sqlite()
                || column.generated.as_ref().is_some_and(|generated| generated.stored);
            text += &format!(
                " GENERATED ALWAYS AS ({formula}) {}",
                if is_stored { "STORED" } else { "VIRTUAL" }
            );
        } else if let Some(counter) = counter {
            match counter {
                "serial" => {
                    text = format!(
                        "{} {}",
                        column_name(self, place),
                        kind.name.replace("integer", "int")
                    );
                    text = text
                        .replace(" bigint", " bigserial")
                        .replace(" smallint", " smallserial")
                        .replace(" int", " serial");
                }
                words => text += &format!(" GENERATED {words} AS IDENTITY"),
            }
        } else if let Some(default) = column.default {
            text += &format!(" DEFAULT {}", self.default(kind.family, default));
        }
        if let Some(collation) = column.collation {
            let list: &[&str] =
                if self.is_sqlite() { &["NOCASE", "RTRIM"] } else { &["\"C\"", "\"POSIX\""] };
            if self.is_sqlite() || kind.family == Family::Text {
                text += &format!(" COLLATE {}", pick(list, collation));
            }
        }
        if column.not_null {
            text += " NOT NULL";
            text += self.conflict(column.conflict);
        }
        text
    }

    fn constraints(&self, number: u8, table: &Table) -> Vec<String> {
        let mut items = Vec::new();
        let label = |named: bool, what: &str| {
            if named { format!("CONSTRAINT {what}_of_{number} ") } else { String::new() }
        };
        let is_inline =
            self.is_sqlite() && table.traits.autoincrement && self.alias(table).is_some();
        if let (Some(columns), Some(key), false) = (self.primary(table), &table.primary, is_inline)
        {
            items.push(format!(
                "{}PRIMARY KEY ({}){}",
                label(key.named, "key"),
                self.list(&columns, Some(key)),
                self.conflict(key.conflict)
            ));
        }
        for (place, unique) in table.uniques.iter().enumerate() {
            let Some(key) = unique else { continue };
            let Some(columns) = self.key(table, key) else { continue };
            items.push(format!(
                "{}UNIQUE ({}){}",
                label(key.named, &format!("unique_{place}")),
                self.list(&columns, Some(key)),
                self.conflict(key.conflict)
            ));
        }
        for (place, check) in table.checks.iter().enumerate() {
            if let Some(condition) = check.as_ref().and_then(|check| self.check(table, check)) {
                let named = check.as_ref().is_some_and(|check| check.named);
                items.push(format!(
                    "{}CHECK ({condition})",
                    label(named, &format!("check_{place}"))
                ));
            }
        }
        for (place, reference) in table.references.iter().enumerate() {
            let Some(reference) = reference else { continue };
            // A table that comes later is not there yet; on SQLite it need not be.
            if self.is_sqlite() || reference.table <= number {
                items.extend(self.reference_text(table, reference).map(|text| {
                    format!("{}{text}", label(reference.named, &format!("reference_{place}")))
                }));
            }
        }
        items
    }

    /// SQLite: what happens where a rule is broken.
    fn conflict(&self, number: Option<u8>) -> &'static str {
        let clauses = [" ON CONFLICT IGNORE", " ON CONFLICT REPLACE", " ON CONFLICT FAIL"];
        number.filter(|_| self.is_sqlite()).map_or("", |number| pick(&clauses, number))
    }

    fn check(&self, table: &Table, check: &Check) -> Option<String> {
        let column = slot(&table.columns, check.column)?;
        let name = column_name(self, check.column);
        let family = self.kind(table, column).family;
        if family == Family::Number
            && check.template % 7 == 6
            && self.types.function.is_some()
            && !self.is_sqlite()
        {
            return Some(format!("twice({name}::integer) < 1000"));
        }
        Some(self.condition(&name, family, check.template))
    }

    fn late_references(&self, number: u8, table: &Table) -> Vec<String> {
        let later = table
            .references
            .iter()
            .flatten()
            .filter(|reference| !self.is_sqlite() && reference.table > number);
        let own = table_name(self, number);
        later
            .filter_map(|reference| self.reference_text(table, reference))
            .map(|text| format!("ALTER TABLE {own} ADD {text}"))
            .collect()
    }

    fn reference_text(&self, table: &Table, reference: &Reference) -> Option<String> {
        let (columns, key) = self.reference(table, reference)?;
        // Without columns the primary key is meant.
        let key = format!(" ({})", self.list(&key, None));
        let named = if reference.action < 16 { key.as_str() } else { "" };
        Some(format!(
            "FOREIGN KEY ({}) REFERENCES {}{named}{}{}",
            self.list(&columns, None),
            table_name(self, reference.table),
            pick(&ACTIONS, reference.action),
            if reference.deferred { " DEFERRABLE INITIALLY DEFERRED" } else { "" }
        ))
    }

    /// Columns of a key.
    fn list(&self, columns: &[u8], key: Option<&Key>) -> String {
        let descends = self.is_sqlite() && key.is_some_and(|key| key.descending);
        let names: Vec<String> = columns
            .iter()
            .map(|number| column_name(self, *number) + if descends { " DESC" } else { "" })
            .collect();
        names.join(", ")
    }
}
