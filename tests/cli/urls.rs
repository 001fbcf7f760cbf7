//! Where the database is: the resolution order of seed 000, section 2.

use schemalane_testkit::Command;

use crate::bench::{Bench, assert_says};

/// Which file was migrated, of those that the places name.
fn chosen(bench: &Bench, command: Command) -> Vec<String> {
    command.run().expect(0);
    let names = bench.names(".").into_iter().filter(|name| name.ends_with(".db"));
    let names: Vec<_> = names.collect();
    for name in &names {
        bench.remove(name);
    }
    names
}

const TOML: &str = "\
[databases.default]\nurl = 'sqlite://toml.db'\n\
[databases.billing]\nurl = 'sqlite://billing_toml.db'\n";

fn bench() -> Bench {
    Bench::new(&[
        ("migrations/V1__a.sql", "CREATE TABLE a (id INTEGER);"),
        ("migrations/billing/V1__b.sql", "CREATE TABLE b (id INTEGER);"),
        ("schemalane.toml", TOML),
    ])
}

#[test]
fn the_default_target() {
    let bench = bench();
    let none = || bench.command("migrate up");
    let database_url = || none().env("DATABASE_URL", "sqlite://database_url.db");
    let common = || database_url().env("SCHEMALANE_DATABASE_URL", "sqlite://common.db");
    let own = || common().env("SCHEMALANE_DATABASE_URL_DEFAULT", "sqlite://never.db");
    let flag = || own().args(["--database-url", "sqlite://flag.db"]);
    assert_eq!(chosen(&bench, flag()), ["flag.db"]);
    assert_eq!(chosen(&bench, own()), ["common.db"]);
    assert_eq!(chosen(&bench, database_url()), ["database_url.db"]);
    assert_eq!(chosen(&bench, none()), ["toml.db"]);
    assert_eq!(chosen(&bench, none().env("DATABASE_URL", "")), ["toml.db"]);
    bench.write("schemalane.toml", "[databases.billing]\n");
    assert_eq!(chosen(&bench, none()), ["schemalane.db"]);
}

#[test]
fn a_named_target() {
    let bench = bench();
    let none = || bench.command("migrate up --database billing");
    let database_url = || none().env("DATABASE_URL", "sqlite://never.db");
    let common = || database_url().env("SCHEMALANE_DATABASE_URL", "sqlite://common.db");
    let own = || common().env("SCHEMALANE_DATABASE_URL_BILLING", "sqlite://own.db");
    let flag = || own().args(["--database-url", "sqlite://flag.db"]);
    assert_eq!(chosen(&bench, flag()), ["flag.db"]);
    assert_eq!(chosen(&bench, own()), ["own.db"]);
    assert_eq!(chosen(&bench, common()), ["common.db"]);
    assert_eq!(chosen(&bench, database_url()), ["billing_toml.db"]);
    bench.remove("schemalane.toml");
    assert_eq!(chosen(&bench, database_url()), ["schemalane.db"]);
}

#[test]
fn a_wrong_url_is_named_by_where_it_was_found() {
    let bench = bench();
    let wrong = "mysql://shop@localhost/shop";
    let says = |command: Command, origin: &str| {
        let output = command.run().expect(2);
        assert_says(&output.stderr, &[&format!("the database URL of {origin} cannot be used")]);
    };
    let up = || bench.command("migrate up");
    says(up().args(["--database-url", wrong]), "--database-url");
    says(up().env("SCHEMALANE_DATABASE_URL", wrong), "SCHEMALANE_DATABASE_URL");
    says(up().env("DATABASE_URL", wrong), "DATABASE_URL");
    let billing = up().args(["--database", "billing"]);
    says(billing.env("SCHEMALANE_DATABASE_URL_BILLING", wrong), "SCHEMALANE_DATABASE_URL_BILLING");
    bench.write("schemalane.toml", "[databases.default]\nurl = 'mysql://shop@localhost/shop'\n");
    says(up(), "databases.default.url in schemalane.toml");
    assert_eq!(bench.names("."), ["migrations", "schemalane.toml"]);
}

#[test]
fn the_folder_around_the_migrations_is_not_taken_for_them() {
    let bench = bench();
    bench.write("schemalane.toml", "dialect = 'sqlite'\n");
    for command in ["migrate status", "migrate up", "migrate import --from sqlx --rename"] {
        let refused = bench.run(&format!("{command} --dir .")).expect(1);
        assert_says(
            &refused.stderr,
            &[".: this is the folder of a project", "help: name that one: --dir ./migrations"],
        );
    }
}

#[test]
fn a_project_for_postgres_does_not_fall_back_to_a_file() {
    let bench = bench();
    bench.write(
        "schemalane.toml",
        "dialect = 'postgres'\n[databases.billing]\ndialect = 'sqlite'\n",
    );
    let output = bench.run("migrate up").expect(1);
    assert_says(
        &output.stderr,
        &[
            "no database is named for target default: --database-url is not given, \
             SCHEMALANE_DATABASE_URL is not set, DATABASE_URL is not set, schemalane.toml has no \
             databases.default.url; its migrations are written for postgres",
            "say --database-url",
        ],
    );
    assert_eq!(bench.names("."), ["migrations", "schemalane.toml"]);
    bench.run("migrate up --database billing").expect(0);
    // Who names the file means it, and is told.
    let named = bench.run("migrate up --database-url sqlite://schemalane.db").expect(0);
    let remark = "schemalane.toml says that the SQL of the target default is written for postgres, \
                  and this is sqlite";
    assert_says(&named.stderr, &["warning: ", remark]);
    let named = bench.run("schema gen --database-url sqlite://schemalane.db");
    assert_says(&named.stderr, &["warning: ", remark]);
}

#[test]
fn a_file_may_have_any_name() {
    let bench = bench();
    let up = || bench.command("migrate up --database-url");
    assert_eq!(chosen(&bench, up().arg("sqlite://my%20%3Fshop%25.db")), ["my ?shop%.db"]);
    assert_eq!(chosen(&bench, up().arg("sqlite://mode=x.db")), ["mode=x.db"]);
    let output = up().arg("sqlite://absent.db?mode=rw").run().expect(1);
    assert_says(&output.stderr, &["sqlite://absent.db?mode=rw"]);
    let output = up().arg("sqlite://x.db?colour=red").run().expect(1);
    assert_says(&output.stderr, &["mode, cache, immutable and vfs"]);
}
