//! Generated functions beside entities of SeaORM, and beside sqlx by hand.
//!
//! The code is a golden one of `schemalane-codegen`: one text for both databases and both backends.

#[rustfmt::skip]
#[path = "../../crates/schemalane-codegen/tests/golden/forum/code/mod.rs"]
mod over_sea_orm;
#[rustfmt::skip]
#[path = "../../crates/schemalane-codegen/tests/golden/forum/code/sqlx.rs"]
mod over_sqlx;

mod entity;

use std::time::{Duration, Instant};

use schemalane_testkit::{Server, Sqlite};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, EntityTrait as _, TransactionTrait as _};
use sqlx::{PgPool, QueryBuilder, SqlitePool};

use crate::race::Race;

/// How many rows a list has, and are inserted.
const ROWS: i64 = 10_000;
/// How many are read by their keys.
const READS: i64 = 1_000;
/// How many turns each contestant has.
const ROUNDS: usize = 9;
/// How many rows others insert at once, where not all of them.
const BLOCK: usize = 500;

const SQLITE: &str = include_str!("../../crates/schemalane-codegen/tests/golden/forum/sqlite.sql");
const POSTGRES: &str =
    include_str!("../../crates/schemalane-codegen/tests/golden/forum/postgres.sql");

pub(crate) async fn measure() {
    let sqlite = Sqlite::new();
    let db = filled(&sqlite.url(), SQLITE).await;
    sea_orm(&db, "SQLite").await;
    let pool = SqlitePool::connect(&sqlite.url()).await.expect("a pool");
    sqlite_by_hand(&pool).await;
    let postgres = Server::shared().database();
    let db = filled(&postgres.url(), POSTGRES).await;
    sea_orm(&db, "PostgreSQL").await;
    let pool = PgPool::connect(&postgres.url()).await.expect("a pool");
    postgres_by_hand(&pool).await;
}

/// A database with one author and as many posts as a list has.
async fn filled(url: &str, schema: &str) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.sqlx_logging(false);
    let db = sea_orm::Database::connect(options).await.expect("a connection");
    db.execute_unprepared(schema).await.expect("a schema");
    let author = over_sea_orm::NewAuthor::new("ada");
    over_sea_orm::Author::insert(&db, author).await.expect("an author");
    let rows = texts("What is known of").map(|title| over_sea_orm::NewPost::new(1, title));
    over_sea_orm::Post::insert_many(&db, rows).await.expect("posts");
    db
}

async fn timed(work: impl Future<Output = ()>) -> Duration {
    let began = Instant::now();
    work.await;
    began.elapsed()
}

fn texts(about: &str) -> impl Iterator<Item = String> {
    (0..ROWS).map(move |number| format!("{about} {number}"))
}

/// The rows that are inserted: into a table that nothing refers to yet, so that they are soon deleted.
fn tags() -> impl Iterator<Item = (String, Option<String>)> {
    texts("tag").zip(texts("What is known of").map(Some))
}

async fn ours_over_sea_orm(db: &DatabaseConnection) {
    use over_sea_orm::{NewTag, Tag, transaction};
    let rows = tags().map(|(code, about)| NewTag { about, ..NewTag::new(code) });
    let done = transaction(db, async |tx| Tag::insert_many(tx, rows).await);
    assert_eq!(done.await.expect("rows"), ROWS.cast_unsigned());
}

async fn sea_orm(db: &DatabaseConnection, database: &str) {
    use over_sea_orm::Post;
    let mut race = Race::new(format!("{READS} rows by key, {database}"));
    for _ in 0..ROUNDS {
        let ours = async {
            for id in 1..=READS {
                assert!(Post::get(db, id).await.expect("an answer").is_some());
            }
        };
        race.ours(timed(ours)).await;
        let theirs = async {
            for id in 1..=READS {
                let found = entity::post::Entity::find_by_id(id).one(db).await.expect("an answer");
                assert!(found.is_some());
            }
        };
        race.theirs("SeaORM's entity", timed(theirs)).await;
    }
    race.tell();
    let mut race = Race::new(format!("a list of {ROWS} rows, {database}"));
    for _ in 0..ROUNDS {
        let ours = async { assert!(Post::all(db).await.expect("rows").len() >= 10_000) };
        race.ours(timed(ours)).await;
        let theirs = async {
            assert!(entity::post::Entity::find().all(db).await.expect("rows").len() >= 10_000);
        };
        race.theirs("SeaORM's entity", timed(theirs)).await;
    }
    race.tell();
    let mut race = Race::new(format!("{ROWS} rows inserted, {database}"));
    for _ in 0..ROUNDS {
        race.ours(timed(ours_over_sea_orm(db))).await;
        cleared(db).await;
        race.theirs("SeaORM's entity", timed(theirs_over_sea_orm(db))).await;
        cleared(db).await;
    }
    race.tell();
}

