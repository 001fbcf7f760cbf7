use super::{Kind, Name, NameError, Naming};
use expect_test::expect;

fn read(file_name: &str, naming: Naming) -> String {
    match Name::parse(file_name, naming) {
        Ok(Name { version, description, kind, .. }) => {
            format!("{version} {description:?} {}", kind.extension())
        }
        Err(error) => format!("error: {error}"),
    }
}

fn table(naming: Naming, file_names: &[&str]) -> String {
    file_names
        .iter()
        .map(|name| format!("{}\n    {}\n", name.escape_debug(), read(name, naming)))
        .collect()
}

#[test]
fn the_specification_is_the_rule() {
    expect![[r#"
        V1__init.sql
            1 "init" sql
        V2_1__add_indexes.sql
            2.1 "add indexes" sql
        V2026.02.24.1__price_histories.sql
            2026.02.24.1 "price histories" sql
        V002__backfill.rs
            002 "backfill" rs
        V5___three.sql
            5 " three" sql
        V6__a__b.sql
            6 "a  b" sql
        V9223372036854775807__max.sql
            9223372036854775807 "max" sql
    "#]]
    .assert_eq(&table(
        Naming::Specification,
        &[
            "V1__init.sql",
            "V2_1__add_indexes.sql",
            "V2026.02.24.1__price_histories.sql",
            "V002__backfill.rs",
            "V5___three.sql",
            "V6__a__b.sql",
            "V9223372036854775807__max.sql",
        ],
    ));
}

#[test]
fn other_names_say_what_is_wrong() {
    expect![[r#"
        V3_oops.sql
            error: expected two underscores between version and description: give the file a name such as `V1__create_users.sql`
        V3.sql
            error: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
        V1__Create users.sql
            error: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
        V1__x.SQL
            error: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
        V1__.sql
            error: only Flyway takes this name: rename it to `V<version>__<description>.sql` with a description of `[a-z0-9_]+`, or say `naming = "flyway"` in schemalane.toml
        V1__X.rs
            error: the description `X` must match `[a-z0-9_]+`: rename the file
        V1.rs
            error: expected two underscores between version and description: give the file a name such as `V1__create_users.rs`
        Vlatest__x.sql
            error: `latest` is not a version: expected numbers separated by single `.` or `_`, such as `2`, `2.1` or `2_1`
        V1..2__x.sql
            error: `1..2` is not a version: expected numbers separated by single `.` or `_`, such as `2`, `2.1` or `2_1`
        V__x.sql
            error: `` is not a version: expected numbers separated by single `.` or `_`, such as `2`, `2.1` or `2_1`
        v1__x.sql
            error: the prefix is an upper-case `V`: rename the file to `V1__x.sql`
        v1__x.rs
            error: the prefix is an upper-case `V`: rename the file to `V1__x.rs`
        R__views.sql
            error: a repeatable migration of Flyway (`R`) is not supported: write a versioned one, `V<version>__<description>.sql`
        B10__base.sql
            error: a baseline migration of Flyway (`B`) is not supported: write a versioned one, `V<version>__<description>.sql`
        U1__x.sql
            error: an undo migration of Flyway (`U`) is not supported: write a versioned one, `V<version>__<description>.sql`
        afterMigrate.sql
            error: a callback of Flyway is not supported: move the file out of the folder, or write it as a migration
        beforeEachMigrate__log.sql
            error: a callback of Flyway is not supported: move the file out of the folder, or write it as a migration
        createSchema.sql
            error: a callback of Flyway is not supported: move the file out of the folder, or write it as a migration
        V1__x.sql.conf
            error: a script configuration of Flyway is not supported: say it in the migration's header, such as `-- schemalane: transaction = false`
        V1__x.txt
            error: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
        V1__x
            error: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
        4-typo.sql
            error: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
        notes.md
            error: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
        after.sql
            error: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
        V1__a\nb.sql
            error: the name has a character that does not show: rename the file
        V1__a\u{202e}b.sql
            error: the name has a character that does not show: rename the file
    "#]].assert_eq(&table(
        Naming::Specification,
        &[
            "V3_oops.sql",
            "V3.sql",
            "V1__Create users.sql",
            "V1__x.SQL",
            "V1__.sql",
            "V1__X.rs",
            "V1.rs",
            "Vlatest__x.sql",
            "V1..2__x.sql",
            "V__x.sql",
            "v1__x.sql",
            "v1__x.rs",
            "R__views.sql",
            "B10__base.sql",
            "U1__x.sql",
            "afterMigrate.sql",
            "beforeEachMigrate__log.sql",
            "createSchema.sql",
            "V1__x.sql.conf",
            "V1__x.txt",
            "V1__x",
            "4-typo.sql",
            "notes.md",
            "after.sql",
            "V1__a\nb.sql",
            "V1__a\u{202e}b.sql",
        ],
    ));
}

#[test]
fn a_version_too_long_is_refused_under_both_rules() {
    let name = format!("V{}__x.sql", "1".repeat(51));
    for naming in [Naming::Specification, Naming::Flyway] {
        assert!(read(&name, naming).contains("the version has 51 characters"));
    }
}

#[test]
fn flyway_takes_more() {
    expect![[r#"
        V1__init.sql
            1 "init" sql
        V1__Create users, größe!.sql
            1 "Create users, größe!" sql
        V4.sql
            4 "" sql
        V4_1__.sql
            4.1 "" sql
        V5___three.sql
            5 " three" sql
        V6__a__b.sql
            6 "a  b" sql
        V7__UPPER.SQL
            7 "UPPER" sql
        V8__rust.rs
            8 "rust" rs
        V8__Rust.rs
            error: the description `Rust` must match `[a-z0-9_]+`: rename the file
        V8__rust.RS
            error: not a migration: expected `V<version>__<description>.sql` or `.rs`; rename the file, or move it out of the folder (README*, .gitkeep and dotfiles may stay)
        V3_oops.sql
            error: expected two underscores between version and description: give the file a name such as `V1__create_users.sql`
        Vlatest__l.sql
            error: `latest` is not a version: expected numbers separated by single `.` or `_`, such as `2`, `2.1` or `2_1`
        v8__lower.sql
            error: the prefix is an upper-case `V`: rename the file to `V8__lower.sql`
        R__views.sql
            error: a repeatable migration of Flyway (`R`) is not supported: write a versioned one, `V<version>__<description>.sql`
    "#]].assert_eq(&table(
        Naming::Flyway,
        &[
            "V1__init.sql",
            "V1__Create users, größe!.sql",
            "V4.sql",
            "V4_1__.sql",
            "V5___three.sql",
            "V6__a__b.sql",
            "V7__UPPER.SQL",
            "V8__rust.rs",
            "V8__Rust.rs",
            "V8__rust.RS",
            "V3_oops.sql",
            "Vlatest__l.sql",
            "v8__lower.sql",
            "R__views.sql",
        ],
    ));
}

#[test]
fn a_name_that_only_flyway_takes_names_the_switch() {
    for name in ["V4.sql", "V1__A.sql", "V1__x.Sql", "V1__.sql"] {
        assert_eq!(Name::parse(name, Naming::Specification), Err(NameError::OnlyFlyway), "{name}");
        assert_eq!(
            Name::parse(name, Naming::Flyway).map(|name| name.kind),
            Ok(Kind::Sql),
            "{name}"
        );
    }
    assert!(NameError::OnlyFlyway.to_string().contains("naming = \"flyway\"` in schemalane.toml"));
}
