//! A process that is stopped.

use std::process::Command;

/// A process that does nothing any more and keeps all that it has, until this is dropped.
#[must_use = "it goes on when this is dropped"]
pub struct Frozen(i32);

impl Frozen {
    /// Stops a process.
    pub fn stop(process: i32) -> Self {
        assert!(signal(process, "STOP"), "there is no process {process} to stop");
        Self(process)
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        let _gone_meanwhile = signal(self.0, "CONT");
    }
}

fn signal(process: i32, signal: &str) -> bool {
    let kill = Command::new("kill").args(["-s", signal, &process.to_string()]).status();
    kill.expect("kill is there").success()
}
