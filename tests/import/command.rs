//! `migrate import` on the command line.

use expect_test::expect;
use schemalane_testkit::{Command, Output};
use serde_json::Value;

use crate::history::History;

fn command(history: &History, flags: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_schemalane"))
        .args(["migrate", "import", "--database-url", &history.place.url()])
        .arg("--dir")
        .arg(history.folder())
        .args(flags)
        .run()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_shows_first_and_writes_when_told_to() {
    let history = History::of("refinery sqlite").await;
    history.write("V4__more.sql", "CREATE TABLE more (id INT);\n");
    let catalog = history.place.catalog().await;
    let shown = command(&history, &["--from", "refinery"]);
    assert_eq!((shown.code, shown.stderr.lines().count()), (0, 1), "{}", shown.stderr);
    expect![[r#"
        default: 3 rows of refinery in main.refinery_schema_history to import into main.flyway_schema_history; nothing was changed
        version  script                  compared        applied              ms  remark
        1        V1__create_account.sql  checksum equal  2026-11-21 06:52:11  0
        2        V2__add_email.sql       checksum equal  2026-11-21 06:52:11  0
        3        V3__index_email.sql     checksum equal  2026-11-21 06:52:11  0   was called index_mail
        Not applied by refinery, stays pending: V4__more.sql.
        Import it: say the same with --yes.
    "#]]
    .assert_eq(&shown.stdout);
    assert_eq!(history.place.catalog().await, catalog);

    let done = command(&history, &["--from", "refinery", "--yes"]);
    assert_eq!((done.code, done.stderr.lines().count()), (0, 1), "{}", done.stderr);
    let lines: Vec<_> = done.stdout.lines().collect();
    assert_eq!(
        (lines[0], *lines.last().unwrap()),
        (
            "default: imported 3 rows of refinery in main.refinery_schema_history into \
             main.flyway_schema_history",
            "main.refinery_schema_history is as it was: take refinery's migrator out of the \
             application, then drop it. See `migrate status`."
        )
    );
    assert_eq!(history.place.history().await.len(), 3);

    let again = command(&history, &["--from", "refinery", "--yes"]);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("the history has begun already (3 rows)"), "{}", again.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn machines_get_the_report_as_json() {
    let history = History::of("sqlx postgres").await;
    let output = command(&history, &["--from", "sqlx", "--format", "json", "--yes"]);
    let report: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(
        (&report["from"], &report["state"], &report["table"], &report["pending"]),
        (
            &"sqlx".into(),
            &"imported".into(),
            &"public._sqlx_migrations".into(),
            &Value::Array(vec![])
        )
    );
    let row = &report["imported"][1];
    assert_eq!(
        (&row["version"], &row["type"], &row["compared"], &row["original_version"]),
        (&"20220102030405".into(), &"SQL".into(), &"checksum".into(), &"20220102030405".into())
    );
    assert_eq!(row["installed_on"], "2026-11-21 06:52:11.210012+00");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_in_the_way_decides_the_exit_code() {
    let history = History::of("sqlx sqlite").await;
    history.write(&history.files[1], "SELECT 2;\n");
    let output = command(&history, &["--from", "sqlx", "--yes"]);
    assert_eq!(output.code, 3, "{}", output.stderr);
    let accepted = command(&history, &["--from", "sqlx", "--accept", "20220102030405"]);
    assert_eq!(accepted.code, 0, "{}", accepted.stderr);
    let unknown = command(&history, &["--from", "goose"]);
    assert_eq!(unknown.code, 1);
    assert!(
        unknown.stderr.contains("expected sqlx, refinery, sea-orm or diesel"),
        "{}",
        unknown.stderr
    );
}
