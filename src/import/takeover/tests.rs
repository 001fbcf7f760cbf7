//! Records of every kind against files, and what is said of them.

use schemalane_source::{Dialect, Mode, TargetName, Timeouts, Version};

use super::*;
use crate::{
    Compared, Identifier, Importer,
    import::record::Outcome,
    manifest::{Function, Migration, Sql},
};

const TEXT: &str = "SELECT 1;\n";

fn manifest(migrations: Vec<Migration>) -> Manifest {
    Manifest::assembled(TargetName::DEFAULT, vec![Dialect::Sqlite], String::new(), migrations)
}

fn sql(version: &'static str, description: &'static str) -> Migration {
    let sql = Sql::new(TEXT, Mode::Transactional, Timeouts::NONE, &[]);
    Migration::sql(version, description, "V__file.sql", 7, sql)
}

fn record(version: &str, installed_on: &str) -> Record {
    Record {
        version: version.to_owned(),
        installed_on: Some(installed_on.to_owned()),
        ..Record::default()
    }
}

fn row(rank: i32, version: &str, kind: &str, success: &str) -> Row {
    Row {
        installed_rank: rank,
        version: Some(version.to_owned()).filter(|version| !version.is_empty()),
        description: String::new(),
        kind: kind.to_owned(),
        script: String::new(),
        checksum: None,
        installed_by: String::new(),
        installed_on: String::new(),
        execution_time: 0,
        success: success == "applied",
    }
}

fn judge(
    import: &Import,
    manifest: &Manifest,
    records: Vec<Record>,
    found: Contents,
    config: &Config,
) -> Result<Takeover, Vec<ImportObstacle>> {
    let history = History::new(Dialect::Sqlite, config);
    let theirs = Theirs {
        importer: import.importer,
        schema: Identifier::fixed("main"),
        table: Identifier::fixed("theirs"),
    };
    Takeover::new(import, &theirs, Some(records), manifest, &history, found, config)
        .map_err(|refusal| refusal.obstacles)
}

fn diesel(
    manifest: &Manifest,
    records: Vec<Record>,
    found: Contents,
) -> Result<Takeover, Vec<ImportObstacle>> {
    judge(&Import::new(Importer::Diesel), manifest, records, found, &Config::new())
}

#[test]
fn ranks_follow_the_clock_and_where_it_is_too_coarse_the_versions() {
    let files = manifest(vec![sql("1", "a"), sql("2", "b"), sql("10", "c"), sql("11", "d")]);
    let records = vec![
        record("10", "2026-01-01 00:00:00"),
        record("11", "2025-12-31 23:59:59"),
        record("2", "2026-01-01 00:00:00"),
    ];
    let config = Config::new().out_of_order();
    let import = Import::new(Importer::Diesel);
    let takeover = judge(&import, &files, records, Contents::Nothing, &config).unwrap();
    let report = takeover.report(ImportState::Planned);
    let ranks: Vec<_> =
        report.imported.iter().map(|row| (row.version.as_str(), row.installed_rank)).collect();
    assert_eq!(ranks, [("11", 1), ("2", 2), ("10", 3)]);
    assert_eq!(report.pending[0].version, "1");
}

#[test]
fn failed_attempts_of_ours_make_room_and_flyways_schema_row_stays() {
    let files = manifest(vec![sql("1", "a"), sql("2", "b")]);
    let records = || vec![record("1", "2026-01-01 00:00:00")];
    for (rows, expected) in [
        (vec![row(1, "1", "SQL", "failed")], Some(1)),
        (vec![row(0, "", "SCHEMA", "applied")], Some(1)),
        (vec![row(1, "2", "SQL", "failed")], Some(2)),
        (vec![row(1, "1", "SQL", "applied")], None),
        (vec![row(1, "1", "BASELINE", "applied")], None),
        (vec![row(1, "", "SQL", "applied")], None),
    ] {
        let outcome = diesel(&files, records(), Contents::Rows(rows.clone()));
        let rank = outcome.ok().map(|done| done.report.imported[0].installed_rank);
        assert_eq!(rank, expected, "{rows:?}");
    }
}

