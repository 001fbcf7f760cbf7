//! How a file is cut into messages that neither side has to hold whole.

use std::ops::Range;

use super::message::after_data;
use crate::manifest::Sql;

/// What a message carries of a file, in bytes, unless a single statement is
/// longer. The server keeps what it parses of a message until the end of it,
/// which takes many times the room of the text.
const LONGEST: usize = 1 << 18;

/// The same for a message of data, of which the server keeps nothing.
pub(super) const DATA: usize = 1 << 20;

/// A piece of a file that goes to the server by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Portion {
    /// Whole statements, from the one with this index on, and the bytes that
    /// they lie in; none at all before, between and behind data.
    Text { first: usize, bytes: Range<usize> },
    /// The `COPY ... FROM stdin` with this index, and its data.
    Copy { index: usize },
}

/// The portions of a file in order. The first and the last one are text, for
/// what stands before and behind a file.
pub(super) fn portions(sql: &Sql) -> Vec<Portion> {
    let mut portions = Vec::new();
    let (mut first, mut from) = (0, 0);
    for (index, statement) in sql.statements().iter().enumerate() {
        let text = Portion::Text { first, bytes: from..statement.start() };
        if let Some((_, end)) = statement.data() {
            portions.extend([text, Portion::Copy { index }]);
            (first, from) = (index + 1, after_data(sql.text(), end));
        } else if index > first && statement.end() - from > LONGEST {
            portions.push(text);
            (first, from) = (index, statement.start());
        }
    }
    portions.push(Portion::Text { first, bytes: from..sql.text().len() });
    portions
}

#[cfg(test)]
mod tests {
    use schemalane_source::{Dialect, Mode, SessionSettings, Timeouts};

    use super::*;

    /// The portions of a text, each in words.
    fn cut(text: &str) -> Vec<String> {
        let statements = schemalane_source::split(text, Dialect::Postgres).unwrap();
        let file = schemalane_source::SqlFile {
            text: text.to_owned(),
            mode: Mode::Transactional,
            timeouts: Timeouts::NONE,
            settings: SessionSettings::NONE,
            statements,
        };
        let show = |portion| match portion {
            Portion::Text { first, bytes } => format!("{first}: {}", &text[bytes]),
            Portion::Copy { index } => format!("{index}: data"),
        };
        portions(&Sql::read(file)).into_iter().map(show).collect()
    }

    #[test]
    fn a_short_file_is_one() {
        let text = "-- é\nSELECT 1;\nSELECT 2; -- end\n";
        assert_eq!(cut(text), [format!("0: {text}")]);
    }

    #[test]
    fn data_stands_between_two() {
        let text = "SELECT 1;\nCOPY t FROM stdin;\n1\n\\.\nCOPY t FROM stdin;\n2\n\\.\nSELECT 2;";
        assert_eq!(cut(text), ["0: SELECT 1;\n", "1: data", "2: ", "2: data", "3: SELECT 2;"]);
    }

    #[test]
    fn a_long_file_is_cut_between_statements_and_nothing_is_lost() {
        let filling = "x".repeat(LONGEST / 3);
        let long = "y".repeat(2 * LONGEST);
        let mut text = String::new();
        for word in [&filling, &filling, &filling, &long, "z", &filling] {
            text.push_str(&format!("SELECT '{word}'; -- {}\n", word.len()));
        }
        let found = cut(&text);
        let numbers: Vec<_> = found.iter().map(|portion| &portion[..2]).collect();
        assert_eq!(numbers, ["0:", "2:", "3:", "4:"]);
        let together: String = found.iter().map(|portion| &portion[3..]).collect();
        assert_eq!(together, text);
    }
}
