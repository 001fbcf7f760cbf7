//! Connections that are encrypted, and how far they trust the other side.

use schemalane_testkit::{Authority, Certificate, Server};

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

/// PostgreSQL's recipe for a certificate makes one of an authority, which the driver does not take from a server.
#[test]
fn a_certificate_that_is_refused_says_why_and_the_way_out() {
    let lane = Lane::probing(1);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("server.crt");
    let root = file.display().to_string();
    let run = |certificate: &Certificate, mode: &str| {
        certificate.write_to(&file);
        let server = Server::start_with(certificate, &[]);
        let database = server.database();
        up(&lane, &database.url_with(&[("sslmode", mode), ("sslrootcert", &root)])).run()
    };
    let recipe = Certificate::self_signed("localhost", "");
    for mode in ["require", "verify-ca", "verify-full"] {
        let output = run(&recipe, mode).expect(1);
        for part in ["the certificate of an authority as its own", "CA:FALSE", "subjectAltName"] {
            assert!(output.stderr.contains(part), "{mode}: {}", output.stderr);
        }
    }
    // The way out leads out.
    let way = "-addext basicConstraints=critical,CA:FALSE -addext subjectAltName=IP:127.0.0.1,DNS:localhost";
    run(&Certificate::self_signed("localhost", way), "verify-full").expect(0);
    let elsewhere =
        "-addext basicConstraints=critical,CA:FALSE -addext subjectAltName=DNS:db.example";
    let output = run(&Certificate::self_signed("localhost", elsewhere), "verify-full").expect(1);
    assert!(output.stderr.contains("is for another name"), "{}", output.stderr);
    let (authority, stranger) = (Authority::new(), Authority::new());
    let server = Server::start_with(&authority.certify(&["127.0.0.1"]), &[]);
    let database = server.database();
    let strange = stranger.file().display().to_string();
    // Who names an authority has it asked, as with PostgreSQL's own clients.
    for mode in ["require", "verify-full"] {
        let url = database.url_with(&[("sslmode", mode), ("sslrootcert", &strange)]);
        let output = up(&lane, &url).run().expect(1);
        assert!(output.stderr.contains("nobody who is trusted has signed"), "{}", output.stderr);
    }
    let url = database.url_with(&[("sslrootcert", "system")]);
    let output = up(&lane, &url).run().expect(1);
    assert!(output.stderr.contains("sslrootcert"), "{}", output.stderr);
}
