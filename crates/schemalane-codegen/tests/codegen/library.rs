//! Queries over both databases and both backends.

#[rustfmt::skip]
#[path = "../golden/library/code/mod.rs"]
pub(crate) mod over_sea_orm;
#[rustfmt::skip]
#[path = "../golden/library/code/sqlx.rs"]
pub(crate) mod over_sqlx;

use crate::golden::text_for;
use schemalane_testkit::Server;
use sea_orm::ConnectionTrait as _;

/// What each test begins with: two authors with books, one without.
const ROWS: &str = "
    INSERT INTO author (id, name, country) VALUES (1, 'Halldor', 'IS'), (2, 'Astrid', 'SE'), (3, 'Sjon', 'IS');
    INSERT INTO book (id, author_id, title, pages, price, lent) VALUES
        (1, 1, 'Salka Valka', 500, 20.5, true),
        (2, 1, 'Atom Station', 200, NULL, false),
        (3, 2, 'Ronja', 230, 9.5, false);
";

async fn connected(url: &str, database: &str) -> sea_orm::DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await.unwrap();
    connection.execute_unprepared(&text_for("library", database)).await.unwrap();
    connection.execute_unprepared(ROWS).await.unwrap();
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
    let text = text_for("library", "sqlite") + ROWS;
    sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&pool).await.unwrap();
    (pool, ())
}

async fn postgres_of_sqlx() -> (sqlx::PgPool, schemalane_testkit::Database) {
    let database = Server::shared().database();
    let pool = sqlx::PgPool::connect(&database.url()).await.unwrap();
    let text = text_for("library", "postgres") + ROWS;
    sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&pool).await.unwrap();
    (pool, database)
}

/// What both kinds of connections are told.
trait Told {
    async fn told(&self, sql: &'static str);
}

impl Told for sea_orm::DatabaseConnection {
    async fn told(&self, sql: &'static str) {
        self.execute_unprepared(sql).await.unwrap();
    }
}

impl Told for sqlx::SqlitePool {
    async fn told(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(self).await.unwrap();
    }
}

impl Told for sqlx::PgPool {
    async fn told(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(self).await.unwrap();
    }
}

async fn say(db: &impl Told, sql: &'static str) {
    db.told(sql).await;
}

macro_rules! library {
    ($name:ident, $code:ident, $open:ident) => {
        mod $name {
            use super::$code::Author;
            use super::$code::queries::authors::{self, AddAuthor};
            use super::$code::queries::books::{self, Search, SearchOrder};
            use schemalane_data::Error;

            #[tokio::test]
            async fn a_query_gives_what_its_command_says() {
                let (db, _database) = super::$open().await;
                let author: Author = authors::author(&db, 1).await.unwrap();
                assert_eq!(
                    (author.name.as_str(), author.country.as_deref()),
                    ("Halldor", Some("IS"))
                );
                let none = authors::author(&db, 9).await;
                assert!(matches!(none, Err(Error::NoRow { table: "author" })), "{none:?}");
                assert_eq!(authors::find_author(&db, "Halldor").await.unwrap(), Some(author));
                assert_eq!(authors::find_author(&db, "nobody").await.unwrap(), None);
                let new = AddAuthor { id: 4, name: "Tove", country: None, born: None };
                let added = authors::add_author(&db, new).await.unwrap();
                assert_eq!((added.id, added.name.as_str()), (4, "Tove"));
                assert_eq!(authors::r#move(&db, Some("FI"), 4).await.unwrap(), 1);
                assert_eq!(authors::r#move(&db, None, 4).await.unwrap(), 1);
                assert_eq!(authors::r#move(&db, None, 9).await.unwrap(), 0);
                let moved = authors::author(&db, 4).await.unwrap();
                assert_eq!(moved.country.as_deref(), Some("FI"));
                authors::forget(&db, 4).await.unwrap();
                assert_eq!(authors::find_author(&db, "Tove").await.unwrap(), None);
            }

            #[tokio::test]
            async fn a_list_is_one_parameter() {
                let (db, _database) = super::$open().await;
                let names = async |ids: &[i32]| {
                    let rows = authors::of(&db, ids).await.unwrap();
                    rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
                };
                assert_eq!(names(&[3, 1, 7]).await, ["Halldor", "Sjon"]);
                assert!(names(&[]).await.is_empty());
            }

            #[tokio::test]
            async fn what_an_outer_join_leaves_out_is_none() {
                let (db, _database) = super::$open().await;
                let rows = authors::list_authors(&db, "IS").await.unwrap();
                let rows: Vec<_> =
                    rows.iter().map(|row| (row.id, row.books, row.last_title.as_deref())).collect();
                assert_eq!(rows, [(1, 2, Some("Salka Valka")), (3, 0, None)]);
                let rows = books::with_author(&db).await.unwrap();
                let titles: Vec<_> = rows
                    .iter()
                    .map(|row| (row.author.id, row.book.as_ref().map(|book| book.title.as_str())))
                    .collect();
                let expected = [
                    (1, Some("Salka Valka")),
                    (1, Some("Atom Station")),
                    (2, Some("Ronja")),
                    (3, None),
                ];
                assert_eq!(titles, expected);
            }

            #[tokio::test]
            async fn what_is_not_given_is_left_out() {
                let (db, _database) = super::$open().await;
                let found = async |title, pages, order| {
                    let rows = books::search(&db, Search { title, pages, order }).await.unwrap();
                    rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
                };
                assert_eq!(found(None, None, SearchOrder::AsWritten).await, [1, 2, 3]);
                assert_eq!(found(None, None, SearchOrder::PagesDesc).await, [1, 3, 2]);
                assert_eq!(found(None, Some(210), SearchOrder::PagesAsc).await, [3, 1]);
                assert_eq!(found(Some("%at%"), None, SearchOrder::AsWritten).await.len(), 1);
                assert!(found(Some("R%"), Some(300), SearchOrder::TitleAsc).await.is_empty());
            }

            #[tokio::test]
            async fn queries_share_a_row() {
                let (db, _database) = super::$open().await;
                let mut priced: Vec<books::Priced> = books::priced(&db).await.unwrap();
                let cheap = books::cheap(&db, 10.0).await.unwrap();
                assert_eq!(priced.split_off(1), cheap);
            }

            /// An older binary meets a table that has got a column.
            #[tokio::test]
            async fn a_star_is_what_the_table_has_by_now() {
                let (db, _database) = super::$open().await;
                super::say(&db, "ALTER TABLE book ADD COLUMN shelf TEXT").await;
                super::say(&db, "ALTER TABLE author ADD COLUMN mood TEXT").await;
                assert_eq!(authors::author(&db, 1).await.unwrap().name, "Halldor");
                let mixed = books::with_author(&db).await;
                let Err(Error::Decode(error)) = &mixed else { panic!("{mixed:?}") };
                let said = "WithAuthor: expected 10 columns, found 12, and not in their places; \
                            the schema has changed since the code was generated";
                assert_eq!(error.to_string(), said);
            }

            #[test]
            fn it_is_known_what_a_query_does() {
                assert!(authors::LIST_AUTHORS.is_reading && !authors::MOVE.is_reading);
                assert_eq!(books::SEARCH.name, "Search");
            }
        }
    };
}

library!(sqlite_over_sea_orm, over_sea_orm, sqlite_of_sea_orm);
library!(sqlite_over_sqlx, over_sqlx, sqlite_of_sqlx);
library!(postgres_over_sea_orm, over_sea_orm, postgres_of_sea_orm);
library!(postgres_over_sqlx, over_sqlx, postgres_of_sqlx);
