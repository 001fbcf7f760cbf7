//! What a person reads when a migration fails: the place, the line, the
//! server's own words, and what is left.

use expect_test::{Expect, expect};
use schemalane::Failure;

use crate::{
    lane::{Lane, failed},
    place::Place,
};

/// Runs one file on PostgreSQL, and gives its failure.
async fn failure(text: &str) -> Failure {
    let place = Place::postgres();
    let db = place.connect().await;
    failed(Lane::of("V1__x.sql", text).up(&db).await).failed.unwrap()
}

/// Checks the place in numbers: line, column, statement.
async fn stops_at(text: &str, line: usize, column: usize, statement: usize) {
    let failure = failure(text).await;
    assert_eq!(
        (failure.line, failure.column, failure.statement),
        (Some(line), Some(column), Some(statement)),
        "{failure}"
    );
}

async fn prints(text: &str, expected: Expect) {
    expected.assert_eq(&failure(text).await.to_string());
}

#[tokio::test]
async fn the_first_statement() {
    stops_at("SELECT 1, nothing;\nSELECT 2;", 1, 11, 1).await;
    stops_at("-- a comment\n\n  INSERT INTO nothing VALUES (1)", 3, 15, 1).await;
}

#[tokio::test]
async fn the_last_statement() {
    stops_at("SELECT 1;\nSELECT 2;\nSELECT nothing", 3, 8, 3).await;
    stops_at("SELECT 1;\nSELECT 2;\n  SELECT nothing;\n\n-- the end", 3, 10, 3).await;
}

#[tokio::test]
async fn every_kind_of_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["SELECT 1;", "SELECT 2", "  , nothing;", "SELECT 3;"].join(end);
        stops_at(&text, 3, 5, 2).await;
    }
}

#[tokio::test]
async fn characters_not_bytes() {
    stops_at("SELECT 'é世😀';\nSELECT 'é世😀', nothing;", 2, 15, 2).await;
    stops_at("/* é世😀 */ SELECT nothing;", 1, 18, 1).await;
    stops_at("\u{feff}SELECT nothing;", 1, 8, 1).await;
}

