//! What holds on both dialects.

use std::sync::{Arc, Mutex};

use schemalane::{
    Config, Dialect, Error, Event, Identifier, Manifest, Migration, Migrator, Mode, Sql, Statement,
    TargetName, Timeouts, Version, exit,
};

use crate::{
    lane::{Lane, applied, failed, states},
    place::Place,
};

crate::on_both!(
    up_from_nothing,
    an_empty_lane_touches_nothing,
    status_knows_every_state,
    a_changed_file_stops_up,
    a_missing_file_stops_up,
    failure_comes_before_drift,
    a_failed_transactional_migration_is_tried_again,
    a_failed_migration_elsewhere_in_the_line_gets_a_new_rank,
    every_failed_row_of_a_version_is_replaced,
    a_failed_row_is_judged_by_itself,
    a_failed_row_of_another_tool_stops_up,
    a_failed_non_transactional_migration_stops_up,
    a_non_transactional_migration_may_have_several_statements,
    late_versions_are_refused_unless_allowed,
    up_to_a_version,
    a_newer_history_is_drift_unless_allowed,
    named_targets_keep_apart,
    odd_table_names,
    who_installed_it,
    long_descriptions_are_cut_as_flyway_does,
    a_dry_run_writes_nothing,
    events_come_in_order,
    fresh_begins_anew,
    fresh_on_an_empty_database,
    a_deferred_violation_fails_the_commit,
    a_lane_for_another_dialect_is_refused,
    reports_are_stable_json,
    line_ends_do_not_matter,
    a_binary_takes_the_text_of_its_database,
);

const ACCOUNT: &str = "CREATE TABLE account (id INT PRIMARY KEY);\n";
const ENTRY: &str = "CREATE TABLE entry (id INT REFERENCES account (id));\n\
                     INSERT INTO account (id) VALUES (1);\n\
                     INSERT INTO entry VALUES (1);\n";

fn two() -> Lane {
    Lane::new(&[("V1__account.sql", ACCOUNT), ("V2__first_entry.sql", ENTRY)])
}

