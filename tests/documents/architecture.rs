//! The map of the code is one of what is there.

use std::{collections::BTreeSet, fs, path::Path};

use crate::markdown;

const ARCHITECTURE: &str = include_str!("../../ARCHITECTURE.md");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a file or a module has this path, from the repository or one of its crates on.
fn is_there(path: &str) -> bool {
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let homes = crates.chain([root().to_owned()]).flat_map(|home| {
        ["", "src", "tests", "tests/cases"].map(|folder| home.join(folder).join(path))
    });
    homes.into_iter().any(|path| path.exists() || path.with_extension("rs").exists())
}

#[test]
fn each_room_is_a_module_and_each_module_a_room() {
    let section = markdown::section(ARCHITECTURE, "## The rooms of src/, bottom to top");
    let rooms = markdown::table(section, "room");
    let rooms = rooms.iter().flat_map(|row| markdown::code(row[0]).collect::<Vec<_>>());
    let rooms: BTreeSet<_> = rooms.map(|room| room.trim_end_matches('/').to_owned()).collect();
    let unknown: Vec<_> = rooms.iter().filter(|room| !is_there(&format!("src/{room}"))).collect();
    assert!(unknown.is_empty(), "there are no rooms {unknown:?}");

    let modules = fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap().path());
    let modules = modules.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let modules: BTreeSet<_> = modules.filter(|name| name != "lib").collect();
    let missing: Vec<_> = modules.difference(&rooms).collect();
    assert!(missing.is_empty(), "the map lacks {missing:?}");
}

/// Tests above all: a promise whose test is gone is none.
#[test]
fn each_path_of_the_map_is_there() {
    let lines = markdown::prose(ARCHITECTURE).map(|(_, line)| line);
    let words = lines.flat_map(|line| markdown::code(line).collect::<Vec<_>>());
    let is_path = |word: &&str| {
        word.contains('/')
            && word.chars().all(|it| it.is_ascii_alphanumeric() || "/._-".contains(it))
    };
    // What an application has, or a build makes.
    let is_ours = |word: &&str| {
        !["OUT_DIR/", "schema/", "generated/db"].iter().any(|begin| word.starts_with(begin))
    };
    let paths: BTreeSet<_> = words.filter(is_path).filter(is_ours).collect();
    assert!(paths.len() > 80, "{} paths: {paths:?}", paths.len());
    let gone: Vec<_> = paths.iter().filter(|path| !is_there(path)).collect();
    assert!(gone.is_empty(), "nothing has the paths {gone:?}");
}
