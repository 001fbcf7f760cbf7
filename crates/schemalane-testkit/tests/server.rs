//! The throwaway server, its databases and the client that speaks to them.

use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use schemalane_testkit::{Client, Server, eventually, secrets};

const SOON: Duration = Duration::from_secs(30);

#[test]
fn every_database_is_new_and_goes_away() {
    let server = Server::shared();
    let (one, other) = (server.database(), server.database());
    assert_ne!(one.name(), other.name());
    one.psql("create table only_here ()");
    assert_eq!(other.psql("select to_regclass('only_here')"), "NULL");
    let (name, client) = (one.name().to_owned(), one.client());
    drop(one);
    assert_eq!(
        other.psql(&format!("select count(*) from pg_database where datname = '{name}'")),
        "0"
    );
    drop(client);
}

#[test]
fn rows_come_as_text() {
    let database = Server::shared().database();
    assert_eq!(
        database.psql("select 1, null, '', 'd\u{e9}j\u{e0}'; select true"),
        "1\tNULL\t\td\u{e9}j\u{e0}\nt"
    );
    assert_eq!(database.psql("select where false"), "");
    assert_eq!(
        database.psql("select current_setting('max_connections'), current_setting('timezone')"),
        "200\tUTC"
    );
}

#[test]
#[should_panic(expected = "relation \"absent\" does not exist (42P01), in: select * from absent")]
fn refused_sql_panics_with_the_servers_words() {
    Server::shared().database().psql("select * from absent");
}

#[test]
fn the_client_tells_tags_notices_and_errors() {
    let database = Server::shared().database();
    let mut client = database.client();
    let reply = client
        .simple("create table if not exists t (id int); create table if not exists t (id int)")
        .unwrap();
    assert_eq!(reply.tags, ["CREATE TABLE", "CREATE TABLE"]);
    assert_eq!(reply.notices, ["relation \"t\" already exists, skipping"]);
    assert_eq!(client.copy("copy t from stdin", &["1", "2"]).unwrap().tags, ["COPY 2"]);
    assert_eq!(client.extended("select id from t order by id").unwrap().to_string(), "1\n2");
    assert_eq!(client.simple("select 1/0").unwrap_err().code(), Some("22012"));
    assert_eq!(client.extended("select nothing").unwrap_err().code(), Some("42703"));
    assert_eq!(
        client.simple("select pg_backend_pid()").unwrap().to_string(),
        client.process().to_string()
    );
}

#[test]
fn urls_carry_parameters_and_a_secret() {
    let database = Server::shared().database();
    let url = database.url_with(&[("application_name", "the kit"), ("sslmode", "disable")]);
    let mut client = Client::connect(&url).unwrap();
    assert_eq!(client.simple("show application_name").unwrap().to_string(), "the kit");
    assert!(
        secrets::found_in(&url)
            && secrets::found_in(&database.url())
            && secrets::found_in(database.password())
    );
    let wrong = url.replace(secrets::MARKER, "wrong");
    assert_eq!(
        Client::connect(&wrong).unwrap_err().code(),
        Some("28P01"),
        "the server asks for the password"
    );
}

#[test]
fn a_role_has_the_rights_it_was_given_and_no_others() {
    let database = Server::shared().database();
    database.psql("create table account (id int); insert into account values (7)");
    let url = database.role(
        "reader",
        "grant select on account to {role}; alter role {role} set lock_timeout = '7s'",
    );
    let mut reader = Client::connect(&url).unwrap();
    assert_eq!(reader.simple("select id, current_user from account").unwrap().to_string(), {
        format!("7\t{}", database.role_name("reader"))
    });
    assert_eq!(reader.simple("show lock_timeout").unwrap().to_string(), "7s");
    assert_eq!(reader.simple("delete from account").unwrap_err().code(), Some("42501"));
    let role = database.role_name("reader");
    drop(database);
    let other = Server::shared().database();
    assert_eq!(other.psql(&format!("select count(*) from pg_roles where rolname = '{role}'")), "0");
}

#[test]
fn a_crash_keeps_what_was_committed() {
    let server = Server::start(&[("wal_level", "logical"), ("log_line_prefix", "it's %m ")]);
    let database = server.database();
    assert_eq!(database.psql("show wal_level; show log_line_prefix"), "logical\nit's %m ");
    let mut client = database.client();
    client.simple("create table kept ()").unwrap();
    client.simple("begin; create table lost ()").unwrap();
    server.crash();
    assert!(client.simple("commit").is_err());
    assert!(Client::connect(&database.url()).is_err());
    server.revive();
    assert_eq!(database.psql("select to_regclass('kept'), to_regclass('lost')"), "kept\tNULL");
    assert!(server.log().contains("database system was not properly shut down"));
}

#[test]
fn a_server_that_is_dropped_leaves_nothing() {
    let server = Server::start(&[]);
    let (folder, port) = (server.folder().to_owned(), server.port());
    assert!(folder.join("data/postmaster.pid").exists());
    let _left_open = Client::connect(&server.url()).unwrap();
    drop(server);
    assert!(!folder.exists());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

/// In the process that is killed: holds a server until then, and says where.
const HOLD: &str = "KIT_TEST_HOLD_A_SERVER";

#[test]
fn a_process_that_is_killed_leaves_nothing() {
    if let Some(note) = env::var_os(HOLD) {
        let server = Server::shared();
        fs::write(note, format!("{}\n{}\n", server.folder().display(), server.port())).unwrap();
        thread::sleep(SOON * 4);
        return;
    }
    let notes = tempfile::tempdir().unwrap();
    let note = notes.path().join("note");
    let mut holder = Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_process_that_is_killed_leaves_nothing"])
        .env(HOLD, &note)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let read = || fs::read_to_string(&note).unwrap_or_default();
    eventually("the other process has a server", SOON, || read().lines().count() == 2);
    let text = read();
    let (folder, port) = text.trim_end().split_once('\n').unwrap();
    let (folder, port) = (PathBuf::from(folder), port.parse::<u16>().unwrap());
    assert!(folder.exists());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
    holder.kill().unwrap();
    holder.wait().unwrap();
    let death = Instant::now();
    eventually("the folder is gone", SOON, || !folder.exists());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    assert!(death.elapsed() < Duration::from_secs(10), "it took {:?}", death.elapsed());
}
