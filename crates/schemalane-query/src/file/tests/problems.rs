use expect_test::expect;
use schemalane_source::Dialect::{self, Postgres, Sqlite};

use crate::QueryFile;

/// What is wrong with a file, a line for each problem.
fn problems(sql: &str, dialect: Dialect) -> String {
    let problems = QueryFile::read("q.sql", "q", sql, dialect).expect_err(sql);
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn a_problem_shows_its_line() {
    let problems =
        QueryFile::read("q.sql", "q", "-- name: A :one\n  -- @parm a\nSELECT 1", Postgres)
            .unwrap_err();
    expect![[r#"
        q.sql:2:6: `@parm` is no note that is known
           |
         2 |   -- @parm a
           |      ^
        help: did you mean `@param`?"#]]
    .assert_eq(&problems.to_string());
}

#[test]
fn everything_wrong_with_names_and_statements_is_said_at_once() {
    let sql = "SELECT 0;\n-- @param x: int\n-- name: A :one\n-- name: B :one\nSELECT 1; SELECT 2;\n-- name: B :one\nSELECT 1;\n\
               -- name: b :mny\nSELECT 1;\n-- name: get_it :one\nSELECT 1;\n-- name: GetIt :one\nSELECT 1;\n-- name: 1a :one\nSELECT 1;\n\
               -- name: C\nSELECT 1;\n-- name: D :execlastid\nSELECT 1;\n-- name: E :one please\nSELECT 1;\n-- name: F :xyz\nSELECT 1;\n\
               -- name: G :exec\nCREATE TABLE t (a int);\n-- name: H :exec\nCOMMIT;\n-- name: I :exec\nVACUUM;\n\
               -- name: J :one\nSELECT 1\n-- name: K :one\nSELECT 1";
    expect![[r#"
        q.sql:1:1: the statement has no name: write `-- name: ListAuthors :many` above it
        q.sql:2:4: the note belongs to no query: write it between the name of a query and its statement
        q.sql:3:10: `A` has no statement: write the statement below it, or remove the name
        q.sql:5:11: this is a second statement of `B`: give it a name of its own: `-- name: Another :exec`
        q.sql:6:10: `B` is the name of the query in line 4 too: rename one of them
        q.sql:8:10: `b` and `B` are both the Rust function `b`: rename one of them
        q.sql:8:12: `:mny` is not known: did you mean `:many`?
        q.sql:12:10: `GetIt` and `get_it` are both the Rust function `get_it`: rename one of them
        q.sql:14:10: `1a` is no name for a Rust function: use letters, digits and `_`, and no digit first
        q.sql:16:10: `C` does not say what it gives: write one of `:one`, `:opt`, `:many`, `:stream`, `:exec`, `:execrows`, `:batch` behind the name
        q.sql:18:12: `:execlastid` is another tool's word: use `:one`, and add `RETURNING id`
        q.sql:20:17: `please` stands behind the name of a query: a name and a command are all: write the rest into the next line
        q.sql:22:12: `:xyz` is not known: expected one of `:one`, `:opt`, `:many`, `:stream`, `:exec`, `:execrows`, `:batch`
        q.sql:25:1: CREATE is a statement that is no query: write it into a migration
        q.sql:27:1: COMMIT is a statement that is no query: remove it: the function runs on the transaction that it is given
        q.sql:29:1: VACUUM is a statement that is no query: expected SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES or WITH
        q.sql:32:1: the statement of `J` is not closed before this name: end it with `;`
    "#]].assert_eq(&problems(sql, Postgres));
}

#[test]
fn broken_notes_are_said_at_once() {
    let sql = "-- name: A :one\n-- @parm x\n-- @foo\n-- @param x: int garbage\n-- @param y: \"int\n-- @param z\n-- @returns row\n-- @embed\n\
               -- @order a b\nSELECT :x, :y;\n-- name: B :one\n-- @param xy\n-- @param abcdef\n-- @param abc\n-- @param abc\n-- @optional q\nSELECT :abc;\n\
               -- schemalane:name C\n-- schemalane:params a:int\n-- schemalane:reslt a:int\nSELECT :a;\n\
               -- schemalane:name C2 | params a:int\nSELECT :b;\n--! d (a\nSELECT 1;\n--: R\n-- name: E :one\n-- @column a: int! as \nSELECT 1;";
    expect![[r#"
        q.sql:2:4: `@parm` is no note that is known: did you mean `@param`?
        q.sql:3:4: `@foo` is no note that is known: expected @param, @column, @returns, @embed, @optional, @order or @large; write other words without `@`
        q.sql:4:18: this part of `@param` cannot be read: it is written so: `@param name: type? — what it is`
        q.sql:5:14: this part of `@param` cannot be read: it is written so: `@param name: type? — what it is`
        q.sql:6:11: `@param` names `z`, which the query does not have: it has: x, y
        q.sql:7:13: this part of `@returns` cannot be read: it is written so: `@returns AuthorRow`
        q.sql:8:10: this part of `@embed` cannot be read: it is written so: `@embed author`
        q.sql:9:13: this part of `@order` cannot be read: it is written so: `@order name | created_at`
        q.sql:12:11: `@param` names `xy`, which the query does not have: it has: abc
        q.sql:13:11: `@param` names `abcdef`, which the query does not have: it has: abc
        q.sql:15:11: `@param abc` is said twice: remove one of them
        q.sql:16:14: `@optional` names `q`, which the query does not have: it has: abc
        q.sql:20:15: `schemalane:reslt` is not known in a file of queries: did you mean `schemalane:result`?
        q.sql:22:32: `schemalane:params` names `a`, which the query does not have: it has: b
        q.sql:23:8: the parameter `b` is not in the declared contract: add `b:text`, with its type, to `schemalane:params`
        q.sql:24:9: this part of `--!` cannot be read: it is written so: `list_authors (country?) : AuthorRow(bio?)`
        q.sql:26:6: this part of `--:` cannot be read: it is written so: `AuthorRow(bio?)`
        q.sql:28:20: this part of `@column` cannot be read: it is written so: `@column name: type! as path::Type`
    "#]].assert_eq(&problems(sql, Postgres));
}

#[test]
fn wrong_parameters_are_said_at_once() {
    let sql = "-- name: A :one\nSELECT $1, :a;\n-- name: B :one\nSELECT $1, $3;\n-- name: C :one\nSELECT sqlc.agr(x), sqlc.arg(1 + 1);\n\
               -- name: D :one\nSELECT :userId, :user_id;\n-- name: E :one\nSELECT sqlc.slice(x);\n-- name: F :one\nSELECT :a$b;\n\
               -- name: G :one\n-- @optional a, b, c, d, e\nSELECT 1 WHERE a = :a AND b = :b AND c = :c AND d = :d AND e = :e;\n\
               -- name: H :one\n-- @optional a\nSELECT :a;\n-- name: I :one\n-- @optional a\nSELECT 1 WHERE x BETWEEN :a AND :b;\n\
               -- name: J :one\n-- @order a\nSELECT 1;\n-- name: K :one\nSELECT 1 ORDER BY /* @order */ 1;\n-- name: L :one\n-- @order a\nSELECT /* @order */ 1;\n\
               -- name: M :one\n-- @order a\nSELECT 1 ORDER BY /* @order */ 1, /* @order */ 2;";
    expect![[r#"
        q.sql:2:12: the statement has parameters by name and parameters by position: write all of them as `:name`
        q.sql:4:12: there is no parameter 2 before it: count from 1 without a gap, or write parameters as `:name`
        q.sql:6:8: `sqlc.agr` is not known: did you mean `sqlc.arg`?
        q.sql:6:21: `sqlc.arg` has no name in its brackets: write `sqlc.arg(author_id)`, or `:author_id`
        q.sql:8:17: `user_id` and `userId` are one name in Rust: write one of them like the other, or rename it
        q.sql:10:8: `x` is a list, and stands where one value is taken: write `IN (:x)`, or give the one value a name of its own
        q.sql:12:8: `a$b` is no name for a Rust parameter: use letters, digits and `_`, and no digit first
        q.sql:15:64: 5 parameters are optional, which would be 32 statements: make at most 4 of them optional, and write `(:name IS NULL OR country = :name)` for the others
        q.sql:18:8: `a` is optional, and stands in no condition that could be left out: use it only in conditions that AND joins, in WHERE, ON or HAVING; or write `@param a: ?`, so that it can be null
        q.sql:21:26: `a` is optional, and its condition has `b` too: write two conditions, with AND between them
        q.sql:23:11: `@order` has no place in the statement: write `ORDER BY /* @order */ name`, with the order that is taken when none is chosen
        q.sql:26:32: no `@order` says which orders there are: write `-- @order name | created_at` above the statement
        q.sql:29:8: there can be no order here: write `ORDER BY /* @order */ name`, with the order that is taken when none is chosen
        q.sql:32:35: the statement has a place for `@order` already: remove one of them
    "#]].assert_eq(&problems(sql, Postgres));
    expect![[r#"
        q.sql:3:8: `a` is a list, and stands where one value is taken: write `IN (:a)`, or give the one value a name of its own
        q.sql:3:23: `c` is a list, and stands where one value is taken: write `IN (:c)`, or give the one value a name of its own
    "#]]
    .assert_eq(&problems("-- name: A :one\n-- @param a: int[]\nSELECT :a, b IN (:c), :c", Sqlite));
}

#[test]
fn what_is_not_closed_is_shown_where_it_opens() {
    expect![[r#"
        q.sql:2:8: the quote that opens here is not closed: add the closing `'`
    "#]]
    .assert_eq(&problems("-- name: A :one\nSELECT 'a;\n", Postgres));
    expect![[r#"
        q.sql:2:8: the quoted name that opens here is not closed: add the closing quote
    "#]]
    .assert_eq(&problems("-- name: A :one\nSELECT [a;\n", Sqlite));
}
