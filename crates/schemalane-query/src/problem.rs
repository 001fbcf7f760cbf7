//! Every thing that can be wrong with files of queries.

mod told;

use std::fmt;

use schemalane_source::{Dialect, EntryError, Excerpt, Place, SplitErrorKind, Told};

use crate::Command;
use crate::scan::ParameterName;

/// One thing that is wrong with a file of queries, and where.
#[derive(Debug)]
#[non_exhaustive]
pub struct Problem {
    /// The file, as it was named.
    pub file: String,
    /// Where in it; `None` where it is about the file as a whole.
    pub place: Option<Place>,
    /// What is wrong.
    pub kind: ProblemKind,
    excerpt: Option<Box<Excerpt>>,
}

/// What can be wrong with files of queries.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProblemKind {
    /// There is no folder.
    NoFolder,
    /// An entry of the folder is not read.
    Entry(EntryError),
    /// A file's name gives no Rust module.
    FileName,
    /// Two files give one Rust module.
    SameModule {
        /// The other file.
        other: String,
        /// The module.
        module: String,
    },
    /// There is a file for every database beside one for one of them.
    TextForAll {
        /// The file for one.
        other: String,
    },
    /// A file is for one database, and there is none for another that the project has.
    MissingEdition {
        /// The file that is missing.
        expected: String,
        /// The database.
        dialect: Dialect,
    },
    /// A file is for a database that the project does not have.
    ForeignEdition {
        /// The database.
        dialect: Dialect,
    },
    /// The SQL cannot be split into statements.
    Split(SplitErrorKind),
    /// A statement has no name.
    NoName,
    /// A name has no statement.
    NoStatement {
        /// The name.
        name: String,
    },
    /// A name has more than one statement.
    SeveralStatements {
        /// The name.
        name: String,
    },
    /// A name stands within the statement before it.
    OpenStatement {
        /// The name of the query before it.
        before: String,
    },
    /// A statement changes the schema, or is none that gives or writes rows.
    NotAQuery {
        /// Its first word.
        word: String,
    },
    /// A name is none that Rust takes.
    BadName {
        /// The name.
        name: String,
    },
    /// A name is there twice.
    SameName {
        /// The name.
        name: String,
        /// The line of the first one.
        line: u32,
    },
    /// Two names come to one Rust function.
    SameFunction {
        /// The name.
        name: String,
        /// The first one.
        other: String,
        /// The function.
        function: String,
    },
    /// A query does not say what it gives.
    NoCommand {
        /// Its name.
        name: String,
    },
    /// What a query gives is not known.
    UnknownCommand {
        /// The word.
        command: String,
        /// What was meant, perhaps.
        near: Option<&'static str>,
    },
    /// What a query gives is another tool's word.
    ForeignCommand {
        /// The word.
        command: String,
        /// What there is for it.
        instead: &'static str,
    },
    /// Something stands behind the name and the command.
    HeaderRest {
        /// It.
        rest: String,
    },
    /// A note that is not known.
    UnknownNote {
        /// Its word.
        name: String,
        /// What was meant, perhaps.
        near: Option<&'static str>,
    },
    /// A line of a declared contract that is not known.
    UnknownContract {
        /// Its word.
        name: String,
        /// What was meant, perhaps.
        near: Option<&'static str>,
    },
    /// A note that cannot be read.
    BrokenNote {
        /// The note.
        note: String,
        /// How it is written.
        form: &'static str,
    },
    /// A note that belongs to no query.
    StrayNote,
    /// A note that may be there once.
    NoteTwice {
        /// The note.
        note: String,
    },
    /// A note names something that the query does not have.
    NamesNothing {
        /// The note.
        note: String,
        /// What it names.
        name: String,
        /// What was meant, perhaps.
        near: Option<String>,
        /// What there is.
        known: Vec<String>,
    },
    /// A parameter that a declared contract does not have.
    NotInContract {
        /// The parameter.
        name: ParameterName,
    },
    /// A macro of sqlc that is not known.
    UnknownMacro {
        /// Its word.
        name: String,
        /// What was meant, perhaps.
        near: Option<&'static str>,
    },
    /// A macro of sqlc without its name in brackets.
    BrokenMacro {
        /// Its word.
        name: String,
    },
    /// A parameter's name is none that Rust takes.
    ParameterName {
        /// The name.
        name: String,
    },
    /// Parameters by name and by position in one statement.
    MixedParameters,
    /// A number is left out.
    ParameterGap {
        /// The number.
        number: u32,
    },
    /// Two parameters have one name in Rust.
    SameParameter {
        /// The parameter.
        name: ParameterName,
        /// The other one.
        other: ParameterName,
    },
    /// A list stands where the database takes one value.
    ListOutside {
        /// The parameter.
        name: ParameterName,
    },
    /// More parameters are optional than there can be texts for.
    TooManyOptional {
        /// How many.
        count: usize,
    },
    /// An optional parameter is in no condition that could be left out.
    OptionalNowhere {
        /// The parameter.
        name: ParameterName,
    },
    /// The condition of an optional parameter has another one.
    OptionalShared {
        /// The parameter.
        name: ParameterName,
        /// The other one.
        other: ParameterName,
    },
    /// `@order` without a slot in the statement.
    OrderWithoutSlot,
    /// A slot without `@order` above the statement.
    SlotWithoutOrder,
    /// A slot that is not behind `ORDER BY`, or has nothing behind it.
    MisplacedSlot,
    /// A second slot.
    SecondSlot,
    /// More choices than there can be texts for.
    TooManyVariants {
        /// How many texts it would be.
        count: usize,
    },
    /// The engine refuses the statement.
    Refused {
        /// The engine's words.
        message: String,
        /// The way out, where one is known.
        help: Option<String>,
    },
    /// Nothing says the type of a parameter.
    UnknownParameterType {
        /// The parameter.
        name: ParameterName,
    },
    /// Nothing says the type of a column.
    UnknownColumnType {
        /// The column.
        name: String,
    },
    /// A declared type is not the engine's.
    DeclaredType {
        /// The column or parameter.
        name: String,
        /// The declared type.
        declared: String,
        /// The engine's.
        found: String,
    },
    /// A column of a declared contract can be null, which the contract denies.
    DeclaredNotNull {
        /// The column.
        name: String,
    },
    /// A column of a declared contract cannot be null, which the contract says.
    DeclaredNullable {
        /// The column.
        name: String,
    },
    /// A declared contract has other columns.
    ContractColumns {
        /// Those of the contract.
        declared: String,
        /// Those of the query.
        found: String,
    },
    /// A note means one of several columns.
    Ambiguous {
        /// The note.
        note: String,
        /// The name.
        name: String,
    },
    /// Which columns an embedded row has is not clear.
    EmbedUnclear {
        /// The table.
        name: String,
    },
    /// Something has one type in one variant of a query, and another in another.
    VariantsDiffer {
        /// The column or parameter.
        name: String,
    },
    /// A command gives rows, and the statement has none.
    NoRows {
        /// The command.
        command: Command,
    },
    /// The statement gives rows, and the command drops them.
    RowsLost {
        /// The command.
        command: Command,
    },
    /// One row is promised where there may be none.
    OneOrNone,
    /// A batch of statements that are not one text.
    BatchOfChoices,
    /// A column without a name.
    UnnamedColumn {
        /// Which one, from 1.
        number: usize,
        /// What it is called in Rust.
        name: String,
    },
    /// A column with the name of another one.
    SameColumn {
        /// The name.
        name: String,
        /// What it is called in Rust.
        field: String,
    },
}

