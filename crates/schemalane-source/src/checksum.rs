//! Flyway's checksum.

#[cfg(test)]
mod tests;

/// The checksum of a migration as Flyway computes it: CRC-32 over the text's UTF-8 bytes without
/// one leading byte order mark and without line endings, as a signed number.
///
/// `text` is the decoded file, a possible byte order mark included. Because line endings never
/// count, a file may change between `\n`, `\r\n` and `\r` and keep its checksum; for the same
/// reason `-- note\nDROP TABLE t` and `-- noteDROP TABLE t` have the same one, which cannot be
/// helped without leaving Flyway's ways.
///
/// ```
/// assert_eq!(schemalane_source::checksum("SELECT 1;\r\n"), 78_787_420);
/// ```
#[must_use]
pub fn checksum(text: &str) -> i32 {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut crc = crc32fast::Hasher::new();
    for piece in text.split(['\n', '\r']) {
        crc.update(piece.as_bytes());
    }
    crc.finalize().cast_signed()
}
