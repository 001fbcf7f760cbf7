//! A database that is starting is waited for where that is asked for; one that
//! is there and refuses is not.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
    time::Duration,
};

use schemalane_testkit::{Command, Server, eventually};

use crate::lane::{Lane, up};

/// By its address, by its socket, and as the second of two hosts.
#[test]
fn a_server_that_starts_is_waited_for() {
    let server = Server::start(&[]);
    let database = server.database();
    let folder = server.folder().display().to_string();
    let port = format!("127.0.0.1:{}", server.port());
    let second = database.url().replace(&port, &format!("127.0.0.1:1,{port}"));
    let urls = [database.url(), database.url_with(&[("host", &folder)]), second];
    let mut lane = Lane::probing(1);
    for (count, url) in (1..).zip(urls) {
        server.crash();
        let running = up(&lane, &url).args(["--wait", "60s"]).start();
        thread::sleep(Duration::from_millis(1500));
        server.revive();
        let output = running.finish().expect(0);
        let said = "waiting for the database since 0 s, 60 s at most: ";
        assert!(output.stderr.contains(said), "{}", output.stderr);
        assert_eq!(database.psql("SELECT count(*) FROM flyway_schema_history"), count.to_string());
        lane.add("SELECT 1;");
    }
}

/// The commands of `schema` wait as those of `migrate` do, for the target's server.
#[test]
fn a_command_of_the_schema_waits_too() {
    let server = Server::start(&[]);
    let database = server.database();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.sql"), "CREATE TABLE a (id int PRIMARY KEY);").unwrap();
    let schema = |command: &str| {
        Command::new(env!("CARGO_BIN_EXE_schemalane"))
            .args(["--no-ledger", "schema", command, "--wait", "60s"])
            .args(["--database-url", &database.url()])
            .folder(folder.path())
    };
    let dir = folder.path().display().to_string();
    for (command, dir) in [("exec", Some(&dir)), ("check", Some(&dir)), ("show", None)] {
        server.crash();
        let running =
            dir.map_or_else(|| schema(command), |dir| schema(command).args(["--dir", dir]));
        let running = running.start();
        thread::sleep(Duration::from_millis(1500));
        server.revive();
        let output = running.finish().expect(0);
        let said = "waiting for the database since 0 s, 60 s at most: ";
        assert!(output.stderr.contains(said), "{command}: {}", output.stderr);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_schemalane"))
        .args(["--no-ledger", "schema", "show", "--wait", "1s"])
        .args(["--database-url", "postgres://me@127.0.0.1:1/nowhere"])
        .run()
        .expect(1);
    assert!(output.stderr.contains("\n  it was waited for "), "{}", output.stderr);
}

#[test]
fn one_that_does_not_come_is_told_with_how_long_it_was_waited_for() {
    let lane = Lane::probing(1);
    for (url, help) in [
        ("postgres://me@127.0.0.1:1/nowhere", "help: see whether the database runs"),
        ("postgres://me@127.0.0.1:1,127.0.0.1:2/nowhere", "help: see which of them runs"),
        ("postgres://me@nobody.invalid/nowhere", "help: correct the host in the URL"),
        ("postgres://me@/nowhere?host=/no/socket", "help: see whether the database runs"),
    ] {
        let output = up(&lane, url).args(["--wait", "1s"]).run().expect(1);
        let said = &output.stderr;
        assert!(said.contains(" s, 1 s at most: "), "{said}");
        assert!(said.contains("\n  it was waited for "), "{said}");
        let last = said.lines().last().unwrap();
        assert!(last.starts_with(help), "{said}");
        let output = up(&lane, url).run().expect(1);
        assert!(!output.stderr.contains("waited for"), "nobody asked: {}", output.stderr);
    }
}

/// It says that it is starting, twice, and then that the password is wrong.
#[test]
fn who_is_starting_is_waited_for_and_who_refuses_is_not() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url =
        format!("postgres://me:open-sesame@{}/x?sslmode=disable", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        for (code, words) in [
            ("57P03", "the database system is starting up"),
            ("57P03", "the database system is starting up"),
            ("28P01", "password authentication failed for user me"),
        ] {
            let (mut client, _) = listener.accept().unwrap();
            let mut startup = [0; 4096];
            assert!(client.read(&mut startup).unwrap() > 0);
            let fields = format!("SFATAL\0VFATAL\0C{code}\0M{words}\0\0");
            let length = u32::try_from(fields.len() + 4).unwrap().to_be_bytes();
            client.write_all(&[b"E", &length[..], fields.as_bytes()].concat()).unwrap();
        }
    });
    let lane = Lane::probing(1);
    let output = up(&lane, &url).args(["--wait", "60s"]).run().expect(1);
    let told = "waiting for the database since 0 s, 60 s at most: the database system is starting up (57P03)";
    assert_eq!(output.stderr.matches(told).count(), 1, "a reason is told once: {}", output.stderr);
    assert!(output.stderr.contains("password authentication failed"), "{}", output.stderr);
    assert!(!output.stderr.contains("it was waited for"), "{}", output.stderr);
    eventually("the server was asked three times", Duration::from_secs(5), || server.is_finished());
}
