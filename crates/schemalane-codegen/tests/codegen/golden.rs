//! The checked-in code is what the schema comes to.

use schemalane_codegen::{Queries, QueryModule, Schemas, Settings, generate, generate_with};
use schemalane_query::{Answer, Audience, Described, Query, QueryFile, describe, read_folder};
use schemalane_schema::{Database, Files, Options, Schema};
use schemalane_source::Dialect;
use schemalane_testkit::Server;
use sqlx::Connection as _;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn settings(name: &str, backend: &str) -> Settings {
    let text = std::fs::read_to_string(folder(name).join("codegen.toml")).unwrap_or_default();
    toml::from_str(&format!("backend = \"{backend}\"\n{text}")).unwrap()
}

/// The text of a golden schema.
pub(crate) fn text(name: &str) -> String {
    std::fs::read_to_string(folder(name).join("schema.sql")).unwrap()
}

/// The text for one database of a golden schema that is for both.
pub(crate) fn text_for(name: &str, database: &str) -> String {
    let own = folder(name).join(format!("{database}.sql"));
    std::fs::read_to_string(own).unwrap_or_else(|_| text(name))
}

async fn sqlite(name: &str) -> Schema {
    schema(&text_for(name, "sqlite"), &Database::sqlite("absent.db")).await
}

async fn postgres(name: &str) -> Schema {
    let database = Server::shared().database();
    let connect: PgConnectOptions = database.url().parse().unwrap();
    schema(&text_for(name, "postgres"), &Database::postgres(connect)).await
}

/// What a text comes to beside a database.
pub(crate) async fn schema(text: &str, beside: &Database) -> Schema {
    let files = Files::from_texts([("schema.sql".to_owned(), text.to_owned())]);
    Schema::from_files(&files, beside, &Options::new()).await.unwrap()
}

/// The files of queries of a golden schema, for a database.
fn queries(name: &str, dialect: Dialect) -> Vec<QueryFile> {
    let all = [Dialect::Sqlite, Dialect::Postgres];
    let audience = Audience { all: &all, dialect };
    read_folder(&folder(name).join("queries"), "queries", audience).whole().unwrap()
}

/// What PostgreSQL says of each.
async fn described_by_postgres(name: &str, files: &[QueryFile]) -> Vec<Vec<Described>> {
    let database = Server::shared().database();
    let mut connection = sqlx::PgConnection::connect(&database.url()).await.unwrap();
    let text = text_for(name, "postgres");
    sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&mut connection).await.unwrap();
    let mut describer = schemalane_query::postgres::Describer::new(&mut connection).await.unwrap();
    let mut all = Vec::new();
    for file in files {
        let mut of_file = Vec::new();
        for query in &file.queries {
            let mut answers = Vec::new();
            for variant in &query.variants {
                let said = describer.describe(&variant.question().asked()).await;
                answers.push(Answer::try_from(said).unwrap());
            }
            of_file.push(settled(describe(file, query, &answers).unwrap()));
        }
        all.push(of_file);
    }
    all
}

/// What SQLite says of each.
fn described_by_sqlite(schema: &Schema, files: &[QueryFile]) -> Vec<Vec<Described>> {
    let database = schemalane_query::sqlite::Database::new(schema).unwrap();
    let of_query = |file: &QueryFile, query: &Query| {
        let answers: Vec<Answer> = query
            .variants
            .iter()
            .map(|variant| database.describe(&variant.question().asked()).into())
            .collect();
        settled(describe(file, query, &answers).unwrap())
    };
    let of_file =
        |file: &QueryFile| file.queries.iter().map(|query| of_query(file, query)).collect();
    files.iter().map(of_file).collect()
}

fn settled(described: Described) -> Described {
    assert!(described.problems.is_empty(), "{:?}", described.problems);
    described
}

fn modules<'a>(files: &'a [QueryFile], described: &'a [Vec<Described>]) -> Vec<QueryModule<'a>> {
    let of = |(file, queries): (&'a QueryFile, &'a Vec<Described>)| QueryModule {
        file: &file.file,
        module: &file.module,
        queries,
    };
    files.iter().zip(described).map(of).collect()
}

/// The backends differ in one line of `mod.rs`; the file of sqlx has a name of its own, so that both are compiled.
fn compare<'a>(name: &str, schemas: impl Into<Schemas<'a>>) {
    compare_with(name, schemas.into(), Queries::default());
}

fn compare_with(name: &str, schemas: Schemas<'_>, queries: Queries<'_>) {
    let [mut made, over_sqlx] = ["sea-orm", "sqlx"].map(|backend| {
        let settings = settings(name, backend);
        generate_with(schemas, queries, &settings, "the golden schema").unwrap().files
    });
    for (file, text) in over_sqlx {
        if file == "mod.rs" {
            assert_eq!(text, made["mod.rs"].replace("::sea_orm as", "::sqlx as"));
            made.insert("sqlx.rs".to_owned(), text);
        } else {
            assert!(made[&file] == text, "{name}: {file} is not the same for both backends");
        }
    }
    assert_code(name, &made);
}

/// The code of a golden schema is what lies there; `UPDATE_EXPECT=1` puts it there.
pub(crate) fn assert_code(name: &str, made: &BTreeMap<String, String>) {
    let folder = folder(name).join("code");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        for (file, text) in made {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let mut there = BTreeMap::new();
    read(&folder, "", &mut there);
    assert!(made.keys().eq(there.keys()), "{name}: other files");
    for (file, text) in made {
        assert!(&there[file] == text, "{name}/code/{file} is not what it was:\n{text}");
    }
}

/// The files of a folder and of those in it, by their names within it.
fn read(folder: &Path, within: &str, there: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{within}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), there);
        } else {
            there.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[tokio::test]
async fn the_shop_is_what_it_was() {
    compare("shop", &sqlite("shop").await);
}

#[tokio::test]
async fn the_desk_is_what_it_was() {
    compare("desk", &sqlite("desk").await);
}

#[tokio::test]
async fn the_forum_of_both_databases_is_what_it_was() {
    let (sqlite, postgres) = (sqlite("forum").await, postgres("forum").await);
    compare("forum", Schemas::both(&sqlite, &postgres).unwrap());
    // In whatever order they come.
    compare("forum", Schemas::both(&postgres, &sqlite).unwrap());
    assert!(Schemas::both(&sqlite, &sqlite).is_none());
}

#[tokio::test]
async fn every_type_is_what_it_was() {
    compare("types", &postgres("types").await);
}

#[tokio::test]
async fn the_library_is_what_it_was() {
    let (sqlite, postgres) = (sqlite("library").await, postgres("library").await);
    let [left, right] = [Dialect::Sqlite, Dialect::Postgres].map(|it| queries("library", it));
    let by_sqlite = described_by_sqlite(&sqlite, &left);
    let by_postgres = described_by_postgres("library", &right).await;
    let (left, right) = (modules(&left, &by_sqlite), modules(&right, &by_postgres));
    let schemas = Schemas::both(&sqlite, &postgres).unwrap();
    compare_with("library", schemas, Queries::new(&left, &right));
}

/// Nothing of it hangs on chance.
#[tokio::test]
async fn two_runs_give_the_same_bytes() {
    let (settings, schema) = (settings("shop", "sea-orm"), sqlite("shop").await);
    let [one, other] = [0, 1].map(|_| generate(&schema, &settings, "x").unwrap());
    assert_eq!(one, other);
    assert!(
        one.files.values().all(|text| text.starts_with("// @generated ") && text.contains(" x:"))
    );
}
