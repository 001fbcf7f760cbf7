//! How often a transaction is tried again that lost a race for a lock.

use std::{
    hash::{BuildHasher as _, RandomState},
    time::{Duration, Instant},
};

use crate::failure::Failure;

/// Pauses grow from the first to the longest, each cut by chance, so that
/// two runs that hindered each other do not meet again.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const TRIES: u32 = 10;
const LONGEST: Duration = Duration::from_secs(300);

/// The tries that are left.
#[derive(Debug)]
pub(crate) struct Patience {
    began: Instant,
    tries: u32,
}

impl Patience {
    pub(crate) fn new() -> Self {
        Self { began: Instant::now(), tries: 1 }
    }

    /// How long to pause before the next try; none where this failure is no
    /// matter of luck, or luck has been tried enough.
    pub(crate) fn pause(&mut self, failure: &Failure) -> Option<Duration> {
        if failure.is_luck() { self.next_pause() } else { None }
    }

    /// The same for what is known to be a matter of luck.
    pub(crate) fn next_pause(&mut self) -> Option<Duration> {
        if self.tries >= TRIES || self.began.elapsed() >= LONGEST {
            return None;
        }
        let longest = FIRST_PAUSE.saturating_mul(1 << self.tries.min(16)).min(LONGEST_PAUSE);
        self.tries += 1;
        Some(cut_by_chance(longest))
    }

    /// Which try comes next, from one.
    pub(crate) const fn next_try(&self) -> u32 {
        self.tries
    }
}

/// How long a server may be away that restarts, and between two looks for it.
const LONGEST_ABSENCE: Duration = Duration::from_secs(30);
const FIRST_LOOK: Duration = Duration::from_millis(100);
const LAST_LOOK: Duration = Duration::from_secs(2);

/// A server that is away for the moment.
#[derive(Debug)]
pub(crate) struct Absence {
    began: Instant,
    pause: Duration,
}

impl Absence {
    pub(crate) fn new() -> Self {
        Self { began: Instant::now(), pause: FIRST_LOOK }
    }

    /// Whether it may still come back.
    pub(crate) fn is_bearable(&self) -> bool {
        self.began.elapsed() < LONGEST_ABSENCE
    }

    /// Waits before the next look, longer each time.
    pub(crate) async fn pause(&mut self) {
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(LAST_LOOK);
    }
}

/// A pause of this length at most, and of half of it at least: those who wait
/// for the same thing do not come for it at the same time.
pub(crate) fn cut_by_chance(longest: Duration) -> Duration {
    longest.mul_f64(0.5 + chance() / 2.0)
}

/// A number from 0 to 1, as random as a hasher's keys.
fn chance() -> f64 {
    let bits = RandomState::new().hash_one(0) >> 32;
    f64::from(u32::try_from(bits).unwrap_or_default()) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        failure::Blame,
        interrupt::Reason,
        manifest::{Migration, Sql},
    };

    fn failure(blame: Blame) -> Failure {
        let sql = Sql::new(
            "SELECT 1",
            schemalane_source::Mode::Transactional,
            schemalane_source::Timeouts::NONE,
            &[],
        );
        let migration = Migration::sql("1", "a", "V1__a.sql", 0, sql);
        Failure { blame, ..Failure::of_interruption(&migration, Reason::Stopped) }
    }

    #[test]
    fn pauses_grow_and_end() {
        let mut patience = Patience::new();
        let pauses: Vec<_> = std::iter::from_fn(|| patience.pause(&failure(Blame::Luck))).collect();
        assert_eq!(pauses.len(), 9);
        assert!(pauses[0] >= FIRST_PAUSE && pauses[0] <= FIRST_PAUSE * 2);
        assert!(pauses.iter().all(|pause| *pause <= LONGEST_PAUSE));
        assert!(pauses[8] > pauses[0]);
    }

    #[test]
    fn those_who_wait_do_not_march_in_step() {
        let longest = Duration::from_secs(1);
        let pauses: Vec<_> = (0..130).map(|_| cut_by_chance(longest)).collect();
        assert!(pauses.iter().all(|pause| (longest / 2..=longest).contains(pause)), "{pauses:?}");
        let mut slots: Vec<_> = pauses.iter().map(|pause| pause.as_millis() / 5).collect();
        slots.sort_unstable();
        slots.dedup();
        assert!(slots.len() > 30, "130 pauses of 500 to 1000 ms come at {} times", slots.len());
    }

    #[test]
    fn what_is_no_luck_is_not_tried_again() {
        for blame in [Blame::Migration, Blame::Surroundings] {
            assert_eq!(Patience::new().pause(&failure(blame)), None, "{blame:?}");
        }
        let beyond_a_transaction = Failure { rolled_back: false, ..failure(Blame::Luck) };
        assert_eq!(Patience::new().pause(&beyond_a_transaction), None);
    }
}
