//! Cases, as they are written down.
//!
//! ```text
//! # a title
//! SELECT .. $1
//! < 'one value of each parameter', NULL       another run of the query, as often as there are such lines
//! = integer! text? text?a integer??a          columns: never null; null; null where row `a` is; null within it too
//! $1 text? public.book.title                  a parameter, and the column that it is meant for
//! write                                       it does not only read
//! tables public.author public.book
//! from 18                                     only from that version on
//! unseen 2                                    no row shows the null of the second column
//! refused 7 some words of the message         and the byte that it is about
//! ```
//!
//! Lines that begin with `--` are comments of the file.

use std::fmt::Write as _;

#[derive(Debug, Default)]
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) sql: String,
    pub(crate) runs: Vec<String>,
    /// All lines of what is expected, but for `unseen` and `from`.
    pub(crate) expected: Vec<String>,
    pub(crate) unseen: Vec<usize>,
    pub(crate) from: Option<u32>,
    pub(crate) until: Option<u32>,
    pub(crate) stated: Vec<String>,
}

pub(crate) fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("--") && !line.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            cases.push(Case { title: title.to_owned(), ..Case::default() });
            continue;
        }
        let case = cases.last_mut().expect("a case begins with its title");
        let word = line.split(' ').next().unwrap_or_default();
        match word {
            "<" => case.runs.push(line[2..].to_owned()),
            "unseen" => {
                case.unseen.extend(line.split(' ').skip(1).map(|it| it.parse::<usize>().unwrap()));
            }
            "from" if is_number(line) => case.from = line[5..].parse().ok(),
            "until" => case.until = line[6..].parse().ok(),
            "stated" => case.stated.push(line[7..].to_owned()),
            "=" | "write" | "tables" | "refused" | "untyped" => case.expected.push(line.to_owned()),
            _ if word.starts_with('$') && line.len() > word.len() && case.is_parameter(word) => {
                case.expected.push(line.to_owned());
            }
            _ => writeln!(case.sql, "{line}").unwrap(),
        }
    }
    cases
}

fn is_number(line: &str) -> bool {
    line[5..].parse::<u32>().is_ok()
}

impl Case {
    /// A parameter is described behind the columns.
    fn is_parameter(&self, word: &str) -> bool {
        word[1..].parse::<u32>().is_ok() && !self.expected.is_empty()
    }

    pub(crate) fn is_of(&self, version: u32) -> bool {
        self.from.is_none_or(|from| version >= from)
            && self.until.is_none_or(|until| version <= until)
    }

    pub(crate) fn sql(&self) -> &str {
        self.sql.trim_end()
    }
}
