//! One code for both databases: the same tests through the same functions, on SQLite and PostgreSQL, over both backends.

#[rustfmt::skip]
#[path = "../golden/forum/code/mod.rs"]
mod over_sea_orm;
#[rustfmt::skip]
#[path = "../golden/forum/code/sqlx.rs"]
mod over_sqlx;

use crate::golden::text_for;
use schemalane_testkit::Server;
use sea_orm::ConnectionTrait as _;

async fn connected(url: &str, database: &str) -> sea_orm::DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await.unwrap();
    connection.execute_unprepared(&text_for("forum", database)).await.unwrap();
    connection
}

/// A connection with what keeps its database.
async fn sqlite_of_sea_orm() -> (sea_orm::DatabaseConnection, ()) {
    (connected("sqlite::memory:", "sqlite").await, ())
}

async fn postgres_of_sea_orm() -> (sea_orm::DatabaseConnection, schemalane_testkit::Database) {
    let database = Server::shared().database();
    (connected(&database.url(), "postgres").await, database)
}

async fn sqlite_of_sqlx() -> (sqlx::SqlitePool, ()) {
    // Each connection has a database in memory of its own.
    let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect("sqlite::memory:").await.unwrap();
    let text = sqlx::AssertSqlSafe(text_for("forum", "sqlite"));
    sqlx::raw_sql(text).execute(&pool).await.unwrap();
    (pool, ())
}

async fn postgres_of_sqlx() -> (sqlx::PgPool, schemalane_testkit::Database) {
    let database = Server::shared().database();
    let pool = sqlx::PgPool::connect(&database.url()).await.unwrap();
    let text = sqlx::AssertSqlSafe(text_for("forum", "postgres"));
    sqlx::raw_sql(text).execute(&pool).await.unwrap();
    (pool, database)
}

async fn sqlite_of_a_pool() -> (schemalane_data::sqlx::Pool, ()) {
    (sqlite_of_sqlx().await.0.into(), ())
}

async fn postgres_of_a_pool() -> (schemalane_data::sqlx::Pool, schemalane_testkit::Database) {
    let (pool, database) = postgres_of_sqlx().await;
    drop(pool);
    (schemalane_data::sqlx::Pool::connect(&database.url()).await.unwrap(), database)
}

/// What a statement within a transaction goes through.
macro_rules! borrowed {
    ($tx:ident) => {
        $tx
    };
}
macro_rules! reborrowed {
    ($tx:ident) => {
        &mut *$tx
    };
}

