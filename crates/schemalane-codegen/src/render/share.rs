//! Work that is shared out among threads.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// More do not make it faster.
const MOST: usize = 8;

/// What a function makes of each item, by as many threads as there are cores, in no order.
pub(super) fn out<I: Sync, T: Send>(items: &[I], make: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            made.push(make(item));
        }
        made
    };
    let cores = available_parallelism().map_or(1, usize::from).min(MOST);
    // For a few items a thread costs more than it saves.
    let helpers = cores.min(items.len() / 4).saturating_sub(1);
    scope(|scope| {
        // Where there is no thread to be had, this one does it all.
        let helpers: Vec<_> =
            (0..helpers).filter_map(|_| Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut made = work();
        for helper in helpers {
            made.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        made
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_item_is_made_once() {
        for count in [0_usize, 1, 3, 4, 100] {
            let items: Vec<_> = (0..count).collect();
            let mut made = super::out(&items, |item| item * 2);
            made.sort_unstable();
            assert_eq!(made, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
