//! An application has its lane's settings in its binary: where it stands, and what lies around it,
//! chooses nothing.

use schemalane_testkit::{Command, Output};

use crate::{
    application::{Kind, READY, application},
    bench::{Bench, after_the_first_line, assert_says},
    on_both,
    place::Place,
};

on_both!(the_same_binary_means_the_same_history_everywhere);

#[track_caller]
fn started(output: Output) -> Output {
    assert_says(&output.stdout, &[READY]);
    output
}

/// A project's file as a stranger may leave one.
const STRANGER: &str = "schema = 'strange'\nhistory_table = 'strange'\nrust_type = 'CUSTOM'\n\
                        [databases.default]\nurl = 'sqlite://strange.db'\n";

fn the_same_binary_means_the_same_history_everywhere(place: Place) {
    // The compiled schema is main, which PostgreSQL may have as well.
    if place.dialect() == "postgres" {
        place.sql("CREATE SCHEMA main");
    }
    let (built, empty) = (Bench::new(&[]), Bench::new(&[]));
    let strange = Bench::new(&[
        ("schemalane.toml", STRANGER),
        (".env", "SCHEMALANE_DATABASE_URL=sqlite://strange.db\n"),
        ("migrations/V9__strange.sql", "CREATE TABLE strange (id INTEGER);"),
        ("below/x", ""),
    ]);
    let url = place.url();
    let folders = [
        built.path().to_owned(),
        empty.path().to_owned(),
        strange.path().to_owned(),
        strange.join("below"),
        "/".into(),
    ];
    for folder in &folders {
        for (kind, arguments) in [
            (Kind::Kept, &["--migrate-only"][..]),
            (Kind::Kept, &[]),
            (Kind::KeptCli, &["migrate", "up"]),
            (Kind::KeptCli, &["migrate", "status"]),
        ] {
            let output = application(kind, arguments)
                .folder(folder)
                .env("DATABASE_URL", &url)
                .env("HOME", "")
                .run()
                .expect(0);
            let first = output.stderr.lines().next().unwrap_or_default();
            let kept = " (DATABASE_URL), history main.changes (compiled in)";
            assert!(first.ends_with(kept), "{}", output.stderr);
        }
    }
    let table = if place.dialect() == "postgres" { "main.changes" } else { "changes" };
    assert_eq!(place.sql(&format!("SELECT script, success FROM {table}")).lines().count(), 1);
    assert!(!place.has("flyway_schema_history") && !place.has("strange"));
    assert!(empty.names(".").is_empty());
    assert_eq!(strange.names("."), [".env", "below", "migrations", "schemalane.toml"]);
}

#[test]
fn without_a_url_it_does_not_start() {
    let strange = Bench::new(&[
        ("schemalane.toml", STRANGER),
        (".env", "DATABASE_URL=sqlite://strange.db\n"),
    ]);
    for kind in [Kind::Server, Kind::Kept] {
        for more in [&[][..], &["--migrate-only"]] {
            let run = application(kind, more).folder(strange.path());
            let output = run.env("DATABASE_URL", "").run().expect(1);
            assert!(!output.stdout.contains(READY));
            assert_eq!(
                output.stderr,
                "error: no database is named for target default: --database-url is not given, \
                 SCHEMALANE_DATABASE_URL is not set, DATABASE_URL is empty\n\
                 help: say --database-url, or set SCHEMALANE_DATABASE_URL\n"
            );
        }
    }
    let cli = application(Kind::KeptCli, &["migrate", "up", "--format", "json"]);
    let output = cli.folder(strange.path()).run().expect(1);
    assert_eq!(json_of(&output)["error"]["exit_code"], 1);
    let quiet = application(Kind::Quiet, &[]).folder(strange.path()).run().expect(1);
    assert_eq!(quiet.stderr, "");
    assert_eq!(strange.names("."), [".env", "schemalane.toml"]);
}

/// The test harness around an application prints, too.
fn json_of(output: &Output) -> serde_json::Value {
    let start = output.stdout.find('{').unwrap();
    let end = output.stdout.rfind('}').unwrap();
    serde_json::from_str(&output.stdout[start..=end]).unwrap()
}

