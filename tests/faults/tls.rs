//! Connections that are encrypted, and how far they trust the other side.

use schemalane_testkit::{Authority, Server};

use crate::lane::{Lane, up};

#[test]
fn a_server_is_trusted_as_far_as_sslmode_says() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let server = Server::start_with(&authority.certify(&["127.0.0.1", "localhost"]), &[]);
    let elsewhere = Server::start_with(&authority.certify(&["db.example"]), &[]);
    let lane = Lane::probing(1);
    let ca = authority.file().display().to_string();
    let strange = stranger.file().display().to_string();
    let cases = [
        (&server, "verify-full", Some(&ca), 0),
        (&server, "verify-ca", Some(&ca), 0),
        (&server, "require", None, 0),
        (&server, "verify-full", Some(&strange), 1),
        (&server, "verify-ca", Some(&strange), 1),
        (&elsewhere, "verify-full", Some(&ca), 1),
        (&elsewhere, "verify-ca", Some(&ca), 0),
    ];
    for (server, mode, root, code) in cases {
        let database = server.database();
        let mut options = vec![("sslmode", mode)];
        options.extend(root.map(|root| ("sslrootcert", root.as_str())));
        let output = up(&lane, &database.url_with(&options)).run();
        assert_eq!(output.code, code, "{mode} {root:?}: {}", output.stderr);
        if code != 0 {
            assert!(output.stderr.contains("cannot connect to"), "{}", output.stderr);
            let tables = "SELECT count(*) FROM pg_class WHERE relname = 'flyway_schema_history'";
            assert_eq!(database.psql(tables), "0");
        }
    }
}
