//! What all connections through a proxy share.

use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use std::{io, thread};

use super::fault::{Fault, Verdict};
use super::link::Link;
use super::traffic::Traffic;

pub(super) struct Hub {
    pub(super) server: SocketAddr,
    state: Mutex<State>,
    /// Something that was held up may go on.
    moved: Condvar,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) traffic: Traffic,
    pub(super) closed: bool,
    pub(super) delay: Duration,
    faults: Vec<Fault>,
    /// The next fault is one more, and not another one.
    pub(super) together: bool,
    struck: usize,
    stalled: bool,
    links: Vec<Weak<Link>>,
}

impl Hub {
    pub(super) fn new(server: SocketAddr) -> Self {
        Self { server, state: Mutex::default(), moved: Condvar::new() }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn arm(&self, fault: Fault) {
        let mut state = self.state();
        if !state.together {
            state.faults.clear();
        }
        state.struck = 0;
        state.faults.push(fault);
    }

    pub(super) fn disarm(&self) {
        self.state().faults.clear();
        self.stall(false);
    }

    /// Whether there was a fault and none is left to strike.
    pub(super) fn struck(&self) -> bool {
        let state = self.state();
        state.struck > 0 && state.faults.is_empty()
    }

    pub(super) fn stall(&self, stalled: bool) {
        self.state().stalled = stalled;
        self.moved.notify_all();
    }

    /// What happens to the next message, which runs the statement `text` if it runs one. Where several faults strike at
    /// once, the first that was armed decides.
    pub(super) fn judge(&self, text: Option<&str>) -> Verdict {
        let mut state = self.state();
        let mut verdict = Verdict::Pass;
        let mut struck = 0;
        state.faults.retain_mut(|fault| {
            let found = fault.judge(text);
            if verdict == Verdict::Pass {
                verdict = found;
            }
            struck += usize::from(found != Verdict::Pass);
            found == Verdict::Pass
        });
        state.struck += struck;
        state.stalled |= matches!(verdict, Verdict::StallBefore | Verdict::StallAfter);
        verdict
    }

    /// Waits for as long as nothing passes. What passed before that is written by `flush`, even if it stood in a buffer.
    pub(super) fn wait(&self, flush: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let is_held = |state: &mut State| state.stalled && !state.closed;
        if is_held(&mut self.state()) {
            flush()?;
            drop(self.moved.wait_while(self.state(), is_held));
        }
        Ok(())
    }

    /// Holds a message up for as long as every message is.
    pub(super) fn linger(&self) {
        let delay = self.state().delay;
        thread::sleep(delay);
    }

    /// Remembers an open connection, unless the proxy is closed.
    pub(super) fn adopt(&self, link: &Arc<Link>) -> io::Result<()> {
        let mut state = self.state();
        if state.closed {
            return Err(io::Error::other("the proxy is closed"));
        }
        state.links.retain(|link| link.strong_count() > 0);
        state.links.push(Arc::downgrade(link));
        Ok(())
    }

    pub(super) fn cut(&self) {
        let links = std::mem::take(&mut self.state().links);
        links.iter().filter_map(Weak::upgrade).for_each(|link| link.cut());
    }

    pub(super) fn close(&self) {
        self.state().closed = true;
        self.moved.notify_all();
        self.cut();
    }
}
