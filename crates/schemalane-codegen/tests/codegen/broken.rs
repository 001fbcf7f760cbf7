//! A use that the schema does not allow is refused by the compiler, at the place that it stands in.

use crate::compiler::{rustc, write};
use crate::golden::schema;
use schemalane_codegen::{Settings, generate};
use schemalane_schema::Database;
use tempfile::TempDir;

const SCHEMA: &str = "
    CREATE TABLE authors (
        id INTEGER PRIMARY KEY,
        handle TEXT NOT NULL,
        nickname TEXT,
        length INTEGER GENERATED ALWAYS AS (length(handle))
    );
    CREATE TABLE posts (
        id INTEGER PRIMARY KEY,
        author_id INTEGER NOT NULL REFERENCES authors (id),
        editor_id INTEGER REFERENCES authors (id)
    );
    CREATE VIEW writers AS SELECT author_id FROM posts;";

/// An application of one function, with the code of a schema beside it.
async fn application(schema_text: &str, statements: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let schema = schema(schema_text, &Database::sqlite("absent.db")).await;
    write(folder.path(), "db", &generate(&schema, &Settings::default(), "x").unwrap());
    let text = format!(
        "#![deny(warnings)]
pub mod db;
use db::*;
use schemalane_data::{{Error, sea_orm::Executor}};
pub async fn work<'c>(db: impl Executor<'c> + Copy) -> Result<(), Error> {{
    {statements}
}}
"
    );
    std::fs::write(folder.path().join("lib.rs"), &text).unwrap();
    (folder, text)
}

/// The error and its place. `HERE` stands before the line in question.
async fn refused(schema_text: &str, statements: &str, error: &str) {
    let (folder, text) = application(schema_text, statements).await;
    let done = rustc(folder.path());
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success(), "{text}");
    let place = text.lines().position(|line| line.contains("HERE")).unwrap() + 2;
    let place = format!("lib.rs:{place}:");
    assert!(told.contains(error) && told.contains(&place), "{error:?} at {place} in:\n{told}");
}

const RIGHT: &str = "
    let author = Author::insert(db, NewAuthor { nickname: None, ..NewAuthor::new(\"ada\") }).await?;
    let post = Post::insert(db, NewPost::new(author.id)).await?;
    // HERE
    let found: Author = post.author(db).await?;
    let editor: Option<Author> = post.editor(db).await?;
    drop((found.nickname, found.length, editor.map(|it| it.handle)));
    Ok(())";

#[tokio::test]
async fn the_right_use_compiles() {
    let (folder, _) = application(SCHEMA, RIGHT).await;
    let done = rustc(folder.path());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[tokio::test]
async fn a_column_that_was_renamed_is_told_where_it_is_used() {
    let renamed = SCHEMA.replace("nickname", "alias");
    let uses = "let author = Author::get(db, 1).await?;
    // HERE
    drop(author.map(|author| author.nickname));
    Ok(())";
    refused(&renamed, uses, "error[E0609]: no field `nickname` on type").await;
    refused(&renamed, uses, "available fields are: `id`, `handle`, `alias`, `length`").await;
}

#[tokio::test]
async fn a_column_that_became_required_is_told_where_rows_are_inserted() {
    let required = SCHEMA.replace("nickname TEXT", "nickname TEXT NOT NULL");
    let uses = "// HERE
    Author::insert(db, NewAuthor::new(\"ada\")).await.map(drop)";
    refused(&required, uses, "error[E0061]: this function takes 2 arguments but 1 argument").await;
    let uses = "// HERE
    let new = NewAuthor { id: Unset, handle: String::new() };
    Author::insert(db, new).await.map(drop)";
    refused(SCHEMA, uses, "error[E0063]: missing field `nickname` in initializer").await;
}

#[tokio::test]
async fn a_key_that_takes_nulls_gives_no_row_for_certain() {
    let uses = RIGHT.replace("let found: Author = post.author", "let found: Author = post.editor");
    refused(SCHEMA, &uses, "error[E0308]").await;
    refused(SCHEMA, &uses, "found `Option<Author>`").await;
}

#[tokio::test]
async fn what_the_database_makes_is_said_by_nobody() {
    let uses = "// HERE
    let changes = AuthorChanges { length: Set(Some(1)), ..Default::default() };
    Author::apply_by_key(db, 1, changes).await.map(drop)";
    refused(
        SCHEMA,
        uses,
        "error[E0560]: struct `authors::AuthorChanges` has no field named `length`",
    )
    .await;
    let uses = "// HERE
    Writer::insert(db, ()).await.map(drop)";
    refused(SCHEMA, uses, "no function or associated item named `insert` found for struct").await;
}

#[tokio::test]
async fn a_null_goes_into_no_column_that_refuses_it() {
    let uses = "// HERE
    let changes = AuthorChanges { handle: Set(None), ..Default::default() };
    Author::apply_by_key(db, 1, changes).await.map(drop)";
    refused(SCHEMA, uses, "expected `String`, found `Option<_>`").await;
}
