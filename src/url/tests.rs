use std::{fs, path::Path};

use super::*;

/// A URL in an environment that says nothing but this.
fn read_in(text: &str, variables: &[(&str, &str)], home: &Path) -> Result<DatabaseUrl, UrlError> {
    let variable = |name: &str| {
        variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
    };
    DatabaseUrl::read(text, &Surroundings { variables: &variable, home: Some(home.to_owned()) })
}

fn read(text: &str) -> Result<DatabaseUrl, UrlError> {
    read_in(text, &[], Path::new("/no/home"))
}

fn postgres(url: &DatabaseUrl) -> &Postgres {
    let Kind::Postgres(postgres) = &url.kind else { panic!("{url}") };
    postgres
}

/// The hosts of a URL in the order in which they are tried.
fn hosts(url: &DatabaseUrl) -> Vec<String> {
    postgres(url).candidates.iter().map(|candidate| candidate.host.to_string()).collect()
}

/// The password that a URL leads to, by way of the driver's own URL.
fn password(url: &DatabaseUrl) -> Option<String> {
    let url = sqlx::ConnectOptions::to_url_lossy(&postgres(url).first().options.clone().host("h"));
    url.password().map(|password| text::decode(password).unwrap())
}

#[track_caller]
fn refused(text: &str) -> UrlError {
    let error = read(text).unwrap_err();
    let (shown, debug) = (error.to_string(), format!("{error:?}"));
    assert!(!shown.contains("hunter2") && !debug.contains("hunter2"), "{text}: {shown} {debug}");
    error
}

#[test]
fn where_a_server_is() {
    for (text, places, user, database) in [
        ("postgres://shop@db/shop", &["db:5432"][..], "shop", "shop"),
        ("postgresql://shop@db:6000/shop", &["db:6000"], "shop", "shop"),
        ("POSTGRES://shop@db/shop", &["db:5432"], "shop", "shop"),
        ("postgres://shop@[::1]/shop", &["[::1]:5432"], "shop", "shop"),
        ("postgres://shop@[::1]:6000/shop", &["[::1]:6000"], "shop", "shop"),
        ("postgres://shop@[fe80::1%25eth0]:6000", &["[fe80::1%eth0]:6000"], "shop", "shop"),
        ("postgres://shop@/shop?host=/run/pg", &["/run/pg:5432"], "shop", "shop"),
        ("postgres://shop@/shop?host=/run/pg&port=6000", &["/run/pg:6000"], "shop", "shop"),
        ("postgres://shop@%2Frun%2Fpg/shop", &["/run/pg:5432"], "shop", "shop"),
        ("postgres:///shop?host=db&user=me%40corp", &["db:5432"], "me@corp", "shop"),
        ("postgres:///shop?host=db&user=me@corp", &["db:5432"], "me@corp", "shop"),
        ("postgres:///?host=::1&port=1&dbname=a b&user=u", &["[::1]:1"], "u", "a b"),
        ("postgres://u@db?dbname=x", &["db:5432"], "u", "x"),
        ("postgres://u@db/a%2Fb%20c?application_name=a+b", &["db:5432"], "u", "a/b c"),
        ("postgres://u@a,b:1,[::1]:2/d", &["a:5432", "b:1", "[::1]:2"], "u", "d"),
        ("postgres://u@/d?host=a,/run&port=7", &["a:7", "/run:7"], "u", "d"),
        ("postgres://u@/d?host=a,b&port=7,8", &["a:7", "b:8"], "u", "d"),
        ("postgres://u@db/d?hostaddr=127.0.0.1", &["127.0.0.1:5432"], "u", "d"),
        ("postgres://me%40corp@db:65535/d", &["db:65535"], "me@corp", "d"),
        ("  postgres://u@db/d\r\n", &["db:5432"], "u", "d"),
    ] {
        let url = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(hosts(&url), places, "{text}");
        assert_eq!(postgres(&url).first().options.get_username(), user, "{text}");
        assert_eq!(url.database(), database, "{text}");
    }
    let url = read("postgres://u@/d?host=/run/pg").unwrap();
    assert_eq!(url.host(), Some("/run/pg"));
    assert_eq!(postgres(&url).first().options.get_socket().unwrap(), Path::new("/run/pg"));
    // Brackets are the URL's and not the address's.
    assert_eq!(postgres(&read("postgres://u@[::1]/d").unwrap()).first().options.get_host(), "::1");
}

