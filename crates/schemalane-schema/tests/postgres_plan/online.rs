//! Online, where a plan is no single transaction: wherever it stops, the next run goes on.

use super::super::{Error, Lab, Plan, Progress, files};
use schemalane_schema::{Cancellation, Event, Outcome};
use sqlx::{Connection, Executor, PgConnection};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const BEFORE: &str = "create table o (id int primary key); insert into o values (1), (2);
    create table t (id int not null, a int, b text);
    create index i on t (a); create index gone on t (b);
    insert into t select n, 1 + n % 2, n::text from generate_series(1, 100) as n";

const AFTER: &str = "create table o (id int primary key);
    create table t (
        id int constraint t_pkey primary key,
        a int not null constraint known references o,
        b text constraint once unique constraint filled check (b <> '')
    );
    create index i on t (a, b); create index more on t (b, a)";

/// A database in which nothing is as it was wanted, and plans that let others go on.
fn lab() -> Lab {
    let mut lab = Lab::new(BEFORE);
    lab.options = lab.options.online();
    lab
}

/// Runs it once more, and looks whether all is there and nothing else is.
async fn goes_on(lab: &Lab) {
    lab.execute(AFTER).await.unwrap();
    let left = lab.plan(&format!("{AFTER} -- again")).await.unwrap();
    assert!(left.is_empty(), "left to do:\n{}", left.to_sql());
    let invalid = "select count(*) from pg_index where not indisvalid";
    assert_eq!(lab.database.psql(invalid), "0");
    let indexes =
        "select relname from pg_class where relkind = 'i' and relnamespace = 'public'::regnamespace
        and relname !~ '^_' order by 1";
    assert_eq!(lab.database.psql(indexes), "i\nmore\no_pkey\nonce\nt_pkey");
    assert_eq!(lab.database.psql("select count(*) from t"), "100");
}

