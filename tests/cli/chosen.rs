//! What a command works on, and who chose it: the first line, the JSON, and what the files around
//! it have to say.

use std::{
    ffi::OsStr,
    fs,
    os::unix::{
        ffi::OsStrExt as _,
        fs::{chown, symlink},
    },
};

use schemalane_testkit::{Command, Output, secrets};

use crate::bench::{Bench, after_the_first_line, assert_says, json};

const A: (&str, &str) = ("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);");

#[track_caller]
fn first_line(output: &Output) -> &str {
    let _there = after_the_first_line(output);
    output.stderr.lines().next().unwrap()
}

/// A command that succeeds, and what its first line says.
#[track_caller]
fn says(command: Command, first: &str) {
    assert_eq!(first_line(&command.run().expect(0)), first);
}

#[test]
fn every_command_begins_with_it() {
    let bench = Bench::new(&[A, ("schema/a.sql", A.1)]);
    let history = "history main.flyway_schema_history";
    let built_in = format!(
        "default: sqlite://schemalane.db (nothing named a database; this is the built-in default), \
         {history}"
    );
    for command in [
        "migrate up --dry-run",
        "migrate up",
        "migrate status",
        "migrate validate",
        "migrate repair",
        "migrate fresh --yes",
        "schema show",
        "schema gen",
        "schema status",
        "schema exec",
        "schema check",
        "schema check --lane",
        "schema log",
    ] {
        says(bench.command(command), &built_in);
    }
    for command in ["migrate baseline --version 1", "migrate import --from sqlx", "migrate fresh"] {
        let output = bench.run(command);
        assert!(output.code != 0);
        assert_eq!(first_line(&output), built_in, "{command}");
    }
    let flag = bench.on("status --history-table h", "sqlite://x.db");
    says(flag, "default: sqlite://x.db (--database-url), history main.h (--history-table)");
    let variable = bench.command("migrate status").env("DATABASE_URL", "sqlite://x.db");
    says(variable, &format!("default: sqlite://x.db (DATABASE_URL), {history}"));
    bench.write(
        "schemalane.toml",
        "history_table = 'changes'\n[databases.default]\nurl = 'sqlite://y.db'\n",
    );
    says(
        bench.command("migrate status"),
        "default: sqlite://y.db (databases.default.url in schemalane.toml), history main.changes \
         (schemalane.toml)",
    );
}

#[test]
fn the_json_has_it_too() {
    let bench = Bench::new(&[A, ("schema/a.sql", A.1), ("schemalane.toml", "schema = 'main'\n")]);
    for (command, code) in [
        ("migrate up --dry-run", 0),
        ("migrate fresh", 6),
        ("migrate up", 0),
        ("migrate status", 0),
        ("migrate validate", 0),
        ("migrate repair", 0),
        ("migrate import --from sqlx", 1),
        ("migrate baseline --version 1", 1),
        ("schema show", 0),
        ("schema gen", 0),
        ("schema status", 0),
        ("schema exec", 0),
        ("schema check", 0),
    ] {
        let output = bench
            .command(command)
            .args(["--format", "json"])
            .env("SCHEMALANE_DATABASE_URL", "sqlite://x.db")
            .run();
        let said = json(&output);
        assert_eq!(said["database"]["url"], "sqlite://x.db", "{command}: {said}");
        assert_eq!(said["database"]["origin"], "SCHEMALANE_DATABASE_URL", "{command}");
        assert_eq!(said["settings"]["schema"]["origin"], "schemalane.toml", "{command}");
        assert_eq!(output.code, code, "{command}: {}", output.stderr);
    }
}

#[test]
fn no_password_is_in_it() {
    let bench = Bench::two();
    secrets::remember("open-sesame");
    let url = "postgres://shop:open-sesame@127.0.0.1:1/shop";
    bench.write(".env", &format!("DATABASE_URL={url}\n"));
    let output = bench.run("migrate status").expect(1);
    let said = "default: postgres://shop@127.0.0.1:1/shop (DATABASE_URL in .env), history ";
    assert_says(&output.stderr, &[said, "cannot connect"]);
    bench.write(".env", &format!("DATABASE_URL={url} {url}\n"));
    assert_says(&bench.run("migrate status").expect(1).stderr, &["error: .env:1: expected NAME="]);
    bench.remove(".env");
    let config = bench.command("migrate status").env("SCHEMALANE_CONFIG", url).run().expect(1);
    assert_says(&config.stderr, &["SCHEMALANE_CONFIG holds a URL"]);
}

