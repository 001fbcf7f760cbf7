//! A place in a text.

use std::fmt;

/// A place in a text as an editor shows it: line and column from 1, the column in characters. `\n`,
/// `\r\n` and a lone `\r` each end one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Place {
    /// The place of the character at the byte `offset` of `text`.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        Lines::new(text).place_at(offset)
    }

    /// The place of the character at the byte `offset`, whose line is known.
    pub(crate) fn on_line(text: &str, offset: usize, line: u32) -> Self {
        let line_start = text[..offset].rfind(['\n', '\r']).map_or(0, |ending| ending + 1);
        Self { line, column: column(&text[line_start..offset]) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Counts the lines of a text while offsets are asked for in ascending order, so that all answers
/// together take one pass.
pub(crate) struct Lines<'t> {
    text: &'t str,
    position: usize,
    line: u32,
    line_start: usize,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, position: 0, line: 1, line_start: 0 }
    }

    /// The line of the byte at `offset`, which must not lie before the one asked for last.
    pub(crate) fn line_at(&mut self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        while self.position < offset {
            let byte = bytes[self.position];
            self.position += 1;
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(self.position) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                self.line = self.line.saturating_add(1);
                self.line_start = self.position;
            }
        }
        self.line
    }

    /// The place of the character at the byte `offset`, which must not lie before the one asked for
    /// last.
    pub(crate) fn place_at(&mut self, offset: usize) -> Place {
        let line = self.line_at(offset);
        Place { line, column: column(&self.text[self.line_start..offset]) }
    }
}

/// The column of what follows `before` on its line.
fn column(before: &str) -> u32 {
    u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_ending_counts_once() {
        let text = "a\nb\r\nc\rd\n\re";
        let line = |needle| Place::of(text, text.find(needle).unwrap()).line;
        assert_eq!(["a", "b", "c", "d", "e"].map(line), [1, 2, 3, 4, 6]);
    }

    #[test]
    fn columns_are_characters() {
        assert_eq!(Place::of("x\r\n\tä€😀!", "x\r\n\tä€😀".len()), Place { line: 2, column: 5 });
        assert_eq!(
            Place::on_line("x\r\n\tä€😀!", 3 + "\tä€😀".len(), 2),
            Place { line: 2, column: 5 }
        );
        assert_eq!(Place::of("", 0), Place { line: 1, column: 1 });
    }
}
