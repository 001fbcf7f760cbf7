//! Finds the parameters of a statement, and the macros of sqlc.

mod place;

use std::ops::Range;

use schemalane_source::{Dialect, TokenKind};

use crate::code::Code;
use crate::near::nearest;
use crate::note::{Broken, Named};
use crate::problem::ProblemKind;
use crate::rust_name::is_name;

/// How a parameter is called in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ParameterName {
    /// `:name`.
    Word(String),
    /// `$1` or `?1`, whose name comes from where it goes.
    Position(u32),
}

/// How a place of a parameter is written, as far as it says something of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// `:name`: alone in the brackets of `IN` it is a list.
    Plain,
    /// `$1`, `sqlc.arg(name)`: never a list of its own accord.
    One,
    /// `sqlc.narg(name)`: it can be null.
    Null,
    /// `sqlc.slice(name)`: a list.
    List,
}

/// A place where a parameter stands.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    /// Which of [`Scan::names`] it is.
    pub(crate) parameter: usize,
    pub(crate) spelling: Spelling,
    pub(crate) tokens: Range<usize>,
}

/// What was found in a statement.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The parameters, each once: by name in the order in which they appear first, by position in that of the numbers.
    pub(crate) names: Vec<ParameterName>,
    pub(crate) uses: Vec<Use>,
    /// `sqlc.embed(table)`: the tokens, and the name.
    pub(crate) embeds: Vec<(Range<usize>, Named)>,
    pub(crate) problems: Vec<Broken>,
}

enum Found {
    Parameter(ParameterName, Spelling),
    Embed(Named),
}

/// Finds the parameters of a statement.
pub(crate) fn scan(code: &Code<'_>, dialect: Dialect) -> Scan {
    let mut scan = Scan::default();
    let mut found = Vec::new();
    let mut index = 0;
    while index < code.len() {
        let length = match look(code, dialect, index, &mut scan.problems, &found) {
            Some((length, Found::Parameter(name, spelling))) => {
                found.push((name, spelling, index..index + length));
                length
            }
            Some((length, Found::Embed(named))) => {
                scan.embeds.push((index..index + length, named));
                length
            }
            None => place::skipped(code, index),
        };
        index += length;
    }
    scan.number(code, found);
    scan
}

type Uses = Vec<(ParameterName, Spelling, Range<usize>)>;

fn look(
    code: &Code<'_>,
    dialect: Dialect,
    index: usize,
    problems: &mut Vec<Broken>,
    found: &Uses,
) -> Option<(usize, Found)> {
    if let Some(macro_) = sqlc(code, index, problems) {
        return Some(macro_);
    }
    let word = code.word(index);
    let next = |kind| code.touches(index + 1) && code.kind(index + 1) == Some(kind);
    let named = |length| {
        let name = code.word(index + 1).to_owned();
        Some((length, Found::Parameter(ParameterName::Word(name), Spelling::Plain)))
    };
    let numbered = |length, digits: &str| {
        let name = ParameterName::Position(digits.parse().unwrap_or(u32::MAX));
        Some((length, Found::Parameter(name, Spelling::One)))
    };
    match (dialect, word) {
        (_, ":") if place::is_colon(code, dialect, index) => None,
        (_, ":") if next(TokenKind::Word) => named(2),
        (_, "@") if next(TokenKind::Word) && !place::is_operator(code, dialect, index) => named(2),
        (Dialect::Sqlite, "$") if next(TokenKind::Word) => named(2),
        (Dialect::Sqlite, ":" | "@" | "$" | "?") if next(TokenKind::Number) => {
            numbered(2, code.word(index + 1))
        }
        (Dialect::Sqlite, "?") => {
            let positions = found.iter().filter_map(|(name, ..)| match name {
                ParameterName::Position(position) => Some(*position),
                ParameterName::Word(_) => None,
            });
            let position = positions.max().unwrap_or(0).saturating_add(1);
            Some((1, Found::Parameter(ParameterName::Position(position), Spelling::One)))
        }
        (Dialect::Postgres, _) if code.kind(index) == Some(TokenKind::Number) => {
            numbered(1, word.strip_prefix('$')?)
        }
        _ => None,
    }
}

/// `sqlc.arg(name)` and its relatives.
fn sqlc(code: &Code<'_>, index: usize, problems: &mut Vec<Broken>) -> Option<(usize, Found)> {
    const MACROS: [&str; 4] = ["arg", "narg", "slice", "embed"];
    let is_macro = code.is(index, "sqlc")
        && code.word(index + 1) == "."
        && code.kind(index + 2) == Some(TokenKind::Word)
        && code.word(index + 3) == "(";
    if !is_macro {
        return None;
    }
    let (name, at) = (code.word(index + 2), code.range(index).start);
    let spelling = match name.to_ascii_lowercase().as_str() {
        "arg" => Some(Spelling::One),
        "narg" => Some(Spelling::Null),
        "slice" => Some(Spelling::List),
        "embed" => None,
        _ => {
            let near = nearest(name, MACROS);
            problems.push((at, ProblemKind::UnknownMacro { name: name.to_owned(), near }));
            return None;
        }
    };
    let argument = code.word(index + 4).trim_matches(['\'', '"', '`', '[', ']']);
    if code.word(index + 5) != ")" || argument.is_empty() {
        problems.push((at, ProblemKind::BrokenMacro { name: name.to_owned() }));
        return None;
    }
    let named = Named { name: argument.to_owned(), at: code.range(index + 4).start };
    let found = match spelling {
        Some(spelling) => Found::Parameter(ParameterName::Word(named.name), spelling),
        None => Found::Embed(named),
    };
    Some((6, found))
}

impl Scan {
    /// Gives each parameter its place, and checks that they are of one kind and without gaps.
    fn number(&mut self, code: &Code<'_>, found: Uses) {
        let mut positions: Vec<u32> = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for (name, _, tokens) in &found {
            let at = code.range(tokens.start).start;
            match name {
                ParameterName::Word(word) if !is_name(word) => {
                    self.problems.push((at, ProblemKind::ParameterName { name: word.clone() }));
                    return;
                }
                ParameterName::Word(word) if !words.contains(&word.as_str()) => words.push(word),
                ParameterName::Position(position) if !positions.contains(position) => {
                    positions.push(*position);
                }
                ParameterName::Word(_) | ParameterName::Position(_) => {}
            }
            if !words.is_empty() && !positions.is_empty() {
                self.problems.push((at, ProblemKind::MixedParameters));
                return;
            }
        }
        positions.sort_unstable();
        let gap = (1..).zip(&positions).find(|(expected, position)| expected != *position);
        if let Some((number, &before)) = gap {
            let at = found.iter().find(|(name, ..)| *name == ParameterName::Position(before));
            let at = at.map_or(0, |(_, _, tokens)| code.range(tokens.start).start);
            self.problems.push((at, ProblemKind::ParameterGap { number }));
            return;
        }
        self.names = words.into_iter().map(|word| ParameterName::Word(word.to_owned())).collect();
        self.names.extend(positions.into_iter().map(ParameterName::Position));
        for (name, spelling, tokens) in found {
            if let Some(parameter) = self.names.iter().position(|it| *it == name) {
                self.uses.push(Use { parameter, spelling, tokens });
            }
        }
    }
}