fn named(name: &str) -> TargetName {
    TargetName::parse(name).unwrap()
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

async fn up_from_nothing(place: Place) {
    let (db, lane) = (place.connect().await, two());
    let report = lane.up(&db).await.unwrap();
    assert_eq!(applied(&report), ["1", "2"]);
    assert_eq!((report.already_applied, report.failed), (0, None));
    assert_eq!(report.applied[1].description, "first entry");
    assert_eq!(
        place.history().await,
        ["1|1|SQL|V1__account.sql|applied", "2|2|SQL|V2__first_entry.sql|applied"]
    );
    let unfinished = "SELECT count(*) || '' FROM flyway_schema_history \
                      WHERE execution_time < 0 OR execution_time > 10000 OR installed_on IS NULL \
                         OR checksum IS NULL";
    assert_eq!(place.sql(unfinished).await, "0");
    assert_eq!(place.sql("SELECT id || '' FROM entry").await, "1");

    let again = lane.up(&db).await.unwrap();
    assert_eq!((applied(&again), again.already_applied), (vec![], 2));
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Success"]);
    assert_eq!(lane.status(&db).await.current_version.as_deref(), Some("2"));

    lane.write("V3__more.sql", "INSERT INTO account (id) VALUES (2);");
    let more = lane.up(&db).await.unwrap();
    assert_eq!((applied(&more), more.already_applied), (vec!["3"], 2));
    assert_eq!(more.applied[0].installed_rank, 3);
}

async fn an_empty_lane_touches_nothing(place: Place) {
    let (db, lane) = (place.connect().await, Lane::new(&[]));
    assert_eq!(applied(&lane.up(&db).await.unwrap()), Vec::<&str>::new());
    assert_eq!(place.catalog().await, "");
}

async fn status_knows_every_state(place: Place) {
    let db = place.connect().await;
    let lane = two();
    lane.up(&db).await.unwrap();
    place
        .sql(
            "DELETE FROM flyway_schema_history; \
             INSERT INTO flyway_schema_history \
                (installed_rank, version, description, type, script, checksum, installed_by, \
                 execution_time, success) VALUES \
             (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '\"app\"', NULL, 'me', 0, true), \
             (1, '2', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'me', 0, true), \
             (2, '3', 'kept', 'JDBC', 'db.V3__Kept', NULL, 'me', 7, true), \
             (3, '4.0', 'changed', 'SQL', 'V4__changed.sql', 4711, 'me', 0, true), \
             (4, '5', 'gone', 'SQL', 'V5__gone.sql', 5, 'me', 0, true), \
             (5, '7', 'failing', 'SQL', 'V7__failing.sql', 7, 'me', 0, false), \
             (6, '9', 'cancelled', 'SQL', 'V9__cancelled.sql', 9, 'me', 0, true), \
             (7, '9', 'cancelled', 'DELETE', 'V9__cancelled.sql', 9, 'me', 0, true), \
             (8, NULL, 'rep', 'SQL', 'R__rep.sql', 1, 'me', 0, true), \
             (9, '8', 'current', 'UNHEARD_OF', 'V8__current', NULL, 'me', 0, true), \
             (10, '99', 'newer', 'SQL', 'V99__newer.sql', 99, 'me', 0, true)",
        )
        .await;
    for name in ["3__kept", "4__changed", "6__late", "7__failing", "8__current", "100__next"] {
        lane.write(&format!("V{name}.sql"), "SELECT 1;");
    }
    lane.remove("V1__account.sql");
    let report = lane.status(&db).await;
    assert_eq!(
        states(&report),
        [
            "- Success",
            "- Success",
            "2 Baseline",
            "2 BelowBaseline",
            "3 Success",
            "4 ChecksumMismatch",
            "5 Missing",
            "6 OutOfOrder",
            "7 Failed",
            "8 Success",
            "9 Deleted",
            "99 Missing",
            "100 Pending",
        ]
    );
    assert_eq!((report.pending, report.drift, report.failed), (2, 3, 1));
    assert_eq!(report.current_version.as_deref(), Some("99"));
    let kept = report.migrations.iter().find(|line| line.version.as_deref() == Some("3")).unwrap();
    assert_eq!((kept.kind.as_str(), kept.script.as_str()), ("JDBC", "V3__kept.sql"));
    assert_eq!(kept.installed.as_ref().unwrap().execution_time, 7);

    lane.remove("V100__next.sql");
    let report = lane.status(&db).await;
    assert_eq!(states(&report).last().unwrap(), "99 Future");
    assert_eq!((report.pending, report.drift), (1, 3));
    let allowed = lane.migrator(&db, Config::new().allow_future()).status(&db).await.unwrap();
    assert_eq!(allowed.drift, 2);
}

async fn a_changed_file_stops_up(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.up(&db).await.unwrap();
    lane.write("V1__account.sql", "CREATE TABLE account (id BIGINT PRIMARY KEY);\n");
    lane.write("V3__more.sql", "CREATE TABLE more (id INT);");
    let error = lane.up(&db).await.unwrap_err();
    assert!(matches!(&error, Error::Drift { entries } if entries.len() == 1), "{error:?}");
    assert_eq!(error.exit_code(), exit::DRIFT);
    assert!(error.to_string().contains("V1__account.sql was changed after it was applied"));
    assert!(!place.has("more").await);
    assert_eq!(lane.states(&db).await, ["1 ChecksumMismatch", "2 Success", "3 Pending"]);
    assert!(matches!(
        lane.migrator(&db, Config::new()).validate(&db).await,
        Err(Error::Drift { .. })
    ));

    lane.write("V1__account.sql", ACCOUNT);
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["3"]);
    lane.migrator(&db, Config::new()).validate(&db).await.unwrap();
}

