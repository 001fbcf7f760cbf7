//! Which files are written, and what is in them.

use std::{
    collections::BTreeSet,
    error::Error as _,
    fs,
    path::{Path, PathBuf},
};

use schemalane::{
    Dependency, Dialect, Error, Existing, InitReport, Scaffold, init_migration_project,
};
use schemalane_source::Project;
use tempfile::TempDir;

use crate::workshop::{is_formatted, root};

const DIALECTS: [Dialect; 2] = [Dialect::Sqlite, Dialect::Postgres];

const FILES: [&str; 16] = [
    ".gitattributes",
    ".gitignore",
    "Cargo.toml",
    "README.md",
    "build.rs",
    "generated/db/accounts.rs",
    "generated/db/mod.rs",
    "generated/db/sources.toml",
    "generated/schema.json",
    "migrations/V1__create_accounts.sql",
    "migrations/V2__add_account_email.sql",
    "migrations/V3__backfill_account_email.rs",
    "schemalane.toml",
    "src/lib.rs",
    "src/main.rs",
    "tests/history.rs",
];

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

/// Every file below a folder, relative to it.
fn files_below(folder: &Path) -> BTreeSet<PathBuf> {
    fn collect(root: &Path, folder: &Path, files: &mut BTreeSet<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(root, &path, files);
            } else {
                files.insert(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }
    let mut files = BTreeSet::new();
    collect(folder, folder, &mut files);
    files
}

#[test]
fn a_new_folder_gets_every_file() {
    for dialect in DIALECTS {
        let folder = folder();
        let path = folder.path().join("deep/migration");
        let report = Scaffold::new(&path).dialect(dialect).write().unwrap();
        assert_eq!(report.path, path);
        assert_eq!(report.files, FILES.map(PathBuf::from));
        assert!(report.overwritten.is_empty());
        assert_eq!(files_below(&path), report.files.into_iter().collect());
    }
}

#[test]
fn the_template_has_nothing_else() {
    let template = root().join("template");
    let common = files_below(&template.join("common"));
    for dialect in DIALECTS {
        let own = files_below(&template.join(dialect.name()));
        assert!(common.is_disjoint(&own), "{dialect}");
        let names = common.iter().chain(&own).map(|path| match path.extension() {
            Some(extension) if extension == "in" => path.with_extension(""),
            _ => path.clone(),
        });
        assert_eq!(names.collect::<BTreeSet<_>>(), FILES.map(PathBuf::from).into());
    }
}

#[test]
fn one_file_that_exists_stops_everything() {
    for existing in ["README.md", "migrations/V2__add_account_email.sql", "tests/history.rs"] {
        let folder = folder();
        let file = folder.path().join(existing);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "mine").unwrap();
        let error = init_migration_project(folder.path(), false).unwrap_err();
        assert!(matches!(&error, Error::Exists { path } if *path == file), "{error}");
        assert_eq!(error.exit_code(), 1);
        assert_eq!(files_below(folder.path()), [PathBuf::from(existing)].into());
        assert_eq!(fs::read_to_string(file).unwrap(), "mine");
    }
}

#[test]
fn the_first_file_that_exists_is_named() {
    let folder = folder();
    init_migration_project(folder.path(), false).unwrap();
    fs::remove_file(folder.path().join(FILES[0])).unwrap();
    let error = init_migration_project(folder.path(), false).unwrap_err().to_string();
    let first = folder.path().join(FILES[1]);
    assert!(error.starts_with(&format!("{} exists already", first.display())), "{error}");
    assert!(!folder.path().join(FILES[0]).exists());
}

