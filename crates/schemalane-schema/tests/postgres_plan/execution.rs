//! Execution: one at a time, all or nothing, and never on a schema that is not the planned one.

use super::super::{Error, Lab, Progress, Throwaway, files};
use schemalane_schema::{Cancellation, Database, Engine, Event, Options, Outcome};
use schemalane_testkit::Server;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_stale_plan_does_nothing() {
    let lab = Lab::new("");
    let wanted = "create table t (a int)";
    let plan = lab.plan(wanted).await.unwrap();
    lab.database.psql("create table other (a int)");
    let error = lab.engine().execute(&files(wanted), &plan, None, &Progress::new()).await;
    assert!(matches!(error, Err(Error::Stale)), "{error:?}");
}

/// A view that is made anew gets back the rights that it had when the plan was made, which must be those that it has.
#[tokio::test]
async fn a_right_that_was_given_meanwhile_makes_a_plan_stale() {
    let lab = Lab::new("create table t (a int); create view v as select a from t");
    let wanted = "create table t (a bigint); create view v as select a from t";
    let plan = lab.plan(wanted).await.unwrap();
    lab.database.psql("grant select on v to public");
    let error = lab.engine().execute(&files(wanted), &plan, None, &Progress::new()).await;
    assert!(matches!(error, Err(Error::Stale)), "{error:?}");
    lab.execute(wanted).await.unwrap();
    let right = "select has_table_privilege('public', 'v', 'select')";
    assert_eq!(lab.database.psql(right), "t");
}

/// After a label was committed on the copy, another copy has to be made, and a borrowed database has room for one.
#[tokio::test]
async fn a_plan_that_begins_again_needs_one_scratch_database() {
    let mut lab = Lab::new(
        "create type mark as enum ('1'); create table t (a int); insert into t values (2)",
    );
    let scratch = Lab::new("");
    lab.options = lab.options.scratch(scratch.database.url().parse().unwrap());
    let plan = lab.execute("create type mark as enum ('1', '2'); create table t (a mark)").await;
    let plan = plan.unwrap();
    assert!(plan.to_sql().contains("USING a::text::public.mark"), "{}", plan.to_sql());
    assert_eq!(lab.database.psql("select a from t"), "2");
    assert_eq!(scratch.database.psql("select count(*) from pg_class where oid >= 16384"), "0");
}

