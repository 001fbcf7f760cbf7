//! Reads what a comment says, word by word.

/// A part of a comment that is still to be read, and where it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    pub(crate) rest: &'t str,
    pub(crate) at: usize,
}

impl<'t> Cursor<'t> {
    /// What stands at the byte `at` of the file, without white space around it.
    pub(crate) fn new(text: &'t str, at: usize) -> Self {
        let mut cursor = Self { rest: text.trim_end(), at };
        cursor.skip_space();
        cursor
    }

    pub(crate) fn skip(&mut self, bytes: usize) -> &'t str {
        let (skipped, rest) = self.rest.split_at(bytes);
        (self.rest, self.at) = (rest, self.at + bytes);
        skipped
    }

    pub(crate) fn skip_space(&mut self) {
        self.skip(self.rest.len() - self.rest.trim_start().len());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Moves over a text that stands here, and the white space behind it.
    pub(crate) fn take(&mut self, text: &str) -> bool {
        let stands = self.rest.starts_with(text);
        if stands {
            self.skip(text.len());
            self.skip_space();
        }
        stands
    }

    /// Moves over what fits, and the white space behind it.
    pub(crate) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|character| !fits(character)).unwrap_or(self.rest.len());
        let taken = self.skip(end);
        self.skip_space();
        taken
    }

    /// A name, in double quotes where it is no word, with the byte where it begins.
    pub(crate) fn name(&mut self) -> Option<(String, usize)> {
        let at = self.at;
        if let Some(quoted) = self.rest.strip_prefix('"') {
            let name = quoted.split_once('"')?.0;
            self.skip(name.len() + 2);
            self.skip_space();
            return (!name.is_empty()).then(|| (name.to_owned(), at));
        }
        let sigil = usize::from(self.rest.starts_with([':', '@', '$', '?']));
        self.skip(sigil);
        let at = at + sigil;
        let name =
            self.take_while(|character| character.is_alphanumeric() || "_.$".contains(character));
        (!name.is_empty()).then(|| (name.to_owned(), at))
    }

    /// Whether white space stood before here, for separators that need it.
    pub(crate) fn separator(&mut self) -> bool {
        ["—", "–", "--", "- "].into_iter().any(|separator| self.take(separator))
    }
}
