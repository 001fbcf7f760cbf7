//! Stands between a program and the server, counts what passes, and breaks it on demand.

mod courier;
mod fault;
mod hub;
mod link;
mod sweep;
mod traffic;

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub use sweep::Sweep;
pub use traffic::Traffic;

use crate::address::Address;
use crate::database::Database;
use crate::server::Server;
use fault::{Fault, Verdict};
use hub::Hub;

/// A proxy which understands PostgreSQL's messages. It refuses encryption, so that it can read along.
///
/// A fault strikes once. Arming one takes the place of the one before, unless they are armed
/// [together](Self::together). Frontend messages are counted over all connections from
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

impl Proxy {
    /// A proxy on a free port of 127.0.0.1, in front of this server.
    #[must_use]
    pub fn before(server: &Server) -> Self {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("127.0.0.1 has a free port");
        let port = listener.local_addr().expect("a listener has an address").port();
        let server = SocketAddr::from((Ipv4Addr::LOCALHOST, server.port()));
        let hub = Arc::new(Hub::new(server));
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
        self.arm_at(n, Verdict::CutBefore);
    }

    /// Arms a fault: half of the `n`th frontend message from now on reaches the server, then its connection is cut.
    pub fn cut_inside(&self, n: usize) {
        self.arm_at(n, Verdict::CutInside);
    }

    /// Arms a fault: the `n`th frontend message from now on reaches the server, and its connection is cut at once. The
    /// server may still be at work on the message.
    pub fn cut_after(&self, n: usize) {
        self.arm_at(n, Verdict::CutAfter);
    }

    /// Arms a fault: the first statement whose text contains `pattern`, without regard to case, is carried out by the
    /// server to its end, but nothing of the reply comes back; instead the connection is cut.
    pub fn drop_reply_to(&self, pattern: &str) {
        self.hub.arm(Fault::Reply(pattern.to_lowercase()));
    }

    /// Arms a fault: the `n`th frontend message from now on is swallowed. Its connection stays open, and nobody is told.
    pub fn drop_message(&self, n: usize) {
        self.arm_at(n, Verdict::Drop);
    }

    /// Arms a fault: when the `n`th frontend message from now on comes, everything [stalls](Self::stall), and the server
    /// has not seen the message.
    pub fn stall_before(&self, n: usize) {
        self.arm_at(n, Verdict::StallBefore);
    }

    /// Arms a fault: the `n`th frontend message from now on reaches the server, and then everything
    /// [stalls](Self::stall). The server does its work, and its reply does not come back.
    pub fn stall_after(&self, n: usize) {
        self.arm_at(n, Verdict::StallAfter);
    }

    /// Arms the faults of `arm` beside each other: each counts its messages from now on, and strikes once.
    pub fn together(&self, arm: impl FnOnce(&Self)) {
        self.disarm();
        self.hub.state().together = true;
        arm(self);
        self.hub.state().together = false;
    }

    /// Takes away what has not struck, and lets everything pass again.
    pub fn disarm(&self) {
        self.hub.disarm();
    }

    /// Arms `fault` at message 1 and gives 1, then at message 2 and gives 2, and so on; the last number is that of a
    /// run in which the fault did not strike, because there was no such message. Outside of a
    /// [full run](crate::effort::is_full) only every `step`th message is tried, from the first on.
    ///
    /// ```no_run
    /// # use schemalane_testkit::{Client, Proxy, Server};
    /// # let (database, proxy) = (Server::shared().database(), Proxy::before(Server::shared()));
    /// for n in proxy.sweep(Proxy::cut_after, 1) {
    ///     let run = Client::connect(&proxy.url_for(&database)).and_then(|mut it| it.simple("select 1"));
    ///     assert!(run.is_ok() || proxy.struck(), "{n}");
    /// }
    /// ```
    pub fn sweep(&self, fault: fn(&Self, usize), step: usize) -> Sweep<'_> {
        Sweep::new(self, fault, step)
    }

    /// Whether the fault that was armed last has struck; with faults that are armed [together](Self::together),
    /// whether all of them have.
    #[must_use]
    pub fn struck(&self) -> bool {
        self.hub.struck()
    }

    /// From now on nothing passes any more, in neither direction and on no connection, not even its end: who asks gets
    /// no answer, who connects is not let in, and the other side is told nothing. All stays open until
    /// [`resume`](Self::resume), as when the network between both has gone silent.
    ///
    /// The kernel of this machine still answers for both sides, so that TCP's own signs of life (keepalives) go on: what
    /// is silent is the conversation.
    pub fn stall(&self) {
        self.hub.stall(true);
    }

    /// Lets pass what was held up, and all that comes.
    pub fn resume(&self) {
        self.hub.stall(false);
    }

    /// From now on every frontend message is held up for this long before it is passed on, one after the other.
    pub fn delay(&self, time: Duration) {
        self.hub.state().delay = time;
    }

    /// Cuts every connection that is open now.
    pub fn cut(&self) {
        self.hub.cut();
    }

    fn arm_at(&self, n: usize, verdict: Verdict) {
        assert!(n > 0, "the first message is number 1");
        self.hub.arm(Fault::At(n, verdict));
    }

    fn redirect(&self, address: Address) -> String {
        Address { port: self.port, ..address }.to_string()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.hub.close();
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

fn listen(listener: &TcpListener, hub: &Arc<Hub>) {
    for stream in listener.incoming() {
        if hub.state().closed {
            return;
        }
        let hub = Arc::clone(hub);
        // A connection that fails is closed: that is all its client has to know.
        thread::spawn(move || stream.and_then(|stream| courier::serve(stream, &hub)));
    }
}
