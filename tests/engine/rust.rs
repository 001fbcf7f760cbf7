//! Rust migrations: on the locked connection, or in a transaction with their row.

use std::sync::{Arc, Mutex};

use schemalane::{
    Config, Event, Function, RustType, Severity, exit,
    sea_orm::{
        ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
        TransactionTrait as _,
    },
};

use crate::{
    lane::{Lane, applied, failed},
    place::Place,
};

crate::on_both!(
    both_kinds_run_between_sql,
    their_type_can_be_one_that_flyway_reads,
    an_error_outside_of_a_transaction_stays,
    an_error_in_a_transaction_leaves_nothing,
    a_database_error_keeps_its_code,
    panics_are_failures,
    a_dropped_transaction_is_rolled_back,
    a_transaction_left_open_is_a_failure,
    a_transaction_ended_by_hand_is_no_success_before_its_end,
    a_transaction_rolled_back_by_hand_is_a_failure,
    settings_and_transactions_of_a_step_do_not_leak,
    the_callers_pool_may_have_one_connection,
);

const TABLE: &str = "CREATE TABLE account (id INT PRIMARY KEY)";

fn base() -> Lane {
    Lane::of("V1__account.sql", TABLE)
}

async fn run(db: &impl ConnectionTrait, sql: &str) -> Result<(), DbErr> {
    db.execute_unprepared(sql).await.map(drop)
}

fn on_connection() -> Function {
    Function::Connection(|db| {
        Box::pin(async move {
            let txn = db.begin().await?;
            run(&txn, "INSERT INTO account VALUES (1)").await?;
            txn.commit().await?;
            run(db, "INSERT INTO account VALUES (2)").await?;
            let backend = db.get_database_backend();
            let rows =
                db.query_all_raw(Statement::from_string(backend, "SELECT id FROM account")).await?;
            if rows.len() == 2 { Ok(()) } else { Err("lost rows".into()) }
        })
    })
}

fn in_transaction() -> Function {
    Function::Transaction(|txn| {
        Box::pin(async move {
            let nested = txn.begin().await?;
            run(&nested, "INSERT INTO account VALUES (3)").await?;
            nested.commit().await?;
            Ok(run(txn, "INSERT INTO account VALUES (4)").await?)
        })
    })
}

async fn ids(place: &Place) -> String {
    place.sql("SELECT id || '' FROM account ORDER BY id").await.replace('\n', " ")
}

async fn both_kinds_run_between_sql(place: Place) {
    let db = place.connect().await;
    let lane =
        base().rust("V2__backfill.rs", on_connection()).rust("V3__together.rs", in_transaction());
    lane.write("V4__sql.sql", "INSERT INTO account VALUES (5)");
    let report = lane.up(&db).await.unwrap();
    assert_eq!(applied(&report), ["1", "2", "3", "4"]);
    assert_eq!(ids(&place).await, "1 2 3 4 5");
    assert_eq!(
        place.history().await[1..],
        [
            "2|2|RUST|V2__backfill.rs|applied",
            "3|3|RUST|V3__together.rs|applied",
            "4|4|SQL|V4__sql.sql|applied"
        ]
    );
    assert_eq!(applied(&lane.up(&db).await.unwrap()), Vec::<&str>::new());
}

async fn their_type_can_be_one_that_flyway_reads(place: Place) {
    let db = place.connect().await;
    let lane =
        base().rust("V2__backfill.rs", on_connection()).rust("V3__together.rs", in_transaction());
    lane.up_with(&db, Config::new().rust_type(RustType::Custom)).await.unwrap();
    let types = "SELECT type FROM flyway_schema_history ORDER BY installed_rank";
    assert_eq!(place.sql(types).await, "SQL\nCUSTOM\nCUSTOM");
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Success", "3 Success"]);
}

