//! The file `.env`.

use std::{
    cell::Cell,
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use super::file::{self, Located};
use crate::Error;

/// The file's name.
const NAME: &str = ".env";

/// The variables that a file `.env` sets.
#[derive(Clone, Debug)]
pub(super) struct DotEnv {
    /// The file.
    pub(super) found: Located,
    variables: BTreeMap<String, String>,
}

impl DotEnv {
    /// The first one from a folder upwards, as dotenvy finds it.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or has lines that make no sense.
    pub(super) fn above(folder: &Path) -> Result<Option<Self>, Error> {
        file::above(folder, NAME)?.map(Self::read).transpose()
    }

    fn read(found: Located) -> Result<Self, Error> {
        let unreadable = |source| Error::File { action: "read", path: found.path.clone(), source };
        let text = file::read(&found.path).map_err(unreadable)?;
        match parse(&text) {
            Ok(variables) => Ok(Self { found, variables }),
            Err(lines) => Err(Error::DotEnv { file: found.path, lines }),
        }
    }

    /// What the file says of a variable.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// The variables that it sets to something.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name.as_str())
    }

    pub(super) fn path(&self) -> PathBuf {
        self.found.path.clone()
    }
}

/// Reads the text as dotenvy does: of a name that is there twice the first value counts. What is
/// wrong is told by its line alone, since any line may hold a password.
fn parse(text: &[u8]) -> Result<BTreeMap<String, String>, Vec<u32>> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let read = Cell::new(0);
    let lines = Lines { rest: text, read: &read };
    let (mut variables, mut wrong) = (BTreeMap::new(), Vec::new());
    // Without an end of the last line dotenvy takes a blank before it for an open value.
    for variable in dotenvy::from_read_iter(io::Read::chain(lines, &b"\n"[..])) {
        match variable {
            Ok((name, value)) => {
                variables.entry(name).or_insert(value);
            }
            Err(error) => wrong.push(first_line(&error, read.get())),
        }
    }
    if wrong.is_empty() { Ok(variables) } else { Err(wrong) }
}

/// The line that an error begins in, where this is the last one that was read.
fn first_line(error: &dotenvy::Error, last: u32) -> u32 {
    let inner = match error {
        dotenvy::Error::LineParse(text, _) => text.trim_end_matches('\n').matches('\n').count(),
        _ => 0,
    };
    last.saturating_sub(u32::try_from(inner).unwrap_or(u32::MAX)).max(1)
}

/// Gives a text line by line, so that who reads it through a buffer has read
/// no line before its turn; and counts them.
struct Lines<'t> {
    rest: &'t [u8],
    read: &'t Cell<u32>,
}

impl io::Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = self.rest.iter().position(|&byte| byte == b'\n').map(|end| end + 1);
        let length = line.unwrap_or(self.rest.len()).min(buffer.len());
        let (now, later) = self.rest.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.rest = later;
        if now.ends_with(b"\n") || (later.is_empty() && !now.is_empty()) {
            self.read.set(self.read.get() + 1);
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_exports_and_comments_are_read() {
        let text = "\u{feff}# a comment\nA=1\nexport B='it is \"two\"'\n\nC=\"three\nlines\nlong\" # more\n\
                    A=2\nD=\nF=six ";
        let read = parse(text.as_bytes()).unwrap();
        let all: Vec<_> =
            read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("A", "1"),
            ("B", "it is \"two\""),
            ("C", "three\nlines\nlong"),
            ("D", ""),
            ("F", "six"),
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn each_wrong_line_is_named_by_where_it_begins() {
        let wrong = |text: &str| parse(text.as_bytes()).unwrap_err();
        assert_eq!(wrong("A=1\nno equals sign\nB=2\nC=two words\n"), [2, 4]);
        assert_eq!(wrong("# one\n\n1A=x\r\nB=2\r\n"), [3]);
        assert_eq!(wrong("A=1\nB='open\nC=3\nD=4\n"), [2]);
        assert_eq!(wrong("A=1\nB=\"open"), [2]);
        assert_eq!(wrong(&format!("A={}\nB\n", "x".repeat(20_000))), [2]);
        assert_eq!(parse(b"A=1\nB=\xff\nC=3\nD\n").unwrap_err(), [2, 4]);
    }
}