#[test]
fn a_project_is_found_upwards_and_means_its_own_files() {
    let bench = Bench::new(&[
        A,
        ("schema/a.sql", A.1),
        ("schemalane.toml", "[databases.default]\nurl = 'sqlite://shop.db?mode=rwc'\n"),
        ("src/deep/main.rs", ""),
    ]);
    let root = bench.path().display();
    let below = |command: &str| bench.command(command).folder(bench.join("src/deep"));
    let line = format!(
        "default: sqlite://{root}/shop.db?mode=rwc (databases.default.url in {root}/schemalane.toml), \
         history main.flyway_schema_history"
    );
    says(below("migrate up"), &line);
    says(below("schema check"), &line);
    says(below("schema check --lane"), &line);
    let new = below("migrate new more").run().expect(0);
    assert_eq!(new.stdout, format!("{root}/migrations/V2__more.sql\n"));
    assert_eq!(bench.names("src/deep"), ["main.rs"]);
    assert_eq!(bench.names("."), ["migrations", "schema", "schemalane.toml", "shop.db", "src"]);

    // The built-in default belongs to the project as well.
    bench.write("schemalane.toml", "");
    bench.remove("migrations/V2__more.sql");
    below("migrate up").run().expect(0);
    assert!(bench.names(".").contains(&"schemalane.db".to_owned()));
}

#[test]
fn of_two_folders_none_is_taken() {
    let bench = Bench::new(&[
        A,
        ("schemalane.toml", ""),
        ("sub/migrations/V1__b.sql", "CREATE TABLE b (id INTEGER);"),
    ]);
    let below = |command: &str| bench.command(command).folder(bench.join("sub"));
    for command in ["migrate up", "migrate status", "migrate new x"] {
        let output = below(command).run().expect(1);
        assert_says(&output.stderr, &["./migrations is here, but ", "further up means", "--dir"]);
    }
    below("migrate up --dir migrations").run().expect(0);
    below("migrate up --dir ../migrations")
        .args(["--database-url", "sqlite://c.db"])
        .run()
        .expect(0);
    bench.write("sub/schemalane.toml", "");
    below("migrate status").run().expect(0);
}

#[test]
fn a_named_file_comes_before_those_that_are_found() {
    let bench = Bench::new(&[
        A,
        ("schemalane.toml", "[databases.default]\nurl = 'sqlite://here.db'\n"),
        ("etc/shop.toml", "[databases.default]\nurl = 'sqlite://there.db'\n"),
        ("etc/wrong.toml", "url = 1\n"),
    ]);
    let named = |file: &str, command: &str| bench.command(command).env("SCHEMALANE_CONFIG", file);
    // The migrations are beside the file, too.
    named("etc/shop.toml", "migrate status").run().expect(1);
    named("etc/shop.toml", "migrate up --dir migrations").run().expect(0);
    assert_eq!(bench.names("etc"), ["shop.toml", "there.db", "wrong.toml"]);
    named("", "migrate up").run().expect(0);
    assert!(bench.names(".").contains(&"here.db".to_owned()));
    for (file, error) in [
        ("etc/none.toml", "error: etc/none.toml: the file cannot be read: No such file"),
        ("etc", "error: etc: the file cannot be read: "),
        ("etc/wrong.toml", "error: etc/wrong.toml:1: `url`: unknown field"),
    ] {
        let output = named(file, "migrate up").run().expect(1);
        assert_says(&output.stderr, &[error, "or name another with SCHEMALANE_CONFIG"]);
    }
}

#[test]
fn a_project_that_cannot_be_read_is_not_passed_over() {
    let bench = Bench::new(&[A]);
    let toml = bench.join("schemalane.toml");
    for name in ["schemalane.toml", ".env"] {
        for target in ["nowhere", "/dev/zero"] {
            symlink(target, bench.join(name)).unwrap();
            let output = bench.run("migrate up").expect(1);
            assert_says(&output.stderr, &[&format!("/{name}: it is no regular file")]);
            bench.remove(name);
        }
    }
    let endless = bench.command("migrate up --dir migrations");
    let output = endless.env("SCHEMALANE_CONFIG", "/dev/zero").run().expect(1);
    assert_says(&output.stderr, &["/dev/zero: the file cannot be read: it is larger than 1 MiB"]);
    fs::write(&toml, b"schema = '\xff'").unwrap();
    let output = bench.run("migrate up").expect(1);
    assert_says(&output.stderr, &["schemalane.toml: the file cannot be read: "]);
    assert_eq!(bench.names("."), ["migrations", "schemalane.toml"]);
    // A folder of that name is no file.
    fs::remove_file(&toml).unwrap();
    fs::create_dir(&toml).unwrap();
    bench.run("migrate up").expect(0);
}

/// In a folder in which everybody may write, a file chooses nothing for those who work below it.
#[test]
fn a_file_of_somebody_else_further_up_is_refused() {
    for (name, text) in [
        ("schemalane.toml", "[databases.default]\nurl = 'sqlite://evil.db'\n"),
        (".env", "DATABASE_URL=sqlite://evil.db\n"),
    ] {
        let bench = Bench::new(&[(name, text), ("sub/migrations/V1__a.sql", A.1)]);
        let own = fs::metadata(bench.path()).unwrap();
        let owner = std::os::unix::fs::MetadataExt::uid(&own);
        if owner != 0 {
            // Only root can give a file away.
            return;
        }
        chown(bench.join("sub"), Some(4711), None).unwrap();
        chown(bench.join(name), Some(4712), None).unwrap();
        let below = || bench.command("migrate up").folder(bench.join("sub"));
        let output = below().run().expect(1);
        let file = bench.join(name).display().to_string();
        assert_says(&output.stderr, &[&file, "belongs to somebody else", "SCHEMALANE_CONFIG"]);
        // What belongs to the owner of the folder, or to root, counts.
        chown(bench.join(name), Some(4711), None).unwrap();
        let output = below().args(["--dir", "migrations"]).run().expect(0);
        assert_says(first_line(&output), &["/evil.db", &file]);
    }
}

