//! The program's own text.

use std::{fs, path::Path};

/// Everything below a folder of sources, without the line breaks inside of its texts.
fn below(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text += &below(&path);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            text += &source.split("\\\n").map(str::trim_start).collect::<String>();
        }
    }
    text
}

/// What the program is made of; what is said of a project's file and of a folder's files is said by
/// the floor below.
pub(crate) fn all() -> String {
    of(&["src", "crates/schemalane-source/src"])
}

/// The Rust below these folders of the repository.
pub(crate) fn of(folders: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    folders.iter().map(|folder| below(&root.join(folder))).collect()
}