#[tokio::test]
async fn wherever_it_is_stopped_the_next_run_goes_on() {
    let steps = lab().plan(AFTER).await.unwrap().steps.len();
    assert!(steps > 10, "{steps} steps");
    let mut last = 0;
    for stop in (2..=steps).step_by(4) {
        let lab = lab();
        let plan = lab.plan(AFTER).await.unwrap();
        let cancellation = Cancellation::new();
        let cancel = cancellation.clone();
        let progress = Progress::new().stop_when(cancellation).observe(move |event| {
            if matches!(event, Event::StepStarted { number, .. } if *number == stop) {
                cancel.cancel();
            }
        });
        let stopped = lab.engine().execute(&files(AFTER), &plan, None, &progress).await;
        let Err(error @ Error::Cancelled { committed }) = stopped else {
            panic!("step {stop}: {stopped:?}")
        };
        assert!(committed < stop, "step {stop}: {error}");
        let log = lab.engine().log().await.unwrap();
        assert_eq!(log[0].metadata["committed"], committed);
        let begun = plan.steps[..stop].iter().flat_map(|step| step.sql.clone());
        assert_eq!(log[0].statements, begun.collect::<Vec<_>>());
        last = committed;
        goes_on(&lab).await;
    }
    assert!(last > 0, "nothing stayed done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_killed_in_a_build_leaves_an_index_that_the_next_run_makes_anew() {
    // Only a build is left to do: whatever else changes a table would wait, too.
    let built = AFTER.replace("create index more on t (b, a)", "");
    let mut lab = Lab::new(&format!(
        "{built}; insert into o values (1);
        insert into t select n, 1, n::text from generate_series(1, 100) as n"
    ));
    lab.options = lab.options.online();
    let plan = lab.plan(AFTER).await.unwrap();
    let url = lab.database.url();
    let mut other = PgConnection::connect(&url).await.unwrap();
    // A build waits for those who write at its beginning.
    other.execute("begin; update t set b = b where id = 1").await.unwrap();
    let killer = tokio::spawn(async move {
        let mut killer = PgConnection::connect(&url).await.unwrap();
        let kill = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
            and query like 'CREATE%INDEX CONCURRENTLY%' and wait_event_type = 'Lock'";
        for _ in 0..600 {
            let killed: Vec<bool> = sqlx::query_scalar(kill).fetch_all(&mut killer).await.unwrap();
            if !killed.is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no build has waited");
    });
    let error = lab.engine().execute(&files(AFTER), &plan, None, &Progress::new()).await;
    assert!(error.is_err(), "{error:?}");
    killer.await.unwrap();
    other.execute("rollback").await.unwrap();
    let invalid = "select count(*) from pg_index where not indisvalid";
    assert_eq!(lab.database.psql(invalid), "1");
    assert_eq!(lab.engine().log().await.unwrap()[0].outcome, Outcome::Failed);
    goes_on(&lab).await;
}

/// Executes a plan, and says of the view `v` at the beginning of which steps another session does not find it.
async fn watched(lab: Lab, after: &str) -> (Plan, Vec<usize>) {
    let plan = lab.plan(after).await.unwrap();
    let lab = Arc::new(lab);
    let missing = Arc::new(Mutex::new(Vec::new()));
    let (other, found) = (Arc::clone(&lab), Arc::clone(&missing));
    let progress = Progress::new().observe(move |event| {
        if let Event::StepStarted { number, .. } = event
            && other.database.psql("select count(*) from pg_class where relname = 'v'") == "0"
        {
            found.lock().unwrap().push(*number);
        }
    });
    lab.engine().execute(&files(after), &plan, None, &progress).await.unwrap();
    let missing = missing.lock().unwrap().clone();
    (plan, missing)
}

fn absences(plan: &Plan) -> Vec<(String, String)> {
    let hazards = plan.steps.iter().flat_map(|step| &step.hazards);
    hazards
        .filter(|hazard| hazard.message.contains("do not find it"))
        .map(|hazard| (hazard.object.clone(), hazard.message.clone()))
        .collect()
}

#[tokio::test]
async fn what_commits_by_itself_comes_before_anything_is_dropped() {
    let lab = Lab::new(
        "create type mood as enum ('sad'); create table t (a int, m mood); create view v as select a from t",
    );
    let after =
        "create type mood as enum ('sad', 'so so', 'glad'); create table t (a bigint, m mood);
        create view v as select a from t";
    let (plan, missing) = watched(lab, after).await;
    assert!(plan.transactions().count() > 2, "{}", plan.to_sql());
    assert_eq!((missing.as_slice(), absences(&plan).as_slice()), (&[][..], &[][..]));
}

#[tokio::test]
async fn indexes_are_built_while_everything_is_there() {
    let mut lab = Lab::new(
        "create table t (a int, b int, c int); create index gone on t (c); create view v as select a from t",
    );
    lab.options = lab.options.online();
    let after = "create table t (a bigint, b int, c int, d int); create index i on t (b);
        create index late on t (a, d); create view v as select a from t";
    let (plan, missing) = watched(lab, after).await;
    assert!(plan.transactions().count() > 3, "{}", plan.to_sql());
    assert_eq!((missing.as_slice(), absences(&plan).as_slice()), (&[][..], &[][..]));
}

#[tokio::test]
async fn what_is_away_between_two_commits_is_named() {
    let mut lab = Lab::new("create table t (a int, b int); create view v as select a from t");
    lab.options = lab.options.online();
    let after = "create table t (a bigint, b int not null); create view v as select a from t";
    let (plan, missing) = watched(lab, after).await;
    let absences = absences(&plan);
    assert_eq!(absences.len(), 1, "{}", plan.to_sql());
    let (object, message) = &absences[0];
    let first = missing.first().copied().unwrap();
    assert_eq!(object, "v");
    assert!(message.contains(&format!("from the end of step {} until", first - 1)), "{message}");
}