#[test]
fn what_the_application_says_holds_where_nothing_else_is_said() {
    let bench = Bench::new(&[]);
    let run = || application(Kind::Default, &[]).folder(bench.path());
    let output = started(run().run().expect(0));
    assert_says(
        &output.stderr,
        &["default: sqlite://own.db (nothing named a database; this is the default of the \
            application), history main.flyway_schema_history\n"],
    );
    assert_eq!(bench.names("."), ["own.db"]);
    // The variable is there, so somebody meant it.
    let output = started(run().env("DATABASE_URL", "").run().expect(0));
    assert_eq!(
        after_the_first_line(&output),
        "warning: DATABASE_URL is empty, which names no database\n"
    );
    let output = started(run().env("DATABASE_URL", "sqlite://said.db").run().expect(0));
    assert_says(&output.stderr, &["default: sqlite://said.db (DATABASE_URL), "]);
    assert_eq!(bench.names("."), ["own.db", "said.db"]);
}

#[test]
fn a_named_file_gives_urls_and_is_told_where_it_says_more() {
    let bench = Bench::new(&[
        ("etc/shop.toml", "[databases.default]\nurl = 'sqlite://a.db'\npool_size = 2\n"),
        ("etc/more.toml", STRANGER),
        ("etc/same.toml", "schema = 'main'\nhistory_table = 'changes'\nnaming = 'flyway'\n"),
        ("etc/wrong.toml", "schema = 1\n"),
    ]);
    let run = |file: &str| {
        application(Kind::Kept, &[]).folder(bench.path()).env("SCHEMALANE_CONFIG", file)
    };
    let output = started(run("etc/shop.toml").run().expect(0));
    assert_eq!(
        output.stderr.lines().next().unwrap(),
        format!(
            "default: sqlite://{}/etc/a.db (databases.default.url in etc/shop.toml), history \
             main.changes (compiled in)",
            bench.path().display()
        )
    );
    let output = started(run("etc/more.toml").run().expect(0));
    assert_says(
        after_the_first_line(&output),
        &[
            "warning: etc/more.toml says something else of the target default than when this binary \
            was built (schema, history_table, rust_type): what was compiled in counts",
        ],
    );
    let same = run("etc/same.toml").env("DATABASE_URL", "sqlite://b.db").run().expect(0);
    assert!(!started(same).stderr.contains("warning"));
    let output = run("etc/wrong.toml").run().expect(1);
    assert_says(&output.stderr, &["error: etc/wrong.toml:1: `schema`: "]);
    let output = run("etc/none.toml").run().expect(1);
    assert_says(&output.stderr, &["error: etc/none.toml: the file cannot be read"]);
    assert_eq!(bench.names("."), ["b.db", "etc"]);
}

/// Cargo runs the package that the lanes belong to: then the files beside them count, whatever
/// the current folder is.
#[test]
fn in_development_the_files_beside_the_lanes_count() {
    let project = Bench::new(&[(
        "schemalane.toml",
        "history_table = 'changes'\nschema = 'main'\n[databases.default]\nurl = 'sqlite://dev.db'\n",
    )]);
    let elsewhere = Bench::new(&[]);
    let by_cargo = |package: &str| -> Command {
        application(Kind::Kept, &[])
            .folder(elsewhere.path())
            .env("CARGO_PKG_NAME", package)
            .env("CARGO_MANIFEST_DIR", project.path())
    };
    let root = project.path().display();
    let output = started(by_cargo("kept").run().expect(0));
    assert_eq!(
        output.stderr.lines().next().unwrap(),
        format!(
            "default: sqlite://{root}/dev.db (databases.default.url in {root}/schemalane.toml), \
             history main.changes (compiled in)"
        )
    );
    assert!(!output.stderr.contains("warning"), "{}", output.stderr);
    project.write(".env", "DATABASE_URL=sqlite://env.db\n");
    let output = started(by_cargo("kept").run().expect(0));
    assert_says(&output.stderr, &[&format!("/env.db (DATABASE_URL in {root}/.env), ")]);
    // Another package's folder is a stranger's.
    by_cargo("other").run().expect(1);
    assert!(elsewhere.names(".").is_empty());
    assert_eq!(project.names("."), [".env", "dev.db", "env.db", "schemalane.toml"]);
}
