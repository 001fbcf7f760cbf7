//! What a folder is once nothing is wrong with it.

use crate::edition::Audience;
use crate::{
    Dialect, Fingerprint, Kind, Mode, Name, Problem, SessionSettings, Statement, TargetName,
    Timeouts, Version,
};
use std::path::PathBuf;

/// The migrations of one target in version order, every file checked. A version has one file, or
/// one for each database.
///
/// `C` is what it holds of each file: all of it, or [its measures](Measures).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane<C = Content> {
    target: TargetName,
    dialects: Vec<Dialect>,
    files: Vec<File<C>>,
}

/// One migration as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File<C = Content> {
    /// Its version.
    pub version: Version,
    /// Its description as it is shown.
    pub description: String,
    /// Its file name, which the history table calls the script; in a folder of the lane, with the
    /// path from the lane on.
    pub script: String,
    /// The one database that it is for; `None` where it is for all of the lane's.
    pub dialect: Option<Dialect>,
    /// Its checksum, see [`checksum`](crate::checksum).
    pub checksum: i32,
    /// Where it lies: the folder that was read, joined.
    pub path: PathBuf,
    /// What is in it.
    pub content: C,
}

/// What is in a migration's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// SQL, split and judged.
    Sql(SqlFile),
    /// Rust.
    Rust(RustFile),
    /// SQL without a statement: it is still to be written.
    Draft,
}

/// What a file is, without its text: enough to compare it with a history, and too little to run it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measures {
    /// SQL that runs like this.
    Sql(Mode),
    /// Rust.
    Rust,
    /// SQL without a statement.
    Draft,
}

impl From<Content> for Measures {
    /// The text goes here.
    fn from(content: Content) -> Self {
        match content {
            Content::Sql(sql) => Self::Sql(sql.mode),
            Content::Rust(_) => Self::Rust,
            Content::Draft => Self::Draft,
        }
    }
}

/// The Rust of a file, and what the compiler must see when it reads the file again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustFile {
    /// The text without its byte order mark, each line ended by `\n` alone.
    pub text: String,
    /// The bytes of the file as they were read.
    pub fingerprint: Fingerprint,
}

/// The SQL of a file, made sense of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlFile {
    /// The text without its byte order mark, each line ended by `\n` alone.
    pub text: String,
    /// How the file runs.
    pub mode: Mode,
    /// The time limits that the file asks for.
    pub timeouts: Timeouts,
    /// What else the file asks of its session.
    pub settings: SessionSettings,
    /// The statements, in order, at least one.
    pub statements: Vec<Statement>,
}

/// A file whose name is right, and what was found in it.
pub(crate) struct Candidate<C> {
    pub(crate) name: Name,
    /// The file's name as it is written.
    pub(crate) script: String,
    pub(crate) path: PathBuf,
    /// What problems call the file.
    pub(crate) label: String,
    /// Its checksum and content, or what is wrong with it; `None` where it is for a database that
    /// is not at hand.
    pub(crate) content: Option<Result<(i32, C), Vec<Problem>>>,
}

impl<C> Candidate<C> {
    pub(crate) fn is_sql(&self) -> bool {
        self.name.kind == Kind::Sql
    }
}

impl<C> Lane<C> {
    /// Puts the files of a target in order.
    ///
    /// A lane is only made of files that are right, no two of which have one version for the same
    /// database.
    pub(crate) fn new(
        target: TargetName,
        audience: &Audience,
        mut candidates: Vec<Candidate<C>>,
    ) -> Result<Self, Vec<Problem>> {
        candidates.sort_by(|left, right| {
            left.name.version.cmp(&right.name.version).then_with(|| left.label.cmp(&right.label))
        });
        let versions = candidates.chunk_by(|one, other| one.name.version == other.name.version);
        let mut problems: Vec<Problem> =
            versions.flat_map(|files| audience.problems(files)).collect();
        let mut files = Vec::with_capacity(candidates.len());
        let mut is_whole = problems.is_empty();
        for candidate in candidates {
            let Candidate {
                name: Name { version, description, dialect, .. },
                script,
                path,
                content,
                ..
            } = candidate;
            match content {
                None => {}
                Some(Ok((checksum, content))) => files.push(File {
                    version,
                    description,
                    script,
                    dialect,
                    checksum,
                    path,
                    content,
                }),
                Some(Err(found)) => {
                    is_whole = false;
                    problems.extend(found);
                }
            }
        }
        if is_whole {
            Ok(Self { target, dialects: audience.dialects(), files })
        } else {
            Err(problems)
        }
    }

    /// The lane of a target without migrations.
    pub(crate) const fn empty(target: TargetName) -> Self {
        Self { target, dialects: Vec::new(), files: Vec::new() }
    }

    /// Which target the migrations are for.
    #[must_use]
    pub fn target(&self) -> &TargetName {
        &self.target
    }

    /// What the SQL is written for: every file is right for each of these, or for its own.
    #[must_use]
    pub fn dialects(&self) -> &[Dialect] {
        &self.dialects
    }

    /// The migrations in version order, with what is held of each, which nobody has to copy then.
    #[must_use]
    pub fn into_files(self) -> Vec<File<C>> {
        self.files
    }

    /// The migrations in version order.
    #[must_use]
    pub fn files(&self) -> &[File<C>] {
        &self.files
    }
}
