//! The ledger: what is recorded, where, and that it never stands in the way.

use std::{fs, path::Path, time::Duration};

use schemalane_testkit::{Output, eventually};

use crate::{
    bench::{BROKEN, Bench, after_the_first_line, assert_says, json, program},
    on_both,
    place::{Place, rows_of},
};

on_both!(
    it_can_lie_anywhere,
    a_run_that_was_killed_stays_running,
    parallel_runs_share_it,
    the_rust_migration_takes_urls_apart,
    its_code_is_what_its_lane_comes_to,
);

/// The runs of a ledger, the last one first.
fn runs(ledger: &str) -> serde_json::Value {
    json(&program().args(["log", "--format", "json", "--ledger", ledger]).run().expect(0))
}

fn it_can_lie_anywhere(place: Place) {
    let bench = Bench::two();
    let url = place.url();
    let output = program().args(["--migrate-only", "--ledger", &url]).run().expect(0);
    assert_eq!(output.stdout, "");
    assert_says(&output.stderr, &["[3/3] applied V3__split_urls.rs", "applied 3 migrations"]);
    let output = program().args(["--migrate-only", "--ledger", &url]).run().expect(0);
    assert_says(&output.stderr, &["nothing to apply, 3 applied already"]);

    bench.command("migrate up --ledger").arg(&url).run().expect(0);
    bench.write(BROKEN.0, BROKEN.1);
    bench.command("migrate up").env("SCHEMALANE_LEDGER", &url).run().expect(4);
    let runs = runs(&url);
    let [failed, succeeded] = runs.as_array().unwrap().as_slice() else { panic!("{runs}") };
    assert_eq!(succeeded["outcome"], "succeeded");
    assert_eq!(succeeded["steps"].as_array().unwrap().len(), 2);
    assert_eq!(failed["outcome"], "failed");
    assert_eq!(failed["exit_code"], 4);
    assert!(failed["message"].as_str().unwrap().starts_with("V4__break.sql:2:"), "{failed}");
    assert_eq!(failed["steps"][0]["outcome"], "failed");
    assert_eq!(failed["steps"][0]["script"], "V4__break.sql");
}

fn a_run_that_was_killed_stays_running(place: Place) {
    let bench = Bench::new(&[("migrations/V1__endless.sql", place.endless())]);
    let ledger = bench.join("ledger.db");
    let ledger = ledger.to_str().unwrap();
    program().args(["--migrate-only", "--ledger", ledger]).run().expect(0);
    let running = bench.on("up", &place.url()).args(["--ledger", ledger]).start();
    eventually("the migration runs", Duration::from_secs(20), || {
        place.has("flyway_schema_history")
    });
    running.signal("KILL");
    assert_eq!(running.finish().code, 128 + 9);
    let run = &runs(ledger)[0];
    assert_eq!(run["outcome"], "running");
    assert_eq!((&run["finished_at"], &run["exit_code"]), (&().into(), &().into()));
    let output = bench.run("log --ledger ledger.db --outcome running").expect(0);
    assert_says(&output.stdout, &["running"]);
}

fn parallel_runs_share_it(place: Place) {
    let benches: Vec<_> = (0..6).map(|_| Bench::two()).collect();
    let start = |bench: &Bench| bench.command("migrate up --ledger").arg(place.url()).start();
    let started: Vec<_> = benches.iter().map(start).collect();
    for running in started {
        let output = running.finish().expect(0);
        assert!(!output.stderr.contains("warning"), "{}", output.stderr);
    }
    let runs = runs(&place.url());
    let runs = runs.as_array().unwrap();
    assert_eq!(runs.len(), 6);
    assert!(
        runs.iter().all(|run| run["outcome"] == "succeeded" && run["steps"][1]["version"] == "3")
    );
}

/// What the ledger reads and writes through was made of `schema/`, which is what its migrations come to.
fn its_code_is_what_its_lane_comes_to(place: Place) {
    for command in ["codegen --check", "schema check --lane"] {
        let checked = program()
            .args(command.split(' '))
            .args(["--no-ledger", "--database-url", &place.url()])
            .folder(env!("CARGO_MANIFEST_DIR"))
            .run();
        checked.expect(0);
    }
}

