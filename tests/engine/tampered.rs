//! A history that somebody has changed by hand: it is explained, and never
//! written over.

use schemalane::{Config, Error, exit};

use crate::{
    lane::{Lane, applied},
    on_both,
    place::Place,
};

on_both!(
    a_deleted_row_is_pending_again,
    a_garbage_checksum_is_drift,
    ten_thousand_rows_are_read,
    an_old_binary_goes_on_where_it_is_allowed_to,
);

const ALL: &str = "SELECT installed_rank, version, checksum FROM flyway_schema_history \
                   ORDER BY installed_rank";

fn three() -> Lane {
    Lane::new(&[
        ("V1__a.sql", "CREATE TABLE a (id INT);"),
        ("V2__b.sql", "CREATE TABLE b (id INT);"),
        ("V3__c.sql", "CREATE TABLE c (id INT);"),
    ])
}

/// Its migration is below one that is applied, so it does not run by itself.
async fn a_deleted_row_is_pending_again(place: Place) {
    let db = place.connect().await;
    let lane = three();
    lane.up(&db).await.unwrap();
    place.sql("DELETE FROM flyway_schema_history WHERE version = '2'").await;
    let before = place.sql(ALL).await;
    let error = lane.up(&db).await.unwrap_err();
    assert!(matches!(error, Error::OutOfOrder { .. }), "{error:?}");
    assert!(error.to_string().contains("V2__b.sql would run below version 3"), "{error}");
    assert_eq!(place.sql(ALL).await, before);
    // What it did is still there, so that it fails where it is made to run.
    let forced = lane.up_with(&db, Config::new().out_of_order()).await.unwrap_err();
    assert_eq!(forced.exit_code(), exit::FAILED, "{forced}");
    // The last row leaves no gap: its migration is pending like any other.
    place.sql("DELETE FROM flyway_schema_history WHERE version <> '1'").await;
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Pending", "3 Pending"]);
    assert_eq!(lane.up(&db).await.unwrap_err().exit_code(), exit::FAILED);
}

async fn a_garbage_checksum_is_drift(place: Place) {
    let db = place.connect().await;
    let lane = three();
    lane.up(&db).await.unwrap();
    place.sql("UPDATE flyway_schema_history SET checksum = 2147483647 WHERE version = '2'").await;
    let before = place.sql(ALL).await;
    let error = lane.up(&db).await.unwrap_err();
    assert_eq!(error.exit_code(), exit::DRIFT, "{error}");
    assert!(error.to_string().contains("migrate repair --accept 2 --yes"), "{error}");
    assert_eq!(place.sql(ALL).await, before);
    // Flyway's own null is a row without a checksum, which says nothing.
    place.sql("UPDATE flyway_schema_history SET checksum = NULL WHERE version = '2'").await;
    let states = lane.states(&db).await;
    assert_eq!(states[1].split(' ').next(), Some("2"), "{states:?}");
    lane.migrator(&db, Config::new()).repair(&db, &["2".parse().unwrap()]).await.unwrap();
    assert_eq!(lane.up(&db).await.unwrap().already_applied, 3);
}

async fn ten_thousand_rows_are_read(place: Place) {
    let db = place.connect().await;
    let lane = three();
    lane.up(&db).await.unwrap();
    place
        .sql(
            "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, \
                 checksum, installed_by, execution_time, success) \
             WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 10009) \
             SELECT i, CAST(i AS VARCHAR(50)), 'many', 'SQL', 'V' || i || '__many.sql', 1, 'me', 1, true \
             FROM n",
        )
        .await;
    let status = lane.status(&db).await;
    assert_eq!((status.migrations.len(), status.drift), (10_003, 10_000));
    lane.write("V20000__last.sql", "CREATE TABLE last (id INT);");
    let error = lane.up(&db).await.unwrap_err();
    assert!(matches!(&error, Error::Drift { entries } if entries.len() == 10_000));
    assert!(!place.has("last").await);
}

/// The release before is started again: it neither runs nor takes back
/// anything, and says so.
async fn an_old_binary_goes_on_where_it_is_allowed_to(place: Place) {
    let db = place.connect().await;
    let new = three();
    new.up(&db).await.unwrap();
    let old = Lane::of("V1__a.sql", "CREATE TABLE a (id INT);");
    let before = place.sql(ALL).await;
    assert_eq!(old.up(&db).await.unwrap_err().exit_code(), exit::DRIFT);
    let ahead = old.up_with(&db, Config::new().allow_future()).await.unwrap();
    assert_eq!((applied(&ahead).len(), ahead.already_applied), (0, 1));
    assert_eq!(old.states(&db).await, ["1 Success", "2 Future", "3 Future"]);
    assert_eq!(place.sql(ALL).await, before);
}
