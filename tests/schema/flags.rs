//! Flags that a command does not have, or that mean nothing where they are said.

use crate::{bench::assert_says, desk::Desk, place::Place};

#[test]
fn a_format_that_makes_no_sense_is_refused() {
    let desk = Desk::new(Place::sqlite());
    for (command, format) in [
        ("exec", "sql"),
        ("commit -m x", "markdown"),
        ("status", "sql"),
        ("check", "markdown"),
        ("show", "table"),
        ("log", "markdown"),
        ("gen", "yaml"),
    ] {
        let output = desk.run(&format!("{command} --format {format}")).expect(1);
        assert_says(&output.stderr, &[&format!("invalid value '{format}'"), "possible values"]);
    }
    let output = desk.run("gen --as-migration x --format sql").expect(1);
    assert_says(&output.stderr, &["--format cannot be used here"]);
}

#[test]
fn flags_of_postgres_are_refused_on_sqlite() {
    let desk = Desk::new(Place::sqlite());
    for flag in ["--schema sales", "--grants", "--online", "--scratch-url postgres://h/d"] {
        let output = desk.run(&format!("gen {flag}")).expect(1);
        let name = flag.split(' ').next().unwrap();
        assert_says(&output.stderr, &[&format!("error: {name} cannot be used here: ")]);
    }
    let output = desk.run("exec --statement-timeout 1s").expect(1);
    assert_says(&output.stderr, &["error: --statement-timeout cannot be used here: "]);
}

#[test]
fn a_statement_takes_no_longer_than_it_may() {
    let desk = Desk::new(Place::postgres());
    let slow = "CREATE FUNCTION slow(id integer) RETURNS boolean LANGUAGE sql AS 'SELECT pg_sleep(2) IS NOT NULL';\n";
    desk.want(&format!("{slow}CREATE TABLE account (id integer);\n"));
    desk.run("exec --statement-timeout 1min").expect(0);
    desk.place.sql("INSERT INTO account VALUES (1)");
    desk.want(&format!("{slow}CREATE TABLE account (id integer CHECK (slow(id)));\n"));
    let output = desk.run("exec --statement-timeout 200ms").expect(4);
    assert_says(&output.stderr, &["statement timeout", "--statement-timeout"]);
    desk.run("exec --statement-timeout 1min").expect(0);
    desk.run("check").expect(0);
}

#[test]
fn a_schema_that_is_nowhere_is_told() {
    let desk = Desk::new(Place::postgres());
    let nowhere = "The schema sales is neither in the database nor in the files";
    for command in ["gen", "status", "exec", "check", "gen"] {
        let output = desk.run(&format!("{command} --schema sales")).expect(0);
        assert_says(&output.stdout, &[nowhere]);
    }
    desk.place.sql("CREATE SCHEMA sales");
    let output = desk.run("gen --schema sales").expect(0);
    assert!(!output.stdout.contains(nowhere), "{}", output.stdout);
}

#[test]
fn an_approval_names_a_hazard_and_an_object() {
    let desk = Desk::new(Place::sqlite());
    assert_says(&desk.run("exec --allow drop:x").expect(1).stderr, &["`drop` is no hazard"]);
    assert_says(&desk.run("exec --allow delete-data").expect(1).stderr, &["names no object"]);
}

#[test]
fn what_is_ignored_is_left_in_peace() {
    let desk = Desk::new(Place::sqlite());
    desk.run("exec").expect(0);
    desk.place.sql("CREATE TABLE tmp_one (id INTEGER)");
    desk.run("check").expect(2);
    desk.run("check --ignore tmp_*").expect(0);
}

#[test]
fn a_database_that_cannot_be_written_is_not() {
    let desk = Desk::new(Place::sqlite());
    desk.run("exec").expect(0);
    let url = format!("{}?mode=ro", desk.place.url().split('?').next().unwrap());
    let command = |arguments: &str| {
        desk.bench.command(arguments).args(["--no-ledger", "--database-url", &url]).run()
    };
    command("schema check").expect(0);
    assert_says(&command("schema exec").expect(1).stderr, &["mode=ro in the URL"]);
    let output = desk.bench.command("schema exec --database-url sqlite://no.db?mode=rw").run();
    assert_says(&output.expect(1).stderr, &["no.db: there is no such file"]);
    let output = desk.bench.command("schema gen --database-url sqlite::memory:").run().expect(1);
    assert_says(&output.stderr, &["--database-url cannot be used", "a database in memory"]);
}