/// Rows of a ledger at version 2 get their columns from the migration in Rust.
fn the_rust_migration_takes_urls_apart(place: Place) {
    let url = place.url();
    let up = program()
        .args(["migrate", "up", "--no-ledger", "--target", "2", "--dir", "migrations"])
        .args(["--database-url", &url])
        .folder(env!("CARGO_MANIFEST_DIR"))
        .run();
    assert_says(&up.expect(0).stdout, &["applied 2 migrations"]);
    for (id, url) in [
        (1, "postgres://shop@db.internal:6543/orders"),
        (2, "postgres://shop@db.internal:6543/orders"),
        (3, "sqlite:///srv/my%20shop.db?mode=rwc"),
        (4, "oracle://what/is/this"),
    ] {
        place.sql(&format!(
            "INSERT INTO run (id, started_at, command, target, dialect, url, schema_name, \
             history_table, who, tool_version, outcome) \
             VALUES ('{id}', '', '', '', '', '{url}', '', '', '', '', 'succeeded')"
        ));
    }
    let output = program().args(["--migrate-only", "--ledger", &url]).run().expect(0);
    assert_says(&output.stderr, &["applied V3__split_urls.rs"]);
    assert_eq!(
        place.sql("SELECT host, database_name FROM run ORDER BY id"),
        "db.internal|orders\ndb.internal|orders\n|/srv/my shop.db\n|"
    );
}

#[test]
fn a_record_says_who_what_where_and_how_long() {
    let bench = Bench::two();
    let ledger = bench.join("ledger.db");
    let ledger = ledger.to_str().unwrap();
    bench
        .command("migrate up --database-url sqlite://shop.db --history-table h --ledger ledger.db")
        .env("USER", "night_shift")
        .run()
        .expect(0);
    let mut run = runs(ledger)[0].take();
    for key in ["started_at", "finished_at"] {
        assert!(run[key].take().as_str().unwrap().starts_with("20"), "{key}: {run}");
    }
    assert!(run["id"].take().is_string());
    assert!(run["duration_ms"].take().is_u64());
    for step in run["steps"].as_array_mut().unwrap() {
        assert!(step["execution_time"].take().is_u64());
    }
    let file = bench.path().canonicalize().unwrap().join("shop.db");
    assert_eq!(
        run,
        serde_json::json!({
            "id": null,
            "started_at": null,
            "finished_at": null,
            "command": "migrate up",
            "target": "default",
            "dialect": "sqlite",
            // A path that is relative to nothing known would tell nothing.
            "url": format!("sqlite://{}", file.display()),
            "schema": "main",
            "history_table": "h",
            "who": "night_shift",
            "tool_version": env!("CARGO_PKG_VERSION"),
            "outcome": "succeeded",
            "exit_code": 0,
            "duration_ms": null,
            "message": null,
            "steps": [
                {
                    "version": "1",
                    "script": "V1__create_account.sql",
                    "outcome": "applied",
                    "execution_time": null,
                    "message": null,
                },
                {
                    "version": "3",
                    "script": "V3__fill_account.sql",
                    "outcome": "applied",
                    "execution_time": null,
                    "message": null,
                },
            ],
        })
    );
    let place = "SELECT host, database_name FROM run";
    assert_eq!(rows_of(&format!("sqlite://{ledger}"), place), format!("|{}", file.display()));
}

#[test]
fn the_user_is_known_without_a_variable_too() {
    let bench = Bench::two();
    let up = bench.command("migrate up --ledger l.db --database-url sqlite://shop.db");
    up.env("USER", "").env("LOGNAME", "").env("USERNAME", "").run().expect(0);
    let who = runs(bench.join("l.db").to_str().unwrap())[0]["who"].take();
    assert_ne!(who, "");
    let by = "SELECT DISTINCT installed_by FROM flyway_schema_history";
    assert_eq!(
        rows_of(&format!("sqlite://{}", bench.join("shop.db").display()), by),
        who.as_str().unwrap()
    );
}

#[test]
fn what_writes_is_recorded_and_what_looks_is_not() {
    let bench = Bench::two();
    let state = bench.join("state");
    let run = |arguments: &str| -> Output {
        bench.command(arguments).env("XDG_STATE_HOME", &state).run()
    };
    for look in ["status", "validate", "up --dry-run", "new x --dir other"] {
        run(&format!("migrate {look}")).expect(0);
    }
    assert!(!state.exists());
    run("migrate up").expect(0);
    run("migrate up").expect(0);
    run("migrate fresh").expect(6);
    run("migrate fresh --yes").expect(0);
    bench.write("migrations/V1__x.sql", "SELECT 1;");
    run("migrate up").expect(2);
    let log = json(&run("log --format json").expect(0));
    let told: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|run| format!("{} {}", run["command"].as_str().unwrap(), run["exit_code"]))
        .collect();
    assert_eq!(
        told,
        ["migrate up 2", "migrate fresh 0", "migrate fresh 6", "migrate up 0", "migrate up 0"]
    );
    assert!(state.join("schemalane/ledger.db").is_file());
}

