use std::io;

use expect_test::expect;
use schemalane_source::Excerpt;

use super::{Problem, Problems};
use crate::folder::Folder;
use crate::function::Function;

/// Every problem that this crate finds itself; the source's own are told by the cases.
fn all_problems() -> Vec<Problem> {
    vec![
        Folder::parse("../migrations").unwrap_err().into(),
        Folder::parse(".").unwrap_err().into(),
        schemalane_source::Project::parse("dialect = 1").unwrap_err().into(),
        Problem::NoProject { folder: "migrations".to_owned() },
        Problem::Function {
            file: "migrations/V1__a.rs".to_owned(),
            error: Function::parse("pub fn migrate() {}").unwrap_err(),
            excerpt: Some(Box::new(Excerpt::new(1, 8, "pub fn migrate() {}"))),
        },
        Problem::ReservedTarget {
            folder: "migrations/manifest".to_owned(),
            item: "MANIFEST".to_owned(),
        },
        Problem::RootNotUtf8 { root: "package".into() },
        Problem::Generated {
            folder: "migrations".to_owned(),
            error: syn::parse_str::<syn::File>("fn").err().unwrap(),
        },
        Problem::NotABuildScript { variable: "OUT_DIR" },
        Problem::Unwritable {
            file: "out/schemalane/migrations.rs".into(),
            error: io::Error::from(io::ErrorKind::PermissionDenied),
        },
    ]
}

#[test]
fn every_problem_names_the_file_and_the_way_out() {
    expect![[r#"
        ../migrations: expected a folder inside the package, found one that leaves it
          help: move the migrations below Cargo.toml and name them like "migrations"
        ".": expected a folder below the package root
          help: name it like "migrations"
        schemalane.toml:1: `dialect`: invalid type: integer `1`
          help: expected `"postgres"`, `"sqlite"` or a list of them
        migrations: there is no schemalane.toml beside the package's Cargo.toml
          help: create it, with `dialect = "postgres"` (or `"sqlite"`, or a list of both), which says what the SQL is written for
        migrations/V1__a.rs:1:8: found a `migrate` that is not `async`
           |
         1 | pub fn migrate() {}
           |        ^
          help: expected exactly one `pub async fn migrate(db: &DatabaseConnection)` or `pub async fn migrate(txn: &DatabaseTransaction)` at the top level
        migrations/manifest: the target's static `MANIFEST` would have the name of another item in the generated file
          help: rename the folder
        package: the path is not UTF-8, and the generated file has to name it
          help: move the package, or rename its folder
        migrations: the generated file does not parse (unexpected end of input, expected identifier), which is a defect of schemalane-build
          help: please report this
        OUT_DIR is not set
          help: call `schemalane_build::compile` in a build script
        out/schemalane/migrations.rs: cannot be written: permission denied
          help: give the rights to write it"#]].assert_eq(&Problems(all_problems()).to_string());
}
