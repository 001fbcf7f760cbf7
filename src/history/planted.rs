//! What somebody may have hung on the history table: code that would run, with
//! the rights of whoever migrates, as soon as the table is read or written.
//!
//! Where a role may make tables in the schema, it may have made this one, or
//! something else of its name, before the first run.

use std::fmt;

use super::History;
use crate::{
    Error,
    connection::{Access, Connection, Postgres, TextRow},
};
use schemalane_source::Dialect;

/// One thing that hangs on the history table, or stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Planted {
    kind: Kind,
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    NoTable,
    ForeignPart,
    ColumnType,
    Index,
    Statistics,
    Trigger,
    Rule,
    RowSecurity,
    Check,
    Default,
    PartitionKey,
    Other,
}

impl Kind {
    fn parse(word: &str) -> Self {
        match word {
            "relation" => Self::NoTable,
            "part" => Self::ForeignPart,
            "column" => Self::ColumnType,
            "index" => Self::Index,
            "statistics" => Self::Statistics,
            "trigger" => Self::Trigger,
            "rule" => Self::Rule,
            "rows" => Self::RowSecurity,
            "check" => Self::Check,
            "default" => Self::Default,
            "key" => Self::PartitionKey,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for Planted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.kind {
            Kind::NoTable => write!(formatter, "{name} stands in its place, and is no table"),
            Kind::ForeignPart => write!(formatter, "its part {name} is no table"),
            Kind::ColumnType => {
                write!(formatter, "its column {name} has a type that somebody made")
            }
            Kind::Index => write!(formatter, "its index {name} has an expression or a condition"),
            Kind::Statistics => write!(formatter, "it has the extended statistics {name}"),
            Kind::Trigger => write!(formatter, "the trigger {name}"),
            Kind::Rule => write!(formatter, "the rule {name}"),
            Kind::RowSecurity => {
                formatter.write_str("row level security, which holds for this role")
            }
            Kind::Check => write!(formatter, "the check {name}"),
            Kind::Default => {
                write!(formatter, "the default or the expression of its column {name}")
            }
            Kind::PartitionKey => write!(formatter, "the partition key of {name} is an expression"),
            Kind::Other => write!(formatter, "{name}"),
        }
    }
}

impl Planted {
    /// What a database said of it.
    fn of(row: TextRow) -> Self {
        let mut cells = row.into_iter().map(Option::unwrap_or_default);
        let mut next = || cells.next().unwrap_or_default();
        Self { kind: Kind::parse(&next()), name: next() }
    }
}

impl History {
    /// PostgreSQL: a statement that fails, with a division by zero, where
    /// anything is planted. What follows it in the same message is not even
    /// planned then. It looks into the catalogue only, and for everything in
    /// `pg_catalog` only, since it may come before the session is ours.
    pub(crate) fn unless_planted(&self, access: Access) -> String {
        format!(
            "SELECT 1 OPERATOR(pg_catalog./) (CASE WHEN EXISTS ({}) THEN 0 ELSE 1 END)",
            self.planted_on_postgres(access)
        )
    }

    /// PostgreSQL: what fails, with a division by zero, unless the table is a
    /// plain one, with nothing on it that would run while it is read as it is.
    /// Where there is none it fails as the reading would.
    /// It costs a fifth of [that](Self::unless_planted) which says what it is.
    pub(super) fn unless_unusual(&self) -> String {
        UNUSUAL.replace("{name}", &self.name())
    }

    /// The name inside of a text that is escaped.
    fn name(&self) -> String {
        self.qualified().replace('\\', "\\\\").replace('\'', "''")
    }

    fn planted_on_postgres(&self, access: Access) -> String {
        let more = match access {
            Access::Read => "",
            Access::Write => WRITTEN,
        };
        format!("{}{READ}{more}", TABLES.replace("{name}", &self.name()))
    }

    fn planted_on_sqlite(&self, access: Access) -> String {
        let name = super::literal(self.table().as_str());
        let relation = format!(
            "SELECT 'relation', CASE type WHEN 'view' THEN 'a view' ELSE 'a virtual table' END \
             FROM main.sqlite_schema WHERE name = {name} COLLATE NOCASE \
             AND (type = 'view' OR (type = 'table' \
                  AND NOT (rootpage > 0 AND sql LIKE 'CREATE TABLE%') IS TRUE))"
        );
        let triggers = |schema: &str| {
            format!(
                " UNION ALL SELECT 'trigger', name FROM {schema}.sqlite_schema \
                 WHERE type = 'trigger' AND tbl_name = {name} COLLATE NOCASE"
            )
        };
        match access {
            Access::Read => relation,
            Access::Write => relation + &triggers("main") + &triggers("temp"),
        }
    }

    /// Everything that is planted.
    pub(crate) async fn planted(
        &self,
        connection: &mut Connection,
        access: Access,
    ) -> Result<Vec<Planted>, sqlx::Error> {
        let question = match (connection.dialect(), access) {
            (Dialect::Postgres, Access::Read) => vec![self.planted_on_postgres(access)],
            // How a default reads depends on settings, which a pooler's session has of others.
            (Dialect::Postgres, Access::Write) => {
                vec![Postgres::settings(), self.planted_on_postgres(access)]
            }
            (Dialect::Sqlite, _) => vec![self.planted_on_sqlite(access)],
        };
        let rows = connection.query(&question).await?;
        Ok(rows.into_iter().map(Planted::of).collect())
    }

