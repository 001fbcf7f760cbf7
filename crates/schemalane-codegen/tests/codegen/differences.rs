//! What two databases have different, and the lines that settle it.

use crate::golden::schema;
use schemalane_codegen::{Generated, Problems, Schemas, Settings, generate};
use schemalane_schema::Database;
use schemalane_testkit::Server;

async fn both(sqlite: &str, postgres: &str, settings: &str) -> Result<Generated, Problems> {
    let database = Server::shared().database();
    let server = Database::postgres(database.url().parse().unwrap());
    let sqlite = schema(sqlite, &Database::sqlite("absent.db")).await;
    let postgres = schema(postgres, &server).await;
    let settings: Settings = toml::from_str(settings).unwrap();
    generate(Schemas::both(&sqlite, &postgres).unwrap(), &settings, "x")
}

const SQLITE: &str = "
    CREATE TABLE a (id INTEGER PRIMARY KEY, price REAL, note TEXT NOT NULL, made TEXT NOT NULL,
        old TEXT, slug TEXT UNIQUE);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id));
    CREATE TABLE c (id INTEGER PRIMARY KEY);
    CREATE TABLE d (x INTEGER NOT NULL, y INTEGER NOT NULL, PRIMARY KEY (x, y));
    CREATE TABLE e (id INTEGER PRIMARY KEY);";
const POSTGRES: &str = "
    CREATE TABLE a (id bigint PRIMARY KEY, price numeric, note text,
        made text NOT NULL GENERATED ALWAYS AS ('x') STORED, search tsvector, slug text);
    CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint);
    CREATE TABLE d (x bigint NOT NULL, y bigint NOT NULL, PRIMARY KEY (y, x));
    CREATE VIEW e AS SELECT 1::bigint AS id;
    CREATE TABLE f (id bigint PRIMARY KEY);";

#[tokio::test]
async fn every_difference_is_told_with_its_way_out() {
    let problems = both(SQLITE, POSTGRES, "").await.unwrap_err();
    let told = problems.to_string();
    for part in [
        "column a.price: REAL (f64) in SQLite, numeric (data::rust_decimal::Decimal) in PostgreSQL\n\
         help: under [codegen.types], say \"a.price\" = \"...\"  # a Rust type that both columns can hold",
        "column a.note: refuses nulls in SQLite, takes nulls in PostgreSQL\n\
         help: under [codegen.types], say \"a.note\" = \"Option<String>\"  # or without Option: a null is an error then",
        "column a.made: said by inserts in SQLite, made by the database alone in PostgreSQL",
        "column a.old is in SQLite alone\nhelp: under [codegen], say except = [\"a.old\"]  # there is no code for it",
        "column a.search is in PostgreSQL alone",
        "unique key a(slug) is in SQLite alone\nhelp: under [codegen], say except = [\"a(slug)\"]",
        "foreign key b(a_id) to a is in SQLite alone\nhelp: under [codegen], say except = [\"b(a_id)\"]",
        "table c is in SQLite alone\nhelp: under [codegen], say except = [\"c\"]",
        "primary key of d: x, y in SQLite, y, x in PostgreSQL",
        "e: a table in SQLite, a view in PostgreSQL",
        "table f is in PostgreSQL alone",
    ] {
        assert!(told.contains(part), "{part:?} is missing:\n{told}");
    }
    assert_eq!(problems.as_slice().len(), 11, "{told}");
}

/// Each of the lines that problems name settles them.
#[tokio::test]
async fn the_way_out_is_one() {
    let sqlite = SQLITE.replace(", made TEXT NOT NULL", "");
    let postgres = POSTGRES.replace("made text NOT NULL GENERATED ALWAYS AS ('x') STORED, ", "");
    let settings =
        "except = [\"a.old\", \"a.search\", \"a(slug)\", \"b(a_id)\", \"c\", \"d\", \"e\", \"f\"]
        [types]
        \"a.price\" = \"crate::Price\"
        \"a.note\" = \"Option<String>\"";
    let made = both(&sqlite, &postgres, settings).await.unwrap();
    assert_eq!(made.files.keys().collect::<Vec<_>>(), ["a.rs", "b.rs", "mod.rs"]);
    let a = &made.files["a.rs"];
    assert!(
        a.contains("pub price: Option<crate::Price>,") && a.contains("pub note: Option<String>,")
    );
    assert!(!a.contains("old") && !a.contains("search") && !a.contains("by_slug"));
    let refused = settings.replace("Option<String>", "String");
    let made = both(&sqlite, &postgres, &refused).await.unwrap();
    assert!(made.files["a.rs"].contains("pub note: String,"));
}

/// A setting may be about what one of them has alone; one that is about nothing of either is told.
#[tokio::test]
async fn settings_may_name_what_one_database_has() {
    let sqlite = "CREATE TABLE a (id INTEGER PRIMARY KEY, x STRING);";
    let postgres =
        "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE a (id bigint PRIMARY KEY, x text);";
    let settings = "[types]\nSTRING = \"String\"\n[names]\nmood = \"Temper\"";
    both(sqlite, postgres, settings).await.unwrap();
    let settings = "except = [\"a(y)\"]\n[types]\nSTRING = \"String\"";
    let problems = both(sqlite, postgres, settings).await.unwrap_err();
    assert_eq!(
        problems.told().next().unwrap().facts(),
        "[codegen] names \"a(y)\", which is not there"
    );
    let settings = "except = [\"nothing\"]\n[types]\nSTRING = \"String\"";
    let problems = both(sqlite, postgres, settings).await.unwrap_err();
    assert_eq!(
        problems.told().next().unwrap().facts(),
        "[codegen] names \"nothing\", which is not there"
    );
    // What every insert must say cannot be left out.
    let settings = "except = [\"a.y\"]\n[types]\nSTRING = \"String\"";
    let sqlite = sqlite.replace("x STRING", "x STRING, y INTEGER NOT NULL");
    let problems = both(&sqlite, postgres, settings).await.unwrap_err();
    let [problem] = problems.as_slice() else { panic!("{problems}") };
    assert_eq!(
        problem.told().facts(),
        "[codegen] except names \"a.y\", which every insert must say"
    );
}
