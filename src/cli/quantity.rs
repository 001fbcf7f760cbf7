//! Numbers as people say them.

use std::fmt::Display;

/// A number with what is said of one, or of any other number: `1 row`, `7 rows`.
pub(super) fn counted<N: Display + PartialEq + From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let what = if count == N::from(1) { one } else { many };
    format!("{count} {what}")
}