macro_rules! forum {
    ($name:ident, $code:ident, $open:path, $through:ident) => {
        mod $name {
            use super::$code::{
                Author, AuthorChanges, Edition, EditionChanges, Mood, NewAuthor, NewEdition,
                NewPost, NewTag, Post, PostTag, Prolific, Set, Tag, transaction,
            };
            use schemalane_data::{Error, chrono, rust_decimal::Decimal, serde_json, uuid::Uuid};

            fn noon() -> chrono::DateTime<chrono::Utc> {
                "2026-11-30T12:00:00.25Z".parse().unwrap()
            }

            #[tokio::test]
            async fn rows_come_back_as_they_were() {
                let (db, _kept) = $open().await;
                let plain = Author::insert(&db, NewAuthor::new("ada")).await.unwrap();
                assert_eq!((plain.id, plain.is_admin, plain.karma, plain.mood), (1, false, 0, None));
                assert_eq!((plain.balance, plain.handle_length), (Decimal::ZERO, Some(3)));
                let age = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()) - plain.joined;
                assert!(age.num_minutes().abs() < 2, "{age}");
                let full = NewAuthor {
                    joined: Set(noon()),
                    is_admin: Set(true),
                    karma: Set(i16::MIN),
                    birthday: chrono::NaiveDate::from_ymd_opt(1815, 12, 10),
                    token: Some(Uuid::from_u128(7)),
                    settings: Some(serde_json::json!({ "a": [1, null] })),
                    avatar: Some(vec![0, 255]),
                    balance: Set("-12345678.05".parse().unwrap()),
                    mood: Some(Mood::Ok),
                    ..NewAuthor::new("bob")
                };
                let bob = Author::insert(&db, full.clone()).await.unwrap();
                assert_eq!((bob.id, bob.joined, bob.is_admin, bob.karma), (2, noon(), true, i16::MIN));
                assert_eq!((bob.birthday, bob.token), (full.birthday, full.token));
                assert_eq!((&bob.settings, &bob.avatar), (&full.settings, &full.avatar));
                assert_eq!((Set(bob.balance), bob.mood), (full.balance, full.mood));
                assert_eq!(Author::get(&db, 2).await.unwrap().as_ref(), Some(&bob));
                assert_eq!(Author::by_handle(&db, "bob").await.unwrap(), Some(bob));
                assert_eq!(Author::count(&db).await.unwrap(), 2);
                assert!(Author::exists(&db, 1).await.unwrap() && !Author::exists(&db, 3).await.unwrap());
            }

            #[tokio::test]
            async fn rows_are_changed_and_deleted() {
                let (db, _kept) = $open().await;
                let ada = Author::insert(&db, NewAuthor::new("ada")).await.unwrap();
                let changes = AuthorChanges {
                    mood: Set(Some(Mood::Sad)),
                    balance: Set("0.1".parse().unwrap()),
                    ..Default::default()
                };
                assert!(ada.apply(&db, changes).await.unwrap());
                let mut now = Author::get(&db, ada.id).await.unwrap().unwrap();
                assert_eq!((now.mood, now.balance.to_string().trim_end_matches('0')), (Some(Mood::Sad), "0.1"));
                now.is_admin = true;
                assert!(now.update(&db).await.unwrap());
                assert_eq!(Author::all(&db).await.unwrap(), [now.clone()]);
                assert!(now.delete(&db).await.unwrap());
                assert!(!now.delete(&db).await.unwrap());
            }

            #[tokio::test]
            async fn keys_of_several_columns_and_upserts() {
                let (db, _kept) = $open().await;
                Author::insert(&db, NewAuthor::new("ada")).await.unwrap();
                let post = Post::insert(&db, NewPost::new(1, "A")).await.unwrap();
                for number in [2, 1] {
                    Edition::upsert(&db, NewEdition::new(post.id, number, noon())).await.unwrap();
                }
                let later = noon() + chrono::TimeDelta::hours(1);
                let again = Edition::upsert(&db, NewEdition::new(post.id, 2, later)).await.unwrap();
                assert_eq!(again.said, later);
                let page = Edition::page(&db, Some((post.id, 1)), 5).await.unwrap();
                assert_eq!(page, [again]);
                let changes = EditionChanges { said: Set(noon()), ..Default::default() };
                assert!(Edition::apply_by_key(&db, post.id, 1, changes).await.unwrap());
                assert_eq!(post.editions(&db).await.unwrap().len(), 2);
                Tag::upsert(&db, NewTag::new("x")).await.unwrap();
                let new = NewTag { about: Some("X".to_owned()), ..NewTag::new("x") };
                assert_eq!(Tag::upsert(&db, new).await.unwrap().about.as_deref(), Some("X"));
            }

            #[tokio::test]
            async fn foreign_keys_are_followed() {
                let (db, _kept) = $open().await;
                let many = (0..1203).map(|it| NewAuthor {
                    token: Some(Uuid::from_u128(it)),
                    ..NewAuthor::new(format!("{it:04}"))
                });
                assert_eq!(Author::insert_many(&db, many).await.unwrap(), 1203);
                let first = Post::insert(&db, NewPost::new(7, "A")).await.unwrap();
                let reply = NewPost { answers: Some(first.id), ..NewPost::new(9, "B") };
                let reply = Post::insert(&db, reply).await.unwrap();
                let author: Author = reply.author(&db).await.unwrap();
                assert_eq!((author.id, author.token), (9, Some(Uuid::from_u128(8))));
                let answered: Option<Post> = reply.answers(&db).await.unwrap();
                assert_eq!(answered.as_ref(), Some(&first));
                assert_eq!(first.posts_by_answers(&db).await.unwrap(), std::slice::from_ref(&reply));
                let lists = Author::posts_of(&db, &[author.clone(), first.author(&db).await.unwrap()]);
                let lists = lists.await.unwrap();
                assert_eq!(lists, [vec![reply.clone()], vec![first.clone()]]);
                let pairs = Post::with_answers(&db).await.unwrap();
                assert_eq!(pairs, [(first.clone(), None), (reply.clone(), Some(first.clone()))]);
                let all = Author::with_posts(&db).await.unwrap();
                assert_eq!(all.iter().map(|(_, posts)| posts.len()).sum::<usize>(), 2);
                let tag = Tag::insert(&db, NewTag::new("x")).await.unwrap();
                assert!(first.add_tag(&db, &tag).await.unwrap());
                assert!(!tag.add_post(&db, &first).await.unwrap());
                assert_eq!(tag.posts(&db).await.unwrap(), std::slice::from_ref(&first));
                assert_eq!(PostTag::all(&db).await.unwrap()[0].tag_code(&db).await.unwrap(), tag);
                assert!(first.remove_tag(&db, &tag).await.unwrap());
                let prolific = Prolific::all(&db).await.unwrap();
                assert_eq!(prolific.len(), 2);
                assert_eq!(prolific.iter().filter_map(|it| it.total).sum::<Decimal>(), Decimal::from(3));
            }

            #[tokio::test]
            async fn what_the_database_says_is_the_same_error() {
                let (db, _kept) = $open().await;
                Author::insert(&db, NewAuthor::new("ada")).await.unwrap();
                let again = Author::insert(&db, NewAuthor::new("ada")).await;
                assert!(again.unwrap_err().is_unique_violation());
                let orphan = Post::insert(&db, NewPost::new(99, "A")).await;
                assert!(orphan.unwrap_err().is_foreign_key_violation());
                let kept: Result<i32, Error> = transaction(&db, async |tx| {
                    Author::insert($through!(tx), NewAuthor::new("bob")).await?;
                    Ok(Author::insert($through!(tx), NewAuthor::new("cy")).await?.karma.into())
                })
                .await;
                assert_eq!(kept.unwrap(), 0);
                let inner: Result<(), Error> = transaction(&db, async |tx| {
                    let done: Result<(), Error> = transaction($through!(tx), async |tx| {
                        Author::insert($through!(tx), NewAuthor::new("fay")).await?;
                        Author::insert($through!(tx), NewAuthor::new("ada")).await.map(drop)
                    })
                    .await;
                    assert!(done.unwrap_err().is_unique_violation());
                    Author::delete_by_key($through!(tx), 3).await.map(drop)
                })
                .await;
                inner.unwrap();
                let dropped: Result<(), Error> = transaction(&db, async |tx| {
                    Author::insert($through!(tx), NewAuthor::new("dee")).await?;
                    Author::insert($through!(tx), NewAuthor::new("ada")).await.map(drop)
                })
                .await;
                assert!(dropped.unwrap_err().is_unique_violation());
                assert_eq!(Author::count(&db).await.unwrap(), 2);
            }
        }
    };
}

