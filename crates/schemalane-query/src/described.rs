//! A query with what its engine says of it, once its notes are verified.

mod answer;
mod columns;
mod embed;
mod item;
mod json;
mod merge;
mod parameters;
mod same_type;
#[cfg(test)]
mod tests;
mod warnings;

pub use answer::Answer;
pub use columns::DescribedColumn;
pub use embed::Embed;
pub use json::{
    ColumnDescription, ErrorDescription, FileDescription, ParameterDescription, QueryDescription,
    Typed,
};
pub use parameters::DescribedParameter;

use std::collections::BTreeSet;

use crate::Command;
use crate::analysis::{Access, Analysis, Refusal};
use crate::code::Code;
use crate::file::QueryFile;
use crate::problem::{Problem, ProblemKind};
use crate::query::{Query, Variant};
use crate::rewrite::no_such;

/// A query with what its engine says of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Described {
    /// The query as its file has it.
    pub query: Query,
    /// What its function gives: as the file says, or all rows where the file is another tool's.
    pub command: Command,
    /// The columns of its rows, in order.
    pub columns: Vec<DescribedColumn>,
    /// Its parameters, in the order of [`Query::parameters`].
    pub parameters: Vec<DescribedParameter>,
    /// The rows of tables within its rows.
    pub embeds: Vec<Embed>,
    /// Whether one of its texts writes.
    pub access: Access,
    /// The tables and views that one of its texts touches.
    pub tables: BTreeSet<String>,
    /// What its notes say beyond what the engine proves, each worth a look in a review.
    pub overrides: Vec<Override>,
    /// What keeps it from becoming a function.
    pub problems: Vec<Problem>,
    /// What is probably not meant: columns that need names of our making, rows that nobody gets.
    pub warnings: Vec<Problem>,
}

/// What a note says beyond what the engine proves.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Override {
    /// The column or the parameter.
    pub name: String,
    /// What is said of it.
    #[serde(flatten)]
    pub claim: Claim,
    /// The line of the file where it is said.
    pub line: u32,
}

/// What a note can say beyond what the engine proves.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "claim", content = "value")]
#[non_exhaustive]
pub enum Claim {
    /// A column that can be null as far as anybody can prove never is.
    NotNull,
    /// A column that is never null is read as one that can be.
    Nullable,
    /// The type, which the engine does not say, or says less exactly.
    Type(String),
    /// The Rust type.
    Rust(String),
}

/// Puts together what the file says of a query and what the engine says of each of its variants, in their order.
///
/// # Errors
///
/// What the engine refuses, with the place in the file.
pub fn describe(
    file: &QueryFile,
    query: &Query,
    answers: &[Answer],
) -> Result<Described, Vec<Problem>> {
    let analyses = accepted(file, query, answers)?;
    let merged = merge::merge(query, &analyses);
    let tokens = schemalane_source::tokens(&query.sql, query.dialect).unwrap_or_default();
    let code = Code::new(&query.sql, &tokens);
    let context = Context { file, query, code: &code };
    let mut found = Found::default();
    found.problems.extend(
        merged
            .differences
            .iter()
            .map(|name| file.problem(query.at, ProblemKind::VariantsDiffer { name: name.clone() })),
    );
    let layout = item::layout(&code, &merged.columns);
    let columns = columns::columns(&context, &merged, &layout, &mut found);
    let parameters = parameters::parameters(&context, &merged, &mut found);
    let embeds = embed::embeds(&context, &columns, &layout, &mut found);
    let columns = columns::named(&context, columns, &embeds, &mut found);
    context.notes(&columns, &merged.tables, &mut found);
    let command = warnings::command(&context, &columns, &mut found);
    let Found { mut problems, mut warnings, overrides } = found;
    problems.sort_by_key(|problem| problem.place);
    warnings.sort_by_key(|problem| problem.place);
    Ok(Described {
        query: query.clone(),
        command,
        columns,
        parameters,
        embeds,
        access: merged.access,
        tables: merged.tables,
        overrides,
        problems,
        warnings,
    })
}

/// The query that is described, and its tokens, whose bytes are counted from the beginning of the statement.
struct Context<'c> {
    file: &'c QueryFile,
    query: &'c Query,
    code: &'c Code<'c>,
}

/// What is found out beside the description.
#[derive(Default)]
struct Found {
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    overrides: Vec<Override>,
}

