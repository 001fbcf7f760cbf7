//! What surrounds a run in an application: the runtime, the log, the words of errors.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use schemalane::{
    Config, Error, Function, Identifier, Started,
    sea_orm::{ConnectionTrait as _, DatabaseConnection, DbErr},
};
use tokio::runtime::Builder;

use crate::{
    lane::{Lane, failed},
    log::Log,
    place::Place,
};

crate::on_both!(the_words_around_a_database_error_come_first);

fn lane() -> Lane {
    Lane::of("V1__a.sql", "CREATE TABLE a (id INT);")
}

/// A pool of a file, made on a runtime that is gone by now.
fn pool(folder: &std::path::Path) -> DatabaseConnection {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let _inside = runtime.enter();
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(folder.join("a.db"))
        .create_if_missing(true);
    sqlx::SqlitePool::connect_lazy_with(options).into()
}

#[test]
fn without_a_runtime_it_is_an_error_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let db = pool(folder.path());
    let migrator = lane().migrator(&db, Config::new());
    let outcomes = [
        migrator.up(&db).now_or_never().unwrap().err(),
        migrator.fresh(&db).now_or_never().unwrap().err(),
        migrator.status(&db).now_or_never().unwrap().err(),
        migrator.plan(&db).now_or_never().unwrap().err(),
        migrator.repair(&db, &[]).now_or_never().unwrap().err(),
    ];
    for error in outcomes {
        let error = error.unwrap();
        assert!(matches!(error, Error::NoRuntime), "{error}");
        assert!(error.to_string().contains("outside of a tokio runtime"), "{error}");
    }
}

#[test]
fn without_timers_it_panics_as_it_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let db = pool(folder.path());
    let migrator = lane().migrator(&db, Config::new());
    let runtime = Builder::new_current_thread().enable_io().build().unwrap();
    let outcome = runtime.block_on(AssertUnwindSafe(migrator.up(&db)).catch_unwind());
    let panic = outcome.unwrap_err();
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap();
    assert!(text.contains("timers are disabled"), "{text}");
    // With them the same pool and migrator work.
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(runtime.block_on(migrator.up(&db)).unwrap().applied.len(), 1);
}

/// Log formats write fields beside keys of their own: none comes twice.
#[tokio::test]
async fn each_key_of_the_log_is_there_once() {
    let log = Log::listen();
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let db = place.connect().await;
    lane().up(&db).await.unwrap();
    let mut holder = database.client();
    holder.simple("BEGIN; LOCK TABLE a").unwrap();
    let lane = lane();
    lane.write("V2__b.sql", "DROP TABLE a;");
    let config = Config::new().lock_timeout(std::time::Duration::from_millis(10));
    let config = config.timeout(std::time::Duration::from_millis(700));
    assert!(lane.up_with(&db, config).await.is_err());
    holder.simple("ROLLBACK").unwrap();
    lane.write("V2__b.sql", "SELECT nothing;");
    failed(lane.up(&db).await);
    for said in ["applied", "failed", "trying again"] {
        assert!(log.count(said) > 0, "{said} was not said");
    }
    let formats = [
        "timestamp",
        "time",
        "level",
        "target",
        "name",
        "msg",
        "span",
        "spans",
        "filename",
        "line_number",
        "threadId",
        "threadName",
        "hostname",
        "pid",
        "v",
    ];
    for fields in log.fields() {
        for (place, field) in fields.iter().enumerate() {
            assert!(!fields[..place].contains(field), "{field} is there twice: {fields:?}");
            assert!(!formats.contains(field), "{field} is a key of the format: {fields:?}");
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("while the books were counted")]
struct Context(#[source] DbErr);

async fn the_words_around_a_database_error_come_first(place: Place) {
    let in_transaction = Function::Transaction(|txn| {
        Box::pin(async move {
            Ok(txn.execute_unprepared("SELECT * FROM books").await.map(drop).map_err(Context)?)
        })
    });
    let on_connection = Function::Connection(|db| {
        Box::pin(async move {
            Ok(db.execute_unprepared("SELECT * FROM books").await.map(drop).map_err(Context)?)
        })
    });
    let in_anyhows = Function::Transaction(|txn| {
        use anyhow::Context as _;
        Box::pin(async move {
            let counted = txn.execute_unprepared("SELECT * FROM books").await;
            let counted = counted.map(drop).context("the table of books");
            Ok(counted.context("while the books were counted")?)
        })
    });
    for (function, around) in [
        (in_transaction, "while the books were counted: "),
        (on_connection, "while the books were counted: "),
        (in_anyhows, "while the books were counted: the table of books: "),
    ] {
        let db = place.connect().await;
        place.sql("DROP TABLE IF EXISTS flyway_schema_history").await;
        let lane = Lane::new(&[]).rust("V1__count.rs", function);
        let failure = failed(lane.up(&db).await).failed.unwrap();
        let said = failure.message.strip_prefix(around);
        let said = said.unwrap_or_else(|| panic!("{around:?} is lost: {}", failure.message));
        assert!(!said.contains("rror") && said.contains("books"), "{said}");
        assert!(failure.sqlstate.is_some());
    }
}

/// What an application writes: names as text, and both ways to go on.
#[expect(dead_code, reason = "that it compiles is the test")]
fn an_application(started: Started) -> Result<Option<DatabaseConnection>, Error> {
    let _config = Config::new()
        .schema("billing".try_into()?)
        .history_table(String::from("history").try_into()?)
        .target("billing".try_into()?)
        .up_to("2.1".try_into()?);
    let args = schemalane::StartupArgs {
        schema: Some("billing".try_into()?),
        database: Some("billing".try_into()?),
        ..Default::default()
    };
    let _same: Option<Identifier> = args.schema;
    match started {
        Started::Ready { db, .. } => Ok(Some(db)),
        Started::Migrated { .. } => Ok(None),
    }
}
