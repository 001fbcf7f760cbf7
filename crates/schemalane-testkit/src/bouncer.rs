//! A real PgBouncer in front of a server.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, thread};

use crate::address::Address;
use crate::client::{Client, NoReply, Reply};
use crate::database::Database;
use crate::guardian::{Duty, Guardian};
use crate::server::{Server, free_port};
use crate::{binaries, secrets};

/// A client of PgBouncer finds its administration here.
const CONSOLE: &str = "pgbouncer";
const USERS: &str = "users";

/// How long a client keeps a connection to the server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pooling {
    /// As long as it is connected itself.
    Session,
    /// For one transaction: what the client sets for its session, it may never see again, and others may.
    Transaction,
}

/// A PgBouncer of its own on a free port of 127.0.0.1, in front of a [`Server`], with the settings that it has by itself.
///
/// The one setting that differs is `ignore_startup_parameters = extra_float_digits`: without it no client of sqlx or
/// JDBC is let in. It knows the superuser, and who comes with a URL of [`url_through`](Self::url_through).
///
/// ```no_run
/// use schemalane_testkit::{Bouncer, Client, Pooling, Server};
///
/// let database = Server::shared().database();
/// let bouncer = Bouncer::before(Server::shared(), Pooling::Transaction, &[("default_pool_size", "2")]);
/// let mut client = Client::connect(&bouncer.url_for(&database)).unwrap();
/// client.simple("set lock_timeout = '7s'").unwrap();
/// assert_eq!(bouncer.pool(&database).clients, 1);
/// ```
pub struct Bouncer {
    guardian: Guardian,
    administrator: Address,
    users: Mutex<BTreeMap<String, String>>,
}

/// What PgBouncer does for one database at the moment, all its users together.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Pool {
    /// Clients that are connected and do not wait.
    pub clients: usize,
    /// Clients that wait for a connection to the server.
    pub waiting: usize,
    /// Connections to the server, used or not.
    pub servers: usize,
}

impl Bouncer {
    /// Starts one before this server, with further settings of `pgbouncer.ini` such as `("default_pool_size", "2")`.
    #[must_use]
    pub fn before(server: &Server, pooling: Pooling, settings: &[(&str, &str)]) -> Self {
        let program = binaries::tool("pgbouncer", "pgbouncer");
        let settings = configuration(server.address(), pooling, settings);
        let files = [("settings", settings.as_str()), ("pgbouncer.ini", ""), (USERS, "")];
        let guardian = Guardian::new(Duty::Bouncer, program, &files)
            .unwrap_or_else(|error| panic!("no folder and no process for PgBouncer: {error}"));
        let mut administrator =
            Address { database: CONSOLE.to_owned(), ..server.address().clone() };
        let users = BTreeMap::from([(administrator.user.clone(), administrator.password.clone())]);
        write_users(&guardian, &users);
        administrator.port = start(&guardian, &administrator);
        Self { guardian, administrator, users: Mutex::new(users) }
    }

    /// The URL of this database by way of PgBouncer.
    #[must_use]
    pub fn url_for(&self, database: &Database) -> String {
        self.redirect(database.address().clone())
    }

    /// Any URL of the server, such as a role's, by way of PgBouncer, which knows the user from then on.
    #[must_use]
    pub fn url_through(&self, url: &str) -> String {
        let address = Address::parse(url).expect("a PostgreSQL URL");
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        users.insert(address.user.clone(), address.password.clone());
        write_users(&self.guardian, &users);
        self.command("reload");
        self.redirect(address)
    }

