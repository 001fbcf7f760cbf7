//! Every strict function of the server, called with values that are not null.

use schemalane_query::Asked;
use schemalane_query::postgres::Describer;
use schemalane_testkit::{Server, effort};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

#[tokio::test]
async fn a_function_that_gives_null_is_known() {
    let wrong = check(Server::shared(), 40).await;
    assert!(wrong.is_empty(), "these give null, and are said not to:\n{}", wrong.join("\n"));
}

/// The calls that give null, and are said not to.
pub(crate) async fn check(server: &Server, tries: usize) -> Vec<String> {
    let database = server.database();
    let mut calls = PgConnection::connect(&database.url()).await.unwrap();
    calls.execute(sqlx::raw_sql(AssertSqlSafe(include_str!("functions.sql")))).await.unwrap();
    let tries = i64::try_from(effort::loops(tries, 200)).unwrap();
    let found: Vec<String> = sqlx::query_scalar("SELECT pg_temp.nulls($1)")
        .bind(tries)
        .fetch_all(&mut calls)
        .await
        .unwrap();
    assert!(found.len() > 40, "only these give null: {found:#?}");
    let mut described = PgConnection::connect(&database.url()).await.unwrap();
    let mut describer = Describer::new(&mut described).await.unwrap();
    let mut wrong = Vec::new();
    for call in found {
        let sql = format!("SELECT {call}");
        let analysis = describer.describe(&Asked { sql: &sql, parameters: &[] }).await.unwrap();
        if !analysis.columns[0].nullable {
            wrong.push(call);
        }
    }
    wrong
}
