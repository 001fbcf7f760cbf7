//! Passwords are never printed. The kit looks for them in every output; here
//! are the paths on which one could slip through.

use schemalane_testkit::{Proxy, Server, secrets};

use crate::{
    bench::{Bench, assert_says, program},
    place::{Place, rows_of},
};

/// A URL whose password is remembered as a secret.
fn url(user: &str, password: &str, rest: &str) -> String {
    secrets::remember(password);
    format!("postgres://{user}:{password}@{rest}")
}

#[test]
fn a_server_that_does_not_answer() {
    let bench = Bench::two();
    for rest in ["127.0.0.1:1/shop", "no-such-host.invalid/shop"] {
        let output = bench.migrate("up --format json", &url("shop", "open-sesame", rest)).expect(1);
        assert_says(
            &output.stderr,
            &[&format!("cannot connect to postgres://shop@{rest} (--database-url)")],
        );
        assert_says(&output.stdout, &[&format!("postgres://shop@{rest}")]);
    }
}

#[test]
fn a_server_that_says_no() {
    let bench = Bench::two();
    let port = Server::shared().port();
    let place = Place::postgres();
    let (right, name) = match &place {
        Place::Postgres(database) => (database.url(), database.name().to_owned()),
        Place::Sqlite(_) => unreachable!(),
    };
    let wrong = url("postgres", "xyzzy-plugh", &format!("127.0.0.1:{port}/{name}"));
    let output = bench.migrate("status", &wrong).expect(1);
    assert_says(&output.stderr, &["password authentication failed", "28P01"]);
    assert_says(&output.stderr, &["\nhelp: correct the user and the password in the URL"]);
    let none = format!("postgres://shop@127.0.0.1:{port}/{name}");
    let output = bench.migrate("status", &none).expect(1);
    assert_says(&output.stderr, &["28P01", "\nhelp: nothing says a password: put it into the URL"]);
    let output = bench.migrate("status", &right.replace(&name, "nowhere")).expect(1);
    assert_says(&output.stderr, &["\"nowhere\" does not exist", "3D000"]);
    bench.migrate("up", &right).expect(0);
}

#[test]
fn a_url_that_is_wrong() {
    let bench = Bench::two();
    secrets::remember("swordfish");
    for (wrong, code) in [
        ("postgres://shop:swordfish@localhost:port/shop", 1),
        ("postgres://shop:sword/fish-swordfish@localhost/shop", 1),
        ("postgres://shop:1?swordfish@localhost/shop", 1),
        ("postgres:shop:swordfish@localhost/shop", 1),
        ("postgres://shop:swordfish@localhost/shop?colour=swordfish", 1),
        ("postgres://shop:swordfish@localhost/shop?schema=swordfish", 1),
        ("'postgres://shop:swordfish@localhost/shop'", 1),
        ("sqlite://shop:swordfish@localhost/shop", 1),
        ("postgres://shop:swordfish@localhost/shop?sslmode=perhaps", 1),
        ("mysql://shop:swordfish@localhost/shop", 2),
        ("shop:swordfish@localhost/shop", 2),
    ] {
        for format in ["table", "json"] {
            let output = bench.migrate(&format!("status --format {format}"), wrong).expect(code);
            assert_says(&output.stderr, &["the database URL of --database-url cannot be used"]);
        }
        let toml = format!("[databases.default]\nurl = \"{wrong}\"\n");
        bench.write("schemalane.toml", &toml);
        bench.run("migrate status").expect(code);
        bench.remove("schemalane.toml");
    }
}

#[test]
fn a_url_in_the_wrong_place() {
    let bench = Bench::two();
    let url = url("shop", "rose bud", "localhost/shop");
    for arguments in [
        &["migrate", "up"][..],
        &["migrate", "up", "--database"],
        &["migrate", "up", "--target"],
        &["migrate", "up", "--format"],
        &["migrate", "up", "--lock-wait"],
        &["migrate"],
        &["log", "--target"],
        &[],
    ] {
        let output = program().args(arguments).arg(&url).folder(bench.path()).run();
        assert!(output.code != 0, "{arguments:?}");
    }
    let output = bench.command("migrate up").arg(format!("--databse-url={url}")).run().expect(1);
    assert_says(&output.stderr, &["--databse-url"]);
}

/// Values that are texts of any kind would be shown, and written down.
#[test]
fn a_url_where_another_value_belongs() {
    secrets::remember("swordfish");
    let bench = Bench::two();
    for url in [
        "postgres://shop:swordfish@localhost/shop",
        "postgres:shop:swordfish@localhost/shop",
        "shop:swordfish@localhost/shop",
        "postgres://localhost/shop?password=swordfish",
        "host=localhost password=swordfish",
    ] {
        for flag in [
            "migrate up --schema",
            "migrate up --history-table",
            "migrate up --installed-by",
            "migrate up --database",
            "migrate up --dir",
            "migrate up --target",
            "migrate up --timeout",
            "migrate repair --accept",
            "migrate baseline --version",
            "migrate import --from",
            "migrate import --from sqlx --table",
            "migrate init --path",
            "migrate init --dialect",
            "migrate init --schemalane-path",
            "migrate new",
            "schema gen --dir",
            "schema gen --schema",
            "schema gen --ignore",
            "schema gen --allow",
            "schema gen --as-migration",
            "schema commit -m",
            "schema log",
            "log --outcome",
        ] {
            let output = bench.command(flag).arg(url).run();
            assert!([1, 2].contains(&output.code), "{flag}: {}", output.code);
            let (last, text) = flag.rsplit_once(' ').map(|(_, last)| last).zip(Some(url)).unwrap();
            if last.starts_with("--") {
                let output = bench.command(&flag.replace(last, "")).arg(format!("{last}={text}"));
                assert!(output.run().code != 0, "{flag}");
            }
        }
        let output = bench.command("migrate up --schema").arg(url).run().expect(1);
        assert_says(&output.stderr, &["--schema <NAME>", "--database-url"]);
    }
    assert_eq!(bench.names("."), ["migrations"]);
    assert_eq!(bench.names("migrations").len(), 2);
}