impl Context<'_> {
    fn problem(&self, at: usize, kind: ProblemKind) -> Problem {
        self.file.problem(at, kind)
    }

    fn claim(&self, name: &str, claim: Claim, at: usize) -> Override {
        let line = self.file.text.place(at).line;
        Override { name: name.to_owned(), claim, line }
    }

    /// The notes that name columns and tables.
    fn notes(&self, columns: &[DescribedColumn], tables: &BTreeSet<String>, found: &mut Found) {
        let notes = &self.query.notes;
        for note in &notes.order {
            let is_it = |column: &&DescribedColumn| self.is_name(&column.name, &note.name);
            let kind = match columns.iter().filter(is_it).count() {
                1 => continue,
                0 => {
                    let known = columns.iter().map(|column| column.name.clone()).collect();
                    no_such("@order", &note.name, known)
                }
                _ => ProblemKind::Ambiguous { note: "@order".to_owned(), name: note.name.clone() },
            };
            found.problems.push(self.problem(note.at, kind));
        }
        for note in &notes.large {
            let is_it = |table: &&String| {
                self.is_name(table, &note.name)
                    || table.rsplit('.').next().is_some_and(|it| self.is_name(it, &note.name))
            };
            if !tables.iter().any(|table| is_it(&table)) {
                let kind = no_such("@large", &note.name, tables.iter().cloned().collect());
                found.problems.push(self.problem(note.at, kind));
            }
        }
    }

    /// Whether a name of the database is the one that a note has.
    fn is_name(&self, name: &str, written: &str) -> bool {
        match self.query.dialect {
            schemalane_source::Dialect::Postgres => name == written,
            schemalane_source::Dialect::Sqlite => name.eq_ignore_ascii_case(written),
        }
    }
}

/// What the engine says of each variant, or what it refuses, each refusal once.
fn accepted<'a>(
    file: &QueryFile,
    query: &'a Query,
    answers: &'a [Answer],
) -> Result<Vec<(&'a Variant, &'a Analysis)>, Vec<Problem>> {
    let mut analyses: Vec<(&Variant, &Analysis)> = Vec::new();
    let mut problems: Vec<Problem> = Vec::new();
    let mut refuse = |at: usize, kind: ProblemKind| {
        let problem = file.problem(at, kind);
        let is_known = |it: &Problem| it.to_string() == problem.to_string();
        if !problems.iter().any(is_known) {
            problems.push(problem);
        }
    };
    for (variant, answer) in query.variants.iter().zip(answers) {
        match answer {
            Answer::Analysed(analysis) => analyses.push((variant, analysis)),
            // That is a problem with the note, which is said anyway.
            Answer::Refused(_) if orders_by_nothing(query, variant, analyses.first()) => {}
            Answer::Refused(Refusal { message, offset, help }) => {
                let rendered = variant.question().rendered;
                let at = offset.map_or(query.statement_at, |it| rendered.offset_in_file(it));
                let (message, help) = (by_name(message, query, variant), help.clone());
                refuse(at, ProblemKind::Refused { message, help });
            }
            Answer::Untyped { number } => {
                let index = number.checked_sub(1).and_then(|it| variant.parameters.get(it));
                if let Some(parameter) = index.and_then(|&it| query.parameters.get(it)) {
                    let name = parameter.name.clone();
                    refuse(parameter.at, ProblemKind::UnknownParameterType { name });
                }
            }
        }
    }
    if problems.is_empty() && !analyses.is_empty() { Ok(analyses) } else { Err(problems) }
}

/// An engine's words with the names of parameters, whose numbers nobody has written.
fn by_name(message: &str, query: &Query, variant: &Variant) -> String {
    let mut text = message.to_owned();
    for (number, &index) in (1..).zip(&variant.parameters) {
        let Some(parameter) = query.parameters.get(index) else { continue };
        for sigil in ['$', '?'] {
            let written = format!("parameter {sigil}{number}");
            let is_whole = |at: usize| {
                let next = text[at + written.len()..].chars().next();
                next.is_none_or(|next| !next.is_ascii_digit())
            };
            if let Some(at) = text.find(&written).filter(|&at| is_whole(at)) {
                text.replace_range(
                    at..at + written.len(),
                    &format!("parameter `{}`", parameter.name),
                );
            }
        }
    }
    text
}

/// Whether a variant is ordered by a column that the whole query does not have.
fn orders_by_nothing(
    query: &Query,
    variant: &Variant,
    whole: Option<&(&Variant, &Analysis)>,
) -> bool {
    let note = variant.order.and_then(|chosen| query.notes.order.get(chosen.column));
    note.zip(whole).is_some_and(|(note, (_, whole))| {
        !whole.columns.iter().any(|column| column.name == note.name)
    })
}