impl Problem {
    pub(crate) fn new(file: String, shown: Option<(Place, Excerpt)>, kind: ProblemKind) -> Self {
        let place = shown.as_ref().map(|(place, _)| *place);
        Self { file, place, kind, excerpt: shown.map(|(_, excerpt)| Box::new(excerpt)) }
    }

    /// What is said of it: the fact with its place, the line of the file, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        let told = self.kind.told();
        let told = match self.place {
            Some(place) => told.at(format_args!("{}:{place}: ", self.file)),
            None if matches!(self.kind, ProblemKind::Entry(EntryError::Text(_))) => {
                told.at(format_args!("{}:", self.file))
            }
            None => told.at(format_args!("{}: ", self.file)),
        };
        told.showing(self.excerpt.as_deref())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

/// Everything that is wrong with files of queries: one problem or more, in the order of the files and the places in them.
#[derive(Debug)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// All problems that were found; `None` where there are none.
    #[must_use]
    pub fn new(problems: Vec<Problem>) -> Option<Self> {
        (!problems.is_empty()).then_some(Self(problems))
    }

    /// The outcome of a search for problems: `value` where there are none.
    pub(crate) fn none_or<T>(problems: Vec<Problem>, value: T) -> Result<T, Self> {
        if problems.is_empty() { Ok(value) } else { Err(Self(problems)) }
    }

    /// The problems one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<_> = self.0.iter().map(|problem| problem.told().to_string()).collect();
        formatter.write_str(&told.join("\n"))
    }
}

impl std::error::Error for Problem {}
impl std::error::Error for Problems {}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'p> IntoIterator for &'p Problems {
    type Item = &'p Problem;
    type IntoIter = std::slice::Iter<'p, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
