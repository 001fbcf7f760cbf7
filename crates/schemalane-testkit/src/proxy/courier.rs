//! Carries what both sides of a connection say, a thread for each direction.

use std::io::{self, BufReader, BufWriter, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::fault::Verdict;
use super::hub::Hub;
use super::link::Link;
use super::traffic::Prepared;
use crate::wire::{Message, Opening};

/// Carries a connection until one side ends it.
pub(super) fn serve(client: TcpStream, hub: &Arc<Hub>) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut from_client = BufReader::new(client.try_clone()?);
    let Some(opening) = open(&mut from_client, &client, hub)? else { return Ok(()) };
    let server = TcpStream::connect(hub.server)?;
    server.set_nodelay(true)?;
    let from_server = BufReader::new(server.try_clone()?);
    let link = Arc::new(Link { client, server, withheld: AtomicBool::new(false) });
    hub.adopt(&link)?;
    (&link.server).write_all(&opening)?;
    let (other_link, other_hub) = (Arc::clone(&link), Arc::clone(hub));
    let replies = thread::spawn(move || {
        let end = carry_replies(from_server, &other_link, &other_hub);
        let end = end.and(other_hub.wait(|| Ok(())));
        other_link.cut();
        end
    });
    let end = carry_requests(from_client, &link, hub);
    let end = end.and(hub.wait(|| Ok(())));
    link.cut();
    end.and(replies.join().expect("carrying replies does not panic"))
}

/// Reads the opening and refuses encryption. Gives what the server is to read first, nothing where it was passed on already.
fn open(
    from_client: &mut BufReader<TcpStream>,
    mut client: &TcpStream,
    hub: &Hub,
) -> io::Result<Option<Vec<u8>>> {
    loop {
        let opening = Opening::read(from_client)?;
        hub.wait(|| Ok(()))?;
        match opening {
            Opening::Encryption => client.write_all(b"N")?,
            Opening::Cancel(request) => {
                hub.state().traffic.cancels += 1;
                let mut server = TcpStream::connect(hub.server)?;
                server.write_all(&request)?;
                // The server closes the connection when it has passed the request on, and only then does the proxy.
                io::copy(&mut server, &mut io::sink())?;
                return Ok(None);
            }
            Opening::Session(opening) => {
                hub.state().traffic.connections += 1;
                return Ok(Some(opening));
            }
        }
    }
}

fn carry_requests(mut source: BufReader<TcpStream>, link: &Link, hub: &Hub) -> io::Result<()> {
    let mut target = BufWriter::new(&link.server);
    let mut prepared = Prepared::default();
    while let Some(message) = Message::read(&mut source)? {
        hub.state().traffic.sent(&message);
        let verdict = hub.judge(prepared.run_by(&message).as_deref());
        hub.linger();
        if verdict != Verdict::StallAfter {
            hub.wait(|| target.flush())?;
        }
        if matches!(verdict, Verdict::Withhold | Verdict::CutAfter) {
            link.withheld.store(true, Ordering::SeqCst);
        }
        let bytes = message.bytes();
        match verdict {
            Verdict::CutBefore | Verdict::Drop => {}
            Verdict::CutInside => target.write_all(&bytes[..bytes.len() / 2])?,
            _ => target.write_all(&bytes)?,
        }
        if verdict != Verdict::Pass || source.buffer().is_empty() {
            target.flush()?;
        }
        if matches!(verdict, Verdict::CutBefore | Verdict::CutInside | Verdict::CutAfter) {
            break;
        }
    }
    target.flush()
}

fn carry_replies(mut source: BufReader<TcpStream>, link: &Link, hub: &Hub) -> io::Result<()> {
    const READY_FOR_QUERY: u8 = b'Z';
    let mut target = BufWriter::new(&link.client);
    while let Some(message) = Message::read(&mut source)? {
        hub.state().traffic.received(&message);
        hub.wait(|| target.flush())?;
        if !link.withheld.load(Ordering::SeqCst) {
            target.write_all(&message.bytes())?;
            if source.buffer().is_empty() {
                target.flush()?;
            }
        } else if message.kind == READY_FOR_QUERY {
            break;
        }
    }
    target.flush()
}