#[tokio::test]
async fn tabs_and_wide_characters_are_drawn_as_wide_as_they_are() {
    prints(
        "CREATE TABLE t (id INT);\r\n\tINSERT /* é世 */ INTO tt VALUES (1);\r\n",
        expect![[r#"
            V1__x.sql:2:23: relation "tt" does not exist (statement 2 of 2, SQLSTATE 42P01)
               |
             2 |     INSERT /* é世 */ INTO tt VALUES (1);
               |                           ^"#]],
    )
    .await;
}

#[tokio::test]
async fn an_error_without_a_position() {
    prints(
        "CREATE TABLE t (id INT PRIMARY KEY);\nINSERT INTO t VALUES (1);\n\n  INSERT INTO t\nVALUES (1);\n",
        expect![[r#"
            V1__x.sql:4:3: duplicate key value violates unique constraint "t_pkey" (statement 3 of 3, SQLSTATE 23505)
               |
             4 |   INSERT INTO t
               |   ^
              detail: Key (id)=(1) already exists."#]],
    )
    .await;
}

#[tokio::test]
async fn a_hint() {
    prints(
        "CREATE TABLE account (name TEXT);\nSELECT naem FROM account;\n",
        expect![[r#"
            V1__x.sql:2:8: column "naem" does not exist (statement 2 of 2, SQLSTATE 42703)
               |
             2 | SELECT naem FROM account;
               |        ^
              hint: Perhaps you meant to reference the column "account.name"."#]],
    )
    .await;
}

#[tokio::test]
async fn inside_of_a_block() {
    prints(
        "SELECT 1;\nDO $$\nBEGIN\n    INSERT INTO nothing VALUES (1);\nEND\n$$;\n",
        expect![[r#"
            V1__x.sql:2:1: relation "nothing" does not exist (statement 2 of 2, SQLSTATE 42P01)
               |
             2 | DO $$
               | ^
              context: PL/pgSQL function inline_code_block line 3 at SQL statement"#]],
    )
    .await;
}

#[tokio::test]
async fn inside_of_a_function() {
    let function =
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1 / 0; END $$;";
    stops_at(&format!("{function}\nSELECT 1, f();"), 2, 1, 2).await;
    stops_at("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1, nothing';", 1, 60, 1)
        .await;
    stops_at("SELECT 1;\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETRUN 1;\nEND $$;", 4, 3, 2)
        .await;
}

#[tokio::test]
async fn a_syntax_error_is_found_before_anything_runs() {
    stops_at("SELECT 1;\nSELECT 2;\nSELEC 3;\n", 3, 1, 3).await;
}

#[tokio::test]
async fn a_syntax_error_at_the_end_of_the_file() {
    for text in
        ["SELECT 1;\nSELECT 1 +", "SELECT 1;\nSELECT 1 +;\n", "SELECT 1;\nSELECT 1 + -- no more"]
    {
        let failure = failure(text).await;
        assert_eq!((failure.line, failure.statement), (Some(2), Some(2)), "{failure}");
        assert_eq!(failure.sqlstate.as_deref(), Some("42601"));
        assert!(failure.message.starts_with("syntax error at "), "{failure}");
    }
}

#[tokio::test]
async fn in_the_data_of_a_copy() {
    prints(
        "CREATE TABLE t (id INT, name TEXT);\nCOPY t (id, name) FROM stdin;\n1\tone\nx\ttwo\n3\tthree\n\\.\nSELECT 1;\n",
        expect![[r#"
            V1__x.sql:4:1: invalid input syntax for type integer: "x" (statement 2 of 3, SQLSTATE 22P02)
               |
             4 | x    two
               | ^
              context: COPY t, line 2, column id: "x""#]],
    )
    .await;
    stops_at("CREATE TABLE t (id INT);\nCOPY t FROM stdin;\n1\n\\.\nSELECT nothing;\n", 5, 8, 3)
        .await;
    stops_at("SELECT 1;\nCOPY nothing FROM stdin;\n1\n\\.\n", 2, 1, 2).await;
}

#[tokio::test]
async fn in_a_file_outside_of_a_transaction() {
    let text = "-- schemalane: transaction = false\nCREATE TABLE t (id INT);\r\n\
                CREATE INDEX CONCURRENTLY i ON t (é);\n";
    let failure = failure(text).await;
    assert_eq!((failure.line, failure.column, failure.statement), (Some(3), Some(1), Some(2)));
    assert_eq!(failure.sqlstate.as_deref(), Some("42703"));
    assert!(!failure.rolled_back);
}

#[tokio::test]
async fn what_was_applied_before_is_said() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane =
        Lane::new(&[("V1__a.sql", "SELECT 1"), ("V2__b.sql", "SELECT 1"), ("V3__c.sql", "SELECT")]);
    lane.write("V3__c.sql", "SELECT nothing");
    expect![[r#"
        V3__c.sql:1:8: column "nothing" does not exist (statement 1 of 1, SQLSTATE 42703)
           |
         1 | SELECT nothing
           |        ^
          applied before it, and kept: V1__a.sql, V2__b.sql
          it was rolled back
        help: mend the file and run again"#]]
    .assert_eq(&lane.up(&db).await.unwrap_err().to_string());
}

#[tokio::test]
async fn a_raised_error_with_everything() {
    prints(
        "DO $$ BEGIN RAISE EXCEPTION 'no' USING DETAIL = E'one\\ntwo', HINT = 'three', ERRCODE = 'XX123'; END $$",
        expect![[r#"
            V1__x.sql:1:1: no (statement 1 of 1, SQLSTATE XX123)
               |
             1 | DO $$ BEGIN RAISE EXCEPTION 'no' USING DETAIL = E'one\ntwo', HINT = 'three', ERRCODE = 'X...
               | ^
              detail: one
                      two
              hint: three
              context: PL/pgSQL function inline_code_block line 1 at RAISE"#]],
    )
    .await;
}

#[tokio::test]
async fn sqlite_names_the_statement() {
    let place = Place::sqlite();
    let db = place.connect().await;
    let lane = Lane::of(
        "V1__x.sql",
        "CREATE TABLE t (id INT PRIMARY KEY);\r\nINSERT INTO t VALUES (1);\r\n\t/* é */ INSERT INTO t VALUES (1);\r\n",
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    expect![[r#"
        V1__x.sql:3:10: UNIQUE constraint failed: t.id (statement 3 of 3, SQLite error 1555)
           |
         3 |     /* é */ INSERT INTO t VALUES (1);
           |             ^"#]]
    .assert_eq(&failure.to_string());
}
