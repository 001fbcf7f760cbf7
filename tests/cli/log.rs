//! `log`: the ledger as a table and as JSON.

use crate::bench::{BROKEN, Bench, assert_says, json};

/// A ledger with four runs: two targets, one failure.
fn bench() -> Bench {
    let bench = Bench::two();
    bench.write("migrations/billing/V1__b.sql", "CREATE TABLE b (id INTEGER);");
    bench.write("schemalane.toml", "[databases.billing]\n");
    bench.run("migrate up --ledger l.db").expect(0);
    bench.run("migrate up --ledger l.db --database billing").expect(0);
    bench.write(BROKEN.0, BROKEN.1);
    bench.run("migrate up --ledger l.db").expect(4);
    bench.run("migrate up --ledger l.db --database billing").expect(0);
    bench
}

#[test]
fn the_last_runs_come_first() {
    let output = bench().run("log --ledger l.db").expect(0);
    let lines: Vec<_> = output.stdout.lines().collect();
    let words: Vec<_> = lines[0].split_whitespace().collect();
    assert_eq!(
        words,
        ["started", "command", "target", "database", "outcome", "steps", "ms", "message"]
    );
    assert_eq!(lines.len(), 5);
    assert_says(lines[1], &["migrate up", "billing", "sqlite:///", "succeeded  0"]);
    assert_says(lines[2], &["default", "failed     1", "V4__break.sql:2:1:"]);
    assert_says(lines[4], &["default", "succeeded  2"]);
}

#[test]
fn filters_narrow_it() {
    let bench = bench();
    let count = |filter: &str| {
        let output = bench.run(&format!("log --ledger l.db --format json {filter}")).expect(0);
        json(&output).as_array().unwrap().len()
    };
    assert_eq!(count(""), 4);
    assert_eq!(count("--target billing"), 2);
    assert_eq!(count("--database billing"), 2);
    assert_says(&bench.run("log --help").expect(0).stdout, &["[alias: --database]"]);
    assert_eq!(count("--outcome failed"), 1);
    assert_eq!(count("--outcome succeeded --target default"), 1);
    assert_eq!(count("--outcome running"), 0);
    assert_eq!(count("-n 3"), 3);
    assert_eq!(count("--last 1 --target default"), 1);
    let output = bench.run("log --ledger l.db --target nobody").expect(0);
    assert_eq!(output.stdout, "No runs are recorded that fit.\n");
    bench.run("log --outcome perhaps").expect(1);
}

#[test]
fn a_ledger_that_was_never_used_is_empty() {
    let bench = Bench::new(&[]);
    let output = bench.run("log --format json").expect(0);
    assert_eq!(json(&output), serde_json::json!([]));
}
