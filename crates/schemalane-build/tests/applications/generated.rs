//! Generated files compile, under the lints of a strict application, and hold what was read.

use std::fs;
use std::path::{Path, PathBuf};

use schemalane_build::{Paths, generate};

use crate::application::Application;

const LINTS: &str = "#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]\n";

/// The reviewed form: every `expected.rs` of the cases, included from where it lies.
#[test]
fn every_expected_file_compiles() {
    let application = Application::new("generated-cases", &[]);
    let cases = good_cases();
    assert!(cases.len() >= 10, "found {} cases only", cases.len());
    let modules: String = cases.iter().map(|(name, file)| module(name, file)).collect();
    let reports: String = cases.iter().map(|(name, _)| report(name)).collect();
    let main = format!("//! Cases.\n{LINTS}{modules}fn main() {{\n{reports}}}\n");
    application.write("src/main.rs", main);
    application.build().compiled();
    let report = application.run();
    assert!(!report.contains("failed") && !report.contains("pending"), "{report}");
    expect_test::expect_file!["reports.txt"].assert_eq(&report);
}

fn module(name: &str, file: &Path) -> String {
    format!("/// A case.\npub mod {name} {{ include!({file:?}); }}\n")
}

fn report(name: &str) -> String {
    format!("print!(\"== {name}\\n{{}}\", {name}::runner().report());\n")
}

fn good_cases() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    let cases = entries.map(|entry| (name(&entry), entry.path().join("expected.rs")));
    let mut cases: Vec<_> = cases.filter(|(_, file)| file.exists()).collect();
    cases.sort();
    cases
}

/// The built form: two folders in one package, one of them deeper, each with its targets.
#[test]
fn two_folders_live_in_one_package() {
    let application = Application::new("generated-folders", &["./migrations", "db/ledger"]);
    application.write("schemalane.toml", "dialect = \"sqlite\"\n[databases.audit]\n");
    let rust = "//! Docs.\n\npub async fn migrate(_: &schemalane::DatabaseTransaction) -> \
                Result<(), Box<dyn std::error::Error + Send + Sync>> { Ok(()) }\n";
    application.write("migrations/V1__shop.sql", "CREATE TABLE shop (id INT);\n");
    application.write("migrations/V2__fill.rs", rust);
    application.write("db/ledger/V1__ledger.sql", "CREATE TABLE ledger (id INT);\n");
    application.write("db/ledger/audit/V2__fill.rs", rust);
    application.write(
        "src/main.rs",
        format!(
            "//! Two folders.\n{LINTS}\
             schemalane::embed_migrations!(\"./migrations\");\n\
             /// The ledger.\npub mod ledger {{ schemalane::embed_migrations!(\"db/ledger\"); }}\n\
             fn main() {{\n\
             assert_eq!(migrations::MIGRATIONS_DIR, \"migrations\");\n\
             assert_eq!(ledger::migrations::MIGRATIONS_DIR, \"db/ledger\");\n\
             let _ = migrations::build_migrator(schemalane::Config);\n\
             print!(\"{{}}\", migrations::runner().report());\n\
             print!(\"{{}}\", ledger::migrations::runner().report());\n}}\n"
        ),
    );
    application.build().compiled();
    let report = application.run();
    for line in [
        "\"CREATE TABLE shop (id INT)\"",
        "\"CREATE TABLE ledger (id INT)\"",
        "V2__fill.rs",
        "audit sqlite 64",
    ] {
        assert!(report.contains(line), "{line} in {report}");
    }
}

/// The reviewed form in its usual place, at the top level of a file beside its folder.
#[test]
fn the_reviewed_copy_compiles_where_it_lies() {
    let application = Application::new("generated-copy", &[]);
    application.write("schemalane.toml", "dialect = \"sqlite\"\n[databases.audit]\n");
    let rust = "pub async fn migrate(_: &schemalane::DatabaseConnection) -> \
                Result<(), std::fmt::Error> { Err(std::fmt::Error) }\n";
    application.write("migrations/V1__shop.sql", "CREATE TABLE shop (id INT);\n");
    application.write("migrations/audit/V1__fail.rs", rust);
    let copy = generate(application.root(), "./migrations", Paths::Relative("..")).unwrap();
    application.write("generated/migrations.rs", copy);
    let main = "fn main() { print!(\"{}\", runner().report()); }\n";
    let main = format!("//! A copy.\n{LINTS}include!(\"../generated/migrations.rs\");\n{main}");
    application.write("src/main.rs", main);
    application.build().compiled();
    let report = application.run();
    assert!(report.contains("\"CREATE TABLE shop (id INT)\""), "{report}");
    assert!(report.contains("V1__fail.rs") && report.contains("failed"), "{report}");
}

/// What is right and seldom meant does not fail a build, and is told in each.
#[test]
fn warnings_are_told() {
    let application = Application::new("generated-doubts", &["migrations"]);
    application.write("schemalane.toml", "dialect = \"sqlite\"\n");
    application.write(
        "migrations/V1__a.sql",
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (a INTEGER REFERENCES a);\n",
    );
    application.write("migrations/V2__anew.sql", "SELECT 1;\n\nDROP TABLE a;\n");
    application.write("migrations/V3__later.sql", "-- to be written\n");
    application
        .write("src/main.rs", "schemalane::embed_migrations!(\"./migrations\");\nfn main() {}\n");
    let build = application.build();
    assert!(build.succeeded(), "{}", build.messages());
    for said in [
        "migrations/V2__anew.sql:3: with foreign keys on, SQLite deletes the rows of a before it \
         drops it, and does to those of b what ON DELETE says, or fails; \
         `-- schemalane: foreign_keys = off` in the first line keeps them as they are",
        "migrations/V3__later.sql: it has no statement yet, and is left out until it has one",
    ] {
        let line = format!("warning: generated-doubts@0.0.0: {said}\n");
        assert_eq!(build.messages().matches(&line).count(), 1, "{line}{}", build.messages());
    }

    let kept = "-- schemalane: foreign_keys = off\nDROP TABLE a;\n";
    application.write("migrations/V2__anew.sql", kept);
    application.write("migrations/V3__later.sql", "SELECT 1;\n");
    let build = application.build();
    assert!(build.is_quiet() && build.succeeded(), "{}", build.messages());
}
