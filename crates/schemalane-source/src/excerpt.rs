//! A line of a file, with a caret under the place that an error is about.

use crate::{Place, is_hidden};
use std::ops::Range;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// What stands where a line is cut.
const CUT: &str = "...";

/// The fewest columns that are worth showing of a line.
const FEWEST: usize = 20;

/// A line of a file, and the place on it that an error is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    line: usize,
    column: usize,
    text: String,
}

impl Excerpt {
    /// How wide the lines are at most where nobody says how much room there is.
    pub const COLUMNS: usize = 100;

    /// A line with its number, and a column in it in characters, both from 1.
    #[must_use]
    pub fn new(line: usize, column: usize, text: impl Into<String>) -> Self {
        Self { line, column, text: text.into() }
    }

    /// The line of a text that a place is on.
    #[must_use]
    pub fn of(text: &str, place: Place) -> Self {
        let lines = text.split_inclusive(['\n', '\r']).scan(false, |after_return, line| {
            // `\r\n` ends one line.
            let is_rest = std::mem::replace(after_return, line.ends_with('\r')) && line == "\n";
            Some((!is_rest).then_some(line))
        });
        let index = usize::try_from(place.line.saturating_sub(1)).unwrap_or(usize::MAX);
        let line = lines.flatten().nth(index).unwrap_or_default();
        let (line, column) = (line.trim_end_matches(['\n', '\r']), place.column);
        Self::new(index.saturating_add(1), usize::try_from(column).unwrap_or(1), line)
    }

    /// Three lines of at most so many columns: the margin, the line, and the caret. A longer line is
    /// cut around the caret; tabs become four spaces, wide characters count twice, and what does not
    /// show is spelled out.
    #[must_use]
    pub fn lines(&self, columns: usize) -> [String; 3] {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let room = columns.saturating_sub(number.len() + 4);
        let Shown { text, before } = Shown::of(&self.text, self.column, room);
        let caret = " ".repeat(before);
        [format!(" {margin} |"), format!(" {number} | {text}"), format!(" {margin} | {caret}^")]
    }
}

/// A line as it can be printed, and how far the caret stands from its beginning.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    text: String,
    before: usize,
}

impl Shown {
    /// The line, cut around the column where it is wider than `columns`: tabs
    /// become four spaces, wide characters count twice, and what does not
    /// show is spelled out.
    fn of(line: &str, column: usize, columns: usize) -> Self {
        let cells: Vec<_> = line.chars().map(Cell::of).collect();
        let at = column.saturating_sub(1).min(cells.len());
        let kept = kept(&cells, at, columns.max(FEWEST));
        let shown = |range: Range<usize>| {
            cells[range].iter().map(|cell| cell.text.as_str()).collect::<String>()
        };
        let before = match kept.start {
            0 => shown(0..at),
            start => CUT.to_owned() + &shown(start..at),
        };
        let after = shown(at..kept.end) + if kept.end < cells.len() { CUT } else { "" };
        Self { before: before.as_str().width(), text: before + &after }
    }
}

/// A character as it is shown.
struct Cell {
    text: String,
    width: usize,
}

impl Cell {
    fn of(character: char) -> Self {
        let text = match character {
            '\t' => "    ".to_owned(),
            character if is_hidden(character) => character.escape_default().to_string(),
            character => {
                let width = character.width().unwrap_or_default();
                return Self { text: character.to_string(), width };
            }
        };
        Self { width: text.len(), text }
    }
}

/// Which cells are shown: as many on both sides of `at` as there is room for.
fn kept(cells: &[Cell], at: usize, columns: usize) -> Range<usize> {
    let width = |range: Range<usize>| cells[range].iter().map(|cell| cell.width).sum::<usize>();
    if width(0..cells.len()) <= columns {
        return 0..cells.len();
    }
    // The caret may stand behind the end of the line.
    let room = columns - 2 * CUT.len() - usize::from(at == cells.len());
    let (mut kept, mut used) = (at..at, 0);
    loop {
        let before = kept.clone();
        for (next, wider) in [
            (kept.end, Some(kept.start..kept.end + 1)),
            (kept.start.wrapping_sub(1), kept.start.checked_sub(1).map(|start| start..kept.end)),
        ] {
            let (Some(cell), Some(wider)) = (cells.get(next), wider) else { continue };
            if used + cell.width <= room {
                used += cell.width;
                kept = kept.start.min(wider.start)..kept.end.max(wider.end);
            }
        }
        if kept == before {
            return kept;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands above the caret.
    fn under(line: &str, column: usize, columns: usize) -> String {
        let excerpt = Shown::of(line, column, columns);
        let mut width = 0;
        let found = excerpt.text.chars().find(|character| {
            let is_here = width >= excerpt.before && character.width() != Some(0);
            width += character.width().unwrap_or_default();
            is_here
        });
        found.map(String::from).unwrap_or_default()
    }

    #[test]
    fn a_line_is_found_whatever_ends_it() {
        let text = "a\nb\r\nc\rd\n\re";
        let line = |line| Excerpt::of(text, Place { line, column: 1 }).text;
        assert_eq!([1, 2, 3, 4, 5, 6, 7].map(line), ["a", "b", "c", "d", "", "e", ""]);
        let excerpt = Excerpt::of("x\n  'open", Place { line: 2, column: 3 });
        assert_eq!(excerpt.lines(80), ["   |", " 2 |   'open", "   |   ^"]);
    }

    #[test]
    fn the_caret_stands_behind_tabs_and_wide_characters() {
        let excerpt = Shown::of("\té世x", 4, 80);
        assert_eq!(excerpt, Shown { text: "    é世x".to_owned(), before: 4 + 1 + 2 });
        let hidden = Shown::of("\u{1b}x", 2, 80);
        assert_eq!(hidden, Shown { text: "\\u{1b}x".to_owned(), before: 6 });
    }

    #[test]
    fn a_line_that_fits_is_whole() {
        let line = "a".repeat(80);
        assert_eq!(Shown::of(&line, 80, 80), Shown { text: line, before: 79 });
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret_and_the_caret_stays_where_it_was() {
        for filling in ["a", "世", "\t", "e\u{301}", "ab 世\té"] {
            for (before, after) in [(0, 300), (300, 0), (300, 300), (3, 300), (300, 3)] {
                let line = format!("{}X{}", filling.repeat(before), filling.repeat(after));
                let column = filling.chars().count() * before + 1;
                let excerpt = Shown::of(&line, column, 60);
                assert!(excerpt.text.as_str().width() <= 60, "{}", excerpt.text);
                assert!(excerpt.text.as_str().width() > 40, "{}", excerpt.text);
                if before != 3 {
                    assert_eq!(excerpt.text.starts_with(CUT), before == 300, "{}", excerpt.text);
                }
                assert_eq!(under(&line, column, 60), "X", "{}", excerpt.text);
            }
        }
    }

    #[test]
    fn a_caret_may_stand_behind_the_end_and_the_screen_may_be_narrow() {
        let line = "a".repeat(500);
        let excerpt = Shown::of(&line, 501, 60);
        assert_eq!(excerpt.before, excerpt.text.len());
        assert!(excerpt.before < 60);
        assert_eq!(Shown::of(&line, 250, 0).text.len(), FEWEST);
        assert_eq!(Shown::of("", 1, 60), Shown { text: String::new(), before: 0 });
    }
}