async fn an_error_outside_of_a_transaction_stays(place: Place) {
    let db = place.connect().await;
    let lane = base().rust(
        "V2__half.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                run(db, "INSERT INTO account VALUES (1)").await?;
                Err("no more\nto be done".into())
            })
        }),
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!(failure.message, "no more\nto be done");
    assert_eq!((failure.line, failure.rolled_back), (None, false));
    assert_eq!(ids(&place).await, "1");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__half.rs|failed"]);
    assert_eq!(lane.up(&db).await.unwrap_err().exit_code(), exit::FAILED);
    assert_eq!(ids(&place).await, "1");
}

async fn an_error_in_a_transaction_leaves_nothing(place: Place) {
    let db = place.connect().await;
    let failing = base().rust(
        "V2__all.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                run(txn, "INSERT INTO account VALUES (1)").await?;
                Err("no more".into())
            })
        }),
    );
    for _ in 0..2 {
        let failure = failed(failing.up(&db).await).failed.unwrap();
        assert_eq!((failure.message.as_str(), failure.rolled_back), ("no more", true));
        assert_eq!(ids(&place).await, "");
        assert_eq!(place.history().await[1..], ["2|2|RUST|V2__all.rs|failed"]);
    }
    let mended = base().rust("V2__all.rs", in_transaction());
    assert_eq!(applied(&mended.up(&db).await.unwrap()), ["2"]);
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__all.rs|applied"]);
}

async fn a_database_error_keeps_its_code(place: Place) {
    let db = place.connect().await;
    let lane = base().rust(
        "V2__broken.rs",
        Function::Transaction(|txn| {
            Box::pin(async move { Ok(run(txn, "SELECT nothing FROM account").await?) })
        }),
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    let code = if matches!(place, Place::Postgres(_)) { "42703" } else { "1" };
    assert_eq!(failure.sqlstate.as_deref(), Some(code));
    assert!(failure.message.contains("nothing"), "{failure}");
}

async fn panics_are_failures(place: Place) {
    let db = place.connect().await;
    let lane = base()
        .rust(
            "V2__in_transaction.rs",
            Function::Transaction(|txn| {
                Box::pin(async move {
                    run(txn, "INSERT INTO account VALUES (1)").await?;
                    panic!("account {} is odd", 7);
                })
            }),
        )
        .rust("V3__never.rs", on_connection());
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!(failure.message, "it panicked: account 7 is odd");
    assert_eq!(ids(&place).await, "");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__in_transaction.rs|failed"]);

    let lane = base()
        .rust("V2__in_transaction.rs", in_transaction())
        .rust("V3__connection.rs", Function::Connection(|_| Box::pin(async { panic!("at once") })));
    let report = failed(lane.up(&db).await);
    assert_eq!(applied(&report), ["2"]);
    assert_eq!(report.failed.unwrap().message, "it panicked: at once");
    assert_eq!(place.history().await[2..], ["3|3|RUST|V3__connection.rs|failed"]);
}

async fn a_dropped_transaction_is_rolled_back(place: Place) {
    let db = place.connect().await;
    let lane = base().rust(
        "V2__forgetful.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                let txn = db.begin().await?;
                run(&txn, "INSERT INTO account VALUES (1)").await?;
                drop(txn);
                Ok(run(db, "INSERT INTO account VALUES (2)").await?)
            })
        }),
    );
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1", "2"]);
    assert_eq!(ids(&place).await, "2");
}

/// Nothing of it is kept, so it must not count as applied.
async fn a_transaction_left_open_is_a_failure(place: Place) {
    let db = place.connect().await;
    let open = |name| {
        base().rust(
            name,
            Function::Connection(|db| {
                Box::pin(async move {
                    run(db, "BEGIN").await?;
                    Ok(run(db, "INSERT INTO account VALUES (1)").await?)
                })
            }),
        )
    };
    let failure = failed(open("V2__open.rs").up(&db).await).failed.unwrap();
    assert_eq!(failure.message, "it left a transaction open, which was rolled back");
    assert_eq!(ids(&place).await, "");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__open.rs|failed"]);

    place.sql("DELETE FROM flyway_schema_history WHERE installed_rank = 2").await;
    let lane = base().rust(
        "V2__broken.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                run(db, "BEGIN").await?;
                let _ignored = run(db, "SELECT nothing").await;
                Ok(())
            })
        }),
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!(failure.message, "it left a transaction open, which was rolled back");
}

