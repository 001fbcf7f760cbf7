//! The JSON contract: keys, their order, their types; one object on stdout
//! and nothing beside it.

use serde_json::{Value, json as value};

use crate::{
    bench::{BROKEN, Bench, TWO, json, keys},
    on_both,
    place::Place,
};

on_both!(status, up, up_that_fails, a_run_that_was_refused, dry_run, fresh);

const STATUS: [&str; 13] = [
    "target",
    "dialect",
    "schema",
    "history_table",
    "current_version",
    "migrations",
    "pending",
    "drift",
    "failed",
    "retried",
    "stuck",
    "database",
    "settings",
];

const MIGRATION: [&str; 12] = [
    "version",
    "description",
    "type",
    "script",
    "checksum",
    "state",
    "installed_rank",
    "installed_by",
    "installed_on",
    "execution_time",
    "success",
    "installed_checksum",
];

/// The URL of a place as it is shown.
fn shown(place: &Place) -> String {
    place.url().parse::<schemalane::DatabaseUrl>().unwrap().to_string()
}

fn status(place: Place) {
    let bench = Bench::two();
    let output = bench.migrate("status --format json", &place.url()).expect(0);
    assert_eq!(output.stderr, "");
    assert_eq!(keys(&output, 2), STATUS);
    assert_eq!(keys(&output, 6)[..6], MIGRATION[..6]);
    assert_eq!(json(&output)["current_version"], Value::Null);
    assert_eq!(json(&output)["pending"], 2);

    bench.migrate("up --target 1", &place.url()).expect(0);
    let output = bench.migrate("status --format json", &place.url()).expect(0);
    assert_eq!(keys(&output, 6)[..12], MIGRATION);
    let mut report = json(&output);
    let on = report["migrations"][0]["installed_on"].take();
    assert!(on.as_str().is_some_and(|on| on.starts_with("20")), "{on}");
    let by = report["migrations"][0]["installed_by"].take();
    assert!(by.is_string());
    let time = report["migrations"][0]["execution_time"].take();
    assert!(time.is_u64());
    let checksums = TWO.map(|(_, text)| schemalane_source::checksum(text));
    assert_eq!(
        report,
        value!({
            "target": "default",
            "dialect": place.dialect(),
            "schema": place.schema(),
            "history_table": "flyway_schema_history",
            "current_version": "1",
            "migrations": [
                {
                    "version": "1",
                    "description": "create account",
                    "type": "SQL",
                    "script": "V1__create_account.sql",
                    "checksum": checksums[0],
                    "state": "Success",
                    "installed_rank": 1,
                    "installed_by": null,
                    "installed_on": null,
                    "execution_time": null,
                    "success": true,
                    "installed_checksum": checksums[0],
                },
                {
                    "version": "3",
                    "description": "fill account",
                    "type": "SQL",
                    "script": "V3__fill_account.sql",
                    "checksum": checksums[1],
                    "state": "Pending",
                },
            ],
            "pending": 1,
            "drift": 0,
            "failed": 0,
            "retried": 0,
            "stuck": 0,
            "database": { "url": shown(&place), "origin": "--database-url" },
            "settings": {
                "schema": { "value": place.schema(), "origin": "the usual one" },
                "history_table": { "value": "flyway_schema_history", "origin": "the usual one" },
                "rust_type": "RUST",
            },
        })
    );
}

fn up(place: Place) {
    let bench = Bench::two();
    let output = bench.migrate("up --format json", &place.url()).expect(0);
    assert_eq!(
        keys(&output, 2),
        [
            "target",
            "applied",
            "failed",
            "already_applied",
            "duration_ms",
            "notices",
            "database",
            "settings"
        ]
    );
    assert_eq!(
        keys(&output, 6)[..5],
        ["version", "script", "execution_time", "description", "installed_rank"]
    );
    assert_eq!(output.stderr.lines().count(), 2, "progress goes to stderr: {}", output.stderr);
    let report = json(&output);
    assert_eq!(report["target"], "default");
    assert_eq!(report["applied"][1]["version"], "3");
    assert_eq!(report["applied"][1]["script"], "V3__fill_account.sql");
    assert!(report["applied"][1]["execution_time"].is_u64());
    assert_eq!(report["failed"], Value::Null);
    assert_eq!(report["already_applied"], 0);
    assert!(report["duration_ms"].is_u64());

    let output = bench.migrate("up --format json", &place.url()).expect(0);
    assert_eq!(output.stderr, "");
    assert_eq!(json(&output)["applied"], value!([]));
    assert_eq!(json(&output)["already_applied"], 2);
}

fn up_that_fails(place: Place) {
    let bench = Bench::two();
    bench.write(BROKEN.0, BROKEN.1);
    let output = bench.migrate("up --format json", &place.url()).expect(4);
    let report = json(&output);
    assert_eq!(report["applied"].as_array().unwrap().len(), 2);
    assert_eq!(report["help"], value!(["mend the file and run again"]));
    let failed = &report["failed"];
    assert_eq!(
        keys(&output, 4)[..7],
        ["version", "script", "line", "column", "statement", "sqlstate", "message"]
    );
    assert_eq!(failed["version"], "4");
    assert_eq!(failed["script"], "V4__break.sql");
    assert_eq!(failed["line"], 2);
    let (column, code) = match place {
        Place::Postgres(_) => (13, "42P01"),
        Place::Sqlite(_) => (1, "1"),
    };
    assert_eq!((&failed["column"], &failed["sqlstate"]), (&value!(column), &value!(code)));
    assert_eq!(failed["statement"], 2);
    assert!(failed["message"].as_str().unwrap().contains("nowhere"));
    assert!(output.stderr.contains("error: V4__break.sql:2:"), "{}", output.stderr);

    let output = bench.migrate("fresh --yes --format json", &place.url()).expect(4);
    assert_eq!(json(&output)["failed"]["script"], "V4__break.sql");
    let output = bench.migrate("status --format json", &place.url()).expect(4);
    assert_eq!(json(&output)["migrations"][2]["state"], "Failed");
    assert_eq!(json(&output)["migrations"][2]["success"], false);
}

