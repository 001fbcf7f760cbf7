//! A schema as SQL: everything but tables.

use super::kind::{Family, base, pick};
use super::model::{Index, Schema, Source, Table, Trigger, slot};
use super::resolve::{ALL, COMPUTED, DISTINCT, FILTERED, GROUPED, NAMED, SHAPES, UNION};
use super::write::{column_name, name, table_name};

impl Schema {
    /// What tables may need.
    pub(crate) fn types_first(&self) -> Vec<String> {
        if self.is_sqlite() {
            return Vec::new();
        }
        let mut statements = Vec::new();
        if self.tables().any(|(_, table)| table.traits.elsewhere) {
            statements.push("CREATE SCHEMA other".to_owned());
        }
        if self.types.labels.is_some() {
            let labels: Vec<String> =
                self.labels().iter().map(|label| format!("'{label}'")).collect();
            statements.push(format!("CREATE TYPE mood AS ENUM ({})", labels.join(", ")));
        }
        if let Some(domain) = &self.types.domain {
            let mut statement = format!("CREATE DOMAIN amount AS {}", base(domain.base));
            if let Some(default) = domain.default {
                statement += &format!(" DEFAULT {}", pick(&["0", "7", "3"], default));
            }
            if domain.not_null {
                statement += " NOT NULL";
            }
            if let Some(check) = domain.check {
                statement +=
                    &format!(" CHECK ({})", self.condition("VALUE", Family::Number, check));
            }
            statements.push(statement);
        }
        if let Some(sequence) = &self.types.sequence {
            let cycle = if sequence.cycle { " CYCLE" } else { "" };
            statements
                .push(format!("CREATE SEQUENCE ticks INCREMENT {}{cycle}", sequence.increment));
        }
        if let Some(body) = self.types.function {
            let body = pick(&["n * 2", "n + n", "coalesce(n, 0) * 2"], body);
            statements.push(format!(
                "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT {body}'"
            ));
        }
        if self.triggers.iter().any(Option::is_some) {
            statements.push(
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
                    .to_owned(),
            );
        }
        statements
    }

    /// PostgreSQL: what is said of a table and its columns.
    pub(crate) fn comments(&self, own: &str, table: &Table) -> Vec<String> {
        let on_table =
            table.comment.map(|text| format!("COMMENT ON TABLE {own} IS 'it''s {text}'"));
        let on_columns = self.columns(table).into_iter().filter_map(|(place, column)| {
            let name = column_name(self, place);
            column.comment.map(|text| format!("COMMENT ON COLUMN {own}.{name} IS 'text {text}'"))
        });
        on_table.into_iter().chain(on_columns).collect()
    }

    /// What is on tables.
    pub(crate) fn objects(&self) -> Vec<String> {
        let numbers = |count: usize| 0..u8::try_from(count).unwrap_or(u8::MAX);
        let indexes = numbers(self.indexes.len()).filter_map(|number| self.index(number));
        let views = numbers(self.views.len()).filter_map(|number| self.view(number));
        let triggers = numbers(self.triggers.len()).filter_map(|number| self.trigger(number));
        indexes.chain(views).chain(triggers).collect()
    }

    fn index(&self, number: u8) -> Option<String> {
        let index = slot(&self.indexes, number)?;
        let table = self.table(index.table)?;
        let part = self.partition_column(table);
        let covers_part = part.is_none_or(|part| {
            index.parts.iter().any(|one| one.column == part && one.template.is_none())
        });
        let mut text = format!(
            "CREATE {}INDEX {} ON {} ({})",
            if index.unique && covers_part { "UNIQUE " } else { "" },
            name(self, &format!("index_{number}")),
            table_name(self, index.table),
            self.index_parts(index)?
        );
        if let Some(include) = index.include.filter(|_| !self.is_sqlite()) {
            slot(&table.columns, include)?;
            text += &format!(" INCLUDE ({})", column_name(self, include));
        }
        if let Some((column, template)) = index.predicate {
            let family = self.kind(table, slot(&table.columns, column)?).family;
            text +=
                &format!(" WHERE {}", self.condition(&column_name(self, column), family, template));
        }
        Some(text)
    }

