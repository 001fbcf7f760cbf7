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
//! unrun                                       it is described alone
//! unseen 2                                    no row shows the null of the second column
//! refused 7 some words of the message         and the byte that it is about
//! ```
//!
//! Lines that begin with `--` are comments of the file. `UPDATE_EXPECT=1` writes what is expected anew; what the rows show
//! is checked all the same.

use std::fmt::Write as _;

#[derive(Debug, Default)]
pub(crate) struct Case {
    /// The lines before the title.
    pub(crate) comment: String,
    pub(crate) title: String,
    pub(crate) sql: String,
    pub(crate) runs: Vec<String>,
    /// All lines of what is expected, but for `unseen` and `from`.
    pub(crate) expected: Vec<String>,
    pub(crate) unseen: Vec<usize>,
    pub(crate) is_unrun: bool,
    pub(crate) from: Option<u32>,
    pub(crate) until: Option<u32>,
    pub(crate) stated: Vec<String>,
}

pub(crate) fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut comment = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with("--") {
            writeln!(comment, "{line}").unwrap();
            continue;
        }
        if let Some(title) = line.strip_prefix("# ") {
            let comment = std::mem::take(&mut comment);
            cases.push(Case { title: title.to_owned(), comment, ..Case::default() });
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
            "unrun" => case.is_unrun = true,
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

    /// The case as it is written down.
    pub(crate) fn render(&self) -> String {
        let mut text = format!("{}# {}\n{}\n", self.comment, self.title, self.sql());
        self.stated.iter().for_each(|stated| writeln!(text, "stated {stated}").unwrap());
        self.runs.iter().for_each(|run| writeln!(text, "< {run}").unwrap());
        self.from.iter().for_each(|from| writeln!(text, "from {from}").unwrap());
        self.until.iter().for_each(|until| writeln!(text, "until {until}").unwrap());
        if self.is_unrun {
            text.push_str("unrun\n");
        }
        if !self.unseen.is_empty() {
            let unseen: Vec<String> = self.unseen.iter().map(ToString::to_string).collect();
            writeln!(text, "unseen {}", unseen.join(" ")).unwrap();
        }
        self.expected.iter().for_each(|expected| writeln!(text, "{expected}").unwrap());
        text
    }

    pub(crate) fn is_of(&self, version: u32) -> bool {
        self.from.is_none_or(|from| version >= from)
            && self.until.is_none_or(|until| version <= until)
    }

    pub(crate) fn sql(&self) -> &str {
        self.sql.trim_end()
    }
}
