//! Cases on PostgreSQL.

use super::Case;
use super::rights;
use super::rows::Rows;
use crate::judge;
use schemalane_schema::Database;
use schemalane_testkit::Server;
use sqlx::postgres::PgConnectOptions;
use std::sync::Once;

pub(crate) fn run(case: &Case) -> Result<(), String> {
    static ROLES: Once = Once::new();
    let database = Server::shared().database();
    ROLES.call_once(|| {
        database.psql(rights::ROLES);
    });
    database.client().simple(&case.current()).map_err(|error| format!("current.sql: {error}"))?;
    let (before, rows_before) = (judge::postgres::dump(&database), rows(&database));
    let rights_before = rights::of(&database);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let connect: PgConnectOptions = database.url().parse().expect("the test kit's URLs are right");
    let connect = match case.role() {
        Some(role) => connect.username(&role).password(&role),
        None => connect,
    };
    let engine = super::engine(case, Database::postgres(connect));
    let is_executed = runtime.block_on(case.execute(&engine))?;
    if !is_executed {
        let after = judge::postgres::dump(&database);
        return if after == before {
            Ok(())
        } else {
            Err("a refused plan changed the database".to_owned())
        };
    }
    let wanted = Server::shared().database();
    for (_, text) in case.wanted() {
        wanted.client().simple(&text).map_err(|error| format!("the wanted schema: {error}"))?;
    }
    let problems = judge::postgres::differences(&database, &wanted, case.compares_rights());
    if !problems.is_empty() {
        return Err(format!("the judge finds differences:\n  {}", problems.join("\n  ")));
    }
    super::rows::compare(case, &rows_before, &rows(&database))?;
    if !case.compares_rights() {
        rights::compare(case, &rights_before, &rights::of(&database))?;
    }
    answers(case, &database)
}

/// The rows of every table as text, each a map of its columns.
fn rows(database: &schemalane_testkit::Database) -> Rows {
    let list = database.psql(
        "select format('%I.%I', n.nspname, c.relname), coalesce(string_agg(quote_ident(a.attname), ',' order by a.attname), '')
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
           and c.relname <> '_schema_migration' group by 1, n.nspname, c.relname",
    );
    list.lines()
        .map(|line| {
            let (table, columns) = line.split_once('\t').expect("two columns");
            let columns: Vec<String> =
                columns.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            let casts: Vec<String> =
                columns.iter().map(|column| format!("{column}::text")).collect();
            let text = if casts.is_empty() {
                String::new()
            } else {
                database.psql(&format!("select {} from {table}", casts.join(", ")))
            };
            let rows = text
                .lines()
                .map(|row| {
                    columns.iter().cloned().zip(row.split('\t').map(str::to_owned)).collect()
                })
                .collect();
            (table.to_owned(), (columns, rows))
        })
        .collect()
}

fn answers(case: &Case, database: &schemalane_testkit::Database) -> Result<(), String> {
    let Some((queries, expected)) = case.after() else { return Ok(()) };
    let answers: Vec<String> =
        queries.iter().map(|query| database.psql(query).replace('\t', " | ")).collect();
    super::rows::compare_answers(&answers, &expected)
}
