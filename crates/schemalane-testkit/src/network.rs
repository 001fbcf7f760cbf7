//! A network that goes silent.

use std::collections::hash_map::RandomState;
use std::ffi::OsStr;
use std::hash::{BuildHasher, Hasher};
use std::net::Ipv4Addr;

use crate::address::Address;
use crate::binaries;
use crate::command::Command;
use crate::database::Database;
use crate::guardian::{Duty, Guardian};
use crate::server::Server;

/// A network of two: a [`Server`] of its own on this machine, and the programs that run [`inside`](Self::inside), in a
/// network namespace, who have no other way than the one to that server.
///
/// It is taken away when this is dropped or when the test process ends, however it ends.
///
/// ```no_run
/// use schemalane_testkit::{Command, Network};
///
/// let network = Network::new(&[]);
/// let database = network.server().database();
/// let program = Command::new("psql").args([network.url_for(&database).as_str(), "-c", "select pg_sleep(60)"]);
/// let running = network.inside(program).start();
/// network.silence();
/// // ... the server notices, sooner or later, that nobody is there
/// # drop(running);
/// ```
pub struct Network {
    // Dropped before the network that it listens on.
    server: Server,
    guardian: Guardian,
    addresses: Addresses,
}

/// The two addresses of a network, and what distinguishes its name from others.
struct Addresses {
    number: u32,
    near: Ipv4Addr,
    far: Ipv4Addr,
}

impl Network {
    /// Makes a network, and a server with these settings which is reachable from inside. Panics where this user may
    /// not make one: a link to this machine is for root alone.
    #[must_use]
    pub fn new(settings: &[(&str, &str)]) -> Self {
        let program = binaries::tool("ip", "iproute2");
        let guardian = Guardian::new(Duty::Network, &program, &[])
            .unwrap_or_else(|error| panic!("no folder and no process for a network: {error}"));
        let addresses = connect(&guardian);
        let server = Server::start_on(addresses.near, settings);
        Self { server, guardian, addresses }
    }

    /// The server. Its own URLs go by way of 127.0.0.1, and are never silent.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The URL of a database of that server, as it is seen from inside.
    #[must_use]
    pub fn url_for(&self, database: &Database) -> String {
        Address { host: self.addresses.near.to_string(), ..database.address().clone() }.to_string()
    }

    /// The program, such that it runs inside.
    #[must_use]
    pub fn inside(&self, command: Command) -> Command {
        let network = format!("--net=/run/netns/{}", self.addresses.name());
        command.under(&["nsenter", &network, "--"].map(OsStr::new))
    }

    /// From now on nothing arrives, in either direction, and nobody is told: no connection is closed or reset.
    pub fn silence(&self) {
        self.order("silence");
    }

    /// Lets everything through again.
    pub fn restore(&self) {
        self.order("restore");
    }

    fn order(&self, order: &str) {
        self.guardian
            .order(order)
            .unwrap_or_else(|error| panic!("the network does not obey `{order}`: {error}"));
    }
}

/// Makes the network. Somebody else may have the one that was chosen: then another one is tried.
fn connect(guardian: &Guardian) -> Addresses {
    const TRIES: usize = 5;
    let mut said = String::new();
    for _ in 0..TRIES {
        let addresses = Addresses::random();
        let Addresses { number, near, far } = addresses;
        match guardian.order(&format!("connect {number:06x} {near} {far}")) {
            Ok(()) => return addresses,
            Err(error) => said = error,
        }
        if !said.contains("already in use") {
            break;
        }
    }
    panic!(
        "a network that goes silent needs a network namespace with a link to this machine, which this user cannot \
         make: run the tests as root, on a machine or in a container that lets root make one\n{said}"
    )
}

impl Addresses {
    /// One of the four million networks with two addresses in 10.0.0.0/8 (RFC 1918).
    fn random() -> Self {
        const NETWORKS: u64 = 1 << 22;
        let chance = RandomState::new().build_hasher().finish() % NETWORKS;
        Self::numbered(u32::try_from(chance).expect("it is below the number of networks"))
    }

    fn numbered(number: u32) -> Self {
        let network = u32::from(Ipv4Addr::new(10, 0, 0, 0)) + (number << 2);
        Self { number, near: Ipv4Addr::from(network + 1), far: Ipv4Addr::from(network + 2) }
    }

    fn name(&self) -> String {
        format!("schemalane-{:06x}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_lie_side_by_side_in_10() {
        let addresses = |number| {
            let Addresses { near, far, .. } = Addresses::numbered(number);
            (near.to_string(), far.to_string())
        };
        assert_eq!(addresses(0), ("10.0.0.1".to_owned(), "10.0.0.2".to_owned()));
        assert_eq!(addresses(1), ("10.0.0.5".to_owned(), "10.0.0.6".to_owned()));
        let last = (1 << 22) - 1;
        assert_eq!(addresses(last), ("10.255.255.253".to_owned(), "10.255.255.254".to_owned()));
    }
}