#[test]
fn a_file_env_is_read_where_it_stands() {
    let bench = Bench::new(&[A, ("sub/x", "")]);
    let root = bench.path().display().to_string();
    bench.write(
        ".env",
        "# comment\nOTHER='quoted value' # more\nexport DATABASE_URL=\"sqlite://env.db\"\n\
         SCHEMALANE_DATABASE_URL=\n",
    );
    let history = "history main.flyway_schema_history";
    says(
        bench.command("migrate up"),
        &format!("default: sqlite://env.db (DATABASE_URL in .env), {history}"),
    );
    let below = bench.command("migrate status --dir ../migrations").folder(bench.join("sub"));
    says(
        below,
        &format!("default: sqlite://{root}/env.db (DATABASE_URL in {root}/.env), {history}"),
    );
    assert_eq!(bench.names("."), [".env", "env.db", "migrations", "sub"]);
    // The process comes first, also where it says nothing.
    let process = || bench.command("migrate status");
    says(
        process().env("DATABASE_URL", "sqlite://p.db"),
        &format!("default: sqlite://p.db (DATABASE_URL), {history}"),
    );
    let output = process().env("DATABASE_URL", "").run().expect(0);
    assert_says(first_line(&output), &["this is the built-in default"]);
    assert_eq!(
        after_the_first_line(&output),
        "warning: SCHEMALANE_DATABASE_URL is empty, which names no database\n\
         warning: DATABASE_URL is empty, which names no database\n"
    );
    // A folder of that name, as Python's tools make one, is no file.
    let bench = Bench::new(&[A, (".env/bin/python", "")]);
    assert_says(first_line(&bench.run("migrate up").expect(0)), &["the built-in default"]);
}

#[test]
fn wrong_lines_of_a_file_env_are_named() {
    let bench = Bench::new(&[A]);
    secrets::remember("tell-nobody");
    bench.write(".env", "A=1\nPASSWORD=tell-nobody and more\nB=2\nURL='tell-nobody\nC=3\n");
    let output = bench.run("migrate up").expect(1);
    assert_says(&output.stderr, &["error: .env:2, .env:4: expected NAME=value"]);
    assert_eq!(bench.names("."), [".env", "migrations"]);
    // Who names the database otherwise does not depend on it.
    bench.migrate("up", "sqlite://x.db").expect(0);
    bench.command("migrate up").env("SCHEMALANE_DATABASE_URL", "sqlite://x.db").run().expect(0);
}

#[test]
fn a_variable_that_is_no_text_is_refused() {
    let bench = Bench::new(&[A]);
    let value = OsStr::from_bytes(b"sqlite://\xff.db");
    for name in ["SCHEMALANE_DATABASE_URL", "DATABASE_URL"] {
        let output = bench.command("migrate up").env(name, value).run().expect(1);
        assert_says(&output.stderr, &[&format!("{name} is not UTF-8")]);
    }
    assert_eq!(bench.names("."), ["migrations"]);
}

#[test]
fn a_url_in_the_wrong_variable_is_told() {
    let bench = Bench::new(&[
        A,
        ("migrations/billing/V1__b.sql", "CREATE TABLE b (id INTEGER);"),
        ("schemalane.toml", "[databases.billing]\n"),
    ]);
    for (target, variable) in [
        ("default", "SCHEMALANE_DATABASE_URL_DEFAULT"),
        ("default", "SCHEMALANE_DATABASE_URL_BILLING"),
        ("billing", "DATABASE_URL"),
        ("billing", "schemalane_database_url_billing"),
    ] {
        let up = bench.command(&format!("migrate up --database {target}"));
        let output = up.env(variable, "sqlite://never.db").run().expect(0);
        let warning = format!("warning: {variable} is set, but does not count for this target\n");
        assert!(after_the_first_line(&output).starts_with(&warning), "{}", output.stderr);
    }
    assert_eq!(bench.names("."), ["migrations", "schemalane.db", "schemalane.toml"]);
}

#[test]
fn each_target_has_its_own_line() {
    let bench = Bench::new(&[
        A,
        ("migrations/billing/V1__b.sql", "CREATE TABLE b (id INTEGER);"),
        ("schemalane.toml", "history_table = 'h'\n[databases.billing]\nurl = 'sqlite://b.db'\n"),
    ]);
    let output = bench.run("migrate status --all-databases").expect(0);
    assert_eq!(
        output.stderr,
        "default: sqlite://schemalane.db (nothing named a database; this is the built-in default), \
         history main.h (schemalane.toml)\n\
         billing: sqlite://b.db (databases.billing.url in schemalane.toml), history main.h__billing \
         (schemalane.toml)\n"
    );
}
