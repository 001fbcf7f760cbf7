//! What people see: help, tables, and what happens where nobody reads.

use schemalane_testkit::Command;

use crate::{
    bench::{BROKEN, Bench, after_the_first_line, assert_says, program},
    on_both,
    place::Place,
};

on_both!(a_table_is_aligned, progress_is_a_line_each);

fn a_table_is_aligned(place: Place) {
    let bench = Bench::two();
    bench.migrate("up --target 1 --installed-by 世界", &place.url()).expect(0);
    let output = bench.migrate("status", &place.url()).expect(0);
    assert!(!output.stdout.contains('\x1b'), "no colours in a file: {}", output.stdout);
    let lines: Vec<_> = output.stdout.lines().collect();
    let title =
        format!("default: {} {}.flyway_schema_history, version 1", place.dialect(), place.schema());
    assert_eq!(lines[0], title);
    assert_eq!(lines[1], "version  description     type  state    applied              by    ms");
    assert!(lines[2].starts_with("1        create account  SQL   Success  20"), "{}", lines[2]);
    // Each of the wide characters takes two places, so the next column is two characters earlier.
    let by = lines[2].find("世界  ").unwrap();
    assert_eq!(by, lines[1].find("by").unwrap());
    assert_eq!(lines[3], "3        fill account    SQL   Pending");
    assert_eq!(lines[4..], ["1 pending: apply with `migrate up`."]);
}

fn progress_is_a_line_each(place: Place) {
    let bench = Bench::two();
    let output = bench.migrate("up", &place.url()).expect(0);
    let lines: Vec<_> = after_the_first_line(&output).lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("[1/2] applied V1__create_account.sql in "), "{lines:?}");
    assert!(lines[1].starts_with("[2/2] applied V3__fill_account.sql in "), "{lines:?}");
    assert!(output.stdout.starts_with("default: applied 2 migrations in "), "{}", output.stdout);
    let output = bench.migrate("up", &place.url()).expect(0);
    assert_eq!(output.stdout, "default: nothing to apply, 2 applied already\n");
}

#[test]
fn a_history_does_not_command_the_terminal() {
    let bench = Bench::two();
    let place = Place::sqlite();
    bench.on("up", &place.url()).args(["--installed-by", "a\x1b[2J\nb"]).run().expect(0);
    let output = bench.migrate("status", &place.url()).expect(0);
    assert_eq!(output.stdout.lines().count(), 5, "{}", output.stdout);
    assert!(!output.stdout.contains('\x1b'));
}

