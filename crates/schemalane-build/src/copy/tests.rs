use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::{CopyError, Remedy, check, prefix};

const COPY: &str = "generated/migrations.rs";

fn package() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("migrations")).unwrap();
    fs::write(root.path().join("schemalane.toml"), "dialect = \"sqlite\"\n").unwrap();
    fs::write(root.path().join("migrations/V1__first.sql"), "CREATE TABLE t (a INT);\n").unwrap();
    root
}

fn check_with(root: &Path, remedy: Remedy) -> Result<(), CopyError> {
    check(root, "./migrations", Path::new(COPY), remedy)
}

#[test]
fn a_missing_copy_is_written_and_then_current() {
    let root = package();
    let error = check_with(root.path(), Remedy::Rewrite).unwrap_err();
    assert!(matches!(error, CopyError::Rewritten { .. }), "{error}");
    assert!(error.to_string().starts_with("generated/migrations.rs: was out of date"), "{error}");
    check_with(root.path(), Remedy::Rewrite).unwrap();
    check_with(root.path(), Remedy::Report).unwrap();
}

#[test]
fn an_edited_migration_makes_the_copy_stale() {
    let root = package();
    check_with(root.path(), Remedy::Rewrite).unwrap_err();
    let before = fs::read_to_string(root.path().join(COPY)).unwrap();
    fs::write(root.path().join("migrations/V1__first.sql"), "CREATE TABLE t (b INT);\n").unwrap();
    check_with(root.path(), Remedy::Rewrite).unwrap_err();
    let after = fs::read_to_string(root.path().join(COPY)).unwrap();
    assert_ne!(before, after);
}

#[test]
fn a_stale_copy_is_left_alone_where_it_is_only_reported() {
    let root = package();
    let error = check_with(root.path(), Remedy::Report).unwrap_err();
    assert!(matches!(error, CopyError::Stale { .. }), "{error}");
    assert!(error.to_string().contains("run `cargo test`"), "{error}");
    assert!(!root.path().join(COPY).exists());
}

#[test]
fn other_line_ends_do_not_make_the_copy_stale() {
    let root = package();
    check_with(root.path(), Remedy::Rewrite).unwrap_err();
    let copy = root.path().join(COPY);
    let text = fs::read_to_string(&copy).unwrap().replace('\n', "\r\n");
    fs::write(&copy, &text).unwrap();
    check_with(root.path(), Remedy::Rewrite).unwrap();
    assert_eq!(fs::read_to_string(&copy).unwrap(), text);
}

#[test]
fn the_copy_says_nothing_of_the_place_where_it_was_made() {
    let root = package();
    check_with(root.path(), Remedy::Rewrite).unwrap_err();
    let text = fs::read_to_string(root.path().join(COPY)).unwrap();
    assert!(text.contains("include_str!(\"../migrations/V1__first.sql\")"), "{text}");
    assert!(!text.contains(root.path().to_str().unwrap()), "{text}");
}

#[test]
fn problems_of_the_folder_come_first() {
    let root = package();
    fs::write(root.path().join("migrations/oops.sql"), "SELECT 1;\n").unwrap();
    let error = check_with(root.path(), Remedy::Rewrite).unwrap_err();
    assert!(matches!(error, CopyError::Problems(_)), "{error}");
    assert!(!root.path().join(COPY).exists());
}

#[test]
fn a_copy_is_named_from_the_package_root_on() {
    assert_eq!(prefix(Path::new("generated/migrations.rs")).as_deref(), Some(".."));
    assert_eq!(prefix(Path::new("./a/b/migrations.rs")).as_deref(), Some("../.."));
    assert_eq!(prefix(Path::new("migrations.rs")).as_deref(), Some("."));
    for outside in ["", "../migrations.rs", "/tmp/migrations.rs"] {
        assert_eq!(prefix(Path::new(outside)), None, "{outside}");
    }
}

#[test]
fn ci_is_where_the_variable_says_so() {
    for (value, remedy) in [
        (None, Remedy::Rewrite),
        (Some(""), Remedy::Rewrite),
        (Some("false"), Remedy::Rewrite),
        (Some("true"), Remedy::Report),
        (Some("1"), Remedy::Report),
        (Some("woodpecker"), Remedy::Report),
    ] {
        assert_eq!(Remedy::of(value.map(OsStr::new)), remedy, "{value:?}");
    }
}
