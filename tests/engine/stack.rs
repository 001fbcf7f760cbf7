//! A run fits on half of the stack that a runtime gives its threads.

use schemalane::{Function, sea_orm::ConnectionTrait as _};

use crate::{
    lane::{Lane, applied, failed},
    place::Place,
};

/// A thread of tokio's has 2 MiB, and an application's own futures lie on it too.
const HALF: usize = 1 << 20;

fn on_half<F>(work: impl FnOnce() -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_stack_size(HALF)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { tokio::spawn(async move { work().await }).await.unwrap() });
}

async fn migrate(place: Place) {
    let db = place.connect().await;
    let lane = Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (id INT);"),
        ("V2__b.sql", "-- schemalane: transaction = false\nCREATE TABLE b (id INT);"),
    ])
    .rust(
        "V3__c.rs",
        Function::Transaction(|txn| {
            Box::pin(async move {
                txn.execute_unprepared("INSERT INTO a VALUES (1)").await?;
                Ok(())
            })
        }),
    );
    let report = lane.up(&db).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(applied(&report), ["1", "2", "3"]);
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Success", "3 Success"]);
    lane.write("V4__wrong.sql", "SELECT * FROM nothing_of_this_name;");
    let report = failed(lane.up(&db).await);
    assert_eq!(applied(&report), [""; 0]);
}

#[test]
fn on_sqlite() {
    on_half(|| migrate(Place::sqlite()));
}

#[test]
fn on_postgres() {
    on_half(|| migrate(Place::postgres()));
}
