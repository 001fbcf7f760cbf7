use super::Project;
use crate::{Dialect, Identifier, Naming, RustType, Settings, TargetName};
use expect_test::expect;

const WHOLE: &str = r#"
dialect = "postgres"
naming = "flyway"
schema = "shop"
history_table = "history"
rust_type = "CUSTOM"
recursive = true
dirs = ["db/a", "db/b"]

[databases.default]
url = "postgres://app:secret@db/shop"
pool_size = 8

[databases.analytics]
dialect = ["postgres", "sqlite"]

[databases.archive]
dir = "db/archive"
"#;

#[test]
fn every_key_is_read() {
    let project = Project::parse(WHOLE).unwrap();
    assert_eq!(project.naming(), Naming::Flyway);
    let settings = |table| {
        Settings::NONE
            .with_schema(Identifier::from_static("shop"))
            .with_history_table(Identifier::from_static(table))
            .with_rust_type(RustType::Custom)
            .with_naming(Naming::Flyway)
    };
    let of = |target| project.settings(&TargetName::from_static(target)).unwrap();
    assert_eq!(of("default"), settings("history"));
    assert_eq!(of("analytics"), settings("history__analytics"));
    let layout = project.layout(std::path::Path::new(""));
    assert_eq!(layout.said().collect::<Vec<_>>(), ["db/a", "db/b", "db/archive"]);
    let database = project.database(&TargetName::DEFAULT).unwrap();
    assert_eq!(
        (database.url.as_deref(), database.pool_size),
        (Some("postgres://app:secret@db/shop"), Some(8))
    );
    assert_eq!(
        project.targets().map(TargetName::as_str).collect::<Vec<_>>(),
        ["analytics", "archive"]
    );
}

#[test]
fn a_target_has_its_own_dialect_or_that_of_the_project() {
    let project = Project::parse(WHOLE).unwrap();
    let dialects = |target| project.dialects(&TargetName::from_static(target));
    assert_eq!(dialects("default"), [Dialect::Postgres]);
    assert_eq!(dialects("analytics"), [Dialect::Postgres, Dialect::Sqlite]);
    assert_eq!(dialects("archive"), [Dialect::Postgres]);
    assert_eq!(dialects("unknown"), [Dialect::Postgres]);
}

#[test]
fn an_empty_file_says_nothing() {
    let project = Project::parse("").unwrap();
    assert_eq!(project.settings(&TargetName::DEFAULT).unwrap(), Settings::NONE);
    assert!(project.dialects(&TargetName::DEFAULT).is_empty());
    let marked = Project::parse("\u{feff}dialect = \"sqlite\"").unwrap();
    assert_eq!(marked.dialects(&TargetName::DEFAULT), [Dialect::Sqlite]);
}

#[test]
fn no_secret_is_shown() {
    assert!(!format!("{:?}", Project::parse(WHOLE).unwrap()).contains("secret"));
    let error =
        Project::parse("[databases]\nshop = \"postgres://app:secret@db/shop\"").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
}

