//! What the comments of a query state: its notes, and those of other tools.

mod contract;
mod cornucopia;
mod stated;
#[cfg(test)]
mod tests;

pub(crate) use contract::{CONTRACT, contract};
pub(crate) use cornucopia::{header, row_type};
pub(crate) use stated::statement;

use crate::cursor::Cursor;
use crate::near::nearest;
use crate::problem::ProblemKind;

/// What the notes of a query state, each with its place. Whether it is so, the engine says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notes {
    /// `@param name: type? — documentation`
    pub parameters: Vec<Declared>,
    /// `@column name: type! as path::Type`
    pub columns: Vec<Declared>,
    /// `@returns Row`
    pub row: Option<Named>,
    /// `@embed table`
    pub embeds: Vec<Named>,
    /// `@optional parameter`
    pub optional: Vec<Named>,
    /// `@order a | b`
    pub order: Vec<Named>,
    /// `@large table`
    pub large: Vec<Named>,
    /// The parameters of a declared contract, which are all that there are.
    pub contract_parameters: Option<Vec<Declared>>,
    /// The columns of a declared contract, which are all that there are, in order.
    pub contract_columns: Option<Vec<Declared>>,
}

/// A name in a note, and the byte of the file where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Named {
    /// The name, without quotes.
    pub name: String,
    /// The byte of the file where it stands.
    pub at: usize,
}

/// What a note states of a parameter or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declared {
    /// The name, without quotes.
    pub name: String,
    /// The byte of the file where it stands.
    pub at: usize,
    /// Its type, as the database writes it; in a contract as the contract does.
    pub data_type: Option<String>,
    /// Whether it can be null: `?` says so, `!` says no.
    pub nullable: Option<bool>,
    /// The Rust type that is to be taken: `as path::Type`.
    pub rust: Option<String>,
    /// What it is, in words.
    pub documentation: Option<String>,
}

impl Declared {
    pub(crate) fn new(name: String, at: usize) -> Self {
        Self { name, at, data_type: None, nullable: None, rust: None, documentation: None }
    }
}

/// What a note begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Param,
    Column,
    Returns,
    Embed,
    Optional,
    Order,
    Large,
}

impl Word {
    const ALL: [Self; 7] = [
        Self::Param,
        Self::Column,
        Self::Returns,
        Self::Embed,
        Self::Optional,
        Self::Order,
        Self::Large,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Param => "param",
            Self::Column => "column",
            Self::Returns => "returns",
            Self::Embed => "embed",
            Self::Optional => "optional",
            Self::Order => "order",
            Self::Large => "large",
        }
    }

    const fn form(self) -> &'static str {
        match self {
            Self::Param => "@param name: type? — what it is",
            Self::Column => "@column name: type! as path::Type",
            Self::Returns => "@returns AuthorRow",
            Self::Embed => "@embed author",
            Self::Optional => "@optional country",
            Self::Order => "@order name | created_at",
            Self::Large => "@large book",
        }
    }
}

/// A note that cannot be read, and the byte of the file that it is about.
pub(crate) type Broken = (usize, ProblemKind);

/// Reads the note that begins here, with its `@`.
pub(crate) fn note(mut cursor: Cursor<'_>, notes: &mut Notes) -> Result<(), Broken> {
    let at = cursor.at;
    cursor.take("@");
    let name =
        cursor.take_while(|character| character.is_alphanumeric() || "_-".contains(character));
    // sqlc's own switches for `sqlc vet` say nothing of the query.
    if name.starts_with("sqlc-vet") {
        return Ok(());
    }
    let Some(word) = Word::ALL.into_iter().find(|word| word.name() == name) else {
        let near = nearest(name, Word::ALL.map(Word::name));
        return Err((at, ProblemKind::UnknownNote { name: name.to_owned(), near }));
    };
    read(word, cursor, notes).map_err(|at| (at, broken(word)))
}

fn broken(word: Word) -> ProblemKind {
    ProblemKind::BrokenNote { note: format!("@{}", word.name()), form: word.form() }
}

fn read(word: Word, cursor: Cursor<'_>, notes: &mut Notes) -> Result<(), usize> {
    match word {
        Word::Param => notes.parameters.push(statement(cursor)?),
        Word::Column => notes.columns.push(statement(cursor)?),
        Word::Returns => {
            let [row] = <[Named; 1]>::try_from(names(cursor, &[])?).map_err(|_| cursor.at)?;
            let is_type = row.name.starts_with(char::is_uppercase)
                && row
                    .name
                    .chars()
                    .all(|character| character.is_alphanumeric() || character == '_');
            if !is_type || notes.row.is_some() {
                return Err(row.at);
            }
            notes.row = Some(row);
        }
        Word::Embed => notes.embeds.extend(names(cursor, &[","])?),
        Word::Optional => notes.optional.extend(names(cursor, &[","])?),
        Word::Order => notes.order.extend(names(cursor, &["|", ","])?),
        Word::Large => notes.large.extend(names(cursor, &[","])?),
    }
    Ok(())
}

/// The names of a list up to its end, or to the words behind it.
fn names(mut cursor: Cursor<'_>, separators: &[&str]) -> Result<Vec<Named>, usize> {
    let mut names = Vec::new();
    loop {
        let (name, at) = cursor.name().ok_or(cursor.at)?;
        names.push(Named { name, at });
        if !separators.iter().any(|separator| cursor.take(separator)) {
            break;
        }
    }
    if cursor.is_empty() || cursor.separator() { Ok(names) } else { Err(cursor.at) }
}