async fn a_missing_file_stops_up(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V3__more.sql", "CREATE TABLE more (id INT);");
    lane.up(&db).await.unwrap();
    lane.remove("V2__first_entry.sql");
    lane.write("V4__next.sql", "CREATE TABLE next (id INT);");
    let error = lane.up(&db).await.unwrap_err();
    assert_eq!(error.exit_code(), exit::DRIFT);
    assert!(error.to_string().contains("V2__first_entry.sql was applied, but it is not among"));
    assert!(!place.has("next").await);
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Missing", "3 Success", "4 Pending"]);
}

async fn failure_comes_before_drift(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V3__half.sql", "-- schemalane: transaction = false\nSELECT nothing;");
    failed(lane.up(&db).await);
    lane.write("V1__account.sql", "SELECT 1;");
    assert_eq!(lane.up(&db).await.unwrap_err().exit_code(), exit::FAILED);
}

async fn a_failed_transactional_migration_is_tried_again(place: Place) {
    let (db, lane) = (place.connect().await, two());
    let broken = "CREATE TABLE more (id INT PRIMARY KEY);\n\
                  INSERT INTO more VALUES (1);\n\
                  INSERT INTO more VALUES (1);\n";
    lane.write("V3__more.sql", broken);
    lane.write("V4__next.sql", "CREATE TABLE next (id INT);");

    for already_applied in [0, 2] {
        let outcome = lane.up(&db).await;
        assert_eq!(outcome.as_ref().unwrap_err().exit_code(), exit::FAILED);
        let text = outcome.as_ref().unwrap_err().to_string();
        assert!(text.contains("it was rolled back\nhelp: mend the file and run again"), "{text}");
        let report = failed(outcome);
        assert_eq!(report.already_applied, already_applied);
        let failure = report.failed.unwrap();
        assert_eq!((failure.script.as_str(), failure.statement), ("V3__more.sql", Some(3)));
        assert_eq!(
            (failure.line, failure.statements, failure.rolled_back),
            (Some(3), Some(3), true)
        );
        assert!(!place.has("more").await && !place.has("next").await);
        assert_eq!(place.history().await.last().unwrap(), "3|3|SQL|V3__more.sql|failed");
        assert_eq!(place.history().await.len(), 3);
    }
    let report = lane.status(&db).await;
    assert_eq!(states(&report), ["1 Success", "2 Success", "3 Failed", "4 Pending"]);
    assert_eq!((report.failed, report.pending), (1, 1));
    let checksum = "SELECT checksum || '' FROM flyway_schema_history WHERE version = '3'";
    let before = place.sql(checksum).await;

    lane.write("V3__more.sql", "CREATE TABLE more (id INT PRIMARY KEY);\n");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["3", "4"]);
    assert_eq!(
        place.history().await[2..],
        ["3|3|SQL|V3__more.sql|applied", "4|4|SQL|V4__next.sql|applied"]
    );
    assert_ne!(place.sql(checksum).await, before);
    assert_eq!(lane.status(&db).await.failed, 0);
}

async fn a_failed_migration_elsewhere_in_the_line_gets_a_new_rank(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V3__more.sql", "SELECT nothing;");
    failed(lane.up(&db).await);
    lane.write("V2_5__late.sql", "SELECT 1;");
    lane.write("V3__more.sql", "SELECT 1;");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2.5", "3"]);
    assert_eq!(
        place.history().await[2..],
        ["4|2.5|SQL|V2_5__late.sql|applied", "5|3|SQL|V3__more.sql|applied"]
    );
}

async fn every_failed_row_of_a_version_is_replaced(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.up(&db).await.unwrap();
    place
        .sql(
            "INSERT INTO flyway_schema_history \
                (installed_rank, version, description, type, script, checksum, installed_by, \
                 execution_time, success) VALUES \
             (3, '3', 'more', 'SQL', 'V3__more.sql', 3, 'me', -2147483648, false), \
             (4, '3', 'more', 'SQL', 'V3__more.sql', 3, 'me', -2147480000, false)",
        )
        .await;
    lane.write("V3__more.sql", "SELECT 1;");
    lane.up(&db).await.unwrap();
    assert_eq!(place.history().await[2..], ["4|3|SQL|V3__more.sql|applied"]);
}

