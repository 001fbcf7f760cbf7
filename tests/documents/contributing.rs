//! The names and suites of CONTRIBUTING.md are those of the code.

use std::path::Path;

use crate::{markdown, sources};

const CONTRIBUTING: &str = include_str!("../../CONTRIBUTING.md");

#[test]
fn each_word_of_the_glossary_is_a_name_in_the_code() {
    let code = sources::of(&[
        "src",
        "crates/schemalane-build/src",
        "crates/schemalane-schema/src",
        "crates/schemalane-source/src",
    ]);
    let rows = markdown::table(markdown::section(CONTRIBUTING, "## Glossary"), "word");
    let names: Vec<_> = rows.iter().flat_map(|row| markdown::code(row[2])).collect();
    assert!(names.len() > 30, "{names:?}");
    let is_there = |name: &&&str| {
        let begins =
            ["struct", "enum", "type", "mod", "let mut"].map(|word| format!("{word} {name}"));
        let ends =
            |rest: &str| !rest.starts_with(|sign: char| sign.is_alphanumeric() || sign == '_');
        begins.iter().any(|begin| code.split(begin.as_str()).skip(1).any(ends))
    };
    let unknown: Vec<_> = names.iter().filter(|name| !is_there(name)).collect();
    assert!(unknown.is_empty(), "nothing is called {unknown:?}");
    let words = rows.iter().map(|row| row[0]);
    let mut sorted: Vec<_> = words.flat_map(|word| word.split(", ")).collect();
    let count = sorted.len();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), count, "a word has one meaning");
}

#[test]
fn each_suite_is_named_and_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = markdown::table(CONTRIBUTING, "suite");
    let commands: Vec<_> = table.iter().flat_map(|row| markdown::code(row[0])).collect();
    let after = |flag: &str| {
        let words = commands.iter().flat_map(|command| command.split(' ').collect::<Vec<_>>());
        let words: Vec<_> = words.collect();
        words.windows(2).filter(|pair| pair[0] == flag).map(|pair| pair[1]).collect::<Vec<_>>()
    };
    for package in after("-p") {
        assert!(root.join("crates").join(package).is_dir(), "there is no crate {package}");
    }
    let suites = std::fs::read_dir(root.join("tests")).unwrap();
    let suites =
        suites.map(|entry| entry.unwrap().path()).filter(|path| path.join("main.rs").exists());
    for suite in suites {
        let name = suite.file_name().unwrap().to_string_lossy().into_owned();
        assert!(after("--test").contains(&&*name), "the suite {name} is not named");
    }
}
