//! Numbers as people say them. The only place that knows a plural from a singular.

use std::fmt::Display;

/// A number with what is said of one, or of any other number: `1 row is lost`, `7 rows are lost`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let what = if count == N::from(1) { one } else { many };
    format!("{count} {what}")
}

/// A number of bytes.
pub(crate) fn size(bytes: u64) -> String {
    const KB: u64 = 1 << 10;
    const MB: u64 = 1 << 20;
    // A few GB are said in MB, since what stands behind their point is worth knowing.
    const TEN_GB: u64 = 10 << 30;
    match bytes {
        0..KB => counted(bytes, "byte", "bytes"),
        KB..MB => format!("{} kB", bytes >> 10),
        MB..TEN_GB => format!("{} MB", bytes >> 20),
        TEN_GB.. => format!("{} GB", bytes >> 30),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        let rows = |count: i64| counted(count, "row is lost", "rows are lost");
        assert_eq!([0, 1, 2].map(rows), ["0 rows are lost", "1 row is lost", "2 rows are lost"]);
    }

    #[test]
    fn bytes_are_said_in_the_unit_that_fits() {
        assert_eq!(
            [1, 900, 8192, 300 << 20, 9 << 30, 20 << 30].map(size),
            ["1 byte", "900 bytes", "8 kB", "300 MB", "9216 MB", "20 GB"]
        );
    }
}