#[test]
fn help_that_was_asked_for_goes_to_stdout() {
    for arguments in [
        &["--help"][..],
        &["help"],
        &["--version"],
        &["migrate", "--help"],
        &["migrate", "up", "--help"],
        &["migrate", "help", "fresh"],
        &["log", "-h"],
    ] {
        let output = program().args(arguments).run().expect(0);
        assert!(!output.stdout.is_empty(), "{arguments:?}");
        assert_eq!(output.stderr, "", "{arguments:?}");
    }
    let version = program().arg("--version").run().expect(0);
    assert_eq!(version.stdout, concat!("schemalane ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn without_a_command_help_goes_to_stderr() {
    for arguments in [&[][..], &["--no-ledger"], &["migrate"]] {
        let output = program().args(arguments).run().expect(1);
        assert_eq!(output.stdout, "");
        assert_says(&output.stderr, &["Usage: schemalane", "Commands:"]);
    }
}

#[test]
fn help_names_every_flag_and_what_holds_without_it() {
    let help =
        |command: &str| program().args(["migrate", command, "--help"]).run().expect(0).stdout;
    let common = [
        "--database-url <URL>",
        "--schema <NAME>",
        "[default: public; SQLite: main]",
        "--dir <PATH>",
        "[default: ./migrations;",
        "--history-table <NAME>",
        "[default: flyway_schema_history,",
        "--installed-by <NAME>",
        "[default: the database user;",
        "--database <TARGET>",
        "--all-databases",
        "--allow-future",
        "[default: table] [possible values: table, json]",
        "SCHEMALANE_DATABASE_URL_<TARGET>",
        "sqlite://schemalane.db",
    ];
    for command in ["up", "status", "fresh", "validate", "repair", "baseline"] {
        // However wide it is.
        let unwrapped = help(command).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_says(&unwrapped, &common);
    }
    assert_says(
        &help("up"),
        &["--dry-run", "--target <VERSION>", "--out-of-order", "[default: 60s]"],
    );
    assert_says(&help("status"), &["--fail-on-pending"]);
    assert_says(&help("fresh"), &["--yes"]);
    assert_says(&help("init"), &["--path <PATH>", "[default: ./migration]", "--force"]);
    assert_says(&help("new"), &["--rust", "--timestamp", "--sequential", "<DESCRIPTION>"]);
    assert!(!help("new").contains("--all-databases"));
}

/// Runs a line of shell with `$PROGRAM` in it, and gives the code and what came out.
fn shell(bench: &Bench, line: &str) -> (i32, String, String) {
    let output = Command::new("bash")
        .args(["-c", line])
        .folder(bench.path())
        .env("PROGRAM", env!("CARGO_BIN_EXE_schemalane"))
        .run();
    (output.code, output.stdout, output.stderr)
}

#[test]
fn who_stops_reading_is_no_error() {
    let bench = Bench::new(&[]);
    let sql = "-- a comment\n".repeat(20_000) + "CREATE TABLE a (id INTEGER);";
    bench.write("migrations/V1__long.sql", &sql);
    // More than a pipe holds, so the end of the reader is felt.
    let line = "$PROGRAM migrate up --dry-run --format json | head -1; echo ${PIPESTATUS[0]}";
    assert_eq!(shell(&bench, line), (0, "{\n0\n".to_owned(), String::new()));
    let line = "$PROGRAM migrate --help | true; echo ${PIPESTATUS[0]}";
    assert_eq!(shell(&bench, line), (0, "0\n".to_owned(), String::new()));
}

#[test]
fn a_closed_output_changes_nothing() {
    let bench = Bench::two();
    let (code, _, stderr) = shell(&bench, "$PROGRAM migrate up --no-ledger >&-");
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stderr.lines().count(), 3, "{stderr}");
    assert_eq!(shell(&bench, "$PROGRAM migrate up --no-ledger >&- 2>&-").0, 0);
    assert_eq!(shell(&bench, "$PROGRAM migrate fresh --no-ledger >&- 2>&-").0, 6);
}

#[test]
fn an_output_that_is_lost_is_worth_a_remark() {
    let bench = Bench::two();
    let (code, _, stderr) = shell(&bench, "$PROGRAM migrate status > /dev/full");
    assert_eq!(code, 0);
    assert_says(&stderr, &["warning: the output cannot be written"]);
}

/// `--color` comes first, then the environment; a pipe takes none by itself.
#[test]
fn colours_are_taken_where_somebody_wants_them() {
    let bench = Bench::two();
    bench.write(BROKEN.0, BROKEN.1);
    let place = Place::sqlite();
    let run = |flag: &[&str], variables: &[(&str, &str)]| {
        let command = variables
            .iter()
            .fold(bench.on("up", &place.url()), |command, (name, value)| command.env(name, value));
        command.args(flag).run().expect(4).stderr
    };
    for (flag, variables, coloured) in [
        (&[][..], &[][..], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color=never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&["--color=auto"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
    ] {
        let said = run(flag, variables);
        assert_eq!(said.contains("\x1b[31merror:\x1b[0m V4__break.sql"), coloured, "{said}");
        assert_eq!(said.contains("\x1b[36mhelp:\x1b[0m mend the file"), coloured, "{said}");
        assert_eq!(said.contains('\x1b'), coloured, "{said}");
        assert!(!said.contains("\x1b[K"), "a pipe has no line that is drawn anew: {said:?}");
    }
}

/// So it is with the help and with what is said of a mistake, which clap words.
#[test]
fn colours_of_the_help_are_taken_where_somebody_wants_them() {
    for (flags, variables, coloured) in [
        (&[][..], &[][..], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color=always"], &[], true),
        (&["--color=never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
    ] {
        let run = |words: &[&str]| {
            let command = variables.iter().fold(program(), |it, (name, value)| it.env(name, value));
            command.args(words).args(flags).run()
        };
        let help = run(&["migrate", "up", "--help"]).expect(0);
        assert_eq!((help.stdout.contains("\x1b["), help.stderr.as_str()), (coloured, ""));
        let mistake = run(&["migrate", "up", "--nothing"]).expect(1).stderr;
        assert!(mistake.contains("--nothing"), "{mistake}");
        assert_eq!(mistake.contains("\x1b["), coloured, "{mistake}");
        assert_eq!(run(&["migrate"]).expect(1).stderr.contains("\x1b["), coloured);
        // What was typed commands no terminal.
        let hostile = run(&["migrate", "up", "--a\x1b[2J"]).expect(1).stderr;
        assert!(hostile.contains("\\u{1b}[2J") && !hostile.contains('\x1b'), "{hostile:?}");
    }
}

/// `-q` leaves errors and what was asked for; `-v` says how it is done.
#[test]
fn it_says_as_much_as_is_wanted() {
    let bench = Bench::two();
    let place = Place::sqlite();
    let run = |command: &str, code| bench.migrate(command, &place.url()).expect(code);
    let said = |command: &str, code| {
        let output = run(command, code);
        (output.stdout, output.stderr)
    };
    let nothing = (String::new(), String::new());
    assert_eq!(said("up -q", 0), nothing);
    assert_eq!(said("up --quiet", 0), nothing);
    assert_eq!(said("validate -q", 0), nothing);
    let status = run("status", 0);
    assert!(status.stderr.starts_with("default: sqlite:"), "{}", status.stderr);
    assert_eq!(said("status -q", 0), (status.stdout, String::new()));
    let report = run("up -q --format json", 0);
    assert_eq!(report.stderr, "");
    assert!(report.stdout.contains("\"already_applied\": 2"), "{}", report.stdout);

    bench.write(BROKEN.0, BROKEN.1);
    let failed = run("up -q", 4);
    assert_eq!(failed.stdout, "");
    assert!(
        failed.stderr.starts_with("error: V4__break.sql:2:1: no such table"),
        "{}",
        failed.stderr
    );

    let settings = run("up -v --lock-wait 7s --schema main", 4).stderr;
    let rows: Vec<Vec<&str>> = settings
        .lines()
        .skip_while(|line| *line != "default: settings in force")
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    for row in [
        ["setting", "value", "said by"],
        ["database", &place.url(), "--database-url"],
        ["schema", "main", "--schema"],
        ["history table", "flyway_schema_history", "the usual one"],
        ["wait for another runner", "7s", "--lock-wait"],
        ["wait of a statement for a lock", "3s", "the usual one"],
        ["limit of the run", "none", "the usual one"],
    ] {
        assert!(rows.iter().any(|found| *found == row), "{row:?}: {settings}");
    }
    assert!(!run("up --lock-wait 7s", 4).stderr.contains("settings in force"));
    assert_says(&run("up -q -v", 1).stderr, &["cannot be used with"]);
}
