//! Files of queries on SQLite.

use expect_test::expect;
use rusqlite::Connection;
use schemalane_source::Dialect::Sqlite;

use super::{lines, summary};
use crate::described::{Answer, Described, describe};
use crate::file::QueryFile;
use crate::problem::Problem;
use crate::sqlite::Database;

const SCHEMA: &str = "
    CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, born DATE);
    CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author_id INTEGER REFERENCES author, editor_id INTEGER REFERENCES author, price REAL);
";

/// Describes each query of a file; what is wrong with those that are refused comes last.
fn described(sql: &str) -> (Vec<Described>, Vec<Problem>) {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    let database = Database::of(connection).unwrap();
    let file = QueryFile::read("q.sql", "q", sql, Sqlite).unwrap_or_else(|it| panic!("{it}"));
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for query in &file.queries {
        let ask =
            |variant: &crate::Variant| Answer::from(database.describe(&variant.question().asked()));
        let answers: Vec<_> = query.variants.iter().map(ask).collect();
        match describe(&file, query, &answers) {
            Ok(described) => all.push(described),
            Err(found) => problems.extend(found),
        }
    }
    (all, problems)
}

#[test]
fn a_file_is_described_with_all_its_choices() {
    let sql = "-- name: Books :many
-- @optional country, ids
-- @order title | price
-- @embed author
-- @embed editor
SELECT b.id, b.title, b.price, author.*, editor.id, editor.name
FROM book b
JOIN author ON author.id = b.author_id
LEFT JOIN author editor ON editor.id = b.editor_id
WHERE author.country = :country AND b.id IN (:ids) AND b.id > @after
ORDER BY /* @order */ b.id DESC, b.id LIMIT $limit;

-- name: AddBook :exec
INSERT INTO book (id, title, author_id) VALUES (?, ?, ?);

-- name: Rename :execrows
UPDATE author SET name = sqlc.arg(name), country = coalesce(sqlc.narg(country), country) WHERE id IN (sqlc.slice(ids));

-- name: Count :one
-- @column at: datetime
SELECT count(*), datetime('now') AS at, max(born) AS born FROM author;

-- schemalane:name contract | params id:int | result name:text country:text?
SELECT name, country FROM author WHERE id = :id;
";
    let (all, problems) = described(sql);
    assert_eq!(lines(&problems), "");
    let text: Vec<String> = all.iter().map(summary).collect();
    expect![[r#"
        books :many Read
          columns id: INTEGER, title: TEXT, price: REAL?, id: INTEGER, name: TEXT, country: TEXT?, born: DATE?, id: INTEGER? #0, name: TEXT? #0
          parameters country: TEXT optional, ids: INTEGER list optional, after: INTEGER, limit: INTEGER
          embeds author [3, 4, 5, 6] Some("author"), editor? [7, 8] Some("author")
          texts 20

        add_book :exec Write
          parameters id: INTEGER, title: TEXT, author_id: INTEGER?
          texts 1

        rename :execrows Write
          parameters name: TEXT, country: TEXT?, ids: INTEGER list
          texts 1

        count :one Read
          columns count: INTEGER, at: datetime, born: DATE?
          texts 1

        contract :many Read
          columns name: TEXT, country: TEXT?
          parameters id: INTEGER
          texts 1
    "#]].assert_eq(&text.join("\n"));
}

#[test]
fn what_sqlite_refuses_is_shown_in_the_file() {
    let sql = "-- name: A :many
-- @optional c
-- @order name | nme
SELECT name FROM author WHERE country = :c AND /* é */ nme = :n ORDER BY /* @order */ 1;
-- name: B :one
SELECT :x IS NULL AS a;
-- name: C :one
SELECT id FROM author, book;
-- name: D :one
SELECT 1 AS a FROM author WHERE id = :x AND name = :x;
-- name: F :many
-- @order nam
SELECT name FROM author ORDER BY /* @order */ name;
-- name: G :one
-- @param id: text
SELECT 1 AS a FROM author WHERE id = :id;
-- name: H :many
SELECT 1 AS a UNION SELECT 1, 2;
";
    let (all, mut problems) = described(sql);
    problems.extend(all.into_iter().flat_map(|described| described.problems));
    let told: Vec<_> = problems.iter().map(|problem| problem.told().to_string()).collect();
    expect![[r#"
        q.sql:4:56: no such column: nme
           |
         4 | SELECT name FROM author WHERE country = :c AND /* é */ nme = :n ORDER BY /* @order */ 1;
           |                                                        ^
        help: did you mean name?
        q.sql:8:8: ambiguous column name: id
           |
         8 | SELECT id FROM author, book;
           |        ^
        q.sql:10:38: parameter `x` is used as INTEGER and as TEXT
            |
         10 | SELECT 1 AS a FROM author WHERE id = :x AND name = :x;
            |                                      ^
        help: say which it is, or use two parameters
        q.sql:18:1: SELECTs to the left and right of UNION do not have the same number of result columns
            |
         18 | SELECT 1 AS a UNION SELECT 1, 2;
            | ^
        q.sql:6:8: nothing says the type of the parameter `x`
           |
         6 | SELECT :x IS NULL AS a;
           |        ^
        help: say it above the statement: `-- @param x: text`
        q.sql:12:11: `@order` names `nam`, which the query does not have
            |
         12 | -- @order nam
            |           ^
        help: did you mean `name`?"#]].assert_eq(&told.join("\n"));
}