/// Not by the file, which may have become another since.
async fn a_failed_row_is_judged_by_itself(place: Place) {
    let db = place.connect().await;
    let lane = Lane::of("V1__log.sql", "CREATE TABLE log (id INT);");
    let broken = "INSERT INTO log VALUES (1);\nINSERT INTO log VALUES (2);\nSELECT nothing;";
    let outside = "-- schemalane: transaction = false\n";
    lane.write("V2__fill.sql", &format!("{outside}{broken}"));
    failed(lane.up(&db).await);
    lane.write("V2__fill.sql", "INSERT INTO log VALUES (1);\nINSERT INTO log VALUES (2);");
    let error = lane.up(&db).await.unwrap_err();
    assert_eq!(error.exit_code(), exit::FAILED);
    assert!(error.to_string().contains("V2__fill.sql was stopped at statement 3"), "{error}");
    assert_eq!(place.sql("SELECT id || '' FROM log ORDER BY id").await, "1\n2");
    lane.migrator(&db, Config::new()).repair(&db, &[]).await.unwrap();

    // The usual cure of what cannot run in a transaction.
    lane.write("V2__fill.sql", broken);
    failed(lane.up(&db).await);
    let shown = lane.status(&db).await;
    let row = shown.migrations[1].installed.as_ref().unwrap();
    assert!((0..10_000).contains(&row.execution_time) && row.stopped_at.is_none(), "{row:?}");
    lane.write("V2__fill.sql", &format!("{outside}INSERT INTO log VALUES (3);"));
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["2"]);
    assert_eq!(place.sql("SELECT id || '' FROM log ORDER BY id").await, "1\n2\n3");
}

/// Nobody knows what it has left, also where we have failed since.
async fn a_failed_row_of_another_tool_stops_up(place: Place) {
    let db = place.connect().await;
    let lane = two();
    lane.up(&db).await.unwrap();
    lane.write("V3__more.sql", "SELECT 1;");
    for times in [[5, 0], [0, -2147480000], [-2147480000, 5]] {
        place.sql("DELETE FROM flyway_schema_history WHERE version = '3'").await;
        for (rank, time) in (3..).zip(times) {
            place
                .sql(&format!(
                    "INSERT INTO flyway_schema_history \
                        (installed_rank, version, description, type, script, checksum, \
                         installed_by, execution_time, success) VALUES \
                     ({rank}, '3', 'more', 'SQL', 'V3__more.sql', 3, 'me', {time}, false)"
                ))
                .await;
        }
        let error = lane.up(&db).await.unwrap_err();
        assert!(matches!(error, Error::Failed { .. }), "{times:?}: {error}");
    }
    lane.migrator(&db, Config::new()).repair(&db, &[]).await.unwrap();
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["3"]);
}

async fn a_failed_non_transactional_migration_stops_up(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write(
        "V3__half.sql",
        "-- schemalane: transaction = false\n\nCREATE TABLE half (id INT);\nSELECT nothing;\nCREATE TABLE other (id INT);\n",
    );
    let outcome = lane.up(&db).await;
    let text = outcome.as_ref().unwrap_err().to_string();
    assert!(text.contains("it ran outside of a transaction"), "{text}");
    let report = failed(outcome);
    assert_eq!(applied(&report), ["1", "2"]);
    let failure = report.failed.unwrap();
    assert_eq!((failure.line, failure.statement, failure.rolled_back), (Some(4), Some(2), false));
    assert!(place.has("half").await && !place.has("other").await);
    assert_eq!(place.history().await[2..], ["3|3|SQL|V3__half.sql|failed"]);

    lane.write(
        "V3__half.sql",
        "-- schemalane: transaction = false\nCREATE TABLE other (id INT);\n",
    );
    let error = lane.up(&db).await.unwrap_err();
    assert!(matches!(error, Error::Failed { .. }), "{error:?}");
    assert_eq!(error.exit_code(), exit::FAILED);
    let text = error.to_string();
    assert!(text.contains("V3__half.sql was stopped at statement 2"), "{text}");
    assert!(text.contains("migrate repair --yes"), "{text}");
    assert!(!place.has("other").await);

    let migrator = lane.migrator(&db, Config::new());
    let planned = migrator.plan_repair(&db, &[]).await.unwrap();
    assert_eq!(place.history().await.len(), 3, "a plan changes nothing");
    let repairs = migrator.repair(&db, &[]).await.unwrap();
    assert_eq!(repairs, planned);
    assert_eq!(repairs.cleared.len(), 1);
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["3"]);
}