#[test]
fn every_target_has_a_record() {
    let bench = Bench::new(&[
        ("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);"),
        ("migrations/billing/V1__b.sql", "CREATE TABLE b (id INTEGER);"),
        ("schemalane.toml", "[databases.billing]\n"),
    ]);
    bench.run("migrate up --all-databases --ledger l.db").expect(0);
    let log = json(&bench.run("log --format json --ledger l.db").expect(0));
    assert_eq!((&log[0]["target"], &log[1]["target"]), (&"billing".into(), &"default".into()));
    assert_eq!(log[0]["history_table"], "flyway_schema_history__billing");
}

#[test]
fn a_path_may_have_any_name() {
    for name in ["my ledger.db", "100%.db", "what?.db", "a#b.db", "C:x.db", "%41.db"] {
        let bench = Bench::two();
        bench.command("migrate up --ledger").arg(name).run().expect(0);
        assert!(bench.names(".").contains(&name.to_owned()), "{name}: {:?}", bench.names("."));
        let log = bench.command("log --format json --ledger").arg(name).run().expect(0);
        assert_eq!(json(&log).as_array().unwrap().len(), 1, "{name}");
    }
}

#[test]
fn no_ledger_records_nothing() {
    let bench = Bench::two();
    let state = bench.join("state");
    let up = bench.command("migrate up --no-ledger").env("XDG_STATE_HOME", &state);
    up.env("SCHEMALANE_LEDGER", bench.join("named.db")).run().expect(0);
    assert_eq!(bench.names("."), ["migrations", "schemalane.db"]);
    for command in ["log --no-ledger", "--migrate-only --no-ledger"] {
        let output = bench.run(command).expect(1);
        assert_says(&output.stderr, &["there is no ledger to work on", "--ledger"]);
    }
}

#[test]
fn a_default_place_that_cannot_be_used_is_no_matter() {
    let bench = Bench::two();
    bench.write("file", "");
    for home in [bench.join("file"), Path::new("/proc/no/such/place").to_owned()] {
        let output =
            bench.command("migrate fresh --yes").env("XDG_STATE_HOME", home).run().expect(0);
        assert_eq!(
            output.stderr.lines().count(),
            3,
            "where, progress and nothing else: {}",
            output.stderr
        );
    }
    let homeless = bench.command("migrate up").env("XDG_STATE_HOME", "").env("HOME", "").run();
    assert_eq!(after_the_first_line(&homeless.expect(0)), "");
    let output = bench.command("log").env("XDG_STATE_HOME", "").env("HOME", "").run().expect(1);
    assert_says(&output.stderr, &["neither XDG_STATE_HOME nor HOME is set", "--ledger"]);
    // No database, and nothing that could become one.
    let state = bench.join("state/schemalane");
    fs::create_dir_all(&state).unwrap();
    fs::write(
        state.join("ledger.db"),
        "this is no database, but it is longer than a header".repeat(9),
    )
    .unwrap();
    let output = bench.command("migrate up").env("XDG_STATE_HOME", bench.join("state")).run();
    assert_eq!(after_the_first_line(&output.expect(0)), "");
}

#[test]
fn a_named_place_that_cannot_be_used_is_a_warning() {
    let bench = Bench::two();
    let place = bench.path().to_str().unwrap().to_owned();
    let named = [
        (place.as_str(), place.as_str()),
        ("/no/such/folder/l.db", "its folder must exist"),
        (
            "postgres://ledger@127.0.0.1:1/ledger",
            "postgres://ledger@127.0.0.1:1/ledger (the ledger)",
        ),
        ("mysql://ledger@localhost/ledger", "mysql://"),
    ];
    for (name, word) in named {
        let flag = bench.command("migrate fresh --yes --ledger").arg(name).run().expect(0);
        let variable = bench.command("migrate up").env("SCHEMALANE_LEDGER", name).run().expect(0);
        for stderr in [flag.stderr, variable.stderr] {
            assert_says(&stderr, &["warning: this run is not recorded: ", word]);
            assert_eq!(stderr.matches("warning").count(), 1, "{stderr}");
        }
        let output = bench.command("log --ledger").arg(name).run();
        assert!([1, 2].contains(&output.code), "{output:?}");
        assert_says(&output.stderr, &["error: "]);
    }
}

