use super::{Rules, files, measure_target, read, read_target, targets};
use crate::{
    Content, Depth, Dialect, Lane, Layout, Measures, Mode, Naming, Problems, Project, Statement,
    TargetName, Timeouts, checksum,
};
use expect_test::{Expect, expect};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder `migrations` that goes away with its test.
struct Folder {
    parent: TempDir,
}

impl Folder {
    fn new<const N: usize>(files: [(&str, &str); N]) -> Self {
        let folder = Self { parent: tempfile::tempdir().unwrap() };
        fs::create_dir(folder.path("")).unwrap();
        files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.parent.path().join("migrations").join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read_with(&self, naming: Naming, dialects: &[Dialect]) -> Result<Vec<Lane>, Problems> {
        self.read_as(&declared(), naming, dialects)
    }

    fn read_as(
        &self,
        layout: &Layout,
        naming: Naming,
        dialects: &[Dialect],
    ) -> Result<Vec<Lane>, Problems> {
        read(
            &self.path(""),
            &Rules { naming, dialects: &|_| dialects.to_vec(), database: None, layout },
        )
    }

    /// What `schemalane.toml` in the folder above would make of it.
    fn read_in(&self, toml: &str) -> Result<Vec<Lane>, Problems> {
        let project = Project::parse(toml).unwrap();
        let layout = project.layout(self.parent.path()).with_label("migrations");
        self.read_as(&layout, project.naming(), &[Dialect::Postgres])
    }

    fn lanes(&self) -> Vec<Lane> {
        self.read_with(Naming::Specification, &[Dialect::Postgres]).unwrap()
    }

    fn problems(&self) -> String {
        self.problems_with(Naming::Specification, &[Dialect::Postgres])
    }

    fn problems_with(&self, naming: Naming, dialects: &[Dialect]) -> String {
        format!("{}\n", self.read_with(naming, dialects).unwrap_err())
    }
}

/// The targets of these tests.
fn declared() -> Layout {
    let names = ["shop", "analytics", "empty", "outlet"].map(TargetName::from_static);
    names.into_iter().fold(Layout::default(), Layout::with_target)
}

#[track_caller]
fn check<const N: usize>(files: [(&str, &str); N], expected: &Expect) {
    expected.assert_eq(&Folder::new(files).problems());
}

fn scripts(lane: &Lane) -> Vec<&str> {
    lane.files().iter().map(|file| file.script.as_str()).collect()
}

#[test]
fn a_lane_is_in_the_order_of_versions() {
    let folder = Folder::new([
        ("V10__ten.sql", "SELECT 10"),
        ("V2__two.rs", "pub async fn migrate() {}"),
        ("V2_1__two_one.sql", "SELECT 2"),
        ("V1__one.sql", "SELECT 1"),
        ("V2.0.5__between.sql", "SELECT 2"),
    ]);
    let lanes = folder.lanes();
    assert_eq!(lanes.len(), 1);
    assert!(lanes[0].target().is_default());
    assert_eq!(lanes[0].dialects(), [Dialect::Postgres]);
    assert_eq!(
        scripts(&lanes[0]),
        ["V1__one.sql", "V2__two.rs", "V2.0.5__between.sql", "V2_1__two_one.sql", "V10__ten.sql"]
    );
}

#[test]
fn a_file_is_read_whole() {
    let text = "\u{feff}-- schemalane: lock_timeout = 2s\r\nSELECT 1;\r\nSELECT 2;\r\n";
    let folder = Folder::new([("V1_2__add_users.sql", text), ("V2__x.rs", "\u{feff}fn x() {}")]);
    let lanes = folder.lanes();
    let [sql, rust] = lanes[0].files() else { panic!("two files") };
    assert_eq!((sql.version.as_str(), sql.description.as_str()), ("1.2", "add users"));
    assert_eq!(sql.checksum, checksum(text));
    assert_eq!(sql.path, folder.path("V1_2__add_users.sql"));
    let Content::Sql(content) = &sql.content else { panic!("SQL") };
    assert_eq!(content.text, text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    assert_eq!(content.mode, Mode::Transactional);
    assert_eq!(content.timeouts, Timeouts::NONE.with_lock_ms(2_000));
    assert_eq!(content.statements, [Statement::new(33, 41, 2), Statement::new(43, 51, 3)]);
    let Content::Rust(rust) = &rust.content else { panic!("{rust:?}") };
    assert_eq!(rust.text, "fn x() {}");
}

#[test]
fn folders_are_targets() {
    let folder = Folder::new([
        ("V1__a.sql", "SELECT 1"),
        ("shop/V1__b.sql", "PRAGMA user_version"),
        ("analytics/V1__c.sql", "SELECT 1"),
        ("empty/README.md", ""),
    ]);
    let dialects = |target: &TargetName| match target.as_str() {
        "shop" => vec![Dialect::Sqlite],
        "empty" => Vec::new(),
        _ => vec![Dialect::Postgres],
    };
    let lanes = read(
        &folder.path(""),
        &Rules {
            naming: Naming::Specification,
            dialects: &dialects,
            database: None,
            layout: &declared(),
        },
    )
    .unwrap();
    let read: Vec<_> =
        lanes.iter().map(|lane| (lane.target().as_str(), lane.dialects(), scripts(lane))).collect();
    assert_eq!(
        read,
        [
            ("default", &[Dialect::Postgres][..], vec!["V1__a.sql"]),
            ("analytics", &[Dialect::Postgres][..], vec!["V1__c.sql"]),
            ("empty", &[][..], vec![]),
            ("shop", &[Dialect::Sqlite][..], vec!["V1__b.sql"]),
        ]
    );
    assert_eq!(lanes[3].files()[0].path, folder.path("shop/V1__b.sql"));
}

#[test]
fn some_files_may_lie_beside() {
    let folder = Folder::new([
        ("README", "x"),
        ("README.md", "x"),
        (".gitkeep", ""),
        (".DS_Store", "\u{0}"),
        (".git/config", "x"),
        ("shop/.gitkeep", ""),
        ("shop/README.txt", ""),
    ]);
    assert!(folder.lanes().iter().all(|lane| lane.files().is_empty()));
}

#[test]
fn every_problem_is_found_at_once() {
    check(
        [
            ("V1__a.sql", "SELECT 'a"),
            ("V01__b.rs", "fn x() {}"),
            ("V2__c.sql", "-- nothing"),
            ("V3_oops.sql", "SELECT 1"),
            ("V4__d.sql", "SELECT 1;\nCOMMIT;\nVACUUM;"),
            ("V5__e.sql", "SELECT 1;\nCOMMIT;\n ROLLBACK"),
            ("V6__f.rs", " \n"),
            (
                "V7__g.sql",
                "-- schemalane: transactional = false\n-- schemalane: lock_timeout = x\nSELECT 1;",
            ),
            ("notes.txt", ""),
            ("Shop/V1__a.sql", "SELECT 1"),
            ("default/V1__a.sql", "SELECT 1"),
            ("shop/V1__x.sql", "SELECT (1"),
            ("shop/old/V1__x.sql", "SELECT 1"),
            ("shop/V1__y.sql", "SELECT 1"),
            ("shop/afterMigrate.sql", "SELECT 1"),
        ],
        &expect![[r#"
            migrations/shop: the name differs from migrations/Shop only by case, so that some systems hold only one of them: rename one
            migrations/Shop: nothing reads this folder, but it holds migrations/Shop/V1__a.sql: name it as the `dir` of a target in schemalane.toml, say `recursive = true` there where it belongs to the lane, or move it out
            migrations/default: the target `default` is the folder of migrations itself: move the files up, or rename the folder
            migrations/V3_oops.sql: expected two underscores between version and description: give the file a name such as `V1__create_users.sql`
            migrations/notes.txt: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
            migrations/V1__a.sql: version 1 is also that of migrations/V01__b.rs: give one of them another version
            migrations/V1__a.sql:1:8: the quote that opens here is not closed: add the closing `'`
            migrations/V4__d.sql:3:1: `VACUUM` cannot run in a transaction, but the statement in line 1 belongs in one: split the file in two, or put `-- schemalane: transaction = false` at the top to run it statement by statement
            migrations/V5__e.sql:2:1: `COMMIT` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
            migrations/V5__e.sql:3:2: `ROLLBACK` cannot stand in a file that runs in a transaction: remove it, or put `-- schemalane: transaction = false` at the top of the file
            migrations/V6__f.rs: the file is empty: write `pub async fn migrate`, or delete the file
            migrations/V7__g.sql:1:1: unknown key `transactional`: expected `transaction`, `lock_timeout`, `statement_timeout`, `foreign_keys`, `isolation`, `row_security`, `date_style`, `time_zone` or `extra_search_path`
            migrations/V7__g.sql:2:1: `x` is no value for `lock_timeout`: expected a time such as `500ms`, `3s`, `5min` or `1h`, or `0` for no limit
            migrations/shop/old: nothing reads this folder, but it holds migrations/shop/old/V1__x.sql: name it as the `dir` of a target in schemalane.toml, say `recursive = true` there where it belongs to the lane, or move it out
            migrations/shop/afterMigrate.sql: a callback of Flyway is not supported: move the file out of the folder, or write it as a migration
            migrations/shop/V1__y.sql: version 1 is also that of migrations/shop/V1__x.sql: give one of them another version
            migrations/shop/V1__x.sql:1:8: the parenthesis that opens here is not closed: add the closing `)`
        "#]],
    );
}

#[test]
fn one_version_is_one_file() {
    check(
        [
            ("V1__a.sql", "SELECT 1"),
            ("V01__b.sql", "SELECT 1"),
            ("V1.0__c.rs", "fn x() {}"),
            ("V1_0__d.sql", "SELECT 1"),
            ("V2__e.sql", "SELECT 1"),
        ],
        &expect![[r#"
            migrations/V1.0__c.rs: version 1.0 is also that of migrations/V01__b.sql: give one of them another version
            migrations/V1_0__d.sql: version 1.0 is also that of migrations/V1.0__c.rs: give one of them another version
            migrations/V1__a.sql: version 1 is also that of migrations/V1_0__d.sql: give one of them another version
        "#]],
    );
}

#[test]
fn a_version_is_taken_by_a_file_that_is_wrong_too() {
    let problems = Folder::new([("V1__a.sql", "SELECT '"), ("V1.0__b.sql", "SELECT 1")]).problems();
    assert_eq!(problems.lines().count(), 2, "{problems}");
    assert!(problems.contains("version 1 is also that of"), "{problems}");
}

#[test]
fn names_that_differ_by_case_are_one_on_some_systems() {
    let folder = Folder::new([
        ("V1__x.sql", "SELECT 1"),
        ("V1__X.sql", "SELECT 1"),
        ("V2__é.sql", "SELECT 1"),
        ("V2__É.sql", "SELECT 1"),
    ]);
    // A system that takes them for one cannot hold them.
    if fs::read_dir(folder.path("")).unwrap().count() == 4 {
        expect![[r#"
            migrations/V1__x.sql: the name differs from migrations/V1__X.sql only by case, so that some systems hold only one of them: rename one
            migrations/V2__é.sql: the name differs from migrations/V2__É.sql only by case, so that some systems hold only one of them: rename one
        "#]].assert_eq(&folder.problems_with(Naming::Flyway, &[Dialect::Postgres]));
    }
}

#[test]
fn flyway_names_are_taken_where_the_project_says_so() {
    let folder = Folder::new([("V1__Create users.SQL", "SELECT 1"), ("V4.sql", "SELECT 1")]);
    let lanes = folder.read_with(Naming::Flyway, &[Dialect::Postgres]).unwrap();
    assert_eq!(scripts(&lanes[0]), ["V1__Create users.SQL", "V4.sql"]);
    assert!(folder.problems().lines().all(|line| line.contains("naming = \"flyway\"")));
}

#[test]
fn bytes_must_be_text() {
    let folder = Folder::new([
        ("V3__trojan.sql", "SELECT 1; -- \u{202e}x"),
        ("V4__trojan.rs", "\u{feff}fn a() {}\n\u{2066}"),
    ]);
    folder.write("V1__latin.sql", b"SELECT 1;\nSELECT '\xe4';");
    folder.write("V2__nul.sql", b"SELECT 1;\n\nSELECT '\0';");
    expect![[r#"
        migrations/V1__latin.sql:2: byte 18 of the file is not UTF-8: save the file as UTF-8
        migrations/V2__nul.sql:3:9: the file has a NUL character, which no database takes: remove it
        migrations/V3__trojan.sql:1:14: U+202E changes the direction of the text, so that it does not read as it runs: remove it, or write it as an escape
        migrations/V4__trojan.rs:2:1: U+2066 changes the direction of the text, so that it does not read as it runs: remove it, or write it as an escape
    "#]].assert_eq(&folder.problems());
}

#[test]
fn a_dialect_must_be_said() {
    let folder = Folder::new([
        ("V1__a.sql", "SELECT 1"),
        ("shop/V1__a.rs", "fn x() {}"),
        ("V2.sql", "SELECT 1"),
        ("empty/.gitkeep", ""),
    ]);
    expect![[r#"
        migrations: nothing says what the SQL is written for: add `dialect = "postgres"` (or `"sqlite"`, or a list of both) at the top in schemalane.toml
        migrations/V2.sql: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
        migrations/shop: nothing says what the SQL is written for: add `dialect = "postgres"` (or `"sqlite"`, or a list of both) to `[databases.shop]`, or at the top, in schemalane.toml
    "#]].assert_eq(&folder.problems_with(Naming::Specification, &[]));
}

#[test]
fn several_dialects_must_agree() {
    let both = [Dialect::Postgres, Dialect::Sqlite];
    let good = Folder::new([
        ("V1__a.sql", "CREATE TABLE t (a int); -- ;\nSELECT ';'"),
        ("V2__b.sql", "VACUUM"),
    ]);
    let lanes = good.read_with(Naming::Specification, &both).unwrap();
    assert_eq!(lanes[0].dialects(), both);
    let bad = Folder::new([
        ("V1__a.sql", "SELECT 1;\nCREATE TRIGGER g AFTER INSERT ON t BEGIN\nSELECT 1;\nEND;"),
        ("V2__b.sql", "PRAGMA foreign_keys = OFF"),
        ("V3__c.sql", "SELECT '"),
        ("V4__d.sql", "SELECT 1;\nSELECT '\\'; SELECT 3 -- \r; SELECT 2"),
    ]);
    expect![[r#"
        migrations/V1__a.sql:2: postgres and sqlite read different statements from here on: write it so that both read the same, or give each its own target
        migrations/V2__b.sql: the file is transactional for postgres and transactional with foreign keys off for sqlite: say `-- schemalane: transaction = false` in its header, or give each its own target
        migrations/V3__c.sql:1:8: the quote that opens here is not closed: add the closing `'`
        migrations/V4__d.sql:3: postgres and sqlite read different statements from here on: write it so that both read the same, or give each its own target
    "#]].assert_eq(&bad.problems_with(Naming::Specification, &both));
}

#[test]
fn there_must_be_a_folder() {
    let parent = tempfile::tempdir().unwrap();
    fs::write(parent.path().join("file"), "").unwrap();
    let message = |name: &str| {
        let layout = Layout::default();
        let rules = Rules {
            naming: Naming::Specification,
            dialects: &|_| Vec::new(),
            database: None,
            layout: &layout,
        };
        read(&parent.path().join(name), &rules).unwrap_err().to_string()
    };
    assert_eq!(
        message("none"),
        "none: no folder of migrations is here: create it, or correct the path"
    );
    assert_eq!(
        message("file"),
        "file: no folder of migrations is here: create it, or correct the path"
    );
}

#[test]
fn a_folder_may_be_named_by_dots() {
    let folder = Folder::new([("V1__a.sql", "SELECT '"), ("shop/V1__a.sql", "SELECT 1")]);
    let layout = declared();
    let rules = Rules {
        naming: Naming::Specification,
        dialects: &|_| vec![Dialect::Postgres],
        database: None,
        layout: &layout,
    };
    let problems = read(&folder.path("shop/.."), &rules).unwrap_err().to_string();
    assert!(problems.starts_with("migrations/V1__a.sql:1:8: "), "{problems}");
}

#[test]
fn a_folder_that_nothing_reads_must_hold_no_migration() {
    let folder = Folder::new([
        ("V1__a.sql", "SELECT 1"),
        ("archive/deep/V0__old.SQL", "SELECT 1"),
        ("1.0/V2__b.rs", "fn x() {}"),
        ("default/V1__a.sql", "SELECT 1"),
        ("shop/V1__a.sql", "SELECT 1"),
        ("shop/old/V0__a.sql", "SELECT 1"),
        ("docs/tables.png", ""),
        ("docs/notes/README.sql", "SELECT 1"),
        (".git/V1__a.sql", ""),
    ]);
    expect![[r#"
        migrations/1.0: nothing reads this folder, but it holds migrations/1.0/V2__b.rs: name it as the `dir` of a target in schemalane.toml, say `recursive = true` there where it belongs to the lane, or move it out
        migrations/archive: nothing reads this folder, but it holds migrations/archive/deep/V0__old.SQL: add `[databases.archive]` to schemalane.toml where it is a target, say `recursive = true` there where it belongs to the lane, or move it out
        migrations/default: the target `default` is the folder of migrations itself: move the files up, or rename the folder
        migrations/shop/old: nothing reads this folder, but it holds migrations/shop/old/V0__a.sql: name it as the `dir` of a target in schemalane.toml, say `recursive = true` there where it belongs to the lane, or move it out
    "#]]
    .assert_eq(&folder.problems());
    // What is run is looked at in the same way.
    let layout = declared();
    let rules = Rules {
        naming: Naming::Specification,
        dialects: &|_| vec![Dialect::Postgres],
        database: None,
        layout: &layout,
    };
    let of = |target: &TargetName| read_target(&folder.path(""), target, &rules).unwrap_err();
    assert_eq!(of(&TargetName::DEFAULT).iter().count(), 3);
    assert_eq!(of(&TargetName::from_static("shop")).iter().count(), 1);
    assert_eq!(targets(&folder.path(""), &layout).unwrap_err().iter().count(), 3);
}

#[test]
fn folders_belong_to_the_lane_where_the_project_says_so() {
    let folder = Folder::new([
        ("V3__c.sql", "SELECT 1"),
        ("1.0/V1__a.sql", "SELECT 1"),
        ("1.0/later/V4__d.sql", "SELECT 1"),
        ("2.0/V2__b.rs", "fn x() {}"),
        ("shop/V1__s.sql", "SELECT 1"),
    ]);
    let lanes = folder.read_in("recursive = true\n[databases.shop]").unwrap();
    assert_eq!(
        scripts(&lanes[0]),
        ["1.0/V1__a.sql", "2.0/V2__b.rs", "V3__c.sql", "1.0/later/V4__d.sql"]
    );
    assert_eq!(lanes[0].files()[0].path, folder.path("1.0/V1__a.sql"));
    assert_eq!(scripts(&lanes[1]), ["V1__s.sql"]);
    folder.write("2.0/V1__again.sql", b"SELECT 1");
    let problems = folder.read_in("recursive = true\n[databases.shop]").unwrap_err();
    assert_eq!(
        problems.to_string(),
        "migrations/2.0/V1__again.sql: version 1 is also that of migrations/1.0/V1__a.sql: give one of them another version"
    );
    // Without the target's table its folder is a part of the lane.
    let problems = folder.read_in("recursive = true").unwrap_err().to_string();
    assert!(problems.contains("migrations/shop/V1__s.sql: version 1"), "{problems}");
}

#[test]
fn several_folders_are_one_lane() {
    let folder = Folder::new([
        ("V1__a.sql", "SELECT 1"),
        ("../db/seed/V2__b.sql", "SELECT 1"),
        ("../db/analytics/V1__c.sql", "SELECT 1"),
    ]);
    let toml = "dirs = ['migrations', './db/seed/']\n[databases.analytics]\ndir = 'db/analytics'";
    let lanes = folder.read_in(toml).unwrap();
    assert_eq!(scripts(&lanes[0]), ["V1__a.sql", "V2__b.sql"]);
    assert_eq!(scripts(&lanes[1]), ["V1__c.sql"]);
    // A file of the same name in another folder is another file.
    folder.write("../db/seed/V1__a.sql", b"SELECT 1");
    assert_eq!(
        folder.read_in(toml).unwrap_err().to_string(),
        "migrations/V1__a.sql: version 1 is also that of db/seed/V1__a.sql: give one of them another version"
    );
    let problems = folder.read_in("dirs = ['migrations', 'none']\n[databases.x]\ndir = 'gone'");
    assert_eq!(
        problems.unwrap_err().to_string(),
        "none: no folder of migrations is here: create it, or correct the path\n\
         gone: no folder of migrations is here: create it, or correct the path"
    );
    // Another folder than those that are listed is a lane of its own.
    assert_eq!(scripts(&folder.read_in("dirs = ['db/seed']").unwrap()[0]), ["V1__a.sql"]);
}

#[test]
fn diesels_layout_is_named_once() {
    let folder = Folder::new([
        ("2026-11-30-101500_create Users/up.sql", "SELECT 1"),
        ("2026-11-30-101500_create Users/down.sql", "SELECT 1"),
        ("2026-12-01-101500_more/up.sql", "SELECT 1"),
    ]);
    for toml in ["", "recursive = true"] {
        let problems = folder.read_in(toml).unwrap_err().to_string();
        assert_eq!(
            problems,
            "migrations/2026-11-30-101500_create Users/up.sql and 1 more: Diesel lays migrations out so, a folder for each: make a file of each `up.sql`, such as `V20261130101500__create_users.sql` here (a `down.sql` has no counterpart), as `schemalane migrate import --from diesel --rename` does, and take its history over with `schemalane migrate import --from diesel`"
        );
    }
}

#[test]
fn what_is_wrong_is_listed_all_the_same() {
    let folder = Folder::new([("V1_a.sql", ""), ("1.0/V2__b.sql", "SELECT '")]);
    let layout = Layout::default().with_depth(Depth::Recursive);
    let found = files(&folder.path(""), &TargetName::DEFAULT, &layout);
    assert_eq!(found, [folder.path("V1_a.sql"), folder.path("1.0/V2__b.sql")]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn links_may_stay_inside() {
        let folder = Folder::new([("V1__a.sql", "SELECT 1")]);
        symlink("V1__a.sql", folder.path("V2__b.sql")).unwrap();
        fs::create_dir(folder.path("shop")).unwrap();
        symlink("../V1__a.sql", folder.path("shop/V1__c.sql")).unwrap();
        symlink("shop", folder.path("outlet")).unwrap();
        let lanes = folder.lanes();
        let read: Vec<_> =
            lanes.iter().map(|lane| (lane.target().as_str(), scripts(lane))).collect();
        assert_eq!(
            read,
            [
                ("default", vec!["V1__a.sql", "V2__b.sql"]),
                ("outlet", vec!["V1__c.sql"]),
                ("shop", vec!["V1__c.sql"])
            ]
        );
    }

    #[test]
    fn the_folder_itself_may_be_a_link() {
        let folder = Folder::new([("V1__a.sql", "SELECT 1")]);
        let link = folder.parent.path().join("link");
        symlink("migrations", &link).unwrap();
        let layout = declared();
        let rules = Rules {
            naming: Naming::Specification,
            dialects: &|_| vec![Dialect::Postgres],
            database: None,
            layout: &layout,
        };
        assert_eq!(read(&link, &rules).unwrap()[0].files().len(), 1);
    }

    #[test]
    fn links_that_leave_or_lead_nowhere_are_refused() {
        let folder = Folder::new([]);
        fs::write(folder.parent.path().join("outside.sql"), "SELECT 1").unwrap();
        fs::create_dir(folder.parent.path().join("migrations_of_others")).unwrap();
        symlink("../outside.sql", folder.path("V1__outside.sql")).unwrap();
        symlink("none.sql", folder.path("V2__dangling.sql")).unwrap();
        symlink("V3__circle.sql", folder.path("V3__circle.sql")).unwrap();
        symlink("../migrations_of_others", folder.path("others")).unwrap();
        symlink(".", folder.path("again")).unwrap();
        expect![[r#"
            migrations/V1__outside.sql: the symbolic link leaves the folder of migrations: copy the file instead
            migrations/V2__dangling.sql: the symbolic link leads to no file: correct or remove it
            migrations/V3__circle.sql: the symbolic link leads to no file: correct or remove it
            migrations/again: the symbolic link leads to no file: correct or remove it
            migrations/others: the symbolic link leaves the folder of migrations: copy the file instead
        "#]].assert_eq(&folder.problems());
    }

    #[test]
    fn links_to_folders_are_not_followed_into_the_depth() {
        let folder = Folder::new([("a/V1__a.sql", "SELECT 1"), ("b/V2__b.sql", "SELECT 1")]);
        symlink("../b", folder.path("a/b")).unwrap();
        symlink("../a", folder.path("b/a")).unwrap();
        let problems = folder.read_in("recursive = true").unwrap_err().to_string();
        assert!(problems.starts_with("migrations/a/b: a symbolic link to a folder"), "{problems}");
        assert_eq!(problems.lines().count(), 2, "{problems}");
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = Folder::new([]);
        let made =
            std::process::Command::new("mkfifo").arg(folder.path("V1__pipe.sql")).status().unwrap();
        assert!(made.success());
        assert_eq!(
            folder.problems(),
            "migrations/V1__pipe.sql: neither a file nor a folder: expected a regular file; move it out of the folder\n"
        );
    }

    /// Two hundred megabytes of nothing.
    #[test]
    fn a_huge_file_that_is_no_text_is_refused() {
        let folder = Folder::new([]);
        let file = fs::File::create(folder.path("V1__huge.sql")).unwrap();
        file.set_len(200 << 20).unwrap();
        assert_eq!(
            folder.problems(),
            "migrations/V1__huge.sql:1:1: the file has a NUL character, which no database takes: remove it\n"
        );
    }

    #[test]
    fn a_link_that_leads_in_a_circle_is_refused() {
        let folder = Folder::new([("V1__a.sql", "SELECT 1")]);
        symlink("V3__b.sql", folder.path("V2__a.sql")).unwrap();
        symlink("V2__a.sql", folder.path("V3__b.sql")).unwrap();
        symlink(".", folder.path("shop")).unwrap();
        let problems = folder.problems();
        for name in ["V2__a.sql", "V3__b.sql", "shop"] {
            assert!(problems.contains(&format!("migrations/{name}")), "{name}: {problems}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = Folder::new([("V1__a.sql", "SELECT 1"), ("shop/V1__a.sql", "SELECT 1")]);
        fs::set_permissions(folder.path("V1__a.sql"), fs::Permissions::from_mode(0o000)).unwrap();
        fs::set_permissions(folder.path("shop"), fs::Permissions::from_mode(0o000)).unwrap();
        // Who may read everything, as root may, has nothing to see here.
        let refused = fs::read(folder.path("V1__a.sql")).is_err();
        let outcome = folder.read_with(Naming::Specification, &[Dialect::Postgres]);
        fs::set_permissions(folder.path("shop"), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(outcome.is_err(), refused);
        for (problem, path) in
            outcome.err().into_iter().flatten().zip(["migrations/V1__a.sql", "migrations/shop"])
        {
            assert!(
                problem.to_string().starts_with(&format!("{path}: it cannot be read: ")),
                "{problem}"
            );
        }
    }

    #[test]
    fn names_are_shown_in_one_line() {
        let folder = Folder::new([("V1__a\nb.sql", "SELECT 1"), ("V2__\u{202e}x.sql", "SELECT 1")]);
        let odd = folder.path("").join(Path::new(std::ffi::OsStr::from_bytes(b"V3__\xff.sql")));
        // Some file systems hold no such name.
        let _ = fs::write(&odd, "SELECT 1");
        let problems = folder.problems();
        assert_eq!(problems.lines().count(), if odd.exists() { 3 } else { 2 }, "{problems}");
        assert!(
            problems
                .contains("migrations/V1__a\\nb.sql: the name has a character that does not show"),
            "{problems}"
        );
        assert!(problems.contains("migrations/V2__\\u{202e}x.sql: "), "{problems}");
    }
}

/// The scripts of a folder with the databases that they are for, or what is wrong with them.
fn texts(
    naming: Naming,
    dialects: &[Dialect],
    database: Option<Dialect>,
    files: &[&str],
) -> String {
    let folder = Folder::new([]);
    files.iter().for_each(|name| folder.write(name, b"SELECT 1;"));
    let rules =
        Rules { naming, dialects: &|_| dialects.to_vec(), database, layout: &Layout::default() };
    match read_target(&folder.path(""), &TargetName::DEFAULT, &rules) {
        Ok(lane) => {
            let file = |file: &crate::File| {
                let own = file.dialect.map_or("all", Dialect::name);
                format!("{} ({}) {own}\n", file.script, file.description)
            };
            lane.files().iter().map(file).collect()
        }
        Err(problems) => format!("{problems}\n"),
    }
}

#[test]
fn a_version_has_one_text_or_one_for_each_database() {
    let [postgres, sqlite] = Dialect::ALL;
    let (both, pair) = (&[postgres, sqlite][..], &["V1__a.postgres.sql", "V1__a.sqlite.sql"][..]);
    let specified = |dialects: &[Dialect], database, files: &[&str]| {
        texts(Naming::Specification, dialects, database, files)
    };
    let all = "V1__a.postgres.sql (a) postgres\nV1__a.sqlite.sql (a) sqlite\n";
    assert_eq!(specified(both, None, pair), all);
    // Of a folder that is read for one database, only its own are read.
    assert_eq!(specified(both, Some(sqlite), pair), "V1__a.sqlite.sql (a) sqlite\n");
    assert_eq!(specified(&[], Some(sqlite), pair), "V1__a.sqlite.sql (a) sqlite\n");
    // A lane for one database takes its own.
    assert_eq!(specified(&[sqlite], None, &pair[1..]), "V1__a.sqlite.sql (a) sqlite\n");
    let problems = [
        specified(both, None, &pair[..1]),
        specified(both, Some(postgres), &pair[..1]),
        specified(&[], Some(sqlite), &pair[..1]),
        specified(&[sqlite], None, pair),
        specified(both, None, &["V1__a.sql", pair[1]]),
        specified(both, None, &["V01__a.sqlite.sql", pair[0], pair[1]]),
        specified(both, None, &["V1__b.sqlite.sql", pair[0]]),
        specified(both, None, &["V1__a.rs", pair[0], pair[1]]),
        specified(both, None, &["V1__a.pg.sql", "V2__a.SQLITE.sql", "V3__a.sqlite.rs"]),
        specified(both, None, &["V4__.sqlite.sql", "V5__A.sqlite.sql"]),
    ];
    expect![[r#"
        migrations/V1__a.postgres.sql: there is no text of this version for sqlite: add `V1__a.sqlite.sql`
        migrations/V1__a.postgres.sql: there is no text of this version for sqlite: add `V1__a.sqlite.sql`
        migrations/V1__a.postgres.sql: there is no text of this version for sqlite: add `V1__a.sqlite.sql`
        migrations/V1__a.postgres.sql: it is for postgres, which the lane is not written for: say `dialect = ["postgres", "sqlite"]` in schemalane.toml, or remove the file
        migrations/V1__a.sql: it is for every database, and migrations/V1__a.sqlite.sql is the same version for one of them: rename it to `V1__a.postgres.sql`, or remove one
        migrations/V1__a.sqlite.sql: version 1 is also that of migrations/V01__a.sqlite.sql: give one of them another version
        migrations/V1__b.sqlite.sql: version 1 is also that of migrations/V1__a.postgres.sql: give one of them another version
        migrations/V1__a.rs: version 1 is also that of migrations/V1__a.postgres.sql: give one of them another version
        migrations/V1__a.sqlite.sql: version 1 is also that of migrations/V1__a.rs: give one of them another version
        migrations/V1__a.pg.sql: `.pg` names no database: a text for one alone ends in `.postgres.sql` or `.sqlite.sql`, and another dot needs `naming = "flyway"` in schemalane.toml
        migrations/V2__a.SQLITE.sql: `.SQLITE` names no database: a text for one alone ends in `.postgres.sql` or `.sqlite.sql`, and another dot needs `naming = "flyway"` in schemalane.toml
        migrations/V3__a.sqlite.rs: a Rust migration is for every database of its lane, and can ask for `get_database_backend()`: rename the file to `V3__a.rs`
        migrations/V4__.sqlite.sql: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
        migrations/V5__A.sqlite.sql: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
    "#]]
    .assert_eq(&problems.concat());
}

/// Flyway takes the database's name for a part of the description, and its rows say so.
#[test]
fn the_description_stays_what_flyway_reads() {
    let [postgres, sqlite] = Dialect::ALL;
    let pair = &["V1__a.postgres.sql", "V1__a.sqlite.sql"];
    assert_eq!(
        texts(Naming::Flyway, &[postgres, sqlite], None, pair),
        "V1__a.postgres.sql (a.postgres) postgres\nV1__a.sqlite.sql (a.sqlite) sqlite\n"
    );
    for database in [None, Some(postgres)] {
        assert_eq!(
            texts(Naming::Flyway, &[postgres], database, &["V1__a.sqlite.sql", "V2__b.pg.sql"]),
            "V1__a.sqlite.sql (a.sqlite) all\nV2__b.pg.sql (b.pg) all\n"
        );
    }
}

/// Who only compares sees the same files and checksums, and the same problems.
#[test]
fn a_lane_is_measured_as_it_is_read() {
    let rules = Rules {
        naming: Naming::Specification,
        dialects: &|_| vec![Dialect::Sqlite],
        database: Some(Dialect::Sqlite),
        layout: &Layout::default(),
    };
    let folder = Folder::new([
        ("V1__a.sql", "\u{feff}CREATE TABLE a (b);\r\n"),
        ("V2__b.sql", "VACUUM;"),
        ("V3__c.sql", "-- to be written"),
        ("V4__d.rs", "pub fn migrate() {}"),
    ]);
    let dir = folder.path("");
    let read = read_target(&dir, &TargetName::DEFAULT, &rules).unwrap();
    let measured = measure_target(&dir, &TargetName::DEFAULT, &rules).unwrap();
    let contents: Vec<_> = measured.files().iter().map(|file| file.content).collect();
    let [first, second] = [Mode::Transactional, Mode::NonTransactional].map(Measures::Sql);
    assert_eq!(contents, [first, second, Measures::Draft, Measures::Rust]);
    for (read, measured) in read.files().iter().zip(measured.files()) {
        assert_eq!((&read.script, read.checksum), (&measured.script, measured.checksum));
    }
    folder.write("V2__b.sql", b"SELECT 'open");
    folder.write("V5__.sql", b"SELECT 1;");
    let read = read_target(&dir, &TargetName::DEFAULT, &rules).unwrap_err().to_string();
    let measured = measure_target(&dir, &TargetName::DEFAULT, &rules).unwrap_err().to_string();
    assert_eq!(read.lines().count(), 2, "{read}");
    assert_eq!(read, measured);
}