async fn a_non_transactional_migration_may_have_several_statements(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V3__tidy.sql", "VACUUM;\nVACUUM;\n-- nothing more\n");
    assert_eq!(applied(&lane.up(&db).await.unwrap()), ["1", "2", "3"]);
    assert_eq!(place.history().await[2..], ["3|3|SQL|V3__tidy.sql|applied"]);
}

async fn late_versions_are_refused_unless_allowed(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.up(&db).await.unwrap();
    lane.write("V1_5__late.sql", "CREATE TABLE late (id INT);");
    lane.write("V3__more.sql", "CREATE TABLE more (id INT);");
    let error = lane.up(&db).await.unwrap_err();
    assert_eq!(error.exit_code(), exit::INVALID);
    assert!(error.to_string().starts_with("V1_5__late.sql would run below version 2"), "{error}");
    assert!(!place.has("late").await && !place.has("more").await);
    assert_eq!(lane.states(&db).await, ["1 Success", "1.5 OutOfOrder", "2 Success", "3 Pending"]);
    assert_eq!(lane.status(&db).await.pending, 2);

    let report = lane.up_with(&db, Config::new().out_of_order()).await.unwrap();
    assert_eq!(applied(&report), ["1.5", "3"]);
    assert_eq!(lane.states(&db).await, ["1 Success", "1.5 Success", "2 Success", "3 Success"]);
}

async fn up_to_a_version(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V3__more.sql", "CREATE TABLE more (id INT);");
    let to = |text| Config::new().up_to(version(text));
    assert_eq!(applied(&lane.up_with(&db, to("2.0")).await.unwrap()), ["1", "2"]);
    assert_eq!(applied(&lane.up_with(&db, to("2")).await.unwrap()), Vec::<&str>::new());
    assert_eq!(applied(&lane.up_with(&db, to("7")).await.unwrap()), ["3"]);
}

async fn a_newer_history_is_drift_unless_allowed(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V9__newest.sql", "SELECT 1;");
    lane.up(&db).await.unwrap();
    lane.remove("V9__newest.sql");
    let error = lane.up(&db).await.unwrap_err();
    assert_eq!(error.exit_code(), exit::DRIFT);
    assert!(error.to_string().contains("V9__newest.sql was applied and is newer"), "{error}");
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Success", "9 Future"]);
    let report = lane.up_with(&db, Config::new().allow_future()).await.unwrap();
    assert_eq!((applied(&report), report.already_applied), (vec![], 2));
}

