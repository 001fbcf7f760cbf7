//! Every folder of `tests/cases` is a test: `schemalane.toml` and `migrations/` go in, and
//! `expected.rs` or, where the build has to fail, `expected.txt` comes out.
//!
//! `UPDATE_EXPECT=1` writes what came out.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as a test does")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use schemalane_build::{Paths, generate};

#[test]
fn every_case_comes_out_as_expected() {
    let cases = cases();
    assert!(cases.len() >= 25, "found {} cases only", cases.len());
    let bless = env::var_os("UPDATE_EXPECT").is_some();
    let differences: Vec<_> =
        cases.iter().filter_map(|case| Outcome::of(case).difference(case, bless)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_same_files_give_the_same_bytes() {
    for case in cases() {
        let first = Outcome::of(&case);
        assert_eq!(first.text, Outcome::of(&case).text, "{}", case.display());
    }
}

/// Not a case of its own, because not every checkout makes symbolic links.
#[cfg(unix)]
#[test]
fn a_symbolic_link_must_not_leave_the_folder() {
    let root = tempfile::tempdir().unwrap();
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, root.path().join("migrations").join(name)).unwrap();
    };
    fs::create_dir(root.path().join("migrations")).unwrap();
    fs::write(root.path().join("schemalane.toml"), "dialect = \"sqlite\"\n").unwrap();
    fs::write(root.path().join("secret.sql"), "SELECT 1;\n").unwrap();
    fs::write(root.path().join("migrations/V1__real.sql"), "SELECT 1;\n").unwrap();
    link("V1__real.sql", "V2__same.sql");
    assert!(generate(root.path(), "migrations", Paths::Relative("..")).is_ok());
    link("../secret.sql", "V3__leaves.sql");
    let problems = generate(root.path(), "migrations", Paths::Relative("..")).unwrap_err();
    let lines = problems.to_string();
    assert!(lines.starts_with("migrations/V3__leaves.sql: ") && lines.contains("link"), "{lines}");
    assert_eq!(lines.lines().count(), 2, "the fact and the way out: {lines}");
}

/// What a case came to.
struct Outcome {
    /// The file that expects this kind of outcome.
    expected: &'static str,
    /// The file that would expect the other.
    other: &'static str,
    text: String,
}

impl Outcome {
    fn of(case: &Path) -> Self {
        match generate(case, "migrations", Paths::Relative(".")) {
            Ok(text) => Self { expected: "expected.rs", other: "expected.txt", text },
            Err(problems) => {
                let (expected, other) = ("expected.txt", "expected.rs");
                Self { expected, other, text: format!("{problems}\n") }
            }
        }
    }

    fn difference(&self, case: &Path, bless: bool) -> Option<String> {
        let file = case.join(self.expected);
        let other = case.join(self.other);
        let same = fs::read_to_string(&file).is_ok_and(|text| text == self.text);
        if same && !other.exists() {
            return None;
        }
        if bless {
            fs::write(&file, &self.text).unwrap();
            if other.exists() {
                fs::remove_file(&other).unwrap();
            }
            return None;
        }
        let (file, text) = (file.display(), &self.text);
        Some(format!("{file} expects something else than (UPDATE_EXPECT=1 writes it):\n{text}"))
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}
