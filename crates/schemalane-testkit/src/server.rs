//! A throwaway PostgreSQL server.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::address::Address;
use crate::authority::Certificate;
use crate::client::Client;
use crate::database::Database;
use crate::guardian::{Duty, Guardian};
use crate::{binaries, secrets};

/// A PostgreSQL server of its own in a temporary folder, reachable on a free port of 127.0.0.1 with a password.
///
/// It is stopped, and its folder removed, when it is dropped or when the test process ends, however it ends.
///
/// ```no_run
/// use schemalane_testkit::Server;
///
/// let database = Server::shared().database();
/// assert_eq!(database.psql("select 1, null, 'one'"), "1\tNULL\tone");
/// ```
pub struct Server {
    guardian: Guardian,
    programs: PathBuf,
    address: Address,
}

impl Server {
    /// The server that all tests of this process share. The first one who asks starts it.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Server> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&[]))
    }

    /// Starts a server for one test: with other settings, or in order to [crash](Self::crash) it.
    #[must_use]
    pub fn start(settings: &[(&str, &str)]) -> Self {
        Self::new(settings, &[])
    }

    /// Starts a server of another version, whose programs are in this folder.
    #[must_use]
    pub fn of(programs: &Path) -> Self {
        Self::with(programs.to_owned(), &[], &[])
    }

    /// Starts a server that offers TLS, beside connections without it, and shows this certificate.
    #[must_use]
    pub fn start_with(certificate: &Certificate, settings: &[(&str, &str)]) -> Self {
        let settings = [&[("ssl", "on")], settings].concat();
        Self::new(
            &settings,
            &[("server.crt", certificate.text()), ("server.key", certificate.key())],
        )
    }

    /// Starts a server that is also reachable at this address of this machine, for who is in the same network of two.
    pub(crate) fn start_on(address: Ipv4Addr, settings: &[(&str, &str)]) -> Self {
        let addresses = format!("127.0.0.1,{address}");
        let places = [("listen_addresses", addresses.as_str()), ("hba_file", "pg_hba.conf")];
        let rules = ["127.0.0.1/32".to_owned(), format!("{address}/30")]
            .map(|network| format!("host all all {network} password\n"))
            .concat();
        Self::new(&[&places, settings].concat(), &[("pg_hba.conf", &rules)])
    }

    fn new(settings: &[(&str, &str)], files: &[(&str, &str)]) -> Self {
        Self::with(binaries::folder(), settings, files)
    }

    fn with(programs: PathBuf, settings: &[(&str, &str)], files: &[(&str, &str)]) -> Self {
        let (password, settings) = (secrets::password(), configuration(settings));
        let login = format!("{password}\n");
        let files =
            [&[("password", login.as_str()), ("settings", settings.as_str())], files].concat();
        let guardian = Guardian::new(Duty::Server, &programs, &files).unwrap_or_else(|error| {
            panic!("no folder and no process for a PostgreSQL server: {error}")
        });
        guardian
            .order("initialise")
            .unwrap_or_else(|error| panic!("initdb in {}: {error}", programs.display()));
        Self::run(guardian, programs, password)
    }

    /// Starts a copy of a running server, which follows it by a replication slot of this name.
    pub(crate) fn copy_of(primary: &Self, slot: &str) -> Self {
        let password = primary.address.password.clone();
        let entry = password.replace('\\', "\\\\").replace(':', "\\:");
        let login = format!("127.0.0.1:*:*:postgres:{entry}\n");
        let guardian = Guardian::new(Duty::Server, &primary.programs, &[("pgpass", &login)])
            .unwrap_or_else(|error| panic!("no folder and no process for a standby: {error}"));
        guardian
            .order(&format!("copy {} {slot}", primary.port()))
            .unwrap_or_else(|error| panic!("pg_basebackup of the server: {error}"));
        Self::run(guardian, primary.programs.clone(), password)
    }

    /// Starts a server whose data are there.
    fn run(guardian: Guardian, programs: PathBuf, password: String) -> Self {
        let address = Address {
            user: "postgres".into(),
            password,
            host: Ipv4Addr::LOCALHOST.to_string(),
            port: start(&guardian),
            database: "postgres".into(),
            parameters: Vec::new(),
        };
        Self { guardian, programs, address }
    }

    /// Creates an empty database with a name of its own.
    #[must_use]
    pub fn database(&self) -> Database {
        // Counted over all servers: a standby that was promoted has the databases of its primary already.
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed) + 1;
        Database::create(self.address(), &format!("case_{number}"))
    }

    /// The URL of the database `postgres` for the superuser.
    #[must_use]
    pub fn url(&self) -> String {
        self.address.to_string()
    }

    /// The TCP port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port
    }

    /// The folder with the programs of this PostgreSQL: `pg_dump`, `pg_basebackup`, and others.
    #[must_use]
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// The folder of this server: `data` is in it, and its socket.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.guardian.folder()
    }

    /// The process that lets clients in.
    #[must_use]
    pub fn process(&self) -> i32 {
        let text = self.guardian.read("data/postmaster.pid");
        let first = text.lines().next().and_then(|line| line.trim().parse().ok());
        first.expect("a server that runs writes its process down")
    }

    /// What the server logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.guardian.read("server.log")
    }

    /// Stops the server at once, as a crash does: no connection is told, no transaction ends.
    pub fn crash(&self) {
        self.guardian
            .order("stop immediate")
            .unwrap_or_else(|error| panic!("the server does not stop: {error}"));
    }

    /// Starts the server again, on the same port, with the data that it had.
    pub fn revive(&self) {
        let order = format!("start {}", self.address.port);
        self.guardian
            .order(&order)
            .unwrap_or_else(|error| panic!("the server does not come back: {error}"));
        Client::connect(&self.url()).expect("the server that came back lets the superuser in");
    }

    pub(crate) fn guardian(&self) -> &Guardian {
        &self.guardian
    }

    pub(crate) fn guardian_mut(&mut self) -> &mut Guardian {
        &mut self.guardian
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }
}

/// Starts the server on a free port. Somebody else may take the port between the look and the start: then another one is tried.
fn start(guardian: &Guardian) -> u16 {
    const TRIES: usize = 5;
    let mut said = String::new();
    for _ in 0..TRIES {
        let port = free_port();
        match guardian.order(&format!("start {port}")) {
            Ok(()) => return port,
            Err(error) => said = error,
        }
        if !said.contains("already in use") {
            break;
        }
    }
    panic!("the PostgreSQL server does not start: {said}");
}

/// A port of 127.0.0.1 that nobody listens on at the moment.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("127.0.0.1 has a free port");
    listener.local_addr().expect("a listener has an address").port()
}

/// The server's settings. Without `fsync` a failing *machine* may lose data, which is of no interest in a test; a
/// failing *server* loses none, because `synchronous_commit` stays on.
fn configuration(settings: &[(&str, &str)]) -> String {
    let usual = [
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ".."),
        ("max_connections", "200"),
        ("max_prepared_transactions", "10"),
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("shared_buffers", "32MB"),
        ("timezone", "UTC"),
        ("lc_messages", "C"),
        ("log_timezone", "UTC"),
    ];
    let lines = usual.iter().chain(settings);
    lines.map(|(name, value)| format!("{name} = '{}'\n", value.replace('\'', "''"))).collect()
}
