//! One fault after the other, at every message that there is.

use super::Proxy;
use crate::effort;

/// Gives 1, 2, 3, ..., each time with the fault armed at that message, until a run in which it did not strike.
#[must_use = "it does nothing unless it is iterated over"]
pub struct Sweep<'a> {
    proxy: &'a Proxy,
    fault: fn(&Proxy, usize),
    step: usize,
    n: usize,
}

impl<'a> Sweep<'a> {
    pub(super) fn new(proxy: &'a Proxy, fault: fn(&Proxy, usize), step: usize) -> Self {
        Self { proxy, fault, step: if effort::is_full() { 1 } else { step }, n: 0 }
    }
}

impl Iterator for Sweep<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        /// More than any program of a test says.
        const END: usize = 100_000;
        let missed = self.n > 0 && !self.proxy.struck();
        self.proxy.disarm();
        if missed {
            return None;
        }
        self.n += if self.n == 0 { 1 } else { self.step };
        assert!(self.n < END, "the fault struck {END} times, and would for ever");
        (self.fault)(self.proxy, self.n);
        Some(self.n)
    }
}

impl Drop for Sweep<'_> {
    fn drop(&mut self) {
        self.proxy.disarm();
    }
}