#[test]
fn passwords_may_be_anything_and_are_never_shown() {
    for (text, expected) in [
        ("postgres://shop:hunter2@db/shop", "hunter2"),
        ("postgres://shop:p@ss%2Fword@db/shop", "p@ss/word"),
        ("postgres://shop:p@ss:w%23rd+@db/shop", "p@ss:w#rd+"),
        ("postgres://shop@db/shop?password=hunter2", "hunter2"),
        ("postgres://shop@db/shop?password=a+b%26c@d", "a+b&c@d"),
        ("postgres://shop:a%25b%C3%A9@db/shop", "a%bé"),
        ("postgres://shop:one@db/shop?password=two", "two"),
    ] {
        let url = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(password(&url).as_deref(), Some(expected), "{text}");
        assert_eq!(url.to_string(), "postgres://shop@db/shop");
        assert_eq!(format!("{url:?}"), "DatabaseUrl(postgres://shop@db/shop)");
    }
    let text = "postgres://u:hunter2@db/d?sslmode=require&options=-c%20a.b%3Dhunter2&options[c.d]=hunter2&application_name=x";
    let url = read(text).unwrap();
    assert_eq!(url.to_string(), "postgres://u@db/d?sslmode=require&application_name=x");
    let said = postgres(&url).first().options.get_options().unwrap().to_owned();
    assert!(said.ends_with("-c a.b=hunter2 -c c.d=hunter2"), "{said}");
    assert_eq!(read("postgres://:hunter2@db?port=1").unwrap().to_string(), "postgres://db/?port=1");
}

#[test]
fn what_is_no_url_says_why_and_repeats_nothing() {
    let at_sign = "an `@` stands behind the host";
    for (text, what) in [
        ("postgres://shop:hunter2@db:port/shop", "the port is no number"),
        ("postgres://shop:hunter2@db:0/shop", "the port is no number from 1 to 65535"),
        ("postgres://shop:hunter2@db:65536/shop", "the port is no number from 1 to 65535"),
        ("postgres://shop:hunter2@db:99999999999/shop", "the port is no number from 1 to 65535"),
        ("postgres://u:hunter2@/d?port=-1", "the port is no number"),
        (
            "postgres://u:hunter2@/d?host=a,b&port=1,2,3",
            "there are more ports than hosts, or fewer",
        ),
        ("postgres:u:hunter2@host/db", "no // stands behind its scheme"),
        ("postgres:/u:hunter2@host/db", "no // stands behind its scheme"),
        ("postgres://shop:p@ss/hunter2@db/shop", at_sign),
        ("postgres://shop:1/hunter2@db/shop", at_sign),
        ("postgres://shop:1?hunter2@db/shop", at_sign),
        ("postgres://shop:1#hunter2@db/shop", at_sign),
        ("postgres://shop:p@ss?hunter2@db/shop", "a parameter has no value"),
        ("postgres://u:p@s?hunter2@db/shop=1", "a parameter has a name that no parameter has"),
        ("postgres://u:hunter2@db/d#x", "a `#` stands in it"),
        (
            "postgres://u:hunter2%@db/d",
            "a % stands before something else than two hexadecimal digits",
        ),
        (
            "postgres://u:hunter2%zz@db/d",
            "a % stands before something else than two hexadecimal digits",
        ),
        (
            "postgres://u:hunter2%00@db/d",
            "a % stands before something else than two hexadecimal digits",
        ),
        (
            "postgres://u:hunter2%ff@db/d",
            "a % stands before something else than two hexadecimal digits",
        ),
        (
            "postgres://u:hunter2@::1/d",
            "the address between [ and ] is no IPv6 address, or one stands outside of them",
        ),
        (
            "postgres://u:hunter2@[::1/d",
            "the address between [ and ] is no IPv6 address, or one stands outside of them",
        ),
        (
            "postgres://u:hunter2@[db]/d",
            "the address between [ and ] is no IPv6 address, or one stands outside of them",
        ),
        ("postgres://u:hunter2@a,,b/d", "a host is missing"),
        (
            "postgres://u:hunter2@/d?host=a b",
            "the host is neither a name, an address, nor the folder of a socket",
        ),
        ("postgres://u:hunter2@/d?hostaddr=db", "hostaddr is no address"),
    ] {
        assert_eq!(refused(text), UrlError::Postgres { what }, "{text}");
    }
    for text in ["'postgres://u:hunter2@db/d'", "\"sqlite://a.db\"", "postgres://u@db/d\"", "`x`"] {
        assert_eq!(refused(text), UrlError::Quoted, "{text}");
    }
    for text in ["postgres://u:hunter2@db/d\npostgres://b", "sqlite://a\tb.db", "sqlite://a\u{9b}"]
    {
        assert_eq!(refused(text), UrlError::Control, "{text}");
    }
}

