//! One connection with settings that we know, and names as SQL writes them.

use crate::{Error, Kind, ObjectId};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};

const APPLICATION: &str = "schemalane schema";
/// PostgreSQL 14.
const OLDEST: i32 = 140_000;

/// Settings that a role or a database may have changed, and that the texts of the catalogue depend on. One that a
/// server does not know is left out.
const SETTINGS: &str = "SELECT pg_catalog.set_config(s.name, v.value, false) \
    FROM (VALUES ('search_path', ''), ('statement_timeout', '0'), ('lock_timeout', '10s'), \
        ('idle_in_transaction_session_timeout', '0'), ('idle_session_timeout', '0'), ('transaction_timeout', '0'), \
        ('TimeZone', 'UTC'), ('DateStyle', 'ISO, MDY'), ('IntervalStyle', 'postgres'), ('bytea_output', 'hex'), \
        ('quote_all_identifiers', 'off'), ('extra_float_digits', '1'), ('xmloption', 'content'), \
        ('default_transaction_read_only', 'off'), ('standard_conforming_strings', 'on'), ('row_security', 'off')) \
        AS v (name, value) \
    JOIN pg_catalog.pg_settings AS s ON pg_catalog.lower(s.name) = pg_catalog.lower(v.name)";

/// Opens one connection. A lost client is noticed by the server where that is known to it.
pub(crate) async fn open(connect: &PgConnectOptions) -> Result<PgConnection, Error> {
    let connect = connect
        .clone()
        .application_name(APPLICATION)
        .statement_cache_capacity(0)
        .disable_statement_logging();
    let mut connection = PgConnection::connect_with(&connect)
        .await
        .map_err(|source| Error::Connect { source: Box::new(source), help: None })?;
    let version: i32 =
        sqlx::query_scalar("SELECT pg_catalog.current_setting('server_version_num')::integer")
            .fetch_one(&mut connection)
            .await?;
    if version < OLDEST {
        let reason = format!(
            "the server is PostgreSQL {}, and 14 is the oldest that is supported",
            version / 10_000
        );
        return Err(Error::server(reason, "update the server"));
    }
    sqlx::query(SETTINGS).execute(&mut connection).await?;
    // Not every platform can do it.
    let _ =
        sqlx::query("SET client_connection_check_interval = '2s'").execute(&mut connection).await;
    Ok(connection)
}

/// Executes text that we made, or that a schema file says: many statements too.
pub(crate) async fn run(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.map(|_| ())
}

/// Words that cannot be a name of a table, column or type without quotes. To quote one more does no harm.
const RESERVED: &str = " all analyse analyze and any array as asc asymmetric authorization between bigint binary bit \
    boolean both case cast char character check coalesce collate collation column concurrently constraint create cross \
    current_catalog current_date current_role current_schema current_time current_timestamp current_user dec decimal \
    default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full \
    grant greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull \
    join json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize \
    json_table json_value lateral leading least left like limit localtime localtimestamp merge_action national natural \
    nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing \
    position precision primary real references returning right row select session_user setof similar smallint some \
    substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique \
    user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists \
    xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable ";

/// A name, in quotes only where it needs them.
pub(crate) fn quote(name: &str) -> String {
    let mut characters = name.chars();
    let is_plain = characters
        .next()
        .is_some_and(|first| first.is_ascii_lowercase() || first == '_')
        && characters.all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_')
        && !RESERVED.contains(&format!(" {name} "));
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// A text as a literal.
pub(crate) fn literal(text: &str) -> String {
    if text.contains('\\') {
        return format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"));
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// The name of an object with its schema; that of a routine with the types of its arguments. A trigger or policy has
/// only its own name here, as it is named together with its table.
pub(crate) fn qualified(id: &ObjectId) -> String {
    let name = match (id.kind, id.name.rfind('(')) {
        (Kind::Routine, Some(arguments)) => {
            format!("{}{}", quote(&id.name[..arguments]), &id.name[arguments..])
        }
        _ => quote(&id.name),
    };
    if id.schema.is_empty() || matches!(id.kind, Kind::Trigger | Kind::Policy) {
        return name;
    }
    format!("{}.{name}", quote(&id.schema))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_quoted_where_it_needs_it() {
        for (name, quoted) in [
            ("a_1", "a_1"),
            ("Order", "\"Order\""),
            ("order", "\"order\""),
            ("1a", "\"1a\""),
            ("a\"b", "\"a\"\"b\""),
        ] {
            assert_eq!(quote(name), quoted);
        }
        let routine = ObjectId::new(Kind::Routine, "app", "Area(integer, integer)");
        assert_eq!(qualified(&routine), "app.\"Area\"(integer, integer)");
        assert_eq!(qualified(&ObjectId::new(Kind::Schema, "", "app")), "app");
    }

    #[test]
    fn a_literal_keeps_backslashes_and_quotes() {
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal("a\\'b"), "E'a\\\\''b'");
    }
}
