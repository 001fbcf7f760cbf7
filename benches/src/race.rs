//! Contestants that take turns, and the ratios of their medians.

use std::collections::BTreeMap;
use std::time::Duration;

/// One piece of work, done by the lane and by others.
pub(crate) struct Race {
    work: String,
    ours: Vec<Duration>,
    theirs: BTreeMap<&'static str, Vec<Duration>>,
}

impl Race {
    pub(crate) fn new(work: String) -> Self {
        Self { work, ours: Vec::new(), theirs: BTreeMap::new() }
    }

    /// Takes the time of the lane.
    pub(crate) async fn ours(&mut self, work: impl Future<Output = Duration>) {
        self.ours.push(work.await);
    }

    /// Takes the time of another.
    pub(crate) async fn theirs(
        &mut self,
        name: &'static str,
        work: impl Future<Output = Duration>,
    ) {
        self.theirs.entry(name).or_default().push(work.await);
    }

    /// Prints a line for each of the others: their median, and ours over it.
    pub(crate) fn tell(&self) {
        let ours = median(&self.ours);
        for (name, times) in &self.theirs {
            let theirs = median(times);
            let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
            let milliseconds = theirs.as_secs_f64() * 1_000.0;
            println!("{:<48} {name:<24} {milliseconds:>7.2} ms {ratio:>8.2}", self.work);
        }
    }
}

fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}
