//! A database that is made of a schema.

use schemalane_query::Asked;
use schemalane_query::sqlite::Database;
use schemalane_schema::{Engine, Files, Options};

#[tokio::test]
async fn a_schema_becomes_a_database_with_all_that_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = schemalane_schema::Database::sqlite(folder.path().join("x.db"));
    let engine = Engine::new(database, Options::default());
    let files = Files::from_texts([("schema.sql", include_str!("schema.sql"))]);
    let schema = engine.wanted(&files).await.unwrap();
    let made = Database::new(&schema).unwrap();
    for table in ["author", "review", "made", "priced", "stars", "found", "place", "\"odd name\""] {
        let sql = format!("SELECT * FROM {table}");
        let analysis = made.describe(&Asked { sql: &sql, parameters: &[] }).unwrap();
        assert!(!analysis.columns.is_empty(), "{table}");
    }
    let noted = Asked { sql: "UPDATE author SET name = 'x'", parameters: &[] };
    let tables = made.describe(&noted).unwrap().tables;
    assert!(tables.contains("log"), "what a trigger writes is touched: {tables:?}");
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing is written");
}
