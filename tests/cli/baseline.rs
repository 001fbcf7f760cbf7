//! `migrate baseline`: the history of a database that has been there before.

use crate::{
    bench::{Bench, TWO, assert_says, json},
    on_both,
    place::Place,
};

on_both!(a_database_that_was_there_before, only_before_everything_else);

const ROWS: &str =
    "SELECT version, type, script FROM flyway_schema_history ORDER BY installed_rank";

fn a_database_that_was_there_before(place: Place) {
    let bench = Bench::two();
    place.sql("CREATE TABLE account (id INTEGER PRIMARY KEY)");
    let baseline = |more: &str| {
        bench.migrate(&format!("baseline --ledger l.db --version 2 {more}"), &place.url())
    };
    let output = baseline("").expect(0);
    assert_eq!(output.stdout, "default: the history begins with the baseline 2\n");
    assert_eq!(place.sql(ROWS), "2|BASELINE|<< Flyway Baseline >>");
    // Who says it again gets no second row.
    let output = baseline("--format json").expect(0);
    let said = json(&output);
    assert_eq!((&said["target"], &said["baseline"]), (&"default".into(), &"2".into()));
    assert_eq!(place.sql(ROWS), "2|BASELINE|<< Flyway Baseline >>");

    let status = json(&bench.migrate("status --format json", &place.url()).expect(0));
    let states: Vec<_> =
        status["migrations"].as_array().unwrap().iter().map(|line| &line["state"]).collect();
    assert_eq!(states, ["BelowBaseline", "Baseline", "Pending"]);
    assert_eq!((&status["current_version"], &status["pending"]), (&"2".into(), &1.into()));
    bench.migrate("up", &place.url()).expect(0);
    assert_eq!(place.sql("SELECT id FROM account"), "1");
    let log = json(&bench.run("log --ledger l.db --format json").expect(0));
    assert_eq!(log.as_array().unwrap().len(), 2);
    assert!(log.as_array().unwrap().iter().all(|run| run["command"] == "migrate baseline"));
}

fn only_before_everything_else(place: Place) {
    let bench = Bench::two();
    bench.migrate("up --target 1", &place.url()).expect(0);
    let output = bench.migrate("baseline --version 1", &place.url()).expect(1);
    assert_says(
        &output.stderr,
        &["the history has begun already", TWO[0].0.rsplit('/').next().unwrap()],
    );
    assert_eq!(output.stdout, "");
    assert_eq!(place.sql(ROWS), "1|SQL|V1__create_account.sql");

    let place = Place::sqlite();
    bench.migrate("baseline --version 1", &place.url()).expect(0);
    let output = bench.migrate("baseline --version 1.1", &place.url()).expect(1);
    assert_says(&output.stderr, &["the history has begun already", "Baseline"]);
    bench.migrate("baseline", &place.url()).expect(1);
    bench.migrate("baseline --version one", &place.url()).expect(1);
    assert_eq!(place.sql(ROWS), "1|BASELINE|<< Flyway Baseline >>");
}
