//! Several hosts in a URL, services, and files of passwords: on real servers.

use std::{fs, os::unix::fs::PermissionsExt as _};

use schemalane_testkit::{Command, Database, Server, Standby};

use crate::lane::{Lane, up};

/// A port of this machine at which nobody listens.
const NOBODY: &str = "127.0.0.1:1";

fn place(server: &Server) -> String {
    format!("127.0.0.1:{}", server.port())
}

/// The URL of a database with other hosts.
fn on(database: &Database, server: &Server, hosts: &str, parameters: &str) -> String {
    database.url().replace(&place(server), hosts) + parameters
}

#[test]
fn the_first_that_will_do_is_taken() {
    let lane = Lane::probing(1);
    let primary = Server::start(&[]);
    let database = primary.database();
    let standby = Standby::of(&primary);
    let (one, two) = (place(&primary), place(standby.server()));
    let run = |hosts: &str, parameters: &str| {
        up(&lane, &on(&database, &primary, hosts, parameters)).run()
    };
    run(&format!("{NOBODY},{one}"), "").expect(0);
    let says = |hosts: String, parameters: &str, says: &[&str]| {
        let output = run(&hosts, parameters).expect(1);
        for part in says {
            assert!(output.stderr.contains(part), "expected {part}: {}", output.stderr);
        }
    };
    run(&format!("{two},{one}"), "?target_session_attrs=primary").expect(0);
    run(&format!("{two},{one}"), "?target_session_attrs=read-write").expect(0);
    run(&format!("{one},{two}"), "?connect_timeout=3").expect(0);
    says(
        format!("{NOBODY},{two}"),
        "?target_session_attrs=read-write",
        &["none of its hosts will do", NOBODY, &two, "target_session_attrs=read-write"],
    );
    says(
        format!("127.0.0.1:2,{NOBODY}"),
        "",
        &["127.0.0.1:2: ", "127.0.0.1:1: ", "correct the URL"],
    );
    // Looking is what a standby is for.
    let url =
        on(&database, &primary, &format!("{NOBODY},{one},{two}"), "?target_session_attrs=standby");
    standby.catch_up();
    let folder = lane.folder().display().to_string();
    let program = || Command::new(env!("CARGO_BIN_EXE_schemalane"));
    let look = |url: &str| {
        program()
            .args(["migrate", "status", "--no-ledger", "--dir", &folder, "--database-url", url])
            .run()
    };
    look(&url).expect(0);
    look(&url.replace("=standby", "=prefer-standby")).expect(0);
    // The declarative engine and the ledger find it, too.
    let url = on(&database, &primary, &format!("{NOBODY},{one}"), "");
    program().args(["schema", "show", "--database-url", &url]).run().expect(0);
    let other = primary.database();
    let ledger = on(&other, &primary, &format!("{NOBODY},{one}"), "");
    program().args(["log", "--ledger", &ledger, "--format", "json"]).run().expect(0);
    // A wrong password is wrong everywhere.
    let wrong = format!("postgres://postgres:wrong@{one},{NOBODY}/{}", database.name());
    let output = look(&wrong).expect(1);
    assert!(output.stderr.contains("28P01"), "{}", output.stderr);
}

#[test]
fn a_name_of_several_addresses_is_reached_at_either() {
    let lane = Lane::probing(1);
    let server = Server::start(&[]);
    let database = server.database();
    let port = server.port();
    up(&lane, &on(&database, &server, &format!("localhost:{port}"), "")).run().expect(0);
    let both = Server::start(&[("listen_addresses", "127.0.0.1,::1")]);
    if fs::read_to_string("/proc/net/if_inet6").is_ok_and(|text| !text.is_empty()) {
        let database = both.database();
        let url = on(&database, &both, &format!("[::1]:{}", both.port()), "");
        let output = up(&lane, &url).run();
        assert!(output.code == 0 || output.stderr.contains("pg_hba.conf"), "{}", output.stderr);
    }
}

#[test]
fn a_file_of_passwords_and_a_service() {
    let lane = Lane::probing(1);
    let server = Server::start(&[]);
    let database = server.database();
    let home = tempfile::tempdir().unwrap();
    let password = database.password().replace('\\', "\\\\").replace(':', "\\:");
    let file = home.path().join(".pgpass");
    fs::write(&file, format!("127.0.0.1:{}:*:postgres:{password}\n", server.port())).unwrap();
    let allow = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    let url = format!("postgres://postgres@{}/{}", place(&server), database.name());
    let run = |url: &str| up(&lane, url).env("HOME", home.path()).run();
    allow(0o644);
    let output = run(&url).expect(1);
    for part in [".pgpass was not read", "chmod 600"] {
        assert!(output.stderr.contains(part), "{}", output.stderr);
    }
    allow(0o600);
    run(&url).expect(0);
    let service = format!(
        "[shop]\nhost=127.0.0.1\nport={}\nuser=postgres\ndbname={}\n",
        server.port(),
        database.name()
    );
    fs::write(home.path().join(".pg_service.conf"), service).unwrap();
    run("postgres://?service=shop").expect(0);
    up(&lane, "postgres://").env("HOME", home.path()).env("PGSERVICE", "shop").run().expect(0);
    let output = run("postgres://?service=nobody").expect(1);
    assert!(
        output.stderr.contains("the service `nobody` is not described in"),
        "{}",
        output.stderr
    );
}

#[test]
fn options_reach_the_session_of_an_application() {
    let server = Server::shared();
    let database = server.database();
    let url: schemalane::DatabaseUrl =
        (database.url() + "?options=-c%20work_mem%3D7MB%20--a.b%3Dx%5C%20y").parse().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        use schemalane::sea_orm::{ConnectionTrait as _, Statement};
        let db = url.settle().await.unwrap().pool(1);
        let question =
            "SELECT current_setting('work_mem') || ' ' || current_setting('a.b') AS said";
        let row = db
            .query_one_raw(Statement::from_string(db.get_database_backend(), question))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.try_get::<String>("", "said").unwrap(), "7MB x y");
    });
}