#[test]
fn other_databases_are_refused_by_scheme() {
    for (text, scheme) in [
        ("mysql://root:hunter2@db/shop", "mysql://"),
        ("jdbc:postgresql://db/shop?password=hunter2", "jdbc:postgresql://"),
        ("postgresql+asyncpg://u:hunter2@db/shop", "postgresql+asyncpg://"),
        // Somebody forgot the scheme, and what comes first is the user or worse.
        ("shop:hunter2@db/shop", ""),
        ("hunter2 x://db", ""),
        ("host=db password=hunter2", ""),
        ("", ""),
        ("shop.db", ""),
    ] {
        assert_eq!(refused(text), UrlError::Scheme { scheme: scheme.to_owned() }, "{text}");
    }
}

#[test]
fn parameters_do_something_or_are_refused() {
    let says = |parameter: &str, says: &str| {
        let text = format!("postgres://u:hunter2@db/d?{parameter}");
        let error = refused(&text).to_string();
        let name = parameter.split_once('=').unwrap().0;
        assert!(
            error.contains(&format!("`{name}`")) && error.contains(says),
            "{parameter}: {error}"
        );
    };
    says("schema=hunter2", "--schema");
    says("currentSchema=app", "--schema");
    says("search_path=app", "--schema");
    says("options=-c%20search_path%3Dapp", "--schema");
    says("options=--search-path%3Dapp", "--schema");
    says("history_table=a", "--history-table");
    says("lock_timeout=3s", "--lock-timeout");
    says("timeout=3", "--timeout");
    says("connection_limit=5", "pool_size in schemalane.toml");
    says("pgbouncer=true", "leave it out");
    says("ssl=1", "sslmode=require");
    says("channel_binding=require", "verify-full");
    says("colour=hunter2", "none that PostgreSQL has");
    says("SSLMODE=require", "none that PostgreSQL has");
    says("sslmode=perhaps", "verify-full");
    says("target_session_attrs=any-will-do", "prefer-standby");
    says("connect_timeout=soon", "seconds");
    says("options=hunter2", "-c name=value");
    says("options=-c", "-c name=value");
    says("statement-cache-capacity=hunter2", "a number");
    for accepted in [
        "ssl=true",
        "sslmode=disable",
        "sslmode=verify-full",
        "ssl-mode=verify-ca",
        "channel_binding=prefer",
        "client_encoding=utf8",
        "gssencmode=disable",
        "load_balance_hosts=disable",
        "connect_timeout=10",
        "target_session_attrs=read-write",
        "statement-cache-capacity=0",
        "options=-c%20geqo%3Doff%20--work_mem%3D1MB",
        "&",
    ] {
        let text = format!("postgres://u:hunter2@db/d?{accepted}");
        assert!(read(&text).is_ok(), "{accepted}: {:?}", read(&text).err());
    }
    let options = read("postgres://u@d?options=-c%20a.b%3Dx%5C%20y%20--c-d%3D1").unwrap();
    let options = postgres(&options).first().options.get_options().unwrap().to_owned();
    assert!(options.ends_with("-c a.b=x\\ y -c c-d=1"), "{options}");
}

#[test]
fn who_names_an_authority_has_it_asked() {
    use sqlx::postgres::PgSslMode::{Prefer, Require, VerifyCa, VerifyFull};
    let mode = |parameters: &str| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let parameters = parameters.replace("/a.crt", file);
        let url = read(&format!("postgres://u@db/d?{parameters}")).unwrap();
        postgres(&url).first().options.get_ssl_mode()
    };
    assert!(matches!(mode("sslmode=require"), Require));
    assert!(matches!(mode("sslmode=require&sslrootcert=/a.crt"), VerifyCa));
    assert!(matches!(mode("sslrootcert=/a.crt"), Prefer));
    assert!(matches!(mode("sslmode=verify-full&sslrootcert=/a.crt"), VerifyFull));
    let error = refused("postgres://u@db/d?sslmode=verify-ca&sslrootcert=/no/file").to_string();
    assert!(error.contains("`sslrootcert`") && error.contains("a file that is there"), "{error}");
    let system = read("postgres://u@db/d?sslrootcert=system");
    if let Ok(url) = system {
        assert!(matches!(postgres(&url).first().options.get_ssl_mode(), VerifyFull));
    } else {
        assert!(system.unwrap_err().to_string().contains("SSL_CERT_FILE"));
    }
    let error = refused("postgres://u@db/d?sslrootcert=system&sslmode=require").to_string();
    assert!(error.contains("verify-full"), "{error}");
    let error = refused("postgres://u@db/d?hostaddr=::1&sslmode=verify-full").to_string();
    assert!(error.contains("`hostaddr`") && error.contains("leave one of them out"), "{error}");
}