fn a_run_that_was_refused(place: Place) {
    let bench = Bench::two();
    bench.migrate("up", &place.url()).expect(0);
    bench.write(TWO[0].0, "CREATE TABLE account (id BIGINT PRIMARY KEY);");
    for command in ["up", "validate", "up --dry-run"] {
        let output = bench.migrate(&format!("{command} --format json"), &place.url()).expect(3);
        assert_eq!(keys(&output, 2), ["target", "error", "database", "settings"]);
        assert_eq!(keys(&output, 4)[..5], ["exit_code", "message", "help", "url", "origin"]);
        let refusal = json(&output);
        assert_eq!(refusal["target"], "default");
        assert_eq!(refusal["error"]["exit_code"], 3);
        let message = refusal["error"]["message"].as_str().unwrap();
        let help = refusal["error"]["help"][0].as_str().unwrap();
        assert_eq!(output.stderr, format!("error: {message}\n  help: {help}\n"));
    }
    let output = bench.migrate("fresh --format json", &place.url()).expect(6);
    assert_eq!(json(&output)["error"]["exit_code"], 6);
}

fn dry_run(place: Place) {
    let bench = Bench::two();
    bench.write(BROKEN.0, &format!("-- schemalane: transaction = false\n{}", BROKEN.1));
    let output = bench.migrate("up --dry-run --format json", &place.url()).expect(0);
    assert_eq!(keys(&output, 2), ["target", "planned", "database", "settings"]);
    let planned = json(&output)["planned"].take();
    assert_eq!(
        planned[0],
        value!({
            "version": "1",
            "description": "create account",
            "script": "V1__create_account.sql",
            "type": "SQL",
            "mode": "transactional",
            "statements": 1,
            "sql": TWO[0].1,
        })
    );
    assert_eq!(
        (&planned[2]["mode"], &planned[2]["statements"]),
        (&value!("non-transactional"), &value!(2))
    );
}

fn fresh(place: Place) {
    let bench = Bench::two();
    bench.migrate("up", &place.url()).expect(0);
    let output = bench.migrate("fresh --yes --format json", &place.url()).expect(0);
    assert_eq!(json(&output)["applied"].as_array().unwrap().len(), 2);
    assert_eq!(json(&output)["already_applied"], 0);
}

#[test]
fn all_targets_are_a_list() {
    let bench = Bench::new(&[
        ("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);"),
        ("migrations/billing/V1__b.sql", "CREATE TABLE b (id INTEGER);"),
        ("migrations/reports/V1__c.sql", "CREATE TABLE c (id INTEGER);"),
        ("schemalane.toml", "[databases.billing]\n[databases.reports]\n"),
    ]);
    let targets = |output: &schemalane_testkit::Output| -> Vec<String> {
        let list = json(output);
        list.as_array()
            .unwrap()
            .iter()
            .map(|one| one["target"].as_str().unwrap().to_owned())
            .collect()
    };
    for command in ["status", "up --dry-run", "up", "validate", "fresh --yes"] {
        let output =
            bench.run(&format!("migrate {command} --all-databases --format json")).expect(0);
        assert_eq!(targets(&output), ["default", "billing", "reports"], "{command}");
    }
    bench.write("migrations/billing/V1__b.sql", "CREATE TABLE b (id BIGINT);");
    let output = bench.run("migrate up --all-databases --format json").expect(3);
    assert_eq!(targets(&output), ["default", "billing"]);
    assert_eq!(json(&output)[1]["error"]["exit_code"], 3);
    assert!(
        output.stderr.contains("error: billing: the history does not agree"),
        "{}",
        output.stderr
    );
    assert!(output.stderr.contains("nothing was done for the targets after it: reports"));
}

#[test]
fn an_error_before_any_target_is_an_object_too() {
    let bench = Bench::new(&[]);
    for command in ["migrate status", "migrate up --all-databases"] {
        let output = bench.run(&format!("{command} --format json")).expect(1);
        let said = json(&output);
        let object = if said.is_array() { &said[0] } else { &said };
        assert_eq!(object["error"]["exit_code"], 1);
        assert_eq!(object.get("target"), None);
    }
    let output = bench.run("log --format json --no-ledger").expect(1);
    assert_eq!(json(&output)["error"]["exit_code"], 1);
}

#[test]
fn a_list_may_be_empty() {
    let bench = Bench::new(&[("migrations/README.md", "none yet")]);
    let output = bench.run("migrate status --all-databases --format json").expect(0);
    assert_eq!(json(&output), value!([]));
    let output = bench.run("migrate up --all-databases").expect(0);
    assert!(output.stderr.contains("there are no migrations for any target"), "{}", output.stderr);
}