#[test]
fn a_url_where_another_value_of_the_project_belongs() {
    secrets::remember("swordfish");
    let bench = Bench::two();
    let url = "postgres://shop:swordfish@localhost/shop";
    for toml in [
        format!("schema = '{url}'\n"),
        format!("history_table = '{url}'\n"),
        format!("dialect = '{url}'\n"),
        format!("dialect = ['sqlite', '{url}']\n"),
        format!("naming = '{url}'\n"),
        format!("rust_type = '{url}'\n"),
        format!("'{url}' = 1\n"),
        format!("[databases.'{url}']\nurl = 'sqlite://a.db'\n"),
        format!("[databases.'{url}?a=b']\nurl = 3\n"),
        format!("[databases.default]\n'{url}' = 1\n"),
        format!("[databases.default]\npool_size = '{url}'\n"),
        format!("[databases.default]\nurl = '{url}\n"),
        format!("[databases.default]\nurl = {url}\n"),
        format!("[databases.default]\nurl = '{url}' '{url}'\n"),
        format!("[databases.default]\nurl = ['{url}']\n"),
    ] {
        bench.write("schemalane.toml", &toml);
        for arguments in ["migrate status", "migrate status --format json", "schema gen"] {
            let output = bench.run(arguments);
            assert!([1, 2].contains(&output.code), "{toml}: {}", output.stderr);
            assert_says(&output.stderr, &["schemalane.toml"]);
        }
    }
}

#[test]
fn a_password_as_a_parameter() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let url = format!(
        "postgres://postgres@127.0.0.1:{}/{}?application_name=test&password={}",
        Server::shared().port(),
        database.name(),
        percent(database.password()),
    );
    let bench = Bench::two();
    let ledger = bench.join("ledger.db");
    let up = bench.on("up", &url).arg("--ledger").arg(&ledger).run().expect(0);
    assert_says(&up.stdout, &["applied 2 migrations"]);
    let log = bench.run("log --ledger ledger.db --format json").expect(0);
    assert_says(&log.stdout, &["application_name=test"]);
    bench.run("log --ledger ledger.db").expect(0);
}

#[test]
fn the_ledger_never_learns_it() {
    let place = Place::postgres();
    let bench = Bench::two();
    let ledger = bench.join("ledger.db");
    let run = |url: &str| bench.on("up", url).arg("--ledger").arg(&ledger).run();
    run(&place.url()).expect(0);
    run(&url("shop", "open-sesame", "127.0.0.1:1/shop")).expect(1);
    let bytes = std::fs::read(&ledger).unwrap();
    secrets::assert_none("the file of the ledger", &String::from_utf8_lossy(&bytes));
    let urls =
        rows_of(&format!("sqlite://{}", ledger.display()), "SELECT url FROM run ORDER BY id");
    assert_eq!(urls.lines().nth(1), Some("postgres://shop@127.0.0.1:1/shop"));
}

#[test]
fn a_connection_that_breaks() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    let proxy = Proxy::before(Server::shared());
    let bench = Bench::two();
    for n in [2, 4] {
        proxy.cut_before(n);
        bench.migrate("up --format json", &proxy.url_for(database)).expect(1);
    }
}

/// Who embeds the library prints what it likes: no `Debug` text has it either.
#[tokio::test]
async fn debug_texts_do_not_have_it() {
    use schemalane::{Config, DatabaseUrl, Manifest, Migrator, StartupArgs, TargetName};
    use sea_orm::{ConnectOptions, Database as Orm};

    let text = url("shop", "open-sesame", "127.0.0.1:1/shop");
    let parsed: DatabaseUrl = text.parse().unwrap();
    let args = StartupArgs { database_url: Some(text.parse().unwrap()), ..StartupArgs::default() };
    let manifest = Manifest::embedded(TargetName::DEFAULT, &[], "", &[]);
    let migrator = Migrator::new(manifest, Config::new());
    let mut options = ConnectOptions::new(&text);
    options.connect_lazy(true).sqlx_logging(false);
    let error = migrator.up(&Orm::connect(options).await.unwrap()).await.unwrap_err();
    let wrong = "postgres://shop:open-sesame@host:port/shop".parse::<DatabaseUrl>().unwrap_err();
    for (what, text) in [
        ("a URL", format!("{parsed:?} {parsed}")),
        ("arguments", format!("{args:#?}")),
        ("a migrator", format!("{migrator:?}")),
        ("an error", format!("{error:?} {error}")),
        ("a wrong URL", format!("{wrong:?} {wrong}")),
    ] {
        secrets::assert_none(what, &text);
    }
}

#[test]
fn help_shows_no_environment() {
    let place = Place::postgres();
    for command in [&["migrate", "up", "--help"][..], &["--help"]] {
        let output = program()
            .args(command)
            .env("SCHEMALANE_DATABASE_URL", place.url())
            .env("SCHEMALANE_LEDGER", place.url())
            .run()
            .expect(0);
        assert!(!output.stdout.contains("postgres://postgres"));
    }
}

/// Percent-encoding of everything that is no letter and no digit.
fn percent(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