#[test]
fn a_table_that_is_there_is_not_created_again() {
    let files = manifest(vec![sql("1", "a")]);
    let history = History::new(Dialect::Sqlite, &Config::new());
    let statements = |found| {
        let records = vec![record("1", "2026-01-01 00:00:00")];
        diesel(&files, records, found).unwrap().statements(&history)
    };
    let creates = |statements: &[String]| statements.iter().any(|text| text.starts_with("CREATE"));
    assert!(creates(&statements(Contents::Nothing)));
    assert!(!creates(&statements(Contents::Rows(Vec::new()))));
}

#[test]
fn nothing_applied_writes_nothing() {
    let takeover = diesel(&manifest(vec![sql("1", "a")]), Vec::new(), Contents::Nothing).unwrap();
    let history = History::new(Dialect::Sqlite, &Config::new());
    assert_eq!(takeover.statements(&history), [""; 0]);
    assert_eq!(takeover.report.pending.len(), 1);
}

#[test]
fn everything_in_the_way_is_said_at_once() {
    let files =
        manifest(vec![sql("1", "a"), sql("2", "b"), sql("3", "c"), sql("4", "d"), sql("5", "e")]);
    let failed = Record { outcome: Outcome::Failed, ..record("3", "2026-01-03") };
    let named = Record { name: Some("add Mail".to_owned()), ..record("9", "2026-01-09") };
    let changed = Record { checksum: Some("00".to_owned()), ..record("4", "2026-01-04") };
    let records = vec![
        record("1", "2026-01-01"),
        record("01", "2026-01-02"),
        failed,
        changed,
        named,
        record("init", "2026-01-10"),
        record("5", "2026-01-11"),
    ];
    let found = Contents::Rows(vec![row(1, "1", "SQL", "applied")]);
    let import = Import::new(Importer::Sqlx);
    let obstacles = judge(&import, &files, records, found, &Config::new()).unwrap_err();
    let script = || "V__file.sql".to_owned();
    assert_eq!(
        obstacles,
        [
            ImportObstacle::Begun {
                history_table: "main.flyway_schema_history".to_owned(),
                rows: 1
            },
            ImportObstacle::Ambiguous { version: "01".to_owned(), script: script() },
            ImportObstacle::Failed { migration: "version 3".to_owned() },
            ImportObstacle::Changed { version: "4".to_owned(), script: script() },
            ImportObstacle::Missing {
                migration: "version 9 (add Mail)".to_owned(),
                expected: "V9__add_mail".to_owned()
            },
            ImportObstacle::Unreadable { version: "init".to_owned() },
            ImportObstacle::OutOfOrder { script: script(), current: "5".to_owned() },
        ]
    );
}

#[test]
fn each_row_says_how_it_was_compared() {
    let rust = Migration::rust(
        "3",
        "create table",
        "V3__create_table.rs",
        7,
        Function::Connection(|_| Box::pin(async { Ok(()) })),
    );
    let files = manifest(vec![sql("1", "create table"), sql("2", "create table"), rust]);
    let checksum = "00".to_owned();
    let records = ["1", "2", "3"].map(|version| Record {
        name: Some("Create-Table".to_owned()),
        checksum: Some(checksum.clone()).filter(|_| version != "1"),
        ..record(version, version)
    });
    let import = Import::new(Importer::Sqlx).accept(Version::from_static("2"));
    let takeover =
        judge(&import, &files, records.to_vec(), Contents::Nothing, &Config::new()).unwrap();
    let found: Vec<_> =
        takeover.report.imported.iter().map(|row| (row.compared, row.kind)).collect();
    assert_eq!(
        found,
        [(Compared::Name, "SQL"), (Compared::Accepted, "SQL"), (Compared::Name, "RUST")]
    );
    assert!(takeover.report.imported.iter().all(|row| row.original_name.is_none()));
}

#[test]
fn codes_are_those_of_the_worst() {
    let missing = || ImportObstacle::Missing { migration: String::new(), expected: String::new() };
    let failed = || ImportObstacle::Failed { migration: String::new() };
    let absent = || ImportObstacle::NoTable { table: String::new() };
    let code = |obstacles| ImportRefusal::new(Importer::Sqlx, String::new(), obstacles).exit_code();
    assert_eq!(code(vec![absent()]), 1);
    assert_eq!(code(vec![absent(), missing()]), 3);
    assert_eq!(code(vec![missing(), failed()]), 4);
}
