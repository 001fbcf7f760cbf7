//! A lane in 64 hexadecimal digits.

use crate::{Content, File, Lane, Mode};
use sha2::{Digest as _, Sha256};

impl Lane {
    /// The SHA-256 of the lane: its target and dialects, and of each migration the version, script, kind, mode and
    /// text.
    ///
    /// A checkout with other line ends, or with a byte order mark more or less, has the same digest, as it has the
    /// same checksums.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut fields = Fields(Sha256::new());
        fields.text(self.target().as_str());
        fields.count(self.dialects().len());
        for dialect in self.dialects() {
            fields.text(dialect.name());
        }
        fields.count(self.files().len());
        for file in self.files() {
            fields.file(file);
        }
        fields.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A hash over fields, each behind its length, so that no two lists of fields run into one text.
struct Fields(Sha256);

impl Fields {
    fn count(&mut self, count: usize) {
        self.0.update((count as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.update(text);
    }

    fn file(&mut self, file: &File) {
        self.text(file.version.as_str());
        self.text(&file.script);
        let (kind, mode, text) = match &file.content {
            Content::Sql(sql) => ("sql", mode_name(sql.mode), &sql.text),
            // What a Rust file says of its transaction stands in its text.
            Content::Rust(rust) => ("rust", "", &rust.text),
            Content::Draft => ("draft", "", &String::new()),
        };
        self.text(kind);
        self.text(mode);
        // Flyway takes a lone carriage return for the end of a line, too.
        self.count(text.len());
        for (position, line) in text.split('\r').enumerate() {
            self.0.update(if position == 0 { "" } else { "\n" });
            self.0.update(line);
        }
    }
}

/// A mode's name in the digest, apart from its `Display`, whose wording may change.
const fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Transactional => "transactional",
        Mode::ForeignKeysOff => "foreign_keys_off",
        Mode::NonTransactional => "non_transactional",
    }
}
