//! Tables in which other tools remember what they did. They are data, and no part of a schema that files describe.

use crate::{Kind, Options, Wanted};
use schemalane_source::Dialect;

/// A table of another tool that is left in peace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stranger {
    /// The schema that it is in; empty on SQLite.
    pub(crate) schema: String,
    /// Its name as it was written.
    pub(crate) table: String,
    /// Whose it is.
    tool: &'static str,
}

/// What such a table is called, and what columns it has, in small letters.
struct Record {
    tool: &'static str,
    /// Its name in small letters; `None` where it may be called anything.
    table: Option<&'static str>,
    columns: Columns,
}

/// The columns of such a table.
enum Columns {
    /// These, and perhaps others: nobody else has a table of this name with these.
    With(&'static [&'static str]),
    /// These alone: the name says little.
    Only(&'static [&'static str]),
}

const fn with(tool: &'static str, table: &'static str, columns: &'static [&'static str]) -> Record {
    Record { tool, table: Some(table), columns: Columns::With(columns) }
}

const fn only(tool: &'static str, table: &'static str, columns: &'static [&'static str]) -> Record {
    Record { tool, table: Some(table), columns: Columns::Only(columns) }
}

const FLYWAY: &[&str] = &[
    "installed_rank",
    "version",
    "description",
    "type",
    "script",
    "checksum",
    "installed_by",
    "installed_on",
    "execution_time",
    "success",
];

/// The tables that are known.
const RECORDS: &[Record] = &[
    Record { tool: "Flyway", table: None, columns: Columns::Only(FLYWAY) },
    with("sqlx", "_sqlx_migrations", &["version", "description", "success", "checksum"]),
    with("refinery", "refinery_schema_history", &["version", "name", "applied_on", "checksum"]),
    with("Diesel", "__diesel_schema_migrations", &["version", "run_on"]),
    with("SeaORM", "seaql_migrations", &["version", "applied_at"]),
    with("Alembic", "alembic_version", &["version_num"]),
    with("Django", "django_migrations", &["id", "app", "name", "applied"]),
    only("Rails or dbmate", "schema_migrations", &["version"]),
    with("Rails", "ar_internal_metadata", &["key", "value"]),
    only("golang-migrate", "schema_migrations", &["version", "dirty"]),
    only("Ecto", "schema_migrations", &["version", "inserted_at"]),
    with("goose", "goose_db_version", &["version_id", "is_applied"]),
    with("Prisma", "_prisma_migrations", &["id", "checksum", "migration_name", "started_at"]),
    with("Liquibase", "databasechangelog", &["id", "author", "filename", "dateexecuted"]),
    with("Liquibase", "databasechangeloglock", &["id", "locked"]),
    with("Atlas", "atlas_schema_revisions", &["version", "description", "applied", "total"]),
    with("Knex", "knex_migrations", &["id", "name", "batch", "migration_time"]),
    with("Knex", "knex_migrations_lock", &["is_locked"]),
    only("TypeORM", "migrations", &["id", "timestamp", "name"]),
    only("TypeORM", "typeorm_metadata", &["type", "database", "schema", "table", "name", "value"]),
    only("Laravel", "migrations", &["id", "migration", "batch"]),
    with("Entity Framework", "__efmigrationshistory", &["migrationid", "productversion"]),
    with("Entity Framework", "__efmigrationshistory", &["migration_id", "product_version"]),
    with("Entity Framework", "__ef_migrations_history", &["migration_id", "product_version"]),
    with("Entity Framework", "__efmigrationslock", &["id", "timestamp"]),
    with("Drizzle", "__drizzle_migrations", &["id", "hash", "created_at"]),
    with("MikroORM", "mikro_orm_migrations", &["id", "name", "executed_at"]),
    with("Sequelize", "sequelizemeta", &["name"]),
    with("node-pg-migrate", "pgmigrations", &["id", "name", "run_on"]),
    with("Kysely", "kysely_migration", &["name", "timestamp"]),
    with("Kysely", "kysely_migration_lock", &["id", "is_locked"]),
    with("Doctrine", "doctrine_migration_versions", &["version", "executed_at"]),
    with("Phinx", "phinxlog", &["version", "migration_name", "start_time", "end_time"]),
    with("sql-migrate", "gorp_migrations", &["id", "applied_at"]),
    with("Bun", "bun_migrations", &["id", "name", "group_id", "migrated_at"]),
    with("Bun", "bun_migration_locks", &["id", "table_name"]),
    with("yoyo", "_yoyo_migration", &["migration_hash", "migration_id"]),
    with("yoyo", "_yoyo_log", &["id", "migration_hash"]),
    with("yoyo", "_yoyo_version", &["version", "installed_at_utc"]),
    with("yoyo", "yoyo_lock", &["locked", "pid"]),
];

impl Record {
    fn is(&self, table: &str, columns: &[String]) -> bool {
        let has = |column: &&str| columns.iter().any(|other| other == column);
        let fits = match self.columns {
            Columns::With(known) => known.iter().all(has),
            Columns::Only(known) => known.len() == columns.len() && known.iter().all(has),
        };
        fits && self.table.is_none_or(|name| name == table)
    }
}

