//! Files of queries on a real PostgreSQL.

use expect_test::expect;
use schemalane_source::Dialect::Postgres;
use schemalane_testkit::Server;
use sqlx::{Connection as _, Executor as _, PgConnection};

use super::{lines, summary};
use crate::described::{Answer, Described, describe};
use crate::file::QueryFile;
use crate::postgres::Describer;
use crate::problem::Problem;

const SCHEMA: &str = "
    CREATE TABLE author (id bigint PRIMARY KEY, name text NOT NULL, country text, data json);
    CREATE TABLE book (id bigint PRIMARY KEY, title text NOT NULL, author_id bigint REFERENCES author, editor_id bigint REFERENCES author, price numeric(10, 2));
    CREATE MATERIALIZED VIEW titles AS SELECT title FROM book;
    CREATE PROCEDURE work(a integer, b text) LANGUAGE sql AS 'SELECT 1';
";

/// Describes each query of a file; what is wrong with those that are refused comes last.
async fn described(sql: &str) -> (Vec<Described>, Vec<Problem>) {
    let database = Server::shared().database();
    let mut connection = PgConnection::connect(&database.url()).await.unwrap();
    connection.execute(SCHEMA).await.unwrap();
    let mut describer = Describer::new(&mut connection).await.unwrap();
    let file = QueryFile::read("q.sql", "q", sql, Postgres).unwrap_or_else(|it| panic!("{it}"));
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for query in &file.queries {
        let mut answers = Vec::new();
        for variant in &query.variants {
            let question = variant.question();
            answers.push(Answer::try_from(describer.describe(&question.asked()).await).unwrap());
        }
        match describe(&file, query, &answers) {
            Ok(described) => all.push(described),
            Err(found) => problems.extend(found),
        }
    }
    (all, problems)
}

#[tokio::test]
async fn a_file_is_described_with_all_its_choices() {
    let sql = "-- name: Books :many
-- Books with their authors.
-- @param prices: numeric[]
-- @optional country, prices
-- @order title | price
-- @embed author
-- @embed editor
SELECT b.id, b.title, b.price, author.*, editor.id, editor.name
FROM book b
JOIN author ON author.id = b.author_id
LEFT JOIN author editor ON editor.id = b.editor_id
WHERE author.country = :country AND b.price IN (:prices) AND b.id > :after
ORDER BY /* @order */ b.id DESC, b.id LIMIT :limit;

-- name: AddBook :exec
INSERT INTO book (id, title, author_id) VALUES (:id, :title, :author);

-- name: Rename :execrows
UPDATE author SET name = sqlc.arg(name), country = coalesce(sqlc.narg(country), country) WHERE id IN (sqlc.slice(ids));

--! author_by_position
SELECT name, data FROM author WHERE id = $1 AND name <> $2;

-- name: Refresh :exec
REFRESH MATERIALIZED VIEW titles;
-- name: Call :exec
CALL work(:a, :b);
-- name: Empty :exec
TRUNCATE book;
-- name: Lock :exec
LOCK TABLE book;

-- schemalane:name contract | params id:int | result name:text country:text?
SELECT name, country FROM author WHERE id = :id;
";
    let (all, problems) = described(sql).await;
    assert_eq!(lines(&problems), "");
    let text: Vec<String> = all.iter().map(summary).collect();
    expect![[r#"
        books :many Read
          columns id: bigint, title: text, price: numeric(10,2)?, id: bigint, name: text, country: text?, data: json?, id: bigint? #0, name: text? #0
          parameters country: text optional, prices: numeric list optional, after: bigint, limit: bigint
          embeds author [3, 4, 5, 6] Some("public.author"), editor? [7, 8] Some("public.author")
          texts 20

        add_book :exec Write
          parameters id: bigint, title: text, author: bigint?
          texts 1

        rename :execrows Write
          parameters name: text, country: text?, ids: bigint list
          texts 1

        author_by_position :many Read
          columns name: text, data: json?
          parameters id: bigint, name: text
          texts 1

        refresh :exec Write
          texts 1

        call :exec Write
          parameters a: integer, b: text
          texts 1

        empty :exec Write
          texts 1

        lock :exec Write
          texts 1

        contract :many Read
          columns name: text, country: text?
          parameters id: bigint
          texts 1
    "#]].assert_eq(&text.join("\n"));
}

#[tokio::test]
async fn what_the_server_refuses_is_shown_in_the_file() {
    let sql = "-- name: A :many
-- @optional c
-- @order name | nme
SELECT name FROM author WHERE country = :c AND /* é */ nme = :n ORDER BY /* @order */ 1;
-- name: B :one
SELECT :x IS NULL;
-- name: C :one
SELECT id FROM author, book;
-- name: D :one
SELECT 1 WHERE 'a' IN (:list) AND 1 = ANY(:list);
-- name: E :many
-- @order data
SELECT data FROM author ORDER BY /* @order */ 1 + 1;
-- name: F :many
-- @order nam
SELECT name FROM author ORDER BY /* @order */ name;
-- name: I :one
SELECT 1 WHERE :y::int = 1 OR :y = 'a'::text;
-- name: G :one
-- @param id: text
SELECT 1 FROM author WHERE id = :id;
";
    let (all, mut problems) = described(sql).await;
    problems.extend(all.into_iter().flat_map(|described| described.problems));
    let told: Vec<_> = problems.iter().map(|problem| problem.told().to_string()).collect();
    expect![[r#"
        q.sql:4:56: column "nme" does not exist
           |
         4 | SELECT name FROM author WHERE country = :c AND /* é */ nme = :n ORDER BY /* @order */ 1;
           |                                                        ^
        help: Perhaps you meant to reference the column "author.name".
        q.sql:6:8: nothing says the type of the parameter `x`
           |
         6 | SELECT :x IS NULL;
           |        ^
        help: say it above the statement: `-- @param x: text`
        q.sql:8:8: column reference "id" is ambiguous
           |
         8 | SELECT id FROM author, book;
           |        ^
        q.sql:10:37: operator does not exist: integer = text
            |
         10 | SELECT 1 WHERE 'a' IN (:list) AND 1 = ANY(:list);
            |                                     ^
        help: No operator matches the given name and argument types. You might need to add explicit type casts.
        q.sql:13:47: could not identify an ordering operator for type json
            |
         13 | SELECT data FROM author ORDER BY /* @order */ 1 + 1;
            |                                               ^
        help: Use an explicit ordering operator or modify the query.
        q.sql:18:34: operator does not exist: integer = text
            |
         18 | SELECT 1 WHERE :y::int = 1 OR :y = 'a'::text;
            |                                  ^
        help: No operator matches the given name and argument types. You might need to add explicit type casts.
        q.sql:21:31: operator does not exist: bigint = text
            |
         21 | SELECT 1 FROM author WHERE id = :id;
            |                               ^
        help: No operator matches the given name and argument types. You might need to add explicit type casts.
        q.sql:15:11: `@order` names `nam`, which the query does not have
            |
         15 | -- @order nam
            |           ^
        help: did you mean `name`?"#]].assert_eq(&told.join("\n"));
}
