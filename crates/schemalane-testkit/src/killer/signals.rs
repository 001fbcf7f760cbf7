//! Sends signals.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};

/// A shell that sends signals: one for each of them would take longer than the program.
pub(super) struct Signals {
    shell: Child,
    orders: Option<ChildStdin>,
}

impl Signals {
    pub(super) fn new() -> Self {
        let mut shell = Command::new("sh")
            .args(["-c", "while read -r name process; do kill -s \"$name\" \"$process\"; done"])
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("this machine has a shell");
        let orders = shell.stdin.take();
        Self { shell, orders }
    }

    pub(super) fn send(&mut self, name: &str, process: &str) {
        if let Some(orders) = &mut self.orders {
            // Who is gone needs no signal.
            let _ = writeln!(orders, "{name} {process}");
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.orders.take();
        let _ = self.shell.wait();
    }
}
