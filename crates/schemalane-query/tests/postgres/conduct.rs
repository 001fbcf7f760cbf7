//! What describing does to the connection and to the database, and what becomes of queries that are too much.

use schemalane_query::postgres::{Describer, Error};
use schemalane_query::{Access, Analysis, Asked, Stated};
use schemalane_testkit::{Database, Server};
use sqlx::{Connection as _, PgConnection};

async fn database() -> (Database, PgConnection) {
    let database = Server::shared().database();
    database.psql(include_str!("schema.sql"));
    let connection = PgConnection::connect(&database.url()).await.unwrap();
    (database, connection)
}

async fn describe(describer: &mut Describer<'_>, sql: &str) -> Result<Analysis, Error> {
    describer.describe(&Asked { sql, parameters: &[] }).await
}

#[tokio::test]
async fn nothing_stays_and_nothing_runs() {
    let (database, mut connection) = database().await;
    let before = database.psql("SELECT last_value FROM book_id_seq");
    let mut describer = Describer::new(&mut connection).await.unwrap();
    for sql in [
        "SELECT nextval('book_id_seq')",
        "DELETE FROM sale",
        "INSERT INTO author (id, name) VALUES (50, 'x')",
        "SELECT '{[1,2)}'::int4multirange",
        "SELECT 1 / 0",
        "SELECT nosuch",
        "CREATE TABLE made_here (id int)",
        "COMMIT",
    ] {
        let _ = describe(&mut describer, sql).await;
    }
    let prepared: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_prepared_statements")
        .persistent(false)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(prepared, 0);
    assert_eq!(database.psql("SELECT last_value FROM book_id_seq"), before);
    assert_eq!(database.psql("SELECT count(*) FROM sale"), "3");
    let left = "SELECT count(*) FROM pg_class WHERE relname = 'made_here'";
    assert_eq!(database.psql(left), "0");
    let left = "SELECT count(*) FROM pg_proc WHERE proname LIKE 'schemalane%'";
    assert_eq!(database.psql(left), "0");
}

#[tokio::test]
async fn a_query_that_is_deep_has_columns_that_can_be_null() {
    let (_database, mut connection) = database().await;
    let mut describer = Describer::new(&mut connection).await.unwrap();
    let sums = |count: usize| format!("SELECT id{} FROM author", " + 1".repeat(count));
    let nested = |count: usize| {
        let (open, close) = ("(SELECT id FROM ".repeat(count), ") AS s".repeat(count));
        format!("SELECT id FROM {open}author{close}")
    };
    for sql in [sums(100), sums(180), sums(500), nested(20), nested(90), nested(150)] {
        let analysis = describe(&mut describer, &sql).await.unwrap();
        assert_eq!(analysis.columns[0].data_type.as_deref(), Some("integer"));
    }
    assert!(!describe(&mut describer, &sums(100)).await.unwrap().columns[0].nullable);
    assert!(!describe(&mut describer, &nested(20)).await.unwrap().columns[0].nullable);
    let wide = format!(
        "SELECT {}1 FROM author WHERE id IN ({}1)",
        "id, ".repeat(1000),
        "1, ".repeat(5000)
    );
    let analysis = describe(&mut describer, &wide).await.unwrap();
    assert!(analysis.columns.iter().all(|column| !column.nullable));
    let doubled = (1..30).fold("WITH c0 AS (SELECT id FROM author)".to_owned(), |sql, number| {
        let before = number - 1;
        format!("{sql}, c{number} AS (SELECT x.id FROM c{before} x, c{before} y)")
    });
    let analysis =
        describe(&mut describer, &format!("{doubled} SELECT id FROM c29")).await.unwrap();
    assert_eq!(analysis.access, Access::Read);
}

#[tokio::test]
async fn one_text_with_other_types_is_described_anew() {
    let (_database, mut connection) = database().await;
    let mut describer = Describer::new(&mut connection).await.unwrap();
    for name in ["integer", "text", "public.mood", "int4multirange"] {
        let stated = [Stated { data_type: Some(name.to_owned()), ..Stated::default() }];
        let asked = Asked { sql: "SELECT $1", parameters: &stated };
        let analysis = describer.describe(&asked).await.unwrap();
        assert_eq!(analysis.parameters[0].data_type.as_deref(), Some(name));
        assert_eq!(analysis.columns[0].data_type.as_deref(), Some(name));
    }
}

#[tokio::test]
async fn a_lost_connection_is_no_refusal() {
    let (database, mut connection) = database().await;
    let process: i32 =
        sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut connection).await.unwrap();
    let mut describer = Describer::new(&mut connection).await.unwrap();
    database.psql(&format!("SELECT pg_terminate_backend({process})"));
    let found = describe(&mut describer, "SELECT 1").await;
    assert!(matches!(found, Err(Error::Database(_))), "{found:?}");
}
