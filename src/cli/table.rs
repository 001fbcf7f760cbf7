//! An aligned table.

use unicode_width::UnicodeWidthStr as _;

use crate::console::{self, Paint, Palette};

/// One cell: its text, and what its colour says.
pub(super) struct Cell {
    text: String,
    paint: Paint,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>) -> Self {
        // A history may hold anything, but a line of it stays one line, and
        // it does not command the terminal.
        Self { text: console::line(&text.into()), paint: Paint::Plain }
    }

    pub(super) const fn paint(mut self, paint: Paint) -> Self {
        self.paint = paint;
        self
    }

    fn width(&self) -> usize {
        self.text.as_str().width()
    }
}

/// Lays rows out under their headings, columns aligned by what a terminal
/// shows, wide characters counted twice.
pub(super) fn layout<const N: usize>(
    headings: [&str; N],
    rows: &[[Cell; N]],
    palette: Palette,
) -> String {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].width());
        cells.chain([headings[column].len()]).max().unwrap_or_default()
    });
    let headings = headings.map(|heading| Cell::new(heading).paint(Paint::Quiet));
    let mut text = line(&headings, &widths, palette);
    for row in rows {
        text.push_str(&line(row, &widths, palette));
    }
    text
}

fn line<const N: usize>(cells: &[Cell; N], widths: &[usize; N], palette: Palette) -> String {
    let mut text = String::new();
    for (column, cell) in cells.iter().enumerate() {
        text.push_str(&palette.paint(cell.paint, &cell.text));
        if column + 1 < N {
            text.push_str(&" ".repeat(widths[column] - cell.width() + 2));
        }
    }
    format!("{}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_look() {
        let rows =
            [[Cell::new("1"), Cell::new("世界"), Cell::new("x")], ["10", "é", ""].map(Cell::new)];
        let text = layout(["version", "what", "by"], &rows, Palette::none());
        assert_eq!(text, "version  what  by\n1        世界  x\n10       é\n");
    }
}
