//! The smallest PostgreSQL client that assertions need.

mod reply;

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use std::{fmt, io};

pub use reply::{NoReply, Reply};
use reply::{columns, row};

use crate::address::Address;
use crate::wire::{Message, Opening, field, take, take_text};

/// No reply of a test takes longer.
const LONGEST: Duration = Duration::from_secs(120);

/// A connection over TCP, without encryption, which logs in with a password as it is.
///
/// ```no_run
/// # use schemalane_testkit::{Client, Server};
/// # let url = Server::shared().url();
/// let mut client = Client::connect(&url).unwrap();
/// let reply = client.simple("create table t (id int); insert into t values (1); select * from t").unwrap();
/// assert_eq!(reply.tags, ["CREATE TABLE", "INSERT 0 1", "SELECT 1"]);
/// assert_eq!(reply.rows, [[Some("1".to_owned())]]);
/// ```
pub struct Client {
    reader: BufReader<TcpStream>,
    process: i32,
    secret: [u8; 4],
}

impl Client {
    /// Connects and logs in. Parameters of the URL other than `sslmode` go to the server.
    pub fn connect(url: &str) -> Result<Self, NoReply> {
        let address = Address::parse(url).ok_or_else(|| {
            io::Error::other("not a URL of the form postgres://user:password@host:port/database")
        })?;
        let stream = TcpStream::connect((address.host.as_str(), address.port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(LONGEST))?;
        let mut client = Self { reader: BufReader::new(stream), process: 0, secret: [0; 4] };
        client.log_in(&address)?;
        Ok(client)
    }

    /// Sends one Query message, with one or more statements, and reads the whole reply.
    pub fn simple(&mut self, sql: &str) -> Result<Reply, NoReply> {
        self.send(&[Message::new(b'Q', text(sql))])?;
        self.reply()
    }

    /// Sends one statement by the extended protocol, without parameters: all in one go, with one Sync.
    pub fn extended(&mut self, sql: &str) -> Result<Reply, NoReply> {
        self.send(&[
            Message::new(b'P', [&text("")[..], &text(sql), &[0; 2]].concat()),
            Message::new(b'B', [0; 8]),
            Message::new(b'E', [0; 5]),
            Message::new(b'S', []),
        ])?;
        self.reply()
    }

    /// Runs `COPY ... FROM stdin` with these lines, each in a CopyData message of its own.
    pub fn copy(&mut self, sql: &str, lines: &[&str]) -> Result<Reply, NoReply> {
        let data = lines.iter().map(|line| Message::new(b'd', format!("{line}\n")));
        let query = Message::new(b'Q', text(sql));
        let messages: Vec<_> =
            [query].into_iter().chain(data).chain([Message::new(b'c', [])]).collect();
        self.send(&messages)?;
        self.reply()
    }

    /// The process of the server that serves this connection, as `pg_backend_pid()` gives it.
    #[must_use]
    pub fn process(&self) -> i32 {
        self.process
    }

    /// What can cancel a statement of this connection, from another thread.
    pub fn canceller(&self) -> Canceller {
        let place = self.reader.get_ref().peer_addr().expect("a connection has another end");
        Canceller { place, process: self.process, secret: self.secret }
    }

    fn log_in(&mut self, address: &Address) -> Result<(), NoReply> {
        let login = [("user", address.user.as_str()), ("database", address.database.as_str())];
        let others = address.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let parameters = login.into_iter().chain(others.filter(|(name, _)| *name != "sslmode"));
        self.reader.get_ref().write_all(&Opening::session(parameters))?;
        loop {
            let message = self.next()?;
            match (message.kind, message.body.as_slice()) {
                (b'R', [0, 0, 0, 0]) | (b'S' | b'N', _) => {}
                (b'R', [0, 0, 0, 3]) => {
                    self.send(&[Message::new(b'p', text(&address.password))])?
                }
                (b'R', _) => {
                    return Err(io::Error::other("the server asks for more than a password").into());
                }
                (b'K', mut body) => {
                    self.process = take(&mut body).map_or(0, i32::from_be_bytes);
                    self.secret = take(&mut body).unwrap_or_default();
                }
                (b'E', body) => return Err(NoReply::refused(body)),
                (b'Z', _) => return Ok(()),
                _ => {
                    return Err(
                        io::Error::other("the server answers a login with something else").into()
                    );
                }
            }
        }
    }

    fn send(&self, messages: &[Message]) -> io::Result<()> {
        let bytes: Vec<u8> = messages.iter().flat_map(Message::bytes).collect();
        self.reader.get_ref().write_all(&bytes)
    }

    fn next(&mut self) -> io::Result<Message> {
        Message::read(&mut self.reader)?
            .ok_or_else(|| io::Error::other("the server closed the connection"))
    }

    /// Everything up to ReadyForQuery; the first error is what counts.
    fn reply(&mut self) -> Result<Reply, NoReply> {
        let mut reply = Reply::default();
        let mut failure = None;
        loop {
            let message = self.next()?;
            match message.kind {
                b'T' => reply.columns = columns(&message.body),
                b'D' => reply.rows.push(row(&message.body)),
                b'C' => reply.tags.push(take_text(&mut message.body.as_slice())),
                b'N' => reply.notices.extend(field(&message.body, b'M')),
                b'E' => failure = failure.or_else(|| Some(NoReply::refused(&message.body))),
                b'Z' => return failure.map_or(Ok(reply), Err),
                _ => {}
            }
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("process", &self.process).finish_non_exhaustive()
    }
}

/// Cancels what a [`Client`] runs at the moment.
#[derive(Debug)]
pub struct Canceller {
    place: SocketAddr,
    process: i32,
    secret: [u8; 4],
}

impl Canceller {
    /// Sends the request, the same way that the client connected, and waits until the server has taken it.
    pub fn cancel(&self) -> io::Result<()> {
        let mut stream = TcpStream::connect(self.place)?;
        stream.write_all(&Opening::cancel(self.process, self.secret))?;
        io::copy(&mut stream, &mut io::sink()).map(drop)
    }
}

fn text(text: &str) -> Vec<u8> {
    [text.as_bytes(), b"\0"].concat()
}
