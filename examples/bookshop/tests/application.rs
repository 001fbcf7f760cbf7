//! The shop on a database of either kind: it brings it up to date, works on it, and stays away where it must not work.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bookshop::migrations;
use schemalane::sea_orm::ConnectionTrait as _;
use schemalane::{Config, DatabaseUrl, Version};
use schemalane_schema::{Database, Engine, Files, Options};
use schemalane_testkit::{Command, Output, Server, Sqlite};

const EMMA: &str = "stock 978-0-14-143958-7 Emma Austen 999 1";

/// Runs the shop.
fn shop(url: &str, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bookshop"))
        .args(["--database-url", url])
        .args(arguments.split_whitespace())
        .run()
}

/// Runs a test on both kinds of databases.
fn on_both(test: impl Fn(&str)) {
    let (sqlite, postgres) = (Sqlite::new(), Server::shared().database());
    test(&sqlite.url());
    test(&postgres.url());
}

#[test]
fn an_empty_database_becomes_a_shop() {
    on_both(|url| {
        shop(url, EMMA).expect(0);
        assert_eq!(shop(url, "sell 9780141439587").expect(0).stdout, "sale 1\n");
        let sold_out = shop(url, "sell 978-0-14-143958-7").expect(1);
        assert!(
            sold_out.stderr.ends_with("error: no copy of 9780141439587 is in stock\n"),
            "{}",
            sold_out.stderr
        );
        assert_eq!(
            shop(url, "report").expect(0).stdout,
            "9780141439587 Emma: 1 sold for 999 cents\n"
        );
    });
}

#[test]
fn a_database_can_be_migrated_before_the_application_starts() {
    on_both(|url| {
        shop(url, "--migrate-only").expect(0);
        assert_eq!(shop(url, "report").expect(0).stdout, "");
    });
}

/// Somebody changed the history: the shop does not open on a database that it does not know.
#[test]
fn a_changed_history_keeps_the_shop_closed() {
    on_both(|url| {
        shop(url, "--migrate-only").expect(0);
        execute(url, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
        let closed = shop(url, "report").expect(3);
        assert!(closed.stderr.contains("V2__create_sales.sql"), "{}", closed.stderr);
    });
}

/// A migration of data wants data: stop before it, insert, go on, look.
#[test]
fn a_book_that_was_written_in_two_ways_is_one_book() {
    on_both(|url| {
        migrate(url, Config::new().up_to(Version::parse("2").unwrap()));
        execute(
            url,
            "INSERT INTO books (isbn, title, author, price_cents, stock) VALUES \
             ('978-0-14-143958-7', 'Emma', 'Austen', 999, 2), ('9780141439587', 'Emma', 'Austen', 899, 3); \
             INSERT INTO sales VALUES (1, '978-0-14-143958-7', 999), (2, '9780141439587', 899)",
        );
        assert_eq!(
            shop(url, "report").expect(0).stdout,
            "9780141439587 Emma: 2 sold for 1898 cents\n"
        );
        for number in 3..8 {
            assert_eq!(
                shop(url, "sell 9780141439587").expect(0).stdout,
                format!("sale {number}\n")
            );
        }
        shop(url, "sell 9780141439587").expect(1);
    });
}

/// `schema/` says what the lane comes to, on both kinds of databases.
#[test]
fn the_lane_makes_the_schema_of_the_files() {
    let files = Files::read("schema".as_ref()).unwrap();
    on_both(|url| {
        migrate(url, Config::new());
        let database = match url.strip_prefix("sqlite://") {
            Some(path) => Database::sqlite(path.split('?').next().unwrap()),
            None => Database::postgres(url.parse().unwrap()),
        };
        let plan = block_on(Engine::new(database, Options::new()).plan(&files)).unwrap();
        assert!(plan.changes.is_empty(), "{}", plan.to_sql());
    });
}

fn migrate(url: &str, config: Config) {
    let url: DatabaseUrl = url.parse().unwrap();
    block_on(async { migrations::build_migrator(config).up(&url.pool(1)).await }).unwrap();
}

fn execute(url: &str, sql: &str) {
    let url: DatabaseUrl = url.parse().unwrap();
    block_on(async { url.pool(1).execute_unprepared(sql).await }).unwrap();
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}