#[test]
fn errors_name_line_and_key() {
    let error = |text: &str| format!("{}\n", Project::parse(text).unwrap_err().told());
    let all: String = [
        "dialect = \"mysql\"",
        "dialect = []",
        "dialect = 5",
        "dialect = [\"sqlite\",\n \"sqlite\"]",
        "\nnaming = \"other\"",
        "rust_type = \"UNDO_SQL\"",
        "dialekt = \"postgres\"",
        "[databases.shop]\npool_size = 0",
        "[databases.shop]\npool = 1",
        "[databases.shop]\nurl = 1",
        "[databases.Shop]\nurl = \"sqlite:\"",
        "schema = \n",
        "schema = \"\"",
        "\nhistory_table = \"a\\u0000\"",
        "schema = \"a\"\nschema = \"b\"",
        "[databases]\nshop = \"postgres://app:secret@db/shop\"",
    ]
    .map(error)
    .concat();
    expect![[r#"
        schemalane.toml:1: `dialect`: `mysql` is not a dialect
        help: expected `postgres` or `sqlite`
        schemalane.toml:1: `dialect`: the list is empty
        help: expected `postgres` or `sqlite` in it
        schemalane.toml:1: `dialect`: invalid type: integer `5`
        help: expected `"postgres"`, `"sqlite"` or a list of them
        schemalane.toml:1: `dialect`: `sqlite` is in the list twice
        help: correct it there
        schemalane.toml:2: `naming`: unknown variant `other`
        help: expected `specification` or `flyway`
        schemalane.toml:1: `rust_type`: unknown variant `UNDO_SQL`
        help: expected one of `RUST`, `CUSTOM`, `JDBC`, `SCRIPT`, `SQL`
        schemalane.toml:1: `dialekt`: unknown field `dialekt`
        help: expected one of `dialect`, `naming`, `schema`, `history_table`, `rust_type`, `recursive`, `dirs`, `databases`, `codegen`
        schemalane.toml:2: `pool_size`: invalid value: integer `0`
        help: expected a nonzero u32
        schemalane.toml:2: `pool`: unknown field `pool`
        help: expected one of `url`, `pool_size`, `dialect`, `dir`
        schemalane.toml:2: `url`: invalid type: integer `1`
        help: expected a string
        schemalane.toml:1: `Shop` is not a target name
        help: expected `[a-z][a-z0-9_]*`, at most 32 characters
        schemalane.toml:1: `schema`: string values must be quoted
        help: expected literal string
        schemalane.toml:1: `schema`: a schema or table name must not be empty
        help: correct it there
        schemalane.toml:2: `history_table`: the name "a\0" holds a NUL character
        help: correct it there
        schemalane.toml:2: `schema`: duplicate key
        help: correct it there
        schemalane.toml:2: `shop`: invalid type: string
        help: expected a table with `url`, `pool_size`, `dialect` and `dir`
    "#]].assert_eq(&all);
}

#[test]
fn a_folder_may_have_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Project::read(folder.path()).unwrap().is_none());
    std::fs::write(folder.path().join(Project::FILE), "dialect = \"sqlite\"").unwrap();
    let project = Project::read(folder.path()).unwrap().unwrap();
    assert_eq!(project.dialects(&TargetName::DEFAULT), [Dialect::Sqlite]);
    std::fs::write(folder.path().join(Project::FILE), b"\xff").unwrap();
    let error = Project::read(folder.path()).unwrap_err().to_string();
    assert!(error.starts_with("schemalane.toml: the file cannot be read: "), "{error}");
}

#[test]
fn a_history_table_that_is_right_for_one_target_may_be_too_long_for_another() {
    let table = "t".repeat(60);
    let project = Project::parse(&format!("history_table = \"{table}\"")).unwrap();
    assert!(project.settings(&TargetName::DEFAULT).is_ok());
    assert!(project.settings(&TargetName::from_static("a")).is_ok());
    let error = project.settings(&TargetName::from_static("ab")).unwrap_err();
    assert_eq!(
        error.at("x/shop.toml".as_ref()).to_string(),
        format!(
            "x/shop.toml: `history_table`: for the target ab: the name \"{table}__ab\" is longer \
             than the 63 bytes that PostgreSQL keeps\nhelp: give it another name there"
        )
    );
}

#[test]
fn what_a_file_says_otherwise_than_a_build_is_named_by_its_keys() {
    let project = Project::parse(WHOLE).unwrap();
    let analytics = TargetName::from_static("analytics");
    let built = project.settings(&analytics).unwrap();
    let both = [Dialect::Sqlite, Dialect::Postgres];
    let silent = Project::parse("[databases.default]\nurl = 'sqlite://x.db'").unwrap();
    for (file, settings, dialects, expected) in [
        (&project, &built, &both[..], &[][..]),
        (&silent, &built, &both, &[]),
        (&project, &built, &both[..1], &["dialect"]),
        (&project, &built, &[], &[]),
        (&project, &Settings::NONE, &both, &["naming", "schema", "history_table", "rust_type"]),
    ] {
        assert_eq!(file.differences(&analytics, settings, dialects), expected);
    }
}
