//! The comparison, on histories that real Flyway wrote and on odd ones.

use std::time::Duration;

use schemalane_source::{Mode, TargetName, Timeouts};
use serde_json::Value;

use super::*;
use crate::manifest::{Body, Function, Sql};

const HISTORIES: &str = include_str!("../../tests/vectors/flyway_history.json");

/// A manifest of transactional SQL migrations with these versions and checksum 1.
fn manifest(versions: &[&'static str]) -> Manifest {
    of(versions.iter().map(|version| sql(version, Mode::Transactional)).collect())
}

fn of(migrations: Vec<Migration>) -> Manifest {
    Manifest::assembled(TargetName::DEFAULT, Vec::new(), String::new(), migrations)
}

fn sql(version: &'static str, mode: Mode) -> Migration {
    Migration::sql(version, "file", "V__file.sql", 1, Sql::new("", mode, Timeouts::NONE, &[]))
}

fn rust(version: &'static str, function: Function) -> Migration {
    Migration::rust(version, "file", "V__file.rs", 1, function)
}

/// A row from `rank version type checksum success`, where `-` is nothing, and
/// `back` a failure that was rolled back.
fn row(text: &str) -> Row {
    let cells: Vec<_> = text.split(' ').collect();
    let cell = |index: usize| Some(cells[index]).filter(|cell| *cell != "-").map(str::to_owned);
    Row {
        installed_rank: cells[0].parse().unwrap(),
        version: cell(1),
        description: "row".to_owned(),
        kind: cell(2).unwrap(),
        script: format!("script of {}", cells[0]),
        checksum: cell(3).map(|text| text.parse().unwrap()),
        installed_by: String::new(),
        installed_on: String::new(),
        execution_time: if cells[4] == "back" { i32::MIN } else { 0 },
        success: cells[4] == "true",
    }
}

fn rows(lines: &[&str]) -> Vec<Row> {
    lines.iter().map(|line| row(line)).collect()
}

/// Each line as `version State`.
fn states(manifest: &Manifest, rows: &[Row]) -> Vec<String> {
    let status = Status::new(manifest, rows, &Config::new());
    let line =
        |entry: &Entry| format!("{} {}", entry.version().unwrap_or("-"), entry.state().as_str());
    status.entries().iter().map(line).collect()
}

/// The plan as `version@rank`, with `!rank` for what it supersedes; or what is in the way.
fn plan(manifest: &Manifest, rows: &[Row], config: &Config) -> String {
    match Status::new(manifest, rows, config).plan(manifest, config) {
        Ok(plan) => {
            let planned = |planned: &Planned| {
                let over = planned.supersedes.map(|rank| format!("!{rank}")).unwrap_or_default();
                format!("{}@{}{over}", planned.migration.version(), planned.installed_rank)
            };
            plan.migrations().iter().map(planned).collect::<Vec<_>>().join(" ")
        }
        Err(Obstacle::Failed(_)) => "failed".to_owned(),
        Err(Obstacle::Drift(_)) => "drift".to_owned(),
        Err(Obstacle::OutOfOrder { .. }) => "order".to_owned(),
        Err(Obstacle::Unwritten { .. }) => "unwritten".to_owned(),
    }
}

#[test]
fn one_row_against_one_file() {
    for (line, expected) in [
        ("1 1 SQL 1 true", "1 Success"),
        ("1 01.0 SQL 1 true", "1 Success"),
        ("1 1 SQL - true", "1 Success"),
        ("1 1 JDBC 1 true", "1 Success"),
        ("1 1 UNHEARD_OF 1 true", "1 Success"),
        ("1 1 SQL 2 true", "1 ChecksumMismatch"),
        ("1 1 SQL 1 false", "1 Failed"),
        ("1 1 SQL 2 false", "1 Failed"),
        ("1 1 DELETE 1 true", "1 Returned"),
        ("1 1 UNDO_SQL 1 true", "1 Pending"),
        ("1 1 SQL_BASELINE 1 false", "1 Failed"),
    ] {
        assert_eq!(states(&manifest(&["1"]), &rows(&[line])), [expected], "{line}");
    }
}

#[test]
fn the_last_word_about_a_version_counts() {
    for (lines, expected) in [
        (&["1 1 SQL 1 false", "2 1 SQL 1 true"][..], "1 Success"),
        (&["1 1 SQL 1 true", "2 1 SQL 1 false"], "1 Success"),
        (&["1 1 SQL 1 true", "2 1 DELETE 1 true"], "1 Returned"),
        (&["1 1 SQL 1 true", "2 1 UNDO_SQL - true"], "1 Pending"),
        (&["1 1 SQL 1 true", "2 1 UNDO_SQL - true", "3 1 SQL 1 true"], "1 Success"),
        (&["1 1 SQL 1 true", "2 1 UNDO_SQL - false"], "1 Failed"),
        (&["1 1 SQL 1 true", "2 1 DELETE 1 true", "3 1 SQL 1 true"], "1 Success"),
        (&["1 1 SQL 2 true", "2 1 DELETE 2 true", "3 1 SQL 1 false"], "1 Failed"),
    ] {
        assert_eq!(states(&manifest(&["1"]), &rows(lines)), [expected], "{lines:?}");
    }
}

#[test]
fn versions_are_in_the_order_of_their_numbers() {
    let manifest = manifest(&["1", "1.2", "1.10", "2", "10", "20240101120000000000"]);
    let rows = rows(&["1 10 SQL 1 true", "2 9.5 SQL 1 true"]);
    assert_eq!(
        states(&manifest, &rows),
        [
            "1 OutOfOrder",
            "1.2 OutOfOrder",
            "1.10 OutOfOrder",
            "2 OutOfOrder",
            "9.5 Missing",
            "10 Success",
            "20240101120000000000 Pending"
        ]
    );
}

#[test]
fn what_only_the_history_knows() {
    for (line, expected) in [
        ("1 3 SQL 1 true", "3 Future"),
        ("1 1.5 SQL 1 true", "1.5 Missing"),
        ("1 3 SQL 1 false", "3 Failed"),
        ("1 1.5 DELETE 1 true", "1.5 Deleted"),
        ("1 1.5 UNDO_SQL 1 true", "1.5 Undone"),
        ("1 1.5 JDBC - true", "1.5 Elsewhere"),
        ("1 3 JDBC - true", "3 Elsewhere"),
        ("1 3 JDBC - false", "3 Failed"),
        ("0 - SCHEMA - true", "- Success"),
        ("1 - SQL 7 true", "- Success"),
        ("1 - SQL 7 false", "- Failed"),
        ("1 1.5 BASELINE - true", "1.5 Baseline"),
    ] {
        let lines = states(&manifest(&["1", "2"]), &rows(&[line]));
        assert!(lines.contains(&expected.to_owned()), "{line}: {lines:?}");
    }
    assert_eq!(states(&manifest(&[]), &rows(&["1 1 SQL 1 true"])), ["1 Missing"]);
}

#[test]
fn a_baseline_hides_what_is_at_or_below_it() {
    let rows = rows(&["1 2 BASELINE - true", "2 3 SQL 1 true"]);
    assert_eq!(
        states(&manifest(&["1", "2", "2.5", "3", "4"]), &rows),
        [
            "1 BelowBaseline",
            "2 Baseline",
            "2 BelowBaseline",
            "2.5 OutOfOrder",
            "3 Success",
            "4 Pending"
        ]
    );
    let status = Status::new(&manifest(&["1"]), &rows[..1], &Config::new());
    assert_eq!(status.current_version().unwrap().as_str(), "2");
    assert_eq!((status.pending(), status.drift(), status.failed()), (0, 0, 0));
}

#[test]
fn ranks_go_on_behind_the_last_row() {
    let manifest = manifest(&["1", "2", "3"]);
    for (lines, expected) in [
        (&[][..], "1@1 2@2 3@3"),
        (&["0 - SCHEMA - true"], "1@1 2@2 3@3"),
        (&["1 1 SQL 1 true", "4 - SQL 9 true"], "2@5 3@6"),
        (&["1 1 SQL 1 true", "2 2 SQL 1 back"], "2@2!2 3@3"),
        (&["1 2 SQL 1 back", "2 - SQL 9 true"], "1@3 2@4!1 3@5"),
        (&["1 3 SQL 1 back"], "1@2 2@3 3@4!1"),
    ] {
        assert_eq!(plan(&manifest, &rows(lines), &Config::new()), expected, "{lines:?}");
    }
}

#[test]
fn failures_come_before_drift_and_drift_before_order() {
    let manifest = of(vec![
        sql("1", Mode::Transactional),
        sql("2", Mode::NonTransactional),
        sql("3", Mode::Transactional),
    ]);
    let (stuck, drift, current) = ("2 2 SQL 1 false", "1 1 SQL 9 true", "3 3 SQL 1 true");
    for (lines, expected) in [
        (&[drift, stuck, current][..], "failed"),
        (&[drift, current], "drift"),
        (&[current], "order"),
        (&["2 7 SQL 1 false"], "failed"),
    ] {
        assert_eq!(plan(&manifest, &rows(lines), &Config::new()), expected, "{lines:?}");
    }
    assert_eq!(plan(&manifest, &rows(&[current]), &Config::new().out_of_order()), "1@4 2@5");
}

/// Only what has left nothing behind is tried again without a word, and only
/// its row knows: the file may have become another since.
#[test]
fn a_failed_attempt_is_retried_if_it_was_rolled_back() {
    let in_transaction = Function::Transaction(|_| Box::pin(async { Ok(()) }));
    let on_connection = Function::Connection(|_| Box::pin(async { Ok(()) }));
    for migration in [
        sql("1", Mode::Transactional),
        sql("1", Mode::ForeignKeysOff),
        sql("1", Mode::NonTransactional),
        rust("1", in_transaction),
        rust("1", on_connection),
    ] {
        let manifest = of(vec![migration]);
        let retry = |lines: &[&str]| plan(&manifest, &rows(lines), &Config::new());
        assert_eq!(retry(&["1 1 SQL 1 back"]), "1@1!1");
        assert_eq!(retry(&["1 1 SQL 1 false"]), "failed");
        assert_eq!(retry(&["1 1 SQL 1 back", "2 1 SQL 1 back"]), "1@2!2");
        assert_eq!(retry(&["1 1 SQL 1 false", "2 1 SQL 1 back"]), "failed");
        assert_eq!(retry(&["1 1 SQL 1 back", "2 1 SQL 1 false"]), "failed");
        assert_eq!(retry(&["1 1 SQL 1 false", "2 1 DELETE 1 true"]), "1@3");
    }
    assert_eq!(plan(&of(vec![]), &rows(&["1 1 SQL 1 back"]), &Config::new()), "failed");
}

#[test]
fn a_last_version_bounds_the_plan_and_what_can_be_in_its_way() {
    let manifest = manifest(&["1", "2", "3"]);
    let to = |text: &str| Config::new().up_to(Version::parse(text).unwrap());
    assert_eq!(plan(&manifest, &[], &to("2")), "1@1 2@2");
    assert_eq!(plan(&manifest, &[], &to("0.9")), "");
    assert_eq!(plan(&manifest, &rows(&["1 1 SQL 1 true", "2 3 SQL 1 true"]), &to("1")), "");
    assert_eq!(plan(&manifest, &rows(&["1 1 SQL 1 true", "2 3 SQL 1 true"]), &to("2")), "order");
}

#[test]
fn a_newer_history_is_drift_unless_it_is_allowed() {
    let (manifest, rows) = (manifest(&["1"]), rows(&["1 1 SQL 1 true", "2 2 SQL 1 true"]));
    assert_eq!(plan(&manifest, &rows, &Config::new()), "drift");
    assert_eq!(plan(&manifest, &rows, &Config::new().allow_future()), "");
    assert_eq!(Status::new(&manifest, &rows, &Config::new().allow_future()).drift(), 0);
}

/// No row that Flyway wrote for a file is drift once that file is here, unless it marked it as deleted.
#[test]
fn histories_of_real_flyway_agree_with_their_files() {
    let histories: Value = serde_json::from_str(HISTORIES).unwrap();
    for case in histories["scenarios"].as_array().unwrap() {
        let history = case["history"].as_array().unwrap();
        let rows: Vec<_> = history
            .iter()
            .map(|row| Row {
                installed_rank: i32::try_from(row["installed_rank"].as_i64().unwrap()).unwrap(),
                version: row["version"].as_str().map(str::to_owned),
                description: row["description"].as_str().unwrap().to_owned(),
                kind: row["type"].as_str().unwrap().to_owned(),
                script: row["script"].as_str().unwrap().to_owned(),
                checksum: row["checksum"].as_i64().map(|sum| i32::try_from(sum).unwrap()),
                installed_by: String::new(),
                installed_on: String::new(),
                execution_time: 0,
                success: row["success"].as_bool().unwrap(),
            })
            .collect();
        let mut migrations: Vec<_> = rows
            .iter()
            .filter(|row| row.checksum.is_some() && row.kind == "SQL")
            .filter_map(|row| {
                let sql = Body::Sql(Sql::new("", Mode::Transactional, Timeouts::NONE, &[]));
                let (version, checksum) = (row.parsed_version()?, row.checksum?);
                Some(Migration::read(version, String::new(), row.script.clone(), checksum, sql))
            })
            .collect();
        migrations.sort_by(|one, other| one.version().cmp(other.version()));
        let status = Status::new(&of(migrations), &rows, &Config::new());
        let name = case["name"].as_str().unwrap();
        let returned = if name == "deleted" { 1 } else { 0 };
        assert_eq!((status.drift(), status.failed(), status.pending()), (returned, 0, 0), "{name}");
        assert_eq!(status.count(|state| state == State::Returned), returned, "{name}");
    }
}

/// A row is not compared with every other: that would be 40,000,000,000 comparisons.
#[test]
fn a_long_history_is_compared_in_one_pass() {
    let history: Vec<_> =
        (1..=200_000).map(|rank| row(&format!("{rank} {rank} SQL 1 true"))).collect();
    let before = busy();
    let status = Status::new(&manifest(&["1", "2", "200001"]), &history, &Config::new());
    assert!(busy() - before < Duration::from_secs(20), "{:?}", busy() - before);
    assert_eq!((status.entries().len(), status.drift(), status.pending()), (200_001, 199_998, 1));
}

/// How long this thread has been at work: what others do on the machine meanwhile does not count.
fn busy() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split(' ').next().unwrap().parse().unwrap())
}

/// What keeps `up` from everything is what its row says, and not what its file has become.
#[test]
fn failures_are_counted_by_what_up_does_with_them() {
    let manifest = of(vec![sql("1", Mode::NonTransactional), sql("2", Mode::Transactional)]);
    for (lines, retried, stuck) in [
        (["1 1 SQL 1 back", "2 2 SQL 1 true"], 1, 0),
        (["1 1 SQL 1 true", "2 2 SQL 1 false"], 0, 1),
        (["1 1 SQL 1 back", "2 2 SQL 1 false"], 1, 1),
        (["1 1 SQL 1 true", "2 3 SQL 1 back"], 0, 1),
        (["1 1 SQL 1 true", "2 - SQL 1 false"], 0, 0),
    ] {
        let status = Status::new(&manifest, &rows(&lines), &Config::new());
        assert_eq!((status.retried(), status.stuck()), (retried, stuck), "{lines:?}");
    }
}