#[test]
fn the_environment_says_what_the_url_does_not() {
    let home = Path::new("/no/home");
    let all = [
        ("PGHOST", "a,b"),
        ("PGPORT", "6000"),
        ("PGUSER", "env"),
        ("PGDATABASE", "envdb"),
        ("PGPASSWORD", "hunter2"),
        ("PGTARGETSESSIONATTRS", "primary"),
    ];
    let url = read_in("postgres://", &all, home).unwrap();
    assert_eq!(hosts(&url), ["a:6000", "b:6000"]);
    assert_eq!((url.database().as_str(), password(&url).as_deref()), ("envdb", Some("hunter2")));
    assert_eq!(postgres(&url).wanted, wanted::Wanted::Primary);
    let url = read_in("postgres://u:own@c:1/d", &all, home).unwrap();
    assert_eq!(hosts(&url), ["c:1"]);
    assert_eq!((url.database().as_str(), password(&url).as_deref()), ("d", Some("own")));
    // A server that is named is not at another's address.
    let url = read_in("postgres://u@c/d", &[("PGHOSTADDR", "127.0.0.1")], home).unwrap();
    assert_eq!(hosts(&url), ["c:5432"]);
    for (name, value) in
        [("PGSSLMODE", "yes"), ("PGTARGETSESSIONATTRS", "x"), ("PGCONNECT_TIMEOUT", "x")]
    {
        let error = read_in("postgres://u@c/d", &[(name, value)], home).unwrap_err();
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
    assert!(read_in("postgres://u@c/d", &[("PGPORT", "x")], home).is_err());
}

#[test]
fn a_service_says_it_all() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".pg_service.conf");
    let text = "# ours\n[other]\nhost=no\nnonsense\n[shop]\nhost=db\nport = 6000\nuser=shop\n\
                password=hunter2\ndbname=shop\nsslmode=require\n\n[broken]\nhost db\n[strange]\ncolour=hunter2\n";
    fs::write(&file, text).unwrap();
    for (text, variables) in [
        ("postgres://?service=shop", &[][..]),
        ("postgres://", &[("PGSERVICE", "shop")]),
        ("postgres:///?service=shop", &[("PGSERVICE", "other"), ("PGHOST", "no"), ("PGPORT", "1")]),
    ] {
        let url = read_in(text, variables, home.path()).unwrap();
        assert_eq!(hosts(&url), ["db:6000"], "{text}");
        assert_eq!((url.database().as_str(), password(&url).as_deref()), ("shop", Some("hunter2")));
        assert!(!url.to_string().contains("hunter2"));
    }
    // What the URL says comes first.
    let url = read_in("postgres://me@/d?service=shop", &[], home.path()).unwrap();
    assert_eq!((hosts(&url), url.database()), (vec!["db:6000".to_owned()], "d".to_owned()));
    let says = |text: &str, variables: &[(&str, &str)], says: &str| {
        let error = read_in(text, variables, home.path()).unwrap_err().to_string();
        assert!(error.contains(says) && !error.contains("hunter2"), "{error}");
    };
    says("postgres://?service=nobody", &[], "pg_service.conf: correct its name");
    says(
        "postgres://?service=broken",
        &[],
        ".pg_service.conf:14: the line sets nothing: expected name=value",
    );
    says("postgres://?service=strange", &[], ".pg_service.conf:16: is none that PostgreSQL has");
    says("postgres://?service=shop", &[("PGSERVICEFILE", "/no/file")], "PGSERVICEFILE");
    let named = file.display().to_string();
    let url =
        read_in("postgres://?service=shop", &[("PGSERVICEFILE", &named)], Path::new("/no/home"));
    assert_eq!(hosts(&url.unwrap()), ["db:6000"]);
}

