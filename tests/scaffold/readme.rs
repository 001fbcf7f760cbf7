//! What the README says of an application, built and run as a reader would
//! paste it; and what it shows of the build.

use std::fs;

use schemalane::exit;
use schemalane_source::Project;

use crate::{
    document,
    workshop::{Workshop, root},
};

const README: &str = include_str!("../../README.md");
const MIGRATIONS: &str = include_str!("../../docs/migrations.md");
const REFERENCE: &str = include_str!("../../docs/reference.md");

/// The block of the README whose first line is a comment with this file's name.
fn file(name: &str) -> &'static str {
    document::file(README, name)
}

/// The files of the first tour, as it leaves them.
fn of_the_tour() -> impl Iterator<Item = (&'static str, String)> {
    let (tour, _) = README.split_once("### In an application").unwrap();
    tour.split("cat > ").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once(" <<'SQL'\n")?;
        let (text, _) = rest.split_once("\nSQL\n")?;
        Some((name, text.replace("UPDATE accounts", "UPDATE account") + "\n"))
    })
}

#[test]
fn the_application_builds_as_pasted() {
    let workshop = Workshop::new("readme");
    let package = "[package]\nname = \"readme\"\nedition = \"2024\"\n\n[workspace]\n\n";
    let mut manifest = format!("{package}{}", file("Cargo.toml"));
    for (name, folder) in [("schemalane", ""), ("schemalane-build", "/crates/schemalane-build")] {
        let published = format!("\n{name} = {{ version = \"0.1\"");
        assert_eq!(manifest.matches(&published).count(), 1, "{manifest}");
        let checkout = format!("\n{name} = {{ path = \"{}{folder}\"", root().display());
        manifest = manifest.replace(&published, &checkout);
    }
    let mut files = vec![("Cargo.toml", manifest)];
    files.extend(of_the_tour());
    assert_eq!(files.len(), 3, "the tour has two files");
    for name in ["build.rs", "schemalane.toml", "src/main.rs"] {
        files.push((name, file(name).to_owned()));
    }
    let rust = "migrations/V3__backfill_email.rs";
    files.push((rust, document::file(MIGRATIONS, rust).to_owned()));
    for (name, text) in files {
        let path = workshop.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::copy(root().join("Cargo.lock"), workshop.path("Cargo.lock")).unwrap();
    takes_few_crates(&workshop);
    workshop.furnish("");

    let build = workshop.cargo("", &["build"]).run().expect(exit::SUCCESS.into());
    assert!(!build.stderr.contains("warning: unused"), "{}", build.stderr);
    let prepared = workshop.run("", &["--migrate-only"]).run().expect(exit::SUCCESS.into());
    assert!(prepared.stderr.contains("applied 3 migrations"), "{}", prepared.stderr);
    let started = workshop.run("", &[]).run().expect(exit::SUCCESS.into());
    assert_eq!(started.stdout, "Ada <ada@example.com>\nGrace <grace@example.com>\n");
}

/// Its crates, those of its build script and of its own choice with them: neither the declarative
/// engine nor a second SQLite driver is among them.
fn takes_few_crates(workshop: &Workshop) {
    let arguments = ["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
    let tree = workshop.cargo("", &arguments).run().expect(exit::SUCCESS.into()).stdout;
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let crates: std::collections::BTreeSet<_> = names.collect();
    assert!(crates.contains("sea-orm") && crates.contains("schemalane-build"), "{crates:?}");
    for name in ["schemalane-schema", "rusqlite", "tempfile"] {
        assert!(!crates.contains(name), "{name} is in every application");
    }
    assert!(crates.len() <= 200, "{} crates: {crates:?}", crates.len());
}

/// The lines that show what the build says are what it says of such a folder.
#[test]
fn the_errors_that_it_shows_are_the_builds() {
    let golden = root().join("crates/schemalane-build/tests/cases/everything_at_once/expected.txt");
    let golden = fs::read_to_string(golden).unwrap();
    let shown: Vec<_> =
        README.lines().filter_map(|line| line.strip_prefix("error: shop@0.1.0: ")).collect();
    let is_fact = |line: &&&str| !line.starts_with(' ');
    assert_eq!(shown.iter().filter(is_fact).count(), 2, "the README shows two problems");
    assert!(shown.len() > 4, "the README shows a place");
    for line in shown {
        assert!(golden.lines().any(|said| said == line), "the build does not say {line:?}");
    }
}

/// The project's file of the application, and that of the reference with every key.
#[test]
fn the_project_files_that_are_shown_can_be_read() {
    let documents = [README, REFERENCE].into_iter();
    let shown = documents.flat_map(|text| text.split("```toml\n").skip(1));
    let shown = shown.map(|rest| rest.split("```").next().unwrap());
    let projects: Vec<_> = shown.filter(|text| text.contains("dialect = ")).collect();
    assert_eq!(projects.len(), 2, "one of the application, one with every key");
    for text in projects {
        Project::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    }
}
