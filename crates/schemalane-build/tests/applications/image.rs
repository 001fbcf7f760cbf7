//! The image of docs/recipes.md, built without Docker: the steps of its first stage in their order, in a folder of
//! their own, with files that have the dates of their checkout.

use crate::application::Application;

const RECIPES: &str = include_str!("../../../../docs/recipes.md");

const MAIN: &str = "schemalane::embed_migrations!(\"./migrations\");\n\
                    fn main() { print!(\"{}\", migrations::runner().report()); }\n";

/// The steps of a stage, each with its first word apart.
fn stage(from: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let (_, steps) = RECIPES.split_once(from).expect("the recipes show this stage");
    let steps = steps.split("\n\n").next().unwrap_or_default();
    let steps = steps.split("```").next().unwrap_or_default();
    steps.lines().filter_map(|line| line.split_once(' '))
}

#[test]
fn the_image_has_the_migrations_of_its_checkout() {
    let checkout = Application::new("image-layers", &["migrations"]);
    checkout.write("schemalane.toml", "dialect = \"postgres\"\n");
    checkout.write("src/main.rs", MAIN);
    checkout.write("migrations/V1__first.sql", "SELECT 'copied';\n");
    for file in
        ["build.rs", "schemalane.toml", "src/main.rs", "migrations/V1__first.sql", "migrations"]
    {
        checkout.date(file, 3_600);
    }
    let image = checkout.elsewhere("image-layers-image");
    let mut builds = 0;
    for (step, what) in stage("FROM rust:1.95 AS build\n") {
        match step {
            "WORKDIR" => {}
            "COPY" => {
                let (files, to) = what.rsplit_once(' ').unwrap();
                assert!(to == "." || to == "./", "{to} is not the folder of the image");
                files.split(' ').for_each(|file| checkout.copy(file, &image));
            }
            "RUN" => {
                builds += what.matches("cargo build --release").count();
                // The profile in which everything else is compiled here already.
                image.shell(&what.replace("cargo build --release", "cargo build"));
            }
            other => panic!("{other} is no step that this test knows"),
        }
    }
    assert_eq!(builds, 2, "a layer for the dependencies, and one for the application");
    let report = image.run();
    assert!(report.contains("SELECT 'copied'"), "{report}");
}

#[test]
fn the_last_image_runs_what_the_first_has_built() {
    let steps: Vec<_> = stage("FROM debian:bookworm-slim\n").collect();
    let said = |step: &str| steps.iter().find(|(it, _)| *it == step).map(|(_, what)| *what);
    let copied = said("COPY").unwrap();
    let name = said("ENTRYPOINT").unwrap().trim_matches(['[', ']', '"']);
    assert_eq!(copied, format!("--from=build /app/target/release/{name} /usr/local/bin/{name}"));
    assert!(said("USER").is_some_and(|user| user != "root" && user != "0"));
}