async fn a_transaction_ended_by_hand_is_no_success_before_its_end(place: Place) {
    let db = place.connect().await;
    let lane = base().rust(
        "V2__escape.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                run(txn, "INSERT INTO account VALUES (1)").await?;
                run(txn, "COMMIT").await?;
                Err("too late".into())
            })
        }),
    );
    assert_eq!(failed(lane.up(&db).await).failed.unwrap().message, "too late");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__escape.rs|failed"]);
}

async fn a_transaction_rolled_back_by_hand_is_a_failure(place: Place) {
    let db = place.connect().await;
    let lane = base().rust(
        "V2__undone.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                run(txn, "INSERT INTO account VALUES (1)").await?;
                Ok(run(txn, "ROLLBACK").await?)
            })
        }),
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert!(failure.message.contains("commit"), "{failure}");
    assert_eq!(ids(&place).await, "");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__undone.rs|failed"]);
}

async fn settings_and_transactions_of_a_step_do_not_leak(place: Place) {
    let db = place.connect().await;
    let lane = base().rust(
        "V2__settings.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                match db.get_database_backend() {
                    DbBackend::Postgres => {
                        run(db, "SET search_path = pg_catalog").await?;
                        run(db, "CREATE TEMPORARY TABLE account_copy (id INT)").await?;
                    }
                    _ => run(db, "PRAGMA foreign_keys = OFF").await?,
                }
                Ok(())
            })
        }),
    );
    lane.write("V3__entry.sql", "CREATE TABLE entry (id INT REFERENCES account (id))");
    lane.write("V4__wrong.sql", "INSERT INTO entry VALUES (42)");
    let report = failed(lane.up(&db).await);
    assert_eq!(applied(&report), ["1", "2", "3"]);
    assert!(report.failed.unwrap().message.to_lowercase().contains("foreign key"));
    assert!(place.has("entry").await);
}

async fn the_callers_pool_may_have_one_connection(place: Place) {
    let mut options = ConnectOptions::new(place.url());
    options.max_connections(1).sqlx_logging(false);
    let db: DatabaseConnection = Database::connect(options).await.unwrap();
    let lane =
        base().rust("V2__backfill.rs", on_connection()).rust("V3__together.rs", in_transaction());
    lane.write("V4__sql.sql", "INSERT INTO account VALUES (5)");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1", "2", "3", "4"]);
    db.execute_unprepared("INSERT INTO account VALUES (6)").await.unwrap();
    assert_eq!(ids(&place).await, "1 2 3 4 5 6");
}

/// SQLite undoes the statement only; PostgreSQL refuses all that follows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ignored_error_breaks_the_transaction() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base().rust(
        "V2__careless.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                run(txn, "INSERT INTO account VALUES (1)").await?;
                let _ignored = run(txn, "SELECT nothing").await;
                Ok(())
            })
        }),
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert_eq!(
        failure.message,
        "the transaction was not committed: the migration ended it, or ignored an error in it"
    );
    assert_eq!(ids(&place).await, "");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__careless.rs|failed"]);
}

/// The one connection is in the transaction, so the step waits for itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_that_waits_for_itself_is_told_so() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base().rust(
        "V2__both.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                let txn = db.begin().await?;
                run(db, "INSERT INTO account VALUES (1)").await?;
                Ok(txn.commit().await?)
            })
        }),
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert!(failure.hint.as_deref().unwrap().contains("use the transaction"), "{failure}");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__both.rs|failed"]);
}

