//! `migrate new`: the file of the next migration.

use std::fs;

use schemalane_build::{Paths, generate};

use crate::{
    application::{Kind, application},
    bench::{Bench, assert_says},
};

/// What it printed, which is the path of what it made.
fn new(bench: &Bench, arguments: &str) -> String {
    let output = bench.run(&format!("migrate new {arguments}")).expect(0);
    assert_eq!(output.stderr, "");
    let path = output.stdout.trim_end().to_owned();
    assert!(bench.join(&path).is_file(), "{path}");
    path
}

#[test]
fn versions_follow_each_other() {
    let bench = Bench::new(&[]);
    assert_eq!(new(&bench, "create account"), "./migrations/V1__create_account.sql");
    assert_eq!(new(&bench, "Add E-mail!"), "./migrations/V2__add_e_mail.sql");
    bench.write("migrations/V2.7__more.sql", "SELECT 1;");
    assert_eq!(new(&bench, "x --rust"), "./migrations/V3__x.rs");
    bench.write("migrations/V009__padded.sql", "SELECT 1;");
    assert_eq!(new(&bench, "x"), "./migrations/V010__x.sql");
    bench.write("migrations/V99__last_of_two_digits.sql", "SELECT 1;");
    assert_eq!(new(&bench, "x"), "./migrations/V100__x.sql");
}

#[test]
fn times_follow_times() {
    let bench = Bench::new(&[]);
    let version = |path: &str| -> u64 {
        let name = path.strip_prefix("./migrations/V").unwrap();
        name.split("__").next().unwrap().parse().unwrap()
    };
    let first = version(&new(&bench, "one --timestamp"));
    assert!((20_260_000_000_000..30_000_000_000_000).contains(&first), "{first}");
    let second = version(&new(&bench, "two"));
    assert!(second > first && second < 30_000_000_000_000, "{second}");
    assert_eq!(version(&new(&bench, "three --sequential")), second + 1);
    bench.run("migrate new x --timestamp --sequential").expect(1);
}

#[test]
fn a_target_has_its_own_folder_and_numbers() {
    let bench = Bench::two();
    bench.write("schemalane.toml", "[databases.analytics]\n");
    assert_eq!(new(&bench, "events --database analytics"), "./migrations/analytics/V1__events.sql");
    let output = bench.run("migrate new y --dir db --database a").expect(0);
    assert_eq!(output.stdout, "db/a/V1__y.sql\n");
    assert_says(&output.stderr, &["does not name the target a yet", "`[databases.a]`"]);
    bench.write("schemalane.toml", "[databases.a]\n");
    assert_eq!(new(&bench, "x --dir db --database a"), "db/a/V2__x.sql");
    assert_eq!(new(&bench, "x"), "./migrations/V4__x.sql");
}

#[test]
fn nothing_is_ever_overwritten() {
    let bench = Bench::two();
    let before = fs::read_to_string(bench.join("migrations/V3__fill_account.sql")).unwrap();
    for _ in 0..3 {
        new(&bench, "fill account");
    }
    assert_eq!(bench.names("migrations").len(), 5);
    assert_eq!(fs::read_to_string(bench.join("migrations/V3__fill_account.sql")).unwrap(), before);
}

#[test]
fn what_cannot_name_a_file_is_refused() {
    let bench = Bench::new(&[]);
    let output = bench.command("migrate new").arg("¿...?").run().expect(1);
    assert_says(&output.stderr, &["cannot name a migration", "letters and digits"]);
    bench.write("file", "");
    let output = bench.run("migrate new x --dir file").expect(1);
    assert_says(&output.stderr, &["file"]);
    assert_eq!(bench.names("."), ["file"]);
}

#[test]
fn the_build_takes_what_it_makes() {
    let bench = Bench::new(&[("schemalane.toml", "dialect = ['postgres', 'sqlite']")]);
    new(&bench, "create account");
    let output = bench.run("migrate up --dry-run").expect(0);
    assert_says(&output.stderr, &["warning: V1__create_account.sql has no statement yet"]);
    let code = generate(bench.path(), "migrations", Paths::Relative("")).unwrap();
    assert_says(&code, &["schemalane::Draft::new(", "\"V1__create_account.sql\"", ".with_drafts("]);
    bench.write("migrations/V1__create_account.sql", "CREATE TABLE account (id INTEGER);");
    new(&bench, "fill account --rust");
    let code = generate(bench.path(), "migrations", Paths::Relative("")).unwrap();
    assert_says(&code, &["Function::Transaction", "\"fill account\"", "V2__fill_account.rs"]);
}

/// An application may be run where its folder is not.
#[test]
fn an_application_counts_on_from_what_is_compiled_in() {
    let bench = Bench::new(&[]);
    let new = |more: &[&str]| {
        let arguments = [&["migrate", "new", "more"], more].concat();
        application(Kind::Cli, &arguments).folder(bench.path()).run().expect(0).stdout
    };
    assert_says(&new(&[]), &["./migrations/V4__more.sql"]);
    assert_says(&new(&[]), &["./migrations/V5__more.sql"]);
    assert_says(&new(&["--dir", "db"]), &["db/V4__more.sql"]);
    assert_says(&new(&["--database", "a"]), &["./migrations/a/V1__more.sql"]);
}

/// A letter that is left out would make another word.
#[test]
fn letters_that_no_name_has_are_refused() {
    let bench = Bench::new(&[]);
    for (description, letter) in [("add café", "'é'"), ("пользователи", "'п'"), ("x ²", "'²'")]
    {
        let output = bench.command("migrate new").arg(description).run().expect(1);
        assert_says(&output.stderr, &["error: ", letter, "the letters a to z and digits"]);
    }
    assert!(bench.names(".").is_empty());
    let path = bench.command("migrate new").arg("añadir… — \u{201c}x\u{201d}").run().expect(1);
    assert_says(&path.stderr, &["'ñ'"]);
    assert_eq!(
        bench.command("migrate new").arg("add \u{201c}x\u{201d}…").run().expect(0).stdout,
        "./migrations/V1__add_x.sql\n"
    );
}

/// A file that is still to be written is no error of everything.
#[test]
fn what_is_not_written_yet_is_passed_over() {
    let bench = Bench::new(&[("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);")]);
    new(&bench, "fill a");
    let up = bench.run("migrate up").expect(0);
    assert_says(&up.stderr, &["V2__fill_a.sql has no statement yet", "applied V1__a.sql"]);
    let status = bench.run("migrate status").expect(0);
    assert_says(&status.stdout, &["Unwritten", "until it is written or removed"]);

    // Nothing is applied above it.
    bench.write("migrations/V3__c.sql", "CREATE TABLE c (id INTEGER);");
    for command in ["up", "up --out-of-order", "validate"] {
        let refused = bench.run(&format!("migrate {command}")).expect(2);
        let said = "V2__fill_a.sql has no statement yet, and V3__c.sql would run above it";
        assert_says(&refused.stderr, &[said, "write it, or remove the file"]);
    }
    bench.run("migrate up --target 2").expect(0);
    bench.write("migrations/V2__fill_a.sql", "INSERT INTO a VALUES (1);");
    bench.run("migrate up").expect(0);

    // One that was applied and is emptied now is a changed one.
    bench.write("migrations/V3__c.sql", "-- c\n");
    let drift = bench.run("migrate up").expect(3);
    assert_says(&drift.stderr, &["V3__c.sql was changed after it was applied"]);
}