    fn index_parts(&self, index: &Index) -> Option<String> {
        let table = self.table(index.table)?;
        let mut parts = Vec::new();
        for part in &index.parts {
            let column = slot(&table.columns, part.column)?;
            let family = self.kind(table, column).family;
            let own = column_name(self, part.column);
            let mut text = match part.template {
                Some(template) => format!("({})", self.formula(&own, family, template)),
                None => own,
            };
            let list: &[&str] = if self.is_sqlite() { &["NOCASE", "BINARY"] } else { &["\"C\""] };
            if let Some(collation) =
                part.collation.filter(|_| self.is_sqlite() || family == Family::Text)
            {
                text += &format!(" COLLATE {}", pick(list, collation));
            }
            text += if part.descending { " DESC" } else { "" };
            parts.push(text);
        }
        Some(parts.join(", "))
    }

    fn view(&self, number: u8) -> Option<String> {
        let view = slot(&self.views, number)?;
        let shown = self.shown(number)?;
        let over = self.source_name(view.over);
        let names: Vec<&str> = shown.iter().map(|(name, _)| name.as_str()).collect();
        let (list, (first, family)) = (names.join(", "), shown.first()?.clone());
        let query = match view.shape % SHAPES {
            FILTERED => {
                let condition = self.condition(&first, family, view.shape);
                format!("SELECT {list} FROM {over} WHERE {condition}")
            }
            ALL => format!("SELECT * FROM {over}"),
            DISTINCT => format!("SELECT DISTINCT {list} FROM {over}"),
            GROUPED => format!("SELECT {first}, count(*) AS total FROM {over} GROUP BY {first}"),
            UNION => format!("SELECT {list} FROM {over} UNION ALL SELECT {list} FROM {over}"),
            COMPUTED => {
                let own = names[..names.len() - 1].join(", ");
                let formula = self.formula(&first, family, view.shape);
                format!("SELECT {own}, {formula} AS computed FROM {over}")
            }
            NAMED => format!("WITH source AS (SELECT * FROM {over}) SELECT {list} FROM source"),
            _ => format!("SELECT {list} FROM {over}"),
        };
        let is_stored = view.materialised && !self.is_sqlite();
        let what = if is_stored { "MATERIALIZED VIEW" } else { "VIEW" };
        Some(format!("CREATE {what} {} AS {query}", name(self, &format!("view_{number}"))))
    }

    fn trigger(&self, number: u8) -> Option<String> {
        let trigger = slot(&self.triggers, number)?;
        let own = name(self, &format!("trigger_{number}"));
        let on = self.source_name(trigger.on);
        let columns = match trigger.on {
            Source::Table(table) => {
                let table = self.table(table)?;
                self.columns(table).into_iter().map(|(place, _)| column_name(self, place)).collect()
            }
            Source::View(view) => {
                if !self.is_sqlite() {
                    return None;
                }
                self.shown(view)?.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
            }
        };
        let column = &columns[usize::from(trigger.column) % columns.len()];
        let is_on_view = matches!(trigger.on, Source::View(_));
        let event = match trigger.event % 4 {
            0 => "INSERT".to_owned(),
            1 => "UPDATE".to_owned(),
            2 if !is_on_view => format!("UPDATE OF {column}"),
            _ => "DELETE".to_owned(),
        };
        let time =
            if is_on_view { "INSTEAD OF" } else { pick(&["AFTER", "BEFORE"], trigger.body / 2) };
        let row = if event == "DELETE" { "OLD" } else { "NEW" };
        let when = if trigger.when {
            format!(" WHEN ({row}.{column} IS NOT NULL)")
        } else {
            String::new()
        };
        let head = format!("CREATE TRIGGER {own} {time} {event} ON {on} FOR EACH ROW{when}");
        if !self.is_sqlite() {
            return Some(format!("{head} EXECUTE FUNCTION touch()"));
        }
        Some(format!("{head} BEGIN {}; END", self.body(trigger, &format!("{row}.{column}"))?))
    }

    /// SQLite: what a trigger does, which is nothing in the end.
    fn body(&self, trigger: &Trigger, value: &str) -> Option<String> {
        let other = self.table(trigger.other)?;
        let place = (0..6).find(|place| self.plain(other, *place).is_some())?;
        let (other, column) = (table_name(self, trigger.other), column_name(self, place));
        Some(match trigger.body % 5 {
            0 => format!("SELECT {value}"),
            1 => format!("UPDATE {other} SET {column} = {value} WHERE 0"),
            2 => format!("DELETE FROM {other} WHERE 0 AND {column} = {value}"),
            3 => format!("INSERT INTO {other} ({column}) SELECT {column} FROM {other} WHERE 0"),
            _ => format!("SELECT {column} FROM {other} WHERE {column} IS {value}"),
        })
    }
}