    /// Refuses a table on which something is planted.
    pub(crate) async fn refuse_planted(
        &self,
        connection: &mut Connection,
        access: Access,
    ) -> Result<(), Error> {
        let planted = self.planted(connection, access).await;
        let planted =
            planted.map_err(|source| connection.unread("read the history table", source))?;
        if planted.is_empty() {
            return Ok(());
        }
        Err(Error::Planted { table: self.qualified(), planted })
    }
}

/// Whether an error is that of [`History::unless_planted`].
pub(crate) fn is_planted(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).as_deref() == Some("22012")
}

/// What the planner would look into, or something else in the table's place.
/// A table that is not there is missed while this is parsed, before any of it is planned.
const UNUSUAL: &str = "SELECT 1 OPERATOR(pg_catalog./) (CASE WHEN EXISTS ( \
        SELECT FROM pg_catalog.pg_class c \
        WHERE c.oid OPERATOR(pg_catalog.=) E'{name}'::pg_catalog.regclass::pg_catalog.oid \
            AND (c.relkind OPERATOR(pg_catalog.<>) 'r' OR c.relhassubclass)) \
    OR EXISTS (SELECT FROM pg_catalog.pg_index i \
        WHERE i.indrelid OPERATOR(pg_catalog.=) E'{name}'::pg_catalog.regclass::pg_catalog.oid \
            AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)) \
    OR EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s \
        WHERE s.stxrelid OPERATOR(pg_catalog.=) E'{name}'::pg_catalog.regclass::pg_catalog.oid) \
    THEN 0 ELSE 1 END)";

/// The table and its parts, partitions and heirs. What has no such name has none.
const TABLES: &str = "WITH RECURSIVE t AS ( \
        SELECT c.oid, c.relkind, c.relname, true AS is_whole FROM pg_catalog.pg_class c \
        WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(E'{name}')::pg_catalog.oid \
      UNION ALL \
        SELECT c.oid, c.relkind, c.relname, false FROM t \
        JOIN pg_catalog.pg_inherits i ON i.inhparent OPERATOR(pg_catalog.=) t.oid \
        JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.inhrelid) ";

/// What would run while the table is read, or while that is planned.
const READ: &str = "SELECT CASE WHEN t.is_whole THEN 'relation' ELSE 'part' END, \
        CASE WHEN NOT t.is_whole THEN t.relname::pg_catalog.text \
             WHEN t.relkind OPERATOR(pg_catalog.=) 'v' THEN 'a view' \
             WHEN t.relkind OPERATOR(pg_catalog.=) 'm' THEN 'a materialised view' \
             WHEN t.relkind OPERATOR(pg_catalog.=) 'f' THEN 'a foreign table' \
             ELSE 'another object' END \
    FROM t WHERE t.relkind OPERATOR(pg_catalog.<>) 'r' AND t.relkind OPERATOR(pg_catalog.<>) 'p' \
    UNION ALL SELECT 'column', a.attname::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) t.oid \
    JOIN pg_catalog.pg_type y ON y.oid OPERATOR(pg_catalog.=) a.atttypid \
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) y.typnamespace \
    WHERE a.attnum OPERATOR(pg_catalog.>) 0 AND n.nspname OPERATOR(pg_catalog.<>) 'pg_catalog' \
    UNION ALL SELECT 'index', c.relname::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_index i ON i.indrelid OPERATOR(pg_catalog.=) t.oid \
    JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid \
    WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL \
    UNION ALL SELECT 'statistics', s.stxname::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid OPERATOR(pg_catalog.=) t.oid \
    UNION ALL SELECT 'key', t.relname::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_partitioned_table p ON p.partrelid OPERATOR(pg_catalog.=) t.oid \
    WHERE p.partexprs IS NOT NULL";

/// What would run while it is written, beside that. A trigger for TRUNCATE
/// alone never runs, and neither does one that is disabled.
const WRITTEN: &str = " UNION ALL SELECT 'trigger', g.tgname::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_trigger g ON g.tgrelid OPERATOR(pg_catalog.=) t.oid \
    WHERE NOT g.tgisinternal AND g.tgenabled OPERATOR(pg_catalog.<>) 'D' \
        AND (g.tgtype OPERATOR(pg_catalog.&) 28::pg_catalog.int2) OPERATOR(pg_catalog.<>) 0 \
    UNION ALL SELECT 'rule', r.rulename::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_rewrite r ON r.ev_class OPERATOR(pg_catalog.=) t.oid \
    WHERE r.rulename OPERATOR(pg_catalog.<>) '_RETURN' AND r.ev_enabled OPERATOR(pg_catalog.<>) 'D' \
    UNION ALL SELECT 'rows', '' FROM t \
    WHERE t.is_whole AND t.relkind OPERATOR(pg_catalog.<>) 'v' AND pg_catalog.row_security_active(t.oid) \
    UNION ALL SELECT 'check', k.conname::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_constraint k ON k.conrelid OPERATOR(pg_catalog.=) t.oid \
    WHERE k.contype OPERATOR(pg_catalog.=) 'c' \
    UNION ALL SELECT 'default', a.attname::pg_catalog.text FROM t \
    JOIN pg_catalog.pg_attrdef d ON d.adrelid OPERATOR(pg_catalog.=) t.oid \
    JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) d.adrelid \
        AND a.attnum OPERATOR(pg_catalog.=) d.adnum, \
    LATERAL (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS said) e \
    WHERE e.said OPERATOR(pg_catalog.<>) 'now()' AND pg_catalog.strpos(e.said, '(') OPERATOR(pg_catalog.>) 0";
