//! A version that has a text for each database.

use schemalane_source::checksum;

use crate::{
    bench::{Bench, assert_says},
    on_both,
    place::Place,
};

on_both!(each_database_gets_its_own_text, one_that_is_missing_is_an_error);

const POSTGRES: &str = "CREATE TABLE a (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY);";
const SQLITE: &str = "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);";
const BOTH: (&str, &str) = ("schemalane.toml", "dialect = ['postgres', 'sqlite']\n");

fn each_database_gets_its_own_text(kind: Place) {
    // Once with a file of the project, once with the folder alone.
    for files in [&[BOTH][..], &[]] {
        let place = another(&kind);
        let bench = Bench::new(files);
        bench.write("migrations/V1__a.postgres.sql", POSTGRES);
        bench.write("migrations/V1__a.sqlite.sql", SQLITE);
        bench.write("migrations/V2__b.sql", "CREATE TABLE b (id INTEGER);");
        let url = place.url();
        let plan = bench.migrate("up --dry-run", &url).expect(0);
        let script = format!("V1__a.{}.sql", place.dialect());
        assert_says(&plan.stdout, &[&script, "V2__b.sql"]);
        assert_eq!(plan.stdout.matches("V1__a").count(), 1, "{}", plan.stdout);
        bench.migrate("up", &url).expect(0);
        bench.migrate("validate", &url).expect(0);
        let status = bench.migrate("status", &url).expect(0);
        assert!(!status.stdout.contains("Pending"), "{}", status.stdout);
        let text = if place.dialect() == "postgres" { POSTGRES } else { SQLITE };
        assert_eq!(
            place.sql("SELECT description, script, checksum FROM flyway_schema_history WHERE version = '1'"),
            format!("a|{script}|{}", checksum(text)),
        );
        // The other text may change: this database has its own checksum.
        let [changed, other] = if place.dialect() == "postgres" {
            ["postgres", "sqlite"]
        } else {
            ["sqlite", "postgres"]
        };
        bench.write(&format!("migrations/V1__a.{other}.sql"), "SELECT 2;");
        bench.migrate("validate", &url).expect(0);
        bench.write(&format!("migrations/V1__a.{changed}.sql"), "SELECT 2;");
        let drift = bench.migrate("validate", &url).expect(3);
        assert_says(&drift.stderr, &[&script]);
    }
}

fn another(place: &Place) -> Place {
    if place.dialect() == "postgres" { Place::postgres() } else { Place::sqlite() }
}

fn one_that_is_missing_is_an_error(place: Place) {
    for (there, missing) in [("postgres", "sqlite"), ("sqlite", "postgres")] {
        let bench = Bench::new(&[BOTH]);
        bench.write(&format!("migrations/V1__a.{there}.sql"), "SELECT 1;");
        let output = bench.migrate("up", &place.url()).expect(2);
        let said = format!(
            "migrations/V1__a.{there}.sql: there is no text of this version for {missing}\n\
             help: add `V1__a.{missing}.sql`"
        );
        assert_says(&output.stderr, &[&said]);
        // Where nothing says what the lane is for, it is for the database at hand.
        bench.remove("schemalane.toml");
        let code = if there == place.dialect() { 0 } else { 2 };
        bench.migrate("up --dry-run", &place.url()).expect(code);
    }
}

#[test]
fn a_new_version_has_a_text_for_each_database() {
    let bench = Bench::new(&[BOTH]);
    let output = bench.run("migrate new --per-database add account").expect(0);
    assert_eq!(
        output.stdout,
        "./migrations/V1__add_account.postgres.sql\n./migrations/V1__add_account.sqlite.sql\n"
    );
    bench.write("schemalane.toml", "dialect = 'sqlite'\n");
    let refused = bench.run("migrate new --per-database add account").expect(1);
    assert_says(&refused.stderr, &["--per-database", "not for several databases"]);
}