#[test]
fn a_ledger_of_a_newer_release_is_used_as_it_is() {
    let bench = Bench::two();
    bench.run("--migrate-only --ledger l.db").expect(0);
    let ledger = format!("sqlite://{}", bench.join("l.db").display());
    rows_of(&ledger, "ALTER TABLE run ADD COLUMN mood TEXT");
    rows_of(
        &ledger,
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, \
         checksum, installed_by, execution_time, success) \
         VALUES (9, '99', 'mood', 'SQL', 'V99__mood.sql', 1, 'me', 1, 1)",
    );
    let output = bench.run("migrate up --ledger l.db").expect(0);
    assert!(!output.stderr.contains("warning"), "{}", output.stderr);
    assert_eq!(json(&bench.run("log --format json --ledger l.db").expect(0))[0]["exit_code"], 0);
}

/// What ran where, and why it failed, is for the owner.
#[cfg(unix)]
#[test]
fn nobody_else_reads_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let bench = Bench::two();
    let state = bench.join("state");
    bench.command("migrate up").env("XDG_STATE_HOME", &state).run().expect(0);
    assert_eq!(mode(&state.join("schemalane")), 0o700);
    assert_eq!(mode(&state.join("schemalane/ledger.db")), 0o600);
    bench.run("migrate up --ledger named.db").expect(0);
    assert_eq!(mode(&bench.join("named.db")), 0o600);
    bench.run("migrate up --ledger sqlite://url.db").expect(0);
    assert_eq!(mode(&bench.join("url.db")), 0o600);
    bench.run("migrate up --ledger sqlite://never.db?mode=ro").expect(0);
    bench.run("migrate up --ledger sqlite::memory:").expect(0);
    assert_eq!(bench.names("."), ["migrations", "named.db", "schemalane.db", "state", "url.db"]);
}

/// Whatever its rights were, and whoever laid a link where it is to be.
#[cfg(unix)]
#[test]
fn it_stays_private_and_is_never_behind_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let bench = Bench::two();
    for made in ["", "sqlite://"] {
        let file = bench.join("wide.db");
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
        bench.run(&format!("migrate up --ledger {made}wide.db")).expect(0);
        assert_eq!(mode(&file), 0o600, "{made}");
        bench.remove("wide.db");
    }
    fs::write(bench.join("victim"), "").unwrap();
    fs::set_permissions(bench.join("victim"), fs::Permissions::from_mode(0o644)).unwrap();
    for (link, to) in [("dangling.db", "nowhere"), ("link.db", "victim")] {
        symlink(bench.join(to), bench.join(link)).unwrap();
        for place in
            [link.to_owned(), format!("sqlite://{link}"), format!("sqlite://{link}?mode=rw")]
        {
            let output = bench.command("migrate up --ledger").arg(&place).run().expect(0);
            assert_says(&output.stderr, &["this run is not recorded", link, "is a link"]);
            bench.command("log --ledger").arg(&place).run().expect(1);
        }
    }
    assert!(!bench.join("nowhere").exists());
    assert_eq!(fs::read(bench.join("victim")).unwrap(), b"");
    assert_eq!(mode(&bench.join("victim")), 0o644);
    let output = bench.run("migrate up --ledger u:open-sesame@host/db").expect(0);
    assert_says(&output.stderr, &["the database URL of the ledger cannot be used"]);
    assert!(!output.stderr.contains("sesame"));
}

/// The text of a migration and the data of a server's message may be secret.
#[test]
fn a_failure_is_kept_without_its_text() {
    let place = Place::postgres();
    let bench = Bench::new(&[(
        "migrations/V1__role.sql",
        "CREATE TABLE pin (code TEXT PRIMARY KEY);\n\
         INSERT INTO pin VALUES ('drawbridge');\n\
         INSERT INTO pin VALUES ('drawbridge');\n\
         CREATE ROLE pg_x PASSWORD 'portcullis';\n",
    )]);
    let run = || bench.on("up --ledger l.db", &place.url()).run().expect(4).stderr;
    assert_says(&run(), &["drawbridge"]);
    bench.write("migrations/V1__role.sql", "CREATE ROLE pg_x PASSWORD 'portcullis';");
    assert_says(&run(), &["portcullis"]);
    let ledger = bench.join("l.db");
    let runs = runs(ledger.to_str().unwrap());
    let message = "duplicate key value violates unique constraint \"pin_pkey\"";
    assert_eq!(
        runs[1]["message"],
        format!("V1__role.sql:3:1: {message} (statement 3 of 4, SQLSTATE 23505)")
    );
    assert_eq!(runs[1]["steps"][0]["message"], message);
    let message = runs[0]["message"].as_str().unwrap();
    assert!(message.starts_with("V1__role.sql:1:1: "), "{message}");
    assert!(message.ends_with(" (statement 1 of 1, SQLSTATE 42939)"), "{message}");
    let bytes = fs::read(ledger).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("drawbridge") && !text.contains("portcullis"));
}
