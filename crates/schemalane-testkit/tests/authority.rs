//! A certificate convinces those it should, and nobody else. The judge is PostgreSQL's own client.

use schemalane_testkit::{Authority, Command, Database, Output, Server};

/// Asks by psql, which speaks TLS, whether the connection is encrypted.
fn psql(database: &Database, mode: &str, authority: &Authority) -> Output {
    let file = authority.file().display().to_string();
    let url =
        database.url_with(&[("sslmode", mode), ("sslrootcert", &file), ("gssencmode", "disable")]);
    let sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    Command::new(Server::shared().programs().join("psql"))
        .args(["-X", "-A", "-t", "-c", sql, &url])
        .run()
}

fn assert_refused(output: &Output, why: &str) {
    assert_eq!(output.code, 2, "{}", output.stdout);
    assert!(output.stderr.contains(why), "{}", output.stderr);
}

#[test]
fn the_right_certificate_convinces_everybody() {
    let authority = Authority::new();
    let server = Server::start_with(&authority.certify(&["localhost", "127.0.0.1"]), &[]);
    let database = server.database();
    for (mode, encrypted) in
        [("verify-full", "t\n"), ("verify-ca", "t\n"), ("require", "t\n"), ("disable", "f\n")]
    {
        assert_eq!(psql(&database, mode, &authority).expect(0).stdout, encrypted, "{mode}");
    }
    // libpq's `require` with a file is its verify-ca.
    for mode in ["verify-full", "verify-ca", "require"] {
        assert_refused(&psql(&database, mode, &Authority::new()), "certificate verify failed");
    }
    assert_eq!(database.psql("show ssl"), "on", "the kit's own client goes without");
}

#[test]
fn a_certificate_for_another_host_convinces_only_who_does_not_look() {
    let authority = Authority::new();
    let server =
        Server::start_with(&authority.certify(&["db.example"]), &[("log_connections", "on")]);
    let database = server.database();
    assert_refused(
        &psql(&database, "verify-full", &authority),
        "does not match host name \"127.0.0.1\"",
    );
    assert_eq!(psql(&database, "verify-ca", &authority).expect(0).stdout, "t\n");
    assert!(server.log().contains("connection authorized"), "other settings are taken as well");
}