forum!(sqlite_over_sea_orm, over_sea_orm, super::sqlite_of_sea_orm, borrowed);
forum!(postgres_over_sea_orm, over_sea_orm, super::postgres_of_sea_orm, borrowed);
forum!(sqlite_over_sqlx, over_sqlx, super::sqlite_of_sqlx, reborrowed);
forum!(postgres_over_sqlx, over_sqlx, super::postgres_of_sqlx, reborrowed);
// Which database it is shows only at run time.
forum!(sqlite_over_a_pool, over_sqlx, super::sqlite_of_a_pool, reborrowed);
forum!(postgres_over_a_pool, over_sqlx, super::postgres_of_a_pool, reborrowed);

/// SQLite may hold what PostgreSQL's type has no value for: an error that names the column, and no other value.
#[tokio::test]
async fn what_does_not_fit_is_an_error() {
    use over_sea_orm::Author;
    let (db, ()) = sqlite_of_sea_orm().await;
    for (column, value, expected) in [
        ("karma", "32768", "authors.karma: expected i16, found INTEGER"),
        ("is_admin", "2", "authors.is_admin: expected bool, found INTEGER"),
        ("token", "'x'", "authors.token: expected core::option::Option<uuid::Uuid>, found TEXT"),
        ("balance", "0.1 + 0.2", "found REAL"),
        (
            "joined",
            "'soon'",
            "authors.joined: expected chrono::datetime::DateTime<chrono::offset::utc::Utc>, found TEXT",
        ),
    ] {
        let sql = format!(
            "DELETE FROM authors; INSERT INTO authors (handle, {column}) VALUES ('a', {value})"
        );
        db.execute_unprepared(&sql).await.unwrap();
        let error = Author::all(&db).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}
