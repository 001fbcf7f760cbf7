//! Cases on PostgreSQL.

mod counter;

use super::rights;
use super::rows::{self, Rows};
use super::{Case, Spelling};
use crate::judge::postgres::{Seen, Sight};
use counter::Counters;
use schemalane_schema::Database;
use schemalane_testkit::{Client, Server};
use sqlx::postgres::PgConnectOptions;
use std::sync::{LazyLock, Once};

/// A database as a case looks at it.
struct Picture<'d> {
    seen: Seen<'d>,
    rows: Rows,
    counters: Counters,
}

impl<'d> Picture<'d> {
    fn take(database: &'d schemalane_testkit::Database, sight: Sight) -> Self {
        let mut client = database.client();
        Self {
            seen: Seen::read(database, sight),
            rows: read_rows(&mut client),
            counters: Counters::read(&mut client),
        }
    }
}

pub(crate) fn run(case: &Case) -> Result<(), String> {
    static ROLES: Once = Once::new();
    require_extensions(case)?;
    let database = Server::shared().database();
    ROLES.call_once(|| {
        database.psql(rights::ROLES);
    });
    database.client().simple(&case.current()).map_err(|error| format!("current.sql: {error}"))?;
    let sight = Sight { rights: case.compares_rights(), column_order: case.orders_columns() };
    let before = Picture::take(&database, sight);
    let rights_before = rights::of(&database);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let connect: PgConnectOptions = database.url().parse().expect("the test kit's URLs are right");
    let connect = match case.role() {
        Some(role) => connect.username(&role).password(&role),
        None => connect,
    };
    let engine = super::engine(case, Database::postgres(connect));
    let is_executed = runtime.block_on(case.execute(&engine, spelling()))?;
    let after = Picture::take(&database, sight);
    if !is_executed {
        let (was, is) = (&before.seen.schema, &after.seen.schema);
        let is_same = was.differences(is).is_empty()
            && is.differences(was).is_empty()
            && before.rows == after.rows
            && before.counters == after.counters;
        return if is_same {
            Ok(())
        } else {
            Err("a refused plan changed the database".to_owned())
        };
    }
    let built = wanted(case)?;
    let built = Seen::read(&built, sight);
    let problems = after.seen.differences(&built);
    if !problems.is_empty() {
        return Err(format!("the judge finds differences:\n  {}", problems.join("\n  ")));
    }
    if case.changes_something() && before.seen.schema.differences(&built.schema).is_empty() {
        return Err(
            "the plan does something, and the judge sees no difference before it".to_owned()
        );
    }
    rows::compare(case, &before.rows, &after.rows)?;
    rows::compare_names(case, &before.rows, &after.rows)?;
    after.counters.compare(case, &before.counters)?;
    if !case.compares_rights() {
        rights::compare(case, &rights_before, &rights::of(&database))?;
    }
    answers(case, &database)
}

/// The expected plans are those of PostgreSQL 15.
fn spelling() -> Spelling {
    static SPELLING: LazyLock<Spelling> = LazyLock::new(|| {
        let mut client = Client::connect(&Server::shared().url()).expect("the server answers");
        let reply = client.simple("SHOW server_version_num").expect("it knows its version");
        match reply.rows[0][0].as_deref() {
            Some(version) if version.starts_with("15") => Spelling::Exact,
            _ => Spelling::Any,
        }
    });
    *SPELLING
}

/// Fails where the server lacks an extension of `requires.txt`.
fn require_extensions(case: &Case) -> Result<(), String> {
    let mut client = Client::connect(&Server::shared().url()).map_err(|error| error.to_string())?;
    for name in case.requires() {
        let query = format!("SELECT FROM pg_available_extensions WHERE name = '{name}'");
        let reply = client.simple(&query).map_err(|error| error.to_string())?;
        if reply.rows.is_empty() {
            return Err(format!(
                "the server lacks the extension {name}: install PostgreSQL's contrib modules"
            ));
        }
    }
    Ok(())
}

/// A database that was built from the wanted schema.
fn wanted(case: &Case) -> Result<schemalane_testkit::Database, String> {
    let database = Server::shared().database();
    let mut files = case.built();
    // Files are in any order: one that needs another comes again later.
    while !files.is_empty() {
        let before = files.len();
        let mut reason = String::new();
        files.retain(|text| match database.client().simple(text) {
            Ok(_) => false,
            Err(error) => {
                reason = error.to_string();
                true
            }
        });
        if files.len() == before {
            return Err(format!("the wanted schema: {reason}"));
        }
    }
    Ok(database)
}

/// The rows of every table as text, each a map of its columns. What is computed is no row's own.
fn read_rows(client: &mut Client) -> Rows {
    const TABLES: &str = "SELECT format('%I.%I', n.nspname, c.relname),
            coalesce(string_agg(quote_ident(a.attname), E'\\t' ORDER BY a.attname), '')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND c.relname <> '_schema_migration' GROUP BY c.oid, n.nspname, c.relname";
    let tables = client.simple(TABLES).expect("the tables can be listed").rows;
    tables
        .into_iter()
        .map(|row| {
            let mut row = row.into_iter().map(Option::unwrap_or_default);
            let (table, columns) = (row.next().unwrap_or_default(), row.next().unwrap_or_default());
            let columns: Vec<String> =
                columns.split('\t').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            let casts: Vec<String> =
                columns.iter().map(|column| format!("{column}::text")).collect();
            let reply = client
                .simple(&format!("SELECT {} FROM {table}", casts.join(", ")))
                .unwrap_or_else(|error| panic!("the rows of {table}: {error}"));
            let rows = reply.rows.into_iter().map(|row| {
                let values = row.into_iter().map(|value| value.unwrap_or("NULL".to_owned()));
                columns.iter().cloned().zip(values).collect()
            });
            (table, (columns.clone(), rows.collect()))
        })
        .collect()
}

fn answers(case: &Case, database: &schemalane_testkit::Database) -> Result<(), String> {
    let Some((queries, expected)) = case.after() else { return Ok(()) };
    let answers: Vec<String> =
        queries.iter().map(|query| database.psql(query).replace('\t', " | ")).collect();
    rows::compare_answers(&answers, &expected)
}
