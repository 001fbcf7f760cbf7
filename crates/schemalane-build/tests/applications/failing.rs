//! A build that must fail says why, all at once, each with its place and its way out.

use schemalane_build::{Paths, generate};

use crate::application::Application;

const POSTGRES: &str = "dialect = \"postgres\"\n";

#[test]
fn every_problem_is_told_with_its_place_and_its_way_out() {
    let application = Application::new("failing-everything", &["migrations"]);
    application.write("schemalane.toml", POSTGRES);
    application.write("migrations/V1__fine.sql", "SELECT 1;\n");
    application.write("migrations/V2_oops.sql", "SELECT 1;\n");
    application.write("migrations/V3__open.sql", "SELECT 'a;\n");
    application.write("migrations/V4__empty.rs", "");
    application.write("migrations/V5__private.rs", "async fn migrate() {}\n");
    application.write("migrations/analytics/V01__one.sql", "SELECT 1;\n");
    application.write("migrations/analytics/V1__two.sql", "SELECT 1;\n");
    application.write("migrations/analytics/V2__lost.rs", "pub fn help() {}\n");
    application.write("schemalane.toml", format!("{POSTGRES}\n[databases.analytics]\n"));
    let build = application.build();
    let (problems, lines) = (build.problems(), build.lines());
    let expected = generate(application.root(), "migrations", Paths::OutDir).unwrap_err();
    assert_eq!(lines, expected.to_string().lines().collect::<Vec<_>>());
    for file in [
        "migrations/V2_oops.sql:",
        "migrations/V3__open.sql:1:8:",
        "migrations/V4__empty.rs:",
        "migrations/V5__private.rs:1:10:",
        "migrations/analytics/V1__two.sql:",
        "migrations/analytics/V2__lost.rs:1:1:",
    ] {
        let found = problems.iter().filter(|line| line.starts_with(file)).count();
        assert_eq!(found, 1, "{file} in {problems:#?}");
    }
    let ways = lines.iter().filter(|line| line.starts_with("  help: ")).count();
    assert_eq!((problems.len(), ways), (6, 6), "{lines:#?}");
    let open = lines.iter().position(|line| line.starts_with("migrations/V3__open.sql")).unwrap();
    assert_eq!(
        lines[open..open + 5],
        [
            "migrations/V3__open.sql:1:8: the quote that opens here is not closed",
            "   |",
            " 1 | SELECT 'a;",
            "   |        ^",
            "  help: add the closing `'`",
        ]
    );
}

#[test]
fn every_folder_tells_its_problems() {
    let application = Application::new("failing-folders", &["one", "db/two", "../three", ""]);
    application.write("schemalane.toml", POSTGRES);
    application.write("one/V1_oops.sql", "SELECT 1;\n");
    application.write("db/two/V2_oops.sql", "SELECT 1;\n");
    let build = application.build();
    let problems = build.problems();
    let beginnings = ["one/V1_oops.sql: ", "db/two/V2_oops.sql: ", "../three: ", "\"\": "];
    assert_eq!(problems.len(), beginnings.len(), "{problems:#?}");
    for (line, beginning) in problems.iter().zip(beginnings) {
        assert!(line.starts_with(beginning), "{line}");
    }
}

#[test]
fn a_lane_without_a_dialect_names_the_line_to_add() {
    let application = Application::new("failing-dialect", &["migrations"]);
    application.write("migrations/V1__fine.sql", "SELECT 1;\n");
    let build = application.build();
    let [problem] = build.problems() else { panic!("{:#?}", build.problems()) };
    assert!(problem.starts_with("migrations"), "{problem}");
    assert!(problem.contains("schemalane.toml"), "{problem}");
    let way = build.lines().last().unwrap();
    assert!(way.starts_with("  help: ") && way.contains("`dialect = \"postgres\"`"), "{way}");
}

#[test]
fn a_missing_folder_and_a_broken_project_file_are_problems() {
    let application = Application::new("failing-project", &["migrations"]);
    let build = application.build();
    let [problem] = build.problems() else { panic!("{:#?}", build.problems()) };
    assert!(problem.starts_with("migrations:"), "{problem}");
    application.write("migrations/V1__fine.sql", "SELECT 1;\n");
    application.write("schemalane.toml", "dialect = \"postgres\"\ndailect = [\n");
    let build = application.build();
    let [problem] = build.problems() else { panic!("{:#?}", build.problems()) };
    assert!(problem.starts_with("schemalane.toml"), "{problem}");
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_breaks_the_line_stays_one_line() {
    let application = Application::new("failing-newline", &["migrations"]);
    application.write("schemalane.toml", POSTGRES);
    application.write("migrations/V1__a\ncargo::warning=b.sql", "SELECT 1;\n");
    let build = application.build();
    assert_eq!(build.problems().len(), 1, "{}", build.messages());
}

#[test]
fn a_build_that_was_repaired_succeeds() {
    let application = Application::new("failing-once", &["migrations"]);
    application.write("migrations/V1__fine.sql", "SELECT 1;\n");
    assert_eq!(application.build().problems().len(), 1);
    application.write("schemalane.toml", POSTGRES);
    assert!(application.build().compiled() > 0);
    assert_eq!(application.build().compiled(), 0);
}
