//! What users of other tools have reported, and what is refused.

use crate::cases::compiles;
use crate::golden::schema;
use schemalane_codegen::{Generated, Problem, Problems, Settings, generate};
use schemalane_schema::Database;

async fn sqlite(text: &str, settings: &str) -> Result<Generated, Problems> {
    let settings: Settings = toml::from_str(settings).unwrap();
    generate(&schema(text, &Database::sqlite("absent.db")).await, &settings, "x")
}

/// sea-orm#2911: a part of the tables.
#[tokio::test]
async fn tables_may_be_left_out() {
    let text = "CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES parent (id));";
    let made = sqlite(text, "tables = [\"child\"]").await.unwrap();
    assert_eq!(made.files.keys().collect::<Vec<_>>(), ["child.rs", "mod.rs"]);
    let left_out: Vec<_> = made.left_out.iter().map(|it| it.object.as_str()).collect();
    assert_eq!(left_out, ["foreign key child(pid) to parent", "table parent"]);
    assert!(made.files.values().all(|text| !text.to_lowercase().contains("parent")));
}

/// Everything that is in the way, at once, with the line that is the way out.
#[tokio::test]
async fn every_problem_is_told_with_its_way_out() {
    let text = "CREATE TABLE a_b (x STRING, \"a-b\" TEXT, a_b TEXT, \"-\" TEXT);
        CREATE TABLE \"a-b\" (id INTEGER PRIMARY KEY);
        CREATE TABLE u (a TEXT, b TEXT, a_and_b TEXT UNIQUE, UNIQUE (a, b));";
    let settings = "tables = []
        derive = [\"serde Serialize\"]
        [types]
        \"a_b.nothing\" = \"i64\"
        [names]
        nobody = \"Somebody\"";
    let problems = sqlite(text, settings).await.unwrap_err();
    let told = problems.to_string();
    for part in [
        "a_b: column x is STRING, which has no Rust type\nhelp: under [codegen.types], say \"STRING\" = \"...\"",
        "column a-b of a_b and column a_b of a_b both come to `a_b`",
        "column - of a_b has no name in Rust\nhelp: under [codegen.names], say \"a_b.-\" = \"...\"",
        "both come to `AB` in Rust",
        "the unique columns a, b of u and the unique columns a_and_b of u both come to `by_a_and_b`",
        "[codegen] \"derive\" = \"serde Serialize\": this is not the path of a derive",
        "[codegen.names] names \"nobody\", which is not there",
    ] {
        assert!(told.contains(part), "{part:?} is missing:\n{told}");
    }
    assert!(problems.as_slice().iter().any(|it| matches!(it, Problem::NoType { .. })));
}

/// Each of the lines that problems name settles them.
#[tokio::test]
async fn the_way_out_is_one() {
    let text = "CREATE TABLE a_b (x STRING, \"a-b\" TEXT, a_b TEXT, \"-\" TEXT);
        CREATE TABLE \"a-b\" (id INTEGER PRIMARY KEY);";
    let settings = "[types]\nSTRING = \"String\"\n[names]
        \"a_b.a-b\" = \"dashed\"\n\"a_b.-\" = \"dash\"\n\"a-b\" = \"Dashed\"";
    let made = sqlite(text, settings).await.unwrap();
    assert_eq!(made.files.keys().collect::<Vec<_>>(), ["a_b.rs", "dashed.rs", "mod.rs"]);
    assert!(made.files["a_b.rs"].contains("pub dash: Option<String>"));
}

/// One schema file, one module: the types of its tables, and those of one table where it has that name.
#[tokio::test]
async fn a_schema_file_is_a_module() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = schemalane_schema::Files::from_texts([
        file(
            "people.sql",
            "CREATE TABLE people (id INTEGER PRIMARY KEY); CREATE TABLE homes (id INTEGER PRIMARY KEY);",
        ),
        file(
            "shop/Orders.sql",
            "CREATE TABLE lines (id INTEGER PRIMARY KEY); CREATE VIEW sums AS SELECT count(*) AS n FROM lines;",
        ),
    ]);
    let options = schemalane_schema::Options::new();
    let schema =
        schemalane_schema::Schema::from_files(&files, &Database::sqlite("absent.db"), &options)
            .await
            .unwrap();
    let made = generate(&schema, &Settings::default(), "x").unwrap();
    let root = &made.files["mod.rs"];
    assert!(root.contains("\npub mod people;\n") && root.contains("\nmod homes;\n"), "{root}");
    let orders = "pub mod orders {\n    #[allow(unused_imports)]\n    pub use super::{Line, LineChanges, NewLine, Sum};\n}";
    assert!(root.contains(orders), "{root}");
    assert!(
        made.files["people.rs"].contains("pub use super::{Home, HomeChanges, NewHome};"),
        "{}",
        made.files["people.rs"]
    );
    compiles("files", &made);
}

/// A column that refers to two tables has two ways, and a name that is not ASCII its file.
#[tokio::test]
async fn one_column_may_refer_to_two_tables() {
    let text = "CREATE TABLE größe (id INTEGER PRIMARY KEY);
        CREATE TABLE users (id INTEGER PRIMARY KEY);
        CREATE TABLE things (owner INTEGER REFERENCES users (id) REFERENCES größe (id));";
    let made = sqlite(text, "").await.unwrap();
    let things = &made.files["things.rs"];
    assert!(things.contains("fn owner_in_users<") && things.contains("fn owner_in_größe<"));
    assert!(made.files["mod.rs"].contains("#[path = \"größe.rs\"]\nmod größe;"));
    let settings = "[names]\n\"things(owner)->users\" = \"user\"";
    let made = sqlite(text, settings).await.unwrap();
    assert!(made.files["things.rs"].contains("fn user<"));
    let unknown = sqlite(text, "[names]\n\"things(id)\" = \"x\"").await.unwrap_err();
    let [problem] = unknown.as_slice() else { panic!("{unknown}") };
    assert_eq!(problem.told().facts(), "[codegen.names] names \"things(id)\", which is not there");
}
