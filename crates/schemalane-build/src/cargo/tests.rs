use std::fs;
use std::time::{Duration, SystemTime};

use super::{error, write};
use crate::{FolderError, Problem};

#[test]
fn a_line_of_an_error_is_one_whatever_is_in_it() {
    let dir = "../a\ncargo::rustc-cfg=b\r\t\u{1b}[31m".to_owned();
    let lines = error(&Problem::Folder(FolderError::Outside { dir }));
    for line in &lines {
        assert!(line.starts_with("cargo::error="), "{lines:#?}");
        assert!(!line.contains(char::is_control), "{lines:#?}");
    }
    assert_eq!(
        lines.last().unwrap(),
        "cargo::error=  help: move the migrations below Cargo.toml and name them like \"migrations\""
    );
}

#[test]
fn a_file_is_written_only_for_another_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/er/migrations.rs");
    write(file.clone(), "one").unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    let times = |time| fs::File::options().write(true).open(&file).unwrap().set_modified(time);
    let modified = || fs::metadata(&file).unwrap().modified().unwrap();
    times(long_ago).unwrap();
    let before = modified();
    write(file.clone(), "one").unwrap();
    assert_eq!(modified(), before);
    write(file.clone(), "two").unwrap();
    assert_ne!(modified(), before);
    assert_eq!(fs::read_to_string(&file).unwrap(), "two");
}
