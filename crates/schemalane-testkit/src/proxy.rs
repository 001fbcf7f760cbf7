//! Stands between a program and the server, counts what passes, and breaks it on demand.

mod fault;
mod link;
mod traffic;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;

pub use traffic::Traffic;

use crate::address::Address;
use crate::database::Database;
use crate::server::Server;
use fault::{Fault, Verdict};
use link::Link;

/// A proxy which understands PostgreSQL's messages. It refuses encryption, so that it can read along.
///
/// At most one fault is armed at a time, and it strikes once. Frontend messages are counted over all connections from
/// the moment when the fault is armed; the opening of a connection is not counted, the password message is, and so is the
/// Terminate message of a client that takes its leave.
///
/// ```no_run
/// use schemalane_testkit::{Client, Proxy, Server};
///
/// let database = Server::shared().database();
/// let proxy = Proxy::before(Server::shared());
/// let mut client = Client::connect(&proxy.url_for(&database)).unwrap();
/// client.simple("select 1").unwrap();
/// let traffic = proxy.take();
/// assert_eq!((traffic.connections, traffic.round_trips), (1, 1));
/// assert_eq!(traffic.queries, ["select 1"]);
///
/// proxy.drop_reply_to("commit");
/// client.simple("begin; create table t ()").unwrap();
/// assert!(client.simple("commit").is_err());
/// assert!(proxy.struck());
/// assert_eq!(database.psql("select count(*) from t"), "0");
/// ```
pub struct Proxy {
    hub: Arc<Hub>,
    port: u16,
}

/// What all connections share.
struct Hub {
    server: SocketAddr,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    traffic: Traffic,
    fault: Option<Fault>,
    struck: bool,
    closed: bool,
    links: Vec<Weak<Link>>,
}

impl Proxy {
    /// A proxy on a free port of 127.0.0.1, in front of this server.
    #[must_use]
    pub fn before(server: &Server) -> Self {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("127.0.0.1 has a free port");
        let port = listener.local_addr().expect("a listener has an address").port();
        let server = SocketAddr::from((Ipv4Addr::LOCALHOST, server.port()));
        let hub = Arc::new(Hub { server, state: Mutex::default() });
        let shared = Arc::clone(&hub);
        thread::spawn(move || listen(&listener, &shared));
        Self { hub, port }
    }

    /// The URL of this database by way of the proxy.
    #[must_use]
    pub fn url_for(&self, database: &Database) -> String {
        self.redirect(database.address().clone())
    }

    /// Any URL of the server, such as a role's, by way of the proxy.
    #[must_use]
    pub fn url_through(&self, url: &str) -> String {
        self.redirect(Address::parse(url).expect("a PostgreSQL URL"))
    }

    /// What passed since the last call. It is complete for every request that has been answered.
    pub fn take(&self) -> Traffic {
        std::mem::take(&mut self.hub.state().traffic)
    }

    /// Arms a fault: the `n`th frontend message from now on (the first is 1) does not reach the server; instead its
    /// connection is cut.
    pub fn cut_before(&self, n: usize) {
        self.arm(Fault::Before(n));
    }

    /// Arms a fault: half of the `n`th frontend message from now on reaches the server, then its connection is cut.
    pub fn cut_inside(&self, n: usize) {
        self.arm(Fault::Inside(n));
    }

    /// Arms a fault: the `n`th frontend message from now on reaches the server, and its connection is cut at once. The
    /// server may still be at work on the message.
    pub fn cut_after(&self, n: usize) {
        self.arm(Fault::After(n));
    }

    /// Arms a fault: the first statement whose text contains `pattern`, without regard to case, is carried out by the
    /// server to its end, but nothing of the reply comes back; instead the connection is cut.
    pub fn drop_reply_to(&self, pattern: &str) {
        self.arm(Fault::Reply(pattern.to_lowercase()));
    }

    /// Whether the fault that was armed last has struck.
    #[must_use]
    pub fn struck(&self) -> bool {
        self.hub.state().struck
    }

    /// Cuts every connection that is open now.
    pub fn cut(&self) {
        let links = std::mem::take(&mut self.hub.state().links);
        links.iter().filter_map(Weak::upgrade).for_each(|link| link.cut());
    }

    fn arm(&self, fault: Fault) {
        assert!(
            !matches!(fault, Fault::Before(0) | Fault::Inside(0) | Fault::After(0)),
            "the first message is number 1"
        );
        let mut state = self.hub.state();
        state.fault = Some(fault);
        state.struck = false;
    }

    fn redirect(&self, address: Address) -> String {
        Address { port: self.port, ..address }.to_string()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.hub.state().closed = true;
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        self.cut();
    }
}

impl Hub {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What happens to the next message, which runs the statement `text` if it runs one.
    fn judge(&self, text: Option<&str>) -> Verdict {
        let mut state = self.state();
        let verdict = state.fault.as_mut().map_or(Verdict::Pass, |fault| fault.judge(text));
        if verdict != Verdict::Pass {
            state.fault = None;
            state.struck = true;
        }
        verdict
    }

    /// Remembers an open connection, unless the proxy is closed.
    fn adopt(&self, link: &Arc<Link>) -> io::Result<()> {
        let mut state = self.state();
        if state.closed {
            return Err(io::Error::other("the proxy is closed"));
        }
        state.links.retain(|link| link.strong_count() > 0);
        state.links.push(Arc::downgrade(link));
        Ok(())
    }
}

fn listen(listener: &TcpListener, hub: &Arc<Hub>) {
    for stream in listener.incoming() {
        if hub.state().closed {
            return;
        }
        let hub = Arc::clone(hub);
        // A connection that fails is closed: that is all its client has to know.
        thread::spawn(move || stream.and_then(|stream| link::serve(stream, &hub)));
    }
}
