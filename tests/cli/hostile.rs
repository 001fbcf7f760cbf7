//! Files, databases and servers that mean no good: nothing of them commands a terminal, and nothing
//! is written through what they lay out.

use std::fs;

use schemalane_testkit::{Command, Output};

use crate::{
    bench::{Bench, assert_says, json},
    place::{Place, rows_of},
};

/// Clears a terminal, sets its title, comes as a single C1 byte, deletes, and turns the text around.
const HOSTILE: &str =
    "a\u{1b}[2Jb\u{1b}]0;x\u{7}c\u{9b}31md\u{7f}e\u{202e}f\u{2066}g\u{200f}h\u{85}i\rj";

#[track_caller]
fn assert_harmless(output: &Output) {
    for text in [&output.stdout, &output.stderr] {
        let hidden = |character: &char| {
            !matches!(character, '\n' | '\t')
                && (character.is_control()
                    || matches!(character, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        };
        let found = text.chars().find(hidden);
        assert_eq!(found, None, "{text:?}");
    }
}

#[test]
fn rows_of_a_history() {
    let place = Place::sqlite();
    let bench = Bench::two();
    bench.migrate("up --target 1", &place.url()).expect(0);
    let literal = HOSTILE.replace('\'', "''");
    rows_of(
        &place.url(),
        &format!(
            "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, \
             checksum, installed_by, installed_on, execution_time, success) VALUES \
             (2, '2', '{literal}', '{literal}', '{literal}', 1, '{literal}', '{literal}', 1, 1)"
        ),
    );
    for arguments in ["status", "validate", "up", "up --dry-run", "repair"] {
        let output = bench.migrate(arguments, &place.url());
        assert_harmless(&output);
        assert!(output.stdout.contains("\\u{1b}[2J") || output.stderr.contains("\\u{1b}[2J"));
        let output = bench.migrate(&format!("{arguments} --format json"), &place.url());
        assert_harmless(&output);
        assert!(json(&output).to_string().contains('\u{202e}'), "JSON says what is there");
    }
}

#[test]
fn messages_of_a_server() {
    let place = Place::postgres();
    let sql = "DO $$ BEGIN RAISE EXCEPTION E'a\\x1b[2Jb\\u202ec' USING DETAIL = E'd\\x1b]0;x\\x07\\u2066', \
               HINT = E'h\\u009b31m\\x7f'; END $$;";
    let bench = Bench::new(&[("migrations/V1__a.sql", sql)]);
    let output = bench.migrate("up", &place.url()).expect(4);
    assert_harmless(&output);
    assert_says(
        &output.stderr,
        &["a\\u{1b}[2Jb\\u{202e}c", "\\u{7}\\u{2066}", "\\u{9b}31m\\u{7f}"],
    );
    let output = bench.migrate("up --format json", &place.url()).expect(4);
    assert_harmless(&output);
    assert!(json(&output).to_string().contains('\u{202e}'));
}

#[test]
fn names_in_a_schema() {
    let place = Place::sqlite();
    let bench = Bench::new(&[("schema/a.sql", "CREATE TABLE kept (a INTEGER);\n")]);
    rows_of(&place.url(), "CREATE TABLE kept (a INTEGER)");
    rows_of(&place.url(), &format!("CREATE TABLE \"{HOSTILE}\" (a INTEGER)"));
    let run =
        |arguments: &str| bench.command(arguments).args(["--database-url", &place.url()]).run();
    for arguments in ["schema gen", "schema status", "schema gen --format json"] {
        assert_harmless(&run(arguments));
    }
    // A program that reads the SQL gets each byte of it.
    assert!(run("schema show").expect(0).stdout.contains(HOSTILE));
    let line =
        format!("{} schema show --database-url {}", env!("CARGO_BIN_EXE_schemalane"), place.url());
    let seen = Command::new("script").args(["-qec", &line, "/dev/null"]).folder(bench.path()).run();
    assert!(seen.stdout.contains("a\\u{1b}[2Jb"), "{:?}", seen.stdout);
    assert!(!seen.stdout.contains("\u{1b}[2J") && !seen.stdout.contains('\u{202e}'));
}

#[test]
fn keys_of_a_project_and_names_of_files() {
    let bench = Bench::two();
    for toml in [
        "\"a\\u001b[2J\\u202e\" = 1\n",
        "[databases.\"a\\u001b[2J\"]\n",
        "dialect = \"a\\u009b31m\"\n",
        "schema = \"a\\u001b[2J\\u202eb\"\n",
    ] {
        bench.write("schemalane.toml", toml);
        assert_harmless(&bench.run("migrate up"));
        assert_harmless(&bench.run("migrate up --format json"));
    }
    bench.remove("schemalane.toml");
    bench.write("migrations/V4__a\u{1b}[2J\u{202e}.sql", "SELECT 1;");
    let output = bench.run("migrate up").expect(2);
    assert_harmless(&output);
    assert_harmless(&bench.command("migrate up --dir").arg("a\u{1b}[2J\u{202e}").run().expect(1));
    assert_harmless(&bench.command("migrate").arg("a\u{1b}[2J\u{202e}").run().expect(1));
}

/// What lies where the lock of a database belongs.
#[cfg(unix)]
#[test]
fn a_link_where_the_lock_belongs() {
    use std::os::unix::fs::symlink;
    let bench = Bench::two();
    fs::write(bench.join("victim"), "precious").unwrap();
    for (to, says) in [("victim", "it is a link"), ("nowhere", "it is a link")] {
        symlink(bench.join(to), bench.join("a.db.schemalane-lock")).unwrap();
        let output = bench.migrate("up", "sqlite://a.db").expect(1);
        assert_says(&output.stderr, &["a.db.schemalane-lock", says, "nothing was written"]);
        bench.remove("a.db.schemalane-lock");
    }
    assert_eq!(fs::read_to_string(bench.join("victim")).unwrap(), "precious");
    assert!(!bench.join("nowhere").exists());
    // What is in the way is no name of a holder.
    fs::write(bench.join("a.db.schemalane-lock"), HOSTILE).unwrap();
    let output = bench.migrate("up", "sqlite://a.db").expect(1);
    assert_harmless(&output);
    assert_says(&output.stderr, &["something else in it"]);
    bench.remove("a.db.schemalane-lock");
    bench.migrate("up", "sqlite://a.db").expect(0);
}

/// The folder of another user can be given only by who may do everything.
#[cfg(unix)]
#[test]
fn a_folder_of_somebody_else() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let bench = Bench::two();
    fs::create_dir(bench.join("data")).unwrap();
    if chown(bench.join("data"), Some(12_345), None).is_err() {
        assert_ne!(fs::metadata(bench.path()).unwrap().uid(), 0, "only root gives a folder away");
        return;
    }
    let output = bench.migrate("up", "sqlite://data/a.db").expect(1);
    assert_says(&output.stderr, &["belongs to another user (number 12345)", "nothing was written"]);
    assert!(!bench.join("data/a.db.schemalane-lock").exists());
}