async fn named_targets_keep_apart(place: Place) {
    let db = place.connect().await;
    let lane = Lane::new(&[
        ("V1__account.sql", ACCOUNT),
        ("analytics/V1__visit.sql", "CREATE TABLE visit (id INT);"),
        ("billing/V1__invoice.sql", "CREATE TABLE invoice (id INT);"),
        ("billing/V2__more.sql", "CREATE TABLE more (id INT);"),
    ]);
    let migrator =
        |target: &TargetName| Migrator::new(lane.target(target, place.dialect()), Config::new());
    let targets = [TargetName::DEFAULT, named("analytics"), named("billing")];
    for (target, count) in targets.iter().zip([1, 1, 2]) {
        let report = migrator(target).up(&db).await.unwrap();
        assert_eq!((&report.target, report.applied.len()), (target, count));
    }
    for (target, table) in targets.iter().zip([
        "flyway_schema_history",
        "flyway_schema_history__analytics",
        "flyway_schema_history__billing",
    ]) {
        let status = migrator(target).status(&db).await.unwrap();
        assert_eq!(status.history_table, table);
        assert_eq!((status.pending, status.drift), (0, 0));
        assert!(place.has(table).await);
    }
    for index in ["pk", "s_idx", "v_idx"] {
        if index != "pk" || matches!(place, Place::Postgres(_)) {
            assert!(place.has(&format!("flyway_schema_history__billing_{index}")).await);
        }
    }
}

async fn odd_table_names(place: Place) {
    let db = place.connect().await;
    for name in
        ["Upper Case", "dots.and \"quotes\"", "it's; DROP TABLE account --", "日本語", "select"]
    {
        let lane = Lane::of("V1__nothing.sql", "SELECT 1;");
        // The tables of the names before this one are no history of its own.
        let config = || Config::new().history_table(Identifier::new(name).unwrap()).adopt();
        assert_eq!(applied(&lane.up_with(&db, config()).await.unwrap()), ["1"], "{name}");
        assert_eq!(applied(&lane.up_with(&db, config()).await.unwrap()), Vec::<&str>::new());
        let quoted = name.replace('"', "\"\"");
        assert_eq!(place.sql(&format!("SELECT count(*) || '' FROM \"{quoted}\"")).await, "1");
        let status = lane.migrator(&db, config()).status(&db).await.unwrap();
        assert_eq!((status.history_table.as_str(), status.pending), (name, 0));
    }
    assert!(!place.has("flyway_schema_history").await);
}

async fn who_installed_it(place: Place) {
    let (db, lane) = (place.connect().await, two());
    let to = |text| Config::new().up_to(version(text));
    lane.up_with(&db, to("1").installed_by("O'Brien \\ co")).await.unwrap();
    lane.up_with(&db, to("2").installed_by("é".repeat(150))).await.unwrap();
    let names = place.sql("SELECT installed_by FROM flyway_schema_history ORDER BY 1").await;
    assert_eq!(names, format!("O'Brien \\ co\n{}...", "é".repeat(97)));
}

async fn long_descriptions_are_cut_as_flyway_does(place: Place) {
    let db = place.connect().await;
    let long = "a".repeat(210);
    let lane = Lane::of(&format!("V1__{long}.sql"), "SELECT 1;");
    lane.up(&db).await.unwrap();
    let cut = format!("{}...|V1__{long}.sql", "a".repeat(197));
    assert_eq!(place.sql("SELECT description, script FROM flyway_schema_history").await, cut);
    assert_eq!(lane.states(&db).await, ["1 Success"]);
}

