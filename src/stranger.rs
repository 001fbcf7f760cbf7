//! What a schema holds where there is no history to account for it.

use std::fmt;

use schemalane_source::{Dialect, printable};
use serde::Serialize;

use crate::{
    Config, Error, Importer,
    config::Adoption,
    connection::{Connection, Postgres},
    history::{Contents, History, quoted_literal},
};

#[cfg(test)]
mod tests;

/// The number that `pg_namespace` has in every server, as those of its bootstrap have.
const NAMESPACES: u32 = 2615;

/// How many of them are named.
const NAMED: usize = 6;

/// The table that Flyway makes where it is not told another name.
const FLYWAY: &str = "flyway_schema_history";

/// The objects of a schema that has no history table: somebody else made
/// them, and migrations that expect an empty schema would fail half way, or
/// do again what was done. What belongs to an extension does not count, and
/// nothing does where another target has its history in the same schema, or
/// where the declarative engine has made the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Strangers {
    /// Some of them, as `table users`; tables of other migration tools first.
    pub named: Vec<String>,
    /// How many there are.
    pub count: usize,
    /// The tools whose own history is among them, which `import` takes over.
    pub tools: Vec<Importer>,
    /// Whether a history of Flyway's is among them, under another name than
    /// the history table has here.
    pub flyway: bool,
}

impl Strangers {
    /// Looks where there is no history table; nothing is written.
    pub(crate) async fn look(
        connection: &mut Connection,
        history: &History,
        found: &Contents,
        config: &Config,
    ) -> Result<Option<Self>, sqlx::Error> {
        match (found, config.adoption) {
            (Contents::Nothing, Adoption::Refused) if !connection.is_absent() => {}
            _ => return Ok(None),
        }
        if connection.dialect() == Dialect::Postgres
            && connection.query(&[anything(history)]).await?.is_empty()
        {
            return Ok(None);
        }
        let siblings = Siblings::new(history, config);
        let rows = connection.query(&siblings.question(history)).await?;
        Ok(Self::new(rows.into_iter().filter_map(Object::new)))
    }

    /// Why nothing is done here.
    pub(crate) fn refused(self, history: &History) -> Error {
        Error::NoHistory {
            schema: history.schema().clone(),
            history_table: history.table().clone(),
            strangers: self,
        }
    }

    fn new(objects: impl Iterator<Item = Object>) -> Option<Self> {
        let objects: Vec<_> = objects.collect();
        let count = objects.first()?.total;
        let has = |table: &str| objects.iter().any(|object| object.name == table);
        let tools = Importer::ALL.into_iter().filter(|tool| has(tool.table())).collect();
        let named = objects.iter().map(|object| printable(&object.identity)).collect();
        Some(Self { named, count, tools, flyway: has(FLYWAY) })
    }
}

impl fmt::Display for Strangers {
    /// All of them in one phrase: `table users, view v and 3 more`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.named.join(", "))?;
        match self.count.saturating_sub(self.named.len()) {
            0 => Ok(()),
            more => write!(formatter, " and {more} more"),
        }
    }
}

/// One row of the answer.
struct Object {
    name: String,
    identity: String,
    total: usize,
}

impl Object {
    fn new(row: Vec<Option<String>>) -> Option<Self> {
        let [name, kind, identity, total] = <[_; 4]>::try_from(row).ok()?;
        Some(Self {
            name: name.unwrap_or_default(),
            identity: format!("{} {}", kind?, identity?),
            total: total?.parse().ok()?,
        })
    }
}

/// The names that the histories of other targets have in the same schema.
struct Siblings {
    /// That of the default target, where this is not it.
    default: Option<String>,
    /// What those of named targets begin with.
    named: String,
}

impl Siblings {
    fn new(history: &History, config: &Config) -> Self {
        let table = history.table().as_str();
        let own = format!("__{}", config.target);
        match table.strip_suffix(&own).filter(|_| !config.target.is_default()) {
            Some(default) => {
                Self { default: Some(default.to_owned()), named: format!("{default}__") }
            }
            None => Self { default: None, named: format!("{table}__") },
        }
    }

