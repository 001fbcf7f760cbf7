//! What is taken over.

use schemalane::{Compared, Config, Import, ImportReport, ImportState, Importer, Version};

use crate::{
    history::{self, History},
    place::Place,
};

/// Each row as `version: how it was compared`, with the other tool's name where it differs.
fn compared(report: &ImportReport) -> Vec<String> {
    let line = |row: &schemalane::Imported| {
        let name = row.original_name.as_ref().map(|name| format!(", was {name}"));
        format!("{}: {}{}", row.version, row.compared.as_str(), name.unwrap_or_default())
    };
    report.imported.iter().map(line).collect()
}

/// The rows' moments in our history and in the other tool's, in milliseconds since 1970.
async fn moments(history: &History) -> (String, String) {
    let (ours, theirs) = match (&history.place, history.from) {
        (Place::Postgres(_), Importer::SeaOrm) => ("installed_on", "to_timestamp(applied_at)"),
        (Place::Postgres(_), Importer::Refinery) => ("installed_on", "applied_on::timestamptz"),
        (Place::Postgres(_), Importer::Sqlx) => ("installed_on", "installed_on"),
        (Place::Postgres(_), _) => ("installed_on", "run_on::timestamptz"),
        (Place::Sqlite(_), Importer::SeaOrm) => ("installed_on", "applied_at, 'unixepoch'"),
        (Place::Sqlite(_), Importer::Refinery) => ("installed_on", "applied_on"),
        (Place::Sqlite(_), Importer::Sqlx) => ("installed_on", "installed_on"),
        (Place::Sqlite(_), _) => ("installed_on", "run_on"),
    };
    let question = |moment: &str, table: &str| match &history.place {
        Place::Postgres(_) => {
            format!("SELECT floor(extract(epoch FROM {moment}) * 1000) FROM {table} ORDER BY 1")
        }
        Place::Sqlite(_) => format!(
            "SELECT CAST(round((julianday({moment}) - 2440587.5) * 86400000) AS TEXT) \
             FROM {table} ORDER BY 1"
        ),
    };
    let ours = history.place.sql(&question(ours, "flyway_schema_history")).await;
    (ours, history.place.sql(&question(theirs, &history.table)).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn histories_of_all_tools_become_ours() {
    for name in history::names() {
        let history = History::of(&name).await;
        let (theirs, catalog) = (history.theirs().await, history.place.catalog().await);

        let plan = history.plan().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(plan.state, ImportState::Planned);
        assert_eq!(history.place.catalog().await, catalog, "{name}: a plan changes nothing");

        let report = history.import().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(report.state, ImportState::Imported);
        assert_eq!(report.imported, plan.imported, "{name}");
        let expected: Vec<_> = (1..)
            .zip(&history.files)
            .map(|(rank, file)| {
                let version = file[1..].split("__").next().unwrap().replace('_', ".");
                format!("{rank}|{version}|SQL|{file}|applied")
            })
            .collect();
        assert_eq!(history.place.history().await, expected, "{name}");
        let (ours, others) = moments(&history).await;
        assert_eq!(ours, others, "{name}: installed_on");
        assert_eq!(history.theirs().await, theirs, "{name}: their table is as it was");

        // The checksums are ours, so nothing has drifted, and the history goes on.
        let migrator = history.migrator(Config::new());
        assert_eq!(migrator.validate(&history.db).await.unwrap().pending, 0, "{name}");
        history.write("V300000000000000000__more.sql", "CREATE TABLE more (id INT);\n");
        let run = history.migrator(Config::new()).up(&history.db).await.unwrap();
        assert_eq!((run.applied.len(), run.already_applied), (1, expected.len()), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_be_compared_is_compared() {
    for (name, expected) in [
        (
            "sqlx postgres",
            &[
                "20220101000001: checksum equal",
                "20220102030405: checksum equal",
                "20220103000000: checksum equal",
            ][..],
        ),
        (
            "refinery sqlite",
            &["1: checksum equal", "2: checksum equal", "3: checksum equal, was index_mail"],
        ),
        (
            "refinery int8 postgres",
            &[
                "20220101000001: checksum equal",
                "20220102030405: checksum equal",
                "20220103000000: checksum equal",
            ],
        ),
        ("sea-orm sqlite", &["20220101.000001: name equal", "20220102.030405: name equal"]),
        (
            "diesel postgres",
            &[
                "0: nothing to compare",
                "20220101000001: nothing to compare",
                "202201020304050001: nothing to compare",
            ],
        ),
    ] {
        let history = History::of(name).await;
        assert_eq!(compared(&history.plan().await.unwrap()), expected, "{name}");
    }
}

/// A checkout on another machine changes the bytes, but not the migration.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn line_endings_and_byte_order_marks_are_no_change() {
    for name in ["sqlx sqlite", "sqlx postgres", "refinery sqlite", "refinery int8 sqlite"] {
        let history = History::of(name).await;
        let texts: Vec<_> = history.files.iter().map(|file| history.read(file)).collect();
        let unix = |text: &str| text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let windows = |text: &str| format!("\u{FEFF}{}", unix(text).replace('\n', "\r\n"));
        let spellings: [&dyn Fn(&str) -> String; 2] = [&unix, &windows];
        for spelling in spellings {
            for (file, text) in history.files.iter().zip(&texts) {
                history.write(file, &spelling(text));
            }
            let report = history.plan().await.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(
                report.imported.iter().all(|row| row.compared == Compared::Checksum),
                "{name}: {report:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn versions_of_sea_orm_may_be_written_as_one_number() {
    let history = History::of("sea-orm sqlite").await;
    history.rename("V20220102_030405__add_email.sql", "V20220102030405__add_another_email.sql");
    let report = history.import().await.unwrap();
    assert_eq!(
        compared(&report),
        ["20220101.000001: name equal", "20220102030405: nothing to compare, was add_email"]
    );
    assert_eq!(report.imported[1].original_version, "m20220102_030405_add_email");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn times_of_sqlx_become_milliseconds() {
    for name in ["sqlx postgres", "sqlx sqlite"] {
        let history = History::of(name).await;
        history
            .place
            .sql("UPDATE _sqlx_migrations SET execution_time = -1 WHERE version = 20220101000001")
            .await;
        history
            .place
            .sql("UPDATE _sqlx_migrations SET execution_time = 2500999999 WHERE version = 20220102030405")
            .await;
        history.import().await.unwrap();
        let times = "SELECT CAST(execution_time AS TEXT) FROM flyway_schema_history \
                     WHERE installed_rank < 3 ORDER BY installed_rank";
        assert_eq!(history.place.sql(times).await, "0\n2500", "{name}");
    }
}

/// What a person has changed on purpose is named, version by version.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_accepted_change_is_taken_over() {
    let history = History::of("sqlx sqlite").await;
    let file = &history.files[1];
    history.write(file, &format!("-- A remark.\n{}", history.read(file)));
    assert!(history.import().await.is_err());
    let import = Import::new(Importer::Sqlx).accept(Version::parse("20220102030405").unwrap());
    let report = history.import_with(Config::new(), import).await.unwrap();
    assert_eq!(
        report.imported.iter().map(|row| row.compared).collect::<Vec<_>>(),
        [Compared::Checksum, Compared::Accepted, Compared::Checksum]
    );
    history.migrator(Config::new()).validate(&history.db).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_above_the_last_row_stay_pending() {
    let history = History::of("sqlx sqlite").await;
    history.write("V20300101000000__more.sql", "CREATE TABLE more (id INT);\n");
    let report = history.import().await.unwrap();
    assert_eq!(report.pending[0].script, "V20300101000000__more.sql");
    assert_eq!(report.imported.len(), 3);
}