async fn a_dry_run_writes_nothing(place: Place) {
    let (db, lane) = (place.connect().await, two());
    let migrator = lane.migrator(&db, Config::new());
    let scripts = |plan: &schemalane::Plan| {
        let steps = plan.migrations().iter();
        steps.map(|s| (s.installed_rank, s.migration.script().to_owned())).collect::<Vec<_>>()
    };
    let plan = migrator.plan(&db).await.unwrap();
    assert_eq!(
        scripts(&plan),
        [(1, "V1__account.sql".to_owned()), (2, "V2__first_entry.sql".to_owned())]
    );
    let pending = migrator.pending(&db).await.unwrap();
    assert_eq!(pending.iter().map(|local| local.version.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(states(&migrator.validate(&db).await.unwrap()), ["1 Pending", "2 Pending"]);
    assert_eq!(place.catalog().await, "");

    let first = lane.migrator(&db, Config::new().up_to(version("1")));
    first.up(&db).await.unwrap();
    let before = (place.catalog().await, place.history().await);
    assert_eq!(
        scripts(&migrator.plan(&db).await.unwrap()),
        [(2, "V2__first_entry.sql".to_owned())]
    );
    assert!(first.plan(&db).await.unwrap().is_empty());
    assert_eq!((place.catalog().await, place.history().await), before);
}

async fn events_come_in_order(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V3__broken.sql", "SELECT nothing;");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let migrator = lane.migrator(&db, Config::new()).observe(move |event| {
        ear.lock().unwrap().push(match event {
            // SQLite is sent each statement alone.
            Event::Statement { .. } => return,
            Event::Started { migration, position, total } => {
                format!("{} begins {position}/{total}", migration.version())
            }
            Event::Applied { applied, position, total } => {
                format!("{} applied {position}/{total}", applied.version)
            }
            Event::Failed { failure } => format!("{} failed", failure.version),
            other => format!("{other:?}"),
        });
    });
    failed(migrator.up(&db).await);
    let expected = [
        "1 begins 1/3",
        "1 applied 1/3",
        "2 begins 2/3",
        "2 applied 2/3",
        "3 begins 3/3",
        "3 failed",
    ];
    assert_eq!(*heard.lock().unwrap(), expected);
}

async fn fresh_begins_anew(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.up(&db).await.unwrap();
    place
        .sql(
            "CREATE TABLE extra (id INT); CREATE VIEW seen AS SELECT id FROM entry; \
             INSERT INTO account (id) VALUES (2)",
        )
        .await;
    lane.write("V1__account.sql", "CREATE TABLE account (id INT PRIMARY KEY, name TEXT);");
    let report = lane.migrator(&db, Config::new()).fresh(&db).await.unwrap();
    assert_eq!((applied(&report), report.already_applied), (vec!["1", "2"], 0));
    assert!(!place.has("extra").await && !place.has("seen").await);
    assert_eq!(place.sql("SELECT id || '', name FROM account").await, "1|");
    assert_eq!(
        place.history().await,
        ["1|1|SQL|V1__account.sql|applied", "2|2|SQL|V2__first_entry.sql|applied"]
    );
}

async fn fresh_on_an_empty_database(place: Place) {
    let (db, lane) = (place.connect().await, two());
    let report = lane.migrator(&db, Config::new()).fresh(&db).await.unwrap();
    assert_eq!(applied(&report), ["1", "2"]);
}

async fn a_deferred_violation_fails_the_commit(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write(
        "V3__debt.sql",
        "CREATE TABLE debt (id INT REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED);\n\
         INSERT INTO debt VALUES (42);\n",
    );
    let failure = failed(lane.up(&db).await).failed.unwrap();
    assert!(failure.message.to_lowercase().contains("foreign key"), "{failure}");
    assert!(!place.has("debt").await);
    assert_eq!(place.history().await[2..], ["3|3|SQL|V3__debt.sql|failed"]);
    lane.write("V3__debt.sql", "SELECT 1;");
    lane.up(&db).await.unwrap();
}

async fn a_lane_for_another_dialect_is_refused(place: Place) {
    use schemalane::Dialect::{Postgres, Sqlite};
    let (db, lane) = (place.connect().await, two());
    let other = if place.dialect() == Postgres { Sqlite } else { Postgres };
    let migrator = Migrator::new(lane.manifest(other), Config::new());
    let error = migrator.up(&db).await.unwrap_err();
    assert!(matches!(error, Error::WrongDialect { .. }), "{error:?}");
    assert_eq!(error.exit_code(), exit::INVALID);
    assert!(matches!(migrator.status(&db).await, Err(Error::WrongDialect { .. })));
    assert_eq!(place.catalog().await, "");
}

