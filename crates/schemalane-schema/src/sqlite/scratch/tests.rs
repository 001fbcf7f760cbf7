use super::*;
use crate::{Files, TableOptions};
use schemalane_source::Dialect;

fn of(texts: &[(&str, &str)]) -> Result<(Schema, Vec<Wanted>), Error> {
    let statements = Files::from_texts(texts.iter().copied()).statements(Dialect::Sqlite)?;
    Ok((of_statements(&statements, &Options::new())?, statements))
}

fn message(sql: &str) -> String {
    of(&[("a.sql", sql)]).unwrap_err().to_string()
}

#[test]
fn the_order_of_statements_means_nothing() {
    let (schema, wanted) = of(&[
        ("a.sql", "CREATE TRIGGER r INSERT ON t BEGIN SELECT 1; END;\nCREATE INDEX i ON t (a);"),
        ("b.sql", "\nCREATE VIEW v AS SELECT a FROM t;\nCREATE TABLE t (a REFERENCES u);\nCREATE TABLE u (a);"),
    ])
    .unwrap();
    assert_eq!((schema.objects.len(), wanted.len()), (5, 5));
    let origins: Vec<String> = schema
        .objects
        .values()
        .map(|object| format!("{} {}", object.id.name, object.origin.as_ref().unwrap()))
        .collect();
    assert_eq!(origins, ["t b.sql:3", "u b.sql:4", "v b.sql:2", "i a.sql:2", "r a.sql:1"]);
}

#[test]
fn what_has_no_place_says_where_it_belongs() {
    for (sql, words) in [
        ("INSERT INTO t VALUES (1)", "\nhelp: put rows into a migration"),
        ("CREATE TEMP TABLE t (a)", "lives in one connection only"),
        ("CREATE TABLE t AS SELECT 1 AS a", "write out its columns"),
        ("CREATE TABLE other.t (a)", "only the schema `main`"),
        ("PRAGMA foreign_keys = OFF", "settings are no part"),
        ("ALTER TABLE t ADD b", "change the CREATE statement itself"),
        ("ATTACH 'x.db' AS x", "a schema is of one database"),
        ("VACUUM", "\nhelp: put anything else into a migration"),
        ("BEGIN", "the engine decides on transactions"),
    ] {
        let message = message(&format!("\n{sql}"));
        assert!(message.starts_with("a.sql:2: `"), "{message}");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn what_sqlite_refuses_names_the_line() {
    assert_eq!(
        message("CREATE TABLE t (\n  a INT,\n  b INT b2,,\n)"),
        "a.sql:3: near \",\": syntax error\nhelp: correct it there"
    );
    assert!(
        message("CREATE INDEX i ON t (a);\nCREATE TABLE t (a INT, a INT)")
            .starts_with("a.sql:2: duplicate column")
    );
    assert!(message("\nCREATE INDEX i ON none (a)").starts_with("a.sql:2: no such table"));
}

#[test]
fn the_same_object_twice_names_both_places() {
    let error = of(&[
        ("a.sql", "CREATE TABLE t (a)"),
        ("b.sql", "\nCREATE VIEW IF NOT EXISTS T AS SELECT 1"),
    ]);
    assert_eq!(
        error.unwrap_err().to_string(),
        "b.sql:2: view t is made a second time: table t is made at a.sql:1\nhelp: take one of them away"
    );
}

#[test]
fn a_module_that_is_missing_is_compared_by_its_text() {
    let sql = "CREATE VIRTUAL TABLE Words USING spellfix9 (a,  b)";
    let (schema, _) = of(&[("a.sql", sql)]).unwrap();
    let object = schema.objects.values().next().unwrap();
    assert_eq!((object.name.as_str(), object.id.name.as_str()), ("Words", "words"));
    let TableOptions::Sqlite(options) = &object.as_table().unwrap().options else {
        panic!("no table of SQLite")
    };
    assert_eq!(options.module.as_deref(), Some("spellfix9(a, b)"));
}

#[test]
fn full_text_search_brings_its_own_tables() {
    let sql = "CREATE VIRTUAL TABLE f USING fts5 (a, b); CREATE TABLE t (a)";
    let (schema, _) = of(&[("a.sql", sql)]).unwrap();
    assert_eq!(schema.objects.len(), 2);
    let connection = connection::memory().unwrap();
    connection.execute_batch(sql).unwrap();
    let copy = copy(&crate::sqlite::entry::all(&connection, &Options::new()).unwrap()).unwrap();
    assert_eq!(read::schema(&copy, &Options::new()).unwrap().digest(), schema.digest());
}
