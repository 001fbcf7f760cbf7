//! The same file in other bytes: tools that hash raw bytes see a byte order
//! mark and the line endings of the machine that a file was checked out on.

use std::borrow::Cow;

/// A text as it is, with either line ending, and each with a byte order mark.
pub(super) fn all(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let unix = text.replace("\r\n", "\n");
    let windows = unix.replace('\n', "\r\n");
    let endings = [Cow::Borrowed(text), Cow::Owned(unix), Cow::Owned(windows)];
    endings.into_iter().flat_map(|text| {
        let marked = Cow::Owned(format!("\u{FEFF}{text}"));
        [text, marked]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_line_endings_are_one_of_the_spellings() {
        let found: Vec<_> = all("a\r\nb\n").collect();
        for text in ["a\r\nb\n", "a\nb\n", "a\r\nb\r\n"] {
            assert!(found.contains(&text.into()), "{text:?}");
            assert!(found.contains(&format!("\u{FEFF}{text}").into()), "{text:?}");
        }
        assert_eq!(found.len(), 6);
    }
}
