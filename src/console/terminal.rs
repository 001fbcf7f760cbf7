//! Text on its way out: the only door to stdout and stderr.
//!
//! What comes from a server, a history, a file or a command line may hold
//! anything, also what commands a terminal. So nothing passes here but
//! printable text, line breaks and tabs; the colours are marks, which are
//! turned into commands last.

use std::{
    hash::{BuildHasher as _, RandomState},
    io::{self, IsTerminal as _, Write},
    sync::LazyLock,
};

use schemalane_source::is_hidden;

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    #[cfg(feature = "cli")]
    Out,
    Err,
}

#[expect(clippy::disallowed_methods, reason = "this is the door that the others are to use")]
impl Stream {
    pub(super) fn is_terminal(self) -> bool {
        match self {
            #[cfg(feature = "cli")]
            Self::Out => io::stdout().is_terminal(),
            Self::Err => io::stderr().is_terminal(),
        }
    }

    /// How many columns the terminal has, where it is one.
    pub(super) fn columns(self) -> Option<usize> {
        #[cfg(unix)]
        if let Ok(size) = match self {
            #[cfg(feature = "cli")]
            Self::Out => rustix::termios::tcgetwinsize(io::stdout()),
            Self::Err => rustix::termios::tcgetwinsize(io::stderr()),
        } {
            // One that does not know says 0.
            return Some(usize::from(size.ws_col)).filter(|columns| *columns > 0);
        }
        None
    }

    /// Writes a text such that it is nothing but a text.
    pub(super) fn write(self, text: &str) -> io::Result<()> {
        self.put(&printable(text))
    }

    /// Writes a text byte by byte, for the program that reads it; a terminal
    /// gets what it always gets.
    #[cfg(feature = "cli")]
    pub(super) fn hand_over(self, text: &str) -> io::Result<()> {
        if self.is_terminal() { self.write(text) } else { self.put(text) }
    }

    fn put(self, text: &str) -> io::Result<()> {
        let mut stream: Box<dyn Write> = match self {
            #[cfg(feature = "cli")]
            Self::Out => Box::new(io::stdout().lock()),
            Self::Err => Box::new(io::stderr().lock()),
        };
        stream.write_all(text.as_bytes()).and_then(|()| stream.flush())
    }
}

/// A command to a terminal that is ours, as it stands in a text until the
/// text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Colours what follows, by the number of SGR; 0 ends it.
    Colour(u8),
    /// Goes back to the beginning of the line and clears it.
    ClearLine,
}

impl Command {
    /// What stands for it. The number in it is made anew by each process, so
    /// that no text from elsewhere can have it.
    pub(super) fn mark(self) -> String {
        match self {
            Self::Colour(number) => format!("{}{number}m", *MARK),
            Self::ClearLine => format!("{}K", *MARK),
        }
    }

    /// The command that a mark is, and what stands behind it.
    fn parse(text: &str) -> Option<(Self, &str)> {
        if let Some(rest) = text.strip_prefix('K') {
            return Some((Self::ClearLine, rest));
        }
        let (number, rest) = text.split_once('m')?;
        Some((Self::Colour(number.parse().ok()?), rest))
    }

    fn sequence(self) -> String {
        match self {
            Self::Colour(number) => format!("\x1b[{number}m"),
            Self::ClearLine => "\r\x1b[K".to_owned(),
        }
    }
}

static MARK: LazyLock<String> =
    LazyLock::new(|| format!("\u{fdd0}{:016x}:", RandomState::new().hash_one(std::process::id())));

/// A text as a terminal gets it: characters that command a terminal, or turn
/// the direction of what stands around them, are shown as what they are.
pub(crate) fn printable(text: &str) -> String {
    let mut pieces = text.split(MARK.as_str());
    let mut shown = spelled(pieces.next().unwrap_or_default());
    for piece in pieces {
        match Command::parse(piece) {
            Some((command, rest)) => shown = shown + &command.sequence() + &spelled(rest),
            None => shown += &spelled(piece),
        }
    }
    shown
}

/// With hidden characters spelled out; a line break and a tab are none.
fn spelled(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\n' | '\t') || !is_hidden(character) {
            shown.push(character);
        } else {
            shown.extend(character.escape_default());
        }
    }
    shown
}

/// A text in one line.
pub(crate) fn line(text: &str) -> String {
    spelled(text).replace(['\n', '\t'], " ")
}

/// JSON that is the same to who reads it, with hidden characters in it escaped.
/// They stand in strings only, but for the line breaks between members.
#[cfg(feature = "cli")]
pub(crate) fn json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character != '\n' && is_hidden(character) {
            shown += &format!("\\u{:04x}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_commands_a_terminal_but_we() {
        let red = Command::Colour(31).mark();
        let plain = Command::Colour(0).mark();
        assert_eq!(printable(&format!("{red}x\x1b[2J{plain}")), "\x1b[31mx\\u{1b}[2J\x1b[0m");
        assert_eq!(printable(&Command::ClearLine.mark()), "\r\x1b[K");
        assert_eq!(printable("a\tb\r\nc\rd\u{9b}31m\u{7f}"), "a\tb\nc\\rd\\u{9b}31m\\u{7f}");
        assert_eq!(printable("a\u{202e}b\u{2066}c\u{200f}"), "a\\u{202e}b\\u{2066}c\\u{200f}");
        // A mark without its number is a character like any other.
        assert_eq!(printable("\u{fdd0}0000000000000000:31m"), "\u{fdd0}0000000000000000:31m");
    }

    #[test]
    fn every_hidden_character_is_spelled_out() {
        for character in ('\0'..=char::MAX).filter(|&character| is_hidden(character)) {
            let shown = printable(&character.to_string());
            assert!(matches!(character, '\n' | '\t') || shown.is_ascii(), "{character:?}");
            assert!(!shown.contains(['\x1b', '\x7f', '\r']), "{character:?}");
        }
    }

    #[cfg(feature = "cli")]
    #[test]
    fn json_says_the_same() {
        let value = serde_json::json!({ "k\u{202e}": "\u{9b}\u{7f}\u{2066}\u{2028}\x1b\r\n é世" });
        let text = json(&serde_json::to_string_pretty(&value).unwrap());
        assert!(text.chars().all(|character| character == '\n' || !is_hidden(character)), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[cfg(feature = "cli")]
    #[test]
    fn a_line_stays_one() {
        assert_eq!(line("a\r\nb\tc\x1b[0m\u{85}"), "a b c\\u{1b}[0m\\u{85}");
    }
}
