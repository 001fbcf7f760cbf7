//! What the server is asked about a query.

use super::error::Error;
use super::node::{Node, Object};
use crate::{Asked, Stated};
use sqlx::postgres::PgTypeInfo;
use sqlx::postgres::types::Oid;
use sqlx::{
    AssertSqlSafe, Column as _, Connection as _, Executor as _, PgConnection, SqlSafeStr as _,
    Statement as _,
};

/// The type of a literal that nothing is known of.
const UNKNOWN: u32 = 705;

/// What the server knows of a query that it has prepared.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The types of the parameters.
    pub(super) parameters: Vec<u32>,
    /// Its columns; `None` where the driver does not know a type of them.
    pub(super) columns: Option<Vec<PreparedColumn>>,
}

#[derive(Debug)]
pub(super) struct PreparedColumn {
    pub(super) name: String,
    /// Its type; in place of a domain that which the domain is made of.
    pub(super) data_type: u32,
}

/// Sends a statement of our own.
pub(super) async fn execute(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.map(drop)
}

/// Has the server prepare a query.
pub(super) async fn prepare(
    connection: &mut PgConnection,
    asked: &Asked<'_>,
) -> Result<Prepared, Error> {
    let stated = stated(connection, asked.parameters).await?;
    let types: Vec<PgTypeInfo> = stated.iter().map(|oid| PgTypeInfo::with_oid(Oid(*oid))).collect();
    let text = AssertSqlSafe(asked.sql.to_owned()).into_sql_str();
    let statement = match connection.prepare_with(text, &types).await {
        Ok(statement) => statement,
        Err(error) if is_of_driver(&error) => {
            return by_statement(connection, asked.sql, &stated).await;
        }
        Err(error) => return Err(Error::of_query(error, asked.sql)),
    };
    let oid = |kind: &PgTypeInfo| kind.oid().map_or(UNKNOWN, |oid| oid.0);
    let parameters = match statement.parameters() {
        Some(sqlx::Either::Left(types)) => types.iter().map(oid).collect(),
        Some(sqlx::Either::Right(count)) => vec![UNKNOWN; count],
        None => Vec::new(),
    };
    let columns = statement.columns().iter().map(|column| PreparedColumn {
        name: column.name().to_owned(),
        data_type: oid(column.type_info()),
    });
    let columns = Some(columns.collect());
    // The driver would give the same again for the same text, whatever is stated of its parameters then.
    connection.clear_cached_statements().await?;
    Ok(Prepared { parameters, columns })
}

/// Whether the server took the query, and the driver does not know one of its types: multiranges are such.
const fn is_of_driver(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::TypeNotFound { .. }
    )
}

/// Has the server prepare a query that it has taken already, without the driver's help.
async fn by_statement(
    connection: &mut PgConnection,
    sql: &str,
    stated: &[u32],
) -> Result<Prepared, Error> {
    let types = types(connection, stated).await?;
    let types = if types.is_empty() { types } else { format!("({types})") };
    // What the driver prepared before it failed is still there.
    connection.clear_cached_statements().await?;
    let prepare = format!("DEALLOCATE ALL; PREPARE schemalane_described {types} AS {sql}\n");
    execute(connection, &prepare).await?;
    let parameters: Vec<i64> = sqlx::query_scalar(
        "SELECT parameter_types::oid[]::bigint[] FROM pg_catalog.pg_prepared_statements \
         WHERE name = 'schemalane_described'",
    )
    .persistent(false)
    .fetch_one(&mut *connection)
    .await?;
    execute(connection, "DEALLOCATE schemalane_described").await?;
    let parameters = parameters.into_iter().map(|oid| u32::try_from(oid).unwrap_or(UNKNOWN));
    Ok(Prepared { parameters: parameters.collect(), columns: None })
}

/// Types as they are written, with commas between them.
async fn types(connection: &mut PgConnection, types: &[u32]) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT coalesce(string_agg(format_type(t.oid::oid, NULL), ', ' ORDER BY t.place), '') \
         FROM unnest($1::bigint[]) WITH ORDINALITY AS t (oid, place)",
    )
    .bind(types.iter().copied().map(i64::from).collect::<Vec<_>>())
    .persistent(false)
    .fetch_one(connection)
    .await
}

/// The types that are stated, as the server numbers them.
async fn stated(connection: &mut PgConnection, stated: &[Stated]) -> Result<Vec<u32>, Error> {
    let mut found = Vec::with_capacity(stated.len());
    for stated in stated {
        let oid = match &stated.data_type {
            None => UNKNOWN,
            Some(name) => {
                let name = if stated.list { format!("{name}[]") } else { name.clone() };
                let asked = sqlx::query_scalar::<_, i64>("SELECT ($1::text::regtype)::oid::bigint")
                    .bind(&name)
                    .persistent(false);
                let oid = asked.fetch_one(&mut *connection).await;
                let oid = oid.map_err(|error| Error::of_type(error, &name))?;
                u32::try_from(oid).unwrap_or(UNKNOWN)
            }
        };
        found.push(oid);
    }
    Ok(found)
}

/// The analysed tree of a query; `None` for what cannot stand in the body of a function.
pub(super) async fn tree(
    connection: &mut PgConnection,
    sql: &str,
    prepared: &Prepared,
) -> Result<Option<Node>, Error> {
    let types = types(connection, &prepared.parameters).await?;
    // The last line may be a comment. The body is not checked twice.
    let create = format!(
        "SET LOCAL check_function_bodies = off; SAVEPOINT body; \
         CREATE FUNCTION pg_temp.schemalane_described({types}) RETURNS void LANGUAGE sql BEGIN ATOMIC {sql}\n; END"
    );
    match execute(connection, &create).await {
        Ok(()) => {}
        Err(error) if error.as_database_error().is_some() => {
            execute(connection, "ROLLBACK TO SAVEPOINT body").await?;
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    }
    let text: Option<String> = sqlx::query_scalar(
        "SELECT p.prosqlbody::text FROM pg_catalog.pg_proc AS p \
         WHERE p.proname = 'schemalane_described' AND p.pronamespace = pg_my_temp_schema()",
    )
    .persistent(false)
    .fetch_one(connection)
    .await?;
    Ok(text.and_then(|text| Node::parse(&text).ok()))
}

/// The query that a body has.
pub(super) fn query(tree: &Node) -> Option<&Object> {
    match tree {
        Node::Object(object) if object.tag == "QUERY" => Some(object),
        Node::List(list) => match list.as_slice() {
            [only] => query(only),
            _ => None,
        },
        _ => None,
    }
}
