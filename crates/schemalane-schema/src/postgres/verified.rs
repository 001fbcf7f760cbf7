//! The answer of the last execution, as long as nothing has changed that it depended on.
//!
//! An execution that was verified leaves in its row of the log what it was asked and what it found. As long as both are
//! the same, there is nothing to do, and no scratch database has to be made to find that out.

use super::log;
use super::read::{self, Scope};
use crate::log::TOOL_VERSION;
use crate::{Digest, Error, Files, Options, Schema};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

/// What an execution leaves in its row of the log.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Verified {
    /// The digest of the files, and of whatever else decides what they mean.
    question: String,
    /// The digest of all that was read of the database afterwards.
    answer: String,
    /// The schemas that were read.
    schemas: Vec<String>,
    /// The extensions whose version was a fact.
    versions: Vec<String>,
}

/// The server and its role, with what a role or a database may have set that changes what a statement makes.
const ENVIRONMENT: &str = "SELECT pg_catalog.json_build_array(
        pg_catalog.version(), pg_catalog.current_setting('server_version_num'), session_user, current_user,
        d.datname, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
        pg_catalog.to_jsonb(d) -> 'datlocprovider', pg_catalog.to_jsonb(d) -> 'daticulocale',
        pg_catalog.to_jsonb(d) -> 'datlocale', pg_catalog.to_jsonb(d) -> 'daticurules',
        pg_catalog.to_jsonb(d) -> 'datcollversion',
        (
            SELECT pg_catalog.json_agg(pg_catalog.json_build_array(s.name, s.setting) ORDER BY s.name)
            FROM pg_catalog.pg_settings AS s
            WHERE s.name IN ('array_nulls', 'backslash_quote', 'DateStyle', 'default_table_access_method',
                'default_tablespace', 'default_text_search_config', 'default_toast_compression', 'IntervalStyle',
                'lc_messages', 'lc_monetary', 'lc_numeric', 'lc_time', 'quote_all_identifiers',
                'standard_conforming_strings', 'TimeZone', 'transform_null_equals', 'xmloption')
        )
    )::text
    FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()";

const LAST: &str = "SELECT e.wanted_hash, (e.metadata -> 'verified')::text
    FROM public._schema_migration AS e WHERE e.outcome = 'success' ORDER BY e.id DESC LIMIT 1";

/// What is to be remembered of a schema that was verified.
pub(super) async fn remember(
    connection: &mut PgConnection,
    files: &Files,
    options: &Options,
    scope: &Scope,
    reached: &Schema,
) -> Result<Verified, Error> {
    Ok(Verified {
        question: question(connection, files, options).await?,
        answer: answer(reached),
        schemas: scope.schemas.clone().unwrap_or_default(),
        versions: scope.versions.iter().cloned().collect(),
    })
}

/// The actual schema, and the digest of the wanted one, where the last execution has found that there is nothing to do
/// and nothing has changed since.
pub(super) async fn recall(
    connection: &mut PgConnection,
    files: &Files,
    options: &Options,
) -> Result<Option<(Schema, Digest)>, Error> {
    // Another server than this one may decide what the files mean there.
    if options.scratch.is_some() {
        return Ok(None);
    }
    if !log::exists(connection).await? {
        return Ok(None);
    }
    // A log that cannot be read, or is of another version, answers nothing.
    let last: Result<Option<(String, Option<String>)>, sqlx::Error> =
        sqlx::query_as(LAST).fetch_optional(&mut *connection).await;
    let Ok(Some((wanted, Some(verified)))) = last else { return Ok(None) };
    let Ok(verified) = serde_json::from_str::<Verified>(&verified) else { return Ok(None) };
    if verified.question != question(connection, files, options).await? {
        return Ok(None);
    }
    let scope = Scope {
        schemas: Some(verified.schemas),
        versions: verified.versions.into_iter().collect(),
        options: options.clone(),
    };
    let actual = read::schema(connection, &scope).await?;
    Ok((answer(&actual) == verified.answer).then(|| (actual, Digest::known(wanted))))
}

/// The texts of the files in their order, whatever they are called, and all else that decides what they mean.
async fn question(
    connection: &mut PgConnection,
    files: &Files,
    options: &Options,
) -> Result<String, Error> {
    let environment: String = sqlx::query_scalar(ENVIRONMENT).fetch_one(connection).await?;
    let texts: Vec<&str> = files.iter().map(|(_, text)| text).collect();
    // What is approved, and how a plan is executed, does not change whether there is something to do.
    let Options {
        column_order,
        authorisation,
        ignored,
        schemas,
        approvals: _,
        strangers: _,
        online: _,
        scratch: _,
        lock_timeout: _,
        statement_timeout: _,
        performed_by: _,
    } = options;
    let all = (TOOL_VERSION, environment, texts, column_order, authorisation, ignored, schemas);
    Ok(Digest::of(&serde_json::to_vec(&all).unwrap_or_default()).to_string())
}

/// All that was read: facts, and what was only read to make a plan.
fn answer(schema: &Schema) -> String {
    Digest::of(format!("{schema:?}").as_bytes()).to_string()
}
