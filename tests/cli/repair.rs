//! `migrate repair`: it puts the history right, and touches nothing else.

use crate::{
    bench::{Bench, TWO, assert_says, json},
    on_both,
    place::Place,
};

on_both!(
    failed_rows_are_cleared,
    a_change_is_taken_over_where_its_version_is_named,
    what_is_missing_is_marked_as_deleted,
    nothing_to_repair,
);

const ROWS: &str = "SELECT installed_rank, version, type, checksum FROM flyway_schema_history \
                    ORDER BY installed_rank";

/// A folder with a migration that fails and leaves half of its work behind.
fn half_done(place: &Place) -> Bench {
    let bench = Bench::two();
    bench.write(
        "migrations/V4__half.sql",
        "-- schemalane: transaction = false\nCREATE TABLE half (id INTEGER);\nSELECT * FROM nowhere;",
    );
    bench.migrate("up", &place.url()).expect(4);
    bench
}

fn failed_rows_are_cleared(place: Place) {
    let bench = half_done(&place);
    let before = place.sql(ROWS);
    assert_eq!(before.lines().count(), 3);
    let output = bench.migrate("repair --ledger l.db", &place.url()).expect(0);
    assert_says(
        &output.stdout,
        &[
            "default: what repair would do; nothing was changed\n",
            "4        V4__half.sql  3    clear the failed row\n",
            "migrate repair --yes",
        ],
    );
    assert_eq!(place.sql(ROWS), before);
    bench.migrate("up", &place.url()).expect(4);

    let output = bench.migrate("repair --yes --ledger l.db", &place.url()).expect(0);
    assert_says(&output.stdout, &["repaired the history", "clear the failed row", "still there"]);
    assert_eq!(place.sql(ROWS).lines().count(), 2);
    assert!(place.has("half"));
    // What only looks is not recorded.
    let log = json(&bench.run("log --ledger l.db --format json").expect(0));
    assert_eq!(log.as_array().unwrap().len(), 1);
    assert_eq!(log[0]["command"], "migrate repair");
    assert_eq!(log[0]["outcome"], "succeeded");

    bench.write("migrations/V4__half.sql", "INSERT INTO half VALUES (1);");
    bench.migrate("up", &place.url()).expect(0);
    bench.migrate("status --fail-on-pending", &place.url()).expect(0);
}

fn a_change_is_taken_over_where_its_version_is_named(place: Place) {
    let bench = Bench::two();
    bench.migrate("up", &place.url()).expect(0);
    let before = place.sql(ROWS);
    for (path, text) in TWO {
        bench.write(path, &format!("-- reworded\n{text}"));
    }
    let output = bench.migrate("repair --yes", &place.url()).expect(0);
    assert_says(
        &output.stdout,
        &["left: changed or here again, and not named", "--accept <version>"],
    );
    assert_eq!(place.sql(ROWS), before);

    let planned = bench.migrate("repair --accept 3.0 --format json", &place.url()).expect(0);
    let planned = json(&planned);
    assert_eq!((&planned["target"], &planned["state"]), (&"default".into(), &"planned".into()));
    assert_eq!(
        (&planned["cleared"], &planned["deleted"]),
        (&[(); 0][..].into(), &[(); 0][..].into())
    );
    assert_eq!(
        (&planned["realigned"][0]["version"], &planned["left"][0]["version"]),
        (&"3".into(), &"1".into())
    );
    let (old, new) =
        (&planned["realigned"][0]["checksum"], &planned["realigned"][0]["new_checksum"]);
    assert!(old.is_i64() && new.is_i64() && old != new, "{planned}");
    assert_eq!(place.sql(ROWS), before);

    let output = bench.migrate("repair --accept 3.0 --yes --format json", &place.url()).expect(0);
    assert_eq!(json(&output)["state"], "repaired");
    let lines = |rows: &str| rows.lines().map(str::to_owned).collect::<Vec<_>>();
    let after = place.sql(ROWS);
    assert_eq!(lines(&after)[0], lines(&before)[0]);
    assert_eq!(lines(&after)[1], format!("2|3|SQL|{new}"));
    let output = bench.migrate("validate", &place.url()).expect(3);
    assert!(output.stderr.contains("V1__") && !output.stderr.contains("V3__"), "{}", output.stderr);
    bench.migrate("repair --accept 1 --accept 3 --yes", &place.url()).expect(0);
    bench.migrate("validate", &place.url()).expect(0);
}

fn what_is_missing_is_marked_as_deleted(place: Place) {
    let bench = Bench::two();
    bench.migrate("up", &place.url()).expect(0);
    bench.remove(TWO[0].0);
    bench.migrate("up", &place.url()).expect(3);
    let output = bench.migrate("repair", &place.url()).expect(0);
    assert_says(&output.stdout, &["V1__create_account.sql", "mark as deleted"]);
    assert_eq!(place.sql(ROWS).lines().count(), 2);
    bench.migrate("repair --yes", &place.url()).expect(0);
    let rows = place.sql(ROWS);
    let last = rows.lines().nth(2).unwrap();
    assert!(last.starts_with("3|1|DELETE|"), "{rows}");

    let status = json(&bench.migrate("status --format json", &place.url()).expect(0));
    assert_eq!(status["migrations"][0]["version"], "1");
    assert_eq!(status["migrations"][0]["state"], "Deleted");
    assert_eq!((&status["drift"], &status["failed"]), (&0.into(), &0.into()));
    assert!(place.has("account"));
    bench.migrate("up", &place.url()).expect(0);

    // The file comes back, and what it did is still there.
    bench.write(TWO[0].0, TWO[0].1);
    let refused = bench.migrate("up --out-of-order", &place.url()).expect(3);
    assert_says(&refused.stderr, &["row 3", "repair --accept 1 --yes"]);
    let status = bench.migrate("status", &place.url()).expect(3);
    assert_says(&status.stdout, &["Returned", "repair --accept <version>"]);
    let planned = bench.migrate("repair", &place.url()).expect(0);
    assert_says(&planned.stdout, &["left: changed or here again, and not named"]);
    bench.migrate("repair --accept 1 --yes", &place.url()).expect(0);
    bench.migrate("up", &place.url()).expect(0);
    assert_eq!(place.sql(ROWS).lines().count(), 2);
}

fn nothing_to_repair(place: Place) {
    let bench = Bench::two();
    let output = bench.migrate("repair --yes", &place.url()).expect(0);
    assert_eq!(output.stdout, "default: there is nothing to repair\n");
    bench.migrate("up", &place.url()).expect(0);
    let before = place.sql(ROWS);
    let output = bench.migrate("repair --yes --accept 1", &place.url()).expect(0);
    assert_eq!(output.stdout, "default: there is nothing to repair\n");
    assert_eq!(place.sql(ROWS), before);
}