#[cfg(unix)]
#[test]
fn a_file_of_passwords_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".pgpass");
    let text = "# host:port:database:user:password\nshort:line\nother:*:*:*:no\n\
                db:5432:shop:shop:hun\\:ter\\\\2:3\nlocalhost:*:*:shop:socket\n*:6000:*:shop:wild\n";
    fs::write(&file, text).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let found = |text: &str| password(&read_in(text, &[], home.path()).unwrap());
    assert_eq!(found("postgres://shop@db/shop").as_deref(), Some("hun:ter\\2:3"));
    assert_eq!(found("postgres://shop:own@db/shop").as_deref(), Some("own"));
    assert_eq!(found("postgres://shop@/x?host=/run/pg").as_deref(), Some("socket"));
    assert_eq!(found("postgres://shop@elsewhere:6000/x").as_deref(), Some("wild"));
    assert_eq!(found("postgres://shop@elsewhere/x"), None);
    let two = read_in("postgres://shop@elsewhere,db/shop", &[], home.path()).unwrap();
    assert_eq!(password(&two), None, "each host has its own");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let url = read_in("postgres://shop@db/shop", &[], home.path()).unwrap();
    assert_eq!(password(&url), None);
    let ignored = url.ignored_passfile().unwrap().to_string();
    assert!(ignored.contains(".pgpass was not read") && ignored.contains("chmod 600"), "{ignored}");
    let other = home.path().join("passwords");
    fs::write(&other, "*:*:*:*:elsewhere").unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o400)).unwrap();
    let url = format!("postgres://shop@db/shop?passfile={}", other.display());
    assert_eq!(found(&url).as_deref(), Some("elsewhere"));
}

#[test]
fn files_of_sqlite() {
    for (text, path, shown) in [
        ("sqlite://shop.db", "shop.db", "sqlite://shop.db"),
        ("sqlite:shop.db", "shop.db", "sqlite://shop.db"),
        ("SQLite://shop.db", "shop.db", "sqlite://shop.db"),
        (" sqlite://shop.db\n", "shop.db", "sqlite://shop.db"),
        ("sqlite:///srv/a%20b%3F.db?mode=ro", "/srv/a b?.db", "sqlite:///srv/a%20b%3F.db?mode=ro"),
        ("sqlite:///srv/u:p@h.db", "/srv/u:p@h.db", "sqlite:///srv/u:p@h.db"),
        ("sqlite://mode=x.db", "mode=x.db", "sqlite://mode=x.db"),
    ] {
        let url = read(text).unwrap();
        assert_eq!((url.database().as_str(), url.to_string().as_str()), (path, shown), "{text}");
    }
    for (text, what) in [
        ("sqlite://", "it names no file"),
        ("sqlite:", "it names no file"),
        ("sqlite://?mode=rwc", "it names no file"),
        ("sqlite://%20", "it names no file"),
        ("sqlite://u:hunter2@h/db", "it looks like the URL of a server, password and all"),
        ("sqlite://a.db?key=hunter2", "it has a parameter that SQLite does not have"),
        ("sqlite://a.db?mode=hunter2", "a parameter has a value that it cannot have"),
        ("sqlite://a%zz.db", "a % stands before something else than two hexadecimal digits"),
    ] {
        assert_eq!(refused(text), UrlError::Sqlite { what }, "{text}");
    }
    for text in ["sqlite::memory:", "sqlite://:memory:", "sqlite://?mode=memory"] {
        let Kind::Sqlite(sqlite) = read(text).unwrap().kind else { panic!("{text}") };
        assert!(crate::connection::is_in_memory(&sqlite.options), "{text}");
    }
}

#[test]
fn another_database_of_the_server() {
    let url = read("postgres://u:hunter2@a,b/d?dbname=x&sslmode=disable").unwrap();
    let other = url.with_database("n/w");
    assert_eq!(other.to_string(), "postgres://u@a,b/n%2Fw?sslmode=disable");
    assert_eq!((other.database().as_str(), hosts(&other).len()), ("n/w", 2));
}

#[cfg(feature = "cli")]
#[test]
fn a_relative_path_is_anchored_where_it_was_said() {
    let url: DatabaseUrl = "sqlite://a b%3F.db?mode=rwc".parse().unwrap();
    let here = std::env::current_dir().unwrap();
    assert_eq!(url.anchored().database(), here.join("a b?.db").display().to_string());
    assert!(url.anchored().to_string().ends_with("/a b%3F.db?mode=rwc"));
    for text in ["sqlite::memory:", "sqlite:///tmp/a.db", "postgres://shop@db/shop"] {
        assert_eq!(text.parse::<DatabaseUrl>().unwrap().anchored().to_string(), text);
    }
}

#[cfg(feature = "cli")]
#[test]
fn only_a_file_that_may_be_made_is_made() {
    let file = |text: &str| {
        let url: DatabaseUrl = text.parse().unwrap();
        url.file_to_make().map(|path| path.display().to_string())
    };
    assert_eq!(file("sqlite://C:x%3F.db").as_deref(), Some("C:x?.db"));
    assert_eq!(file("sqlite:///srv/a.db?mode=rwc").as_deref(), Some("/srv/a.db"));
    for text in
        ["sqlite://a.db?mode=ro", "sqlite://a.db?mode=rw", "sqlite::memory:", "postgres://db/a"]
    {
        assert_eq!(file(text), None, "{text}");
    }
}
