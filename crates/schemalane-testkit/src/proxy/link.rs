//! One connection through the proxy: two sockets.

use std::net::{Shutdown, TcpStream};
use std::sync::atomic::AtomicBool;

pub(super) struct Link {
    pub(super) client: TcpStream,
    pub(super) server: TcpStream,
    /// Replies are read, but not passed on.
    pub(super) withheld: AtomicBool,
}

impl Link {
    /// Ends the connection on both sides. What one side has written already, the other may still read.
    pub(super) fn cut(&self) {
        // Only a socket that is closed already refuses.
        let _ = self.client.shutdown(Shutdown::Both);
        let _ = self.server.shutdown(Shutdown::Both);
    }
}