    /// What it does for this database.
    #[must_use]
    pub fn pool(&self, database: &Database) -> Pool {
        let reply = self.command("show pools");
        let position = |name: &str| reply.columns.iter().position(|column| column == name);
        let at = |row: &[Option<String>], name: &str| {
            position(name).and_then(|column| row.get(column)?.clone()).unwrap_or_default()
        };
        let number = |row: &[Option<String>], name: &str| at(row, name).parse().unwrap_or(0);
        let rows = reply.rows.iter().filter(|row| at(row, "database") == database.name());
        rows.fold(Pool::default(), |pool, row| {
            let servers = ["sv_active", "sv_idle", "sv_used", "sv_tested", "sv_login"];
            Pool {
                clients: pool.clients + number(row, "cl_active"),
                waiting: pool.waiting + number(row, "cl_waiting"),
                servers: servers.iter().fold(pool.servers, |sum, name| sum + number(row, name)),
            }
        })
    }

    /// Gives a command to PgBouncer's console, such as `pause`, `resume`, `reconnect` or `show servers`.
    pub fn command(&self, command: &str) -> Reply {
        Client::connect(&self.administrator.to_string())
            .and_then(|mut client| client.simple(command))
            .unwrap_or_else(|failure| {
                panic!("PgBouncer refuses {command}: {failure}\n{}", self.log())
            })
    }

    /// What it logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        secrets::mask(&self.guardian.read("bouncer.log"))
    }

    fn redirect(&self, address: Address) -> String {
        Address { port: self.administrator.port, ..address }.to_string()
    }
}

impl fmt::Debug for Bouncer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Bouncer")
            .field("port", &self.administrator.port)
            .finish_non_exhaustive()
    }
}

/// Starts it on a free port, and on another one where somebody else was faster. Gives the port.
fn start(guardian: &Guardian, administrator: &Address) -> u16 {
    const TRIES: usize = 5;
    let said = || secrets::mask(&guardian.read("bouncer.log"));
    for _ in 0..TRIES {
        let port = free_port();
        let address = Address { port, ..administrator.clone() };
        guardian
            .order(&format!("start {port}"))
            .unwrap_or_else(|error| panic!("PgBouncer does not start: {error}"));
        if answers(guardian, &address.to_string()) {
            return port;
        }
        if !said().contains("already in use") {
            break;
        }
    }
    panic!("PgBouncer does not start: {}", said());
}

/// Waits until it lets the administrator in. It does not when it has ended, or somebody else has the port.
fn answers(guardian: &Guardian, console: &str) -> bool {
    const LONGEST: Duration = Duration::from_secs(30);
    const PAUSE: Duration = Duration::from_millis(10);
    let start = Instant::now();
    while guardian.order("running").is_ok() && start.elapsed() < LONGEST {
        match Client::connect(console).and_then(|mut client| client.simple("show version")) {
            Ok(_) => return true,
            Err(NoReply::Lost(_)) => thread::sleep(PAUSE),
            Err(NoReply::Refused { .. }) => return false,
        }
    }
    false
}

/// PgBouncer asks for passwords as they are, as the server does.
fn configuration(server: &Address, pooling: Pooling, settings: &[(&str, &str)]) -> String {
    let pool_mode = match pooling {
        Pooling::Session => "session",
        Pooling::Transaction => "transaction",
    };
    let usual = [
        ("listen_addr", "127.0.0.1"),
        ("unix_socket_dir", ""),
        ("auth_type", "plain"),
        ("auth_file", USERS),
        ("admin_users", server.user.as_str()),
        ("pool_mode", pool_mode),
        ("ignore_startup_parameters", "extra_float_digits"),
    ];
    let head = format!("[databases]\n* = host={} port={}\n[pgbouncer]\n", server.host, server.port);
    usual.iter().chain(settings).fold(head, |mut text, (name, value)| {
        writeln!(text, "{name} = {value}").expect("a text takes more text");
        text
    })
}

fn write_users(guardian: &Guardian, users: &BTreeMap<String, String>) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let lines: String = users
        .iter()
        .map(|(name, password)| format!("{} {}\n", quoted(name), quoted(password)))
        .collect();
    guardian.rewrite(USERS, &lines).expect("the folder of PgBouncer is still there");
}