#[tokio::test]
async fn the_log_says_what_was_done() {
    let lab = Lab::new("");
    let wanted = "create table t (a int)";
    let plan = lab.plan(wanted).await.unwrap();
    let report =
        lab.engine().execute(&files(wanted), &plan, Some("first"), &Progress::new()).await.unwrap();
    let log = lab.engine().log().await.unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!(Some(log[0].id), report.log_id);
    assert_eq!((log[0].outcome, log[0].message.as_deref()), (Outcome::Success, Some("first")));
    let plan = lab.plan(wanted).await.unwrap();
    assert!(plan.is_empty());
    lab.engine().execute(&files(wanted), &plan, None, &Progress::new()).await.unwrap();
    assert_eq!(lab.engine().log().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_failure_rolls_everything_back_and_is_logged() {
    let lab = Lab::new("create table t (a int)");
    let wanted = "create table t (a int, b int); create unique index once on t (a)";
    let plan = lab.plan(wanted).await.unwrap();
    lab.database.psql("insert into t values (1), (1)");
    let error =
        lab.engine().execute(&files(wanted), &plan, None, &Progress::new()).await.unwrap_err();
    match &error {
        Error::Step { sqlstate, committed, .. } => {
            assert_eq!((sqlstate.as_deref(), *committed), (Some("23505"), 0));
        }
        other => panic!("{other}"),
    }
    assert_eq!(
        lab.database.psql(
            "select count(*) from pg_attribute where attname = 'b' and attrelid = 't'::regclass"
        ),
        "0"
    );
    assert_eq!(lab.engine().log().await.unwrap()[0].outcome, Outcome::Failed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_others_hold_is_tried_again() {
    let mut lab = Lab::new("create table t (a int)");
    lab.options = lab.options.lock_timeout(Duration::from_millis(200));
    let wanted = "create table t (a int, b int)";
    let plan = lab.plan(wanted).await.unwrap();
    let url = lab.database.url();
    let tries = Arc::new(Mutex::new(0));
    let (seen, told) = (tries.clone(), tries.clone());
    let (is_held, held) = tokio::sync::oneshot::channel();
    let holder = tokio::spawn(async move {
        use sqlx::{Connection, Executor};
        let mut other = sqlx::PgConnection::connect(&url).await.unwrap();
        other.execute("begin; lock table t in access share mode").await.unwrap();
        is_held.send(()).unwrap();
        // However long it takes until the first try.
        while *told.lock().unwrap() == 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        other.execute("rollback").await.unwrap();
    });
    held.await.unwrap();
    let progress = Progress::new().observe(move |event| {
        if matches!(event, Event::Retry { .. }) {
            *seen.lock().unwrap() += 1;
        }
    });
    lab.engine().execute(&files(wanted), &plan, None, &progress).await.unwrap();
    assert!(*tries.lock().unwrap() > 0);
    holder.await.unwrap();
}

#[tokio::test]
async fn a_statement_that_takes_too_long_fails() {
    let slow = "create function slow(a int) returns boolean language sql as 'select pg_sleep(2) is not null'";
    let mut lab = Lab::new(&format!("create table t (a int); insert into t values (1); {slow}"));
    let wanted = format!("create table t (a int, constraint c check (slow(a))); {slow}");
    let plan = lab.plan(&wanted).await.unwrap();
    lab.options = lab.options.statement_timeout(Duration::from_millis(200));
    let wanted = files(&wanted);
    let error = lab.engine().execute(&wanted, &plan, None, &Progress::new()).await.unwrap_err();
    assert!(error.to_string().contains("--statement-timeout"), "{error}");
    assert_eq!(lab.database.psql("select count(*) from pg_constraint where conname = 'c'"), "0");
    lab.options = lab.options.statement_timeout(Duration::from_secs(60));
    lab.engine().execute(&wanted, &plan, None, &Progress::new()).await.unwrap();
    assert_eq!(lab.database.psql("select count(*) from pg_constraint where conname = 'c'"), "1");
}

/// A server keeps the locks of all that a transaction makes in one table, which has an end. The scratch databases are
/// made in many transactions.
#[tokio::test]
async fn a_plan_with_too_many_locks_says_what_to_do() {
    let server = Server::start(&[
        ("max_connections", "10"),
        ("max_locks_per_transaction", "20"),
        ("max_prepared_transactions", "0"),
    ]);
    let database = server.database();
    let tables: Vec<String> =
        (0..1500).map(|number| format!("create table t{number} (a int);")).collect();
    let wanted = files(&tables.concat());
    let engine = |database: &Throwaway| {
        Engine::new(Database::postgres(database.url().parse().unwrap()), Options::new())
    };
    let planned = engine(&database).plan(&wanted).await.map(|plan| plan.steps.len());
    let error = planned.unwrap_err().to_string();
    assert!(error.contains("raise max_locks_per_transaction and restart the server"), "{error}");
    for part in tables.chunks(300) {
        database.psql(&part.concat());
    }
    assert!(engine(&database).plan(&wanted).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_execution_changes_nothing() {
    let lab = Lab::new("create table t (a int)");
    let wanted = "create table t (a int, b int)";
    let plan = lab.plan(wanted).await.unwrap();
    let url = lab.database.url();
    use sqlx::{Connection, Executor};
    let mut other = sqlx::PgConnection::connect(&url).await.unwrap();
    other.execute("begin; lock table t in access share mode").await.unwrap();
    let cancellation = Cancellation::new();
    let progress = Progress::new().stop_when(cancellation.clone());
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        cancellation.cancel();
    });
    let begun = Instant::now();
    let error = lab.engine().execute(&files(wanted), &plan, None, &progress).await.unwrap_err();
    assert!(matches!(error, Error::Cancelled { .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(8));
    other.execute("rollback").await.unwrap();
    let log = lab.engine().log().await.unwrap();
    assert_eq!((log.len(), log[0].outcome), (1, Outcome::Failed));
    assert_eq!(log[0].statements, plan.steps[0].sql);
    assert_eq!(log[0].metadata["committed"], 0);
    assert!(!lab.plan(wanted).await.unwrap().is_empty());
}
