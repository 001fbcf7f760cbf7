//! Certificates for servers that speak TLS.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::binaries;

/// What openssl may not take from the machine's own configuration.
const CONFIGURATION: &str = "\
[req]
distinguished_name = name
prompt = no
[name]
CN = Schemalane's test kit
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = ";

/// An authority that issues certificates and that nobody knows, unless a client is given [`file`](Self::file).
///
/// It is made with the program `openssl`, which comes with Debian's package of the server: a crate that makes
/// certificates would bring a second cryptography into the build for the sake of two files.
///
/// ```no_run
/// use schemalane_testkit::{Authority, Server};
///
/// let authority = Authority::new();
/// let server = Server::start_with(&authority.certify(&["127.0.0.1", "localhost"]), &[]);
/// let database = server.database();
/// let file = authority.file().display().to_string();
/// let good = database.url_with(&[("sslmode", "verify-full"), ("sslrootcert", &file)]);
///
/// let stranger = Authority::new();
/// let elsewhere = Server::start_with(&authority.certify(&["db.example"]), &[]);
/// # let _ = (good, stranger, elsewhere);
/// ```
#[derive(Debug)]
pub struct Authority {
    folder: TempDir,
}

/// A server's certificate and its key, in PEM.
#[derive(Clone)]
pub struct Certificate {
    text: String,
    key: String,
}

impl Authority {
    /// A new authority. Two of them have the same name and different keys.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("schemalane-authority-")
            .tempdir()
            .unwrap_or_else(|error| panic!("no temporary folder for certificates: {error}"));
        let authority = Self { folder };
        authority.configure("");
        authority.openssl(
            "req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 30 \
             -config configuration -extensions authority -keyout authority.key -out authority.crt",
        );
        authority
    }

    /// The file with the authority's certificate, for `sslrootcert`.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.path("authority.crt")
    }

    /// A certificate for a server that is known by these names and addresses. Good for 30 days from now.
    #[must_use]
    pub fn certify(&self, hosts: &[&str]) -> Certificate {
        let kind =
            |host: &&str| if host.parse::<std::net::IpAddr>().is_ok() { "IP" } else { "DNS" };
        let names: Vec<_> = hosts.iter().map(|host| format!("{}:{host}", kind(host))).collect();
        self.configure(&names.join(", "));
        self.openssl(
            "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -config configuration \
             -keyout server.key -out server.request",
        );
        self.openssl(
            "x509 -req -in server.request -sha256 -days 30 -CA authority.crt -CAkey authority.key -CAcreateserial \
             -extfile configuration -extensions server -out server.crt",
        );
        Certificate { text: self.read("server.crt"), key: self.read("server.key") }
    }

    fn configure(&self, names: &str) {
        // The section of the server is there for the authority as well, and openssl reads it only when it is asked for.
        fs::write(self.path("configuration"), format!("{CONFIGURATION}{names}\n"))
            .expect("the new folder takes a file");
    }

    fn openssl(&self, arguments: &str) {
        let output = Command::new(binaries::tool("openssl", "openssl"))
            .args(arguments.split_ascii_whitespace())
            .current_dir(self.folder.path())
            .output()
            .unwrap_or_else(|error| panic!("openssl does not start: {error}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {arguments}: {said}");
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::join(self.folder.path(), name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("openssl has written what it was told to")
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Certificate {
    /// A certificate that a server signs for itself, as PostgreSQL's documentation makes one, with these arguments of
    /// `openssl req` more.
    #[must_use]
    pub fn self_signed(host: &str, arguments: &str) -> Self {
        let authority = Authority::new();
        let standard = "[req]\ndistinguished_name = name\nx509_extensions = v3_ca\n[name]\n[v3_ca]\n\
                        subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid:always,issuer\n\
                        basicConstraints = critical,CA:true\n";
        let standard = if arguments.is_empty() {
            standard.to_owned()
        } else {
            standard.replace("basicConstraints = critical,CA:true\n", "")
        };
        fs::write(authority.path("configuration"), standard).expect("the new folder takes a file");
        authority.openssl(&format!(
            "req -new -x509 -days 30 -nodes -newkey rsa:2048 -sha256 -config configuration -keyout server.key -out \
             server.crt -subj /CN={host} {arguments}"
        ));
        Self { text: authority.read("server.crt"), key: authority.read("server.key") }
    }

    /// Writes the certificate into a file, for `sslrootcert`.
    pub fn write_to(&self, path: &Path) {
        fs::write(path, &self.text).expect("the folder takes a file");
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}
