//! `queries describe`, and the functions that `codegen` makes of the files.

use std::fs;

use schemalane_testkit::Output;

use crate::{
    bench::{assert_says, json},
    desk::{ACCOUNT, Desk},
    on_both,
};

on_both!(
    each_query_is_described,
    what_is_wrong_has_its_place,
    a_schema_may_come_from_files,
    queries_become_functions,
);

const QUERIES: &str = "-- name: Find :opt\nSELECT * FROM account WHERE id = :id;\n";

fn describe(desk: &Desk, flags: &str) -> Output {
    let command = desk.bench.command("queries describe --no-ledger");
    command.args(["--database-url", &desk.place.url()]).args(flags.split_whitespace()).run()
}

fn each_query_is_described(desk: Desk) {
    desk.bench.write("migrations/V1__account.sql", ACCOUNT);
    desk.bench.write("queries/accounts.sql", QUERIES);
    let output = describe(&desk, "").expect(0);
    assert_says(&output.stdout, &["queries/accounts.sql", "Find :opt, reads", ":id"]);
    let files = json(&describe(&desk, "--format json").expect(0));
    let query = &files[0]["queries"][0];
    assert_eq!(files[0]["file"], "queries/accounts.sql");
    assert_eq!((&query["command"], &query["readonly"]), (&"opt".into(), &true.into()));
    assert_eq!(query["columns"][0]["nullable"], false);
    assert_eq!(query["params"][0]["name"], "id");
    assert!(!desk.bench.path().join("generated").exists(), "nothing is written");
    assert!(!desk.place.has("account"), "the database itself is not touched");
}

fn what_is_wrong_has_its_place(desk: Desk) {
    desk.bench.write("migrations/V1__account.sql", ACCOUNT);
    let wrong = format!("{QUERIES}-- name: Bad :many\nSELECT nothing FROM account;\n");
    desk.bench.write("queries/accounts.sql", &wrong);
    desk.bench.write("queries/b.sql", "DROP TABLE account;\n");
    let output = describe(&desk, "").expect(2);
    assert_says(&output.stdout, &["Find :opt"]);
    assert_says(&output.stderr, &["queries/accounts.sql:4:8: ", "queries/b.sql:1:1: "]);
    let files = json(&describe(&desk, "--format json").expect(2));
    let error = &files[0]["errors"][0];
    assert_eq!((&error["line"], &error["column"]), (&4.into(), &8.into()));
    let output = desk.run("codegen").expect(2);
    assert_says(&output.stderr, &["nothing was written", "queries/accounts.sql:4:8: "]);
    assert!(!desk.bench.path().join("generated").exists());
    let files = json(&describe(&desk, "--dir none --format json").expect(2));
    assert_eq!(files[0]["errors"][0]["file"], "none");
}

/// The statements need not stand in the order in which they need each other.
fn a_schema_may_come_from_files(desk: Desk) {
    desk.bench.write("wanted/a.sql", "CREATE VIEW named AS SELECT name FROM thing;");
    desk.bench.write("wanted/b.sql", "CREATE TABLE thing (name TEXT NOT NULL);");
    desk.bench.write("queries/things.sql", "-- name: Names :many\nSELECT name FROM named;\n");
    let files = json(&describe(&desk, "--schema wanted --format json").expect(0));
    let column = &files[0]["queries"][0]["columns"][0];
    assert_eq!((&column["nullable"], &column["rust"]), (&false.into(), &"String".into()));
    desk.bench
        .write("broken.sql", "CREATE TABLE thing (name TEXT);\nCREATE TABLE thing (name TEXT);");
    let output = describe(&desk, "--schema broken.sql").expect(2);
    assert_says(&output.stderr, &["broken.sql:2", "already exists"]);
}

fn queries_become_functions(desk: Desk) {
    desk.bench.write("migrations/V1__account.sql", ACCOUNT);
    desk.bench.write("queries/accounts.sql", QUERIES);
    desk.run("codegen").expect(0);
    let code = desk.bench.path().join("generated/db/queries/accounts.rs");
    let text = fs::read_to_string(&code).unwrap();
    assert!(text.contains("pub fn find<'c>") && text.contains("Option<super::Account>"), "{text}");
    desk.run("codegen --check").expect(0);
    desk.bench.write("queries/accounts.sql", &QUERIES.replace("Find", "Look"));
    desk.run("codegen --check").expect(2);
    desk.run("codegen").expect(0);
    assert!(fs::read_to_string(&code).unwrap().contains("pub fn look<'c>"));
    fs::remove_file(desk.bench.path().join("queries/accounts.sql")).unwrap();
    desk.run("codegen").expect(0);
    assert!(!code.exists());
}