#[test]
fn force_overwrites_the_scaffolds_own_files_alone() {
    let folder = folder();
    let path = folder.path();
    fs::create_dir(path.join("migrations")).unwrap();
    fs::write(path.join("build.rs"), "fn main() { old }\n// longer than the new one".repeat(9))
        .unwrap();
    fs::write(path.join("migrations/V4__mine.sql"), "mine").unwrap();
    fs::write(path.join("notes.txt"), "mine").unwrap();
    let InitReport { files, overwritten, .. } = init_migration_project(path, true).unwrap();
    assert_eq!(files, FILES.map(PathBuf::from));
    assert_eq!(overwritten, [PathBuf::from("build.rs")]);
    let build = "fn main() {\n    schemalane_build::compile(\"migrations\");\n}\n";
    assert_eq!(read(path, "build.rs"), build);
    assert_eq!(read(path, "migrations/V4__mine.sql"), "mine");
    assert_eq!(read(path, "notes.txt"), "mine");
    assert_eq!(init_migration_project(path, true).unwrap().overwritten, FILES.map(PathBuf::from));
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let (path, elsewhere) = (folder.path().join("migration"), folder.path().join("elsewhere"));
    fs::create_dir(&path).unwrap();
    symlink(&elsewhere, path.join("README.md")).unwrap();
    assert!(matches!(init_migration_project(&path, false), Err(Error::Exists { .. })));
    fs::write(&elsewhere, "mine").unwrap();
    init_migration_project(&path, true).unwrap();
    assert_eq!(fs::read_to_string(elsewhere).unwrap(), "mine");
    assert!(path.join("README.md").symlink_metadata().unwrap().is_file());
}

#[track_caller]
fn refuses(path: &Path, force: bool, action: &str, at: &Path) {
    let error = init_migration_project(path, force).unwrap_err();
    assert!(error.source().is_some(), "{error:?}");
    let expected = format!("cannot {action} {}: ", at.display());
    assert!(error.to_string().starts_with(&expected), "{error}");
    assert_eq!(error.exit_code(), 1);
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    refuses(&file, false, "create the folder", &file);
    refuses(&file, true, "create the folder", &file);
    refuses(&file.join("below"), false, "create the folder", &file.join("below"));
    let path = folder.path().join("migration");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("src"), "mine").unwrap();
    refuses(&path, false, "create the folder", &path.join("src"));
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn a_folder_in_the_place_of_a_file_stops_even_force() {
    let folder = folder();
    let place = folder.path().join("src/main.rs");
    fs::create_dir_all(&place).unwrap();
    refuses(folder.path(), true, "overwrite", &place);
    assert!(files_below(folder.path()).is_empty());
}

#[test]
fn the_crate_is_named_for_its_folder() {
    for (name, package, crate_name) in [
        ("migration", "migration", "migration"),
        ("Shop Migrations", "shop-migrations", "shop_migrations"),
        ("123 foo", "migration-123-foo", "migration_123_foo"),
        ("tokio", "migration-tokio", "migration_tokio"),
    ] {
        let folder = folder();
        let path = folder.path().join(name);
        Scaffold::new(&path).write().unwrap();
        assert!(read(&path, "Cargo.toml").contains(&format!("\nname = \"{package}\"\n")));
        let call = format!(" {crate_name}::migrations::runner();");
        assert!(read(&path, "src/main.rs").contains(&call), "{name}");
        assert!(read(&path, "README.md").starts_with(&format!("# {package}\n")), "{name}");
    }
}

#[test]
fn nothing_is_left_to_fill_in() {
    for dialect in DIALECTS {
        let folder = folder();
        let report = Scaffold::new(folder.path()).dialect(dialect).write().unwrap();
        for file in report.files {
            let text = fs::read_to_string(folder.path().join(&file)).unwrap();
            for place in ["{{", "}}", "scaffold_crate"] {
                assert!(!text.contains(place), "{dialect}: {} has {place}", file.display());
            }
        }
    }
}

#[test]
fn schemalane_comes_from_the_registry_or_from_a_folder() {
    let folder = folder();
    Scaffold::new(folder.path()).write().unwrap();
    let manifest = read(folder.path(), "Cargo.toml");
    let version = env!("CARGO_PKG_VERSION");
    assert!(manifest.contains(&format!("\nschemalane = {{ version = \"{version}\", default-features = false, features = [\"cli\"] }}\n")), "{manifest}");
    for line in [
        format!("\nschemalane-build = {{ version = \"{version}\" }}\n"),
        format!("\nschemalane-data = {{ version = \"{version}\", features = [\"chrono\"] }}\n"),
    ] {
        assert!(manifest.contains(&line), "{manifest}");
    }

    let dependency = Dependency::Path("../a \"lane\"/".into());
    let scaffold = Scaffold::new(folder.path()).dependency(dependency);
    scaffold.existing(Existing::Overwrite).write().unwrap();
    let manifest = read(folder.path(), "Cargo.toml");
    let (run, build) = (
        r#"schemalane = { path = "../a \"lane\"", default-features = false, features = ["cli"] }"#,
        r#"schemalane-build = { path = "../a \"lane\"/crates/schemalane-build" }"#,
    );
    assert!(manifest.contains(&format!("\n{run}\n")), "{manifest}");
    assert!(manifest.contains(&format!("\n{build}\n")), "{manifest}");
}