    /// What asks for the objects, tables of other tools first.
    fn question(&self, history: &History) -> Vec<String> {
        let named = quoted(history.dialect(), &self.named);
        let default = self.default.as_ref().map(|table| quoted(history.dialect(), table));
        let default = default.unwrap_or_else(|| "NULL".to_owned());
        let tools = Importer::ALL.map(Importer::table).into_iter().chain([FLYWAY]);
        let tools: Vec<_> = tools.map(|table| format!("'{table}'")).collect();
        let tools = tools.join(", ");
        match history.dialect() {
            // The settings say where the names below are found.
            Dialect::Postgres => {
                let schema = quoted(history.dialect(), history.schema().as_str());
                vec![Postgres::settings(), postgres(&schema, &default, &named, &tools)]
            }
            Dialect::Sqlite => vec![sqlite(&default, &named, &tools)],
        }
    }
}

fn quoted(dialect: Dialect, text: &str) -> String {
    match dialect {
        Dialect::Postgres => quoted_literal(text),
        Dialect::Sqlite => crate::history::literal(text),
    }
}

/// PostgreSQL: gives a row where there is anything at all in the schema. To
/// ask what it is takes a server that has just begun many times as long. It may
/// come before the session is ours.
fn anything(history: &History) -> String {
    let schema = quoted(history.dialect(), &history.schema().quoted());
    format!(
        "SELECT '1' FROM pg_catalog.pg_depend d \
         WHERE d.refclassid OPERATOR(pg_catalog.=) {NAMESPACES}::pg_catalog.oid \
           AND d.refobjid OPERATOR(pg_catalog.=) \
               pg_catalog.to_regnamespace({schema})::pg_catalog.oid \
           AND d.deptype OPERATOR(pg_catalog.=) 'n' LIMIT 1"
    )
}

/// What `fresh` would drop, and what goes with something else is not counted
/// beside it.
fn postgres(schema: &str, default: &str, named: &str, tools: &str) -> String {
    format!(
        "WITH home AS (SELECT oid FROM pg_namespace WHERE nspname = {schema}) \
         SELECT o.relname::text, i.type, i.identity, o.total::text FROM ( \
             SELECT d.classid, d.objid, c.relname, count(*) OVER () AS total \
             FROM home h JOIN pg_depend d ON d.refobjid = h.oid \
             LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid \
             WHERE d.refclassid = 'pg_namespace'::regclass AND d.deptype = 'n' \
               AND d.classid <> 'pg_extension'::regclass \
               AND d.classid IS DISTINCT FROM to_regclass('pg_catalog.pg_publication_namespace') \
               AND NOT EXISTS (SELECT FROM pg_depend e \
                   WHERE e.classid = d.classid AND e.objid = d.objid AND e.objsubid = 0 \
                     AND e.deptype IN ('e', 'i', 'a')) \
               AND to_regclass('public._schema_migration') IS NULL \
               AND NOT EXISTS (SELECT FROM pg_class s \
                   WHERE s.relnamespace = h.oid AND s.relkind IN ('r', 'p') \
                     AND (s.relname::text = {default} OR strpos(s.relname::text, {named}) = 1)) \
             ORDER BY (c.relname IN ({tools})) IS TRUE DESC, c.relname, d.classid, d.objid \
             LIMIT {NAMED} \
         ) AS o, LATERAL pg_identify_object(o.classid, o.objid, 0) AS i \
         ORDER BY (o.relname IN ({tools})) IS TRUE DESC, o.relname, o.classid, o.objid"
    )
}

/// Indexes and triggers belong to tables.
fn sqlite(default: &str, named: &str, tools: &str) -> String {
    format!(
        "SELECT name, type, name, CAST(count(*) OVER () AS TEXT) FROM sqlite_schema \
         WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
           AND NOT EXISTS (SELECT 1 FROM sqlite_schema AS s WHERE s.type = 'table' \
               AND (s.name = '_schema_migration' OR s.name = {default} COLLATE NOCASE \
                    OR substr(s.name, 1, length({named})) = {named} COLLATE NOCASE)) \
         ORDER BY name IN ({tools}) DESC, name LIMIT {NAMED}"
    )
}