/// The names, in small letters, under which such a table is looked for; one of Flyway may have any.
pub(crate) fn names() -> Vec<&'static str> {
    RECORDS.iter().filter_map(|record| record.table).collect()
}

/// A column that tells those apart that may have any name.
pub(crate) const MARK: &str = "installed_rank";

/// Whose a table is, where it is another tool's, and no file says anything of it.
pub(crate) fn recognise(
    schema: &str,
    table: &str,
    columns: &[String],
    statements: &[Wanted],
    dialect: Dialect,
) -> Option<Stranger> {
    let name = table.to_lowercase();
    let columns: Vec<String> = columns.iter().map(|column| column.to_lowercase()).collect();
    let record = RECORDS.iter().find(|record| record.is(&name, &columns))?;
    let is_own = statements.iter().any(|statement| is_said(statement, schema, table, dialect));
    (!is_own).then(|| Stranger {
        schema: schema.to_owned(),
        table: table.to_owned(),
        tool: record.tool,
    })
}

/// Whether a statement makes a table of this name, or says that it had it before.
fn is_said(statement: &Wanted, schema: &str, table: &str, dialect: Dialect) -> bool {
    let header = &statement.header;
    let folded = match dialect {
        Dialect::Sqlite => table.to_ascii_lowercase(),
        Dialect::Postgres => table.to_owned(),
    };
    let is_there =
        dialect == Dialect::Sqlite || header.schema.as_deref().is_none_or(|own| own == schema);
    let was = |hint: &crate::Hint| hint.subject == crate::Subject::Object && hint.from == folded;
    header.kind == Some(Kind::Table)
        && is_there
        && (header.name.as_ref() == Some(&folded) || statement.hints.iter().any(was))
}

impl Options {
    /// Leaves the tables of other tools in peace, too.
    pub(crate) fn beside(&self, strangers: Vec<Stranger>) -> Self {
        let strangers = strangers.into_iter().filter(|one| !self.is_ignored(&one.table)).collect();
        Self { strangers, ..self.clone() }
    }

    /// Whether a table of a schema is left in peace, since it is another tool's or its name is ignored.
    pub(crate) fn leaves(&self, schema: &str, table: &str) -> bool {
        let is = |one: &Stranger| one.schema == schema && one.table == table;
        self.is_ignored(table) || self.strangers.iter().any(is)
    }

    /// Whether a table of SQLite is left in peace.
    pub(crate) fn leaves_folded(&self, table: &str) -> bool {
        let is = |one: &Stranger| one.table.eq_ignore_ascii_case(table);
        self.is_ignored(table) || self.strangers.iter().any(is)
    }

    /// What there is to say of the tables of other tools.
    pub(crate) fn note_of_strangers(&self) -> Option<String> {
        let name = |one: &Stranger| match one.schema.as_str() {
            "" | "public" => format!("{} ({})", one.table, one.tool),
            schema => format!("{schema}.{} ({})", one.table, one.tool),
        };
        let all: Vec<String> = self.strangers.iter().map(name).collect();
        (!all.is_empty()).then(|| {
            format!(
                "Left in peace, since other tools remember there what they did: {}. What the files make is theirs.",
                all.join(", ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Files;

    fn whose(table: &str, columns: &[&str], file: &str) -> Option<&'static str> {
        let statements =
            Files::from_texts([("a.sql", file)]).statements(Dialect::Postgres).unwrap_or_default();
        let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let found = recognise("public", table, &columns, &statements, Dialect::Postgres);
        found.map(|stranger| stranger.tool)
    }

    #[test]
    fn a_name_alone_says_little() {
        assert_eq!(whose("schema_migrations", &["version"], ""), Some("Rails or dbmate"));
        assert_eq!(whose("schema_migrations", &["version", "dirty"], ""), Some("golang-migrate"));
        assert_eq!(whose("schema_migrations", &["version", "note"], ""), None);
        assert_eq!(whose("migrations", &["id", "name", "bird"], ""), None);
        assert_eq!(
            whose("__EFMigrationsHistory", &["MigrationId", "ProductVersion"], ""),
            Some("Entity Framework")
        );
        assert_eq!(whose("what_we_did", FLYWAY, ""), Some("Flyway"));
        assert_eq!(whose("what_we_did", &FLYWAY[1..], ""), None);
    }

    #[test]
    fn what_the_files_say_is_theirs() {
        let whose = |file| whose("alembic_version", &["version_num"], file);
        assert_eq!(whose("create table alembic_version (version_num text)"), None);
        assert_eq!(whose("create table public.Alembic_Version (version_num text)"), None);
        assert_eq!(
            whose("create table v (\n n text) -- @renamed from=alembic_version"),
            Some("Alembic")
        );
        assert_eq!(whose("create table v ( -- @renamed from=alembic_version\n n text)"), None);
        assert_eq!(whose("create table app.alembic_version (version_num text)"), Some("Alembic"));
    }
}
