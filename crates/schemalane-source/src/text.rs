//! The text of a file: what its bytes must be before anything else looks at them.

use crate::place::Lines;
use crate::{Place, Told};
use std::fmt;

/// Why the bytes of a file are not the text of a migration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// The bytes are not UTF-8, so that they have no checksum.
    NotUtf8 {
        /// The line of the first byte that does not fit, from 1.
        line: u32,
        /// How many bytes lie before it.
        offset: usize,
    },
    /// A NUL, which neither database takes.
    Nul {
        /// Where it is.
        place: Place,
    },
    /// A character that changes the direction of the text around it, so that a reviewer reads
    /// something other than what runs.
    Direction {
        /// Where it is.
        place: Place,
        /// The character.
        character: char,
    },
}

impl TextError {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::NotUtf8 { line, offset } => {
                Told::new(format!("{line}: byte {offset} of the file is not UTF-8"))
                    .help("save the file as UTF-8")
            }
            Self::Nul { place } => Told::new(format!(
                "{place}: the file has a NUL character, which no database \
                 takes"
            ))
            .help("remove it"),
            Self::Direction { place, character } => Told::new(format!(
                "{place}: U+{:04X} changes the direction of the text, so \
                 that it does not read as it runs",
                u32::from(*character)
            ))
            .help("remove it, or write it as an escape"),
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

/// Reads the bytes of a file as text, a byte order mark included, because the checksum looks at it.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, TextError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..offset]).into_owned();
        TextError::NotUtf8 { line: Lines::new(&before).line_at(offset), offset }
    })?;
    match text
        .char_indices()
        .find(|&(_, character)| character == '\0' || changes_direction(character))
    {
        None => Ok(text),
        Some((offset, '\0')) => Err(TextError::Nul { place: place(&text, offset) }),
        Some((offset, character)) => {
            Err(TextError::Direction { place: place(&text, offset), character })
        }
    }
}

/// The text without its byte order mark, which no database takes.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The text as it is executed: without its byte order mark, and with `\n` at the end of each line,
/// so that a checkout with other line ends, which has the same checksum, does the same.
///
/// A carriage return that stands alone is left where it is: it may be in a literal.
pub(crate) fn plain(mut text: String) -> String {
    if text.contains("\r\n") {
        return without_mark(&text).replace("\r\n", "\n");
    }
    // A large file is not copied where it is right as it stands.
    let mark = text.len() - without_mark(&text).len();
    text.drain(..mark);
    text
}

/// Whether a character overrides the direction of the text around it (the "Trojan Source"
/// characters).
pub(crate) fn changes_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a command to a terminal or changes what stands around it: a control
/// character (C0, DEL and C1), a mark, embedding, override or isolate of direction, or the end of a
/// line that only Unicode knows.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || changes_direction(character)
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        )
}

/// A name as it can stand in one line of text, whatever its owner put into it.
#[must_use]
pub fn printable(name: &str) -> String {
    let show = |character: char| {
        if is_hidden(character) {
            character.escape_default().to_string()
        } else {
            character.to_string()
        }
    };
    name.chars().map(show).collect()
}

/// A byte order mark is nothing that an editor counts as a column.
fn place(text: &str, offset: usize) -> Place {
    let shown = without_mark(text);
    Place::of(shown, offset - (text.len() - shown.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).unwrap_err().to_string()
    }

    #[test]
    fn bytes_must_be_utf8() {
        assert_eq!(
            message(b"a\r\nb\xff"),
            "2: byte 4 of the file is not UTF-8: save the file as UTF-8"
        );
        assert_eq!(decode("\u{feff}é".into()), Ok("\u{feff}é".to_owned()));
    }

    #[test]
    fn a_nul_is_refused_with_its_place() {
        assert!(message(b"SELECT 1;\n \0").starts_with("2:2: the file has a NUL"));
    }

    #[test]
    fn every_character_that_changes_direction_is_refused() {
        let refused: Vec<char> =
            (' '..'\u{3000}').filter(|&character| changes_direction(character)).collect();
        assert_eq!(refused.len(), 9);
        for character in refused {
            let text = format!("\u{feff}-- é{character}");
            assert!(
                message(text.as_bytes())
                    .starts_with(&format!("1:5: U+{:04X} ", u32::from(character)))
            );
        }
        // The marks that right-to-left languages need are no danger.
        assert!(decode("-- \u{200f}\u{200e}\u{61c}".into()).is_ok());
    }
}