/// A step that gives its connection to somebody else cannot keep the lock for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_does_not_come_back_is_an_error_and_no_hang() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base().rust(
        "V2__leak.rs",
        Function::Connection(|db| {
            Box::pin(async move {
                let txn = db.begin().await?;
                tokio::spawn(async move {
                    tokio::time::sleep(std::time::Duration::from_secs(20)).await;
                    drop(txn);
                });
                Ok(())
            })
        }),
    );
    let began = std::time::Instant::now();
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert!(began.elapsed().as_secs() < 9, "{:?}", began.elapsed());
    assert_eq!(failure.message, "it ended, but it did not give its connection back");
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__leak.rs|failed"]);
}

/// Work that a step leaves behind loses the connection with the lock: it can
/// do nothing any more once the run has ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_was_left_behind_does_not_outlive_the_run() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base().rust(
        "V2__spawn.rs",
        Function::Connection(|db| {
            let db = db.clone();
            Box::pin(async move {
                tokio::spawn(async move {
                    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
                    let _refused = run(&db, "CREATE TABLE late (id INT)").await;
                });
                Ok(())
            })
        }),
    );
    lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    assert!(!place.has("late").await);
    assert_eq!(place.history().await[1..], ["2|2|RUST|V2__spawn.rs|applied"]);
}

/// The connection is the one that has the lock: there is no second one, and
/// whoever asks for it is told whose it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_connection_is_told_whose_the_first_is() {
    let whose = "this is the connection of a migration that runs";
    let by_options = Function::Connection(|db| {
        Box::pin(async move {
            let options = db.get_postgres_connection_pool().connect_options();
            assert!(format!("{options:?}").contains("this is the connection of a migration"));
            let pool = sqlx::PgPool::connect_with((*options).clone()).await?;
            pool.close().await;
            Ok(())
        })
    });
    let by_url = Function::Connection(|db| {
        Box::pin(async move {
            use sqlx::ConnectOptions as _;
            let url = db.get_postgres_connection_pool().connect_options().to_url_lossy();
            Database::connect(url.as_str()).await?;
            Ok(())
        })
    });
    let after_a_loss = Function::Connection(|db| {
        Box::pin(async move {
            let end = "SELECT pg_terminate_backend(pg_backend_pid())";
            assert!(db.execute_unprepared(end).await.is_err());
            db.execute_unprepared("SELECT 1").await?;
            Ok(())
        })
    });
    let given_away = Function::Connection(|db| {
        Box::pin(async move {
            drop(db.get_postgres_connection_pool().acquire().await?.detach());
            db.execute_unprepared("SELECT 1").await?;
            Ok(())
        })
    });
    for step in [by_options, by_url, after_a_loss, given_away] {
        let place = Place::postgres();
        let db = place.connect().await;
        let lane = Lane::new(&[]).rust("V1__second.rs", step);
        let error = lane.up(&db).await.unwrap_err();
        assert_eq!(error.exit_code(), exit::FAILED, "{error}");
        let said = error.to_string();
        assert!(said.contains(whose) && !said.contains("os error"), "{said}");
        assert_eq!(place.history().await, ["1|1|RUST|V1__second.rs|failed"]);
    }
}

/// The server's remarks are heard from Rust as well, and ours are not theirs.
#[tokio::test]
async fn what_the_server_remarks_is_heard() {
    const REMARK: &str = "DO $$ BEGIN RAISE NOTICE 'from Rust'; END $$";
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = base()
        .rust(
            "V2__connection.rs",
            Function::Connection(|db| Box::pin(async move { Ok(run(db, REMARK).await?) })),
        )
        .rust(
            "V3__transaction.rs",
            Function::Transaction(|txn| Box::pin(async move { Ok(run(txn, REMARK).await?) })),
        );
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let migrator = lane.migrator(&db, Config::new()).observe(move |event| {
        if let Event::Notice { script, line, statement, severity, message } = event {
            let place = (*line, *statement, *severity);
            assert_eq!(place, (None, None, Severity::Notice));
            ear.lock().unwrap().push(format!("{script}: {message}"));
        }
    });
    migrator.up(&db).await.unwrap();
    let expected = ["V2__connection.rs: from Rust", "V3__transaction.rs: from Rust"];
    assert_eq!(*heard.lock().unwrap(), expected);
}
