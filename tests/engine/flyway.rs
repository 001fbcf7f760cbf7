//! A history that Flyway wrote is read, continued, and not altered.

use schemalane::{Config, Version};

use crate::{
    flyway_history::{TABLE, case},
    lane::{Lane, applied, states},
    place::Place,
};

const SHAPE: &str = "SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a \
    WHERE a.attrelid = 'flyway_schema_history'::regclass AND a.attnum > 0 \
    UNION ALL SELECT indexrelid::regclass::text, '' FROM pg_index \
    WHERE indrelid = 'flyway_schema_history'::regclass ORDER BY 1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_baselined_history_is_continued() {
    let place = Place::postgres();
    let db = place.connect().await;
    let (sql, files) = case("baselined");
    place.sql(&sql).await;
    let shape = place.sql(SHAPE).await;
    let lane = Lane::new(&[]);
    for (name, text) in &files {
        lane.write(name, text);
    }
    assert_eq!(
        lane.states(&db).await,
        ["1 BelowBaseline", "2 Baseline", "2 BelowBaseline", "3 Success"]
    );
    assert_eq!(lane.up(&db).await.unwrap().already_applied, 1);

    lane.write("V4__t4.sql", "CREATE TABLE t4 (id INT);");
    lane.write("V5__t5.sql", "SELECT nothing;");
    assert!(lane.up(&db).await.is_err());
    lane.write("V5__t5.sql", "SELECT 1;");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["5"]);
    assert_eq!(
        place.history().await[1..],
        ["2|3|SQL|V3__t3.sql|applied", "3|4|SQL|V4__t4.sql|applied", "4|5|SQL|V5__t5.sql|applied"]
    );
    assert_eq!(place.sql(SHAPE).await, shape, "the table is as Flyway made it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_name_that_flyway_takes_is_recognised_in_its_rows() {
    let place = Place::postgres();
    let db = place.connect().await;
    let (sql, files) = case("naming");
    place.sql(&sql).await;
    let lane = Lane::new(&[]);
    for (_, text) in files.iter().filter(|(name, _)| name == "V1__First_one.sql") {
        // A row matches by its version, whatever the file is called now.
        lane.write("V1__first_one.sql", text);
    }
    lane.write("V3__in_sub.sql", "select 1;\n");
    let lines = lane.states(&db).await;
    assert_eq!(lines[..5], ["- Success", "1 Success", "1.2 Missing", "002 Missing", "3 Success"]);
    assert!(lines[5..].iter().all(|line| line.ends_with(" Future")), "{lines:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_version_is_neither_missing_nor_applied() {
    let place = Place::postgres();
    let db = place.connect().await;
    let (sql, _) = case("deleted");
    place.sql(&sql).await;
    let lane = Lane::new(&[("V1__a.sql", "select 1;\n")]);
    let lines = lane.states(&db).await;
    assert_eq!(lines, ["1 Success", "2 Deleted", "3 Future"]);
    lane.write("V2__b.sql", "select 2;\n");
    // It may have done its work: neither is it run again, nor is that advised.
    assert_eq!(lane.states(&db).await[1], "2 Returned");
    let config = || Config::new().allow_future().out_of_order();
    let refused = lane.up_with(&db, config()).await.unwrap_err();
    assert_eq!(refused.exit_code(), schemalane::exit::DRIFT);
    let said = refused.to_string();
    assert!(said.contains("repair --accept 2 --yes") && !said.contains("out-of-order"), "{said}");
    assert_eq!(place.history().await.len(), 4);

    let version = Version::parse("2").unwrap();
    let repairs = lane.migrator(&db, config()).repair(&db, &[version]).await.unwrap();
    assert_eq!(repairs.restored.len(), 1);
    assert_eq!(lane.states(&db).await[1], "2 Success");
    assert_eq!(place.history().await[2], "3|2|SQL|V2__b.sql|applied");
    assert_eq!(applied(&lane.up_with(&db, config()).await.unwrap()), [""; 0]);
}

/// Rows as Flyway writes them for files and classes that it alone has.
async fn other_rows(rows: &[&str]) -> Place {
    let place = Place::postgres();
    place.sql(TABLE).await;
    for (rank, row) in (1..).zip(rows) {
        let [version, kind, success] = row.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let insert = format!(
            "INSERT INTO flyway_schema_history VALUES ({rank}, '{version}', 'd', '{kind}', 's', NULL, \
             'flyway', now(), 3, {success})"
        );
        place.sql(&insert).await;
    }
    place
}

/// Today's advice led to a second INSERT.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_row_of_a_baseline_migration_is_a_baseline() {
    for kind in ["SQL_BASELINE", "JDBC_BASELINE", "SQL_STATE_SCRIPT"] {
        let place = other_rows(&[&format!("3 {kind} true")]).await;
        let db = place.connect().await;
        let lane = Lane::new(&[
            ("V1__a.sql", "CREATE TABLE a (id INT);"),
            ("V3__c.sql", "INSERT INTO a VALUES (1);"),
            ("V4__d.sql", "CREATE TABLE d (id INT);"),
        ]);
        let expected = ["1 BelowBaseline", "3 Baseline", "3 BelowBaseline", "4 Pending"];
        assert_eq!(lane.states(&db).await, expected, "{kind}");
        let config = Config::new().out_of_order();
        assert_eq!(applied(&lane.up_with(&db, config).await.unwrap()), ["4"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_undone_is_pending_again() {
    let place = other_rows(&["1 SQL true", "2 SQL true", "2 UNDO_SQL true"]).await;
    let db = place.connect().await;
    let lane = Lane::new(&[("V1__a.sql", "SELECT 1;")]);
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Undone"]);
    lane.write("V2__b.sql", "CREATE TABLE b (id INT);");
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Pending"]);
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Success"]);

    // Half of it may be undone.
    let place = other_rows(&["1 SQL true", "1 UNDO_SQL false"]).await;
    let db = place.connect().await;
    let lane = Lane::new(&[("V1__a.sql", "SELECT 1;")]);
    assert_eq!(lane.states(&db).await, ["1 Failed"]);
    assert_eq!(lane.up(&db).await.unwrap_err().exit_code(), schemalane::exit::FAILED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_of_java_needs_no_file() {
    let place = other_rows(&["1 SQL true", "2 JDBC true", "4 SPRING_JDBC true"]).await;
    let db = place.connect().await;
    let lane = Lane::new(&[("V1__a.sql", "SELECT 1;"), ("V5__e.sql", "SELECT 1;")]);
    let expected = ["1 Success", "2 Elsewhere", "4 Elsewhere", "5 Pending"];
    assert_eq!(lane.states(&db).await, expected);
    assert!(lane.migrator(&db, Config::new()).repair(&db, &[]).await.unwrap().is_empty());
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["5"]);
    // What a new database needs of it may be written later.
    lane.write("V2__b.sql", "SELECT 1;");
    assert_eq!(lane.states(&db).await[1], "2 Success");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_without_a_version_and_unknown_types_are_no_drift() {
    let place = Place::postgres();
    let db = place.connect().await;
    place.sql(TABLE).await;
    place
        .sql(
            "INSERT INTO flyway_schema_history VALUES
             (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '\"public\"', NULL, 'f', now(), 0, true),
             (1, '1', 'a', 'JDBC', 'db.migration.V1__A', NULL, 'f', now(), 1, true),
             (2, NULL, 'rep', 'SQL', 'R__rep.sql', 77, 'f', now(), 1, true),
             (3, '2', 'b', 'SPRING_JDBC', 'db.migration.V2__B', NULL, 'f', now(), 1, true)",
        )
        .await;
    let lane = Lane::new(&[
        ("V1__a.sql", "SELECT 1;"),
        ("V2__b.sql", "SELECT 1;"),
        ("V3__c.sql", "SELECT 1;"),
    ]);
    let report = lane.status(&db).await;
    assert_eq!(states(&report), ["- Success", "- Success", "1 Success", "2 Success", "3 Pending"]);
    assert_eq!((report.drift, report.failed), (0, 0));
    assert!(report.migrations[2].installed.as_ref().unwrap().installed_on.starts_with("20"));
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["3"]);
    assert_eq!(place.history().await[4], "4|3|SQL|V3__c.sql|applied");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_own_table_is_the_specifications() {
    let place = Place::postgres();
    let db = place.connect().await;
    Lane::of("V1__a.sql", "SELECT 1;").up(&db).await.unwrap();
    assert_eq!(
        place.sql(SHAPE).await,
        "checksum|integer\n\
         description|character varying(200)\n\
         execution_time|integer\n\
         flyway_schema_history_pk|\n\
         flyway_schema_history_s_idx|\n\
         flyway_schema_history_v_idx|\n\
         installed_by|character varying(100)\n\
         installed_on|timestamp with time zone\n\
         installed_rank|integer\n\
         script|character varying(1000)\n\
         success|boolean\n\
         type|character varying(20)\n\
         version|character varying(50)"
    );
}