async fn reports_are_stable_json(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.write("V3__broken.sql", "SELECT 1;\n  SELECT nothing;\n");
    let report = serde_json::to_value(failed(lane.up(&db).await)).unwrap();
    assert_eq!(report["target"], "default");
    assert_eq!(report["applied"][1]["script"], "V2__first_entry.sql");
    assert_eq!(report["already_applied"], 0);
    assert!(report["duration_ms"].is_u64());
    let failure = &report["failed"];
    assert_eq!((&failure["version"], &failure["script"]), (&"3".into(), &"V3__broken.sql".into()));
    assert_eq!((&failure["line"], &failure["statement"]), (&2.into(), &2.into()));
    assert!(failure["message"].as_str().unwrap().contains("nothing"));
    assert!(failure["sqlstate"].is_string() && failure["column"].is_u64());

    lane.write("V4__next.sql", "SELECT 1;");
    let status = serde_json::to_value(lane.status(&db).await).unwrap();
    assert_eq!(status["dialect"], place.dialect().name());
    assert_eq!(status["history_table"], "flyway_schema_history");
    assert_eq!(status["current_version"], "2");
    assert_eq!(
        (&status["pending"], &status["drift"], &status["failed"]),
        (&1.into(), &0.into(), &1.into())
    );
    let first = &status["migrations"][0];
    assert_eq!((&first["version"], &first["type"]), (&"1".into(), &"SQL".into()));
    assert_eq!((&first["state"], &first["success"]), (&"Success".into(), &true.into()));
    assert_eq!(first["installed_rank"], 1);
    assert!(first["installed_on"].is_string() && first["checksum"].is_i64());
    let last = &status["migrations"][3];
    assert_eq!(last["state"], "Pending");
    assert!(last.get("installed_rank").is_none());
}

async fn line_ends_do_not_matter(place: Place) {
    let (db, lane) = (place.connect().await, two());
    lane.up(&db).await.unwrap();
    lane.write("V1__account.sql", &ACCOUNT.replace('\n', "\r\n"));
    lane.write("V2__first_entry.sql", &format!("\u{feff}{}", ENTRY.replace('\n', "\r\n")));
    assert_eq!(lane.states(&db).await, ["1 Success", "2 Success"]);
}

const POSTGRES: &str = "CREATE TABLE a (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY);";
const SQLITE: &str = "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);";

/// As generated code has them.
fn texts() -> Manifest {
    let sql = |text: &'static str| {
        let statements = vec![Statement::new(0, text.len() - 1, 1)].leak();
        Sql::new(text, Mode::Transactional, Timeouts::NONE, statements)
    };
    let [postgres, sqlite] = Dialect::ALL;
    let migrations = vec![
        Migration::sql("1", "a", "V1__a.postgres.sql", 1, sql(POSTGRES)).for_dialect(postgres),
        Migration::sql("1", "a", "V1__a.sqlite.sql", 2, sql(SQLITE)).for_dialect(sqlite),
        Migration::sql("2", "b", "V2__b.sql", 3, sql("CREATE TABLE b (id INT);")),
    ];
    Manifest::embedded(TargetName::DEFAULT, &Dialect::ALL, "", migrations.leak())
}

async fn a_binary_takes_the_text_of_its_database(place: Place) {
    let db = place.connect().await;
    let migrator = Migrator::new(texts(), Config::new());
    assert_eq!(migrator.pending(&db).await.unwrap().len(), 2);
    assert_eq!(migrator.plan(&db).await.unwrap().migrations().len(), 2);
    assert_eq!(migrator.up(&db).await.unwrap().applied.len(), 2);
    let (script, checksum) = match place.dialect() {
        Dialect::Postgres => ("V1__a.postgres.sql", 1),
        Dialect::Sqlite => ("V1__a.sqlite.sql", 2),
    };
    let row = place.sql("SELECT script, checksum FROM flyway_schema_history WHERE version = '1'");
    assert_eq!(row.await, format!("{script}|{checksum}"));
    let report = migrator.validate(&db).await.unwrap();
    assert_eq!(states(&report), ["1 Success", "2 Success"]);
    assert_eq!(migrator.fresh(&db).await.unwrap().applied.len(), 2);
}