#[test]
fn the_configuration_is_right_with_its_comments_taken_away() {
    for dialect in DIALECTS {
        let folder = folder();
        Scaffold::new(folder.path()).dialect(dialect).write().unwrap();
        let text = read(folder.path(), "schemalane.toml");
        let project = Project::parse(&text).unwrap();
        assert_eq!(project.dialects(&schemalane::TargetName::DEFAULT), [dialect]);
        assert_eq!(project.targets().count(), 0);

        let is_setting = |line: &&str| line.contains(" = ") || line.starts_with('[');
        let lines = text.lines().map(|line| line.trim_start_matches("# "));
        let settings: Vec<_> = lines.filter(is_setting).collect();
        let project = Project::parse(&settings.join("\n")).unwrap();
        assert_eq!(project.targets().count(), 1);
        let settings = project.settings(&schemalane::TargetName::DEFAULT).unwrap();
        let table = settings.history_table().map(schemalane::Identifier::as_str);
        assert_eq!(table, Some("flyway_schema_history"));
    }
}

#[test]
fn the_rust_is_formatted_whatever_the_folder_is_called() {
    for (name, dialect) in ["x", "migration", &"x".repeat(60)].iter().zip(DIALECTS.iter().cycle()) {
        let folder = folder();
        let path = folder.path().join(name);
        let report = Scaffold::new(&path).dialect(*dialect).write().unwrap();
        let is_rust = |file: &&PathBuf| {
            file.extension().is_some_and(|kind| kind == "rs") && !file.starts_with("generated")
        };
        is_formatted(&path, report.files.iter().filter(is_rust));
    }
}

#[test]
fn the_report_is_json() {
    let folder = folder();
    let report = Scaffold::new(folder.path()).write().unwrap();
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["files"], serde_json::json!(FILES));
    assert_eq!(json["overwritten"], serde_json::json!([]));
    assert_eq!(json["path"], folder.path().to_str().unwrap());
}

#[test]
fn a_checkout_is_that_of_schemalane() {
    assert_eq!(Dependency::checkout(root()).unwrap(), Dependency::Path(root().to_owned()));
    let folder = folder();
    for text in [None, Some("[package]\nname = \"other\"\n"), Some("[workspace]\n")] {
        if let Some(text) = text {
            fs::write(folder.path().join("Cargo.toml"), text).unwrap();
        }
        let error = Dependency::checkout(folder.path()).unwrap_err();
        assert_eq!(error.exit_code(), 1);
        let start = format!("cannot depend on {}", folder.path().join("Cargo.toml").display());
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}

#[test]
fn a_workspace_around_is_told_with_the_name_that_it_has_to_exclude() {
    let outer = folder();
    fs::write(outer.path().join("Cargo.toml"), "[workspace]\nmembers = [\"crates/*\"]\n").unwrap();
    fs::create_dir_all(outer.path().join("crates/shop")).unwrap();
    fs::write(outer.path().join("crates/Cargo.toml"), "[package]\nname = \"crates\"\n").unwrap();
    let report = Scaffold::new(outer.path().join("crates/shop/migration")).write().unwrap();
    let workspace = report.workspace.unwrap();
    assert_eq!(workspace.member, "crates/shop/migration");
    assert_eq!(workspace.manifest, outer.path().canonicalize().unwrap().join("Cargo.toml"));
    assert_eq!(Scaffold::new(folder().path().join("alone")).write().unwrap().workspace, None);
}