async fn theirs_over_sea_orm(db: &DatabaseConnection) {
    let tx = db.begin().await.expect("a transaction");
    let rows: Vec<_> = tags().map(entity::tag::new).collect();
    for block in rows.chunks(BLOCK) {
        let block = block.iter().cloned();
        entity::tag::Entity::insert_many(block).exec_without_returning(&tx).await.expect("rows");
    }
    tx.commit().await.expect("a commit");
}

async fn cleared(db: &DatabaseConnection) {
    db.execute_unprepared("DELETE FROM tags").await.expect("no rows");
}

/// The same for a driver: what differs is the pool, the texts, and how many rows are inserted at once.
macro_rules! by_hand {
    ($name:ident, $pool:ty, $database:literal, $get:literal, $insert:ident) => {
        async fn $name(pool: &$pool) {
            use over_sqlx::{NewTag, Post, Tag, transaction};
            type Row = (i64, i32, Option<i64>, String, f64);
            let mut race = Race::new(format!("{READS} rows by key, {}", $database));
            for _ in 0..ROUNDS {
                let ours = async {
                    for id in 1..=READS {
                        assert!(Post::get(pool, id).await.expect("an answer").is_some());
                    }
                };
                race.ours(timed(ours)).await;
                let theirs = async {
                    for id in 1..=READS {
                        let found = sqlx::query_as::<_, Row>($get).bind(id).fetch_optional(pool);
                        assert!(found.await.expect("an answer").is_some());
                    }
                };
                race.theirs("sqlx by hand", timed(theirs)).await;
            }
            race.tell();
            let mut race = Race::new(format!("a list of {ROWS} rows, {}", $database));
            let all = "SELECT id, author_id, answers, title, score FROM posts ORDER BY id";
            for _ in 0..ROUNDS {
                let ours = async { assert!(Post::all(pool).await.expect("rows").len() >= 10_000) };
                race.ours(timed(ours)).await;
                let theirs = async {
                    let rows = sqlx::query_as::<_, Row>(all).fetch_all(pool).await;
                    assert!(rows.expect("rows").len() >= 10_000);
                };
                race.theirs("sqlx by hand", timed(theirs)).await;
            }
            race.tell();
            let mut race = Race::new(format!("{ROWS} rows inserted, {}", $database));
            let none = "DELETE FROM tags";
            for _ in 0..ROUNDS {
                let ours = async {
                    let rows = tags().map(|(code, about)| NewTag { about, ..NewTag::new(code) });
                    let done = transaction(pool, async |tx| Tag::insert_many(tx, rows).await);
                    assert_eq!(done.await.expect("rows"), ROWS.cast_unsigned());
                };
                race.ours(timed(ours)).await;
                sqlx::query(none).execute(pool).await.expect("no rows");
                race.theirs("sqlx by hand", timed($insert(pool))).await;
                sqlx::query(none).execute(pool).await.expect("no rows");
            }
            race.tell();
        }
    };
}

by_hand!(
    sqlite_by_hand,
    SqlitePool,
    "SQLite",
    "SELECT id, author_id, answers, title, score FROM posts WHERE id = ?1",
    values
);
by_hand!(
    postgres_by_hand,
    PgPool,
    "PostgreSQL",
    "SELECT id, author_id, answers, title, score FROM posts WHERE id = $1",
    unnest
);

async fn values(pool: &SqlitePool) {
    let mut tx = pool.begin().await.expect("a transaction");
    let rows: Vec<_> = tags().collect();
    for block in rows.chunks(BLOCK) {
        let mut query = QueryBuilder::new("INSERT INTO tags (code, about) ");
        query.push_values(block, |mut row, (code, about)| {
            row.push_bind(code).push_bind(about);
        });
        query.build().execute(&mut *tx).await.expect("rows");
    }
    tx.commit().await.expect("a commit");
}

async fn unnest(pool: &PgPool) {
    let mut tx = pool.begin().await.expect("a transaction");
    let (codes, abouts): (Vec<_>, Vec<_>) = tags().unzip();
    let text = "INSERT INTO tags (code, about) SELECT * FROM UNNEST($1::text[], $2::text[])";
    let query = sqlx::query(text).bind(codes).bind(abouts);
    query.execute(&mut *tx).await.expect("rows");
    tx.commit().await.expect("a commit");
}
