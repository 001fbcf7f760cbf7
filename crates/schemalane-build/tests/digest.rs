//! The digest of a lane: what it holds for the same, and what not.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as a test does")]

use std::fs;

use schemalane_build::{Paths, generate};

const SQL: &str = "CREATE TABLE account (id INT);\nINSERT INTO account VALUES (1);\n";
const RUST: &str = "use schemalane::DatabaseConnection;\n\n\
                    pub async fn migrate(db: &DatabaseConnection) -> Done {}\n";

/// The digest of the default lane of a folder with these files.
fn digest(project: &str, files: &[(&str, &str)]) -> String {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("migrations")).unwrap();
    fs::write(root.path().join("schemalane.toml"), project).unwrap();
    for (name, text) in files {
        fs::write(root.path().join("migrations").join(name), text).unwrap();
    }
    let text = generate(root.path(), "migrations", Paths::Relative("..")).unwrap();
    let is_digest = |part: &&str| part.len() == 64 && part.bytes().all(|b| b.is_ascii_hexdigit());
    text.split('"').find(is_digest).unwrap().to_owned()
}

const POSTGRES: &str = "dialect = \"postgres\"\n";
const FILES: [(&str, &str); 2] = [("V1__a.sql", SQL), ("V2__b.rs", RUST)];

#[test]
fn line_ends_and_a_byte_order_mark_make_no_difference() {
    let plain = digest(POSTGRES, &FILES);
    for end in ["\r\n", "\r"] {
        let [sql, rust] = [SQL, RUST].map(|text| text.replace('\n', end));
        // A lone carriage return ends no line of Rust, which these texts do not depend on.
        assert_eq!(digest(POSTGRES, &[("V1__a.sql", &sql), ("V2__b.rs", &rust)]), plain, "{end:?}");
    }
    let [sql, rust] = [SQL, RUST].map(|text| format!("\u{feff}{text}"));
    assert_eq!(digest(POSTGRES, &[("V1__a.sql", &sql), ("V2__b.rs", &rust)]), plain);
}

#[test]
fn everything_else_makes_a_difference() {
    let sqlite = "dialect = \"sqlite\"\n";
    let both = "dialect = [\"postgres\", \"sqlite\"]\n";
    let stepwise = format!("-- schemalane: transaction = false\n{SQL}");
    let transaction = RUST.replace("Connection", "Transaction");
    let mut digests = vec![
        digest(POSTGRES, &FILES),
        digest(sqlite, &FILES),
        digest(both, &FILES),
        digest(POSTGRES, &[("V01__a.sql", SQL), ("V2__b.rs", RUST)]),
        digest(POSTGRES, &[("V1__b.sql", SQL), ("V2__b.rs", RUST)]),
        digest(POSTGRES, &[("V1__a.sql", &stepwise), ("V2__b.rs", RUST)]),
        digest(POSTGRES, &[("V1__a.sql", SQL), ("V2__b.rs", &transaction)]),
        digest(POSTGRES, &[("V1__a.sql", SQL.trim_end()), ("V2__b.rs", RUST)]),
        digest(POSTGRES, &FILES[..1]),
        digest(POSTGRES, &[]),
    ];
    let count = digests.len();
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), count);
}
